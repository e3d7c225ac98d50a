"""``screenshots``: pictures of the running trial instance, for people who want to see it first."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = "Take ten pictures of the running portal with its demo city; a browser is installed where there is none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", nargs="?", type=Path, default=settings.VAR_DIR / "screenshots")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            from monitoring.screenshots.album import album
        except ImportError as error:
            raise CommandError("Start it as ./portal manage screenshots: it brings the browser along.") from error
        if not settings.TRIAL or not os.environ.get("PORTAL_CHROMIUM"):
            raise CommandError(
                "There is no trial instance, or no browser: ./portal up, then ./portal manage screenshots."
            )
        port = int(os.environ["PORTAL_PORT"])
        try:
            for path in album(
                folder=options["folder"],
                portal=f"http://localhost:{port}",
                office=f"http://localhost:{port + 1}",
                password=os.environ["PORTAL_DEMO_PASSWORD"],
                browser=os.environ["PORTAL_CHROMIUM"],
            ):
                self.stdout.write(str(path))
        except RuntimeError as error:
            raise CommandError(str(error)) from error
