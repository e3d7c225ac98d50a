"""Starting points: the indices of the catalogue that somebody may see, and methods that go with any components."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indicators.catalogue.documents import document_of
from indicators.models import Release
from indicators.queries.indices import IndexEntry, indices
from indicators.queries.releases import manifest_of
from monitoring.api.doors import said
from monitoring.departments.access import Right, reader_may
from monitoring.departments.readers import Reader

_BERLIN: dict[str, Any] = {
    "centre": "mean_of_areas",
    "spread": "population_sd",
    "standardise": "z",
    "combine": "sum",
    "restandardise": True,
    "exclude": {"residents_below": 300, "not_computed": True},
}
_STATUS = {
    "breaks": [-1, 1, 1.5],
    "closed": ["<", "<=", "<=", ">"],
    "classes": ["hoch", "mittel", "niedrig", "sehr niedrig"],
    "classes_en": ["high", "medium", "low", "very low"],
}
_DYNAMICS = {
    "breaks": [-1, 1],
    "closed": ["<", "<=", ">"],
    "classes": ["positiv", "stabil", "negativ"],
    "classes_en": ["positive", "stable", "negative"],
}


@dataclass(frozen=True)
class Method:
    """A way to compute, without components. ``document`` holds the keys that it sets."""

    code: str
    title: Promise
    about: Promise
    document: dict[str, Any]


METHODS = (
    Method(
        "berlin-status",
        _("Berlin, status (MSS)"),
        _(
            "Monitoring Soziale Stadtentwicklung since 2013: z over the included areas, simple mean, population SD, equal "
            "weights, the sum standardised again; areas with fewer than 300 residents are left out."
        ),
        {**_BERLIN, **_STATUS, "change_years": 0},
    ),
    Method(
        "berlin-dynamics",
        _("Berlin, dynamics (MSS)"),
        _("The same steps over changes within two years, in three classes."),
        {**_BERLIN, **_DYNAMICS, "change_years": 2},
    ),
    Method(
        "muenster",
        _("Münster"),
        _("Distance from the value of the city instead of the mean of the areas, standardised, equal weights."),
        {
            "centre": "rate_of_the_whole",
            "spread": "population_sd",
            "standardise": "z",
            "combine": "mean",
            "restandardise": False,
            "exclude": {},
            "breaks": [-0.5, 0.5, 1],
            "closed": ["<", "<=", "<=", ">"],
            "classes": ["unter der Stadt", "wie die Stadt", "über der Stadt", "weit über der Stadt"],
            "classes_en": ["below the city", "as the city", "above the city", "far above the city"],
            "change_years": 0,
        },
    ),
)


def methods() -> list[dict[str, Any]]:
    """Every method in the language of the answer."""
    return [
        {"code": one.code, "title": str(one.title), "about": str(one.about), "document": one.document}
        for one in METHODS
    ]


def visible_indices(reader: Reader) -> list[IndexEntry]:
    """Indices of the catalogue whose every component the reader may see."""
    return [one for one in indices() if reader_may(reader, Right.SEE_INDEX, one)]


def catalogue_presets(reader: Reader, release: Release | None) -> list[dict[str, Any]]:
    """Indices of the catalogue as documents; ``is_released``: every component has values to look at."""
    return [
        {
            "code": one.code,
            "title": said(one.spec.title),
            "document": document_of(one.spec),
            "is_released": bool(release) and all(manifest_of(release.pk, code) for code in one.spec.components),  # type: ignore[union-attr]
        }
        for one in visible_indices(reader)
    ]
