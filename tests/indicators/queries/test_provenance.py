"""A number knows its deliveries, its definition and its first release; nothing of that is forgotten, nothing more is told."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from indicators.actions import keeping
from indicators.actions.verification import verify
from indicators.models import Delivery, LiveRelease, ReleaseDefinition, ReleaseOrigin
from indicators.queries.audience import PUBLIC, STAFF
from indicators.queries.catalogue import indicator
from indicators.queries.errors import Unanswerable
from indicators.queries.provenance import Provenance, provenance
from tests.indicators.actions.conftest import office
from tests.indicators.actions.journeys import COUNTS, Office, file_of

__all__ = ["office"]

ORIGIN = ("release", "measure", "period", "edition", "delivery", "source", "as_of", "received_on")
DEFINITION = ("release", "indicator", "sha256", "since")


def _of(area: str = "0101", period: str | None = None) -> Provenance:
    entry = indicator("armutsquote")
    assert entry is not None
    return provenance(LiveRelease.objects.get().release, entry, STAFF, area=area, period=period)


def test_a_number_names_the_delivery_that_it_was_computed_from(office: Office) -> None:
    delivery = office.release()
    found = _of()
    assert found.made is not None
    assert [(one.role, one.measure.code, one.delivery) for one in found.made.origins] == [
        ("numerator", "leistungsberechtigte", delivery.pk),
        ("denominator", "einwohner", delivery.pk),
    ]
    one = found.made.origins[0]
    assert (one.as_of, one.received_on) == (delivery.as_of, timezone.localdate(delivery.uploaded_at))
    assert one.source.code == "register" and one.release == found.made.release.cited == found.release.cited
    assert found.made.definition == office.indicator.sha256
    assert found.made.code_version and len(found.made.block) == 64


def test_a_number_that_a_later_release_left_alone_keeps_its_first_release_and_delivery(office: Office) -> None:
    first = office.release()
    second = office.release(file_of(COUNTS | {"0101": (20, 300)}), period="2025-12-31")
    old, new = _of(period="2024-12-31"), _of(period="2025-12-31")
    assert old.made is not None and new.made is not None
    assert old.made.release == first.release and new.made.release == second.release == old.release
    assert {one.delivery for one in old.made.origins} == {first.pk}
    assert {one.delivery for one in new.made.origins} == {second.pk}


def test_a_revision_is_where_the_revised_number_comes_from(office: Office) -> None:
    office.release()
    revised = office.release(file_of(COUNTS | {"0101": (61, 300)}))
    found = _of()
    assert found.made is not None
    assert found.made.release == revised.release
    assert {one.delivery for one in found.made.origins} == {revised.pk}


def test_an_erased_delivery_is_still_where_the_number_comes_from(office: Office) -> None:
    delivery = office.release()
    keeping.erase_due(today=timezone.localdate() + timedelta(days=40 * 366))
    Delivery.objects.get(pk=delivery.pk)
    found = _of()
    assert found.made is not None and {one.delivery for one in found.made.origins} == {delivery.pk}


def test_what_has_no_number_tells_nothing(office: Office) -> None:
    office.release(file_of(COUNTS | {"0102": (1, 400)}))
    assert _of("0102").made is None


def test_the_portal_reads_what_is_told_and_nobody_rewrites_it(office: Office, as_role) -> None:
    office.release()
    with as_role("portal"):
        found = _of()
        assert found.made is not None and found.made.origins[0].delivery
    for role in ("portal", "office"):
        with as_role(role), pytest.raises(Exception, match="permission denied"), transaction.atomic():
            ReleaseOrigin.objects.update(delivery=0)


def test_verify_finds_a_delivery_that_is_told_wrongly(office: Office) -> None:
    delivery = office.release()
    assert verify().findings == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE release_origin SET delivery = 99 WHERE measure_id = (SELECT min(id) FROM measure)")
    told = [finding for finding in verify().findings if "told" in finding]
    assert any("delivery 99" in finding for finding in told)
    assert any(f"delivery {delivery.pk} is in force" in finding for finding in told)


def test_what_was_released_before_gets_the_same_from_the_protocols(office: Office) -> None:
    office.release()
    office.release(file_of(COUNTS | {"0101": (20, 300)}), period="2025-12-31")
    office.release(file_of(COUNTS | {"0101": (61, 300)}))

    def told() -> list[list[tuple[object, ...]]]:
        origins = ReleaseOrigin.objects.order_by("release", "measure", "period")
        definitions = ReleaseDefinition.objects.order_by("release", "indicator")
        return [list(rows.values_list(*columns)) for rows, columns in ((origins, ORIGIN), (definitions, DEFINITION))]

    before = told()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; DELETE FROM release_origin; DELETE FROM release_definition")
        cursor.execute(import_module("indicators.migrations.0013_origins").FILL, {"zone": settings.TIME_ZONE})
    assert told() == before and len(before[0]) == 6 and len(before[1]) == 3


def test_an_unknown_period_says_which_there_are(office: Office) -> None:
    office.release()
    with pytest.raises(Unanswerable) as raised:
        _of(period="1999-12-31")
    assert raised.value.code == "unknown_period" and "2024-12-31" in raised.value.params["known"]


def test_one_delivery_is_told_once_per_place_and_release(office: Office) -> None:
    office.release()
    row = ReleaseOrigin.objects.first()
    assert row is not None
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_the_public_gets_the_state_that_it_sees(office: Office) -> None:
    office.release()
    entry = indicator("armutsquote")
    assert entry is not None
    found = provenance(LiveRelease.objects.get().release, entry, PUBLIC, area="0202")  # 80 of at least 100
    assert found.made is None
