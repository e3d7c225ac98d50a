"""The areas of an edition as a page shows them: editions to choose from, areas with what lies inside. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Area = dict[str, Any]


@dataclass(frozen=True)
class OfferedEdition:
    """An edition to choose: the system in words and its days."""

    code: str
    system: str
    valid_from: Any
    valid_until: Any
    is_default: bool


@dataclass(frozen=True)
class Group:
    """An area with the areas of the level below it."""

    area: Area
    inside: tuple[Area, ...]


def offered_editions(editions: Sequence[dict[str, Any]], systems: Mapping[str, dict[str, Any]]) -> list[OfferedEdition]:
    """The editions, those of the common layer first, newer before older ones."""
    order = list(systems)
    newest_first = sorted(editions, key=lambda one: str(one["valid_from"]), reverse=True)
    return [
        OfferedEdition(
            one["code"], systems[one["system"]]["title"], one["valid_from"], one["valid_until"], one["is_default"]
        )
        for one in sorted(newest_first, key=lambda one: order.index(one["system"]))
    ]


def groups_of(areas: Sequence[Area], inside: Sequence[Area]) -> list[Group]:
    """``areas`` without the unit that has no place, each with those of ``inside`` that lie in it."""
    below: dict[str, list[Area]] = {}
    for area in inside:
        if not area["is_residual"]:
            below.setdefault(area["parent"], []).append(area)
    return [Group(area, tuple(below.get(area["code"], ()))) for area in areas if not area["is_residual"]]
