"""Comparisons on dashboards: within one definition only, and what there is nothing to compare with says why."""

from typing import Any

import pytest

from indicators.catalogue.specs import IndicatorKind
from indicators.states import ValueState
from monitoring.numbers import state_word
from tests.factories import World, indicator_spec, make_indicator
from tests.monitoring.dashboards.conftest import ClientOf, Making

GROWING = {"2018-12-31": 100, "2019-12-31": 150, "2020-12-31": 160}


def panel(client_of: ClientOf, **filters: str) -> dict[str, Any]:
    found = client_of("planung").get("/api/v1/dashboards/d/data/", filters).json()["panels"][0]
    return found[found["kind"]]


def grow(world: World, code: str, **changes: Any) -> None:
    row = make_indicator(indicator_spec(code, **changes))
    for period, cases in GROWING.items():
        world.releases.add(row, period, {"stadt": [(cases, 1000)]})
    world.releases.release(code)


def test_change_over_the_year_before_is_told_where_the_definition_was_the_same(
    world: World, make_dashboard: Making, client_of: ClientOf
) -> None:
    grow(world, "stetig", breaks=())
    make_dashboard("d", ("key_figure", {"indicator": "stetig"}))
    assert (panel(client_of)["change"], panel(client_of)["change_before"]) == (1.0, 5.0)


def test_change_over_the_year_before_is_not_taken_across_a_break(
    world: World, make_dashboard: Making, client_of: ClientOf
) -> None:
    """The definition changed with 2019-12-31: 2020 can be held against 2019, and 2019 against nothing."""
    grow(world, "bruch")
    make_dashboard("d", ("key_figure", {"indicator": "bruch"}))
    found = panel(client_of)
    assert (found["comparable"], found["change"], found["change_before"]) == (True, 1.0, None)


def test_broken_definition_is_named_as_the_reason_once(
    world: World, make_dashboard: Making, client_of: ClientOf
) -> None:
    grow(world, "bruch")
    make_dashboard("d", ("key_figure", {"indicator": "bruch"}))
    sentences = panel(client_of, period="2019-12-31")["sentences"]
    assert sum("Definition" in sentence for sentence in sentences) == 1
    assert not any("Vorjahreswert" in sentence for sentence in sentences)


def test_glance_compares_no_number_of_another_definition(
    world: World, make_dashboard: Making, client_of: ClientOf
) -> None:
    grow(world, "zahl", kind=IndicatorKind.COUNT, denominator=())
    make_dashboard("d", ("glance", {"residents": "zahl"}))
    assert panel(client_of, period="2019-12-31")["change"] is None
    assert panel(client_of)["change"] is not None


def test_glance_speaks_of_its_indicator_in_the_indicators_words(
    world: World, make_dashboard: Making, client_of: ClientOf
) -> None:
    make_dashboard("d", ("glance", {"residents": "armutsquote"}))
    page = client_of("planung").get("/dashboards/d/").content.decode()
    assert "Titel armutsquote: <b>9,9\u00a0%</b>" in page
    assert "Hauptwohnsitz" not in page and "main residence" not in page


@pytest.mark.parametrize("state", [ValueState.SUPPRESSED, ValueState.MISSING, ValueState.NOT_APPLICABLE])
def test_reference_without_a_value_says_its_state(
    world: World, make_dashboard: Making, client_of: ClientOf, state: ValueState
) -> None:
    row = make_indicator(indicator_spec("luecke", breaks=()))
    world.releases.add(row, "2019-12-31", {"stadt": [(100, 1000)], "bezirk": [(60, 700), (38, 390), (2, 10)]})
    world.releases.add(row, "2020-12-31", {"stadt": [state], "bezirk": [(70, 700), (38, 400), (2, 10)]})
    world.releases.release("Lücke")
    make_dashboard("d", ("key_figure", {"indicator": "luecke"}))
    found = panel(client_of, area="01")
    assert (found["value"], found["reference_value"], found["reference_status"]) == (10.0, None, state.word)
    assert found["reference_statuses"] == ["ok", state.word]
    page = client_of("planung").get("/dashboards/d/", {"area": "01"}, headers={"accept-language": "en"})
    assert f"Musterstadt: {state_word_in_english(state)}" in page.content.decode()
    assert f"there is no value in the city as a whole: {state_word_in_english(state)}." in page.content.decode()


def test_city_has_no_reference_whose_state_could_be_named(
    world: World, make_dashboard: Making, client_of: ClientOf
) -> None:
    make_dashboard("d", ("key_figure", {"indicator": "armutsquote"}))
    assert (panel(client_of)["reference_status"], panel(client_of)["reference_statuses"]) == (None, [])


def state_word_in_english(state: ValueState) -> str:
    from django.utils.translation import override

    with override("en"):
        return str(state_word(state.word))
