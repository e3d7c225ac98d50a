"""The numbers of a result as CSV and XLSX: full precision, one row an area in fixed order, the residual unit last."""

import csv
import io
from collections.abc import Callable

import numpy as np
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet.worksheet import Worksheet

from indicators.inert import as_text, inert
from indicators.states import ValueState
from monitoring.planning.allocation.limits import limits
from monitoring.planning.allocation.outcome import Outcome
from monitoring.planning.allocation.paper import mark
from monitoring.planning.allocation.presenting import mark_of
from monitoring.planning.allocation.rules import against_the_need, rule
from monitoring.planning.allocation.statements import statements

Value = str | float | None

COLUMNS = (
    "area_code",
    "area_name",
    "base",
    "need",
    "need_status",
    "weight",
    "quota",
    "equal_split",
    "last_year",
    "amount",
    "difference_to_equal_split",
    "difference_to_last_year",
    "amount_per_head",
    "remark",
)


def records(result: Outcome) -> list[list[Value]]:
    """The rows of a file; what is not there is nothing."""
    found = []
    need, step = result.inputs.need, float(result.variant.step)
    for at, (code, name) in enumerate(zip(result.inputs.places.codes, result.inputs.places.names, strict=True)):
        given = bool(result.given[at])
        before = None if result.before is None else _number(result.before[at])
        amount = float(result.amount(at)) if given else None
        equal = float(result.decimal(int(result.equal.amount[at]))) if given else None
        status = ValueState(int(need.status[at]))
        unknown = status is ValueState.OK and np.isnan(need.value[at])
        found.append(
            [
                code,
                name,
                _number(result.inputs.base.count[at]),
                _number(need.value[at]),
                "left_out" if unknown else status.word,
                _number(result.weight[at]) if given else None,
                round(float(result.own.quota[at]) * step, 6) if given else None,
                equal,
                before,
                amount,
                _apart(amount, equal),
                _apart(amount, before),
                _number(result.per_heads[at] / result.plan.heads) if given else None,
                mark_of(result, at),
            ]
        )
    return found


def _number(value: float) -> float | None:
    if not np.isfinite(value):
        return None
    return int(value) if float(value).is_integer() else float(value)


def _apart(amount: float | None, other: float | None) -> float | None:
    return None if amount is None or other is None else round(amount - other, 6)


def notes(result: Outcome, title: str, before_origin: str) -> list[tuple[str, str]]:
    """What must be said beside the table."""
    release = result.inputs.release
    found = [
        (_("Title"), title),
        (_("Question"), result.plan.question),
        (_("Variant"), result.variant.name),
        (_("Release"), f"{release.cited} ({release.activated_at:%Y-%m-%d})"),
        *rule(result),
        (_("Last year"), before_origin),
        (_("Result"), against_the_need(result)),
        *((_("Result"), sentence) for sentence in statements(result)),
        *((_("Limits"), sentence) for sentence in limits(result)),
        (_("Publication"), mark(result)),
    ]
    return [(name, text) for name, text in found if text]


def as_csv(result: Outcome, title: str, before_origin: str) -> bytes:
    """UTF-8, commas, decimal points; texts that a spreadsheet would run are made inert."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in records(result):
        writer.writerow([inert(one) if isinstance(one, str) else one for one in row])
    return text.getvalue().encode()


def as_xlsx(result: Outcome, title: str, before_origin: str) -> bytes:
    """A sheet with the table and one with what must be said beside it. Text stays text: no cell becomes a formula."""
    book = Workbook(write_only=True)
    data, beside = book.create_sheet(_("Data")), book.create_sheet(_("Notes"))
    data.freeze_panes = "C2"
    for row in ([*COLUMNS], *records(result)):
        _line(data, row)
    for note in notes(result, title, before_origin):
        _line(beside, [*note])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _line(sheet: Worksheet, values: list[Value]) -> None:
    sheet.append([as_text(WriteOnlyCell(sheet, value)) for value in values])


FORMATS: dict[str, tuple[Callable[[Outcome, str, str], bytes], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
