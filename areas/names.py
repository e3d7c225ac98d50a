"""Names of systems and levels that German cities use, for the first import; they can be changed afterwards."""

SYSTEM_NAMES: dict[str, tuple[str, str]] = {
    "planungsraeume": ("Planungsräume", "Planning areas"),
    "schulbezirke": ("Grundschulbezirke", "Primary school districts"),
    "kreis": ("Kreis", "County"),
    "land": ("Land", "State"),
    "bund": ("Bund", "Federation"),
    "staedte": ("Vergleichsstädte", "Cities compared with"),
    "lor": ("Lebensweltlich orientierte Räume", "Living-environment areas (LOR)"),
}

LEVEL_NAMES: dict[str, tuple[str, str]] = {
    "stadt": ("Stadt", "City"),
    "bezirk": ("Bezirk", "Borough"),
    "stadtbezirk": ("Stadtbezirk", "Borough"),
    "stadtteil": ("Stadtteil", "City quarter"),
    "prognoseraum": ("Prognoseraum", "Forecast area"),
    "bezirksregion": ("Bezirksregion", "Borough region"),
    "planungsraum": ("Planungsraum", "Planning area"),
    "sozialraum": ("Sozialraum", "Social area"),
    "quartier": ("Quartier", "Neighbourhood"),
    "schulbezirk": ("Grundschulbezirk", "Primary school district"),
    "kreis": ("Kreis", "County"),
    "land": ("Land", "State"),
    "bund": ("Bund", "Federation"),
    "staedte": ("Vergleichsstadt", "City compared with"),
}

#: Where a system calls a level otherwise.
OWN_LEVEL_NAMES: dict[tuple[str, str], tuple[str, str]] = {
    ("planungsraeume", "bezirksregion"): ("Quartier", "Neighbourhood"),
}

RESIDUAL_NAME = "räumlich nicht zuordenbar"


def system_names(code: str) -> tuple[str, str]:
    """German and English name of a system; an unknown one is called by its code."""
    return SYSTEM_NAMES.get(code, (code, code))


def level_names(system: str, code: str) -> tuple[str, str]:
    """German and English name of a level of a system; an unknown one is called by its code."""
    general = LEVEL_NAMES.get(code, (code.capitalize(), code.capitalize()))
    return OWN_LEVEL_NAMES.get((system, code), general)


def residual_code(codes: tuple[str, ...]) -> str:
    """The code of a level's residual unit: nines as wide as its codes, one more while it is taken.

    >>> residual_code(("01011101", "12302315"))
    '99999999'
    >>> residual_code(("1", "9"))
    '99'
    """
    code = "9" * max(len(other) for other in codes)
    while code in codes:
        code += "9"
    return code
