"""What a preview says: per indicator, period and level, numbers of cells, the city before and after, jumps."""

from dataclasses import dataclass

from indicators.catalogue.specs import IndicatorSpec
from indicators.office.comparison import Counts


@dataclass(frozen=True)
class Cell:
    """One value: a state word, and the number where it is ``ok``."""

    status: str
    value: float | None


@dataclass(frozen=True)
class LevelLine:
    """One level of one indicator and period."""

    level: str
    names: tuple[str, str]  # German, English
    rank: int
    counts: Counts


@dataclass(frozen=True)
class AreaJump:
    code: str
    name: str
    before: float
    after: float


@dataclass(frozen=True)
class PeriodPreview:
    """One indicator and period. ``compared_with`` is the live period that jumps are measured from; None: there is none.

    ``is_new``: nothing is live for this period. The lists name areas of the finest level, the first of each.
    """

    period: str
    compared_with: str | None
    is_new: bool
    is_unchanged: bool
    levels: tuple[LevelLine, ...]
    city_before: Cell | None
    city_after: Cell | None
    jumps: tuple[AreaJump, ...]
    missing: tuple[tuple[str, str], ...]
    newly_suppressed: tuple[tuple[str, str], ...]

    @property
    def finest(self) -> Counts:
        """The counts of the finest level."""
        return self.levels[-1].counts


@dataclass(frozen=True)
class IndicatorPreview:
    code: str
    spec: IndicatorSpec
    periods: tuple[PeriodPreview, ...]


@dataclass(frozen=True)
class Preview:
    """``release``: what the candidate is compared with; None before the first activation."""

    release: str | None
    indicators: tuple[IndicatorPreview, ...]
