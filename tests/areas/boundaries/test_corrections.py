"""A corrections file mends codes; a bad line is named, and nothing is guessed."""

import numpy as np
import pytest
import shapely

from areas.boundaries import BoundaryError, Problem, apply_corrections, parse_corrections
from tests.areas.invented import as_multi

HEADER = "match_code,lon,lat,new_code,reason\n"
WEST, EASTERN = shapely.box(9.0, 53.0, 9.1, 53.1), shapely.box(9.1, 53.0, 9.2, 53.1)


def problems_of(text: str) -> list[tuple[str, int | None]]:
    with pytest.raises(BoundaryError) as refusal:
        parse_corrections(text.encode())
    return [(problem.code, problem.row) for problem in refusal.value.problems]


def apply(text: str, codes: list[str]) -> tuple[list[str], list[Problem]]:
    mended, _, problems = apply_corrections(codes, as_multi([WEST, EASTERN]), parse_corrections(text.encode()))
    return mended, problems


def test_the_feature_that_contains_the_point_gets_the_new_code() -> None:
    text = HEADER + "01,9.15,53.05,02,Schlüssel doppelt vergeben\n"
    mended, applied, problems = apply_corrections(
        ["01", "01"], as_multi([WEST, EASTERN]), parse_corrections(text.encode())
    )
    assert mended == ["01", "02"]
    assert not problems
    [done] = applied
    assert (done.row, done.old_code, done.new_code, done.reason) == (2, "01", "02", "Schlüssel doppelt vergeben")


def test_without_a_point_the_only_feature_of_that_code_is_meant() -> None:
    assert apply(HEADER + "09,,,01,Tippfehler\n", ["09", "02"]) == (["01", "02"], [])


def test_without_a_point_two_features_of_that_code_are_ambiguous() -> None:
    mended, [problem] = apply(HEADER + "01,,,02,unklar\n", ["01", "01"])
    assert mended == ["01", "01"]
    assert (problem.code, problem.row, dict(problem.params)["count"]) == ("correction_ambiguous", 2, 2)


@pytest.mark.parametrize("line", ["01,9.5,53.05,02,außerhalb", "77,9.05,53.05,02,unbekannt"])
def test_a_correction_that_matches_nothing_is_refused_with_its_line(line: str) -> None:
    _, [problem] = apply(HEADER + line + "\n", ["01", "01"])
    assert (problem.code, problem.row) == ("correction_unmatched", 2)


def test_two_lines_for_one_feature_are_refused() -> None:
    _, [problem] = apply(HEADER + "01,9.05,53.05,02,eins\n01,9.06,53.06,03,zwei\n", ["01", "01"])
    assert (problem.code, problem.row, dict(problem.params)["other_row"]) == ("correction_twice", 3, 2)


def test_codes_are_swapped_because_all_lines_speak_of_the_codes_as_delivered() -> None:
    assert apply(HEADER + "01,,,02,vertauscht\n02,,,01,vertauscht\n", ["01", "02"]) == (["02", "01"], [])


def test_bad_lines_are_all_named() -> None:
    text = HEADER + "01,neun,53.05,02,x\n,9.1,53.1,02,x\n01,53.05,9.1,,x\n01,9.1,153,02,x\n01,9.1,53,02,\n"
    assert problems_of(text) == [
        ("correction_number", 2),
        ("correction_empty", 3),
        ("correction_empty", 4),
        ("correction_range", 5),
        ("correction_empty", 6),
    ]


def test_a_point_of_one_number_is_refused() -> None:
    assert problems_of(HEADER + "01,9.1,,02,x\n") == [("correction_number", 2)]


def test_semicolons_and_a_byte_order_mark_as_spreadsheets_write_them_are_read() -> None:
    content = b"\xef\xbb\xbfmatch_code;lon;lat;new_code;reason\r\n01;9.05;53.05;02;Grund, mit Komma\r\n"
    [correction] = parse_corrections(content)
    assert (correction.line, correction.point, correction.reason) == (2, (9.05, 53.05), "Grund, mit Komma")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "corrections_unreadable"),
        ("match_code,lon,lat,new_code,reason\n01,,,02,Größe".encode("cp1252"), "corrections_unreadable"),
        (b"code,lon,lat\n", "corrections_columns"),
    ],
)
def test_what_is_no_corrections_file_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(BoundaryError) as refusal:
        parse_corrections(content)
    assert refusal.value.problems[0].code == code


def test_a_feature_without_geometry_is_never_matched_by_a_point() -> None:
    shapes = np.array([None, WEST], dtype=object)
    mended, _, problems = apply_corrections(
        ["01", "01"], shapes, parse_corrections((HEADER + "01,9.05,53.05,02,x").encode())
    )
    assert (mended, problems) == (["01", "02"], [])
