"""The document of an allocation as it is kept: read, checked and written without losing a digit."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from indicators.catalogue.problems import CatalogueError, Findings
from indicators.catalogue.readers import INVALID, Cell, Choice, Code, Flag, Number, mistyped, shown
from indicators.catalogue.tables import Key, ListOf, Table
from monitoring.planning.allocation.plan import LARGEST, Per, Plan, Subject, Variant, Weighting, Without

_LARGEST_WEIGHT = 100.0


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
