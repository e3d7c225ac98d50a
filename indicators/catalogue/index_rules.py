"""What of an index's document decides its numbers and classes: that part travels with every result. Pure."""

from collections.abc import Mapping
from typing import cast

from indicators.catalogue.documents import document_of, document_sha256, spec_of
from indicators.catalogue.schemas import Part
from indicators.catalogue.specs import IndexSpec

TEXTS = ("title", "sheet", "from", "to")
"""Keys that say how an index is told, and on which days it serves: they change without a number changing."""


def rules_of(document: Mapping[str, object]) -> dict[str, object]:
    """The document without its texts and the days that it serves."""
    return {name: value for name, value in document.items() if name not in TEXTS}


def rules_sha256(document: Mapping[str, object]) -> str:
    """Hash of what decides the numbers; another one means another definition."""
    return document_sha256(rules_of(document))


def by_rules(spec: IndexSpec, rules: Mapping[str, object]) -> IndexSpec:
    """The index as it was computed by other rules, with the texts of today.

    >>> from indicators.catalogue.specs import Exclusion, Text
    >>> spec = IndexSpec("i", Text("Lage", "Situation"), ("a", "b"), (1.0, 2.0), "mean_of_areas", "population_sd", "z", "sum",
    ...     True, Exclusion(), (0.0,), ("<=", ">"), ("niedrig", "hoch"))
    >>> by_rules(spec, {**rules_of(document_of(spec)), "weights": [1, 1]}).weights
    (1.0, 1.0)
    """
    now = document_of(spec)
    texts = {name: now[name] for name in TEXTS if name in now}
    return cast(IndexSpec, spec_of(Part.INDEX, {**texts, **rules}))
