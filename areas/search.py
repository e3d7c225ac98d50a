"""Areas that some words may mean, with all that tells them apart. How they are ranked is not decided here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.db.models.expressions import RawSQL

from areas.models import Area

_MOST = 120
_ABOVE = ("parent", "parent__parent", "parent__parent__parent", "parent__parent__parent__parent")
_COLUMNS = (
    "code",
    "name",
    "level__code",
    "level__name_de",
    "level__name_en",
    "level__rank",
    "edition__code",
    "edition__system__code",
    "edition__valid_from",
    "edition__valid_until",
    "edition__system__is_common",
)


@dataclass(frozen=True)
class Candidate:
    """An area of an edition in force. ``above`` names what it lies in, nearest first, the whole city left out."""

    code: str
    name: str
    level: str
    level_de: str
    level_en: str
    level_rank: int
    edition: str
    system: str
    valid_from: date
    valid_until: date | None
    is_common: bool
    above: tuple[str, ...]


def search_areas(words: Sequence[str], most: int = _MOST) -> list[Candidate]:
    """The areas whose name or code is like one of the folded words, or that lie directly in one whose name begins with it.

    One query, which the index on folded names answers. The residual unit is never found, nor is a place beyond the city.
    """
    if not words:
        return []
    found = RawSQL("SELECT search_areas(%s, %s)", (list(words), most))
    rows = Area.objects.filter(pk__in=found, is_reference=False).values_list(
        *_COLUMNS, *(F(f"{above}__name") for above in _ABOVE)
    )
    return [
        _candidate(row[: len(_COLUMNS)], row[len(_COLUMNS) :])
        for row in rows.order_by("edition", "level__rank", "code")
    ]


def _candidate(own: tuple, names: tuple[str | None, ...]) -> Candidate:  # type: ignore[type-arg]
    above = [name for name in names if name]
    return Candidate(*own, above=tuple(above[:-1]))  # the last one is the whole
