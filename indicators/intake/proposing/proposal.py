"""What is proposed for a file: a profile's document, every guess with its reason, and the file as it was seen."""

from dataclasses import dataclass
from enum import StrEnum

from indicators.catalogue.documents import Document
from indicators.intake.problems import Problem
from indicators.intake.proposing.guesses import Guess
from indicators.intake.proposing.notation import Sign


class RowKind(StrEnum):
    """What a row of the file is, for the colours of the preview."""

    TITLE = "title"
    HEADER = "header"
    AREA = "area"
    UPPER = "upper"
    RESIDUAL = "residual"
    TOTAL = "total"
    OTHER = "other"  # in the table and of no known area
    FOOTER = "footer"


class Use(StrEnum):
    """What a column is for."""

    AREA = "area"
    MEASURE = "measure"
    WORDS = "words"
    VALUE = "value"
    PERIOD = "period"
    IGNORED = "ignored"


@dataclass(frozen=True)
class SeenRow:
    line: int
    kind: RowKind
    cells: tuple[str, ...]


@dataclass(frozen=True)
class SeenSheet:
    """The rows of a sheet that a preview shows; ``left_out``: how many rows of areas are not among them."""

    name: str | None
    rows: tuple[SeenRow, ...]
    left_out: int


@dataclass(frozen=True)
class SeenColumn:
    """A column, or in a long file a word of the measure column: its name, use and guess, with some of its cells."""

    name: str
    position: int
    use: Use
    guess: Guess
    examples: tuple[str, ...]


@dataclass(frozen=True)
class SeenSign:
    sign: Sign
    guess: Guess


@dataclass(frozen=True)
class Proposal:
    """``document``: the profile as far as it can be proposed; it may lack what only a person knows.

    ``periods``: those that the file says; ``edition``: the areas that were recognised. ``problems`` say why a file could not
    be opened; then there is nothing else.
    """

    document: Document
    guesses: tuple[Guess, ...] = ()
    columns: tuple[SeenColumn, ...] = ()
    signs: tuple[SeenSign, ...] = ()
    sheets: tuple[SeenSheet, ...] = ()
    periods: tuple[str, ...] = ()
    edition: str = ""
    problems: tuple[Problem, ...] = ()

    def guess(self, key: str) -> Guess | None:
        """The guess about a key."""
        return next((one for one in self.guesses if one.key == key), None)

    @property
    def unsure(self) -> tuple[Guess, ...]:
        """What a person has to look at: nothing of it is decided silently."""
        every = (*self.guesses, *(one.guess for one in self.columns), *(one.guess for one in self.signs))
        return tuple(one for one in every if not one.is_sure)
