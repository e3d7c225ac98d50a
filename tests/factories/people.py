"""People of the invented city."""

from typing import Any

from monitoring.departments.models import Department, Membership, Person


def make_person(name: str, *roles: str, department: str = "sozialplanung", **attributes: Any) -> Person:
    """Someone with these roles in one department; without a ``password`` nobody signs in as them by form."""
    place, _ = Department.objects.get_or_create(
        code=department, defaults={"name_de": department.title(), "name_en": department.title()}
    )
    person = Person.objects.create_user(name, **attributes)
    for role in roles:
        Membership.objects.create(person=person, department=place, role=role)
    return person
