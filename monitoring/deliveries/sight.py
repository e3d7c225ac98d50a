"""Which deliveries a person sees: the statistics office all, a supplier the department's tray; others are not there."""

from django.db.models import Q, QuerySet
from django.http import Http404

from indicators.models import Delivery
from indicators.office import deliveries as office
from monitoring.departments.access import Right, may
from monitoring.departments.readers import Somebody, reader_of


def within_sight(person: Somebody) -> Q:
    """What limits lists to what ``person`` sees; ``SEE_DELIVERY`` says the same of one delivery."""
    if may(person, Right.SEE_ALL_DELIVERIES):
        return Q()
    return Q(uploaded_by=person.pk or 0) | Q(department__in=reader_of(person).supplies)


def deliveries_for(person: Somebody) -> QuerySet[Delivery]:
    """The deliveries that ``person`` sees, newest first."""
    return office.deliveries(within=within_sight(person))


def delivery_for(person: Somebody, number: int) -> Delivery:
    """One delivery; raises ``Http404`` where there is none that ``person`` may see."""
    found = office.delivery(number)
    if found is None or not may(person, Right.SEE_DELIVERY, found):
        raise Http404
    return found
