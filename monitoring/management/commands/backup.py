"""``backup``: a thin shell over safekeeping."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from monitoring.safekeeping.backup import backup
from monitoring.safekeeping.interruption import orderly
from monitoring.safekeeping.problems import Refused


class Command(BaseCommand):
    help = (
        "Write both schemas with the delivered files, of one moment, into one file; the portal goes on meanwhile. It holds "
        "what the statistics office keeps sealed: encrypt it on its way (backup - | age -r RECIPIENT > FILE)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", metavar="DIR|FILE|-", help="a folder, a new file, or - for standard output")
        parser.add_argument("--json", action="store_true", help="print one JSON document (to standard error after -)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with orderly():
                told, path = backup(options["target"], self.stderr.write)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        output = self.stderr if path == "-" else self.stdout
        if options["json"]:
            output.write(json.dumps(told.document() | {"path": path}, ensure_ascii=False), ending="\n")
            return
        rows = sum(told.counts.values())
        head = told.audit["head"][:12] or "none"
        output.write(
            f"{path}: {len(told.counts)} tables, {rows} rows, audit head {head}, {told.size} bytes", ending="\n"
        )
