"""What is unusual at an area: its distance from the city and from its type, and whether chance explains it."""

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from indicators.calculation.unusual import LEAST_DISTANCE, LEAST_WITHOUT_RANGE, RATE
from indicators.queries.landscape import Landscape, landscape
from indicators.queries.places import areas_of
from monitoring.analysis.types.sentences import oddity
from monitoring.api.doors import said
from monitoring.methods.examples.scene import Document, Example, Line, Scene, how_address
from monitoring.methods.figures import bracketed, exact, probability
from monitoring.methods.formulas import Formula
from monitoring.wording import period_label

_DIGITS = 3
Floats = NDArray[np.float64]


def out_of_the_usual(scene: Scene) -> Example | None:
    """The first area, in the order of its edition, at which something is unusual; its largest distance."""
    plain = next(scene.of_kind("rate", "share"), None)
    if plain is None or scene.release is None:
        return None
    areas = areas_of(plain["edition"])
    found = landscape(scene.release, scene.entries, scene.audience, scene.typology, areas, plain["level"])
    for at in range(found.value.shape[1]):
        for one in found.oddities(at, 1):
            values = scene.values(
                one.entry.code, level=plain["level"], edition=plain["edition"], period=one.line.period.code
            )
            if values is not None:
                row = found.lines.index(one.line)
                lines = tuple(_lines(found, row, at, values))
                place = areas.level(plain["level"]).names[at]
                title, period = said(one.entry.spec.title), period_label(one.line.period.code)
                return Example(title, place, period, lines, said=oddity(one), link=how_address(values, at))
    return None


def _lines(found: Landscape, row: int, at: int, values: Document) -> list[Line]:
    value, city, other = float(found.value[row, at]), float(found.city[row]), float(found.others[row, at])
    judged = found.unusual
    lines = [
        _apart(
            _("Distance from the city"),
            "(v − c) ÷ s",
            (value, city, _spread(found.value[row], found.city[row])),
            float(judged.from_city[row, at]),
            _("c: the city’s value; s: root mean square of v − c over all areas."),
        )
    ]
    if np.isfinite(judged.from_type[row, at]):
        lines.append(
            _apart(
                _("Distance from the other areas of its type"),
                "(v − t) ÷ u",
                (value, other, _spread(found.value[row], found.others[row])),
                float(judged.from_type[row, at]),
                _("t: the other areas of the same type together; u: root mean square of v − t over all areas."),
            )
        )
    least = LEAST_DISTANCE if judged.ranged[row, at] else LEAST_WITHOUT_RANGE
    distance = abs(float(judged.distance[row, at]))
    lines.append(
        Line(
            _("The one that is nearer to 0"),
            (Formula(f"|{{{_('distance')}}}| ≥ {exact(least)}"),),
            (Formula(f"{exact(distance, _DIGITS)} ≥ {exact(least)}"),),
        )
    )
    if judged.ranged[row, at]:
        lines += _chance(found, row, at, values)
    return lines


def _spread(value: Floats, reference: Floats) -> float:
    difference = value - reference
    known = difference[np.isfinite(difference)]
    return float(np.sqrt((known**2).mean()))


def _apart(title: str, rule: str, numbers: tuple[float, float, float], result: float, words: str) -> Line:
    value, reference, spread = numbers
    put_in = f"({exact(value)} − {bracketed(reference)}) ÷ {exact(spread)} = {exact(result, _DIGITS)}"
    return Line(title, (Formula(rule),), (Formula(put_in),), said=words)


def _chance(found: Landscape, row: int, at: int, values: Document) -> list[Line]:
    """The larger probability of both distances, and the limit for having looked at so many indicators."""
    value, p = float(found.value[row, at]), found.unusual.p[:, at]
    low, high = values["low"][at], values["high"][at]
    references = [float(found.city[row])]
    if np.isfinite(found.unusual.from_type[row, at]):
        references.append(float(found.others[row, at]))
    numbers = []
    for reference in references:
        half = value - low if reference < value else high - value
        numbers.append(Formula(f"2 · Φ(−{exact(1.96)} · |{exact(value)} − {bracketed(reference)}| ÷ {exact(half)})"))
    largest = float(p[row])
    known = int(np.isfinite(p).sum())
    fallen = p[np.isfinite(p)]
    fallen.sort()
    limits = RATE * np.arange(1, known + 1) / known
    rank = int(np.flatnonzero(fallen <= limits)[-1]) + 1
    words = _(
        "h: half of the range of fluctuation on the side of the reference r; Φ: normal distribution. The larger p counts."
    )
    limit = Formula(f"p {probability(largest)} ≤ {exact(RATE)} · {rank} ÷ {known} = {exact(RATE * rank / known, 6)}")
    return [
        Line(
            _("Probability of such a difference by chance"),
            (Formula(f"p = 2 · Φ(−{exact(1.96)} · |v − r| ÷ h)"),),
            (*numbers, Formula(f"p {probability(largest)}")),
            said=words,
        ),
        Line(
            _("Limit for having looked at many indicators at once"),
            (Formula(f"p ≤ {exact(RATE)} · i ÷ k"),),
            (limit,),
            said=_("k: indicators of the area with a range; i: how many of them fall (Benjamini–Hochberg)."),
        ),
    ]
