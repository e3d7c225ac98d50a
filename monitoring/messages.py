"""Problems of a delivered file in words: where, what happened, what to do.

``indicators.intake`` speaks in codes; each code, and each hint that narrows one, has its wording in
``intake_messages``. Placeholders are the problem's parameters, ``value`` and ``column``. Whoever shows a problem calls
``explain``. The German stands in the message catalogue.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring.intake_messages import INTAKE_MESSAGES
from monitoring.problem_wording import Wording

_PLACES_IN_FILE = frozenset({"first_row", "first", "last", "second", "position"})  # numbers that are never grouped

_TERMS: dict[str, dict[str, Promise]] = {
    "delimiter": {
        ",": gettext_lazy("comma"),
        ";": gettext_lazy("semicolon"),
        "\t": gettext_lazy("tab"),
        "|": gettext_lazy("vertical bar"),
    },
    "encoding": {"unknown": gettext_lazy("an encoding that could not be recognised")},
    "period": {
        "day": gettext_lazy("day"),
        "month": gettext_lazy("month"),
        "quarter": gettext_lazy("quarter"),
        "half-year": gettext_lazy("half-year"),
        "year": gettext_lazy("year"),
        "school-year": gettext_lazy("school year"),
        "pooled": gettext_lazy("pooled years"),
    },
}
_TERMS_OF = {"wrong_delimiter": "delimiter", "wrong_encoding": "encoding", "wrong_period_kind": "period"}


class Coded(Protocol):
    """A problem as the intake makes it or as it is stored: ``params`` are pairs or a mapping."""

    @property
    def code(self) -> str: ...
    @property
    def row(self) -> int | None: ...
    @property
    def column(self) -> str | None: ...
    @property
    def value(self) -> str | None: ...


@dataclass(frozen=True)
class Explanation:
    """A problem in the active language. ``where`` is empty for what concerns the file as a whole."""

    where: str
    what: str
    advice: str

    def __str__(self) -> str:
        told = f"{self.what} {self.advice}".strip()
        return f"{self.where}: {told}" if self.where else told


def explain(problem: Coded) -> Explanation:
    """What a problem means, in the active language; a code without words is shown as it is."""
    params = dict(getattr(problem, "params", ()))
    wording = _wording(problem.code, str(params.pop("hint", "")))
    shown = {key: _shown(problem.code, key, value) for key, value in params.items()}
    known = _Known(shown, value=problem.value or "", column=problem.column or "")
    return Explanation(_where(problem), str(wording.what) % known, str(wording.advice) % known)


def message(problem: Coded) -> str:
    """Place, what happened and what to do as one text."""
    return str(explain(problem))


class _Known(dict[str, str]):
    """Parameters for a text; one that an older protocol does not have is shown as an ellipsis."""

    def __init__(self, params: Mapping[str, str], **more: str) -> None:
        super().__init__(params, **more)

    def __missing__(self, key: str) -> str:
        return "…"


def _wording(code: str, hint: str) -> Wording:
    wording = INTAKE_MESSAGES.get(code)
    if wording is None:
        return Wording(code.replace("%", "%%"), "")
    return wording.hints.get(hint, wording)


def _where(problem: Coded) -> str:
    """The sheet, the place in it, and the period where a file has several."""
    sheet = getattr(problem, "sheet", None)
    named = _("Sheet “%(sheet)s”") % {"sheet": sheet} if sheet else ""
    period = str(dict(getattr(problem, "params", ())).get("in_period", ""))
    return " · ".join(part for part in (named, _in_sheet(problem), period) if part)


def _in_sheet(problem: Coded) -> str:
    if problem.row is not None and problem.column:
        return _("Line %(row)s, column “%(column)s”") % {"row": problem.row, "column": problem.column}
    if problem.row is not None:
        return _("Line %(row)s") % {"row": problem.row}
    return _("Column “%(column)s”") % {"column": problem.column} if problem.column else ""


def _shown(code: str, key: str, value: str | float) -> str:
    if isinstance(value, str):
        terms = _TERMS.get(_TERMS_OF.get(code, ""), {})
        return ", ".join(str(terms.get(part, part)) for part in value.split(", "))
    if key in _PLACES_IN_FILE:
        return str(value)
    return number_format(int(value) if value == int(value) else value, use_l10n=True, force_grouping=True)
