"""Rules between the keys of one file. They see only values that could be read: one slip is reported once. Pure."""

import math
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise

from indicators.catalogue.problems import Findings
from indicators.catalogue.readers import bound
from indicators.catalogue.specs import Break, IndicatorKind, MeasureFrom, Visibility
from indicators.periods import parse_period

Values = dict[str, object]
FullName = Callable[[str], str]


def days_in_order(values: Values, full: FullName, findings: Findings) -> None:
    """``from`` is not after ``to``."""
    first, last = values.get("from"), values.get("to")
    if isinstance(first, date) and isinstance(last, date) and first > last:
        findings.add(full("to"), "dates_reversed")


def periods_in_order(values: Values, full: FullName, findings: Findings) -> None:
    """The span ``from`` … ``to`` does not end before it begins."""
    first, last = values.get("from"), values.get("to")
    if isinstance(first, str) and isinstance(last, str) and parse_period(last).ends < parse_period(first).starts:
        findings.add(full("to"), "dates_reversed")


def pairing_states_its_months(values: Values, full: FullName, findings: Findings) -> None:
    """``nearest_earlier`` needs ``within_months``: how old a denominator may be is a decision, not a default."""
    if values.get("denominator") == "nearest_earlier" and values.get("within_months") == 0:
        findings.add(full("within_months"), "missing_key")


def public_minimum_is_not_lower(values: Values, full: FullName, findings: Findings) -> None:
    """The public never sees what staff may not."""
    staff, public = values.get("staff"), values.get("public")
    if isinstance(staff, float) and isinstance(public, float) and public < staff:
        findings.add(full("public"), "out_of_range", value=public, minimum=bound(staff), maximum=bound(math.inf))


_NEEDED = {
    IndicatorKind.RATE: ("numerator", "denominator", "pairing"),
    IndicatorKind.COUNT: ("numerator",),
    IndicatorKind.SHARE: ("measure", "weight"),
    IndicatorKind.CHANGE: ("measure", "weight"),
}
_FOREIGN = {
    IndicatorKind.RATE: ("measure", "weight", "measure_from"),
    IndicatorKind.COUNT: ("denominator", "measure", "weight", "measure_from"),
    IndicatorKind.SHARE: ("numerator", "denominator"),
    IndicatorKind.CHANGE: ("numerator", "denominator"),
}


def keys_fit_the_kind(values: Values, full: FullName, findings: Findings) -> None:
    """A rate names numerator, denominator and pairing; a share measure and weight, and the pairing of the weight."""
    kind = values.get("kind")
    if not isinstance(kind, IndicatorKind):
        return
    for key in _FOREIGN[kind]:
        if values.get(key) not in (None, ()):
            findings.add(full(key), "not_for_kind", kind=kind.value)
    needed = _NEEDED[kind] + (("pairing",) if values.get("weight") else ())
    for key in needed:
        if key in values and (values[key] is None or values[key] == () and key != "weight"):
            findings.add(full(key), "missing_key")


def departments_fit_the_visibility(values: Values, full: FullName, findings: Findings) -> None:
    """Departments are named if and only if the indicator is visible to departments."""
    visibility = values.get("visibility")
    if not isinstance(visibility, Visibility) or "departments" not in values:
        return
    if visibility is Visibility.DEPARTMENT and not values["departments"]:
        findings.add(full("departments"), "missing_key")
    if visibility is not Visibility.DEPARTMENT and values["departments"]:
        findings.add(full("departments"), "not_for_visibility", visibility=visibility.value)


def classes_ascend(values: Values, full: FullName, findings: Findings) -> None:
    """Fixed class breaks ascend."""
    _ascend(values.get("fixed_classes"), full("fixed_classes"), findings)


def edges_ascend(values: Values, full: FullName, findings: Findings) -> None:
    """The edges between an index's classes ascend."""
    _ascend(values.get("breaks"), full("breaks"), findings)


def _ascend(numbers: object, key: str, findings: Findings) -> None:
    if isinstance(numbers, tuple) and any(left >= right for left, right in pairwise(numbers)):
        findings.add(key, "not_ascending")


def definitions_change_at_breaks(values: Values, full: FullName, findings: Findings) -> None:
    """Another measure from a date on is a break of the series: each entry of ``measure_from`` has one of its period."""
    later, breaks = values.get("measure_from"), values.get("breaks")
    if not isinstance(later, tuple) or not isinstance(breaks, tuple):
        return
    entries = [entry for entry in later if isinstance(entry, MeasureFrom)]
    periods_ascend([entry.period for entry in entries], full("measure_from"), findings)
    marked = {entry.period for entry in breaks if isinstance(entry, Break)}
    for entry in entries:
        if entry.period not in marked:
            findings.add(full("breaks"), "change_without_break", period=entry.period)


def index_lengths_agree(values: Values, full: FullName, findings: Findings) -> None:
    """One weight per component; one edge fewer than classes; one comparison, and one English name, per class."""
    sizes = {name: len(value) for name, value in values.items() if isinstance(value, tuple)}
    expected = {"weights": sizes.get("components"), "closed": sizes.get("classes")}
    if sizes.get("classes_en"):
        expected["classes_en"] = sizes.get("classes")
    expected["breaks"] = sizes["classes"] - 1 if "classes" in sizes else None
    for name, size in expected.items():
        if size is not None and name in sizes and sizes[name] != size:
            findings.add(full(name), "wrong_length", count=sizes[name], expected=size)


def index_combines_several(values: Values, full: FullName, findings: Findings) -> None:
    """An index of one component is that component once more, under another name."""
    components = values.get("components")
    if isinstance(components, tuple) and len(components) < 2:
        findings.add(full("components"), "one_component")


def weights_have_a_sum(values: Values, full: FullName, findings: Findings) -> None:
    """Something weighs: a mean divides by the sum of the weights; in a sum a turned component may outweigh the others.

    A negative weight turns a component whose low values mean disadvantage (turnout), so that [1, −1] says something.
    """
    weights = values.get("weights")
    numbers = [weight for weight in weights if isinstance(weight, float)] if isinstance(weights, tuple) else []
    total = math.fsum(numbers if values.get("combine") == "mean" else map(abs, numbers))
    if numbers and total <= 0:
        findings.add(full("weights"), "weights_without_sum", sum=bound(total))


_COMPLEMENT = {"<": ">=", "<=": ">"}


def edges_belong_to_one_class(values: Values, full: FullName, findings: Findings) -> None:
    """Every class but the last lies below its edge, and the last begins where the one before it ends."""
    closed, classes = values.get("closed"), values.get("classes")
    if not isinstance(closed, tuple) or not isinstance(classes, tuple) or not 2 <= len(closed) == len(classes):
        return
    for place, comparison in enumerate(closed[:-1], start=1):
        if comparison not in _COMPLEMENT:
            findings.add(full(f"closed[{place}]"), "unknown_value", value=str(comparison), allowed="<, <=")
    last = _COMPLEMENT.get(str(closed[-2]))
    if last is not None and closed[-1] != last:
        findings.add(full(f"closed[{len(closed)}]"), "unknown_value", value=str(closed[-1]), allowed=last)


def not_its_own_dynamics(values: Values, full: FullName, findings: Findings) -> None:
    """The dynamics of an index are another index."""
    if values.get("dynamics_of") and values.get("dynamics_of") == values.get("code"):
        findings.add(full("dynamics_of"), "its_own_dynamics")


def periods_ascend(codes: Sequence[str], key: str, findings: Findings) -> None:
    """Each period ends after the one before it."""
    ends = [parse_period(code).ends for code in codes]
    if any(left >= right for left, right in pairwise(ends)):
        findings.add(key, "not_ascending")
