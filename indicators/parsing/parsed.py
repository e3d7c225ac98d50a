"""What the child reads of a file. Imports nothing that takes time: parsing begins before Arrow is there."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.parsing.findings import Finding

if TYPE_CHECKING:
    from indicators.parsing.columns import Column, Ints


@dataclass
class Sheet:
    """One sheet or layer as it was read: the columns' and rows' 1-based numbers, and the merged cells as
    (first row, last row, first column, last column).

    ``is_beside``: no sheet that a person sees, but data behind it (the cache of a pivot table).
    """

    name: str | None
    columns: "list[Column]"
    column_numbers: list[int]
    rows: "Ints"
    merged: list[tuple[int, int, int, int]]
    is_hidden: bool = False
    is_beside: bool = False


@dataclass
class Parsed:
    """Everything that was read of one file."""

    kind: str | None
    sheets: list[Sheet]
    findings: list[Finding]
