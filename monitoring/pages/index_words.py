"""How an index is built, in words. Codes of the catalogue in, text of the active language out."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CENTRES: dict[str, Promise] = {
    "mean_of_areas": _("the simple mean of the areas that take part"),
    "rate_of_the_whole": _("the value of the whole city"),
}
SPREADS: dict[str, Promise] = {
    "population_sd": _("the standard deviation of these areas (divided by their number)"),
    "sample_sd": _("the standard deviation of these areas (divided by their number less one)"),
}
STANDARDS: dict[str, Promise] = {
    "z": _("distance from the centre, in standard deviations"),
    "min_max": _("from 0 at the smallest to 1 at the largest value"),
}
COMBINATIONS: dict[str, Promise] = {"sum": _("weighted sum"), "mean": _("weighted mean")}
LEFT_OUT: dict[str, Promise] = {
    "residual": _("the unit without a usable address"),
    "listed": _("named in the definition"),
    "residents": _("too few residents"),
    "not_computed": _("a component is not computed there"),
    "no_number": _("a component has no number there"),
    "no_earlier": _("there is no earlier number to compare with"),
    "alone": _("no other area to compare with"),
}
