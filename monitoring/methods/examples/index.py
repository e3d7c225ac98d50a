"""An index at one area: each component standardised, all of them combined, the class."""

import numpy as np
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from monitoring.api.views.indices import IndexValuesView, IndexView, IndicesView
from monitoring.methods.examples.scene import Document, Example, Line, Scene
from monitoring.methods.figures import bracketed, exact
from monitoring.methods.formulas import Formula
from monitoring.methods.sums import weighted_sum
from monitoring.numbers import format_number
from monitoring.pages.asking import ask
from monitoring.wording import period_label

_SAME = 0.005
"""A reader without counts sees rounded values; where their z differs by more, only the z itself is shown."""


def first_index(scene: Scene) -> Example | None:
    """The first index, by code, that has a value for this reader."""
    for one in ask(scene.request, IndicesView).data:
        if one["latest"] and (found := example_of_index(scene.request, one["code"])) is not None:
            return found
    return None


def example_of_index(request: HttpRequest, code: str) -> Example | None:
    """The first area with a class in the latest period."""
    values, sheet = ask(request, IndexValuesView, code=code), ask(request, IndexView, code=code)
    if not values.ok or not sheet.ok:
        return None
    at = next((at for at, one in enumerate(values.data["class"]) if one is not None), None)
    return _example(values.data, sheet.data, at) if at is not None else None


def _example(values: Document, sheet: Document, at: int) -> Example:
    included = [one is not None for one in values["class"]]
    lines = [_standardised(part, sheet, included, at, number) for number, part in enumerate(values["components"], 1)]
    terms = weighted_sum((part["weight"], bracketed(part["z"][at], 3)) for part in values["components"])
    names = weighted_sum((part["weight"], f"z_{number}") for number, part in enumerate(values["components"], 1))
    if sheet["combine"] == "mean":
        total = exact(sum(part["weight"] for part in values["components"]))
        terms, names = f"({terms}) ÷ {total}", f"({names}) ÷ {total}"
    combined = sum(part["weight"] * part["z"][at] for part in values["components"])
    if sheet["combine"] == "mean":
        combined /= sum(part["weight"] for part in values["components"])
    lines.append(Line(_("Combined"), (Formula(f"C = {names}"),), (Formula(f"{terms} = {exact(combined, 3)}"),)))
    place = values["class"][at]
    said = _("Index %(index)s: class “%(class)s”") % {
        "index": format_number(values["value"][at], 3),
        "class": values["classes"][place],
    }
    if sheet["restandardise"]:
        said += " " + _("(the sums of all areas were standardised once more)")
    query = {
        "indicator": f"index:{values['index']}",
        "area": values["codes"][at],
        "period": values["period"],
        "level": values["level"],
        "edition": values["edition"],
        "release": values["release"]["number"],
    }
    return Example(
        values["title"],
        values["names"][at],
        period_label(values["period"]),
        tuple(lines),
        said=said,
        link=f"{reverse('how')}?{urlencode(query)}",
    )


def _standardised(part: Document, sheet: Document, included: list[bool], at: int, number: int) -> Line:
    """The z of one component, with its centre and spread where these can be told."""
    known = np.array([one for one, taken in zip(part["value"], included, strict=True) if taken], float)
    z, value = part["z"][at], part["value"][at]
    title = str(part["title"])
    if sheet["standardise"] == "z" and sheet["centre"] == "mean_of_areas" and len(known) > 1:
        centre = float(known.mean())
        spread = float(known.std(ddof=int(sheet["spread"] == "sample_sd")))
        if spread > 0 and abs((value - centre) / spread - z) < _SAME:
            put_in = f"({exact(value, 3)} − {bracketed(centre, 3)}) ÷ {exact(spread, 3)} = {exact(z, 3)}"
            return Line(title, (Formula(f"(x_{number} − c_{number}) ÷ s_{number}"),), (Formula(put_in),))
    return Line(title, (), (Formula(f"z_{number} = {exact(z, 3)}"),))
