"""A template as a workbook: notes, and a sheet of data with codes that cannot be changed and cells that are checked."""

import io

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from indicators.inert import as_text
from indicators.intake.cells import LARGEST, Rule
from indicators.intake.template.described import Template, TemplateColumn

_HEAD = PatternFill("solid", fgColor="DCE6F2")
_GIVEN = PatternFill("solid", fgColor="F2F2F2")
_BOLD = Font(bold=True)
_WRAP = Alignment(wrap_text=True, vertical="top")
_TEXT = "@"
_MOST_SIGNS = 12


def xlsx_of(template: Template) -> bytes:
    """The bytes of the workbook. Codes are texts, so that zeros stay; sheets are protected without a password."""
    book = Workbook()
    notes = book.active
    assert isinstance(notes, Worksheet)
    _write_notes(notes, template)
    _write_data(book.create_sheet(template.sheet), template)
    book.active = 1
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet.title == template.sheet
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _write_notes(sheet: Worksheet, template: Template) -> None:
    """What the columns mean, what may stand in them, and the facts of the delivery."""
    labels = template.labels
    sheet.title = labels.notes[:31]
    _put(sheet, 1, [labels.title], _BOLD)
    row = 3
    for name, text in labels.facts:
        _put(sheet, row, [name, text])
        sheet.cell(row, 1).font = _BOLD
        row += 1
    for sentence in ("", *labels.how):
        _put(sheet, row, [sentence])
        row += 1
    row += 1
    _put(sheet, row, [labels.column, labels.meaning, labels.unit, labels.allowed], _BOLD)
    for column in _told_columns(template):
        row += 1
        _put(sheet, row, column)
    row += 2
    _put(sheet, row, [labels.sign, labels.meaning], _BOLD)
    for sign, meaning in template.profile.signs:
        row += 1
        _put(sheet, row, [sign or "„“", labels.meanings.get(meaning, meaning)])
    for column_number, width in enumerate((34, 70, 24, 40), start=1):
        sheet.column_dimensions[get_column_letter(column_number)].width = width
    sheet.protection.sheet = True


def _told_columns(template: Template) -> list[list[str]]:
    """Header, meaning, unit and what is allowed of each column; of a long file, each word of the measure column."""
    labels, profile = template.labels, template.profile
    if profile.long is None:
        return [
            [
                column.header,
                column.title,
                labels.units.get(column.measure.unit, column.measure.unit),
                allowed(column.rule, template, column.is_optional),
            ]
            for column in template.columns
        ]
    told = []
    for word, code in profile.columns:
        told.append([word, labels.units.get(f"measure:{code}", code), "", ""])
    return told


def allowed(rule: Rule, template: Template, is_optional: bool = False) -> str:
    """What a cell may be, in words."""
    labels = template.labels
    parts = [labels.whole if rule.whole else labels.decimals]
    if rule.highest < LARGEST:
        parts.append(labels.between % {"lowest": _number(rule.lowest), "highest": _number(rule.highest)})
    elif rule.lowest == 0:
        parts.append(labels.at_least % {"lowest": "0"})
    if is_optional:
        parts.append(labels.optional)
    return ", ".join(parts)


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)


def _put(sheet: Worksheet, row: int, texts: list[str], font: Font | None = None) -> None:
    for at, text in enumerate(texts, start=1):
        cell = sheet.cell(row, at)
        assert isinstance(cell, Cell)
        cell.value = text
        as_text(cell)
        cell.alignment = _WRAP
        if font:
            cell.font = font


def _write_data(sheet: Worksheet, template: Template) -> None:
    """Header, codes, names; validation of the cells to be filled in; everything else locked."""
    first = template.rows_above + 1
    for at, row in enumerate(template.header_rows):
        _put(sheet, first + at, list(row), _BOLD)
        for number in range(1, len(row) + 1):
            sheet.cell(first + at, number).fill = _HEAD
    start = first + len(template.header_rows)
    fixed = len(template.fixed)
    for at, line in enumerate(template.lines):
        for number, text in enumerate((line.code, line.name, *line.given), start=1):
            given = sheet.cell(start + at, number)
            assert isinstance(given, Cell)
            given.value = text
            as_text(given)
            given.number_format, given.fill = _TEXT, _GIVEN
    for number in range(fixed + 1, fixed + 1 + len(template.columns)):  # by column: no cell is made for it
        sheet.column_dimensions[get_column_letter(number)].protection = Protection(locked=False)
    end = start + len(template.lines) - 1
    for number, column in enumerate(template.columns, start=fixed + 1):
        sheet.add_data_validation(_validation(column, template, number, start, end))
    _set_widths(sheet, template)
    sheet.freeze_panes = f"{get_column_letter(min(fixed, 2) + 1)}{start}"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.protection.selectLockedCells = False


def _validation(column: TemplateColumn, template: Template, number: int, start: int, end: int) -> DataValidation:
    """A number by the column's rule, or one of the profile's signs."""
    letter = get_column_letter(number)
    cell = f"{letter}{start}"
    tests = [f"{cell}>={_number(column.rule.lowest)}"] if column.rule.lowest > -LARGEST else []
    tests += [f"{cell}<={_number(column.rule.highest)}"] if column.rule.highest < LARGEST else []
    tests += [f"{cell}=INT({cell})"] if column.rule.whole else []
    number_test = f"IF(ISNUMBER({cell}),AND(TRUE{''.join(f',{test}' for test in tests)}),FALSE)"
    signs = [sign for sign, _ in template.profile.signs if sign][:_MOST_SIGNS]
    sign_tests = "".join(f',EXACT({cell},"{_quoted(sign)}")' for sign in signs)
    checked = DataValidation(type="custom", formula1=f"OR({number_test}{sign_tests})", allow_blank=True)
    labels = template.labels
    checked.errorTitle = labels.not_allowed[:32]
    told = allowed(column.rule, template, column.is_optional)
    checked.error = (f"{told}; {' '.join(signs)}" if signs else told)[:255]
    checked.promptTitle = column.header[:32]
    checked.prompt = f"{column.title}. {told}"[:255] if column.title else told[:255]
    checked.showErrorMessage = checked.showInputMessage = True
    checked.add(f"{letter}{start}:{letter}{max(start, end)}")
    return checked


def _quoted(sign: str) -> str:
    return sign.replace('"', '""')


def _set_widths(sheet: Worksheet, template: Template) -> None:
    for number, header in enumerate(template.headers, start=1):
        longest = max((len(part) for part in header.split(" / ")), default=8)
        sheet.column_dimensions[get_column_letter(number)].width = min(
            40, max(12, longest + 2, 30 if number == 2 else 0)
        )
