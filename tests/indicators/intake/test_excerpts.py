"""Where a problem stands in its file, and what stands around it."""

from dataclasses import replace

from indicators.catalogue.profile_spec import AreaColumn, HeaderRows, ProfileSpec
from indicators.catalogue.text import Text
from indicators.intake.excerpts import AROUND_COLUMNS, FileCells, Spot, codes_by_line, excerpt, file_cells, spot_of

PROFILE = ProfileSpec(
    code="kiez",
    title=Text("Kiez", "Neighbourhoods"),
    source="register",
    format="csv",
    delimiter=";",
    encoding="utf-8",
    area=AreaColumn("id", "planungsraum"),
    period="argument",
    columns=(("einwohner", "einwohner"),),
    signs=(("", "missing"),),
    expected_areas="any",
)
PLAIN = "id;name;einwohner\n" + "".join(f"{code:04};Ort {code};{code * 10}\n" for code in range(1, 21))


def _file(text: str = PLAIN, profile: ProfileSpec = PROFILE) -> FileCells:
    return file_cells(text.encode(), profile)


def test_a_problem_stands_in_the_line_of_its_row_and_the_column_of_its_name() -> None:
    file = _file()
    assert spot_of(file, None, 7, "einwohner", {}) == Spot(None, 7, 3)
    assert spot_of(file, None, 7, None, {}) == Spot(None, 7, 1)  # the row: its first cell
    assert spot_of(file, None, None, "name", {}) == Spot(None, 1, 2)  # the column: its name
    assert spot_of(file, None, None, "fehlt", {}) is None
    assert spot_of(file, None, None, None, {}) is None


def test_the_second_of_two_columns_and_one_without_a_name_are_found_by_their_number() -> None:
    file = _file("id;einwohner;;einwohner\n0101;1;2;3\n")
    assert spot_of(file, None, None, None, {"position": 3}) is None  # neither row nor column: the whole file
    assert spot_of(file, None, 2, None, {"position": 3}) == Spot(None, 2, 3)


def test_a_window_shows_the_rows_around_and_the_header() -> None:
    file = _file()
    found = excerpt(file, Spot(None, 10, 3))
    assert found is not None
    assert [row.number for row in found.rows] == [8, 9, 10, 11, 12]
    assert [row.number for row in found.rows if row.is_marked] == [10]
    assert found.rows[2].cells == ("0009", "Ort 9", "90")
    assert [row.cells for row in found.head] == [("id", "name", "einwohner")]
    assert (found.columns, found.marked) == ((1, 2, 3), 3)


def test_at_the_edges_nothing_is_shown_twice() -> None:
    first, last = excerpt(_file(), Spot(None, 1, 1)), excerpt(_file(), Spot(None, 21, 1))
    assert first is not None and last is not None
    assert [row.number for row in first.rows] == [1, 2, 3] and first.head == ()
    assert [row.number for row in last.rows] == [19, 20, 21]


def test_of_many_columns_the_first_and_those_around_the_cell_are_shown() -> None:
    names = ["id", "name", *(f"k{number}" for number in range(58))]
    file = _file("\n".join([";".join(names), ";".join(["0101", *map(str, range(59))]), ""]))
    found = excerpt(file, Spot(None, 2, 40))
    assert found is not None
    around = tuple(range(40 - AROUND_COLUMNS, 40 + AROUND_COLUMNS + 1))
    assert found.columns == (1, 2, *around) and found.gaps == {2}


def test_titles_above_the_table_belong_to_the_layout() -> None:
    profile = replace(PROFILE, header=HeaderRows(3))
    file = _file("Bericht;;\n;;\n" + PLAIN, profile)
    found = excerpt(file, Spot(None, 12, 3))
    assert found is not None and [row.number for row in found.head] == [3]
    assert codes_by_line(file, profile)[None, 4] == "0001"


def test_a_file_that_is_no_table_has_no_place_and_no_window() -> None:
    file = file_cells(b"\x89PNG\r\n\x1a\n", PROFILE)
    assert (file.sheets, spot_of(file, None, 1, "id", {}), excerpt(file, Spot(None, 1, 1))) == ((), None, None)
