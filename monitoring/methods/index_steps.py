"""The steps from the components of an area to its index and its class, with the numbers put in."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from indicators.catalogue.specs import IndexSpec
from indicators.queries.index_provenance import IndexProvenance
from monitoring.api.doors import said
from monitoring.methods.figures import bracketed, exact
from monitoring.methods.index_classes import class_ranges
from monitoring.methods.pieces import Step


def index_steps(found: IndexProvenance) -> tuple[Step, ...]:
    """Every step of an index that is there; none where the area has none."""
    if not found.is_told:
        return ()
    return (*_standardised(found), _combined(found), *_standardised_again(found), _class(found))


def _standardised(found: IndexProvenance) -> Iterator[Step]:
    """The z of each component; without centre and spread where these cannot be told."""
    values, spec, at = found.values, found.values.entry.spec, found.at
    titles = {part.code: said(part.title) for part in values.entry.indicators}
    for place, code in enumerate(spec.components):
        part, k = found.seen.parts[place], place + 1
        x = "Δx" if spec.change_years else "x"
        rule, numbers = [], []
        if part.earlier is not None:
            rule.append(f"{x}_{k} = {{{_('value')}}} − {{{_('value before')}}}")
            now, then = float(part.now.value[at]), float(part.earlier.value[at])
            numbers.append(f"{exact(now)} − {bracketed(then)} = {exact(float(values.components[place, at]))}")
        rule.append(_rule(spec, f"{x}_{k}", k))
        z = exact(float(values.z[place, at]))
        if found.between is None:
            numbers.append(f"z_{k} = {z}")
        elif found.between.spread[place] == 0:
            numbers.append(f"{{{_('the same everywhere, so it adds')}}} 0")
        else:
            centre, spread = float(found.between.centre[place]), float(found.between.spread[place])
            numbers.append(
                f"({exact(float(values.components[place, at]))} − {bracketed(centre)}) ÷ {exact(spread)} = {z}"
            )
        yield Step(f"component_{k}", titles.get(code, code), "index", tuple(rule), tuple(numbers))


def _rule(spec: IndexSpec, x: str, k: int) -> str:
    if spec.standardise == "min_max":
        return f"z_{k} = ({x} − min_{k}) ÷ (max_{k} − min_{k})"
    return f"z_{k} = ({x} − c_{k}) ÷ s_{k}"


def _combined(found: IndexProvenance) -> Step:
    values, spec, at = found.values, found.values.entry.spec, found.at
    names, terms = [], []
    for place, weight in enumerate(spec.weights):
        factor = "" if weight == 1 else f"{bracketed(weight)} · "
        names.append(f"{factor}z_{place + 1}")
        terms.append(f"{factor}{bracketed(float(values.z[place, at]))}")
    rule, put_in = " + ".join(names), " + ".join(terms)
    combined = sum(weight * float(z) for weight, z in zip(spec.weights, values.z[:, at], strict=True))
    if spec.combine == "mean":
        total = sum(spec.weights)
        rule, put_in, combined = f"({rule}) ÷ {exact(total)}", f"({put_in}) ÷ {exact(total)}", combined / total
    return Step("combined", _("Combined"), "index", (f"C = {rule}",), (f"{put_in} = {exact(combined)}",))


def _standardised_again(found: IndexProvenance) -> Iterator[Step]:
    """Only where the index says so."""
    values, spec, at = found.values, found.values.entry.spec, found.at
    if not spec.restandardise:
        return
    rule = "I = (C − c_C) ÷ s_C"
    if spec.standardise == "min_max":
        rule = "I = (C − min_C) ÷ (max_C − min_C)"
    numbers = f"I = {exact(float(values.value[at]))}"
    told = found.between
    if told is not None and found.is_exact and told.combined_spread > 0:
        combined, centre = exact(float(told.combined[at])), bracketed(told.combined_centre)
        numbers = f"({combined} − {centre}) ÷ {exact(told.combined_spread)} = {exact(float(values.value[at]))}"
    yield Step("again", _("Standardised once more"), "index", (rule,), (numbers,))


def _class(found: IndexProvenance) -> Step:
    values, spec, at = found.values, found.values.entry.spec, found.at
    place = int(values.class_of[at])
    rule = class_ranges(spec)[place]
    put_in = class_ranges(spec, exact(float(values.value[at]), 6))[place]
    title = _("Class “%(name)s”") % {"name": rule.name}
    return Step("class", title, "index", (rule.range.source,), (put_in.range.source,))
