"""The invented city that is delivered while things die: 2,000 areas, 30 measures, files, and what must come out.

The files' numbers are made from their quarter and place alone, and the expected rates are plain divisions of them:
nothing here asks the code under test.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import shapely

from tests.areas.invented import Feature, square, write_layer

DISTRICTS, PER_DISTRICT, PAIRS = 20, 100, 15
AREAS = DISTRICTS * PER_DISTRICT
MEASURES = [f"{kind}_{pair:02}" for pair in range(PAIRS) for kind in ("cases", "residents")]
PROFILE, SYSTEM, FINEST = "hafen-viertel", "hafen", "viertel"
_SIDE = 200.0


def code(area: int) -> str:
    """The code of an area; its first two characters are its district's."""
    return f"{area // PER_DISTRICT + 1:02}{area % PER_DISTRICT:02}"


def counts(period: str, edition: int = 0) -> dict[str, list[int]]:
    """Measure → one count an area; ``edition`` tells a revised file from the first one.

    A quarter differs from the next one a little, as quarters do: what is checked against history finds nothing unusual.
    """
    town, chance = random.Random("town"), random.Random(f"{period} {edition}")
    found: dict[str, list[int]] = {}
    for pair in range(PAIRS):
        usual = [(town.randint(1000, 3000), town.randint(10, 40)) for _ in range(AREAS)]
        found[f"residents_{pair:02}"] = [people + chance.randint(-9, 9) for people, _ in usual]
        found[f"cases_{pair:02}"] = [people * share // 100 + chance.randint(-3, 3) for people, share in usual]
    return found


def file_of(period: str, edition: int = 0) -> bytes:
    """The delivery of a quarter as CSV, one line an area."""
    columns = counts(period, edition)
    lines = [",".join(["id", *MEASURES])]
    lines += [",".join([code(area), *(str(columns[m][area]) for m in MEASURES)]) for area in range(AREAS)]
    return "\n".join([*lines, ""]).encode()


def rates(period: str, edition: int, pair: int) -> dict[str, list[float]]:
    """Level → the rate of every area in percent, in the order of their codes."""
    columns = counts(period, edition)
    cases, residents = columns[f"cases_{pair:02}"], columns[f"residents_{pair:02}"]
    groups = {
        "stadt": [range(AREAS)],
        "bezirk": [range(start, start + PER_DISTRICT) for start in range(0, AREAS, PER_DISTRICT)],
        FINEST: [range(area, area + 1) for area in range(AREAS)],
    }
    return {
        level: [100 * sum(cases[a] for a in group) / sum(residents[a] for a in group) for group in found]
        for level, found in groups.items()
    }


def _cell(area: int) -> shapely.Polygon:
    """A square; ten by ten of them are a district, five districts stand in a row."""
    district, place = divmod(area, PER_DISTRICT)
    return square(_SIDE * (district % 5 * 10 + place % 10), _SIDE * (district // 5 * 10 + place // 10), _SIDE)


def write_areas(folder: Path) -> Iterator[tuple[str, Path, list[str]]]:
    """Files of the three levels, coarsest first, with the options of ``import_areas`` that name their parents."""
    cells = {code(area): _cell(area) for area in range(AREAS)}
    districts = {
        key: shapely.union_all([cell for name, cell in cells.items() if name[:2] == key])
        for key in sorted({name[:2] for name in cells})
    }
    levels = {"stadt": {"0": shapely.union_all(list(districts.values()))}, "bezirk": districts, FINEST: cells}
    options = {"stadt": [], "bezirk": [], FINEST: ["--parent-prefix", "2", "--activate"]}
    for level, shapes in levels.items():
        features = [Feature(name, f"{level} {name}", shape) for name, shape in shapes.items()]
        yield level, write_layer(folder / f"{level}.gpkg", features), options[level]


def write_catalogue(folder: Path) -> Path:
    """A source, thirty measures, fifteen rates and a profile."""
    files = {"sources/hafenamt": _SOURCE, f"profiles/{PROFILE}": _profile()}
    for measure in MEASURES:
        files[f"measures/{measure}"] = _MEASURE.format(code=measure)
    for pair in range(PAIRS):
        files[f"indicators/{indicator(pair)}"] = _INDICATOR.format(code=indicator(pair), pair=f"{pair:02}")
    for name, text in files.items():
        path = folder / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def indicator(pair: int) -> str:
    return f"quote-{pair:02}"


def _profile() -> str:
    columns = ", ".join(f'{measure} = "{measure}"' for measure in MEASURES)
    return _PROFILE.format(code=PROFILE, level=FINEST, columns=columns)


_SOURCE = """\
code = "hafenamt"
publisher = "Hafenamt"
owner = "statistikstelle"
cadence = "quarter"
lag_months = 1
policy = "open"
retention_years = 10
legal_basis = "–"
licence = "–"
"""
_MEASURE = """\
code = "{code}"
source = "hafenamt"
unit = "person"
population = "main_residence"
kind = "stock"
"""
_INDICATOR = """\
code = "{code}"
kind = "rate"
title = {{ de = "Quote {pair}", en = "Rate {pair}" }}
numerator = ["cases_{pair}"]
denominator = ["residents_{pair}"]
pairing = {{ denominator = "same" }}
scale = 100
unit = "%"
decimals = 1
polarity = "neutral"
domain = "work"
minimum_denominator = {{ staff = 50, public = 100 }}
visibility = "administration"
[sheet]
key_statement = {{ de = "–", en = "–" }}
reading_aid = {{ de = "–", en = "–" }}
legal_basis = "–"
comparability = {{ de = "–", en = "–" }}
"""
_PROFILE = """\
code = "{code}"
source = "hafenamt"
format = "csv"
delimiter = ","
encoding = "utf-8"
area = {{ column = "id", level = "{level}", width = 4 }}
period = "argument"
period_kinds = ["quarter"]
expected_areas = "edition"
columns = {{ {columns} }}
signs = {{ "" = "missing" }}
"""
