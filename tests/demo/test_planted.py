"""What was planted in the demo is found through the door of the portal, in what was released."""

from typing import Any

import numpy as np
import pytest

from fixtures.demo.planted import listed
from indicators.actions.verification import verify
from indicators.calculation.hierarchy import Floats
from indicators.models import Delivery, Release, ResultBlock
from indicators.queries.audience import STAFF
from indicators.queries.catalogue import Entry, indicator
from indicators.queries.releases import live_release, manifest
from indicators.queries.series import Series, series
from indicators.queries.values import Values, values
from indicators.states import ValueState

pytestmark = pytest.mark.usefixtures("demo")
LISTED = listed()
PLANNING_AREA = "planungsraum"


def _live() -> Release:
    live = live_release()
    assert live is not None
    return live


def _entry(code: str) -> Entry:
    found = indicator(code)
    assert found is not None, code
    return found


def _series(rate: str, area: str) -> Series:
    return series(_live(), _entry(rate), STAFF, area=area)


def _values(rate: str, period: str, level: str = PLANNING_AREA, release: Release | None = None) -> Values:
    return values(release or _live(), _entry(rate), STAFF, period=period, level=level)


def _periods(rate: str) -> set[str]:
    return {line.period.code for line in manifest(_live().pk)[rate]}


def _cases(kind: str) -> list[Any]:
    return [pytest.param(entry, id=entry["area"]) for entry in LISTED[kind]]


def test_verify_finds_nothing() -> None:
    found = verify()
    assert (found.findings, found.notes) == ([], [])
    assert found.checked["blocks computed again"] > 1000 and found.checked["active deliveries"] > 150


def test_every_delivery_is_live_or_was_corrected_and_nobody_approved_their_own() -> None:
    states = set(Delivery.objects.values_list("state", flat=True))
    assert states == {"active", "superseded"}
    assert Delivery.objects.filter(state="superseded").count() == len(LISTED["corrections"])
    people = set(Delivery.objects.values_list("uploaded_by__username", "decided_by__username"))
    assert people == {("statistik", "pruefung")}


def test_releases_are_marked_as_invented() -> None:
    assert set(Release.objects.values_list("is_demo", flat=True)) == {True}


@pytest.mark.parametrize("entry", [*_cases("diverging"), *_cases("lagging")])
def test_an_area_moves_otherwise_than_the_city(entry: dict[str, Any]) -> None:
    finds = entry["finds"]
    found = _series(finds["rate"], entry["area"])
    at = {line.period.code: position for position, line in enumerate(found.lines)}
    first, last = at[finds["first"]], at[finds["last"]]
    own, city = (figures.value[last] - figures.value[first] for figures in (found.own, found.of_reference))
    assert (own > 0, city > 0) == (finds["area"] == "up", finds["city"] == "up")
    low, high = found.own.low, found.own.high
    assert high[first] < low[last] if own > 0 else high[last] < low[first]
    if finds["first"][4:] == finds["last"][4:]:  # a year apart: the portal says so itself
        divergence = found.against.divergence[last]
        comparable = found.entry.spec.comparable(found.lines[first].period, found.lines[last].period)
        assert divergence == pytest.approx(own - city if comparable else float("nan"), abs=0.11, nan_ok=True)


def test_an_area_is_unusual_in_the_stated_way() -> None:
    for entry in LISTED["unusual"]:
        for finds in entry["finds"]:
            found = _values(finds["rate"], finds["period"])
            assert found.block.status[found.places.codes.index(entry["area"])] == ValueState.OK
            known = found.block.value[np.isfinite(found.block.value)]
            own = found.block.value[found.places.codes.index(entry["area"])]
            assert _percentile(known, own) >= finds.get("above", 0) - 1, finds
            assert _percentile(known, own) <= finds.get("below", 100) + 1, finds


def _percentile(values: Floats, own: float) -> float:
    return float(100 * (values < own).sum() / len(values))


def test_a_rate_of_hardly_anybody_is_not_shown() -> None:
    found = _values("sgb2-quote", "2026-Q2")
    for entry in LISTED["tiny"]:
        status = found.block.status[found.places.codes.index(entry["area"])]
        assert status in (ValueState.SUPPRESSED, ValueState.UNRELIABLE)


def test_cells_that_were_not_recorded_are_missing() -> None:
    entry = next(entry for entry in LISTED["missing_cells"] if entry["profile"] == "demo-haushalte")
    found = _values("einpersonenhaushalte", entry["period"])
    missing = {found.places.codes[at] for at in np.flatnonzero(found.block.status == ValueState.MISSING)}
    assert missing == set(entry["areas"])


def test_a_delivery_that_never_came_leaves_a_gap_and_a_late_one_an_end() -> None:
    periods = _periods("arbeitslosenanteil")
    for period in LISTED["missing_deliveries"][0]["periods"]:
        assert period not in periods and min(periods) < period < max(periods)
    late = next(entry for entry in LISTED["late_deliveries"] if entry["profile"] == "demo-beschaeftigte")
    assert max(_periods("beschaeftigungsquote")) < min(late["periods"]) <= max(_periods("sgb2-quote"))


def test_what_the_supplier_hides_stays_hidden() -> None:
    found = _values("sgb2-quote", "2026-Q2")
    hidden = found.block.status == ValueState.SUPPRESSED
    assert 0 < hidden.sum() < len(hidden) / 2
    assert np.isnan(found.block.value[hidden]).all() and np.isnan(found.block.numerator[hidden]).all()


def test_the_definition_breaks_where_the_catalogue_says_so() -> None:
    for entry in LISTED["breaks"]:
        assert entry["period"] in {one.period for one in _entry(entry["rate"]).spec.breaks}
        before, after = (_values(entry["rate"], entry[when], "stadt").block.value[0] for when in ("before", "after"))
        assert after - before >= entry["city_rises_at_least"]


def test_a_correction_is_a_release_of_its_own_and_the_first_numbers_stay_citable() -> None:
    for entry in LISTED["corrections"]:
        wrong, right = Delivery.objects.filter(profile__code=entry["profile"], period__code=entry["period"]).order_by(
            "pk"
        )
        assert (wrong.state, right.state, right.is_revision) == ("superseded", "active", True)
        assert right.release is not None and right.release.reason == entry["reason_de"]
        assert right.release.previous is not None
        before, after = (
            _values("einwohner", entry["period"], release=release)
            for release in (right.release.previous, right.release)
        )
        same = np.isclose(before.block.value, after.block.value, rtol=0, atol=0, equal_nan=True)
        changed = {after.places.codes[at] for at in np.flatnonzero(~same)}
        assert changed == {code for pair in entry["pairs"] for code in pair}
        revised = ResultBlock.objects.get(
            entries__release=_live().pk,
            indicator__code="einwohner",
            period__code=entry["period"],
            level__code=PLANNING_AREA,
        )
        assert revised.data_status == "revised"


def test_series_run_across_the_reform_where_an_area_stayed_the_same() -> None:
    reform = LISTED["reform"]
    areas = _values("einwohner", reform["first_after"]).places
    spans = {code: {line.period.code for line in _series("einwohner", code).lines} for code in areas.codes[::25]}
    crossing = [code for code, periods in spans.items() if reform["last_before"] in periods]
    assert len(crossing) > len(spans) / 2
    before = set(_values("einwohner", reform["last_before"]).places.codes)
    new = next(code for code in areas.codes if code not in before)
    assert min(line.period.code for line in _series("einwohner", new).lines) == reform["first_after"]


def test_cases_without_an_address_are_told_as_a_share() -> None:
    for rate, period in (("einwohner", "2026-Q2"), ("sgb2-quote", "2026-Q2")):
        assert 0 < _values(rate, period).residual_share < 10


def test_school_districts_stand_beside_the_common_layer() -> None:
    lines = manifest(_live().pk)["sprachentwicklung-einschulung"]
    assert {line.level for line in lines} == {"schulbezirk", "stadt"}
    assert not any(line.is_common for line in lines)
