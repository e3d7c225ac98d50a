"""A county's and a state's value: delivered, calculated, released like any other, compared with, no part of the city."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from areas.boundaries import BoundaryError
from areas.comparing import import_places
from areas.models import AreaSystem
from areas.queries import active_editions, systems
from areas.search import search_areas
from indicators.actions import audit
from indicators.actions.storing import store
from indicators.actions.verification import verify
from indicators.catalogue.documents import document_of
from indicators.catalogue.specs import Break, Exclusion, Text
from indicators.journey import State
from indicators.models import Indicator, Observation, Problem, ReleaseEntry, ReleaseIndexEntry, ReleaseOrigin
from indicators.queries import catalogue
from indicators.queries.audience import STAFF
from indicators.queries.beyond import offered
from indicators.queries.errors import Unanswerable
from indicators.queries.releases import live_release, manifest
from indicators.queries.series import series
from indicators.queries.sheets import beside_beyond, place_of, sheet
from indicators.queries.values import Values, values
from indicators.states import ValueState
from tests.factories import indicator_spec, make_indicator
from tests.factories.indices import STATUS
from tests.indicators.actions.beyond import (
    COUNTY,
    COUNTY_COUNTS,
    STATE,
    STATE_COUNTS,
    Beyond,
    add_profiles,
    bring_places,
    places_file,
)
from tests.indicators.actions.journeys import COUNTS, Office, file_of
from tests.naive.beyond import compared_with

NOW, BEFORE = "2024-12-31", "2023-12-31"
EARLIER = {**COUNTS, "0101": (50, 300), "0201": (34, 320)}
EARLIER_STATE = {"09": (162_000, 1_790_000)}


@pytest.fixture
def beyond(office: Office, tmp_path: Path) -> Beyond:
    """The city's and the state's values of two years, live; the definition did not change between them."""
    Indicator.objects.filter(code="armutsquote").delete()
    make_indicator(indicator_spec(breaks=()))
    bring_places(tmp_path)
    add_profiles()
    found = Beyond(office)
    office.release(file_of(EARLIER), period=BEFORE)
    office.release(file_of(COUNTS), period=NOW)
    found.release(file_of(EARLIER_STATE), period=BEFORE)
    found.release(file_of(STATE_COUNTS), period=NOW)
    return found


def ask(**asked: object) -> Values:
    """The values of the live release for staff."""
    entry, live = catalogue.indicator("armutsquote"), live_release()
    assert entry is not None and live is not None
    return values(live, entry, STAFF, **asked)  # type: ignore[arg-type]


def test_every_area_is_compared_with_the_state(beyond: Beyond) -> None:
    found = ask(reference=STATE, judged=True)
    assert found.beyond is not None and (found.beyond.name, found.beyond.level) == ("Land Muster", "land")
    assert found.reference_block.value.tolist() == [pytest.approx(100 * 150_000 / 1_800_000)]
    for at, code in enumerate(found.places.codes[:-1]):
        cases, residents = COUNTS[code]
        naive = compared_with((cases, residents), STATE_COUNTS["09"], EARLIER[code], EARLIER_STATE["09"])
        assert found.against.difference[at] == pytest.approx(naive.difference, abs=1e-12)
        assert found.against.index[at] == pytest.approx(naive.index, abs=1e-10)
        assert found.against.excess[at] == pytest.approx(naive.excess, abs=1e-9)
        assert found.against.divergence[at] == pytest.approx(naive.divergence, abs=1e-12)


def test_difference_can_be_checked_by_hand(beyond: Beyond) -> None:
    found = ask(reference=STATE)
    # 60 of 300 are 20 %; 150,000 of 1,800,000 are 8.333 %: 11.667 points more, 240 % of the state's rate, 35 cases more.
    assert found.against.difference[0] == pytest.approx(11.6667, abs=1e-4)
    assert found.against.index[0] == pytest.approx(240)
    assert found.against.excess[0] == pytest.approx(35)


def test_city_itself_is_compared_with_the_state(beyond: Beyond) -> None:
    found = ask(reference=STATE, level="stadt")
    assert found.against.difference[0] == pytest.approx(100 * 113 / 1160 - 100 / 12)


def test_nothing_of_the_city_changes_when_the_state_is_delivered(office: Office, tmp_path: Path) -> None:
    office.release()
    before = ask(judged=True)
    lines = manifest(before.release.pk)["armutsquote"]
    bring_places(tmp_path)
    add_profiles()
    Beyond(office).release(file_of(STATE_COUNTS))
    after = ask(judged=True)
    assert [line.level for line in manifest(after.release.pk)["armutsquote"]] == [line.level for line in lines]
    hashes = [
        set(ReleaseEntry.objects.filter(release=one.release, edition=office.edition).values_list("block", flat=True))
        for one in (before, after)
    ]
    assert hashes[0] == hashes[1], "the city's blocks are the same ones"
    assert after.city_block.value.tolist() == before.city_block.value.tolist()
    assert after.classes == before.classes


def test_places_beyond_the_city_are_no_areas_of_it(beyond: Beyond) -> None:
    assert [system.code for system in systems()] == ["kiez"]
    assert [edition.system.code for edition in active_editions()] == ["kiez"]
    assert search_areas(["land", "muster"]) == [one for one in search_areas(["land", "muster"]) if one.level != "land"]
    assert not AreaSystem.objects.get(code="land").is_common
    with pytest.raises(Unanswerable):
        ask(level="land")


def test_counties_of_one_state_are_never_added_up(beyond: Beyond) -> None:
    beyond.release(file_of(COUNTY_COUNTS), profile="kreis")
    found = ask(reference=COUNTY)
    assert found.reference_block.value.tolist() == [12.5]
    assert ask(reference=STATE).reference_block.value.tolist() == [pytest.approx(100 / 12)]
    assert [place.key for place in found.offered_beyond] == ["kreis:0901", "kreis:0902", STATE]


def test_index_of_the_city_has_no_place_for_the_state(beyond: Beyond) -> None:
    make_indicator(indicator_spec("offene-quote", breaks=(), scale=1000))
    store(by=None, spec=replace(STATUS, exclude=Exclusion()))
    beyond.office.release(file_of({**COUNTS, "0101": (66, 300)}), period=NOW)
    entries = ReleaseIndexEntry.objects.filter(release=live_release())
    assert set(entries.values_list("level__code", flat=True)) <= {"bezirk", "planungsraum"} and entries.exists()
    beyond.release(file_of({"09": (151_000, 1_800_000)}), period=NOW)
    assert not ReleaseIndexEntry.objects.filter(release=live_release(), level__code="land").exists()


def test_missing_period_is_a_gap_and_no_other_period_stands_in(beyond: Beyond) -> None:
    beyond.office.release(file_of(COUNTS), period="2025-12-31")
    found = ask(reference=STATE, period="2025-12-31")
    assert found.reference_block.status.tolist() == [ValueState.MISSING]
    assert found.against.difference[0] != found.against.difference[0]
    entry, live = catalogue.indicator("armutsquote"), live_release()
    assert entry is not None and live is not None
    line = series(live, entry, STAFF, area="0101", reference=STATE)
    assert line.of_reference.status.tolist() == [ValueState.OK, ValueState.OK, ValueState.MISSING]
    assert line.against.difference[:2] == pytest.approx([100 / 6 - 100 * 162 / 1790, 20 - 100 / 12])


def test_change_across_a_new_definition_is_compared_with_nothing(beyond: Beyond) -> None:
    assert ask(reference=STATE).against.divergence[0] == ask(reference=STATE).against.divergence[0]
    broken = indicator_spec(breaks=(Break("2024-06", Text("Neues Gesetz", "New law")),))
    Indicator.objects.filter(code="armutsquote").update(document=document_of(broken), sha256="0" * 64)
    found = ask(reference=STATE)
    assert found.against.divergence[0] != found.against.divergence[0]
    assert found.against.difference[0] == pytest.approx(20 - 100 / 12), "the level is compared all the same"


def test_sheet_stands_beside_the_state(beyond: Beyond) -> None:
    entry, live = catalogue.indicator("armutsquote"), live_release()
    assert entry is not None and live is not None
    (place,) = offered(live.pk, ["armutsquote"])
    (row,) = sheet(beside_beyond(place_of(beyond.office.edition.code, "0101"), place), live, [entry], STAFF).rows
    assert row.against.difference.tolist() == [pytest.approx(20 - 100 / 12)]
    assert row.rest.word == "unknown", "the area is no part of the state's remainder that was counted"


@pytest.mark.parametrize("wanted", ["land:10", "kreis:0901", "land:", "mond:1"])
def test_place_without_released_values_is_refused_with_those_that_there_are(beyond: Beyond, wanted: str) -> None:
    with pytest.raises(Unanswerable) as refused:
        ask(reference=wanted)
    assert refused.value.code == "reference_not_delivered"
    assert refused.value.params == {"reference": wanted, "known": STATE}


def test_windows_are_not_compared_with_single_periods(beyond: Beyond) -> None:
    with pytest.raises(Unanswerable) as refused:
        ask(reference=STATE, variant="pooled_years")
    assert refused.value.code in ("variant_without_reference", "variant_not_offered")


def test_value_of_the_state_is_protected_by_the_same_rules(beyond: Beyond) -> None:
    beyond.release(file_of({"09": (1, 1_800_000)}), period=NOW)
    found = ask(reference=STATE)
    assert found.reference_block.status.tolist() == [ValueState.SUPPRESSED]
    assert found.against.difference[0] != found.against.difference[0]


def test_suppressed_value_of_the_supplier_is_told_as_that(beyond: Beyond) -> None:
    beyond.release(file_of({"09": ("*", 1_800_000)}), period=NOW)
    assert ask(reference=STATE).reference_block.status.tolist() == [ValueState.SUPPRESSED]


def test_unknown_place_in_the_file_refuses_the_delivery(beyond: Beyond) -> None:
    delivery = beyond.deliver(file_of({**STATE_COUNTS, "10": (5, 50)}), period=NOW)
    assert delivery.state == State.REFUSED
    assert "unknown_area" in set(Problem.objects.filter(delivery=delivery).values_list("code", flat=True))


def test_origin_of_the_states_value_is_told_beside_the_citys(beyond: Beyond) -> None:
    found = ReleaseOrigin.objects.filter(edition__system__code="land", period__code=NOW)
    assert {origin.source for origin in found} == {"register"} and len({origin.delivery for origin in found}) == 1


def test_portal_with_places_beyond_the_city_verifies(beyond: Beyond) -> None:
    audit.seal()
    found = verify()
    assert found.findings == [] and found.notes == []
    assert Observation.objects.filter(area__is_reference=True).count() == 4


def test_systems_of_places_and_of_areas_never_meet(beyond: Beyond, tmp_path: Path) -> None:
    def refused(**asked: object) -> str:
        options = {"system": "land", "level": "land", "valid_from": date(2030, 1, 1)} | asked
        with pytest.raises(BoundaryError) as problems:
            import_places(file=places_file(tmp_path, {"1": "Eins"}), by="test", **options)  # type: ignore[arg-type]
        return problems.value.problems[0].code

    assert refused(system="kiez") == "system_divides"
    assert refused(level="bund") == "one_level_of_places"
    assert refused(system="nachbar") == "places_elsewhere"
    assert refused(valid_from=date(2020, 1, 1)) == "edition_active"
    assert refused(valid_from=date(2021, 1, 1)) == "edition_overlaps"


def test_table_without_a_code_is_refused(tmp_path: Path, db: None) -> None:
    file = places_file(tmp_path, {"": "Ohne", "1": ""})
    with pytest.raises(BoundaryError) as problems:
        import_places(file=file, by="test", system="land", valid_from=date(2020, 1, 1), level="land")
    assert sorted(problem.code for problem in problems.value.problems) == ["missing_code", "missing_name"]
    assert not AreaSystem.objects.exists()


def test_later_edition_of_the_places_continues_them(beyond: Beyond, tmp_path: Path) -> None:
    AreaSystem.objects.get(code="land").editions.update(valid_until=date(2024, 12, 31))
    file = places_file(tmp_path, {"09": "Freistaat Muster"}, "neu.csv")
    import_places(file=file, by="test", system="land", valid_from=date(2025, 1, 1), level="land")
    beyond.office.release(file_of(COUNTS), period="2025-12-31")
    beyond.release(file_of({"09": (144_000, 1_800_000)}), period="2025-12-31")
    found = ask(reference=STATE, period="2025-12-31")
    assert found.reference_block.value.tolist() == [8.0]
    assert found.beyond is not None and found.beyond.name == "Freistaat Muster"
    assert found.against.reference_change[0] == pytest.approx(8 - 100 / 12)
