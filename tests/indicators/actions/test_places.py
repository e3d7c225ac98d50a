"""Areas of different levels that carry the same code stay apart."""

from dataclasses import replace

import pytest

from areas.models import Area
from indicators.actions.history import history_for
from indicators.actions.places import places_of
from indicators.catalogue.documents import document_of, document_sha256
from indicators.models import ImportProfile, Observation
from indicators.periods import parse_period
from tests.indicators.actions.journeys import file_of, make_office


@pytest.mark.django_db
def test_city_with_the_code_of_an_area_keeps_its_own_total() -> None:
    office = make_office()
    Area.objects.filter(edition=office.edition, level__code="stadt").update(code="0101")
    profile = ImportProfile.objects.get(code="kiez")
    document = document_of(replace(profile.spec, total_rows=("SUM",)))
    profile.document, profile.sha256 = document, document_sha256(document)
    profile.save()
    delivery = office.release(file_of() + b"SUM,1160,113\n")
    cells = Observation.objects.filter(delivery=delivery, measure__code="einwohner")
    assert cells.get(area__level__code="stadt").value == 1160
    assert cells.get(area__level__code="planungsraum", area__code="0101").value == 300
    places, area = places_of(office.edition), profile.spec.area
    assert places.delivered_at(area).all == ("0101", "0102", "0201", "0202", "99999999", "0101")
    later = office.receive(period="2025-06-30")
    history = history_for(later, places, profile.spec, [parse_period("2025-06-30")])
    assert history.parents.tolist() == [5, 5, 5, 5, 5, -1]
    assert history.series["einwohner"].values[0].tolist() == [300, 400, 320, 80, 60, 1160]
