"""A delivery and its report as documents: what the API answers, downloads hold, and ``deliver --json`` prints."""

import csv
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from indicators.actions.errors import Refused
from indicators.inert import inert
from indicators.intake.problems import Severity
from indicators.journey import State
from indicators.models import Delivery, Problem
from indicators.office import reports
from monitoring.deliveries.titles import title_of
from monitoring.journey_messages import STATES, refusal
from monitoring.messages import explain

_KEYS = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.HINT: "hints"}


def problem_document(problem: Problem) -> dict[str, Any]:
    """One problem with its place and its words in the active language: the whole message, and its parts."""
    told = explain(problem)
    return {
        "code": problem.code,
        "severity": problem.severity,
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "message": str(told),
        "what": told.what,
        "advice": told.advice,
    }


def group_document(group: reports.Group) -> dict[str, Any]:
    """All problems of one kind: how many there are, how many are told line by line, and the reason given for them."""
    return {
        "code": group.code,
        "title": title_of(group.code),
        "severity": group.severity.value,
        "count": group.count,
        "kept": group.kept,
        "reason": group.reason.text if group.reason else None,
        "needs_reason": group.needs_reason,
    }


def refusal_document(refused: Refused) -> dict[str, Any]:
    """What was refused before there was a delivery, in the form of a report."""
    return {
        "delivery": None,
        "state": "refused",
        "release": None,
        "rows": None,
        "errors": [_line(refused.code, str(refusal(refused)))],
        "warnings": [],
        "hints": [],
        "counts": {refused.code: 1},
        "groups": [],
    }


def _line(code: str, message: str) -> dict[str, Any]:
    """An error that concerns no place in the file."""
    nowhere = {"severity": "error", "sheet": None, "row": None, "column": None, "value": None}
    return {"code": code, **nowhere, "message": message, "what": message, "advice": ""}


def report_document(delivery: Delivery, refused: Refused | None = None) -> dict[str, Any]:
    """``delivery``, ``state``, ``release``, ``rows``, ``errors``, ``warnings``, ``hints``, exact counts per code, ``groups``.

    ``refused``: a decision about the delivery that was refused; it stands first among the errors.
    """
    found: dict[str, list[dict[str, Any]]] = {key: [] for key in _KEYS.values()}
    if refused is not None:
        found["errors"].append(_line(refused.code, str(refusal(refused))))
    if State(delivery.state) is State.FAILED:
        found["errors"].append(_line("step_failed", f"{STATES[State.FAILED].meaning} ({delivery.failure})"))
    for problem in reports.every_problem(delivery.pk):
        found[_KEYS[Severity(problem.severity)]].append(problem_document(problem))
    groups = reports.groups(delivery.pk, examples=0)
    return {
        "delivery": delivery.pk,
        "file_name": delivery.file_name,
        "profile": delivery.profile.code,
        "period": delivery.period.code,
        "state": delivery.state,
        "release": delivery.release.number if delivery.release else None,
        "rows": delivery.rows,
        **found,
        "counts": {group.code: group.count for group in groups},
        "groups": [group_document(group) for group in groups],
    }


class _Line:
    """A file whose ``write`` hands the line back, for a writer that streams."""

    def write(self, text: str) -> str:
        return text


def report_lines(delivery: Delivery) -> Iterator[str]:
    """The report as CSV that German spreadsheet programs open by themselves: semicolons, UTF-8 with its mark."""
    writer = csv.writer(_Line(), delimiter=";", lineterminator="\r\n")
    severities = {"error": _("Error"), "warning": _("Warning"), "hint": _("Hint")}
    head = (
        _("Severity"),
        _("Code"),
        _("Sheet"),
        _("Line"),
        _("Column"),
        _("Value"),
        _("What happened"),
        _("What to do"),
    )
    yield "\ufeff" + writer.writerow(head)
    for problem in reports.every_problem(delivery.pk):
        told = explain(problem)
        yield writer.writerow(
            inert(cell)
            for cell in (
                severities[problem.severity],
                problem.code,
                problem.sheet,
                problem.row,
                problem.column,
                problem.value,
                told.what,
                told.advice,
            )
        )
