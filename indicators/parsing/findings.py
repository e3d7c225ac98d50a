"""What the child says about a file: problems as plain values, and the refusal that ends the reading."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Finding:
    """A problem's code, place and parameters; ``indicators.intake.problems`` knows what the code means."""

    code: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    hint: str = ""
    params: dict[str, Any] = field(default_factory=dict)


class Refusal(Exception):
    """The file cannot be read, or must not be."""

    def __init__(self, code: str, *, hint: str = "", **params: str | float) -> None:
        super().__init__(code)
        self.finding = Finding(code, hint=hint, params=params)
