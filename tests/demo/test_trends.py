"""The areas that were planted to move otherwise than the city are found on the live path, and hardly any others."""

from typing import Any

import numpy as np
import pytest

from fixtures.demo.planted import listed
from indicators.calculation.relative import Position
from indicators.calculation.trend import Course, Direction
from indicators.periods import parse_period
from indicators.queries.audience import STAFF, STAFF_WITHOUT_COUNTS, Audience
from indicators.queries.catalogue import Entry, indicator, indicators
from indicators.queries.releases import live_release
from indicators.queries.sheets import place_of, sheet
from indicators.queries.values import Values, values
from indicators.states import ValueState

pytestmark = pytest.mark.usefixtures("demo")
LISTED = listed()
PLANTED = [(kind, entry) for kind in ("diverging", "lagging") for entry in LISTED[kind]]
#: Those whose year can be compared: no break inside, and a year before.
JUDGED = {("100104", "diverging"), ("020116", "diverging"), ("050305", "lagging")}


def _entry(code: str) -> Entry:
    found = indicator(code)
    assert found is not None, code
    return found


def _values(rate: str, period: str, audience: Audience = STAFF, **how: Any) -> Values:
    live = live_release()
    assert live is not None
    return values(live, _entry(rate), audience, period=period, level="planungsraum", judged=True, **how)


def _marked(found: Values) -> set[tuple[str, str]]:
    places = np.flatnonzero(found.trend.course > Course.ALONG)
    return {(found.places.codes[at], Course(found.trend.course[at]).word) for at in places}


@pytest.mark.parametrize("audience", [STAFF, STAFF_WITHOUT_COUNTS])
@pytest.mark.parametrize("rate", ["sgb2-quote", "grundsicherung-im-alter"])
def test_what_was_planted_is_found_and_at_most_one_in_twenty_else(rate: str, audience: Audience) -> None:
    planted = {
        (entry["area"], kind)
        for kind, entry in PLANTED
        if (entry["area"], kind) in JUDGED and entry["finds"]["rate"] == rate
    }
    found = _values(rate, "2026-Q2", audience)
    marked = _marked(found)
    assert planted <= marked
    judged = int((found.trend.course != Course.UNKNOWN).sum())
    assert judged > 100 and len(marked - planted) <= 0.05 * judged
    for code, _ in planted:
        assert found.trend.direction[found.places.codes.index(code)] == Direction.RISING


@pytest.mark.parametrize(
    "entry", [pytest.param(entry, id=entry["area"]) for kind, entry in PLANTED if (entry["area"], kind) not in JUDGED]
)
def test_where_the_definition_changed_or_no_year_lies_between_nothing_is_said(entry: dict[str, Any]) -> None:
    finds = entry["finds"]
    found = _values(finds["rate"], finds["last"])
    assert set(found.trend.course) == {Course.UNKNOWN}
    broken = not found.entry.spec.comparable(parse_period(finds["first"]), found.block.period)
    assert broken or finds["rate"] == "wahlbeteiligung"


def test_nothing_is_marked_where_nothing_was_planted() -> None:
    for rate in ("arbeitslosenanteil", "anteil-unter-6", "einwohner"):
        found = _values(rate, "2026-Q2")
        judged = int((found.trend.course != Course.UNKNOWN).sum())
        assert judged > 100 and len(_marked(found)) <= 0.05 * judged, rate


@pytest.mark.parametrize(("area", "rate", "course"), [
    ("100104", "sgb2-quote", Course.DIVERGING),
    ("050305", "grundsicherung-im-alter", Course.LAGGING),
])  # fmt: skip
def test_sheet_of_a_planted_area_says_it_too(area: str, rate: str, course: Course) -> None:
    live = live_release()
    assert live is not None
    found = sheet(place_of(_values(rate, "2026-Q2").areas.edition, area), live, indicators(), STAFF)
    told = {row.entry.code: row for row in found.rows}
    assert told[rate].course is course and told[rate].rest is Position.ABOVE
    others = [code for code, row in told.items() if row.course > Course.ALONG and code != rate]
    assert len(others) <= 4  # indicators of the same recipients move with it


def test_longer_windows_hide_what_a_quarter_hides() -> None:
    plain, rolling = _values("sgb2-quote", "2026-Q2"), _values("sgb2-quote", "2026-Q2", variant="rolling4")
    hidden = plain.block.status == ValueState.SUPPRESSED
    assert (rolling.block.status[hidden] == ValueState.SUPPRESSED).all()
    assert np.isnan(rolling.block.value[hidden]).all() and np.isnan(rolling.block.numerator[hidden]).all()
    known = rolling.block.status == ValueState.OK
    assert known.sum() > 300
    assert np.nanmax(np.abs(rolling.block.value - plain.block.value)[known]) < 15


def test_areas_that_a_reform_made_have_no_window_across_it() -> None:
    reform = LISTED["reform"]
    found = _values("einwohner", reform["first_after"], variant="rolling4")
    before = set(_values("einwohner", reform["last_before"]).places.codes)
    missing = {found.places.codes[at] for at in np.flatnonzero(found.block.status == ValueState.MISSING)}
    assert len(missing) >= reform["changed_at_least"]
    assert {code for code in found.places.codes if code not in before} <= missing
