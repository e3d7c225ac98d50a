"""The list of a rule: areas with reasons, how many people live there, and who came in or went out within a year."""

from dataclasses import dataclass

import numpy as np

from monitoring.planning.attention.applying import Applied, Sight, a_year_before, applied
from monitoring.planning.attention.rule import Rule
from monitoring.planning.attention.wording import reasons


@dataclass(frozen=True)
class Area:
    """One area of the list. ``residents`` is nothing where none are released; ``is_new``: it was not on it a year ago."""

    code: str
    name: str
    residents: float | None
    reasons: tuple[str, ...]
    is_new: bool


@dataclass(frozen=True, eq=False)
class Listing:
    """Areas in the fixed order of the edition. ``share``: part of all residents of the level in percent."""

    now: Applied
    before: Applied | None
    areas: tuple[Area, ...]
    gone: tuple[tuple[str, str], ...]
    residents: float | None
    share: float | None

    @property
    def new(self) -> int:
        """How many came in within a year."""
        return sum(area.is_new for area in self.areas)


def listing(rule: Rule, sight: Sight) -> Listing:
    """The list in a release.

    Raises:
        Unanswerable: what the rule names is not there.
    """
    now = applied(rule, sight)
    before = a_year_before(now, sight)
    names = dict(zip(now.places.codes, now.places.names, strict=True))
    known = before.codes if before else None
    areas = tuple(
        Area(
            now.places.codes[at],
            now.places.names[at],
            None if np.isnan(now.residents[at]) else float(now.residents[at]),
            tuple(reasons(now, at)),
            known is not None and now.places.codes[at] not in known,
        )
        for at in now.listed
    )
    gone = tuple((code, names[code]) for code in sorted((known or frozenset()) - now.codes) if code in names)
    everybody, there = float(np.nansum(now.residents)), float(np.nansum(now.residents[list(now.listed)]))
    if everybody <= 0:
        return Listing(now, before, areas, gone, None, None)
    return Listing(now, before, areas, gone, there, 100 * there / everybody)
