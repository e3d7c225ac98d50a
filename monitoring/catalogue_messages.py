"""The wording of every problem of a catalogue file; the German stands in the message catalogue."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from indicators.catalogue.problems import CatalogueProblem

CATALOGUE_MESSAGES: dict[str, Promise] = {
    "no_folder": _("There is no such folder."),
    "nothing_found": _(
        "The folder holds no catalogue files. They stand in the sub-folders sources, measures, indicators, indices, "
        "profiles and typologies and end in .toml."
    ),
    "unknown_folder": _("Catalogue files stand in one of the sub-folders %(allowed)s, and not deeper."),
    "not_utf8": _("The file is not UTF-8. Save it in that encoding."),
    "not_toml": _("Line %(line)s is not valid TOML."),
    "unknown_key": _("This key is unknown here. Known are: %(allowed)s."),
    "missing_key": _("This key is missing."),
    "missing_language": _("The text is missing in one language: %(language)s. Both are needed."),
    "wrong_type": _("A value of another type is expected here: %(expected)s."),
    "empty_text": _("The text is empty."),
    "control_character": _("The text holds a control character that no text has."),
    "empty_list": _("At least one entry is needed."),
    "bad_code": _("“%(value)s” is no code: small letters, digits, hyphens and underscores, at most 80."),
    "code_is_not_file_name": _("The code “%(value)s” differs from the name of the file, “%(expected)s”."),
    "duplicate_code": _("The code “%(value)s” is already used by %(first)s."),
    "duplicate_value": _("“%(value)s” stands here more than once."),
    "unknown_value": _("“%(value)s” is not among the values allowed here: %(allowed)s."),
    "out_of_range": _("%(value)s lies outside the range from %(minimum)s to %(maximum)s."),
    "not_a_date": _("“%(value)s” is no date. Write it like 2023-01-31."),
    "not_a_period": _("“%(value)s” is no period. Write it like 2018-12-31, 2018-12, 2018-Q4, 2018-H2 or 2018."),
    "dates_reversed": _("The last day lies before the first."),
    "not_ascending": _("The entries must ascend."),
    "panel_for_staff_alone": _(
        "A panel of the kind “%(kind)s” is sorted by need: it stands on no dashboard for the public or the council."
    ),
    "wrong_length": _("There are %(count)s entries; %(expected)s are expected."),
    "one_component": _("An index combines at least two indicators; one alone is read as the indicator that it is."),
    "weights_without_sum": _("The weights add up to %(sum)s. Their sum must be above zero."),
    "its_own_dynamics": _("An index cannot be its own dynamics; name the status index that it belongs to."),
    "dynamics_of_dynamics": _("“%(value)s” is the dynamics of another index itself; name a status index."),
    "not_for_kind": _("An indicator of the kind “%(kind)s” does not have this key."),
    "not_for_visibility": _("Departments are named only for the visibility “department”, not for “%(visibility)s”."),
    "change_without_break": _(
        "From %(period)s on another measure is read, but no break is recorded for that period. Say what changed."
    ),
    "unknown_column": _("The column “%(column)s” is not among the mapped columns."),
    "column_used_twice": _(
        "The column “%(column)s” has two uses: it carries numbers, says what a row is about, or is ignored."
    ),
    "measure_delivered_twice": _("Two columns would deliver the measure “%(measure)s” for the same period."),
    "same_sign": _("Decimals, thousands and columns need different separators."),
    "not_for_format": _("Files of the format “%(format)s” do not have this. Leave the key out."),
    "not_for_layout": _("A profile with the layout “%(layout)s” does not have this key."),
    "not_for_origin": _("This says where a file names its periods; the profile says “%(origin)s” about them."),
    "period_not_in_column": _(
        "The periods stand in the header, but the column “%(column)s” does not say where: write {period} there once."
    ),
    "bad_pattern": _(
        "“%(value)s” does not say a period: it needs {period}, or {year} alone or with {half}, {quarter}, {month}, or "
        "{month} and {day}."
    ),
    "row_used_twice": _("Rows “%(value)s” have two uses: they are left out, and they carry a total or the rest."),
    "unresolved": _("The catalogue has no entry “%(value)s”."),
    "other_source": _("The measure “%(measure)s” belongs to another source than “%(source)s”."),
    "share_as_count": _("“%(measure)s” is a delivered share: rates and weights are added up from counts only."),
    "in_use": _(
        "Values of this measure count already, so its meaning (so far “%(value)s”) stays. Describe a new definition as "
        "a measure of its own."
    ),
    "released": _(
        "Released values were computed with this (so far “%(value)s”), and a published number never changes silently. "
        "Describe a new indicator; where the definition changes from a period on, record a break."
    ),
}

_TYPES: dict[str, Promise] = {
    "text": _("text in quotation marks"),
    "texts": _("a text in German (de) and one in English (en)"),
    "list": _("a list in square brackets"),
    "table": _("a table of keys and values"),
    "integer": _("a whole number"),
    "number": _("a number"),
    "boolean": _("true or false"),
    "date": _("a date such as 2023-01-31"),
}
_UNRESOLVED: dict[str, Promise] = {
    "source": _("There is no data source “%(value)s”."),
    "measure": _("There is no measure “%(value)s”."),
    "indicator": _("There is no indicator “%(value)s”."),
}


def catalogue_message(problem: CatalogueProblem) -> str:
    """One problem in the active language: the file, the key in it, and why."""
    place = problem.file
    if problem.key:
        place = gettext("%(file)s, key “%(key)s”") % {"file": problem.file, "key": problem.key}
    why = catalogue_reason(problem)
    return f"{place}: {why}" if place else why


def catalogue_reason(problem: CatalogueProblem) -> str:
    """Why alone, for where the place is plain."""
    params = {name: str(value) for name, value in problem.params}
    wording = CATALOGUE_MESSAGES[problem.code]
    if problem.code == "unresolved":
        wording = _UNRESOLVED.get(params["part"], wording)
    if problem.code == "wrong_type":
        params["expected"] = str(_TYPES.get(params["expected"], params["expected"]))
    return str(wording) % params
