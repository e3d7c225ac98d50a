"""``load_dashboards``: the dashboards that come with the portal, one for each role to begin with."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from monitoring.dashboards.defaults import defaults, load_defaults


class Command(BaseCommand):
    help = "Bring the default dashboards into the database. Run again, it changes what has changed and nothing else."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        fates = load_defaults(defaults())
        if options["json"]:
            self.stdout.write(json.dumps(fates))
            return
        for code, fate in fates.items():
            self.stdout.write(f"{code:<12}{fate}")
