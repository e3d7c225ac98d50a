"""Why a backup or a restore was not carried out, or may not have been."""


class Refused(Exception):
    """Nothing has changed; the sentence says why and what to do."""


class Unsure(Exception):
    """The server went away in the one moment in which something changes; the sentence says what to do."""
