"""Which deliveries a person sees: all at the statistics office, one's own for a supplier. Others are not there."""

from django.db.models import QuerySet
from django.http import Http404

from indicators.models import Delivery
from indicators.office import deliveries as office
from monitoring.departments.access import Right, may
from monitoring.departments.readers import Somebody


def owner_filter(person: Somebody) -> int | None:
    """The one person whose deliveries are seen; nothing where all are."""
    return None if may(person, Right.SEE_ALL_DELIVERIES) else person.pk or 0


def deliveries_for(person: Somebody) -> QuerySet[Delivery]:
    """The deliveries that ``person`` sees, newest first."""
    return office.deliveries(uploaded_by=owner_filter(person))


def delivery_for(person: Somebody, number: int) -> Delivery:
    """One delivery; raises ``Http404`` where there is none that ``person`` may see."""
    found = office.delivery(number)
    if found is None or not may(person, Right.SEE_DELIVERY, found):
        raise Http404
    return found
