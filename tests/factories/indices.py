"""A status index and its dynamics index over the invented city, published into a release of their own."""

from dataclasses import replace

from indicators.actions.indices import publish_indices, take_publication
from indicators.actions.storing import store
from indicators.catalogue.specs import Exclusion, IndexSpec, Text
from tests.factories.people import make_person

STATUS = IndexSpec(
    code="stand",
    title=Text("Statusindex", "Status index"),
    components=("armutsquote", "offene-quote"),
    weights=(1.0, 1.0),
    centre="mean_of_areas",
    spread="population_sd",
    standardise="z",
    combine="mean",
    restandardise=False,
    exclude=Exclusion(areas=(("0102", "Haftanstalt"),)),
    breaks=(-0.5, 0.5, 1.0),
    closed=("<", "<=", "<=", ">"),
    classes=("hoch", "mittel", "niedrig", "sehr niedrig"),
    classes_en=("high", "medium", "low", "very low"),
)
DYNAMICS = replace(
    STATUS,
    code="verlauf",
    title=Text("Dynamikindex", "Dynamics index"),
    exclude=Exclusion(),
    breaks=(-0.5, 0.5),
    closed=("<", "<=", ">"),
    classes=("positiv", "stabil", "negativ"),
    classes_en=("positive", "stable", "negative"),
    dynamics_of="stand",
)


def make_pair() -> None:
    """Both indices of the world; the one on dynamics combines values, which makes its classes easy to foresee."""
    for spec in (STATUS, DYNAMICS):
        store(by=None, spec=spec)
    approver = make_person("freigabe", "approver")
    publish_indices(by=approver, indices=[STATUS.code, DYNAMICS.code], reason="Indizes")
    assert take_publication()
