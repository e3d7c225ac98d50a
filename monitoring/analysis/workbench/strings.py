"""Every sentence of the script of the workbench, translated here and handed over as JSON; those of the map come along."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indicators.calculation.robustness import Variation
from monitoring.analysis.workbench.messages import LEFT_OUT, VARIATIONS
from monitoring.maps.strings import strings as map_strings

_FORM: dict[str, Promise] = {
    "wb_new": _("New index"),
    "wb_new_window": _("(opens in a new tab)"),
    "wb_weight": _("Weight"),
    "wb_high_counts": _("High counts as need"),
    "wb_low_counts": _("Low counts as need"),
    "wb_polarity_lower_is_more_disadvantage": _("low values mean disadvantage, so it is turned"),
    "wb_polarity_neutral": _("neutral"),
    "wb_remove": _("Remove: %(name)s"),
    "wb_span": _("%(first)s to %(last)s"),
    "wb_no_values": _("no values yet"),
    "wb_nothing_found": _("No indicator of yours has these words."),
    "wb_class": _("Class %(number)s"),
    "wb_class_de": _("Class %(number)s, name in German"),
    "wb_class_en": _("Class %(number)s, name in English"),
    "wb_closed": _("Class %(number)s: below its edge, or up to it"),
    "wb_edge": _("Class %(number)s: upper edge"),
    "wb_above_all": _("above all edges"),
    "wb_reason": _("Reason"),
    "wb_reason_for": _("Why %(name)s is left out"),
    "wb_take_back_in": _("Take %(name)s back in"),
    "wb_no_such_area": _("There is no area “%(text)s” at this level."),
}
_PICTURE: dict[str, Promise] = {
    "wb_map": _("Areas by class of the index"),
    "wb_begin": _("Begin with two indicators, or with a starting point."),
    "wb_hint": _("Point at an area, or walk with the arrow keys."),
    "wb_sentence": _("%(area)s: index %(value)s, class “%(name)s”%(next)s"),
    "wb_to_next": _(", %(distance)s to “%(name)s”"),
    "wb_left_out_sentence": _("%(area)s: no index, %(reason)s"),
    "wb_classes_caption": _("%(areas)s areas by class"),
    "wb_class_head": _("Class"),
    "wb_index": _("Index"),
    "wb_areas": _("Areas"),
    "wb_live": _("%(areas)s areas: %(counts)s."),
    "wb_moved": _("There the components do not meet; shown is %(period)s, %(level)s."),
}
_TABLES: dict[str, Promise] = {
    "wb_table_caption": _(
        "Index and what each component adds to it, in units of the index, so that the parts add up. Order of the area codes."
    ),
    "wb_table_by_need": _(
        "Index and what each component adds to it. Sorted by need: for work within the administration."
    ),
    "wb_base": _("Common part"),
    "wb_next": _("To the next class"),
    "wb_component": _("Component"),
    "wb_matrix_caption": _("Correlation over %(areas)s areas; above 0.9 two components nearly say the same."),
    "wb_alike": _("nearly the same"),
    "wb_which": _("Which"),
    "wb_variant": _("What is changed"),
    "wb_changed": _("Areas in another class"),
    "wb_share": _("Share of the areas"),
    "wb_earlier": _("One period earlier"),
    "wb_not_compared": _("not compared: a definition changed, or nothing came before"),
    "wb_robustness_caption": _("How many areas change class if one thing is changed at a time"),
    "wb_history_label": _("Share of the areas in each class by period; the table below has the numbers"),
    "wb_history_caption": _("Areas in each class by period, the latest first"),
}
_KEEPING: dict[str, Promise] = {
    "wb_saved": _("Saved as “%(name)s”."),
    "wb_unsaved": _("Changes are not saved yet; they stand in the address."),
    "wb_not_kept": _("Not saved; it stands in the address."),
    "wb_written": _("Written to %(name)s."),
    "wb_taken": _("The file was read."),
    "wb_no_answer": _("The portal could not answer. Nothing of yours is lost; try again in a moment."),
    "wb_no_connection": _("The portal does not answer. Nothing of yours is lost: it stands in the address."),
    "wb_signed_out": _("You are signed out. Sign in again in another tab and go on here; nothing of yours is lost."),
}


def strings() -> dict[str, str]:
    """All of them in the active language."""
    own = {**_FORM, **_PICTURE, **_TABLES, **_KEEPING}
    own |= {f"wb_out_{reason.word}": words for reason, words in LEFT_OUT.items()}
    own |= {f"wb_var_{variation}": VARIATIONS[variation] for variation in (*Variation, "period_earlier")}
    return map_strings() | {key: str(words) for key, words in own.items()}
