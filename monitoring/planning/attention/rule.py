"""What a rule says, as a value and as the document that is kept. Pure."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Side(StrEnum):
    """Where an area's value must lie beside the city's."""

    ABOVE = "above"
    BELOW = "below"


class Combining(StrEnum):
    """Whether an area must meet every criterion or one of them."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True)
class Criterion:
    """An indicator ``side`` the city by at least ``by`` in its unit.

    ``clear``: the city's value lies outside of the range in which the area's fluctuates. ``course``: how the area moves
    beside the city (``diverging``, ``lagging``); empty where that does not matter.
    """

    indicator: str
    side: Side
    by: float = 0.0
    clear: bool = False
    course: str = ""


@dataclass(frozen=True)
class Rule:
    """``groups`` of the pair of the dynamics index ``index`` count as one criterion; both are empty where there is none."""

    level: str
    index: str = ""
    groups: tuple[str, ...] = ()
    combining: Combining = Combining.ALL
    criteria: tuple[Criterion, ...] = ()
    minimum_residents: int = 0

    @property
    def document(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)


def rule_of(document: dict[str, Any]) -> Rule:
    """The rule that a kept document describes.

    >>> rule = Rule("planungsraum", "dynamik", ("4−",), Combining.ANY, (Criterion("quote", Side.ABOVE, 2.0),), 300)
    >>> rule_of(rule.document) == rule
    True
    """
    criteria = tuple(Criterion(**one | {"side": Side(one["side"])}) for one in document["criteria"])
    kept = document | {
        "criteria": criteria,
        "groups": tuple(document["groups"]),
        "combining": Combining(document["combining"]),
    }
    return Rule(**kept)


def berlin(status: int, labels: tuple[str, ...]) -> tuple[str, ...]:
    """Berlin's groups: status very low, or low with negative dynamics. ``status``: number of status classes, at least 2.

    >>> berlin(4, tuple(f"{row}{sign}" for row in (1, 2, 3, 4) for sign in "+±−"))
    ('3−', '4+', '4±', '4−')
    """
    columns = len(labels) // status
    last = (status - 1) * columns
    return (labels[last - 1], *labels[last:])
