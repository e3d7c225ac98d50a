"""Files as they really come: titles, merged headers, notes, lost zeros, signs, long tables, periods inside, persons."""

import io
from datetime import date

import openpyxl
import pytest

from indicators.catalogue.specs import MeasureSpec, Text
from indicators.intake.problems import PersonLevelFile
from indicators.intake.proposing import Known, KnownLevel, Proposal, Use, propose

CODES = tuple(f"0{district}0{area}0101" for district in (1, 2, 3) for area in (1, 2, 3, 4))
NAMES = {code: f"Gebiet {number}" for number, code in enumerate(CODES)}
DISTRICTS = frozenset(code[:2] for code in CODES)
LEVEL = KnownLevel("lor", "planungsraum", "lor-2021", NAMES, "99999999", "0", (("bezirk", DISTRICTS),))
TITLES = {
    "einwohner": ("Einwohnerinnen und Einwohner mit Hauptwohnung", "Residents with main residence"),
    "einwohner_0_5": ("Einwohnerinnen und Einwohner unter 6 Jahren", "Residents under 6 years"),
    "einwohner_6_14": ("Einwohnerinnen und Einwohner von 6 bis unter 15 Jahren", "Residents aged 6 to under 15 years"),
    "einwohner_auslaendisch": ("Ausländische Einwohnerinnen und Einwohner", "Residents with foreign nationality only"),
    "sgb2_leistungsberechtigte": ("Leistungsberechtigte nach SGB II", "SGB II recipients"),
}
MEASURES = {
    code: MeasureSpec(code, Text(*titles), "register", "person", "main_residence", "stock")
    for code, titles in TITLES.items()
}
KNOWN = Known((LEVEL,), MEASURES)


def numbers(row: int) -> tuple[int, int, int]:
    return 1000 + 37 * row, 60 + row, 90 + 3 * row


def proposed(content: bytes | str, name: str = "datei.csv") -> Proposal:
    return propose(content.encode() if isinstance(content, str) else content, file_name=name, known=KNOWN)


def rows(form: str = "{code};{all};{young};{older}") -> list[str]:
    return [
        form.format(code=code, all=numbers(at)[0], young=numbers(at)[1], older=numbers(at)[2])
        for at, code in enumerate(CODES)
    ]


def test_titles_above_and_notes_below_are_told_from_the_table() -> None:
    lines = ["Bevölkerung am 31.12.2020;;;", ";;;", "Raum;Einwohner;unter 6 Jahre;6 bis unter 15 Jahre", *rows()]
    found = proposed("\n".join([*lines, "Quelle: Melderegister;;;", "© Stadt;;;"]))
    assert found.document["columns"] == {
        "Einwohner": "einwohner",
        "unter 6 Jahre": "einwohner_0_5",
        "6 bis unter 15 Jahre": "einwohner_6_14",
    }
    assert found.document["footer"] == ["Quelle*"] and found.periods == ("2020-12-31",)
    kinds = [row.kind.value for row in found.sheets[0].rows]
    assert kinds[:3] == ["title", "header", "area"] and kinds[-2:] == ["footer", "footer"]


def test_ages_whose_spans_touch_end_before_the_next_begins() -> None:
    found = proposed("\n".join(["id;ew_0_6;ew_6_15;ew_15_18", *rows()]))
    assert found.document["columns"]["ew_6_15"] == "einwohner_6_14"  # type: ignore[index]


def test_codes_that_lost_their_zeros_are_recognised_and_told_as_unsure() -> None:
    found = proposed("\n".join(["id;einwohner;a;b", *(row.removeprefix("0") for row in rows())]))
    guess = found.guess("area.column")
    assert guess is not None and guess.reason == "stripped_codes_of_level" and not guess.is_sure
    assert dict(guess.params)["stripped"] == 12


def test_total_residual_and_upper_rows_are_told_apart() -> None:
    lines = [*rows(), "99999999;5;1;2", "01;4;2;1", "02;4;2;1", "Summe;1;1;1", "Sonstiges;1;1;1"]
    found = proposed("\n".join(["id;einwohner;a;b", *lines]))
    assert found.document["residual"] == {"rows": ["99999999"]}
    assert found.document["total"] == {"rows": ["Summe"]}
    assert found.document["area"]["upper"] == ["bezirk"]  # type: ignore[index]


def test_a_row_whose_numbers_are_the_sum_of_all_others_is_the_total_whatever_it_is_called() -> None:
    sums = [sum(numbers(at)[place] for at in range(len(CODES))) for place in range(3)]
    lines = ["id;einwohner;a;b", *rows()[:6], f"Musterstadt;{sums[0]};{sums[1]};{sums[2]}", *rows()[6:]]
    assert proposed("\n".join(lines)).document["total"] == {"rows": ["Musterstadt"]}


@pytest.mark.parametrize(
    ("sign", "meaning", "is_sure"),
    [
        ("-", "zero", True),
        ("…", "pending", True),
        ("*", "suppressed", True),
        (".", "missing", False),
        ("??", "", False),
    ],
)
def test_signs_have_a_meaning_as_far_as_custom_gives_one(sign: str, meaning: str, is_sure: bool) -> None:
    lines = [*rows()[:10], f"{CODES[10]};{sign};5;6", f"{CODES[11]};{sign};7;8"]
    found = proposed("\n".join(["id;einwohner;a;b", *lines]))
    (seen,) = found.signs
    assert (seen.sign.text, seen.sign.count, seen.guess.value, seen.guess.is_sure) == (sign, 2, meaning, is_sure)
    assert found.document["signs"] == ({sign: meaning} if meaning else {}), "what nobody knows is not decided"


def test_german_numbers_show_their_decimal_and_thousands() -> None:
    lines = [f"{code};1.{100 + at};{at},5;3" for at, code in enumerate(CODES)]
    found = proposed("\n".join(["id;einwohner;quote;b", *lines]))
    assert (found.document["decimal"], found.document["thousands"]) == (",", ".")


def test_sums_between_columns_are_found() -> None:
    lines = [f"{code};{3 * at + 7};{at + 3};{2 * at + 4}" for at, code in enumerate(CODES)]
    found = proposed("\n".join(["id;einwohner;einwohner_0_5;einwohner_6_14", *lines]))
    assert found.document["sums"] == [{"total": "einwohner", "parts": ["einwohner_0_5", "einwohner_6_14"]}]
    assert found.document["at_most"] == {"einwohner_0_5": "einwohner", "einwohner_6_14": "einwohner"}


def test_a_long_file_is_recognised_with_its_words() -> None:
    words = ("Einwohner", "Ausländische Einwohner")
    lines = [f"{code};{word};{numbers(at)[0]}" for at, code in enumerate(CODES) for word in words]
    found = proposed("\n".join(["Raum;Merkmal;Wert", *lines]))
    assert found.document["layout"] == "long"
    assert found.document["long"] == {"measure": "Merkmal", "value": "Wert"}
    assert found.document["columns"] == {"Einwohner": "einwohner", "Ausländische Einwohner": "einwohner_auslaendisch"}


def test_periods_in_a_column_are_found() -> None:
    lines = [
        f"{code};{day};{numbers(at)[0] + year}"
        for year, day in enumerate(("31.12.2019", "31.12.2020"))
        for at, code in enumerate(CODES)
    ]
    found = proposed("\n".join(["Raum;Stichtag;Einwohner", *lines]))
    assert found.document["period"] == "column" and found.document["period_from"] == {"column": "Stichtag"}
    assert found.periods == ("2019-12-31", "2020-12-31") and found.document["period_kinds"] == ["day"]


def test_periods_in_the_header_are_found() -> None:
    found = proposed("\n".join(["Raum;Einwohner 2018;Einwohner 2019;Einwohner 2020", *rows()]))
    assert found.document["period"] == "header"
    assert found.document["columns"] == {"Einwohner {period}": "einwohner"}
    assert found.periods == ("2018", "2019", "2020")


def workbook(*sheets: tuple[str, str]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, column in sheets:
        sheet = book.create_sheet(name)
        sheet.append(["Bevölkerung nach Räumen"])
        sheet.merge_cells("A1:C1")
        sheet.append(["Raum", "Bestand", None])
        sheet.append([None, column, "davon Ausland"])
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("B2:C2")
        for at, code in enumerate(CODES):
            sheet.append([code, *numbers(at)[:2]])
        sheet.append([])
        sheet.append([f"Stand {date(2020, 12, 31):%d.%m.%Y}"])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_workbook_with_merged_header_rows_is_read_as_its_readers_see_it() -> None:
    found = proposed(workbook(("Tabelle", "Einwohner")), "tabelle.xlsx")
    assert found.document["format"] == "spreadsheet" and found.document["header"] == {"rows": 2}
    assert found.document["area"]["column"] == "Raum"  # type: ignore[index]
    assert found.document["columns"]["Bestand / Einwohner"] == "einwohner"  # type: ignore[index]
    assert found.document["title"] == {"de": "Bevölkerung nach Räumen", "en": "Bevölkerung nach Räumen"}


def test_sheets_named_by_periods_are_one_table() -> None:
    found = proposed(workbook(("2019-12-31", "Einwohner"), ("2020-12-31", "Einwohner")), "tabelle.xlsx")
    assert found.document["period"] == "sheet" and found.periods == ("2019-12-31", "2020-12-31")


@pytest.mark.parametrize("column", ["Nachname", "Geburtsdatum", "E-Mail"])
def test_persons_are_refused_before_anything_is_told(column: str) -> None:
    cells = {"Nachname": "Muster{n}", "Geburtsdatum": "0{d}.03.19{y}", "E-Mail": "a{n}@b.de"}[column]
    lines = [f"{CODES[n % 12]};{cells.format(n=n, d=n % 9 + 1, y=n % 80 + 10)}" for n in range(60)]
    with pytest.raises(PersonLevelFile):
        proposed("\n".join([f"id;{column}", *lines]))


@pytest.mark.parametrize("content", [b"", b"\n\n", b"%PDF-1.4 ...", b"\x00\x01\x02" * 50, b"id"])
def test_a_file_without_a_table_has_no_proposal(content: bytes) -> None:
    found = proposed(content)
    assert found.document == {}


def test_a_file_of_unknown_areas_is_shown_and_nothing_is_proposed() -> None:
    found = proposed("\n".join(["id;einwohner", *(f"X{at};{at}" for at in range(30))]))
    assert found.document == {} and found.sheets[0].rows
    assert [guess.key for guess in found.unsure] == ["area.column"]


def test_columns_without_a_measure_are_left_to_a_person() -> None:
    found = proposed("\n".join(["id;einwohner;Pflaumenbäume;b", *rows()]))
    seen = next(one for one in found.columns if one.name == "Pflaumenbäume")
    assert seen.use is Use.IGNORED and not seen.guess.is_sure and seen.guess.reason == "nothing_similar"
    assert "Pflaumenbäume" not in found.document.get("ignored_columns", [])  # type: ignore[operator]
