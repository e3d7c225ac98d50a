"""The keys of files in ``profiles/``: how a delivered file's columns and signs map. Pure."""

from indicators.catalogue import profile_rules, profile_shapes, vocabulary
from indicators.catalogue.profile_spec import (
    AreaColumn,
    HeaderRows,
    LongColumns,
    NotComputed,
    PeriodFrom,
    ProfileSpec,
    SumOf,
)
from indicators.catalogue.readers import BothLanguages, Cell, Choice, Code, Number, PeriodCode
from indicators.catalogue.shapes import build_columns_from, build_profile, take_profile
from indicators.catalogue.tables import Key, ListOf, Pairs, Table
from indicators.periods import KINDS

COLUMN = Cell()
COLUMNS = Pairs(COLUMN, Code(), empty=False)

AREA = Table(
    AreaColumn,
    (
        Key("column", COLUMN, "Column that carries the code of the area."),
        Key("level", Code(), "Level of the areas."),
        Key("width", Number(0, 40, whole=True), "Number of characters of a code; 0: any.", 0),
        Key("system", Code(), "Area system; without it the one that has the level and codes of this width.", ""),
        Key("upper", ListOf(Code()), "Levels above whose areas have rows of their own.", ()),
    ),
)

ROWS = Table(
    lambda rows: rows,
    (Key("rows", ListOf(Cell(), empty=False), "Codes that mark the rows."),),
    lambda rows: {"rows": rows},
)

COLUMNS_FROM = Table(
    build_columns_from,
    (
        Key("period", PeriodCode(), "First period with the new definition."),
        Key("columns", COLUMNS, "Column = measure, for columns that are mapped otherwise before."),
    ),
)

NOT_COMPUTED = Table(
    NotComputed,
    (
        Key(
            "when_all_in", ListOf(COLUMN, empty=False), "Columns that are all 0, blank or absent in a row not computed."
        ),
    ),
)

SUM = Table(
    SumOf,
    (
        Key("total", COLUMN, "Column that holds the sum."),
        Key("parts", ListOf(COLUMN, empty=False), "Columns that add up to it."),
    ),
)

HEADER = Table(
    HeaderRows,
    (
        Key("row", Number(0, 1000, whole=True), "First row of the header; 0: found by the columns.", 0),
        Key("rows", Number(1, 10, whole=True), "Rows of the header; their names are joined by “ / ”.", 1),
    ),
)

LONG = Table(
    LongColumns,
    (
        Key("measure", Cell(empty=True), "Column that names the measure; empty: the sheet's name does.", ""),
        Key("value", COLUMN, "Column that holds the number."),
    ),
)

PERIOD_FROM = Table(
    PeriodFrom,
    (
        Key("column", Cell(empty=True), "Column that names the period.", ""),
        Key("pattern", Cell(empty=True), "How it is written: {period} or its parts {year}, {month} …; * any text.", ""),
    ),
)

_DEFAULT_KINDS = next(
    field.default for name, field in ProfileSpec.__dataclass_fields__.items() if name == "period_kinds"
)

PROFILE = Table(
    build_profile,
    (
        Key("code", Code(), "Equal to the name of the file without its ending; never changes."),
        Key("title", BothLanguages(), "Name in the interface; the code where there is none.", None),
        Key("source", Code(), "Source of the file."),
        Key("format", Choice(vocabulary.FORMATS), "Format of the file."),
        Key("delimiter", Choice(vocabulary.DELIMITERS), "Between columns; auto: told by the file.", "auto"),
        Key("encoding", Choice(vocabulary.ENCODINGS), "Of the text; auto: told by the file.", "auto"),
        Key("quote", Choice(vocabulary.QUOTES), "Around a text that holds the delimiter.", '"'),
        Key("decimal", Choice(vocabulary.DECIMALS), "Before decimals.", "."),
        Key("thousands", Choice(vocabulary.THOUSANDS), "Between thousands; empty: none.", ""),
        Key("sheets", ListOf(COLUMN), "Names of the sheets, * for any text; none: those with the columns.", ()),
        Key("header", HEADER, "Where the header stands.", HeaderRows()),
        Key("footer", ListOf(COLUMN), "First text of a row that ends the table, * for any text.", ()),
        Key("layout", Choice(vocabulary.LAYOUTS), "wide: a column per measure; long: a row per number.", "wide"),
        Key("long", LONG, "Columns of a long file.", None),
        Key("area", AREA, "Where the area stands."),
        Key("period", Choice(vocabulary.PERIOD_ORIGINS), "argument: stated with the delivery; else in the file."),
        Key("period_from", PERIOD_FROM, "How the file says the period.", PeriodFrom()),
        Key("period_kinds", ListOf(Choice(KINDS), empty=False), "Which kinds of periods.", _DEFAULT_KINDS),
        Key("expected_areas", Choice(vocabulary.EXPECTED_AREAS), "edition: every area needs a row."),
        Key("signs", Pairs(Cell(empty=True), Choice(vocabulary.SIGN_MEANINGS)), "What stands in place of a number."),
        Key("residual", ROWS, "Rows of cases that no area could be found for.", ()),
        Key("total", ROWS, "Rows that carry the total of the city.", ()),
        Key("ignored", ROWS, "Rows that are known and not loaded, * for any text.", ()),
        Key("optional_columns", ListOf(COLUMN), "May be absent or entirely blank.", ()),
        Key("ignored_columns", ListOf(COLUMN), "Known and not loaded.", ()),
        Key("columns", COLUMNS, "Column = measure."),
        Key("at_most", Pairs(COLUMN, COLUMN), "Column = column that it may not exceed.", ()),
        Key("columns_from", ListOf(COLUMNS_FROM), "Columns whose definition changed.", ()),
        Key("sums", ListOf(SUM), "Columns that add up.", ()),
        Key("not_computed", ListOf(NOT_COMPUTED), "Rows that were not computed.", ()),
    ),
    take_profile,
    (
        profile_rules.named_columns_are_mapped,
        profile_rules.columns_have_one_use,
        profile_rules.later_columns_ascend,
        profile_rules.measures_are_delivered_once,
        profile_rules.separators_differ,
        profile_shapes.keys_fit_the_format,
        profile_shapes.long_keys_fit_the_layout,
        profile_shapes.period_has_its_place,
        profile_shapes.pattern_names_a_period,
        profile_shapes.ignored_rows_have_no_other_use,
    ),
)
