"""What the workbench answers while somebody composes: numbers, findings where they were entered, and nobody's secrets."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.calculation.soundness import FINDING_CODES
from indicators.states import LeftOut
from monitoring.analysis.workbench.messages import FINDINGS, LEFT_OUT
from tests.monitoring.analysis.workbench.conftest import ADDRESS, DOCUMENT, Bench
from tests.naive.indices import index
from tests.naive.robustness import class_of

POVERTY, TURNOUT = [10.0, 20.0, 30.0, 60.0], [60.0, 40.0, 50.0, 10.0]


def rounded(numbers: list[float | None]) -> list[float | None]:
    return [None if number is None else round(number, 4) for number in numbers]


def test_index_over_the_areas_without_the_residual_unit(bench: Bench) -> None:
    answer = bench.answer()
    assert answer["areas"]["codes"] == ["0101", "0102", "0201", "0202", "99999999"]
    assert answer["value"] == [*rounded(index([POVERTY, TURNOUT], [1, -1])), None]
    assert answer["class"] == [0, 1, 1, 2, -1]
    assert answer["counts"] == [1, 2, 1]
    assert answer["left_out_counts"]["residual"] == 1 and answer["included"] == 4
    assert answer["place"] == {
        "edition": "kiez-2020-01-01",
        "level": "planungsraum",
        "period": "2020-12-31",
        "levels": ["planungsraum", "bezirk"],
        "periods": ["2020-12-31", "2019-12-31"],
    }
    assert [(one["key"], one["code"]) for one in answer["findings"]] == [("components[2]", "components_alike")]


def test_parts_add_up_and_correlations_are_those_of_the_values(bench: Bench) -> None:
    """Turnout falls where poverty rises: distances −20, −10, 0, 30 and 20, 0, 10, −30 make r = −1300 ÷ 1400."""
    answer = bench.answer()
    sums = [round(one + two, 3) for one, two in zip(*(row[:4] for row in answer["parts"]), strict=True)]
    assert sums == [round(value, 3) for value in answer["value"][:4]] and answer["base"] == 0
    assert answer["correlations"]["areas"] == 4
    assert answer["correlations"]["pearson"][0][1] == round(-1300 / 1400, 4)


def test_names_and_shapes_come_once_per_level(bench: Bench) -> None:
    known = bench.answer()["areas"]["known"]
    assert "areas" not in bench.answer(known=known)
    assert bench.answer(known=known, level="bezirk")["areas"]["known"] == "kiez-2020-01-01:bezirk"


def test_change_over_years_combines_changes_in_the_unit_of_the_value(bench: Bench) -> None:
    answer = bench.answer(changes={"change_years": 1})
    assert answer["value"] == [*rounded(index([[-2, 2, 0, 20], [10, -5, -5, -10]], [1, -1])), None]
    assert answer["components"][0]["earlier"] == "2019-12-31" and answer["components"][0]["city"] == 2.0


def test_excluded_areas_say_why(bench: Bench) -> None:
    changes = {"exclude": {"residents_below": 150, "areas": [{"code": "0202", "reason": "Haftanstalt"}]}}
    answer = bench.answer(changes=changes)
    assert answer["left_out"] == [3, 0, 0, 2, 1]
    assert answer["class"][0] == answer["class"][3] == -1


def test_suppressed_component_suppresses_the_index(bench: Bench) -> None:
    answer = bench.answer(changes={"components": ["armut", "krankheit"], "weights": [1, 1]})
    assert answer["status"][:4] == [0, 5, 0, 0] and answer["left_out"][1] == 5 and answer["value"][1] is None


def test_whoever_gets_no_counts_gets_an_index_of_rounded_values(bench: Bench) -> None:
    """Poverty of 8 in 300 is 2.666…; an administrator's index is made from 2.7."""
    counts = {"stadt": [(80, 3000)], "planungsraum": [(8, 300), (16, 300), (40, 300), (60, 300), (2, 20)]}
    from tests.factories.catalogue import indicator_spec, make_indicator

    bench.world.releases.add(make_indicator(indicator_spec("fein", breaks=())), "2020-12-31", counts)
    bench.world.releases.release("Feiner")
    changes = {
        "components": ["fein", "beteiligung"],
        "centre": "rate_of_the_whole",
        "combine": "mean",
        "weights": [1, 0.5],
    }
    exact = bench.answer(changes=changes)
    shown = bench.answer(bench.client("admin", "administrator"), changes)
    assert (exact["components"][0]["city"], shown["components"][0]["city"]) == (pytest.approx(80 / 30), 2.7)
    assert exact["value"] != shown["value"]


def test_history_and_robustness_name_the_areas_that_change_class(bench: Bench) -> None:
    answer = bench.ask("depth").json()
    assert [one["period"] for one in answer["history"]] == ["2019-12-31", "2020-12-31"]
    edges = (DOCUMENT["breaks"], DOCUMENT["closed"])
    then = [class_of(value, *edges) for value in index([[12, 18, 30, 40], [50, 45, 55, 20]], [1, -1])]
    now = [class_of(value, *edges) for value in index([POVERTY, TURNOUT], [1, -1])]
    moved = [[at, one, two] for at, (one, two) in enumerate(zip(then, now, strict=True)) if one != two]
    assert moved == [[0, 1, 0]]
    assert answer["history"][0]["areas"] is None and answer["history"][1]["areas"] == moved
    assert answer["earlier"] == {"kind": "period_earlier", "period": "2019-12-31", "areas": moved}
    kinds = [(row["kind"], row["at"]) for row in answer["robustness"]]
    assert kinds[:3] == [("component_left_out", 0), ("component_left_out", 1), ("area_left_out", 3)]


def test_periods_with_a_break_between_them_are_not_compared(bench: Bench) -> None:
    document = {**DOCUMENT, "components": ["gebrochen", "beteiligung"]}
    answer = bench.ask("depth", document=document).json()
    assert [one["areas"] for one in answer["history"]] == [None, None] and answer["earlier"] is None


def test_turning_a_weight_asks_the_database_for_no_values_again(bench: Bench) -> None:
    client = bench.client()
    bench.answer(client)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        bench.answer(client, {"weights": [2, -0.5]}, known="kiez-2020-01-01:planungsraum")
    assert len(asked) <= 6, [query["sql"][:120] for query in asked]
    assert not any("released_block" in query["sql"] for query in asked)


def test_number_of_queries_does_not_grow_with_the_history(bench: Bench) -> None:
    client = bench.client()
    bench.ask("depth", client)
    with CaptureQueriesContext(connection) as asked:
        bench.ask("depth", client)
    assert len(asked) <= 6


BAD = [
    ({"components": [], "weights": []}, "components", "empty_list"),
    ({"components": ["armut"], "weights": [1]}, "components", "one_component"),
    ({"components": ["armut", "armut"]}, "components", "duplicate_value"),
    ({"components": ["armut", "gleich"], "weights": [1, 1]}, "components[2]", "component_constant"),
    ({"components": ["armut", "nirgends"]}, "components[2]", "not_released"),
    ({"components": ["armut", "anderswann"]}, "components", "nothing_in_common"),
    ({"components": ["armut", "gibt-es-nicht"]}, "components[2]", "unknown_component"),
    ({"components": "armut"}, "components", "wrong_type"),
    ({"weights": [0, 0]}, "weights", "weights_without_sum"),
    ({"weights": [1, -1], "combine": "mean"}, "weights", "weights_without_sum"),
    ({"components": ["armut", "armutsquote"], "weights": [1, -1]}, "weights", "weights_cancel"),
    ({"weights": [1, None]}, "weights[2]", "wrong_type"),
    ({"weights": [1, 1e300]}, "weights[2]", "out_of_range"),
    ({"weights": [1]}, "weights", "wrong_length"),
    ({"breaks": [1, -1]}, "breaks", "not_ascending"),
    ({"breaks": [1, None]}, "breaks[2]", "wrong_type"),
    ({"classes": ["hoch", "", "niedrig"]}, "classes[2]", "empty_text"),
    ({"closed": ["<", "<=", "<"]}, "closed[3]", "unknown_value"),
    ({"centre": "elsewhere"}, "centre", "unknown_value"),
    ({"exclude": {"residents_below": 100_000}}, "exclude", "all_areas_excluded"),
    ({"exclude": {"residents_below": 350}}, "exclude", "single_area"),
    ({"exclude": {"residents_below": "viele"}}, "exclude.residents_below", "wrong_type"),
    ({"exclude": {"areas": [{"code": "0101", "reason": ""}]}}, "exclude.areas[1].reason", "empty_text"),
    ({"components": ["armut", "gebrochen"], "weights": [1, 1], "change_years": 1}, "change_years", "break_inside"),
    ({"change_years": 7}, "change_years", "no_earlier"),
    ({"change_years": -1}, "change_years", "out_of_range"),
]


@pytest.mark.parametrize(("changes", "key", "code"), BAD)
def test_bad_input_gets_a_sentence_where_it_was_entered(
    bench: Bench, changes: dict[str, Any], key: str, code: str
) -> None:
    findings = bench.answer(changes=changes)["findings"]
    hit = [one for one in findings if (one["key"], one["code"]) == (key, code)]
    assert hit, findings
    assert len(hit[0]["text"]) > 15 and "%(" not in hit[0]["text"]
    assert hit[0]["weight"] in ("stops", "forbids")


def test_all_values_tied_get_a_sentence(bench: Bench) -> None:
    answer = bench.answer(changes={"components": ["armut", "armutsquote"], "weights": [1, 1]}, level="bezirk")
    assert "value" in answer
    tied = {"components": ["armut", "gebrochen"], "weights": [1, -1]}
    codes = [(one["key"], one["code"]) for one in bench.answer(changes=tied)["findings"]]
    assert ("components", "all_tied") in codes and ("components[2]", "components_alike") in codes


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b'{"document": []}', b'{"document": {"weights": [NaN]}}', b'{"document": {}, "level": 3}']
    + [b'{"document": {"code": "\\u0000"}}', b'{"document": {"code": "\\ud800"}}', b"[" * 100_000],
)
def test_what_no_page_sends_is_declined_in_words(bench: Bench, body: bytes) -> None:
    for what in ("values", "depth", "save", "write", "read", "submit"):
        response = bench.client().post(f"{ADDRESS}{what}/", body, content_type="application/json")
        assert response.status_code in (200, 422), (what, response.status_code)
        assert response.status_code == 200 or response.json()["detail"]


def test_indicator_of_another_department_is_no_component_and_its_name_is_not_told(bench: Bench) -> None:
    hidden = {"components": ["armut", "jugendquote"]}
    answer = bench.answer(changes=hidden)
    assert "value" not in answer and [one["code"] for one in answer["findings"]] == ["unknown_component"]
    assert "Titel jugendquote" not in json.dumps(answer, ensure_ascii=False)
    page = bench.client().get(ADDRESS).content.decode()
    assert "Titel armut" in page and "jugendquote" not in page
    own = bench.client("jugend", "planner", department="jugend")
    assert "value" in bench.answer(own, {"components": ["armut", "jugendquote"], "weights": [1, 1]})


def test_nobody_composes_who_does_not_belong_to_the_administration(bench: Bench) -> None:
    assert bench.ask("values", bench.client("rat", "council_member")).status_code == 403
    assert bench.ask("values", bench.client("lieferung", "supplier")).status_code == 403


def test_every_finding_and_every_reason_has_words() -> None:
    assert set(LEFT_OUT) == set(LeftOut) - {LeftOut.NONE}
    assert set(FINDINGS) == set(FINDING_CODES)
    for code, params in FINDING_CODES.items():
        assert str(FINDINGS[code]) % dict.fromkeys(params, "x")


def test_definition_that_serves_some_dates_is_offered_for_those_alone(bench: Bench) -> None:
    place = bench.answer(changes={"to": "2019-12-31"})["place"]
    assert (place["period"], place["periods"]) == ("2019-12-31", ["2019-12-31"])
