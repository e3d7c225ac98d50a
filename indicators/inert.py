"""Text that leaves in a file is never calculated by who opens it: the one way of every CSV and workbook. Pure.

Texts of deliveries, of areas, of people may begin like a formula. What is read is inert anyway: readers take values and
compute nothing.
"""

from typing import Any, TypeVar

from indicators.chain import FORMULAS

Value = TypeVar("Value")


def inert(value: Value) -> Value | str:
    """What a CSV holds for a value: text that a spreadsheet program would calculate gets an apostrophe before it.

    >>> inert("=HYPERLINK(1)"), inert("Mitte"), inert(-3)
    ("'=HYPERLINK(1)", 'Mitte', -3)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULAS) else value


def as_text(cell: Any) -> Any:
    """A workbook's cell whose text is stored as text; numbers stay numbers."""
    if isinstance(cell.value, str):
        cell.data_type = "s"
        if cell.value.startswith(FORMULAS):
            cell.quotePrefix = True
    return cell
