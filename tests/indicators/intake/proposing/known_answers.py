"""Files whose profile is known: what a proposal for one of them has to give back, key by key."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import openpyxl

from fixtures.demo.beyond import PLACES
from fixtures.demo.city import City
from fixtures.demo.deliveries import Delivery
from fixtures.demo.model import Edition
from indicators.catalogue.reading import merged, read_catalogue
from indicators.catalogue.specs import Catalogue, IndicatorKind, ProfileSpec
from indicators.intake.proposing import Known, KnownLevel, Proposal

ROOT = Path(__file__).parents[4]
FIXTURES = ROOT / "fixtures" / "catalogue"
DEMO = ROOT / "fixtures" / "demo" / "catalogue"


@dataclass(frozen=True)
class KnownFile:
    """A file, its name, and the profile that reads it."""

    profile: ProfileSpec
    name: str
    content: bytes


@cache
def catalogue() -> Catalogue:
    """What both folders say together: Berlin's profiles and those of the invented city."""
    base = read_catalogue(FIXTURES)
    return merged(base, read_catalogue(DEMO, beside=base))


def known_without(levels: tuple[KnownLevel, ...], *profiles: str) -> Known:
    """All that is known, but for the profiles of these codes: a file must not be recognised by its own profile."""
    every = catalogue()
    rates = {
        (spec.numerator[0], spec.denominator[0])
        for spec in every.indicators.values()
        if spec.kind is IndicatorKind.RATE and spec.unit == "%" and len(spec.numerator) == len(spec.denominator) == 1
    }
    others = tuple(spec for code, spec in every.profiles.items() if code not in profiles)
    return Known(levels, every.measures, others, every.sources, frozenset(rates))


def demo_levels(city: City) -> tuple[KnownLevel, ...]:
    """Every level of every edition of the invented city."""
    editions = (("planungsraeume", city.before), ("planungsraeume", city.after), ("schulbezirke", city.schools))
    return tuple(level for system, edition in editions for level in _levels(system, edition))


def _levels(system: str, edition: Edition) -> list[KnownLevel]:
    found = []
    for depth, level in enumerate(edition.levels[1:], start=1):
        upper = tuple((above.code, frozenset(above.codes)) for above in edition.levels[1:depth])
        names = dict(zip(level.codes, level.names, strict=True))
        found.append(KnownLevel(system, level.code, f"{system}-{edition.valid_from}", names, "999999", "0", upper))
    return found


def demo_files(city: City, deliveries: list[Delivery]) -> list[KnownFile]:
    """The last regular file of each of the invented city's profiles; a table of one place beyond it has no areas to know."""
    beyond = {one.level for one in PLACES}
    of_the_city = (one for one in deliveries if catalogue().profiles[one.profile].area.level not in beyond)
    last = {delivery.profile: delivery for delivery in of_the_city if not delivery.revises}
    return [
        KnownFile(catalogue().profiles[code], one.file, one.table.text().encode()) for code, one in sorted(last.items())
    ]


def berlin_levels(folder: Path) -> tuple[KnownLevel, ...]:
    """Berlin's levels until 2020; the planning area with a wrong code is mended."""
    names: dict[str, dict[str, str]] = {}
    for level, file in (
        ("bezirk", "bezirke"),
        ("prognoseraum", "lor-until-2020-prognoseraeume"),
        ("bezirksregion", "lor-until-2020-bezirksregionen"),
        ("planungsraum", "lor-until-2020-planungsraeume"),
    ):
        features = json.loads((folder / "areas" / f"{file}.geojson").read_text())["features"]
        names[level] = {one["properties"]["id"]: one["properties"]["name"] for one in features}
    names["planungsraum"]["04030417"] = "Schloßstraße"
    found: list[KnownLevel] = []
    for level, own in names.items():
        upper = tuple((one.level, frozenset(one.names)) for one in found)
        found.append(KnownLevel("lor", level, "lor-2015", own, "99999999", "0", upper))
    return tuple(found)


def berlin_files(folder: Path) -> list[KnownFile]:
    """Real tables of the three profiles of Berlin."""
    files = {
        "berlin-population-t1": folder / "population" / "population-2018-02-t1-planungsraeume.csv",
        "berlin-population-t2": folder / "population" / "population-2018-02-t2-planungsraeume.csv",
        "berlin-mss": folder / "mss" / "mss-2013-2-1-planning-areas.csv",
    }
    profiles = catalogue().profiles
    real = [KnownFile(profiles[code], path.name, path.read_bytes()) for code, path in files.items()]
    workbooks = [
        _employment_agency(profiles[code], files["berlin-population-t1"])
        for code in ("ba-akg-sgb2", "ba-akg-arbeitslose")
    ]
    context = folder / "mss" / "mss-2013-4-1-planning-areas.csv"
    real += [*workbooks, KnownFile(profiles["berlin-mss-context-2013"], context.name, context.read_bytes())]
    return real + [
        _derived(profiles[code], files["berlin-population-t1"])
        for code in ("register-regelaltersgrenze", "sgb2-kleinraeumig")
    ]


def _derived(profile: ProfileSpec, population: Path) -> KnownFile:
    """For the profiles that no open table has: real residents of Berlin in the profile's own form, signs included."""
    (column, _measure), *_ = profile.columns
    with population.open(encoding="utf-8", newline="") as file:
        counts = {row["id"]: int(row["inhabitants"]) for row in csv.DictReader(file)}
    lines = [f"{profile.area.column};{column}"]
    lines += [f"{code};{_german(count) if at % 40 else '-'}" for at, (code, count) in enumerate(counts.items())]
    lines += [f"99999999;{_german(1234)}", f"0;{_german(sum(counts.values()) + 1234)}", ""]
    return KnownFile(profile, f"{profile.code}-2018-12-31.csv", "\n".join(lines).encode())


def _employment_agency(profile: ProfileSpec, population: Path) -> KnownFile:
    """A workbook as the Federal Employment Agency lays them out: titles, two header rows, stars, unallocated, SUM, notes."""
    columns = [column.split(" / ") for column, _ in profile.columns]
    with population.open(encoding="utf-8", newline="") as file:
        counts = {row["id"]: int(row["inhabitants"]) for row in csv.DictReader(file)}
    numbers = {code: [count // (3 + at) for at in range(len(columns))] for code, count in counts.items()}
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([profile.title.de])
    sheet.append(["Berichtsmonat: Dezember 2018"])
    sheet.append(["Gebiet", "Gebiet", *(above for above, _ in columns)])
    sheet.append(["Schlüssel", "Bezeichnung", *(below for _, below in columns)])
    for code, row in numbers.items():
        sheet.append([code, f"Gebiet {code}", *("*" if 0 < number < 10 else number for number in row)])
    sheet.append(["ohne Zuordnung", None, *(7 + at for at in range(len(columns)))])
    sheet.append(
        ["SUM", None, *(sum(column) + 7 + at for at, column in enumerate(zip(*numbers.values(), strict=True)))]
    )
    sheet.append(["© Statistik der Bundesagentur für Arbeit"])
    content = io.BytesIO()
    book.save(content)
    return KnownFile(profile, f"{profile.code}.xlsx", content.getvalue())


def _german(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _columns(profile: ProfileSpec, proposal: Proposal) -> bool:
    return dict(profile.columns) == proposal.document.get("columns")


def _signs(profile: ProfileSpec, proposal: Proposal) -> bool:
    """The signs that the file shows mean what the profile says."""
    meant = dict(profile.signs)
    return all(meant.get(text) == meaning for text, meaning in _table(proposal, "signs").items())


def _rows(profile: ProfileSpec, proposal: Proposal) -> bool:
    """Rows that the file has are what the profile takes them for."""
    residual, total = _table(proposal, "residual").get("rows", []), _table(proposal, "total").get("rows", [])
    return set(residual) <= set(profile.residual_rows) and set(total) <= set(profile.total_rows)


def _sums(profile: ProfileSpec, proposal: Proposal) -> bool:
    """Every sum of the profile is found; the file may show more."""
    found = {(one["total"], frozenset(one["parts"])) for one in proposal.document.get("sums", [])}  # type: ignore[attr-defined]
    return {(one.total, frozenset(one.parts)) for one in profile.sums} <= found


def _at_most(profile: ProfileSpec, proposal: Proposal) -> bool:
    """Every part of the profile is found as a part, of the same whole or of one that is a part of it."""
    return {part for part, _ in profile.at_most} <= set(_table(proposal, "at_most"))


def _table(proposal: Proposal, key: str) -> dict[str, object]:
    found = proposal.document.get(key, {})
    assert isinstance(found, dict)
    return found


def _area(profile: ProfileSpec, proposal: Proposal, *keys: str) -> bool:
    return all(
        _table(proposal, "area").get(key, type(getattr(profile.area, key))()) == _listed(getattr(profile.area, key))
        for key in keys
    )


def _listed(value: object) -> object:
    return list(value) if isinstance(value, tuple) and value else value


#: The essentials: without them a file is read wrongly or not at all.
ESSENTIALS: Mapping[str, Callable[[ProfileSpec, Proposal], bool]] = {
    "format": lambda p, q: p.format == q.document.get("format"),
    "delimiter": lambda p, q: p.delimiter == q.document.get("delimiter", "auto"),
    "encoding": lambda p, q: p.encoding == q.document.get("encoding", "auto"),
    "area": lambda p, q: _area(p, q, "column", "level"),
    "layout": lambda p, q: p.layout == q.document.get("layout", "wide"),
    "period": lambda p, q: p.period == q.document.get("period"),
    "columns": _columns,
    "signs": _signs,
    "rows": _rows,
}
#: What makes the check stricter or the profile complete.
FURTHER: Mapping[str, Callable[[ProfileSpec, Proposal], bool]] = {
    "decimal": lambda p, q: (
        p.format != "csv" or p.decimal == q.document.get("decimal", ".")
    ),  # others hold numbers as such
    "source": lambda p, q: p.source == q.document.get("source"),
    "upper": lambda p, q: _area(p, q, "upper"),
    "ignored": lambda p, q: set(p.ignored_columns) <= set(q.document.get("ignored_columns", [])),  # type: ignore[call-overload]
    "sums": _sums,
    "at_most": _at_most,
}


def differing(
    profile: ProfileSpec, proposal: Proposal, keys: Mapping[str, Callable[[ProfileSpec, Proposal], bool]]
) -> list[str]:
    """The keys in which a proposal is another than the profile."""
    return [key for key, same in keys.items() if not same(profile, proposal)]
