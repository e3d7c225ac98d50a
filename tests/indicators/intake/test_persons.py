"""A file with one row per person is refused before anything of it is told; aggregated files with similar words are not."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from indicators.intake import PersonLevelFile, inspect_file
from indicators.intake.person_words import person_word, tokens_of
from tests.indicators.intake.small_city import CODES, PROFILE, ROWS, check, lines

NAMES = ["Anna Müller", "Jürgen Weiß", "Ayşe Yılmaz", "Piotr Nowak", "Zoë Schmidt", "Ute Özdemir"]
DAYS = [(date(1931, 3, 5) + timedelta(days=811 * number)) for number in range(40)]
PEOPLE = [
    f"{CODES[number % 3]},{NAMES[number % 6]} {number},{day:%d.%m.%Y},Hauptstraße {number + 1}"
    for number, day in enumerate(DAYS)
]


def refusal(content: bytes) -> PersonLevelFile:
    with pytest.raises(PersonLevelFile) as caught:
        check(content)
    return caught.value


@pytest.mark.parametrize(
    ("header", "cells", "reason"),
    [
        ("Nachname", "Müller", "person_names"),
        ("VORNAME", "Anna", "person_names"),
        ("first_name", "Anna", "person_names"),
        ("LastName", "Smith", "person_names"),
        ("Geburtsdatum", "01.02.1980", "person_birth_dates"),
        ("geb. am", "1980-02-01", "person_birth_dates"),
        ("date of birth", "02/01/1980", "person_birth_dates"),
        ("Wohnanschrift", "Hauptstr. 5", "person_addresses"),
        ("Haus-Nr.", "5", "person_addresses"),
        ("Aktenzeichen", "AZ 50-12/17", "person_identifiers"),
        ("Kundennummer", "912D123456", "person_identifiers"),
        ("BG-Nummer", "12345BG0001234", "person_identifiers"),
        ("Kundennr", "4711001", "person_identifiers"),
        ("E-Mail", "anna@example.org", "person_contacts"),
        ("Telefonnummer", "030 1234567", "person_contacts"),
    ],
)
def test_one_word_of_the_header_is_enough(header: str, cells: str, reason: str) -> None:
    refused = refusal(lines(header=f"id,residents,foreigners,{header}", rows=[f"{row},{cells}" for row in ROWS]))
    assert (refused.reason_code, refused.columns) == (reason, (header,))


def test_dates_of_birth_are_recognised_without_a_telling_header() -> None:
    refused = refusal(lines(header="id,n,d,s", rows=PEOPLE))
    assert (refused.reason_code, refused.columns) == ("person_birth_dates", ("#3",))


@pytest.mark.parametrize("form", ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%y", "%Y%m%d", "%Y-%m-%d 00:00:00"])
def test_dates_of_birth_are_recognised_in_any_form(form: str) -> None:
    rows = [f"{CODES[number % 12]},{day.strftime(form)},1" for number, day in enumerate(DAYS)]
    assert refusal(lines(header="id,residents,foreigners", rows=rows)).reason_code == "person_birth_dates"


def test_a_file_without_header_does_not_give_away_its_first_person() -> None:
    refused = refusal(lines(header=PEOPLE[0], rows=PEOPLE[1:]))
    told = f"{refused} {refused.columns} {refused.problem}"
    assert "Müller" not in told and "1931" not in told and "Hauptstraße" not in told
    assert refused.columns == ("#3",)


def test_addresses_are_recognised_by_their_form() -> None:
    rows = [f"{CODES[number % 4]},{number},Am Hauptplatz {number + 1}" for number in range(30)]
    assert refusal(lines(header="id,residents,wo", rows=rows)).reason_code == "person_addresses"


def test_names_under_a_harmless_header_are_seen_by_areas_that_repeat() -> None:
    rows = [f"{CODES[number % 3]},{NAMES[number % 6]} {number},1" for number in range(30)]
    refused = refusal(lines(header="id,bezeichnung,anzahl", rows=rows))
    assert (refused.reason_code, refused.columns) == ("person_names", ("#2",))


def test_one_row_per_person_is_seen_by_flags_and_attributes_alone() -> None:
    rows = [f"{number},{CODES[number % 4]},{'mw'[number % 2]},{20 + number},{number % 2}" for number in range(40)]
    refused = refusal(lines(header="lfd_nr,id,geschlecht,alter,arbeitslos", rows=rows))
    assert refused.reason_code == "person_rows"


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_persons_are_refused_in_any_encoding_and_dialect(encoding: str, delimiter: str) -> None:
    content = lines(header="id,name,tag,wo", rows=PEOPLE).decode().replace("ş", "s").replace("ı", "i")
    assert refusal(content.replace(",", delimiter).encode(encoding)).reason_code == "person_birth_dates"


def test_persons_are_refused_in_a_file_that_is_broken_too() -> None:
    rows = [*PEOPLE[:20], f'{CODES[0]},"never closed,01.02.1980,x', *PEOPLE[20:]]
    assert refusal(lines(header="id,name,tag,wo", rows=rows)).reason_code == "person_birth_dates"


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_persons_are_refused_below_titles_and_notes(delimiter: str) -> None:
    table = lines(header="id,name,tag,wo", rows=PEOPLE).decode().replace(",", delimiter)
    content = f"Kundenliste Jobcenter\nStand: heute\n\n{table}\nvertraulich\n".encode()
    assert refusal(content).reason_code == "person_birth_dates"


def test_persons_are_seen_where_no_areas_are_known() -> None:
    rows = [f"{CODES[number % 3]},{NAMES[number % 6]} {number},1" for number in range(30)]
    with pytest.raises(PersonLevelFile):
        inspect_file(lines(header="id,bezeichnung,anzahl", rows=rows), profile=PROFILE)
    assert inspect_file(lines(), profile=PROFILE)
    assert not inspect_file(b"%PDF-1.7", profile=PROFILE)


def test_a_refusal_has_a_code_and_columns_and_no_value() -> None:
    problem = refusal(lines(header="id,Nachname,Vorname", rows=[f"{CODES[0]},Müller,Anna"])).problem
    assert (problem.code, problem.value, problem.row) == ("person_names", None, None)
    assert dict(problem.params) == {"columns": "Nachname, Vorname"}


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("name", "Schloßstraße"),
        ("Straßenname", "Schloßstraße"),
        ("area_name", "Stülerstraße"),
        ("Bezirksname", "Mitte"),
        ("Stichtag", "31.12.2018"),
        ("datenstand", "2019-02-28"),
        ("personen_ohne_anschrift", "17"),
        ("Anzahl Telefonnummern", "17"),
        ("Geburten", "17"),
        ("einwohner_geburtsdatum_unbekannt", "3"),
        ("telefon_haushalte", "-"),
        ("inhabitants_age_below_6", "156"),
        ("Alter", "41.7"),
        ("geschlecht_weiblich", "812"),
        ("plz", "10115"),
    ],
)
def test_aggregated_files_with_such_words_are_no_persons(header: str, cell: str) -> None:
    rows = [f"{row},{cell}{number if header == 'name' else ''}" for number, row in enumerate(ROWS)]
    assert not check(lines(header=f"id,residents,foreigners,{header}", rows=rows)).refused


def test_dates_of_reference_of_several_periods_are_no_dates_of_birth() -> None:
    rows = [f"{code},{number},1,31.12.20{year}" for year in range(10, 20) for number, code in enumerate(CODES)]
    checked = check(lines(header="id,residents,foreigners,datum", rows=rows))
    assert checked.counts["duplicate_area"] == 108


def test_counts_by_sex_in_long_form_are_no_persons() -> None:
    rows = [f"{code},{sex},{100 + number}" for number, code in enumerate(CODES) for sex in "mw"]
    assert check(lines(header="id,geschlecht,residents", rows=rows)).refused


def test_numbers_that_a_spreadsheet_turned_into_dates_are_wrong_cells_and_no_persons() -> None:
    rows = [*ROWS[:2], f"{CODES[2]},01.02.2024,1", *ROWS[3:]]
    checked = check(lines(rows=rows), replace(PROFILE, at_most=()))
    assert [problem.hint for problem in checked.problems] == ["date"]


def test_words_are_taken_apart_before_they_are_compared() -> None:
    assert tokens_of("Straßenname des_Gebiets") == ("strassenname", "des", "gebiets")
    assert person_word(tokens_of("GeburtsDatum")) == "person_birth_dates"
    assert person_word(tokens_of("Vornamensstatistik")) is None
