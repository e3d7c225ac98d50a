"""To which type an area belongs, and which area is most like it: by the indicators of the reader's first typology."""

from math import fsum

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from indicators.queries.errors import Unanswerable
from indicators.queries.resembling import resembling
from indicators.queries.typologies import Ground, Types, types_of
from monitoring.analysis.types.sentences import type_name
from monitoring.api.doors import said
from monitoring.methods.examples.scene import Example, Line, Scene
from monitoring.methods.figures import bracketed, exact, in_full
from monitoring.methods.formulas import Formula
from monitoring.numbers import format_number, format_value
from monitoring.wording import period_label

_DIGITS = 3
Floats = NDArray[np.float64]


def of_its_type(scene: Scene) -> Example | None:
    """The first area that has a type: its distance to the centre of each type, and how clearly it belongs to its own."""
    types = _types(scene)
    if types is None:
        return None
    typology, ground = types.typology, types.ground
    at = int(np.flatnonzero(typology.taken)[0])
    own, z = int(typology.type_of[at]), typology.z[:, at]
    squares = ((z - typology.centres) ** 2).sum(axis=1)
    lines = (
        _standardised(types, at, own),
        Line(
            _("Distance to the centre of each type"),
            (Formula("D² = Σ (z_k − m_k)²"),),
            (Formula(f"D² = {_squares(z, typology.centres[own])} = {exact(float(squares[own]), _DIGITS)}"),),
            (_("Type"), "D²"),
            tuple((type_name(types, one), format_number(float(square), _DIGITS)) for one, square in enumerate(squares)),
            said=_nearest(types),
        ),
        _silhouette(types, at, own),
    )
    found = _("%(area)s belongs to the type “%(type)s”, with %(number)s areas in all.") % {
        "area": ground.places.names[at],
        "type": type_name(types, own),
        "number": format_number(len(types.members(own))),
    }
    return Example(said(ground.entry.spec.title), ground.places.names[at], _day(ground), lines, said=found)


def _types(scene: Scene) -> Types | None:
    if scene.release is None or scene.typology is None:
        return None
    try:
        return types_of(scene.release, scene.typology, scene.audience)
    except Unanswerable:
        return None


def _day(ground: Ground) -> str:
    return period_label(ground.moment.day.isoformat())


def _squares(one: Floats, other: Floats) -> str:
    return " + ".join(
        f"({exact(float(a), _DIGITS)} − {bracketed(float(b), _DIGITS)})²" for a, b in zip(one, other, strict=True)
    )


def _nearest(types: Types) -> str:
    if types.ground.entry.spec.method == "ward":
        return _("Types were found by merging the groups that differ least; m: the mean of the type’s areas.")
    return _("m: the mean of the type’s areas. An area belongs to the type with the nearest centre.")


def _standardised(types: Types, at: int, own: int) -> Line:
    ground, typology = types.ground, types.typology
    rows = []
    for k, spec in enumerate(ground.specs):
        known = ground.values[k, typology.taken]
        mean, spread = fsum(known) / len(known), float(known.std())
        rows.append(
            (
                said(spec.title),
                in_full(float(ground.values[k, at]), spec.unit),
                format_number(mean, _DIGITS),
                format_number(spread, _DIGITS),
                format_number(float(typology.z[k, at]), _DIGITS),
                format_number(float(typology.centres[own, k]), _DIGITS),
            )
        )
    head = (
        _("Indicator"),
        _("Value"),
        _("Mean of areas (c)"),
        _("Standard deviation (s)"),
        "z",
        _("Centre of its type (m)"),
    )
    return Line(_("Standardised over the areas"), (Formula("z_k = (x_k − c_k) ÷ s_k"),), (), head, tuple(rows))


def _silhouette(types: Types, at: int, own: int) -> Line:
    """From the mean distances to the areas of its own type and of the nearest other one."""
    typology = types.typology
    distance = np.sqrt(((typology.z - typology.z[:, at : at + 1]) ** 2).sum(axis=0))
    others = [place for place in types.members(own) if place != at]
    title = _("How clearly it belongs there (silhouette)")
    rule = (Formula("s = (b − w) ÷ (max(b, w))"),)
    if not others:
        return Line(title, rule, (Formula("s = 0"),), said=_("It is the only area of its type."))
    within = float(distance[others].mean())
    between = min(float(distance[types.members(one)].mean()) for one in range(types.count) if one != own)
    put_in = f"({exact(between, _DIGITS)} − {exact(within, _DIGITS)}) ÷ {exact(max(between, within), _DIGITS)}"
    words = _(
        "w: mean distance to the areas of its type; b: to those of the nearest other type. 1: clearly, 0: between two."
    )
    return Line(title, rule, (Formula(f"{put_in} = {exact(float(typology.silhouette[at]), _DIGITS)}"),), said=words)


def most_like(scene: Scene) -> Example | None:
    """The first area that has all indicators, and the area that is nearest to it."""
    types = _types(scene)
    if types is None or scene.release is None or scene.typology is None:
        return None
    ground = types.ground
    at = int(np.flatnonzero(types.typology.taken)[0])
    place = {"edition": ground.areas.edition, "level": ground.places.level}
    try:
        found = resembling(scene.release, scene.typology, scene.audience, area=ground.places.codes[at], **place)
    except Unanswerable:
        return None
    nearest = found.nearest(1)
    if not nearest or not found.similarity.distance[nearest[0]]:
        return None
    other, z = nearest[0], found.similarity.z
    apart = z[:, other] - z[:, at]
    parts = found.similarity.root @ apart
    taken = np.isfinite(z).all(axis=0)
    specs, names = ground.specs, ground.places.names
    rows = tuple(
        (
            said(spec.title),
            in_full(float(ground.values[k, at]), spec.unit),
            in_full(float(ground.values[k, other]), spec.unit),
            format_number(float(ground.values[k, taken].std()), _DIGITS),
            format_number(float(apart[k]), _DIGITS),
        )
        for k, spec in enumerate(specs)
    )
    matrix = tuple(
        (said(spec.title), *(format_number(float(cell), _DIGITS) for cell in found.similarity.root[k]))
        for k, spec in enumerate(specs)
    )
    numbered = tuple(str(k) for k in range(1, len(specs) + 1))
    lines = (
        Line(
            _("Differences in standard deviations"),
            (Formula("Δz_k = (x_kb − x_ka) ÷ s_k"),),
            (),
            (_("Indicator"), names[at], names[other], _("Standard deviation"), "Δz"),
            rows,
        ),
        Line(
            _("Weights, so that indicators that say the same do not count twice"),
            (Formula("w_k = Σ B_kj · Δz_j"),),
            tuple(Formula(_weighted(k, row, apart, parts)) for k, row in enumerate(found.similarity.root)),
            (_("Indicator"), *numbered),
            matrix,
            said=_("B: the inverse square root of the correlation matrix of the indicators over all areas."),
        ),
        Line(
            _("Distance"),
            (Formula("D = √(Σ w_k²)"),),
            (
                Formula(
                    f"√({' + '.join(f'{bracketed(float(part), _DIGITS)}²' for part in parts)}) = "
                    f"{exact(float(found.similarity.distance[other]), _DIGITS)}"
                ),
            ),
        ),
        Line(
            _("Share of each indicator in the distance"),
            (Formula("w_k² ÷ D²"),),
            (),
            (_("Indicator"), _("Share")),
            tuple(
                (said(spec.title), format_value(100 * float(found.similarity.share[k, other]), "%", 0))
                for k, spec in enumerate(specs)
            ),
        ),
    )
    told = _("Of all areas %(other)s is the nearest to %(area)s.") % {"other": names[other], "area": names[at]}
    return Example(said(ground.entry.spec.title), f"{names[at]} · {names[other]}", _day(ground), lines, said=told)


def _weighted(k: int, row: Floats, apart: Floats, parts: Floats) -> str:
    terms = (
        f"{bracketed(float(b), _DIGITS)} · {bracketed(float(d), _DIGITS)}" for b, d in zip(row, apart, strict=True)
    )
    return f"w_{k + 1} = {' + '.join(terms)} = {exact(float(parts[k]), _DIGITS)}"
