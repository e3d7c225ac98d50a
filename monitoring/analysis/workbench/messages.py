"""The workbench in words: findings where they were entered, why an area is left out, what was varied."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indicators.calculation.robustness import Variation
from indicators.calculation.soundness import Finding, Weight
from indicators.catalogue.problems import CatalogueProblem
from indicators.states import LeftOut
from monitoring.catalogue_messages import catalogue_reason
from monitoring.numbers import format_number
from monitoring.wording import period_label

FINDINGS: dict[str, Promise] = {
    "weights_cancel": _(
        "The weights add up to zero: what one component adds, another takes away. Give one of them another weight; a "
        "negative weight is meant for components whose low values mean disadvantage."
    ),
    "weight_is_zero": _("With the weight 0 %(component)s says nothing in the index. Remove it, or give it a weight."),
    "component_constant": _(
        "%(component)s is the same in all areas: it tells none of them apart and adds 0 everywhere. Remove it, or choose "
        "another period."
    ),
    "whole_unknown": _(
        "%(component)s has no value for the whole city here, and the distance is to be taken from it. Take the mean of the "
        "areas as centre."
    ),
    "all_areas_excluded": _(
        "No area is left: every one is excluded or lacks a component. Loosen the exclusions, or choose another period or "
        "level."
    ),
    "single_area": _(
        "Only one area is left (%(area)s). An index compares areas with each other; of one alone it says nothing."
    ),
    "all_tied": _("All areas have the same combined value: the components cancel each other out. Change a weight."),
    "class_without_areas": _("No area is in the class “%(name)s” here."),
    "against_polarity": _(
        "%(component)s counts against its meaning: more disadvantage would lower the index. Turn it, unless this is meant."
    ),
    "neutral_component": _(
        "%(component)s is neutral: neither high nor low means disadvantage. Say in the description why it belongs here."
    ),
    "components_alike": _(
        "%(component)s and %(other)s nearly say the same (r = %(correlation)s): what they measure counts twice."
    ),
    "unknown_component": _("There is no indicator “%(component)s” for you."),
    "nothing_in_common": _(
        "There is no period and level at which all components have values. Look at the periods beside each of them."
    ),
    "not_released": _("Nothing is released for %(component)s."),
    "no_earlier": _("%(component)s has no values %(years)s years earlier. Choose a later period, or a shorter span."),
    "break_inside": _(
        "The definition of %(component)s changed (%(break)s) within the %(years)s years that are compared. A change across "
        "it would say nothing; choose a shorter span or another period."
    ),
}
#: Problems of the format that have more to say here than in a file; (key without places, code).
FORMAT: dict[tuple[str, str], Promise] = {
    ("components", "empty_list"): _(
        "An index needs components. Add the first indicator; the map follows with the second."
    ),
    ("components", "one_component"): _(
        "An index of one component is that indicator in other units. Add a second component, or look at the indicator on the "
        "map."
    ),
    ("components", "duplicate_value"): _("This indicator is already a component. Give it a greater weight instead."),
    ("weights", "empty_list"): _("Every component needs a weight."),
    ("weights", "wrong_type"): _("Write the weight as a number, for example 1 or 0.5."),
    ("weights", "weights_without_sum"): _(
        "The weights add up to zero, so nothing would be combined. Give a component more weight; where turned components "
        "count negatively, combine by the sum."
    ),
    ("breaks", "not_ascending"): _("The edges between classes must ascend: each one above the one before."),
    ("breaks", "wrong_type"): _("Write the edge as a number, for example −1 or 1.5."),
    ("classes", "empty_text"): _("Give the class a name."),
    ("classes", "duplicate_value"): _("Two classes have the same name."),
    ("exclude.areas.reason", "empty_text"): _("Say why this area is left out."),
    ("exclude.residents_below", "wrong_type"): _("Write the number of residents as a whole number, or leave it empty."),
    ("code", "empty_text"): _("Give the index a code: small letters, digits, hyphens."),
    ("title", "missing_key"): _("Give the index a name in German and in English."),
    ("sheet", "missing_key"): _(
        "Say in the sheet what the index states, how a class is read, and with what it compares."
    ),
}
#: Why an area has no index, short enough for a row of a table.
LEFT_OUT: dict[LeftOut, Promise] = {
    LeftOut.RESIDUAL: _("without a place in the city"),
    LeftOut.LISTED: _("excluded by name"),
    LeftOut.RESIDENTS: _("too few residents"),
    LeftOut.NOT_COMPUTED: _("a component does not apply"),
    LeftOut.NO_NUMBER: _("a component has no number"),
    LeftOut.NO_EARLIER: _("a component has no earlier number"),
    LeftOut.ALONE: _("no other area to compare with"),
}
VARIATIONS: dict[str, Promise] = {
    Variation.COMPONENT_LEFT_OUT: _("without %(component)s"),
    Variation.AREA_LEFT_OUT: _("without %(area)s, the area farthest out"),
    Variation.WEIGHT_GREATER: _("%(component)s a quarter heavier"),
    Variation.WEIGHT_SMALLER: _("%(component)s a quarter lighter"),
    "period_earlier": _("one period earlier (%(period)s)"),
}

#: Why something was not done; nothing has changed then.
DECLINED: dict[str, Promise] = {
    "unreadable": _("The page sent something that cannot be read. Reload it; what you composed stands in its address."),
    "nothing_live": _("Nothing has been released that you may see, so there is nothing to compose an index from yet."),
    "name_missing": _("Give the draft a name by which you find it again."),
    "name_taken": _("You have another draft of this name. Choose a different one."),
    "no_department": _("You belong to no department today, and a draft belongs to one. Your administrator helps."),
    "changed_meanwhile": _(
        "This draft was changed in another window. Nothing of yours is lost: save it under another name, or reload the page "
        "to see the other state."
    ),
    "gone": _("This draft is not yours, or it was deleted. Save what you see as a new draft."),
    "reason_missing": _("Say in one sentence why this index is needed; it stays with the decision."),
    "changes_nothing": _("The index in force says exactly this already."),
    "waits_already": _("An index of this code waits for a decision. It has to be decided or withdrawn first."),
    "decided": _("It was decided meanwhile."),
    "not_sound": _("This cannot be handed in yet. What is wrong stands beside each entry."),
    "not_saved": _("Save the draft first: what is handed in is what is saved."),
}


def found_document(finding: Finding, titles: Mapping[str, str]) -> dict[str, Any]:
    """A finding for the page: where, how much it weighs, and the sentence."""
    params = {name: _said(name, value, titles) for name, value in finding.params}
    return {
        "key": finding.key,
        "code": finding.code,
        "weight": finding.weight.value,
        "text": str(FINDINGS[finding.code]) % params,
    }


def problem_document(problem: CatalogueProblem) -> dict[str, Any]:
    """A problem of the document, which stops the computation, likewise."""
    own = FORMAT.get((re.sub(r"\[\d+\]", "", problem.key), problem.code))
    return {
        "key": problem.key,
        "code": problem.code,
        "weight": Weight.STOPS.value,
        "text": str(own) if own else catalogue_reason(problem),
    }


def _said(name: str, value: str | int | float, titles: Mapping[str, str]) -> str:
    if name in ("component", "other"):
        return titles.get(str(value), str(value))
    if name == "break":
        return period_label(str(value))
    if name == "correlation":
        return format_number(float(value), 2)
    return str(value)
