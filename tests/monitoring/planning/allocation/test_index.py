"""A released index as the need: its values and classes, whom it leaves out, and a decision that keeps it for good."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from statistics import fmean, pstdev

import numpy as np
import openpyxl
import pypdfium2
import pytest
from django.test import Client

from indicators.actions.indices import publish_indices, take_publication
from indicators.actions.storing import store
from indicators.catalogue.specs import Exclusion, IndexSpec, Polarity, Text
from indicators.models import LiveRelease
from monitoring.departments.models import Department, Person
from monitoring.departments.readers import reader_of
from monitoring.planning.allocation import actions, deciding
from monitoring.planning.allocation.beginning import first_variant
from monitoring.planning.allocation.needs import worse
from monitoring.planning.allocation.outcome import Outcome, outcome
from monitoring.planning.allocation.paper import document
from monitoring.planning.allocation.plan import Plan
from monitoring.planning.allocation.rules import against_the_need, names_of_classes, rule
from monitoring.planning.allocation.scene import scene_of
from monitoring.planning.allocation.statements import statements
from monitoring.planning.models import Allocation
from tests.factories import World, indicator_spec, make_indicator, make_person
from tests.monitoring.planning.allocation.conftest import VARIANT
from tests.monitoring.planning.allocation.test_decisions import MINUTE
from tests.monitoring.planning.allocation.test_pages import FORM, at, drafted

ClientOf = Callable[..., Client]
SPEC = IndexSpec(
    code="lage",
    title=Text("Lage der Gebiete", "Situation of areas"),
    components=("armutsquote", "offene-quote"),
    weights=(1.0, 1.0),
    centre="mean_of_areas",
    spread="population_sd",
    standardise="z",
    combine="mean",
    restandardise=False,
    exclude=Exclusion(areas=(("0102", "Haftanstalt"),)),
    breaks=(-0.7, 0.5),
    closed=("<", "<=", ">"),
    classes=("Lage hoch", "Lage mittel", "Lage niedrig"),
    classes_en=("high", "medium", "low"),
)
NEED = replace(VARIANT, need="index:lage", lowest=0.25)


def publish(*indices: IndexSpec) -> None:
    for spec in indices:
        store(by=None, spec=spec)
    made = make_person(f"freigabe-{indices[0].code}-{LiveRelease.objects.get().release.pk}", "approver")
    publish_indices(by=made, indices=[spec.code for spec in indices], reason="Indizes")
    assert take_publication()


@pytest.fixture
def world(world: World) -> World:
    """The index in a release of its own: 20.0, 9.4 and 10.0 per cent twice; the second area is left out by name."""
    publish(SPEC)
    return replace(world, live=LiveRelease.objects.get().release)


@pytest.fixture
def plan(plan: Plan) -> Plan:
    return replace(plan, variants=(NEED,))


def result(world: World, plan: Plan, **changes: object) -> Outcome:
    return outcome(world.live, plan, replace(NEED, **changes), None)


def z_by_hand() -> list[float]:
    rates = [100 * 60 / 300, 100 * 30 / 320, 100 * 8 / 80]
    return [round((rate - fmean(rates)) / pstdev(rates), 2) for rate in rates]


def test_weight_is_one_plus_strength_times_the_value_as_it_is_printed(world: World, plan: Plan) -> None:
    found = result(world, plan, strength=0.5)
    high, low, middle = z_by_hand()
    expected = [1 + 0.5 * high, 1.0, 1 + 0.5 * low, 1 + 0.5 * middle]
    np.testing.assert_allclose(found.weight[:4], expected, rtol=0, atol=1e-12)
    assert found.assumed.tolist() == [False, True, False, False, False] and not found.given[4]
    assert found.own.amount.sum() == 20


def test_lower_values_turn_deviation_classes_and_the_printed_rule_around(world: World, plan: Plan) -> None:
    up, down = result(world, plan), result(world, plan, more=False)
    np.testing.assert_array_equal(up.inputs.need.deviation, -down.inputs.need.deviation)
    assert up.inputs.need.class_of.tolist() == [2, -1, 0, 1, -1]
    assert down.inputs.need.class_of.tolist() == [0, -1, 2, 1, -1]
    for more, order in ((True, SPEC.classes), (False, SPEC.classes[::-1])):
        names = names_of_classes(SPEC, more=more)
        assert all(name.startswith(own) for name, own in zip(names, order, strict=True))
        assert names[0] != order[0] and names[1] == order[1] and names[2] != order[2], "which end is most need is said"
    assert any("1 + 1,00 × " in told for _, told in rule(up))
    assert any("1 \N{MINUS SIGN} 1,00 × " in told for _, told in rule(down))


def test_weights_by_class_are_those_of_the_index_with_its_names(world: World, plan: Plan) -> None:
    found = result(world, plan, weighting="stepped", class_weights=(0.5, 1.0, 2.0))
    assert found.weight[:4].tolist() == [2.0, 1.0, 0.5, 1.0]
    told = dict(rule(found))
    weights = next(text for text in told.values() if "Lage hoch" in text)
    assert re.fullmatch(r"Lage hoch \(.*\): 0,50; Lage mittel: 1,00; Lage niedrig \(.*\): 2,00", weights)


def test_area_that_the_index_leaves_out_follows_the_stated_rule_and_the_reason_is_told(
    world: World, plan: Plan
) -> None:
    aside = result(world, plan, without_value="aside")
    assert aside.given.tolist() == [True, False, True, True, False] and aside.own.amount.sum() == 20
    for found in (aside, result(world, plan)):
        row = document(found, "Titel", "", None)["rows"][1]
        assert any("Haftanstalt" in cell for cell in row)


def test_index_that_is_not_in_standard_deviations_is_put_into_them_and_the_paper_says_so(
    world: World, plan: Plan
) -> None:
    publish(replace(SPEC, code="spanne", standardise="min_max", breaks=(0.3, 0.6)))
    found = outcome(
        LiveRelease.objects.get().release,
        replace(plan, release=LiveRelease.objects.get().release.number),
        replace(NEED, need="index:spanne"),
        None,
    )
    values = [round(one, 2) for one in (1.0, 0.0, (10 - 9.375) / (20 - 9.375))]
    expected = [(one - round(fmean(values), 3)) / round(pstdev(values), 3) for one in values]
    np.testing.assert_allclose(found.inputs.need.deviation[[0, 2, 3]], expected)
    assert any("0,353" in told and "0,458" in told for _, told in rule(found)), rule(found)


def test_decision_by_an_index_is_reproduced_whatever_the_index_becomes(
    world: World, plan: Plan, planner: Person, allocation: Allocation
) -> None:
    stepped = replace(plan, variants=(replace(NEED, weighting="stepped", class_weights=(0.5, 1.0, 2.0)),))
    seen = actions.write_draft(by=planner, allocation=allocation, plan=stepped, seen=1)
    made = deciding.record_decision(
        by=planner, allocation=allocation, release=world.live, variant=1, seen=seen, minute=MINUTE
    )
    publish(replace(SPEC, breaks=(0.0,), closed=("<", ">="), classes=("unten", "oben"), classes_en=("a", "b")))
    again = deciding.recomputed(made)
    assert deciding.is_reproduced(made, again)
    assert isinstance(again.inputs.need.spec, IndexSpec) and again.inputs.need.spec.classes == SPEC.classes


def test_editor_page_and_paper_say_the_classes_in_the_readers_language(
    world: World, allocation: Allocation, planner: Person, client_of: ClientOf
) -> None:
    for language, names in (("de", SPEC.classes), ("en", SPEC.classes_en)):
        client = client_of(planner, language)
        form = FORM | {
            "seen": str(Allocation.objects.get().draft),
            "need": "index:lage",
            "weighting": "stepped",
            "class_weights": ["0.5", "1", "2", "9"],
            "name": language,
        }
        answer = client.post(at(allocation, "variants/1/save/"), form, headers={"HX-Request": "true"})
        assert answer.status_code == 200 and "kern-error" in answer.content.decode()
        for page in (answer, client.get(at(allocation, "variants/1/"))):
            for name in names:
                assert re.search(rf'<label[^>]*for="class-\d">{name}( \(.*\))?</label>', page.content.decode()), name
        assert drafted(allocation).variants[0].class_weights == (0.5, 1.0, 2.0)
        paper = client.get(at(allocation, "variants/1/paper/"))
        pages = [one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(io.BytesIO(paper.content))]
        told = " ".join(" ".join(pages).split())
        for name in (*names, "armutsquote"):
            assert name in told, name


def test_whoever_may_not_see_a_component_gets_no_number(
    world: World, plan: Plan, allocation: Allocation, planner: Person, client_of: ClientOf
) -> None:
    """An index of what is for one department alone: its members share, the others see that it is there."""
    publish(replace(SPEC, code="jugend", components=("armutsquote", "jugendquote")))
    live = LiveRelease.objects.get().release
    changed = replace(plan, release=live.number, variants=(replace(NEED, need="index:jugend", total=Decimal(20)),))
    actions.write_draft(by=planner, allocation=allocation, plan=changed, seen=1)
    page = client_of(planner).get(at(allocation, "variants/1/"))
    assert page.status_code == 200 and "area-0101" not in page.content.decode()
    youth = client_of(make_person("jugend", "viewer", department="jugend"))
    place = Department.objects.get(code="jugend")
    actions.share_allocation(by=planner, allocation=allocation, departments=[place], seen=[])
    assert "area-0101" in youth.get(at(allocation, "variants/1/")).content.decode()


def test_more_where_there_is_less_disadvantage_is_said_and_not_forbidden(
    world: World, allocation: Allocation, planner: Person, client_of: ClientOf
) -> None:
    client, seen = client_of(planner), 1
    for need, weighted in (("armutsquote", 4), ("index:lage", 3)):
        for more in ("1", "0"):
            form = FORM | {"seen": str(seen), "need": need, "more": more, "class_weights": ["1"] * weighted}
            answer = client.post(at(allocation, "variants/1/save/"), form, headers={"HX-Request": "true"})
            seen = int(re.findall(r'data-seen="(\d+)"', answer.content.decode())[0])
            for page in (answer, client.get(at(allocation, "variants/1/"))):
                assert page.status_code == 200 and "area-0101" in page.content.decode()
                assert ("editor__hint" in page.content.decode()) is (more == "0"), (need, more)
            notes = openpyxl.load_workbook(
                io.BytesIO(client.get(at(allocation, "variants/1/files/xlsx/")).content)
            ).worksheets[1]
            told = [against_the_need(scene_of(reader_of(planner), allocation.code).result(1).outcome)]
            assert (told[0] in [row[1].value for row in notes.rows]) is (more == "0")


@pytest.mark.parametrize(
    ("weights", "polarities", "sign"),
    [
        ((1.0, 1.0), ("higher_is_more_disadvantage", "higher_is_more_disadvantage"), 1),
        ((1.0, -1.0), ("higher_is_more_disadvantage", "lower_is_more_disadvantage"), 1),
        ((-1.0, 1.0), ("higher_is_more_disadvantage", "lower_is_more_disadvantage"), -1),
        ((1.0, 1.0), ("higher_is_more_disadvantage", "lower_is_more_disadvantage"), 0),
        ((1.0, 1.0), ("higher_is_more_disadvantage", "neutral"), 0),
        ((1.0, 0.0), ("higher_is_more_disadvantage", "neutral"), 1),
    ],
)
def test_direction_of_an_index_is_that_of_its_parts_where_they_agree(
    world: World, weights: tuple[float, ...], polarities: tuple[str, ...], sign: int
) -> None:
    codes = tuple(f"teil-{at}" for at in range(len(polarities)))
    for code, polarity in zip(codes, polarities, strict=True):
        make_indicator(indicator_spec(code, polarity=Polarity(polarity)))
    assert worse(replace(SPEC, components=codes, weights=weights)) == sign
    assert worse(replace(SPEC, components=("gibt-es-nicht",), weights=(1.0,))) == 0


def test_beginning_takes_an_index_only_where_it_covers_most_areas(world: World, plan: Plan, planner: Person) -> None:
    live = LiveRelease.objects.get().release
    asked = (reader_of(planner), live, replace(plan, release=live.number), Decimal(20), Decimal(1))
    first = first_variant(*asked)
    assert first is not None and first.need == "index:lage"
    gone = Exclusion(areas=tuple((code, "zu klein") for code in ("0102", "0201")))
    publish(replace(SPEC, exclude=gone))
    live = LiveRelease.objects.get().release
    other = first_variant(reader_of(planner), live, replace(plan, release=live.number), Decimal(20), Decimal(1))
    assert other is not None and not other.need.startswith("index:")


def test_that_half_of_the_areas_have_no_value_is_said_first(world: World, plan: Plan) -> None:
    gone = Exclusion(areas=tuple((code, "zu klein") for code in ("0102", "0201")))
    publish(replace(SPEC, code="wenig", exclude=gone))
    live = LiveRelease.objects.get().release
    few = outcome(live, replace(plan, release=live.number), replace(NEED, need="index:wenig"), None)
    assert statements(few)[0].startswith("2 ") and not statements(result(world, plan))[0].startswith("1 ")
