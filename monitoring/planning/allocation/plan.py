"""What an allocation asks for: one release, one level, up to four variants."""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

MOST_VARIANTS = 4
LARGEST = Decimal(10) ** 12


class Subject(StrEnum):
    """What is distributed."""

    POSITIONS = "positions"
    EUROS = "euros"


class Weighting(StrEnum):
    LINEAR = "linear"
    STEPPED = "stepped"


class Per(StrEnum):
    """What a floor or a cap is meant for: an area as a whole, or a number of its heads (``HEADS``)."""

    AREA = "area"
    HEADS = "heads"


class Without(StrEnum):
    """What becomes of an area without a value of need: counted like the city, or left out and told."""

    CITY = "city"
    ASIDE = "aside"


#: Of how many heads amounts per head are told, floors and caps included.
HEADS = {Subject.POSITIONS: 1000, Subject.EUROS: 1}

PARTS = ("value", "numerator", "denominator")
"""What of an indicator can be a base: a count's own value; of a rate the cases, and those of whom they are a part."""


@dataclass(frozen=True)
class Base:
    """Whom the shares are for: ``einwohner``, or ``sgb2-quote:denominator``."""

    indicator: str
    part: str = "value"

    @classmethod
    def of(cls, code: str) -> "Base":
        indicator, _, part = code.partition(":")
        return cls(indicator, part or "value")

    @property
    def code(self) -> str:
        return self.indicator if self.part == "value" else f"{self.indicator}:{self.part}"


@dataclass(frozen=True)
class Need:
    """What says how much more an area counts: an indicator, or an index (``index:CODE``)."""

    code: str
    is_index: bool

    @classmethod
    def of(cls, code: str) -> "Need":
        return cls(code.removeprefix("index:"), code.startswith("index:"))


@dataclass(frozen=True)
class Variant:
    """One way to share. Amounts are decimals: half a position, a hundred euros; empty floors and caps are none.

    ``more``: higher values are more need. ``class_weights`` go from the class of least need to that of most.
    """

    name: str
    total: Decimal
    step: Decimal
    base: str
    need: str
    base_period: str = ""
    need_period: str = ""
    more: bool = True
    weighting: str = Weighting.LINEAR
    strength: float = 1.0
    lowest: float = 0.5
    class_weights: tuple[float, ...] = (0.8, 1.0, 1.2, 1.5)
    floor: Decimal | None = None
    floor_per: str = Per.AREA
    cap: Decimal | None = None
    cap_per: str = Per.AREA
    without_value: str = Without.CITY
    residual: str = Without.ASIDE


@dataclass(frozen=True)
class Plan:
    """A draft as a whole. ``release`` is the number; results follow from it and from a variant alone."""

    release: str
    edition: str
    level: str
    subject: str = Subject.POSITIONS
    question: str = ""
    variants: tuple[Variant, ...] = field(default_factory=tuple)

    @property
    def heads(self) -> int:
        """Of how many heads amounts per head are told."""
        return HEADS[Subject(self.subject)]

    def with_variant(self, number: int, variant: Variant) -> "Plan":
        """The variant of that number (from 1) replaced."""
        changed = [*self.variants]
        changed[number - 1] = variant
        return replace(self, variants=tuple(changed))
