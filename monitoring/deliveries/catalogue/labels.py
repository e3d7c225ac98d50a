"""Names of the format's keys and of the groups in which the form shows them. The German stands in the message catalogue."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from indicators.catalogue.schemas import Part

#: Key without places → its name; where kinds of entries mean different things by a key, ``kind:key`` comes first.
LABELS: dict[str, Promise] = {
    "code": _("Code"),
    "title": _("Title"),
    "de": _("German"),
    "en": _("English"),
    "from": pgettext_lazy("time", "From"),
    "to": pgettext_lazy("time", "Until"),
    "period": _("Period"),
    "source": _("Source"),
    "kind": _("Kind"),
    "unit": _("Unit"),
    "decimals": _("Decimals"),
    "legal_basis": _("Legal basis"),
    # sources
    "publisher": _("Publisher"),
    "owner": _("Holder in the city"),
    "cadence": _("Cadence"),
    "lag_months": _("Months until final"),
    "policy": _("Disclosure policy"),
    "retention_years": _("Retention in years"),
    "licence": _("Licence"),
    "note": _("Note"),
    # measures
    "population": _("Counted"),
    "design_effect": _("Design effect"),
    "design_effect_reason": _("Reason for the design effect"),
    "sensitive_complement": _("Protect the rest of the population too"),
    # indicators
    "numerator": _("Numerator"),
    "denominator": _("Denominator"),
    "measure": _("Measure"),
    "weight": _("Weight"),
    "pairing": _("Pairing of dates"),
    "pairing.denominator": _("Date of the denominator"),
    "pairing.within_months": _("Months earlier at most"),
    "scale": _("Factor"),
    "polarity": _("Direction"),
    "domain": _("Life domain"),
    "minimum_denominator": _("Smallest denominator"),
    "minimum_denominator.staff": _("For staff"),
    "minimum_denominator.public": _("For the public"),
    "minimum_coverage": _("Smallest coverage"),
    "visibility": _("Who sees it"),
    "departments": _("Departments"),
    "visibility_reason": _("Reason for it"),
    "fixed_classes": _("Fixed classes"),
    "headline": _("Place among the first figures"),
    "labels": _("Names over time"),
    "labels.de": _("Name (German)"),
    "labels.en": _("Name (English)"),
    "measure_from": _("Later definitions"),
    "breaks": _("Breaks in the series"),
    "exceptional": _("Exceptional periods"),
    "sheet": _("Indicator sheet"),
    "sheet.key_statement": _("Key statement"),
    "sheet.reading_aid": _("Reading aid"),
    "sheet.comparability": _("Comparability"),
    "sheet.availability": _("Availability"),
    # indices
    "components": _("Components"),
    "weights": _("Weights"),
    "centre": _("Centre"),
    "spread": _("Spread"),
    "standardise": _("Standardisation"),
    "combine": _("Combination"),
    "restandardise": _("Standardise the result again"),
    "exclude": _("Left out"),
    "exclude.residents_below": _("With fewer residents than"),
    "exclude.not_computed": _("Components not computed"),
    "exclude.areas": _("Single areas"),
    "exclude.areas.reason": _("Reason"),
    "index:breaks": _("Edges of the classes"),
    "closed": _("Comparison with the edge"),
    "classes": _("Names of the classes"),
    "classes_en": _("Names of the classes (English)"),
    "change_years": _("Changes over years"),
    "dynamics_of": _("Dynamics of"),
    "index:sheet": _("Index sheet"),
    # typologies
    "typology:indicators": _("Indicators"),
    "method": _("Method"),
    "types": _("Number of types"),
    "seed": _("Seed"),
    "starts": _("Starts"),
    "within_months": _("Months older at most"),
    "typology:reference": _("Named at"),
    "typology:default": _("Says which areas are of the same type"),
    "names": _("Names of the types"),
    "reading_aid": _("Reading aid"),
    # import profiles
    "format": _("Format"),
    "delimiter": _("Between columns"),
    "encoding": _("Encoding"),
    "quote": _("Around texts"),
    "sheets": _("Sheets"),
    "header": _("Header"),
    "header.row": _("First row"),
    "header.rows": _("Number of rows"),
    "footer": _("End of the table"),
    "layout": _("Layout"),
    "long": _("Long file"),
    "long.measure": _("Column of the measure"),
    "long.value": _("Column of the number"),
    "decimal": _("Before decimals"),
    "thousands": _("Between thousands"),
    "area": _("Area"),
    "area.column": _("Column of the area"),
    "area.level": _("Level"),
    "area.width": _("Characters of a code"),
    "area.system": _("Area system"),
    "area.upper": _("Levels above in the file"),
    "profile:period": _("Where the period stands"),
    "period_from": _("Period in the file"),
    "period_from.column": _("Column of the period"),
    "period_from.pattern": _("Way of writing"),
    "period_kinds": _("Kinds of periods"),
    "expected_areas": _("Expected areas"),
    "signs": _("Signs"),
    "residual": _("Cases without an area"),
    "residual.rows": _("Codes of these rows"),
    "ignored": _("Rows that are not loaded"),
    "ignored.rows": _("Codes of these rows"),
    "total": _("Total of the city"),
    "total.rows": _("Codes of these rows"),
    "optional_columns": _("Optional columns"),
    "ignored_columns": _("Columns that are not loaded"),
    "columns": _("Columns"),
    "at_most": _("Column that another may not exceed"),
    "columns_from": _("Columns with a later definition"),
    "sums": _("Sums"),
    "sums.total": _("Column of the sum"),
    "sums.parts": _("Columns that add up"),
    "not_computed": _("Rows that were not computed"),
    "not_computed.when_all_in": _("Columns that are all empty then"),
}

Groups = tuple[tuple[Promise, tuple[str, ...]], ...]

_PROFILE_HEAD = ("code", "title", "source", "format", "delimiter", "encoding", "quote", "decimal", "thousands")
_PROFILE_TABLE = ("sheets", "header", "footer", "layout", "long")
_PROFILE_ROWS = ("residual", "total", "ignored")

#: The groups of the form by kind of entry; a key that is in none of them comes with the last.
GROUPS: dict[Part, Groups] = {
    Part.SOURCE: (
        (_("The source"), ("code", "title", "publisher", "owner", "cadence", "lag_months", "note")),
        (_("Terms and protection"), ("legal_basis", "licence", "policy", "retention_years")),
    ),
    Part.MEASURE: (
        (_("The measure"), ("code", "title", "source", "unit", "population", "kind", "decimals")),
        (_("Fluctuation and protection"), ("design_effect", "design_effect_reason", "sensitive_complement")),
    ),
    Part.INDICATOR: (
        (_("Title and place"), ("code", "title", "domain")),
        (_("Indicator sheet"), ("sheet",)),
        (_("Over time"), ("labels", "breaks", "exceptional")),
        (_("Visibility"), ("visibility", "departments", "visibility_reason")),
        (_("Display"), ("decimals", "fixed_classes", "headline")),
        (
            _("What it computes"),
            ("kind", "numerator", "denominator", "measure", "weight", "pairing", "scale", "unit", "polarity"),
        ),
    ),
    Part.INDEX: (
        (_("The index"), ("code", "title", "components", "weights", "change_years", "dynamics_of", "from", "to")),
        (_("Classes"), ("classes", "classes_en", "breaks", "closed")),
        (_("Index sheet"), ("sheet",)),
        (_("Method"), ("centre", "spread", "standardise", "combine", "restandardise", "exclude")),
    ),
    Part.TYPOLOGY: (
        (_("The typology"), ("code", "title", "indicators", "types", "default", "reading_aid")),
        (_("Method"), ("method", "seed", "starts", "within_months")),
        (_("Names"), ("reference", "names")),
    ),
    Part.PROFILE: (
        (_("The file"), _PROFILE_HEAD),
        (_("The table in the file"), _PROFILE_TABLE),
        (_("Areas and periods"), ("area", "period", "period_from", "period_kinds", "expected_areas", *_PROFILE_ROWS)),
        (_("Columns and signs"), ("columns", "signs", "optional_columns", "ignored_columns")),
    ),
}

PARTS: dict[Part, tuple[Promise, Promise]] = {
    Part.SOURCE: (_("Source"), _("Sources")),
    Part.MEASURE: (_("Measure"), _("Measures")),
    Part.INDICATOR: (_("Indicator"), _("Indicators")),
    Part.INDEX: (_("Index"), _("Indices")),
    Part.PROFILE: (_("Import profile"), _("Import profiles")),
    Part.TYPOLOGY: (_("Typology"), _("Typologies")),
}


def label_of(part: Part, path: str) -> str:
    """The name of a key; of one that has none of its own that of its last part, which is the same word everywhere."""
    last = path.rsplit(".", 1)[-1]
    for name in (f"{part.value}:{path}", path, last):
        if name in LABELS:
            return str(LABELS[name])
    return path


def full_label(part: Part, key: str) -> str:
    """The names of a key and of what it stands in: ``Names over time 2 › Name (German)``."""
    names: list[str] = []
    words = []
    for step in key.split("."):
        name, _bracket, place = step.partition("[")
        names.append(name)
        word = label_of(part, ".".join(names))
        words.append(f"{word} {place.rstrip(']')}" if place else word)
    return " › ".join(words)
