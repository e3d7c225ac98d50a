"""``create_person``: the first people of a city, by whoever runs the server."""

import secrets
import sys
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from monitoring.departments.models import Department, Person, Role
from monitoring.departments.people import add_department, add_person, grant


class Command(BaseCommand):
    help = (
        "Create a person with a role in a department. The password is generated and printed once, or read from standard "
        "input. A person who is there already gets the role only."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--first-name", default="")
        parser.add_argument("--last-name", default="")
        parser.add_argument("--role", required=True, choices=[role.value for role in Role])
        parser.add_argument("--department", required=True, metavar="CODE")
        parser.add_argument(
            "--department-name", default="", metavar="NAME", help="where there is no such department yet"
        )
        parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        department = _department(options["department"], options["department_name"])
        person = Person.objects.filter(username=options["username"]).first()
        password = ""
        if person is None:
            given = sys.stdin.readline().rstrip("\n") if options["password_stdin"] else ""
            password = "" if given else secrets.token_urlsafe(12)
            try:
                person = add_person(
                    by=None,
                    username=options["username"],
                    first_name=options["first_name"],
                    last_name=options["last_name"],
                    password=given or password,
                )
            except ValidationError as weak:
                raise CommandError(f"Nothing was changed: {' '.join(weak.messages)}") from weak
        grant(by=None, person=person, department=department, role=Role(options["role"]))
        self.stdout.write(f"{person.username} {password}".rstrip())


def _department(code: str, name: str) -> Department:
    found = Department.objects.filter(code=code).first()
    if found is not None:
        return found
    if not name:
        raise CommandError(f"Nothing was changed: there is no department {code}; --department-name makes it.")
    return add_department(by=None, code=code, name_de=name, name_en=name)
