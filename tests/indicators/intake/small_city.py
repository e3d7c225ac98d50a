"""A small city with twelve planning areas, and deliveries for it."""

from collections.abc import Sequence
from dataclasses import replace

from indicators.catalogue.specs import AreaColumn, MeasureSpec, NotComputed, ProfileSpec, Text
from indicators.intake import CheckedFile, Places, Problem, check_file

CODES = tuple(f"0{district}0{area}0101" for district in (1, 2, 3) for area in (1, 2, 3, 4))
PLACES = Places("planungsraum", CODES, residual="99999999", total="0")

PROFILE = ProfileSpec(
    code="register",
    title=Text("Einwohnerregister", "Population register"),
    source="register",
    format="csv",
    delimiter=",",
    encoding="utf-8",
    area=AreaColumn("id", "planungsraum", 8),
    period="argument",
    columns=(("residents", "einwohner"), ("foreigners", "einwohner_auslaendisch")),
    signs=(("-", "zero"), ("*", "suppressed"), ("…", "pending"), ("x", "not_applicable"), ("/", "unreliable")),
    expected_areas="edition",
    residual_rows=("99999999", "ohne"),
    total_rows=("0", "SUM"),
    ignored_columns=("name",),
    at_most=(("foreigners", "residents"),),
)


def measure(code: str, unit: str = "person", kind: str = "stock", decimals: int = 0) -> MeasureSpec:
    return MeasureSpec(code, Text(code, code), "register", unit, "main_residence", kind, decimals=decimals)


MEASURES = {
    spec.code: spec
    for spec in (
        measure("einwohner"),
        measure("einwohner_auslaendisch"),
        measure("s1", "percent", decimals=5),
        measure("d1", "percentage_point", "change", 5),
        measure("s2", "percent", decimals=5),
    )
}

SHARES = replace(
    PROFILE,
    columns=(("s1", "s1"), ("s2", "s2"), ("d1", "d1")),
    signs=(("", "missing"),),
    optional_columns=("s2",),
    at_most=(),
    not_computed=(NotComputed(("s1", "s2", "d1")),),
)

HEADER = "id,residents,foreigners"
ROWS = tuple(f"{code},{1000 + number},{100 + number}" for number, code in enumerate(CODES))


def lines(*, header: str = HEADER, rows: Sequence[str] = ROWS, end: str = "\n") -> bytes:
    return (end.join((header, *rows)) + end).encode()


def with_row(number: int, row: str) -> bytes:
    """The whole delivery with one row changed; row 0 stands in line 2."""
    return lines(rows=(*ROWS[:number], row, *ROWS[number + 1 :]))


def with_cell(cell: str) -> bytes:
    """The whole delivery with ``cell`` as the residents of the fourth area, in line 5."""
    return with_row(3, f"{CODES[3]},{cell},0")


def check(content: bytes, profile: ProfileSpec = PROFILE, places: Places = PLACES) -> CheckedFile:
    return check_file(content, profile=profile, measures=MEASURES, places=places)


def errors(checked: CheckedFile) -> list[tuple[str, int | None, str | None, str | None]]:
    """(code, line, column, value) of each error."""
    return [(p.code, p.row, p.column, p.value) for p in checked.problems if p.severity == "error"]


def only(checked: CheckedFile) -> Problem:
    """The one problem there must be."""
    assert len(checked.problems) == 1, checked.problems
    return checked.problems[0]


def hints(checked: CheckedFile) -> list[str]:
    return [problem.hint for problem in checked.problems]


def param(problem: Problem, name: str) -> str | int | float:
    return dict(problem.params)[name]
