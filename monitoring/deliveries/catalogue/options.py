"""Words for what a key's closed list offers. Codes in, text of the active language out."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from indicators.catalogue.schemas import Part
from monitoring.catalogue import words
from monitoring.pages.vocabulary import in_words
from monitoring.wording import domain_text, unit_text

_SIGNS: dict[str, Promise] = {
    ",": _("comma"),
    ";": _("semicolon"),
    "\t": _("tab"),
    "|": _("vertical bar"),
    ".": _("full stop"),
    " ": _("space"),
    "'": _("apostrophe"),
    '"': _("quotation mark"),
    "auto": _("told by the file"),
    "": pgettext_lazy("sign", "none"),
}
_METHODS: dict[str, Promise] = {
    "mean_of_areas": _("mean of the areas"),
    "rate_of_the_whole": _("rate of the whole"),
    "population_sd": _("standard deviation (divided by n)"),
    "sample_sd": _("standard deviation (divided by n − 1)"),
    "z": _("z-scores"),
    "min_max": _("from smallest to largest"),
    "sum": _("sum"),
    "mean": _("mean"),
    "same": _("the same date"),
    "nearest_earlier": _("the nearest earlier date"),
    "argument": _("is stated with the delivery"),
    "column": _("in a column of the file"),
    "header": _("in the names of columns"),
    "sheet": _("in the names of sheets"),
    "csv": _("text (CSV)"),
    "spreadsheet": _("spreadsheet (XLSX, XLS, ODS)"),
    "geodata": _("geodata (GeoPackage, GeoJSON, Shapefile)"),
    "parquet": _("Parquet"),
    "wide": _("wide: a column per measure"),
    "long": _("long: a row per number"),
    "auto": _("told by the file"),
    "edition": _("every area of the edition"),
    "any": _("any areas"),
    "k_means": _("k-means: areas around centres"),
    "ward": _("Ward: areas merged step by step"),
}


def _indicator_unit(code: str) -> str:
    return unit_text(code) or str(words.MEASURE_UNITS.get(code, code))


_WORDS: dict[str, Callable[[str], str]] = {
    "indicator:kind": lambda code: in_words(code, "kind"),
    "indicator:unit": _indicator_unit,
    "measure:kind": lambda code: in_words(code, "measure_kind"),
    "measure:unit": lambda code: words.worded(words.MEASURE_UNITS, code),
    "population": lambda code: in_words(code, "population"),
    "cadence": lambda code: in_words(code, "cadence"),
    "policy": lambda code: in_words(code, "policy"),
    "polarity": lambda code: in_words(code, "polarity"),
    "visibility": lambda code: words.worded(words.VISIBILITIES, code),
    "domain": domain_text,
    "delimiter": lambda code: words.worded(_SIGNS, code),
    "quote": lambda code: words.worded(_SIGNS, code),
    "decimal": lambda code: words.worded(_SIGNS, code),
    "thousands": lambda code: words.worded(_SIGNS, code),
}


def option_word(part: Part, path: str, code: str) -> str:
    """A choice in words; one without words stays as the file has it."""
    word = _WORDS.get(f"{part.value}:{path}") or _WORDS.get(path)
    return word(code) if word else words.worded(_METHODS, code)
