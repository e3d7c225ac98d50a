"""Every method with the modules that compute it. A page is made of what stands there; a test holds it to be complete."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_ROOM = "indicators.calculation."


@dataclass(frozen=True)
class Method:
    """``parts``: modules, those that a reader needs first in front. ``steps``: which steps of a number show it by
    example, taken from indicators of these ``kinds``, the first first."""

    code: str
    title: Promise
    parts: tuple[str, ...]
    steps: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ("rate", "share", "count")

    @property
    def modules(self) -> tuple[str, ...]:
        """Full names of the modules."""
        return tuple(part if "." in part and part.startswith("indicators.") else _ROOM + part for part in self.parts)


METHODS: tuple[Method, ...] = (
    Method("rates", _("Rates and how areas are added up"), ("rates", "parts", "totals", "pairing"), ("value",)),
    Method("shares", _("Shares that come without counts"), ("shares",), ("value",), ("share", "change")),
    Method(
        "relative",
        _("Difference, index, expected cases"),
        ("relative",),
        ("difference", "index", "share", "excess"),
    ),
    Method("trend", _("Trend"), ("trend", "judgement", "changes", "even_steps"), ("change", "divergence")),
    Method("fluctuation", _("Range of fluctuation"), ("fluctuation", "indicators.discoveries"), ("fluctuation",)),
    Method("rest", _("An area against the city without it"), ("comparison",)),
    Method("longer", _("Rolling, pooled and smoothed values"), ("variants", "smoothing")),
    Method(
        "classes", _("Classes of a map"), ("classification.edges", "classification.natural", "classification.choice")
    ),
    Method("clusters", _("Spatial patterns"), ("clusters", "neighbours", "permutations")),
    Method("segregation", _("How unevenly groups live"), ("segregation",)),
    Method(
        "index",
        _("Index of several indicators"),
        (
            "indices",
            "index_steps",
            "index_blocks",
            "contributions",
            "robustness",
            "soundness",
            "groups_of_classes",
        ),
    ),
    Method("types", _("Types of areas"), ("typology", "typology_labels", "groups")),
    Method("similar", _("Similar areas"), ("similarity",)),
    Method("unusual", _("What is unusual here"), ("unusual",)),
    Method("watch", _("Early warning"), ("watching", "alike", "moderated", "odds")),
    Method("goals", _("Goals"), ("goals",)),
    Method("correlation", _("How far indicators go together"), ("relation", "correlations")),
    Method("allocation", _("Allocation by need"), ("allocation", "need")),
)

HELPERS: dict[str, str] = {
    "blocks": "the form in which results are stored",
    "candidate": "puts the methods together, in their order",
    "counts": "sums of measures at every level, as the rates take them",
    "hashing": "fingerprints of what went in and what came out",
    "hierarchy": "which place belongs to which",
    "inputs": "measures as delivered, as arrays",
    "matrix": "counts with both axes labelled",
    "precedence": "which state wins where values are combined",
}
"""Modules that have no page of their own on purpose, and why: they carry no statement about a number."""


def method_of(code: str) -> Method | None:
    """The method of that code, or nothing."""
    return next((method for method in METHODS if method.code == code), None)
