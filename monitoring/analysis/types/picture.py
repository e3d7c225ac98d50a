"""What the page of a typology shows of the API's document: cards with bars, the years, one row per area. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from monitoring.analysis.types.sentences import distance_word, stability

REACH = 2.5
"""Where a bar ends, in standard deviations of the areas; longer ones are cut."""
HALF = 50.0
Document = dict[str, Any]


@dataclass(frozen=True)
class Bar:
    """One indicator of a type: value beside the city's, and where its bar begins and how long it is (0 … 100)."""

    indicator: str
    title: str
    unit: str
    decimals: int
    status: str
    value: float | None
    city: float | None
    word: str
    start: float
    length: float


@dataclass(frozen=True)
class Card:
    """A type: its letter marks it where there is no colour."""

    number: int
    letter: str
    name: str
    size: int
    description: tuple[str, ...]
    bars: tuple[Bar, ...]
    members: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Year:
    """One day of the history with its sentence; the first day has none."""

    day: Any
    silhouette: float
    sentence: str


@dataclass(frozen=True)
class AreaRow:
    """One area: its type now, how well it fits, and its path, the latest day first. ``changes``: how often it changed."""

    code: str
    name: str
    status: str
    number: int | None
    silhouette: float | None
    path: tuple[int | None, ...]

    @property
    def letter(self) -> str:
        return letter(self.number)

    @property
    def letters(self) -> tuple[str, ...]:
        return tuple(letter(number) for number in self.path)

    @property
    def changes(self) -> int:
        known = [number for number in self.path if number is not None]
        return sum(one != other for one, other in zip(known, known[1:], strict=False))


def letter(number: int | None) -> str:
    """``A`` … ``I``; nothing for no type."""
    return "" if number is None else ascii_uppercase[number]


def cards(typology: Document) -> list[Card]:
    """Every type with its bars against the city and its areas by name."""
    by_type: dict[int, list[tuple[str, str]]] = {}
    for code, name, number in zip(typology["codes"], typology["names"], typology["type"], strict=True):
        if number is not None:
            by_type.setdefault(number, []).append((code, name))
    return [
        Card(
            one["number"],
            letter(one["number"]),
            one["name"],
            one["size"],
            tuple(one["description"]),
            tuple(_bars(typology["components"], one)),
            tuple(sorted(by_type.get(one["number"], ()), key=lambda member: member[1])),
        )
        for one in typology["described"]
    ]


def _bars(components: Sequence[Document], one: Document) -> list[Bar]:
    return [
        _bar(component, status, value, difference)
        for component, status, value, difference in zip(
            components, one["status"], one["value"], one["difference"], strict=True
        )
    ]


def _bar(component: Document, status: str, value: float | None, difference: float | None) -> Bar:
    length = 0.0 if difference is None else min(abs(difference), REACH) / REACH * HALF
    start = HALF if difference is None or difference >= 0 else HALF - length
    word = "" if difference is None else distance_word(difference)
    keys = ("indicator", "title", "unit", "decimals")
    return Bar(
        *(component[key] for key in keys), status, value, component["city"], word, round(start, 1), round(length, 1)
    )


def years(typology: Document) -> list[Year]:
    """The days, the latest first, each with what changed since the day a year before it."""
    found = typology["history"]
    return [
        Year(
            one["day"],
            one["silhouette"],
            stability(found[at + 1]["changed"], found[at + 1]["both"]) if at + 1 < len(found) else "",
        )
        for at, one in enumerate(found)
    ]


def area_rows(typology: Document) -> list[AreaRow]:
    """Every area in the order of its code, those without a type too."""
    columns = zip(
        typology["codes"],
        typology["names"],
        typology["status"],
        typology["type"],
        typology["area_silhouette"],
        zip(*(one["type"] for one in typology["history"]), strict=True),
        strict=True,
    )
    return [AreaRow(*row) for row in columns]
