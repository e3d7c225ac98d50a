"""What the portal knows already and a file is compared with: areas, measures, profiles, rates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from indicators.catalogue.specs import MeasureSpec, ProfileSpec, SourceSpec


@dataclass(frozen=True)
class KnownLevel:
    """The areas of one level of an edition: code → name; ``upper``: the levels above it below the whole, from the top."""

    system: str
    level: str
    edition: str
    names: Mapping[str, str]
    residual: str | None = None
    total: str | None = None
    upper: tuple[tuple[str, frozenset[str]], ...] = ()

    @cached_property
    def stripped(self) -> Mapping[str, str]:
        """Code without its leading zeros → the code, where only one area can be meant."""
        found: dict[str, list[str]] = {}
        for code in self.names:
            found.setdefault(code.lstrip("0"), []).append(code)
        return {bare: codes[0] for bare, codes in found.items() if len(codes) == 1 and bare and bare != codes[0]}

    @property
    def width(self) -> int:
        """The number of characters of a code; 0 where codes differ."""
        widths = {len(code) for code in self.names}
        return widths.pop() if len(widths) == 1 else 0


@dataclass(frozen=True)
class Known:
    """``rates``: pairs (numerator, denominator) of single measures that an indicator divides into a percentage."""

    levels: tuple[KnownLevel, ...]
    measures: Mapping[str, MeasureSpec]
    profiles: tuple[ProfileSpec, ...] = ()
    sources: Mapping[str, SourceSpec] = field(default_factory=dict)
    rates: frozenset[tuple[str, str]] = frozenset()

    @property
    def level_names(self) -> frozenset[str]:
        return frozenset(level.level for level in self.levels)
