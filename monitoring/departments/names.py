"""Names of departments in the active language, and of people."""

from collections.abc import Iterable

from django.utils.translation import get_language

from monitoring.departments.models import Department, Person


def department_names() -> dict[str, str]:
    """Code → name of every department; one query."""
    column = "name_en" if (get_language() or "de").startswith("en") else "name_de"
    return dict(Department.objects.values_list("code", column))


def person_names(usernames: Iterable[str]) -> dict[str, str]:
    """User name → the name that people know; one query. Who has none, or is no longer there, keeps the user name."""
    wanted = set(usernames)
    found = {person.get_username(): person.get_full_name() for person in Person.objects.filter(username__in=wanted)}
    return {username: found.get(username) or username for username in wanted}
