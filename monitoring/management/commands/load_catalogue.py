"""``load_catalogue``: sources, measures, indicators, indices and import profiles from a folder of files."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from indicators.actions.catalogue import CatalogueChanges, Change, Fate, load_catalogue
from indicators.catalogue.problems import CatalogueError, CatalogueProblem
from monitoring.catalogue_messages import catalogue_message

_MARKS = {Fate.ADDED: "+", Fate.CHANGED: "~"}


class Command(BaseCommand):
    help = "Load the catalogue from a folder of TOML files; what it changes is shown first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", metavar="DIR", nargs="?", type=Path, default=settings.CATALOGUE_DIR)
        parser.add_argument("--dry-run", action="store_true", help="show the changes and store nothing")
        parser.add_argument(
            "--overwrite-edited", action="store_true", help="also store what was edited in the interface since"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            try:
                self._load(options["directory"], options["dry_run"], options["overwrite_edited"], options["json"])
            except CatalogueError as refusal:
                if options["json"]:
                    self._print({"problems": [_problem(problem) for problem in refusal.problems]})
                raise CommandError("\n".join(catalogue_message(p) for p in refusal.problems)) from refusal
            except OSError as error:
                raise CommandError(f"{error.filename}: {error.strerror}") from error

    def _load(self, directory: Path, dry_run: bool, overwrite: bool, as_json: bool) -> None:
        report = load_catalogue(directory=directory, by=None, dry_run=True, overwrite_edited=overwrite)
        if not as_json:
            self.stdout.write("\n".join(_lines(report)))
        if not dry_run:
            report = load_catalogue(directory=directory, by=None, dry_run=False, overwrite_edited=overwrite)
        if as_json:
            self._print(_document(report))
        else:
            self.stdout.write("Stored." if report.stored else "Nothing was stored: this was a dry run.")

    def _print(self, document: dict[str, object]) -> None:
        self.stdout.write(json.dumps(document, ensure_ascii=False))


def _lines(report: CatalogueChanges) -> list[str]:
    lines = [f"{_MARKS[change.fate]} {_named(change)}" for change in report.of(Fate.ADDED, Fate.CHANGED)]
    lines += [
        f"! {_named(change)}: edited in the interface, stays as it is; --overwrite-edited loads the file"
        for change in report.of(Fate.KEPT)
    ]
    lines += [f"? {_named(change)}: not in the folder, stays as it is" for change in report.of(Fate.MISSING)]
    return [*lines, ", ".join(f"{report.count(fate)} {fate.value}" for fate in Fate) + "."]


def _named(change: Change) -> str:
    keys = f" ({', '.join(change.keys)})" if change.keys else ""
    return f"{change.part.value} {change.code}{keys}"


def _document(report: CatalogueChanges) -> dict[str, object]:
    return {
        "stored": report.stored,
        **{fate.value: report.count(fate) for fate in Fate},
        "changes": [
            {"part": change.part.value, "code": change.code, "change": change.fate.value, "keys": list(change.keys)}
            for change in report.of(Fate.ADDED, Fate.CHANGED, Fate.KEPT, Fate.MISSING)
        ],
        "problems": [],
    }


def _problem(problem: CatalogueProblem) -> dict[str, object]:
    return {
        "file": problem.file,
        "key": problem.key,
        "code": problem.code,
        "params": dict(problem.params),
        "message": catalogue_message(problem),
    }
