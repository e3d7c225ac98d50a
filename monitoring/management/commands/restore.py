"""``restore``: a thin shell over safekeeping."""

import json
import os
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from monitoring.safekeeping.problems import Refused
from monitoring.safekeeping.restore import Restored, restore


class Command(BaseCommand):
    help = (
        "Put a backup back: beside the present database, verified there, then in its place. Stop web, office, worker and "
        "scheduler first (./portal does so by itself)."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", metavar="FILE|-", help="a backup, or - for standard input")
        parser.add_argument("--replace", action="store_true", help="take the place of a database that is not empty")
        parser.add_argument("--keep-former", action="store_true", help="keep the replaced database under another name")
        parser.add_argument(
            "--accept-findings", action="store_true", help="go on although verification finds something"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = {name: options[name] for name in ("replace", "keep_former", "accept_findings")}
        try:
            if options["source"] == "-":
                done = restore(sys.stdin.buffer, tell=self.stderr.write, **chosen)
            else:
                path = Path(options["source"])
                beside = path.resolve().parent
                scratch = beside if os.access(beside, os.W_OK) else None
                with path.open("rb") as source:
                    done = restore(source, scratch=scratch, tell=self.stderr.write, **chosen)
        except Refused as refused:
            raise CommandError(f"Nothing was changed: {refused}") from refused
        except OSError as error:
            raise CommandError(f"Nothing was changed: {options['source']}: {error.strerror}") from error
        self._say(done, options["json"])
        if done.verification.findings:
            sys.exit(1)

    def _say(self, done: Restored, as_json: bool) -> None:
        found = done.verification
        if as_json:
            document = {"backup": done.manifest.made_at, "rows": sum(done.manifest.counts.values())}
            document |= {"erased_again": done.erased_again, "former": done.former}
            document |= {"checked": found.checked, "findings": found.findings, "notes": found.notes}
            self.stdout.write(json.dumps(document, ensure_ascii=False))
            return
        for finding in found.findings:
            self.stdout.write(f"FINDING: {finding}")
        if done.former:
            self.stdout.write(f"The replaced database is kept as {done.former}; remove it when it is no longer needed.")
        if done.erased_again:
            self.stdout.write(f"{done.erased_again} files that were erased since the backup are erased again.")
        rows = sum(done.manifest.counts.values())
        self.stdout.write(
            f"Restored the backup of {done.manifest.made_at}: {rows} rows, {len(found.findings)} findings."
        )
