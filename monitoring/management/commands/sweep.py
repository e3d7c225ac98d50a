"""``sweep``: take what erased rows left behind out of the tables now, instead of when the database gets round to it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

TABLES = ("stored_file", "observation", "problem")


class Command(BaseCommand):
    help = (
        "Vacuum the tables that hold what was delivered. With --rewrite each is written anew and its old file deleted, so "
        "that nothing erased is left in the space between rows either; deliveries wait meanwhile."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rewrite", action="store_true", help="write the tables anew (in a quiet hour)")

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            for table in TABLES:
                if options["rewrite"]:  # a rewrite alone is not remembered as a vacuum
                    cursor.execute(f"VACUUM (FULL) sealed.{table}")
                cursor.execute(f"VACUUM (ANALYZE) sealed.{table}")
        self.stdout.write(f"{', '.join(TABLES)}: {'written anew' if options['rewrite'] else 'vacuumed'}.")
