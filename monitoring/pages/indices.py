"""The sheets of indices: definition, components, formula, exclusions, classes. Who sees one, decides the access module."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from indicators.catalogue.specs import IndexSpec
from indicators.queries.indices import IndexEntry, index, indices
from monitoring.api.doors import said
from monitoring.areasheets.places import level_names
from monitoring.departments.access import Right, reader_may
from monitoring.departments.readers import Reader, reader_of
from monitoring.methods.examples.index import example_of_index
from monitoring.methods.figures import exact
from monitoring.methods.formulas import Formula
from monitoring.methods.index_classes import class_ranges
from monitoring.methods.registry import method_of
from monitoring.methods.sums import weighted_sum
from monitoring.pages import index_words
from monitoring.pages.index_values import class_counts


@require_safe
def index_list(request: HttpRequest) -> HttpResponse:
    """Every index that the reader may see, by code: no order of worth."""
    reader = reader_of(request.user)
    listed = [_short(entry) for entry in indices() if reader_may(reader, Right.SEE_INDEX, entry)]
    return render(request, "indices/list.html", {"listed": listed})


@require_safe
def index_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet of one index."""
    reader = reader_of(request.user)
    entry = index(code)
    if entry is None or not reader_may(reader, Right.SEE_INDEX, entry):
        raise Http404
    context = sheet_context(entry, reader) | {"counted": class_counts(request, code), "levels": level_names(request)}
    context["example"] = example_of_index(request, code)
    return render(request, "indices/sheet.html", context)


def sheet_context(entry: IndexEntry, reader: Reader) -> dict[str, Any]:
    """Everything that the sheet says."""
    spec = entry.spec
    related = [other for other in indices() if reader_may(reader, Right.SEE_INDEX, other)]
    return _short(entry) | {
        "spec": spec,
        "components": _components(entry),
        "formula": formulas(spec),
        "centre": index_words.CENTRES.get(spec.centre, spec.centre),
        "spread": index_words.SPREADS.get(spec.spread, spec.spread),
        "standard": index_words.STANDARDS.get(spec.standardise, spec.standardise),
        "combination": index_words.COMBINATIONS.get(spec.combine, spec.combine),
        "classes": class_ranges(spec),
        "status_index": next((_short(one) for one in related if one.code == spec.dynamics_of), None),
        "dynamics": [_short(one) for one in related if one.spec.dynamics_of == spec.code],
        "breaks": [
            {"period": found.period, "text": said(found.text), "title": said(one.title)}
            for one in entry.indicators
            for found in one.breaks
        ],
        "method": method_of("index"),
    }


def _short(entry: IndexEntry) -> dict[str, Any]:
    spec = entry.spec
    sheet = spec.sheet
    texts = (
        {name: said(getattr(sheet, name)) for name in ("key_statement", "reading_aid", "comparability")}
        if sheet
        else {}
    )
    return {
        "code": spec.code,
        "title": said(spec.title),
        "components_named": [said(one.title) for one in entry.indicators],
        "sheet": texts,
    }


def _components(entry: IndexEntry) -> list[dict[str, Any]]:
    known = {one.code: one for one in entry.indicators}
    total = sum(abs(weight) for weight in entry.spec.weights) or 1.0
    return [
        {"code": code, "title": said(known[code].title), "weight": exact(weight), "part": 100 * weight / total}
        for code, weight in zip(entry.spec.components, entry.spec.weights, strict=True)
        if code in known
    ]


def formulas(spec: IndexSpec) -> list[Formula]:
    """The rule of the index, line by line, with its own weights."""
    value = "x_ka" if not spec.change_years else "Δx_ka"
    lines = [f"z_ka = ({value} − c_k) ÷ s_k"]
    if spec.standardise == "min_max":
        lines = [f"z_ka = ({value} − min_k) ÷ (max_k − min_k)"]
    if spec.change_years:
        before = ngettext("x one year before", "x %(years)s years before", spec.change_years) % {
            "years": spec.change_years
        }
        lines.insert(0, f"Δx_ka = x_ka − {{{before}}}")
    combined = weighted_sum((weight, f"z_{number}") for number, weight in enumerate(spec.weights, 1))
    lines.append(f"C_a = ({combined}) ÷ {exact(sum(spec.weights))}" if spec.combine == "mean" else f"C_a = {combined}")
    lines.append("I_a = (C_a − c_C) ÷ s_C" if spec.restandardise else "I_a = C_a")
    return [Formula(line) for line in lines]
