"""``deliver``: a file for a source and a period from the command line, as far as *candidate*."""

import json
from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from indicators.actions.errors import Refused
from indicators.journey import State
from indicators.models import Delivery
from monitoring.deliveries.documents import refusal_document, report_document
from monitoring.deliveries.errand import Errand, run
from monitoring.journey_messages import refusal, state_words

_REFUSED, _WRONG_USAGE = 1, 2
_LINES = 20


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text} is no date like 2021-01-31") from error


class Command(BaseCommand):
    help = "Deliver a file: receive, check, load, calculate. It ends at candidate; a second person approves."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--profile", required=True, metavar="P", help="code of the import profile")
        parser.add_argument("--period", required=True, metavar="T", help="such as 2020-12-31, 2020-Q4, 2020-H2 or 2020")
        parser.add_argument("--as-of", type=_day, metavar="DATE", help="day the source was drawn on")
        parser.add_argument("--by", default="statistik", metavar="USER", help="who delivers; statistik by default")
        parser.add_argument("--approve-by", metavar="USER", help="approve as this second person; trial instances only")
        parser.add_argument("--release", metavar="REASON", help="reason for the release, with --approve-by")
        parser.add_argument(
            "--reason",
            action="append",
            default=[],
            metavar="[CODE=]TEXT",
            help="why warnings are right as they are, for one kind or for all; repeatable; by default the release's reason",
        )
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            self._deliver(options)

    def _deliver(self, options: dict[str, Any]) -> None:
        if bool(options["approve_by"]) != bool(options["release"]):
            raise CommandError("--approve-by and --release belong together.", returncode=_WRONG_USAGE)
        errand = Errand(
            content=_content(options["file"]),
            file_name=options["file"].name,
            profile=options["profile"],
            period=options["period"],
            as_of=options["as_of"],
            by=options["by"],
            approve_by=options["approve_by"],
            reason=options["release"],
            warning_reasons=tuple(options["reason"]),
        )
        try:
            delivery, refused = run(errand)
        except Refused as refused:
            if options["json"]:
                self._print(refusal_document(refused))
            raise CommandError(str(refusal(refused)), returncode=_REFUSED) from refused
        document = report_document(delivery, refused)
        if options["json"]:
            self._print(document)
        else:
            self.stdout.write("\n".join(_lines(delivery, document)))
        if refused or delivery.state in (State.REFUSED, State.FAILED):
            raise CommandError("\n".join(_reasons(document)), returncode=_REFUSED)

    def _print(self, document: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(document, ensure_ascii=False))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}", returncode=_WRONG_USAGE) from error


def _lines(delivery: Delivery, document: dict[str, Any]) -> list[str]:
    release = f", release {document['release']}" if document["release"] else ""
    counted = ", ".join(f"{count} {code}" for code, count in document["counts"].items())
    lines = [f"Delivery {delivery.pk}: {state_words(delivery.state).name}{release}. {delivery.rows or 0} rows."]
    lines += [f"Found: {counted}."] if counted else []
    return lines + [f"Warning: {problem['message']}" for problem in document["warnings"][:_LINES]]


def _reasons(document: dict[str, Any]) -> list[str]:
    reasons = [problem["message"] for problem in document["errors"]]
    left_out = len(reasons) - _LINES
    return reasons[:_LINES] + ([f"… and {left_out} more"] if left_out > 0 else [])
