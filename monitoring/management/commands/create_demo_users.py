"""``create_demo_users``: the five people of a trial instance, also without the demo city."""

import json
import os
import secrets
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from monitoring.departments.demo import NameTaken, make_demo_people


class Command(BaseCommand):
    help = (
        "Create the people planung, statistik, pruefung, leitung and admin. Their password is PORTAL_DEMO_PASSWORD, or a "
        "generated one that is printed once. On trial instances only."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.TRIAL:
            raise CommandError(
                "This is no trial instance (PORTAL_TRIAL): known people with one password have no place here."
            )
        given = os.environ.get("PORTAL_DEMO_PASSWORD", "")
        try:
            people = make_demo_people(password=given or secrets.token_urlsafe(12), reset=bool(given))
        except NameTaken as taken:
            raise CommandError(f"Nothing was changed: {taken} is somebody who is no demo person.") from taken
        except ValidationError as weak:
            raise CommandError(f"Nothing was changed: {' '.join(weak.messages)}") from weak
        if options["json"]:
            self.stdout.write(json.dumps([asdict(person) for person in people], ensure_ascii=False))
            return
        for person in people:
            password = person.password or "(as before)"
            self.stdout.write(f"{person.username:<12}{password:<20}{', '.join(person.roles)}")
