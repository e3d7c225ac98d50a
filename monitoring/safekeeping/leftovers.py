"""What an earlier restore left behind: databases beside the portal's own, by their names. Only while nobody else restores."""

import psycopg2
from django.utils import timezone

from monitoring.safekeeping import databases
from monitoring.safekeeping.scratch import Tell

#: A copy that is being filled and proven; one that was replaced and goes; one that was replaced and is kept.
NEW, REPLACED, KEPT = "restored", "replaced", "before"


def name_beside(place: str, word: str) -> str:
    return f"{place}_{word}_{timezone.now():%Y%m%d%H%M%S}"


def tidy(place: str, tell: Tell) -> None:
    """Open what was left closed, remove what nobody needs, name what is kept."""
    kept = databases.beside(place, KEPT)
    for name in databases.reopen(place, *kept):
        tell(f"{name} had been closed by a restore that was ended: it accepts connections again")
    left = databases.beside(place, NEW)
    if databases.exists(place):  # without it, what was there before may be all that there is
        left += databases.beside(place, REPLACED)
    for name in left:
        tell(f"removing the database {name}, left behind by a restore that was ended")
        remove(name, tell)
    for name in kept:
        tell(f"the database {name} is kept from an earlier restore: it holds sealed data, remove it when it has served")


def remove(name: str, tell: Tell) -> bool:
    """Remove a database; returns whether it is gone. Where it cannot go, that is told and is no error."""
    try:
        databases.drop(name)
    except psycopg2.Error:
        tell(f"the database {name} could not be removed: it holds sealed data, remove it by hand")
        return False
    return True
