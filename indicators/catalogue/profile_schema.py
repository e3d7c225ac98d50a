"""The keys of files in ``profiles/``: how a delivered file's columns and signs map. Pure."""

from indicators.catalogue import rules, vocabulary
from indicators.catalogue.readers import BothLanguages, Cell, Choice, Code, Number, PeriodCode
from indicators.catalogue.shapes import build_columns_from, build_profile, take_profile
from indicators.catalogue.specs import AreaColumn, NotComputed, ProfileSpec, SumOf
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
        Key("delimiter", Choice(vocabulary.DELIMITERS), "Between columns."),
        Key("encoding", Choice(vocabulary.ENCODINGS), "Of the text."),
        Key("decimal", Choice(vocabulary.DECIMALS), "Before decimals.", "."),
        Key("thousands", Choice(vocabulary.THOUSANDS), "Between thousands; empty: none.", ""),
        Key("area", AREA, "Where the area stands."),
        Key("period", Choice(vocabulary.PERIOD_ORIGINS), "argument: stated with the delivery."),
        Key("period_kinds", ListOf(Choice(KINDS), empty=False), "Which kinds of periods.", _DEFAULT_KINDS),
        Key("expected_areas", Choice(vocabulary.EXPECTED_AREAS), "edition: every area needs a row."),
        Key("signs", Pairs(Cell(empty=True), Choice(vocabulary.SIGN_MEANINGS)), "What stands in place of a number."),
        Key("residual", ROWS, "Rows of cases that no area could be found for.", ()),
        Key("total", ROWS, "Rows that carry the total of the city.", ()),
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
        rules.named_columns_are_mapped,
        rules.columns_have_one_use,
        rules.later_columns_ascend,
        rules.measures_are_delivered_once,
        rules.separators_differ,
    ),
)
