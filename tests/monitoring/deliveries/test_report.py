"""The report: grouped by kind, errors first, every line to page through, and as a download."""

import json

from indicators.intake.problems import KINDS, Severity
from indicators.models import Delivery
from indicators.office import reports
from monitoring.deliveries.titles import TITLES
from tests.indicators.actions.journeys import COUNTS, file_of
from tests.monitoring.deliveries.conftest import Desk
from tests.monitoring.deliveries.test_bad_input import _csv


def _spoiled(desk: Desk) -> Delivery:
    """Two negative counts, one unknown area, one area without a row."""
    counts = {"0101": (-1, 300), "0102": (-2, 400), "0999": (1, 20), "0202": (8, 80), "99999999": (5, 60)}
    return desk.delivered(content=file_of(counts))


def test_errors_come_first_and_the_most_frequent_kind_before_others(desk: Desk) -> None:
    groups = reports.groups(_spoiled(desk).pk)
    assert [(group.code, group.severity, group.count) for group in groups] == [
        ("negative_count", Severity.ERROR, 2),
        ("unknown_area", Severity.ERROR, 1),
        ("missing_area", Severity.WARNING, 1),
    ]
    assert [example.row for example in groups[0].examples] == [2, 3]


def test_a_group_shows_its_first_examples_and_counts_all(desk: Desk) -> None:
    group = reports.groups(_spoiled(desk).pk, examples=1)[0]
    assert group.count == 2 and [example.row for example in group.examples] == [2]


def test_one_kind_is_paged_through_in_the_order_of_lines(desk: Desk) -> None:
    delivery = _spoiled(desk)
    page = desk.client(desk.office.supplier, "en").get(f"/deliveries/{delivery.pk}/report/?code=negative_count")
    text = page.content.decode()
    assert "Negative numbers" in text and "“-2” is negative" in text and "“0999” is no area" not in text
    assert desk.client(desk.office.supplier).get(f"/deliveries/{delivery.pk}/report/?code=x&page=77").status_code == 200


def test_page_says_how_many_errors_warnings_and_hints(desk: Desk) -> None:
    page = desk.client(desk.office.supplier, "en").get(f"/deliveries/{_spoiled(desk).pk}/").content.decode()
    assert "3 errors" in page and "1 warning," in page and "0 hints" in page


def test_downloads_hold_every_problem_with_its_place(desk: Desk) -> None:
    delivery = _spoiled(desk)
    head, *lines = _csv(desk, delivery, "en")
    assert head == ["Severity", "Code", "Sheet", "Line", "Column", "Value", "What happened", "What to do"]
    assert [line[1:6] for line in lines[:2]] == [
        ["negative_count", "", "2", "faelle", "'-1"],
        ["negative_count", "", "3", "faelle", "'-2"],
    ]
    answer = desk.client(desk.office.supplier, "en").get(f"/deliveries/{delivery.pk}/report.json")
    document = json.loads(answer.content)
    assert document["counts"] == {"negative_count": 2, "unknown_area": 1, "missing_area": 1}
    assert [(e["code"], e["row"], e["column"], e["value"]) for e in document["errors"]] == [
        ("negative_count", 2, "faelle", "-1"),
        ("negative_count", 3, "faelle", "-2"),
        ("unknown_area", 4, "id", "0999"),
    ]
    assert all("row" in e and e["message"] for e in document["warnings"])


def test_a_clean_file_has_an_empty_report_that_says_so(desk: Desk) -> None:
    delivery = desk.delivered(content=file_of(COUNTS))
    text = desk.client(desk.office.supplier, "en").get(f"/deliveries/{delivery.pk}/report/").content.decode()
    assert "Nothing was found" in text


def test_every_kind_of_problem_has_a_heading() -> None:
    assert set(TITLES) == set(KINDS)
