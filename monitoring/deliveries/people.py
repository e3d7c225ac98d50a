"""The people that a command names: known, active, and with the right for what they are named for."""

from indicators.actions.errors import Refused
from monitoring.departments.access import Right, may
from monitoring.departments.models import Person


def person_with(name: str, right: Right) -> Person:
    """The person of that user name; raises ``Refused`` with ``unknown_person`` or ``not_permitted``."""
    person = Person.objects.filter(username=name, is_active=True).first()
    if person is None:
        raise Refused("unknown_person", person=name)
    if not may(person, right):
        raise Refused("not_permitted", person=name)
    return person
