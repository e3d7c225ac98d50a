"""Spatial patterns in words: what the map says area by area, and one sentence for the whole. Neither names good nor bad."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indicators.calculation.clusters import Overall
from monitoring.numbers import format_number

#: Words of ``indicators.calculation.clusters.Pattern``, for legend, table and sentence; the script takes them by code.
PATTERNS: dict[str, Promise] = {
    "pattern_high_high": _("high values beside high values"),
    "pattern_low_low": _("low values beside low values"),
    "pattern_high_low": _("a high value beside low values"),
    "pattern_low_high": _("a low value beside high values"),
    "pattern_not_significant": _("no conspicuous pattern"),
    "pattern_no_neighbours": _("no neighbouring area with a value"),
    "pattern_not_applicable": _("patterns cannot be computed"),
}
SENTENCES: dict[str, Promise] = {
    "short_pattern_one": _("%(area)s: %(value)s, %(pattern)s (one neighbouring area: %(mean)s)"),
    "short_pattern_other": _("%(area)s: %(value)s, %(pattern)s (mean of the %(count)s neighbouring areas: %(mean)s)"),
    "short_pattern_none": _("%(area)s: %(value)s, %(pattern)s"),
    "show_clusters": _("spatial patterns"),
    "panel_pattern": _("Spatial pattern"),
    "column_pattern": _("Spatial pattern"),
    "column_neighbours_mean": _("Mean of the neighbours"),
    "legend_patterns_aid": _(
        "High and low: over and under the mean of the areas (%(mean)s). A pattern is marked where chance alone hardly brings "
        "such neighbours; about one in twenty of the marked areas may still be chance."
    ),
}

_RESEMBLE = _(
    "Neighbouring areas resemble each other more than chance would let expect (Moran's I %(statistic)s; by chance about "
    "%(expected)s; p %(p)s)."
)
_DIFFER = _(
    "Neighbouring areas differ more than chance would let expect (Moran's I %(statistic)s; by chance about %(expected)s; "
    "p %(p)s)."
)
_CHANCE = _(
    "Neighbouring areas resemble each other no more and no less than chance would let expect (Moran's I %(statistic)s; by "
    "chance about %(expected)s; p %(p)s)."
)
_REASONS: dict[str, Promise] = {
    "too_few_areas": _("Fewer than three areas have a value here: spatial patterns cannot be computed."),
    "all_tied": _("All areas have the same value here: there is no spatial pattern to compute."),
    "no_neighbours": _("No two areas with a value lie side by side here: spatial patterns cannot be computed."),
}
_LEVEL = 0.05


def overall_sentence(overall: Overall) -> str:
    """What Moran's I of the whole says, in the active language; or why there is none."""
    if overall.reason:
        return str(_REASONS[overall.reason])
    said = _CHANCE
    if overall.p <= _LEVEL:
        said = _RESEMBLE if overall.statistic > overall.expected else _DIFFER
    numbers = {name: format_number(getattr(overall, name), 2) for name in ("statistic", "expected")}
    return str(said) % {**numbers, "p": _p(overall.p)}


def _p(p: float) -> str:
    return f"< {format_number(0.001, 3)}" if p < 0.001 else f"= {format_number(p, 3)}"
