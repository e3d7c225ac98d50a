"""Examples over several areas: sums, the rest of the city, classes, correlation, sharing out."""

import numpy as np
from django.utils.translation import gettext as _

from indicators.calculation.allocation import allocate
from indicators.calculation.comparison import against_rest
from indicators.calculation.correlations import correlations
from indicators.calculation.need import linear_weights, relative_deviation
from monitoring.api.views.catalogue import IndicatorView
from monitoring.methods.examples.scene import Document, Example, Line, Scene, how_address
from monitoring.methods.figures import bracketed, exact, told
from monitoring.methods.formulas import Formula
from monitoring.numbers import format_number, format_value
from monitoring.pages.asking import ask
from monitoring.wording import period_label

_POSITIONS = 10
"""What the example of an allocation shares out."""
_MOST_SUMMANDS = 15


def summed_up(scene: Scene) -> Example | None:
    """The city's rate from the counts of the level below it, where every one of them is shown."""
    for coarse in _below_the_city(scene):
        n, d, city = coarse["numerator"], coarse["denominator"], coarse["city"]
        if None in (*n, *d, city["numerator"], city["denominator"]) or len(n) > _MOST_SUMMANDS:
            continue
        if sum(n) != city["numerator"] or sum(d) != city["denominator"]:
            continue  # a delivered total outranks the sum of its parts
        shown = format_value(city["value"], coarse["unit"], coarse["decimals"])
        scale = _sheet(scene, coarse["indicator"])["scale"]
        tops, bottoms = (" + ".join(exact(part) for part in parts) for parts in (n, d))
        lines = (
            Line(_("Sum of the numerators"), (Formula("Σ n"),), (Formula(f"{tops} = {exact(city['numerator'])}"),)),
            Line(
                _("Sum of the denominators"), (Formula("Σ d"),), (Formula(f"{bottoms} = {exact(city['denominator'])}"),)
            ),
            Line(
                _("Value of the city"),
                (Formula(f"{exact(scale)} · (Σ n) ÷ (Σ d)"),),
                (
                    Formula(
                        told(
                            f"{exact(scale)} · {exact(city['numerator'])} ÷ {exact(city['denominator'])}",
                            city["value"],
                            shown,
                            coarse["decimals"],
                        )
                    ),
                ),
            ),
        )
        return Example(coarse["title"], city["name"], period_label(coarse["period"]), lines)
    return None


def _below_the_city(scene: Scene) -> list[Document]:
    found = []
    for values in scene.of_kind("rate"):
        entry = next(one for one in scene.indicators if one["code"] == values["indicator"])
        levels = [one for one in entry["levels"] if one != values["city"]["level"]]
        if levels and (coarse := scene.values(values["indicator"], level=levels[0])) is not None:
            found.append(coarse)
    return found


def against_the_rest(scene: Scene) -> Example | None:
    """The first area of the first rate whose counts are shown, against the city without it."""
    for values in scene.of_kind("rate"):
        whole_n, whole_d = values["city"]["numerator"], values["city"]["denominator"]
        for at in scene.areas(values):
            n, d = values["numerator"][at], values["denominator"][at]
            if None in (n, d, whole_n, whole_d):
                continue
            effect = _design_effect(scene, values["indicator"])
            found = against_rest(np.array([n]), np.array([d]), whole_n, whole_d, design_effect=effect)
            if not np.isfinite(found.z[0]):
                continue
            p1, p2, p = n / d, (whole_n - n) / (whole_d - d), whole_n / whole_d
            lines = (
                Line(
                    _("Share in the area"),
                    (Formula("p_1 = n ÷ d"),),
                    (Formula(f"{exact(n)} ÷ {exact(d)} = {exact(p1)}"),),
                ),
                Line(
                    _("Share in the rest of the city"),
                    (Formula("p_2 = (N − n) ÷ (D − d)"),),
                    (Formula(f"({exact(whole_n)} − {exact(n)}) ÷ ({exact(whole_d)} − {exact(d)}) = {exact(p2)}"),),
                ),
                Line(
                    _("Difference in units of chance"),
                    (Formula("z = (p_1 − p_2) ÷ √(p · (1 − p) · f · (1 ÷ d + 1 ÷ (D − d)))"),),
                    (
                        Formula(
                            f"({exact(p1)} − {bracketed(p2)}) ÷ √({exact(p)} · {exact(1 - p)} · {exact(effect)} · "
                            f"(1 ÷ {exact(d)} + 1 ÷ ({exact(whole_d)} − {exact(d)}))) = {exact(float(found.z[0]), 2)}"
                        ),
                    ),
                ),
            )
            said = _(
                "f is the design effect. Beyond ± 1.96 the difference of a single area lies outside the range of "
                "chance."
            )
            return Example(
                values["title"], values["names"][at], period_label(values["period"]), lines, said=said,
                link=how_address(values, at),
            )  # fmt: skip
    return None


def _sheet(scene: Scene, code: str) -> Document:
    found: Document = ask(scene.request, IndicatorView, code=code).data
    return found


def _design_effect(scene: Scene, code: str) -> float:
    components = _sheet(scene, code)["components"]
    return max((one["design_effect"] for one in components if one["role"] == "numerator"), default=1.0)


def among_classes(scene: Scene) -> Example | None:
    """The first area of the first rate or share on a map, between the edges of its class."""
    for values in scene.of_kind("rate", "share"):
        for at in scene.areas(values)[:1]:
            place, edges = values["class"][at], values["breaks"]
            if place is None or place + 1 >= len(edges):
                continue
            value, low, high = (
                format_value(number, values["unit"], values["decimals"] + 1)
                for number in (values["value"][at], edges[place], edges[place + 1])
            )
            sign = "≤" if place == 0 else "<"
            put_in = Formula(f"{{{low}}} {sign} {{{value}}} ≤ {{{high}}}")
            line = Line(
                _("Class %(number)s of %(count)s") % {"number": place + 1, "count": values["classes"]["count"]},
                (Formula(f"C_l {sign} y ≤ C_u"),),
                (put_in,),
            )
            return Example(
                values["title"],
                values["names"][at],
                period_label(values["period"]),
                (line,),
                link=how_address(values, at),
            )
    return None


def correlated(scene: Scene) -> Example | None:
    """The first two rates or shares of one edition, level and period, over all areas."""
    offered = list(scene.of_kind("rate", "share"))
    for position, one in enumerate(offered):
        for other in offered[position + 1 :]:
            if any(one[name] != other[name] for name in ("level", "edition", "period")):
                continue
            rows = np.array([[np.nan if v is None else v for v in values["value"]] for values in (one, other)], float)
            if one["residual"]:
                rows[:, one["residual"]["position"]] = np.nan
            found = correlations(rows)
            if not np.isfinite(found.pearson[0, 1]):
                continue
            numbers = (
                Formula(f"r = {format_number(found.pearson[0, 1], 2)}"),
                Formula(f"ρ = {format_number(found.spearman[0, 1], 2)}"),
            )
            place = _("%(number)s areas") % {"number": format_number(found.areas)}
            lines = (Line(_("Correlation and rank correlation"), (), numbers),)
            return Example(f"{one['title']} · {other['title']}", place, period_label(one["period"]), lines)
    return None


def shared_out(scene: Scene) -> Example | None:
    """Ten positions over the areas below the city, by the people of a rate and by how far it lies above the city's."""
    for values in _below_the_city(scene):
        base, rate = ([np.nan if v is None else v for v in values[name]] for name in ("denominator", "value"))
        taken = np.isfinite(base) & np.isfinite(rate)
        if values["residual"]:
            taken[values["residual"]["position"]] = False
        if taken.sum() < 2 or taken.sum() > _MOST_SUMMANDS or not values["city"]["value"]:
            continue
        more = values["polarity"] != "lower_is_more_disadvantage"
        deviation = relative_deviation(np.array(rate), values["city"]["value"], more_is_need=more)
        weight = linear_weights(deviation, strength=1.0, lowest=0.25)
        found = allocate(
            np.where(taken, base, 0.0), np.where(taken, weight, 0.0), _POSITIONS, taken=taken, codes=values["codes"]
        )
        rows = tuple(
            (
                values["names"][at],
                format_number(base[at]),
                format_number(float(weight[at]), 2),
                format_number(float(found.quota[at]), 2),
                format_number(float(found.amount[at])),
            )
            for at in np.flatnonzero(taken).tolist()
        )
        head = (_("Area"), _("Base"), _("Weight"), _("Quota"), _("Positions"))
        said = _(
            "Ten positions by the people of the denominator, each weighed by the value against the city’s; the shares "
            "add up to ten."
        )
        return Example(
            values["title"], values["city"]["name"], period_label(values["period"]), head=head, rows=rows, said=said
        )
    return None
