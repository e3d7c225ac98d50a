"""The lists in the folder of a written demo: its layers of areas, its deliveries in the order of their arrival, warnings."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path


class NoDemo(Exception):
    """The folder holds no demo that could be loaded; ``str(error)`` says what is missing."""


@dataclass(frozen=True)
class Layer:
    """One level of an edition in a file with the fields ``code``, ``name`` and ``parent``; ``is_last`` finishes it."""

    path: Path
    system: str
    level: str
    valid_from: date
    valid_until: date | None
    parent_field: str | None
    is_last: bool


@dataclass(frozen=True)
class Item:
    """One file with what is said when it is delivered, and when it is approved."""

    path: Path
    profile: str
    period: str
    as_of: date
    reason: str
    is_correction: bool


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
