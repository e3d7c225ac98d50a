"""``export``: released results as one reader would get them, as a file."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.utils import translation

from indicators.queries.errors import Unanswerable
from indicators.queries.indices import index_values
from indicators.queries.values import values
from monitoring.api.doors import audience_of, entry_for, index_for, release_for
from monitoring.api.export.formats import FORMATS, TEXTS
from monitoring.api.export.index_table import index_table
from monitoring.api.export.table import Export, table
from monitoring.api.problems import problem
from monitoring.departments.models import Person, Role
from monitoring.departments.readers import Reader, reader_of

_INDEX = "index:"


class Command(BaseCommand):
    help = "Write released results as a reader gets them. Runs with the rights of the portal's database role."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("indicator", metavar="INDICATOR", help="code of an indicator, or index:CODE")
        parser.add_argument("--level", required=True)
        parser.add_argument("--period", help="default: the latest one")
        parser.add_argument(
            "--reference", help="an area above, parent, or a place beyond the city as land:09; default: the city"
        )
        parser.add_argument("--release", help="number as cited, 2026/1; default: what is live")
        parser.add_argument("--as", dest="reader", metavar="USER", help="whose rights count; default: a planner")
        parser.add_argument("--format", choices=FORMATS, default="csv")
        parser.add_argument("--out", metavar="FILE", type=Path, help="default: standard output (csv and json only)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["out"] is None and options["format"] not in TEXTS:
            raise CommandError(f"{options['format']} is no text: name a file with --out.", returncode=2)
        with translation.override(settings.LANGUAGE_CODE), transaction.atomic():
            _as_the_portal()
            content = FORMATS[options["format"]](self._exported(options))
        if options["out"] is None:
            self.stdout.write(content.decode(), ending="")
        else:
            options["out"].write_bytes(content)

    def _exported(self, options: dict[str, Any]) -> Export:
        reader = _reader(options["reader"])
        place = {"level": options["level"], "period": options["period"] or None}
        try:
            if options["indicator"].startswith(_INDEX):
                own = index_for(reader, options["indicator"].removeprefix(_INDEX))
                release = release_for(reader, options["release"], options["indicator"])
                return index_table(index_values(release, own, audience_of(reader), **place))
            entry = entry_for(reader, options["indicator"])
            release = release_for(reader, options["release"], entry.code)
            return table(values(release, entry, audience_of(reader), reference=options["reference"], **place))
        except Unanswerable as nothing:
            with translation.override("en"):
                raise CommandError(problem(nothing.code, 404, **nothing.params)["detail"]) from nothing


def _as_the_portal() -> None:
    """Whoever runs the command: from here on with the rights of the portal's role, until the transaction ends."""
    if settings.FACE != "portal":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {connection.ops.quote_name(settings.DATABASE_ROLES['portal'])}")


def _reader(username: str | None) -> Reader:
    if username is None:
        return Reader(roles=frozenset({Role.PLANNER}))
    person = Person.objects.filter(username=username).first()
    if person is None:
        raise CommandError(f"There is no user {username}.")
    return reader_of(person)
