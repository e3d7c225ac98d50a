"""The sheet that lists every problem, with links to the marked cells."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from openpyxl.utils import get_column_letter

from indicators.intake.problems import Severity
from monitoring.deliveries.marking.looks import severity_word
from monitoring.deliveries.marking.marks import Listed, Marked
from monitoring.numbers import format_number

WIDTHS = (10, 28, 16, 8, 24, 18, 60, 60)
LINKED = 4
"""The column, counted from 1, whose cells lead to the place."""


def head() -> list[str]:
    """The names of the columns."""
    return [
        _("Severity"),
        _("Kind"),
        _("Sheet"),
        _("Line"),
        _("Column"),
        _("Value"),
        _("What happened"),
        _("What to do"),
    ]


def notes(marked: Marked) -> list[str]:
    """Lines above the list: what the colours mean, what was only counted, what became of formulas."""
    told = [
        _("Marked cells: red errors, yellow warnings, blue hints; the comment of a cell says what to do."),
        _(
            "Formulas were replaced by their last values, and macros left out, so that nothing in this file is executed."
        ),
    ]
    for title, number in marked.left_out:
        words = ngettext(
            "%(title)s: %(number)s more was counted and is not listed line by line.",
            "%(title)s: %(number)s more were counted and are not listed line by line.",
            number,
        )
        told.append(words % {"title": title, "number": format_number(number)})
    return told


def rows(marked: Marked) -> Iterator[tuple[Listed, list[object]]]:
    """Every problem as a row."""
    for listed in marked.problems:
        problem = listed.problem
        yield (
            listed,
            [
                severity_word(Severity(problem.severity)),
                listed.title,
                problem.sheet,
                problem.row,
                problem.column,
                problem.value,
                listed.told.what,
                listed.told.advice,
            ],
        )


def place_of(listed: Listed, titles: Mapping[str | None, str]) -> tuple[str, str] | None:
    """Sheet and coordinate of a problem's cell in the workbook; ``titles``: its sheets by the file's names."""
    if listed.spot is None or listed.spot.sheet not in titles:
        return None
    return titles[listed.spot.sheet], f"{get_column_letter(listed.spot.column)}{listed.spot.row}"
