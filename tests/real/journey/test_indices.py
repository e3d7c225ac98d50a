"""Berlin's indices through the portal: delivered, calculated, approved, released, exported, against what was published.

The components come from tables 2-1, the published classes from tables 1, and which areas are left out from the blanks and
zeros of both. The population tables are there too: the weights of the shares, and residents of 2018 for the least number.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from indicators.actions.storing import store
from indicators.actions.verification import verify
from indicators.catalogue.specs import Exclusion, IndexSpec
from indicators.models import Delivery, ImportProfile, Index, IndexBlock, ReleasedIndex, ReleaseIndexEntry
from indicators.queries.audience import STAFF, STAFF_WITHOUT_COUNTS
from indicators.queries.indices import index, index_history, index_values
from tests.naive.berlin import rows_of
from tests.real.journey.portal import BerlinPortal

PERIODS = {2013: "2012-12-31", 2015: "2014-12-31", 2019: "2018-12-31"}
INCLUDED = {2013: 434, 2015: 435, 2019: 436}
PUBLISHED = {
    "status": {"1": "hoch", "2": "mittel", "3": "niedrig", "4": "sehr niedrig"},
    "dynamics": {"+": "positiv", "+/-": "stabil", "-": "negativ"},
}
WITHOUT_ROW_IN_2019 = "09041403"
FEW_RESIDENTS_THE_YEAR_BEFORE, LISTED_OUTLIER = "04041239", "10010203"
BOTH = pytest.mark.parametrize("which", list(PUBLISHED))
ALL = pytest.mark.parametrize("edition", list(PERIODS))
Row = dict[str, str]


def code_of(edition: int, which: str) -> str:
    return f"mss-{2013 if edition < 2019 else 2019}-{which}"


def table(portal: BerlinPortal, edition: int) -> Path:
    return portal.data / "mss" / f"mss-{edition}-2-1-planning-areas.csv"


@pytest.fixture(scope="module")
def with_2013(built_berlin: BerlinPortal, django_db_blocker: DjangoDbBlocker) -> Iterator[BerlinPortal]:
    with django_db_blocker.unblock(), transaction.atomic():
        built_berlin.release(table(built_berlin, 2013), "berlin-mss", PERIODS[2013])
        yield built_berlin
        transaction.set_rollback(True)


@pytest.fixture
def portal(with_2013: BerlinPortal, db: None) -> BerlinPortal:
    return with_2013


def exported(edition: int, which: str) -> dict[str, Row]:
    out = io.StringIO()
    with transaction.atomic():
        call_command(
            "export",
            f"index:{code_of(edition, which)}",
            "--level",
            "planungsraum",
            "--period",
            PERIODS[edition],
            stdout=out,
        )
        transaction.set_rollback(True)  # and with it the command's role
    return {row["area_code"]: row for row in csv.DictReader(io.StringIO(out.getvalue()))}


def published(portal: BerlinPortal, edition: int, which: str) -> dict[str, str]:
    column = "status_index" if which == "status" else "dynamic_index"
    rows = rows_of(portal.data / "mss" / f"mss-{edition}-1-planning-areas.csv")
    return {row["id"]: PUBLISHED[which].get(row[column], "") for row in rows}


def differences(portal: BerlinPortal, edition: int, which: str) -> dict[str, tuple[str, str]]:
    """Area → published and exported class where they are not the same; an area without a row has no published class."""
    said = published(portal, edition, which)
    return {
        code: (said.get(code, ""), row["class"])
        for code, row in exported(edition, which).items()
        if said.get(code, "") != row["class"]
    }


@BOTH
@ALL
def test_every_published_class_is_exported(portal: BerlinPortal, edition: int, which: str) -> None:
    rows = exported(edition, which)
    assert set(published(portal, edition, which)) <= set(rows)
    assert differences(portal, edition, which) == {}
    assert sum(row["class"] != "" for row in rows.values()) == INCLUDED[edition]
    assert sum(row["status"] == "ok" for row in rows.values()) == INCLUDED[edition]
    print(f"{edition} {which}: {INCLUDED[edition]} areas, every class as published")


@BOTH
@ALL
def test_areas_are_left_out_for_their_own_reasons(portal: BerlinPortal, edition: int, which: str) -> None:
    """Few residents where a population table of the day says so; otherwise the table marks what was not computed."""
    rows = exported(edition, which)
    reasons = {code: (row["status"], row["reason"]) for code, row in rows.items() if row["status"] != "ok"}
    marked = {code for code, word in published(portal, edition, which).items() if not word}
    residual = {code for code, (_, reason) in reasons.items() if reason == "residual"}
    told = {code for code, (_, reason) in reasons.items() if reason in ("residents", "not_computed")}
    assert told == marked and len(residual) == 1
    assert all(reasons[code][0] == "not_applicable" for code in told | residual)
    assert set(reasons) - marked - residual == {WITHOUT_ROW_IN_2019} and reasons[WITHOUT_ROW_IN_2019] == (
        "missing",
        "no_number",
    )
    counted = Counter(reason for _, reason in reasons.values())
    if edition < 2019:
        assert counted["residents"] == 0  # no population table of that day
    else:
        assert counted["residents"] == 9
        assert {code for code in marked if reasons[code][1] == "not_computed"} == {
            FEW_RESIDENTS_THE_YEAR_BEFORE,
            LISTED_OUTLIER,
        }


MUTATIONS: dict[str, Callable[[IndexSpec], IndexSpec]] = {
    "sample deviation in the end": lambda spec: replace(spec, spread="sample_sd"),
    "a component less": lambda spec: replace(spec, components=spec.components[:-1], weights=spec.weights[:-1]),
    "another weight": lambda spec: replace(spec, weights=(2.0, *spec.weights[1:])),
    "an included area left out": lambda spec: replace(spec, exclude=Exclusion(300, True, (("01011101", "Probe"),))),
    "edges moved": lambda spec: replace(spec, breaks=tuple(edge + 0.01 for edge in spec.breaks)),
    "not standardised again": lambda spec: replace(spec, restandardise=False),
}


@ALL
@pytest.mark.parametrize("mutation", list(MUTATIONS))
def test_another_definition_gives_other_classes(portal: BerlinPortal, edition: int, mutation: str) -> None:
    """The proof can fail: with each of these the same journey differs from what was published, in status or dynamics."""
    for which in PUBLISHED:
        row = Index.objects.get(code=code_of(edition, which))
        store(by=None, spec=MUTATIONS[mutation](row.spec))
    portal.release(table(portal, edition), "berlin-mss", PERIODS[edition])
    found = [differences(portal, edition, which) for which in PUBLISHED]
    assert any(found), mutation


@ALL
def test_an_area_that_was_excluded_changes_classes_if_it_is_included(portal: BerlinPortal, edition: int) -> None:
    """The rows of areas that were not computed with their neighbours' zeros taken as numbers."""
    profile = ImportProfile.objects.get(code="berlin-mss")
    store(by=None, spec=replace(profile.spec, not_computed=()))
    for which in PUBLISHED:
        row = Index.objects.get(code=code_of(edition, which))
        store(by=None, spec=replace(row.spec, exclude=Exclusion()))
    portal.release(table(portal, edition), "berlin-mss", PERIODS[edition])
    assert any(differences(portal, edition, which) for which in PUBLISHED)
    assert len([row for row in exported(edition, "status").values() if row["class"]]) > INCLUDED[edition]


def test_the_index_is_live_hash_for_hash_as_it_was_approved(portal: BerlinPortal) -> None:
    delivery = Delivery.objects.filter(profile__code="berlin-mss").order_by("-pk").first()
    assert delivery is not None and delivery.calculation is not None
    blocks = set(delivery.calculation.index_entries.values_list("block__content_sha256", flat=True))
    live = set(ReleaseIndexEntry.objects.filter(release=portal.live).values_list("block__content_sha256", flat=True))
    assert blocks and blocks <= live
    assert IndexBlock.objects.count() >= len(live) == ReleasedIndex.objects.filter(release=portal.live).count()


def test_what_is_live_can_be_computed_again(portal: BerlinPortal) -> None:
    found = verify(sample=5)
    assert not [line for line in found.findings if "index" in line]
    assert found.checked["index blocks computed again"] == ReleaseIndexEntry.objects.filter(release=portal.live).count()


def test_a_cited_release_keeps_its_definition(portal: BerlinPortal) -> None:
    before, entry = portal.live, index("mss-2019-status")
    assert entry is not None
    cited = index_values(before, entry, STAFF, level="planungsraum")
    store(by=None, spec=replace(entry.spec, breaks=(-0.5, 0.5, 1.0)))
    portal.release(table(portal, 2019), "berlin-mss", PERIODS[2019])
    changed = index("mss-2019-status")
    assert changed is not None
    again = index_values(before, changed, STAFF, level="planungsraum")
    now = index_values(portal.live, changed, STAFF, level="planungsraum")
    assert again.entry.spec.breaks == (-1.0, 1.0, 1.5) and now.entry.spec.breaks == (-0.5, 0.5, 1.0)
    assert again.class_of.tolist() == cited.class_of.tolist() != now.class_of.tolist()
    assert now.value.tolist() == pytest.approx(cited.value.tolist(), nan_ok=True)


def test_levels_above_are_classified_among_each_other(portal: BerlinPortal) -> None:
    """Where the weights of a date are known the shares are aggregated, and the index is that of the districts."""
    entry = index("mss-2019-status")
    assert entry is not None
    found = index_values(portal.live, entry, STAFF, level="bezirk")
    assert found.included.sum() == 12
    assert found.value[found.included].mean() == pytest.approx(0, abs=1e-6)
    assert found.value[found.included].std() == pytest.approx(1)


def test_no_reader_learns_a_digit_more_from_z_than_from_the_shares(portal: BerlinPortal) -> None:
    """Shares come without counts and are shown rounded to everybody, so z is that of the rounded shares."""
    entry = index("mss-2019-status")
    assert entry is not None
    stored = ReleasedIndex.objects.get(release=portal.live, index__code="mss-2019-status", level__code="planungsraum")
    for audience in (STAFF, STAFF_WITHOUT_COUNTS):
        seen = index_values(portal.live, entry, audience, level="planungsraum")
        fine = seen.included
        assert seen.class_of.tolist() == stored.class_of and fine.sum() == INCLUDED[2019]
        assert np.array_equal(seen.components[:, fine], np.round(seen.components[:, fine], 1))
        shares = seen.components[:, fine]
        again = (shares - shares.mean(axis=1, keepdims=True)) / shares.std(axis=1, keepdims=True)
        assert np.allclose(seen.z[:, fine], again, atol=1e-12)


def test_one_area_over_the_years(portal: BerlinPortal) -> None:
    entry = index("mss-2013-status")
    assert entry is not None
    found = index_history(portal.live, entry, STAFF, area="01011301", level="planungsraum")
    assert [period.code for period in found.periods] == [PERIODS[2013], PERIODS[2015]]
    words = [entry.spec.classes[at] for at in found.class_of]
    assert words == [published(portal, edition, "status")["01011301"] for edition in (2013, 2015)]
