"""Trends as a way of showing, and values over longer times or smoothed, in words. Level and trend are never one word."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Classes of the trend: direction, and where something can be said beside the reference, that.
TRENDS: dict[str, Promise] = {
    "trend_class_diverging_rising": _("risen, counter to the development %(reference)s"),
    "trend_class_lagging_rising": _("less favourable than %(reference)s"),
    "trend_class_rising": _("risen"),
    "trend_class_stable": _("within the range of fluctuation"),
    "trend_class_falling": _("fallen"),
    "trend_class_lagging_falling": _("less favourable than %(reference)s"),
    "trend_class_diverging_falling": _("fallen, counter to the development %(reference)s"),
    "trend_unjudged": _("trend cannot be judged"),
    "short_trend": _("%(area)s: %(trend)s (%(change)s %(since)s)"),
    "short_trend_none": _("%(area)s: %(value)s, trend cannot be judged"),
    "show_trend": _("trend"),
    "column_trend": _("Trend"),
    "legend_trend_aid": _(
        "Against the year before, outside the range in which the area fluctuates anyway; counter to and less favourable: "
        "in two comparisons in a row. About one in twenty of the marked areas may still be chance."
    ),
    "legend_trend_none": _(
        "A trend can be judged where the same definition has been delivered for at least two years at even distances."
    ),
    "hint_variant_way": _("Trends are judged on the values as counted; these are shown."),
    "hint_variant_type": _("Areas of the same type are compared as counted; these values are shown."),
    "hint_variant": _("There is no calculation “%(wanted)s”; the values are shown as counted."),
}

#: Variants as options of the map, and what has to be said beside their values.
VARIANTS: dict[str, Promise] = {
    "variant_none": _("as counted"),
    "variant_rolling4": _("rolling four-quarter mean"),
    "variant_pooled3": _("three years together"),
    "variant_smoothed": _("smoothed"),
    "variant_aid_rolling4": _(
        "Rolling four-quarter mean: cases and residents of %(first)s to %(last)s, added up and divided anew. Chance "
        "in single quarters shows less, and so do sudden changes."
    ),
    "variant_aid_pooled3": _(
        "Three years together: cases and residents of %(first)s to %(last)s, added up and divided anew. For small "
        "areas and rare events; compared with the three years before."
    ),
    "variant_aid_smoothed": _(
        "Smoothed: small areas are drawn towards the rate of all areas, the more the fewer people they have. These "
        "are estimates and not what was counted."
    ),
    "variant_gap": _("A period in between was not delivered, so that there is no such value."),
    "variant_broken": _("The definition changes in between, so that there is no such value."),
}
