"""One area beside its neighbours: the local statistic of spatial patterns, for the first indicator with counts."""

from django.utils.translation import gettext as _

from indicators.queries.clusters import neighbours_at
from monitoring.api.views.clusters import ClustersView
from monitoring.maps.patterns import PATTERNS
from monitoring.methods.examples.scene import Document, Example, Line, Scene, how_address
from monitoring.methods.figures import bracketed, exact, in_full
from monitoring.methods.formulas import Formula
from monitoring.numbers import format_number
from monitoring.pages.asking import ask
from monitoring.wording import period_label

_SEVERAL = range(2, 9)
"""So many neighbours make an example that can be followed."""
_PLAIN = ("not_significant", "no_neighbours", "no_value", "not_applicable")
_DIGITS = 4


def among_neighbours(scene: Scene) -> Example | None:
    """The first area with a pattern; where the map has none, the first with several neighbours."""
    for values in scene.of_kind("rate", "share"):
        query = {name: values[name] for name in ("indicator", "level", "period", "edition")}
        answer = ask(scene.request, ClustersView, query)
        if not answer.ok or answer.data["overall"]["reason"]:
            continue
        patterns: Document = answer.data
        fitting = [
            at for at, count in enumerate(patterns["neighbours"]) if count in _SEVERAL and patterns["p"][at] is not None
        ]
        told = [at for at in fitting if patterns["pattern"][at] not in _PLAIN]
        if fitting:
            return _example(values, patterns, (told or fitting)[0])
    return None


def _example(values: Document, patterns: Document, at: int) -> Example:
    mean = patterns["overall"]["mean"]
    residual = values["residual"]["position"] if values["residual"] else None
    known = [v for place, v in enumerate(values["value"]) if v is not None and place != residual]
    squares = sum((v - mean) ** 2 for v in known)
    near = [
        int(one)
        for one in neighbours_at(values["edition"], values["level"]).of(at)
        if one != residual and values["value"][one] is not None
    ]
    z, lag = values["value"][at] - mean, patterns["neighbours_mean"][at] - mean
    rows = tuple(
        (
            values["names"][one],
            in_full(values["value"][one], values["unit"]),
            format_number(values["value"][one] - mean, _DIGITS),
        )
        for one in near
    )
    summed = " + ".join(bracketed(values["value"][one] - mean) for one in near)
    drawn, times = patterns["permutations"], patterns["permutations"] + 1
    beyond = round(patterns["p"][at] * times / 2) - 1
    lines = (
        Line(
            _("Deviation of the area from the mean of the areas"),
            (Formula("z = x − c"),),
            (Formula(f"{exact(values['value'][at])} − {bracketed(mean)} = {exact(z)}"),),
        ),
        Line(
            _("Mean deviation of its neighbours"),
            (Formula("l = (Σ z_j) ÷ k"),),
            (Formula(f"({summed}) ÷ {len(near)} = {exact(lag)}"),),
            (_("Neighbour"), _("Value"), "z"),
            rows,
            said=_("Neighbours share at least one point of their borders."),
        ),
        Line(
            _("Local Moran’s I"),
            (Formula("I = (n − 1) · z · l ÷ {Σ z²}"),),
            (
                Formula(
                    f"({len(known)} − 1) · {bracketed(z)} · {bracketed(lag)} ÷ {exact(squares)} = "
                    f"{exact(patterns['local'][at])}"
                ),
            ),
            said=_("n: areas with a number; Σ z²: the sum of the squared deviations of all of them."),
        ),
        Line(
            _("How often chance gives as much"),
            (Formula("p = 2 · (r + 1) ÷ (P + 1)"),),
            (
                Formula(
                    f"2 · ({format_number(beyond)} + 1) ÷ ({format_number(drawn)} + 1) = {exact(patterns['p'][at])}"
                ),
            ),
            said=_(
                "r: in so many of P random arrangements the neighbours’ mean lies as far out. A pattern stands where p falls "
                "among all areas of the map with at most five percent false ones."
            ),
        ),
    )
    return Example(
        values["title"],
        values["names"][at],
        period_label(values["period"]),
        lines,
        said=_("Pattern of this area: %(pattern)s.") % {"pattern": PATTERNS[f"pattern_{patterns['pattern'][at]}"]},
        link=how_address(values, at),
    )
