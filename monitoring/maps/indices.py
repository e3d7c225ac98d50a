"""An index on the map in words: classes instead of values, areas compared with each other, no trend."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

INDICES: dict[str, Promise] = {
    "way_value": _("Value"),
    "way_class": pgettext_lazy("of an index", "Class"),
    "reference_option_none": pgettext_lazy("a reference area", "none"),
    "hint_index": _(
        "An index compares the areas with each other, in classes of its own: reference area, choice of classes and "
        "calculation of the address do not hold for it."
    ),
    "short_class": _("%(area)s: class “%(name)s” (index value %(value)s)"),
    "short_left_out": _("%(area)s: no index. %(reason)s"),
    "level_class": _("%(title)s: %(period)s the area %(area)s was in the class “%(name)s” (index value %(value)s)."),
    "level_left_out": _("%(title)s: %(period)s there is no index for the area %(area)s."),
    "class_next": _("The index value lies %(distance)s from the nearest class, “%(name)s”."),
    "named_unit": _("Class (index value)"),
    "classes_index": _("Classes of the index, the same in every period. Each period is standardised by itself."),
    "classes_index_change": _("Changes %(since)s, compared between the areas."),
    "panel_parts": _("What the index is made of"),
    "column_part": _("Indicator"),
    "column_part_change": pgettext_lazy("of a value", "Change"),
    "column_z": _("Standardised"),
    "column_part_z": _("%(part)s (standardised)"),
    "parts_aid": _("Standardised: distance from the centre of the index, in standard deviations."),
    "column_class_value": _("Index value"),
    "column_class_name": pgettext_lazy("of an index", "Class"),
    "table_caption_index": _("%(title)s, %(period)s. Index value, class and components. Order of the area codes."),
    "series_label_index": _("Index value of %(area)s over the periods; the table below has the numbers"),
    "index_aid": _(
        "0 is the middle of the areas that take part; a larger number points to more of what the components count. The "
        "index compares areas of one date and is no ranking."
    ),
    "index_parts": _("Components:"),
    "to_index": _("Index sheet"),
}
