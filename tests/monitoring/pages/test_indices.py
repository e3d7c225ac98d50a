"""The sheet of an index says how it is built, to those who may see all its components."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from indicators.catalogue.documents import document_of, document_sha256
from indicators.catalogue.specs import Exclusion, IndexSpec, Text
from indicators.models import Index
from monitoring.methods.index_classes import class_ranges
from monitoring.pages.indices import formulas
from tests.factories import World
from tests.monitoring.api.conftest import client_of, demo_world, world

__all__ = ["client_of", "demo_world", "world"]
ClientOf = Callable[[str], Client]

SPEC = IndexSpec(
    code="lage",
    title=Text("Lageindex", "Situation index"),
    components=("armutsquote", "offene-quote"),
    weights=(2.0, 1.0),
    centre="mean_of_areas",
    spread="population_sd",
    standardise="z",
    combine="sum",
    restandardise=True,
    exclude=Exclusion(residents_below=300, not_computed=True, areas=(("0201", "Hafen ohne Wohnungen"),)),
    breaks=(-1.0, 1.0, 1.5),
    closed=("<", "<=", "<=", ">"),
    classes=("hoch", "mittel", "niedrig", "sehr niedrig"),
)


@pytest.fixture
def index(world: World) -> Index:
    document = document_of(SPEC)
    return Index.objects.create(code=SPEC.code, document=document, sha256=document_sha256(document))


def test_the_sheet_says_components_weights_exclusions_and_classes(index: Index, client_of: ClientOf) -> None:
    answer = client_of("planung").get("/indices/lage/", headers={"accept-language": "en"})
    page = answer.content.decode()
    for said in (
        "Situation index",
        "Title armutsquote",
        "67%",
        "33%",
        "fewer than 300 residents",
        "Hafen ohne Wohnungen",
    ):
        assert said in page, said
    assert "divided by their number)" in page and "standardised once more" in page
    listed = client_of("leitung").get("/indices/", headers={"accept-language": "en"}).content.decode()
    assert "Situation index" in listed


def test_an_index_is_not_there_for_who_may_not_see_every_component(index: Index, client_of: ClientOf) -> None:
    visitor = client_of("rat")  # sees the public component only
    assert visitor.get("/indices/lage/").status_code == 404
    assert b"Lageindex" not in visitor.get("/indices/").content
    assert visitor.get("/indices/nichts/").status_code == 404


def test_edges_stand_where_the_definition_puts_them() -> None:
    assert [one.range for one in class_ranges(SPEC)] == ["I < −1", "−1 ≤ I ≤ 1", "1 < I ≤ 1,5", "1,5 < I"]


def test_the_formula_carries_the_weights() -> None:
    assert list(formulas(SPEC)) == ["z_ka = (x_ka − c_k) ÷ s_k", "C_a = 2 · z_1 + z_2", "I_a = (C_a − c_C) ÷ s_C"]
    assert formulas(replace(SPEC, weights=(2.0, -1.0)))[1] == "C_a = 2 · z_1 − z_2"


def test_the_sheet_of_a_component_leads_to_its_index(index: Index, client_of: ClientOf) -> None:
    page = client_of("planung").get("/indicators/armutsquote/").content.decode()
    assert 'href="/indices/lage/"' in page
