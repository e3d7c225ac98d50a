"""Why an allocation cannot be carried out, in words: what is wrong, and what to do. The German stands in the catalogue.

Each code of ``indicators.calculation.allocation.Refused``, of what the portal's door cannot answer, and of a file with
last year's amounts stands here, with the field of the form at which it is said.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Code → field of the variant, and the sentence. Amounts among the parameters are shown in the unit that is distributed.
REFUSALS: dict[str, tuple[str, Promise]] = {
    "nothing_to_distribute": ("total", _("There is nothing to distribute. Enter an amount above zero.")),
    "no_step": ("step", _("The smallest part must be above zero, for example 1, 0.5 or 100.")),
    "not_a_multiple": (
        "step",
        _("%(total)s cannot be divided into parts of %(step)s. Change the amount or the smallest part."),
    ),
    "too_fine": ("step", _("The smallest part is too small for this amount. Enter a larger one.")),
    "no_areas": (
        "without_value",
        _(
            "No area takes part: none has both a base and a need. Choose another need, or count areas without a value "
            "like the city."
        ),
    ),
    "bases_zero": ("base", _("The base is zero in every area that takes part. Choose another base.")),
    "weights_zero": (
        "weighting",
        _("With these weights no area has a claim. Give at least one class, or the lowest weight, more than zero."),
    ),
    "floors_exceed_total": (
        "floor",
        _("The floors alone add up to %(floors)s, but there is only %(total)s. Lower the floor or raise the amount."),
    ),
    "caps_below_total": (
        "cap",
        _(
            "With these caps at most %(caps)s can be given away, but there is %(total)s. Raise the cap or lower the amount."
        ),
    ),
    "floor_above_cap": (
        "cap",
        _(
            "In %(areas)s areas the floor lies above the cap once both are whole parts. Lower the floor or raise the cap."
        ),
    ),
    "no_reference": (
        "need",
        _(
            "The city as a whole has no value above zero for this need, so nothing can be compared with it. Choose another."
        ),
    ),
    "no_need": (
        "need",
        _("This indicator cannot be compared with the city, so it is no need. Choose a rate or a share."),
    ),
    "class_weights": (
        "class_weights",
        _("There are %(classes)s classes, but %(weights)s weights. Enter one weight for each class."),
    ),
}
#: The same for what is not released; ``base`` or ``need`` is the field.
NOT_RELEASED: dict[str, Promise] = {
    "unknown_indicator": _("This is not in the catalogue any more. Choose another."),
    "nothing_released": _("Nothing is released for this. Choose another."),
    "index_not_released": _("Nothing is released for this index. Choose another."),
    "unknown_period": _("There are no values for this period at this level of these areas. Choose another period."),
    "unknown_edition": _(
        "There are no values for these areas: this belongs to another division of the city. Choose another."
    ),
    "unknown_level": _("There are no values at this level. Choose another."),
    "release_withdrawn": _("The release was withdrawn. Take over the current one."),
    "unknown_release": _("There is no such release that you may see. Take over the current one."),
}
#: A line of a file with last year's amounts.
LINES: dict[str, Promise] = {
    "not_text": _("The file is no text in UTF-8. Save it as “CSV UTF-8” and upload it again."),
    "too_large": _("The file is larger than %(most)s MB: that is no list of areas."),
    "too_many_lines": _("The file has more than %(most)s lines: that is no list of areas."),
    "no_columns": _(
        "Two columns are needed: the code of the area and the amount, divided by a semicolon, comma or tab."
    ),
    "no_areas_yet": _("No variant of the draft can be calculated yet, so its areas are not known. Repair one first."),
    "no_lines": _("The file has no line with an area."),
    "columns_missing": _("There is no amount in this line."),
    "unknown_area": _(
        "There is no area “%(value)s” at this level. Codes are those of the table below, leading zeros included."
    ),
    "repeated_area": _("The area “%(value)s” stood in line %(first)s before."),
    "no_number": _("“%(value)s” is no number."),
    "ambiguous_number": _("“%(value)s” can mean two numbers. Write it without a sign for thousands."),
    "negative": _("“%(value)s” is below zero."),
    "too_big": _("“%(value)s” is too large."),
}
