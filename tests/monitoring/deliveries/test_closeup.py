"""One indicator of a candidate seen closely: change, range, distribution, and the classes of indices."""

from dataclasses import replace

import numpy as np
import pytest

from indicators.catalogue.documents import document_of, document_sha256
from indicators.catalogue.specs import Exclusion, IndexSpec, IndicatorKind, Text
from indicators.models import Index, Indicator
from indicators.office import deliveries as office
from indicators.office.blocks import Against
from indicators.office.closeup import Closeup, closeup
from indicators.office.comparison import Cells
from indicators.office.distribution import BINS, distribution
from indicators.office.index_changes import IndexChange, index_changes
from indicators.office.movement import Series, movement
from indicators.periods import parse_period
from indicators.states import ValueState
from tests.factories import indicator_spec, make_indicator
from tests.indicators.actions.journeys import COUNTS, file_of
from tests.monitoring.deliveries.conftest import Desk

CASES = {"0101": (61, 300), "0102": (11, 400), "0201": (31, 320), "0202": (9, 80), "99999999": (5, 60)}


def _closeup(desk: Desk, number: int, **asked: object) -> Closeup:
    delivery = office.delivery(number)
    assert delivery is not None
    found = closeup(delivery, "armutsquote", **asked)  # type: ignore[arg-type]
    assert found is not None
    return found


def _cells(*values: float) -> Cells:
    numbers = np.array(values, np.float64)
    return Cells(np.where(np.isnan(numbers), ValueState.MISSING, ValueState.OK).astype(np.uint8), numbers)


def test_each_choice_compares_with_its_own_period(desk: Desk) -> None:
    for period in ("2022-12-31", "2023-06-30", "2023-12-31"):
        desk.office.release(period=period, content=file_of(COUNTS | {"0101": (50 + int(period[3]), 300)}))
    candidate = desk.delivered(content=file_of(CASES), period="2024-06-30")
    found = {against: _closeup(desk, candidate.pk, against=against) for against in Against}
    assert {against.value: one.compared_with for against, one in found.items()} == {
        "live": "2023-12-31",
        "previous": "2023-12-31",
        "year": "2023-06-30",
    }
    assert found[Against.LIVE].movement is not None
    assert found[Against.LIVE].movement.change[0] == pytest.approx((61 - 53) / 3)
    assert found[Against.LIVE].codes[0] == "0101" and found[Against.LIVE].level == "planungsraum"
    assert _closeup(desk, candidate.pk, level="bezirk").codes == ("01", "02", "99")


def test_a_correction_has_a_change_and_no_range(desk: Desk) -> None:
    for period in ("2022-12-31", "2023-12-31", "2024-12-31"):
        desk.office.release(period=period)
    correction = _closeup(desk, desk.delivered(content=file_of(CASES)).pk)
    assert correction.is_correction and correction.movement is not None
    assert correction.movement.judged == 0 and not correction.movement.outside.any()
    assert _closeup(desk, desk.delivered(content=file_of(CASES)).pk, against=Against.YEAR).compared_with == "2023-12-31"


def test_first_values_have_nothing_to_be_compared_with(desk: Desk) -> None:
    found = _closeup(desk, desk.delivered().pk)
    assert (found.before, found.movement, found.compared_with) == (None, None, None)
    assert found.distribution is not None and found.distribution.before == ()


def test_a_jump_outside_an_areas_own_history_is_found_and_ordinary_fluctuation_is_not() -> None:
    spec = replace(indicator_spec("quote"), breaks=())
    periods = [parse_period(f"20{year:02}-12-31") for year in range(10, 20)]
    wobble = np.array([0.3, -0.2, 0.1, -0.3, 0.2, -0.1, 0.3, -0.2, 0.1, 0.0])
    values = np.array([20 + wobble, 20 - wobble]).T
    values[-1] = [29.0, 20.1]
    series = Series(periods, values, compared=8)
    found = movement(
        _cells(*values[-1]), _cells(*values[8]), spec, series=series, denominator=np.array([5000.0, 5000.0])
    )
    assert found.outside.tolist() == found.beyond.tolist() == [True, False] and found.judged == 2
    unjudged = movement(_cells(*values[-1]), _cells(*values[8]), spec, series=series, residual=0)
    assert unjudged.outside.tolist() == [False, False] and unjudged.judged == 1


def test_counts_change_in_percent() -> None:
    spec = replace(indicator_spec("zahl"), kind=IndicatorKind.COUNT)
    found = movement(_cells(110.0, 5.0, np.nan), _cells(100.0, 0.0, 4.0), spec)
    assert found.change[0] == pytest.approx(10) and np.isnan(found.change[1:]).all()


def test_every_area_stands_in_one_bar_also_outliers() -> None:
    after, before = _cells(*range(1000), 10_000_000.0, np.nan), _cells(*range(500))
    found = distribution(after, before)
    assert found is not None and len(found.after) == BINS
    assert (sum(found.after), sum(found.before)) == (1001, 500)
    assert found.edges[-1] < 10_000 and found.quantiles_before[2] == pytest.approx(249.5)
    assert distribution(_cells(1.0, 2.0, np.nan), None) is None


def _with_index(**changes: object) -> IndexSpec:
    """The same rate twice, which weighs nothing else: by hand it is the index of one."""
    if not Indicator.objects.filter(code="dieselbe-quote").exists():
        make_indicator(replace(Indicator.objects.get(code="armutsquote").spec, code="dieselbe-quote"))
    spec = IndexSpec(
        code="status",
        title=Text("Statusindex", "Status index"),
        components=("armutsquote", "dieselbe-quote"),
        weights=(1.0, 1.0),
        centre="mean_of_areas",
        spread="population_sd",
        standardise="z",
        combine="mean",
        restandardise=False,
        exclude=Exclusion(),
        breaks=(-0.5, 0.5),
        closed=("<", "<=", ">"),
        classes=("niedrig", "mittel", "hoch"),
    )
    spec = replace(spec, **changes)  # type: ignore[arg-type]
    document = document_of(spec)
    Index.objects.create(code=spec.code, document=document, sha256=document_sha256(document))
    return spec


def _index_changes(number: int, against: Against = Against.LIVE) -> tuple[IndexChange, ...]:
    delivery = office.delivery(number)
    assert delivery is not None
    return index_changes(delivery, against=against)


def test_an_area_that_passes_a_break_is_named_with_both_classes(desk: Desk) -> None:
    """20, 2.5, 9.4 and 10 % before; 2 % instead of 20 in the first area makes the last the highest."""
    _with_index()
    desk.office.release(period="2023-12-31")
    candidate = desk.delivered(content=file_of(COUNTS | {"0101": (6, 300)}))
    (found,) = _index_changes(candidate.pk)
    assert (found.period, found.compared_with, found.included) == ("2024-12-31", "2023-12-31", 4)
    assert sum(found.before) == sum(found.after) == 4
    moves = {move.code: (move.before, move.after) for move in found.moves}
    assert moves["0101"] == ("hoch", "niedrig") and moves["0202"] == ("mittel", "hoch")


def test_an_index_that_serves_other_periods_or_lacks_a_component_says_nothing(desk: Desk) -> None:
    _with_index(valid_until=parse_period("2023-12-31").ends)
    assert _index_changes(desk.delivered().pk) == ()
    Index.objects.all().delete()
    _with_index(components=("armutsquote", "nirgends"), weights=(1.0, 1.0))
    assert _index_changes(desk.delivered().pk) == ()


def test_the_first_values_of_an_index_have_classes_and_no_moves(desk: Desk) -> None:
    _with_index()
    (found,) = _index_changes(desk.delivered().pk)
    assert (found.compared_with, found.before, found.moves) == (None, (), ())
    assert sum(found.after) == 4
