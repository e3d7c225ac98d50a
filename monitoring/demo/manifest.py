"""The lists in the folder of a written demo: its layers of areas, its deliveries in the order of their arrival, warnings."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path


class NoDemo(Exception):
    """The folder holds no demo that could be loaded; ``str(error)`` says what is missing."""


@dataclass(frozen=True)
class Layer:
    """One level of an edition in a file with the fields ``code``, ``name`` and ``parent``; ``is_last`` finishes it.

    ``is_beyond``: places beyond the city, which have neither parents nor shapes.
    """

    path: Path
    system: str
    level: str
    valid_from: date
    valid_until: date | None
    parent_field: str | None
    is_last: bool
    is_beyond: bool = False


@dataclass(frozen=True)
class Item:
    """One file with what is said when it is delivered, and when it is approved."""

    path: Path
    profile: str
    period: str
    as_of: date
    reason: str
    is_correction: bool


@dataclass(frozen=True)
class Group:
    """What arrived in one quarter, and becomes one release; a correction is released by itself."""

    items: tuple[Item, ...]

    @property
    def _quarter(self) -> tuple[int, int]:
        return _arrival(self.items[0])

    @property
    def reason(self) -> str:
        """Of the release, in German as everything that the invented office writes."""
        if len(self.items) == 1:
            return self.items[0].reason
        year, quarter = self._quarter
        return f"Lieferungen des {quarter}. Quartals {year}"

    @property
    def note_de(self) -> str:
        """For readers: what is new."""
        return "Neu: " + "; ".join(item.reason for item in self.items) + "."

    @property
    def note_en(self) -> str:
        """The same, as far as the invented office says it in English."""
        year, quarter = self._quarter
        return f"New: {len(self.items)} deliveries that arrived in quarter {quarter} of {year}."


def groups(items: Sequence[Item]) -> list[Group]:
    """The deliveries in their order, those of one quarter of arrival together."""
    found: list[list[Item]] = []
    for item in items:
        same = found and not item.is_correction and not found[-1][0].is_correction
        same = same and _arrival(item) == _arrival(found[-1][0])
        if same and (item.profile, item.period) not in {(one.profile, one.period) for one in found[-1]}:
            found[-1].append(item)
        else:
            found.append([item])
    return [Group(tuple(group)) for group in found]


def _arrival(item: Item) -> tuple[int, int]:
    return item.as_of.year, (item.as_of.month + 2) // 3


def layers(folder: Path) -> list[Layer]:
    """The files of areas, editions one after the other and their levels top-down. Raises ``NoDemo``."""
    rows = list(_rows(folder, "areas.csv"))
    editions = [(row["system"], row["valid_from"]) for row in rows]
    return [
        Layer(
            path=folder / row["file"],
            system=row["system"],
            level=row["level"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_until=date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
            parent_field=row["parent_field"] or None,
            is_last=edition not in editions[at + 1 :],
            is_beyond=bool(row["beyond"]),
        )
        for at, (row, edition) in enumerate(zip(rows, editions, strict=True))
    ]


def items(folder: Path) -> list[Item]:
    """The deliveries in the order of the list. Raises ``NoDemo``."""
    return [
        Item(
            path=folder / row["file"],
            profile=row["profile"],
            period=row["period"],
            as_of=date.fromisoformat(row["as_of"]),
            reason=row["release_reason_de"],
            is_correction=bool(row["revision_of"]),
        )
        for row in _rows(folder, "deliveries.csv")
    ]


def warning_reasons(folder: Path) -> dict[str, str]:
    """Kind of warning → what is written about it; ``*`` for every other kind. Raises ``NoDemo``."""
    return {row["code"]: row["reason_de"] for row in _rows(folder, "warnings.csv")}


def _rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    try:
        with (folder / name).open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
    except OSError as error:
        raise NoDemo(f"{folder / name}: {error.strerror}") from error
