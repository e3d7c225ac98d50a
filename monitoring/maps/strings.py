"""Every sentence of the map's script, translated here and handed over as JSON: no text stands in JavaScript."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from monitoring.areasheets.sentences import TEMPLATES
from monitoring.maps.indices import INDICES
from monitoring.maps.patterns import PATTERNS, SENTENCES
from monitoring.maps.trends import TRENDS, VARIANTS
from monitoring.numbers import SHARE_TINY, STATES
from monitoring.wording import PERIODS

_SHORT: dict[str, Promise] = {
    "short_more": _("%(area)s: %(value)s, %(difference)s more than %(reference)s (%(reference_value)s)"),
    "short_less": _("%(area)s: %(value)s, %(difference)s less than %(reference)s (%(reference_value)s)"),
    "short_same": _("%(area)s: %(value)s, as %(reference)s (%(reference_value)s)"),
    "short_alone": _("%(area)s: %(value)s"),
    "short_share": _("%(area)s: %(value)s, that is %(share)s of the number %(reference)s"),
    "short_index": _("%(area)s: index %(index)s (%(reference)s = 100), value %(value)s"),
    "short_state": _("%(area)s: no value, %(state)s"),
}
_LEGEND: dict[str, Promise] = {
    "legend_distribution": _("Distribution of the areas over the values; the mark shows the reference area"),
    "legend_areas": _("areas"),
    "class_first": _("%(from)s to %(to)s"),
    "class_between": _("over %(from)s to %(to)s"),
    "class_below": _("up to %(to)s"),
    "class_above": _("over %(from)s"),
    "index_unit": _("Index, reference = 100"),
    "count_unit": _("Number"),
    "show_value": _("value"),
    "show_difference": _("difference to the reference"),
    "show_index": _("index"),
}
_CLASSES: dict[str, Promise] = {
    "method_fixed": _("Fixed classes"),
    "method_quantiles": _("Quantiles: about equally many areas"),
    "method_natural": _("Natural breaks: as alike as possible"),
    "method_equal": _("Equal intervals"),
    "method_deviations": _("Standard deviations around the reference"),
    "classes_fixed": _("Fixed classes of the indicator, the same in every period."),
    "classes_period": _("%(method)s. From the values of this period alone (%(last)s)."),
    "classes_all": _("%(method)s. The same classes in %(count)s periods, from %(first)s to %(last)s."),
    "classes_symmetric": _("The classes lie symmetrically around the reference."),
    "classes_fewer": _("Equal values leave fewer classes: %(count)s."),
}
_TABLE: dict[str, Promise] = {
    "table_caption": _("%(title)s, %(period)s. Compared with the value %(reference)s. Order of the area codes."),
    "column_code": _("Code"),
    "column_area": _("Area"),
    "column_value": _("Value"),
    "column_share": _("Share of the reference"),
    "column_difference": _("Difference to the reference"),
    "column_index": _("Index"),
    "column_change": _("Change against the year before"),
    "column_period": _("Period"),
}
_PANEL: dict[str, Promise] = {
    "panel_level": pgettext_lazy("of a value", "Level"),
    "panel_trend": _("Trend"),
    "how_asked": _("How was this computed?"),
    "how_close": _("Close"),
    "series_none": _("There is no series yet: it begins with the second period."),
    "series_as_table": _("Series as a table"),
    "series_label": _("Series of %(area)s compared with %(reference)s; the table below has the numbers"),
    "series_break": _("definition changes"),
    "series_exceptional": _("not usual"),
    "series_from": _("From %(period)s:"),
    "series_target": _("Goal"),
    "goal_open": _("To the goal"),
    "goal_set": _("Set a goal"),
    "series_span": _("%(first)s to %(last)s:"),
}
_PAGE: dict[str, Promise] = {
    "map_hint": _("Point at an area or walk with the arrow keys."),
    "map_hint_touch": _("Tap an area."),
    "map_areas": _("Areas on the map: %(level)s"),
    "zoom_in": _("Zoom in"),
    "zoom_out": _("Zoom out"),
    "indicator_waiting": _("%(title)s (no values yet)"),
    "reference_option_city": _("Whole city (%(area)s)"),
    "reference_option_whole": _("Whole city"),
    "reference_option_parent": _("The area above each"),
    "reference_option_type": _("Areas of the same type"),
    "reference_group_beyond": _("Beyond the city"),
    "search_none": _("No area of this level has this name or code."),
    "search_found": _("%(count)s areas found; arrow keys choose, Enter opens."),
    "reading_aid": _("Reading aid:"),
    "source": _("Source:"),
    "licence": _("Licence: %(licence)s"),
    "to_indicator": _("Indicator sheet"),
    "edition_from": _("%(system)s as of %(from)s"),
    "edition_until": _("%(system)s as of %(from)s to %(until)s"),
    "release_line": _("As of: release %(number)s of %(date)s"),
    "release_none": _("No release"),
    "release_provisional": _("provisional"),
    "release_revised": _("revised"),
    "release_demo": _("invented data"),
    "release_not_audited": _("not audited: for the administration only"),
    "residual_line": _("%(name)s: %(share)s of the city (not on the map, in the table)"),
    "copied": _("Link copied."),
    "copy_failed": _("The browser does not allow copying; the address bar holds the link."),
}
_HINTS: dict[str, Promise] = {
    "hint_indicator": _("There is no indicator “%(code)s” for you; “%(title)s” is shown instead."),
    "hint_level": _("The indicator does not exist at this level; shown is: %(level)s."),
    "hint_period": _("There are no values for %(wanted)s; shown is %(period)s."),
    "hint_show": _("This way of showing does not fit the indicator; the value is shown."),
    "hint_reference": _("“%(wanted)s” cannot be compared with here; the city is the reference."),
    "hint_classes": _("“%(wanted)s” is no choice of classes; the usual ones are shown."),
    "hint_area": _("There is no area %(code)s at this level."),
    "hint_at": _("The position in the address is no place on earth; the whole city is shown."),
}
_TROUBLE: dict[str, Promise] = {
    "retry": _("Try again"),
    "failed_title": _("The map could not be loaded"),
    "problem_network": _("The portal does not answer. The connection may be interrupted; nothing is lost. Try again."),
    "problem_server": _(
        "The portal could not answer this question. Released values are not affected. Try again in a minute."
    ),
    "problem_unknown": _("Something unexpected happened. Released values are not affected."),
    "no_shapes": _("There are no shapes for this level of this edition of areas."),
    "no_values_title": _("No values yet"),
    "no_values_text": _("Nothing has been released for this indicator yet."),
    "empty_title": _("There is nothing to show yet"),
    "empty_text": _("Nothing has been released that you may see. The start page says how the first delivery is made."),
    "empty_text_anonymous": _(
        "Nothing is public yet: values stay with the administration until their disclosure audit has passed. Those who "
        "belong to it sign in to see more."
    ),
}
STRINGS: dict[str, Promise] = {
    **PERIODS,
    **TEMPLATES,
    **{f"state_{code}": words for code, words in STATES.items()},
    "share_tiny": SHARE_TINY,
    **_SHORT,
    **PATTERNS,
    **TRENDS,
    **VARIANTS,
    **SENTENCES,
    **INDICES,
    **_LEGEND,
    **_CLASSES,
    **_TABLE,
    **_PANEL,
    **_PAGE,
    **_HINTS,
    **_TROUBLE,
}


def strings() -> dict[str, str]:
    """All of them in the active language."""
    points = {"unit_point": _points(1), "unit_points": _points(2)}
    return {key: str(words) for key, words in STRINGS.items()} | points


def _points(count: int) -> str:
    return ngettext("percentage point", "percentage points", count)
