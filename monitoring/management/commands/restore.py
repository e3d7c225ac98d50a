"""``restore``: a thin shell over safekeeping."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from monitoring.safekeeping.interruption import orderly
from monitoring.safekeeping.problems import Refused, Unsure
from monitoring.safekeeping.restore import Restored, Terms, restore


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
        parser.add_argument(
            "--without-erasures",
            action="store_true",
            help="go on although it cannot be read which files were erased since the backup",
        )
        parser.add_argument("--stopped", action="store_true", help="nothing runs now: do not ask for a restart")
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        terms = Terms(**{field.name: options[field.name] for field in fields(Terms)})
        try:
            with orderly(), self._opened(options["source"]) as (source, scratch):
                done = restore(source, terms, scratch=scratch, tell=self.stderr.write)
        except Refused as refused:
            raise CommandError(f"Nothing was changed: {refused}") from refused
        except Unsure as unsure:
            raise CommandError(str(unsure)) from unsure
        self._say(done, options["json"])
        if not options["stopped"]:
            self.stderr.write(
                "Restart web, office, worker and scheduler: they still know the replaced data, and numbers of its "
                "releases may be given again."
            )
        if done.verification.findings:
            sys.exit(1)

    @contextmanager
    def _opened(self, source: str) -> Iterator[tuple[IO[bytes], Path | None]]:
        """The backup, and the folder beside it if that can be written to."""
        if source == "-":
            yield sys.stdin.buffer, None
            return
        path = Path(source)
        beside = path.resolve().parent
        try:
            file = path.open("rb")
        except OSError as error:
            raise Refused(f"{source}: {error.strerror}") from error
        with file:
            yield file, beside if os.access(beside, os.W_OK) else None

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
            self.stdout.write(
                f"{done.erased_again} files and deliveries that were erased since the backup are erased again."
            )
        rows = sum(done.manifest.counts.values())
        self.stdout.write(
            f"Restored the backup of {done.manifest.made_at}: {rows} rows, {len(found.findings)} findings."
        )
