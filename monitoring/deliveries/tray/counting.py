"""How much lies in each tray."""

from dataclasses import dataclass

from django.db.models import Count, Q

from indicators.models import Delivery
from monitoring.departments.names import department_names


@dataclass(frozen=True)
class Tray:
    """A department's tray with the number of deliveries in it."""

    code: str
    name: str
    number: int


def tray_counts(within: Q) -> dict[str, int]:
    """Department → how many of the deliveries in sight were delivered for it."""
    found = Delivery.objects.filter(within).order_by().values_list("department").annotate(number=Count("pk"))
    return {department: number for department, number in found if department}


def named_trays(counts: dict[str, int]) -> list[Tray]:
    """By name."""
    names = department_names()
    return sorted((Tray(code, names.get(code, code), number) for code, number in counts.items()), key=lambda t: t.name)
