"""``import_areas``: the boundaries of one level from a file."""

import getpass
import json
from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from areas.boundaries import BoundaryError, Problem
from areas.comparing import PlacesFile, import_places
from areas.importing import LevelFile, import_areas
from areas.reports import ImportReport
from monitoring.area_messages import area_message


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text} is no date like 2021-01-31") from error


def _count(text: str) -> int:
    if not text.isdigit() or int(text) == 0:
        raise ArgumentTypeError(f"{text} is no number of characters")
    return int(text)


class Command(BaseCommand):
    help = "Import the areas of one level from a file; levels come top-down, the last one with --activate."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--system", required=True, help="code of the area system, such as lor")
        parser.add_argument("--edition", required=True, type=_day, metavar="FROM", help="first day of the edition")
        parser.add_argument("--to", type=_day, metavar="UNTIL", help="last day of the edition; open without it")
        parser.add_argument("--level", required=True, help="code of the level, such as bezirk")
        parser.add_argument("--code", required=True, metavar="FIELD", help="field that holds the code")
        parser.add_argument("--name", required=True, metavar="FIELD", help="field that holds the name")
        parents = parser.add_mutually_exclusive_group()
        parents.add_argument(
            "--parent-prefix", type=_count, metavar="N", help="parent = first N characters of the code"
        )
        parents.add_argument("--parent-field", metavar="F", help="field that holds the parent's code")
        parser.add_argument(
            "--corrections", type=Path, metavar="FILE", help="CSV: match_code, lon, lat, new_code, reason"
        )
        parser.add_argument(
            "--reference",
            action="store_true",
            help="the places are beyond the city, which is compared with them (county, state): names without shapes",
        )
        parser.add_argument("--activate", action="store_true", help="finish the edition and put it in force")
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            self._import(options)

    def _import(self, options: dict[str, Any]) -> None:
        try:
            report = (
                _places(options)
                if options["reference"]
                else import_areas(
                    file=LevelFile(
                        path=options["file"],
                        code_field=options["code"],
                        name_field=options["name"],
                        parent_prefix=options["parent_prefix"],
                        parent_field=options["parent_field"],
                        corrections=_content(options["corrections"]),
                    ),
                    by=_operator(),
                    system=options["system"],
                    valid_from=options["edition"],
                    valid_until=options["to"],
                    level=options["level"],
                    activate=options["activate"],
                )
            )
        except BoundaryError as refusal:
            if options["json"]:
                self.stdout.write(
                    json.dumps({"problems": [_document(p) for p in refusal.problems]}, ensure_ascii=False)
                )
            raise CommandError("\n".join(area_message(problem) for problem in refusal.problems)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(report.document(), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_lines(report)))


def _places(options: dict[str, Any]) -> ImportReport:
    """Places beyond the city: they lie in nothing, and there is nothing to be finished."""
    if any(options[name] for name in ("parent_prefix", "parent_field", "corrections")):
        raise CommandError(
            "--reference: places beyond the city have no parents, and no shapes that could be corrected."
        )
    return import_places(
        file=PlacesFile(path=options["file"], code_field=options["code"], name_field=options["name"]),
        by=_operator(),
        system=options["system"],
        valid_from=options["edition"],
        valid_until=options["to"],
        level=options["level"],
    )


def _content(path: Path | None) -> bytes | None:
    if path is None:
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error


def _operator() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "manage"


def _document(problem: Problem) -> dict[str, object]:
    return {
        "code": problem.code,
        "area": problem.area,
        "row": problem.row,
        "params": dict(problem.params),
        "message": area_message(problem),
    }


def _lines(report: ImportReport) -> list[str]:
    verb = "replaced in" if report.replaced else "imported into"
    origin = f" ({report.crs})" if report.crs else ""
    lines = [f"{report.areas} areas of level {report.level} {verb} edition {report.edition}{origin}."]
    lines += [f"Corrected: feature {c.row}, {c.old_code} -> {c.new_code} ({c.reason})." for c in report.corrections]
    lines += [
        f"Repaired: {r.area} (feature {r.row}): {r.reason}; {r.before_m2:.2f} -> {r.after_m2:.2f} m²."
        for r in report.repairs
    ]
    if report.cleaning is not None:
        lines += _cleaning_lines(report)
    for level in report.comparisons:
        lines.append(
            f"Level {level.level} as delivered differs from the finest level by at most {100 * level.worst_share:.3f} %"
            + (f"; beyond the tolerance: {', '.join(level.beyond_tolerance)}." if level.beyond_tolerance else ".")
        )
    lines += [f"Shapes of {d.level}: {d.size} bytes, {d.sha256}." for d in report.drawings]
    state = (
        "The edition is active." if report.active else "The edition is a draft; the last level comes with --activate."
    )
    return [*lines, state]


def _cleaning_lines(report: ImportReport) -> list[str]:
    cleaning = report.cleaning
    if cleaning is None or (cleaning.was_clean and not cleaning.changes and not cleaning.gaps_left):
        return ["The borders match; nothing had to be cleaned."]
    lines = [f"Cleaned: {cleaning.invalid_edges:.1f} m of border did not match, {len(cleaning.changes)} areas changed."]
    lines += [
        f"  {c.area}: {c.before_m2:.2f} -> {c.after_m2:.2f} m², moved {c.moved_m2:.4f} m², "
        f"parts {c.parts_before} -> {c.parts_after}"
        for c in cleaning.changes
    ]
    lines += [
        f"  overlap of {o.area} and {o.other}: {o.square_metres:.2f} m², kept by {o.kept_by}" for o in cleaning.overlaps
    ]
    lines += [
        f"  gap closed: {g.square_metres:.2f} m² ({g.width:.2f} m wide), now {g.area}" for g in cleaning.gaps_closed
    ]
    lines += [f"  gap left open: {g.square_metres:.2f} m² ({g.width:.2f} m wide)" for g in cleaning.gaps_left]
    return lines
