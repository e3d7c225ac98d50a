"""How marks look in a workbook, and how delivered text is kept from being taken for anything but text."""

from django.utils.translation import gettext as _
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink

from indicators.intake.problems import Severity
from monitoring.deliveries.marking.marks import Mark

FILLS = {
    Severity.ERROR: PatternFill("solid", fgColor="FFF4B6B6"),
    Severity.WARNING: PatternFill("solid", fgColor="FFFFE699"),
    Severity.HINT: PatternFill("solid", fgColor="FFCFE2F3"),
}
HEAD = Font(bold=True)
LINK = Font(color="FF1F3CA6", underline="single")
WRAPPED = Alignment(wrap_text=True, vertical="top")
_LONGEST_TEXT = 32_000
_LONGEST_COMMENT = 2_000
_FORBIDDEN_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))
LONGEST_TITLE = 31


def inert(text: object) -> object:
    """Text without characters that a workbook cannot hold, and not longer than a cell may be; numbers as they are."""
    if not isinstance(text, str):
        return text
    return ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text)[:_LONGEST_TEXT]


def severity_word(severity: Severity) -> str:
    """A severity in the active language."""
    return {Severity.ERROR: _("Error"), Severity.WARNING: _("Warning"), Severity.HINT: _("Hint")}[severity]


def comment_of(mark: Mark, before: str = "") -> Comment:
    """The comment of a marked cell; what stood there before comes first."""
    words = "\n".join(
        f"{severity_word(mark.severity)} – {words}" if at == 0 else words for at, words in enumerate(mark.words)
    )
    text = f"{before}\n\n{words}" if before else words
    comment = Comment(str(inert(text))[:_LONGEST_COMMENT], _("Check of the delivery"))
    comment.width, comment.height = 360, 60 + 18 * min(12, len(text) // 55 + 1)
    return comment


def link_to(sheet: str, coordinate: str, at: str) -> Hyperlink:
    """A link inside the workbook, standing in the cell ``at``."""
    return Hyperlink(ref=at, location="'" + sheet.replace("'", "''") + "'!" + coordinate)


def title_among(wanted: str, taken: set[str]) -> str:
    """A sheet's title that a workbook takes: short, without forbidden characters, and the only one of its kind."""
    base = str(inert(wanted)).translate(_FORBIDDEN_IN_TITLES).strip("'")[:LONGEST_TITLE] or "1"
    found, number = base, 2
    while found.casefold() in {title.casefold() for title in taken}:
        ending = f" ({number})"
        found, number = base[: LONGEST_TITLE - len(ending)] + ending, number + 1
    return found
