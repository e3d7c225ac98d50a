"""Why a backup or a restore was not carried out."""


class Refused(Exception):
    """Nothing has changed; the sentence says why and what to do."""
