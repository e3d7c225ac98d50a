"""``load_demo``: a written demo city through the real journey. A thin shell over ``monitoring.demo``."""

import logging
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from areas.boundaries import BoundaryError
from indicators.actions.errors import Refused
from indicators.catalogue.problems import CatalogueError
from monitoring.area_messages import area_message
from monitoring.catalogue_messages import catalogue_message
from monitoring.demo.delivering import Stuck
from monitoring.demo.figures import figures
from monitoring.demo.loading import OwnCity, load
from monitoring.demo.manifest import NoDemo
from monitoring.journey_messages import refusal


class Command(BaseCommand):
    help = (
        "Load the demo city from a folder that `python -m fixtures.demo` has written: every file is delivered by statistik "
        "and approved by pruefung. Interrupted and started again it goes on. On trial instances only."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="FOLDER", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        logging.getLogger("indicators").setLevel(
            logging.WARNING
        )  # a line of progress says enough of some hundred steps
        start = time.monotonic()

        def tell(what: str) -> None:
            self.stdout.write(f"[{time.monotonic() - start:5.1f} s] {what}")
            self.stdout.flush()

        with translation.override("en"):
            try:
                done = load(options["folder"], tell)
            except (NoDemo, OwnCity, Stuck) as nothing:
                raise CommandError(str(nothing)) from nothing
            except Refused as refused:
                raise CommandError(str(refusal(refused))) from refused
            except CatalogueError as refused:
                raise CommandError("\n".join(catalogue_message(p) for p in refused.problems)) from refused
            except BoundaryError as refused:
                raise CommandError("\n".join(area_message(p) for p in refused.problems)) from refused
        tell(f"{len(done.seconds)} deliveries released now, {done.there_before} were there before.")
        self.stdout.write(f"{figures()}.")
