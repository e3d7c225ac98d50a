"""What an allocation asks for, as a document: one release, one level, up to four variants."""

from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from indicators.catalogue.problems import CatalogueError, Findings
from indicators.catalogue.readers import INVALID, Cell, Choice, Code, Flag, Number, mistyped, shown
from indicators.catalogue.tables import Key, ListOf, Table

MOST_VARIANTS = 4
LARGEST = Decimal(10) ** 12
_LARGEST_WEIGHT = 100.0


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


@dataclass(frozen=True)
class Amount:
    """A decimal, written as text so that no digit of it is lost; ``empty`` may be nothing."""

    empty: bool = False
    about: str = "decimal as text"

    def read(self, raw: object, key: str, findings: Findings) -> object:
        if raw is None and self.empty:
            return None
        if not isinstance(raw, str):
            return mistyped(key, findings, "text")
        try:
            amount = Decimal(raw)
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or not 0 <= amount <= LARGEST:
            findings.add(key, "unknown_value", value=shown(raw), allowed=f"0 … {LARGEST}")
            return INVALID
        return amount

    def write(self, value: object) -> object:
        return None if value is None else str(value)


_TEXT = Cell(empty=True)
_VARIANT = Table(
    Variant,
    (
        Key("name", Cell(), "How the variant is called."),
        Key("total", Amount(), "How much there is."),
        Key("step", Amount(), "The smallest part that is given away."),
        Key("base", Cell(), "Whom the shares are for."),
        Key("need", Cell(), "What says how much more an area counts."),
        Key("base_period", _TEXT, "Empty: the latest of the release.", ""),
        Key("need_period", _TEXT, "Empty: the latest of the release.", ""),
        Key("more", Flag(), "Whether higher values are more need.", True),
        Key("weighting", Choice(tuple(Weighting)), "Linear, or by class.", Weighting.LINEAR),
        Key("strength", Number(0, _LARGEST_WEIGHT), "How much the deviation counts.", 1.0),
        Key("lowest", Number(0, 1), "The least weight.", 0.5),
        Key("class_weights", ListOf(Number(0, _LARGEST_WEIGHT), distinct=False), "By class.", (0.8, 1.0, 1.2, 1.5)),
        Key("floor", Amount(empty=True), "At least.", None),
        Key("floor_per", Choice(tuple(Per)), "An area or so many heads.", Per.AREA),
        Key("cap", Amount(empty=True), "At most.", None),
        Key("cap_per", Choice(tuple(Per)), "An area or so many heads.", Per.AREA),
        Key("without_value", Choice(tuple(Without)), "Areas without a value of need.", Without.CITY),
        Key("residual", Choice(tuple(Without)), "What belongs to no area.", Without.ASIDE),
    ),
)
_PLAN = Table(
    Plan,
    (
        Key("release", Cell(), "Number of the release."),
        Key("edition", Code(), "Edition of the areas."),
        Key("level", Code(), "Level of the areas."),
        Key("subject", Choice(tuple(Subject)), "What is distributed.", Subject.POSITIONS),
        Key("question", _TEXT, "What is to be decided, in a sentence.", ""),
        Key("variants", ListOf(_VARIANT, distinct=False), "Up to four.", ()),
    ),
)


def read_plan(document: dict[str, Any]) -> Plan:
    """The plan of a stored document.

    Raises:
        CatalogueError: it breaks the form; problems name the keys.
    """
    findings = Findings("allocation")
    plan = _PLAN.read(document, "", findings)
    if plan is INVALID:
        raise CatalogueError(findings.problems)
    assert isinstance(plan, Plan)
    return plan


def write_plan(plan: Plan) -> dict[str, Any]:
    """Its canonical document."""
    return _PLAN.write(plan)
