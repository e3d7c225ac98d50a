"""What a person's departments have delivered: source by source, with its legal basis and every delivery that counted."""

from dataclasses import dataclass

from django.db.models import Q

from indicators.catalogue.specs import SourceSpec
from indicators.journey import State
from indicators.models import Delivery, Source
from indicators.office import deliveries as office
from monitoring.deliveries.profiles import profile_titles
from monitoring.deliveries.sight import within_sight
from monitoring.departments.names import department_names
from monitoring.departments.readers import Somebody

_COUNTED = Q(state__in=[State.ACTIVE, State.SUPERSEDED])


@dataclass(frozen=True)
class OwnSource:
    """A source of a department, and what of it was live once; the latest period first."""

    spec: SourceSpec
    department: str
    deliveries: tuple[Delivery, ...]
    profiles: tuple[tuple[str, str], ...]
    """Code and title of each profile by which it is delivered."""


def own_sources(person: Somebody) -> list[OwnSource]:
    """By title of the department and code of the source."""
    names = department_names()
    found: dict[int, list[Delivery]] = {}
    counted = office.deliveries(within=within_sight(person) & _COUNTED & ~Q(department=""))
    for delivery in counted.order_by("-period__ends", "-pk"):
        found.setdefault(delivery.profile.source_id, []).append(delivery)
    sources = Source.objects.filter(pk__in=found)
    titles = profile_titles([one.code for one in sources])
    rows = [
        OwnSource(one.spec, names.get(one.spec.owner, one.spec.owner), tuple(found[one.pk]), tuple(titles[one.code]))
        for one in sources
    ]
    return sorted(rows, key=lambda row: (row.department, row.spec.code))
