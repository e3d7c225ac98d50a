"""Last year's amounts from a file: every problem with its line, the whole file or nothing, no number is guessed."""

from decimal import Decimal

import pytest

from monitoring.planning.allocation.last_year import MOST_LINES, Unreadable, decoded, read_amounts

AREAS = ("0101", "0102", "0201", "0202", "99999999")


@pytest.mark.parametrize(
    "text",
    [
        "0101;9,5\n0102;3",
        "Gebiet;Stellen\n0101;9,5\n0102;3\n",
        "code,amount\n0101,9.5\n0102,3",
        "0101\t9,5\tNotiz\r\n\r\n0102\t3,0 \r\n",
        '"0101";"9,5"\n"0102";"3 €"',
    ],
)
def test_files_as_people_write_them(text: str) -> None:
    assert read_amounts(text, AREAS) == {"0101": Decimal("9.5"), "0102": Decimal("3")}


@pytest.mark.parametrize(("text", "amount"), [("1.234.567,8", "1234567.8"), ("1,234.5", "1234.5"), ("0,125", "0.125")])
def test_thousands_are_read_where_they_are_certain(text: str, amount: str) -> None:
    assert read_amounts(f"0101;{text}", AREAS) == {"0101": Decimal(amount)}


def test_every_problem_is_told_with_its_line() -> None:
    text = "Gebiet;Stellen\n0101;9\n101;3\n0102;viel\n0101;4\n0201;1.234\n0202;-2\n99999999;\n"
    with pytest.raises(Unreadable) as unreadable:
        read_amounts(text, AREAS)
    assert [(problem.line, problem.code) for problem in unreadable.value.problems] == [
        (3, "unknown_area"),
        (4, "no_number"),
        (5, "repeated_area"),
        (6, "ambiguous_number"),
        (7, "negative"),
        (8, "columns_missing"),
    ]
    assert all(problem.text and "%(" not in problem.text for problem in unreadable.value.problems)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no_lines"),
        ("   \n", "no_lines"),
        ("nur Text", "no_columns"),
        ("Gebiet;Stellen\n", "no_lines"),
        ("0101;1\n" * (MOST_LINES + 1), "too_many_lines"),
        ('0101;"offen\n' + "x" * 200_000, "no_columns"),
    ],
)
def test_what_is_no_list_of_areas_is_refused(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        read_amounts(text, AREAS)
    assert unreadable.value.problems[0].code == code


def test_bytes_that_are_no_text_are_refused() -> None:
    for content, code in ((b"\xff\xfe0101;1", "not_text"), (b"x" * (5 * 1024 * 1024 + 1), "too_large")):
        with pytest.raises(Unreadable) as unreadable:
            decoded(content)
        assert unreadable.value.problems[0].code == code


def test_ten_thousand_lines_are_read_at_once() -> None:
    areas = [f"{number:05}" for number in range(10_000)]
    found = read_amounts("\n".join(f"{code};{number % 7},5" for number, code in enumerate(areas)), areas)
    assert len(found) == 10_000 and found["00006"] == Decimal("6.5")
