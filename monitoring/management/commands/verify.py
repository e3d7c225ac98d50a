"""``verify``: a thin shell over the verification."""

import argparse
import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from indicators.actions.verification import verify


def _number(text: str) -> int:
    """A number of things; argparse words the refusal and leaves with status 2."""
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{number} is negative")
    return number


class Command(BaseCommand):
    help = "Check every invariant of the stored data, the audit chain, and that released blocks can be reproduced."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--sample", type=_number, metavar="N", help="only the newest N files, blocks and deliveries"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        quiet = options["json"]

        def tell(look: str, done: int, total: int) -> None:
            if not quiet and done < total:
                self.stderr.write(f"[{done + 1}/{total}] {look}")

        found = verify(sample=options["sample"], report=tell)
        if quiet:
            document = {"checked": found.checked, "findings": found.findings, "notes": found.notes}
            self.stdout.write(json.dumps(document, ensure_ascii=False))
        else:
            for note in found.notes:
                self.stdout.write(f"note: {note}")
            for finding in found.findings:
                self.stdout.write(f"FINDING: {finding}")
            told = ", ".join(f"{number} {what}" for what, number in found.checked.items())
            self.stdout.write(f"Checked {told}: {len(found.findings)} findings.")
        if found.findings:
            sys.exit(1)
