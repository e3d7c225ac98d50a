"""What an import profile says about the shape of its files: sound ones, and one contradiction a test."""

import pytest

from indicators.catalogue.documents import document_of, spec_of, toml_of
from indicators.catalogue.profile_spec import HeaderRows, LongColumns, PeriodFrom
from indicators.catalogue.reading import read_texts
from indicators.catalogue.schemas import Part
from indicators.catalogue.specs import ProfileSpec
from tests.indicators.catalogue.minimal import FILES, problems_of

PROFILE = "profiles/tabelle.toml"

SPREADSHEET = ('format = "csv"\ndelimiter = ";"\nencoding = "utf-8"', 'format = "spreadsheet"')
PARQUET = (SPREADSHEET[0], 'format = "parquet"')
GEODATA = (SPREADSHEET[0], 'format = "geodata"')
LONG = ("[columns]", 'layout = "long"\nlong = { measure = "Merkmal", value = "Wert" }\n[columns]')
IN_COLUMN = ('period = "argument"', 'period = "column"\nperiod_from = { column = "Stichtag" }')
IN_HEADER = ('period = "argument"', 'period = "header"')
IN_SHEET = ('period = "argument"', 'period = "sheet"')
MARKED = (
    'insgesamt = "residents"\nkinder = "children"',
    '"{period} alle" = "residents"\n"{period} Kinder" = "children"',
)


def stated(*lines: str) -> tuple[str, str]:
    """These lines before the columns."""
    return "[columns]", "\n".join((*lines, "[columns]"))


def changed(*changes: tuple[str, str]) -> dict[str, str]:
    """The small catalogue with a profile in which several texts are replaced."""
    text = FILES[PROFILE]
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return {**FILES, PROFILE: text}


SHAPE_SLIPS = [
    ((stated('sheets = ["Tabelle*"]'),), "sheets", "not_for_format"),
    ((IN_SHEET,), "period", "not_for_format"),
    ((('format = "csv"', 'format = "spreadsheet"'), ('encoding = "utf-8"', "")), "delimiter", "not_for_format"),
    ((('format = "csv"\ndelimiter = ";"', 'format = "spreadsheet"'),), "encoding", "not_for_format"),
    ((SPREADSHEET, stated('quote = "\'"')), "quote", "not_for_format"),
    ((PARQUET, stated("header = { row = 3 }")), "header", "not_for_format"),
    ((GEODATA, stated('footer = ["Quelle*"]')), "footer", "not_for_format"),
    ((stated('long = { value = "Wert" }'),), "long", "not_for_layout"),
    ((stated('layout = "long"'),), "long", "missing_key"),
    ((LONG, stated('[[not_computed]]\nwhen_all_in = ["kinder"]')), "not_computed", "not_for_layout"),
    ((stated('layout = "long"\nlong = { value = "Wert" }'),), "long.measure", "missing_key"),
    ((SPREADSHEET, stated('layout = "long"\nlong = { value = "Wert" }'), IN_SHEET), "long.measure", "missing_key"),
    ((LONG, ('"Merkmal"', '"id"')), "long.measure", "column_used_twice"),
    ((IN_COLUMN, ('"Stichtag"', '"id"')), "period_from.column", "column_used_twice"),
    ((('period = "argument"', 'period = "column"'),), "period_from.column", "missing_key"),
    ((IN_HEADER, MARKED, stated('period_from = { column = "Jahr" }')), "period_from.column", "not_for_origin"),
    ((stated('period_from = { pattern = "{year}" }'),), "period_from.pattern", "not_for_origin"),
    ((MARKED,), "columns", "not_for_origin"),
    ((IN_HEADER,), "columns", "period_not_in_column"),
    ((IN_HEADER, LONG), "long.value", "period_not_in_column"),
    ((IN_COLUMN, ('"Stichtag"', '"Stichtag", pattern = "{week}"')), "period_from.pattern", "bad_pattern"),
    ((IN_COLUMN, ('"Stichtag"', '"Stichtag", pattern = "{day}.{year}"')), "period_from.pattern", "bad_pattern"),
    ((stated('total = { rows = ["Summe Stadt"] }', 'ignored = { rows = ["summe*"] }'),), "ignored", "row_used_twice"),
    ((stated("header = { rows = 0 }"),), "header.rows", "out_of_range"),
]


@pytest.mark.parametrize(("changes", "key", "code"), SHAPE_SLIPS, ids=[f"{s[1]}:{s[2]}" for s in SHAPE_SLIPS])
def test_contradiction_is_named_by_file_key_and_reason(
    changes: tuple[tuple[str, str], ...], key: str, code: str
) -> None:
    assert [(p.file, p.key, p.code) for p in problems_of(changed(*changes))] == [(PROFILE, key, code)]


@pytest.mark.parametrize(
    "changes",
    [
        (SPREADSHEET, stated('sheets = ["2*"]', "header = { row = 4, rows = 2 }"), IN_SHEET),
        (SPREADSHEET, stated('layout = "long"', 'long = { value = "Wert" }'), IN_COLUMN),
        (LONG, IN_COLUMN, stated('footer = ["Quelle*", "1)*"]', 'ignored = { rows = ["keine Angabe"] }')),
        (LONG, IN_HEADER, ('"Wert"', '"Wert {period}"')),
        (IN_HEADER, MARKED, stated('period_from = { pattern = "{month}/{year}" }')),
        (PARQUET,),
        (GEODATA, stated('encoding = "windows-1252"', 'sheets = ["gebiete"]')),
    ],
)
def test_profile_of_another_shape_is_sound_and_comes_back_from_its_file(changes: tuple[tuple[str, str], ...]) -> None:
    files = changed(*changes)
    assert problems_of(files) == ()
    spec = read_texts({name: text.encode() for name, text in files.items()}).profiles["tabelle"]
    assert spec_of(Part.PROFILE, document_of(spec)) == spec
    again = read_texts(
        {**{name: text.encode() for name, text in files.items()}, PROFILE: toml_of(document_of(spec)).encode()}
    )
    assert again.profiles["tabelle"] == spec


def test_profile_that_says_nothing_new_keeps_its_document() -> None:
    spec = read_texts({name: text.encode() for name, text in FILES.items()}).profiles["tabelle"]
    assert isinstance(spec, ProfileSpec)
    assert (spec.layout, spec.long, spec.header, spec.period_from) == ("wide", None, HeaderRows(), PeriodFrom())
    assert set(document_of(spec)) == {
        "code", "source", "format", "delimiter", "encoding", "area", "period", "signs", "expected_areas", "columns"
    }  # fmt: skip


def test_columns_that_say_what_a_row_is_about() -> None:
    files = changed(LONG, IN_COLUMN)
    spec = read_texts({name: text.encode() for name, text in files.items()}).profiles["tabelle"]
    assert spec.long == LongColumns("Wert", "Merkmal")
    assert (spec.telling_columns, spec.table_columns) == (("id", "Merkmal", "Stichtag"), ("Wert",))
