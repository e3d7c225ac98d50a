"""The town that is attacked: three districts of six planning areas and the residual unit, two years of deliveries.

The counts are made from place and period alone; the small ones are planted by ``canaries``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import shapely

from tests.areas.invented import Feature, square, write_layer

SYSTEM, FINEST = "kanal", "planungsraum"
EDITION = f"{SYSTEM}-2020-01-01"
DISTRICTS = ("01", "02", "03")
AREAS = tuple(f"{district}01{number:04}" for district in DISTRICTS for number in range(1, 7))
RESIDUAL = "99999999"
PLACES = (*AREAS, RESIDUAL)
QUARTERS = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")
DAYS = ("2024-12-31", "2025-12-31")
AGES = {"0_5": 6, "6_14": 8, "15_17": 3, "18_26": 10, "27_44": 29, "45_54": 12, "55_64": 12, "65_und_aelter": 20}
#: Areas that stand beside each other with the same number of residents: who exchanges their cases changes no rate above.
ALIKE = dict(zip(AREAS, (number // 2 for number in range(len(AREAS))), strict=True))
#: Measure → count of a place.
Column = dict[str, int]
Counts = dict[str, Column]


@dataclass(frozen=True)
class Delivery:
    """One file: which profile reads it, for when, and the measures of its columns."""

    profile: str
    period: str
    columns: Mapping[str, str]
    code: str = "gebiet"
    delimiter: str = ";"
    revision: int = 0
    counts: Counts = field(default_factory=dict, compare=False)

    def content(self) -> bytes:
        """The file as CSV, one line a place."""
        lines = [self.delimiter.join([self.code, *self.columns])]
        for place in PLACES:
            cells = [str(self.counts[measure][place]) for measure in self.columns.values()]
            lines.append(self.delimiter.join([place, *cells]))
        return ("\n".join(lines) + "\n").encode()


_T1 = {
    "inhabitants": "einwohner",
    "inhabitants_with_migration_background": "einwohner_mit_migrationshintergrund",
    "inhabitants_germans": "einwohner_deutsch",
    "inhabitants_germans_without_migration_background": "einwohner_deutsch_ohne_migrationshintergrund",
    "inhabitants_germans_with_migration_background": "einwohner_deutsch_mit_migrationshintergrund",
    "inhabitants_foreigners": "einwohner_auslaendisch",
}
_T2 = {
    "inhabitants": "einwohner",
    "inhabitants_age_below_6": "einwohner_0_5",
    "inhabitants_age_6_15": "einwohner_6_14",
    "inhabitants_age_15_18": "einwohner_15_17",
    "inhabitants_age_18_27": "einwohner_18_26",
    "inhabitants_age_27_45": "einwohner_27_44",
    "inhabitants_age_45_55": "einwohner_45_54",
    "inhabitants_age_55_65": "einwohner_55_64",
    "inhabitants_age_above_65": "einwohner_65_und_aelter",
    "inhabitants_female": "einwohner_weiblich",
    "inhabitants_foreigners": "einwohner_auslaendisch",
}
_BELOW = {"einwohner_unter_regelaltersgrenze": "einwohner_unter_regelaltersgrenze"}
_SGB2 = {"lb": "sgb2_leistungsberechtigte", "elb": "sgb2_erwerbsfaehige", "kinder": "sgb2_kinder_unter_15"}
_HELP = {"faelle": "kanal_hilfen"}


def residents(place: str, period: str) -> int:
    """A few more each year; neighbours of a pair are equal."""
    if place == RESIDUAL:
        return 300
    return 500 + 60 * ALIKE[place] + (5 if period >= "2025" else 0)


def _by_age(total: int) -> Column:
    parts = {age: total * share // 100 for age, share in AGES.items()}
    parts["27_44"] += total - sum(parts.values())
    return parts


def usual(period: str) -> Counts:
    """All counts of a period before anything is planted; sums hold."""
    found: Counts = {}

    def put(measure: str, place: str, count: int) -> None:
        found.setdefault(measure, {})[place] = count

    turn = (int(period[-1]) if "Q" in period else 0) + int(period[3])
    for at, place in enumerate(PLACES):
        total = residents(place, period)
        ages = _by_age(total)
        foreign, rooted = total * (15 + at % 4) // 100, total * (10 + at % 3) // 100
        put("einwohner", place, total)
        for age, count in ages.items():
            put(f"einwohner_{age}", place, count)
        put("einwohner_weiblich", place, total * (49 + at % 3) // 100)
        put("einwohner_auslaendisch", place, foreign)
        put("einwohner_deutsch", place, total - foreign)
        put("einwohner_deutsch_mit_migrationshintergrund", place, rooted)
        put("einwohner_deutsch_ohne_migrationshintergrund", place, total - foreign - rooted)
        put("einwohner_mit_migrationshintergrund", place, foreign + rooted)
        below = total - ages["65_und_aelter"]
        recipients = below * (18 + (at * 5) % 9) // 100 + (at * 3 + turn) % 5
        put("einwohner_unter_regelaltersgrenze", place, below)
        put("sgb2_leistungsberechtigte", place, recipients)
        put("sgb2_erwerbsfaehige", place, recipients * 7 // 10)
        put("sgb2_kinder_unter_15", place, recipients * 3 // 10 - (at + turn) % 3)
        put("kanal_hilfen", place, 12 + (at + turn) % 5)
    return found


def journeys() -> Iterator[Delivery]:
    """What is delivered, in order: two population dates, four quarters, and the second quarter again, corrected."""
    for day in DAYS:
        yield Delivery("berlin-population-t1", day, _T1, "id", ",")
        yield Delivery("berlin-population-t2", day, _T2, "id", ",")
    for quarter in QUARTERS:
        yield Delivery("register-regelaltersgrenze", quarter, _BELOW)
        yield Delivery("kanal-sgb2", quarter, _SGB2)
    yield Delivery("kanal-hilfen", QUARTERS[-1], _HELP)
    yield Delivery("kanal-sgb2", QUARTERS[1], _SGB2, revision=1)


def write_areas(folder: Path) -> Iterator[tuple[str, Path, str | None]]:
    """Files of the three levels, coarsest first; the field that names the parent stands in ``parent``."""
    cells = {area: square(300.0 * (at % 6), 300.0 * (at // 6), 300.0) for at, area in enumerate(AREAS)}
    districts = {
        code: shapely.union_all([cell for area, cell in cells.items() if area[:2] == code]) for code in DISTRICTS
    }
    yield (
        "stadt",
        write_layer(folder / "stadt.gpkg", [Feature("0", "Kanalstadt", shapely.union_all(list(districts.values())))]),
        None,
    )
    yield (
        "bezirk",
        write_layer(folder / "bezirk.gpkg", [Feature(c, f"Bezirk {c}", s, "0") for c, s in districts.items()]),
        "parent",
    )
    yield (
        FINEST,
        write_layer(folder / "raum.gpkg", [Feature(c, f"Kanal {c[:2]}/{c[-1]}", s, c[:2]) for c, s in cells.items()]),
        "parent",
    )


def write_catalogue(folder: Path) -> Path:
    """What the town has beside the catalogue that every portal starts with: benefits by category, a sensitive source."""
    for name, text in _CATALOGUE.items():
        path = folder / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _profile(code: str, source: str, columns: Mapping[str, str]) -> str:
    mapped = ", ".join(f'{column} = "{measure}"' for column, measure in columns.items())
    return f"""\
code = "{code}"
source = "{source}"
format = "csv"
delimiter = ";"
encoding = "utf-8"
area = {{ column = "gebiet", level = "{FINEST}" }}
period = "argument"
period_kinds = ["quarter"]
columns = {{ {mapped} }}
signs = {{ "" = "missing" }}
expected_areas = "edition"
residual = {{ rows = ["{RESIDUAL}"] }}
"""


_CATALOGUE = {
    "profiles/kanal-sgb2": _profile("kanal-sgb2", "ba-kleinraeumig", _SGB2),
    "profiles/kanal-hilfen": _profile("kanal-hilfen", "kanal-jugendamt", _HELP),
    "sources/kanal-jugendamt": """\
code = "kanal-jugendamt"
publisher = "Jugendamt"
owner = "jugend"
cadence = "quarter"
lag_months = 1
policy = "sensitive-10"
retention_years = 10
legal_basis = "–"
licence = "–"
""",
    "measures/kanal_hilfen": """\
code = "kanal_hilfen"
source = "kanal-jugendamt"
unit = "person"
population = "main_residence"
kind = "stock"
""",
    "indicators/kanal-hilfen": """\
code = "kanal-hilfen"
kind = "rate"
title = { de = "Hilfen am Kanal", en = "Help along the canal" }
numerator = ["kanal_hilfen"]
denominator = ["einwohner"]
pairing = { denominator = "nearest_earlier", within_months = 12 }
scale = 1000
unit = "per_1000"
decimals = 1
polarity = "neutral"
domain = "family"
minimum_denominator = { staff = 50, public = 100 }
visibility = "public"
visibility_reason = { de = "–", en = "–" }
[sheet]
key_statement = { de = "–", en = "–" }
reading_aid = { de = "–", en = "–" }
legal_basis = "–"
comparability = { de = "–", en = "–" }
""",
}
