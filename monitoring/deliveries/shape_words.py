"""The shape of a profile's files in words: format, sheets, header, layout, where the periods stand, what is left out."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.catalogue.profile_spec import ProfileSpec

_DELIMITERS: dict[str, Promise] = {
    ",": gettext_lazy("comma"),
    ";": gettext_lazy("semicolon"),
    "\t": gettext_lazy("tab"),
    "|": gettext_lazy("vertical bar"),
    "auto": gettext_lazy("told by the file"),
}
_FORMATS: dict[str, Promise] = {
    "spreadsheet": gettext_lazy("spreadsheet (XLSX, XLS, ODS)"),
    "geodata": gettext_lazy("geodata (GeoPackage, GeoJSON, Shapefile)"),
    "parquet": gettext_lazy("Parquet"),
}


def form_text(spec: ProfileSpec) -> str:
    """The format of the files; of a text also what it is written in."""
    if spec.format != "csv":
        return str(_FORMATS.get(spec.format, spec.format))
    delimiter = str(_DELIMITERS.get(spec.delimiter, spec.delimiter))
    encoding = _("told by the file") if spec.encoding == "auto" else spec.encoding.upper()
    return _("CSV, delimiter: %(delimiter)s, encoding: %(encoding)s") % {"delimiter": delimiter, "encoding": encoding}


def shape_sentences(spec: ProfileSpec) -> tuple[str, ...]:
    """What else must be known of a file that is not simply one header and a row an area; nothing for one that is."""
    told: list[str] = []
    if spec.sheets:
        told.append(_("Sheets: %(names)s.") % {"names": ", ".join(spec.sheets)})
    if spec.header.rows > 1:
        told.append(_("The header has %(rows)s rows; their names are joined by “ / ”.") % {"rows": spec.header.rows})
    if spec.long is not None:
        measure = spec.long.measure or _("the name of the sheet")
        values = {"measure": measure, "value": spec.long.value}
        told.append(_("One row per number: %(measure)s says what is counted, %(value)s has the number.") % values)
    if spec.period == "column":
        told.append(_("The column %(column)s names the period of a row.") % {"column": spec.period_from.column})
    elif spec.period == "header":
        told.append(_("The names of the columns say the period, in the place of {period}."))
    elif spec.period == "sheet":
        told.append(_("The name of the sheet says the period."))
    if spec.several_periods:
        told.append(_("A file may have several periods; the one that you state must be among them."))
    if spec.ignored_rows:
        told.append(_("Rows that are not loaded: %(rows)s.") % {"rows": ", ".join(spec.ignored_rows)})
    return tuple(told)
