"""The export command as an outsider uses it: columns by name, numbers against the files."""

import csv
import io
import json
from collections.abc import Callable
from math import isclose

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from tests.naive.berlin import Cell, rows_of
from tests.real.journey.portal import BerlinPortal

COLUMNS = [
    "area_code", "area_name", "period", "as_of",
    "value", "numerator", "denominator",
    "reference_value", "difference", "index", "change", "divergence",
    "low", "high", "class", "status",
]  # fmt: skip
PERIOD, BEFORE = "2020-12-31", "2019-12-31"
Row = dict[str, float | str | None]


def exported(indicator: str, level: str, *options: str) -> str:
    out = io.StringIO()
    with transaction.atomic():
        call_command("export", indicator, "--level", level, *options, stdout=out)
        transaction.set_rollback(True)  # and with it the command's role
    return out.getvalue()


def as_csv(indicator: str, level: str, *options: str) -> list[Row]:
    lines = csv.DictReader(io.StringIO(exported(indicator, level, *options)))
    assert lines.fieldnames == COLUMNS
    texts = {"area_code", "area_name", "period", "as_of", "status"}
    return [{k: v if k in texts else float(v) if v else None for k, v in line.items()} for line in lines]


def as_json(indicator: str, level: str, *options: str) -> list[Row]:
    rows: list[Row] = json.loads(exported(indicator, level, "--format", "json", *options))
    assert all(list(row) == COLUMNS for row in rows)
    return rows


def expected_rates(portal: BerlinPortal, indicator: str, level: str) -> dict[str, Row]:
    naive = portal.naive
    document = naive.indicators("rate")[indicator]
    now, before = naive.rate(document, PERIOD, level), naive.rate(document, BEFORE, level)
    city, city_before = (naive.rate(document, period, "stadt")["0"].value or 0 for period in (PERIOD, BEFORE))
    rows: dict[str, Row] = {}
    for code, cell in now.items():
        change = trend(cell, before[code], lambda value, earlier: value - earlier)
        rows[code] = row_of(cell, city, change, city - city_before)
        if cell.value is not None:
            rows[code] |= {"difference": cell.value - city, "index": 100 * cell.value / city}
    return rows


def expected_residents(portal: BerlinPortal, level: str) -> dict[str, Row]:
    naive = portal.naive
    document = naive.indicators("count")["einwohner"]
    now, before = naive.count(document, PERIOD, level), naive.count(document, BEFORE, level)
    city, city_before = (
        sum(float(row["inhabitants"]) for row in rows_of(naive.population(half_year, "t2")))
        for half_year in ("2020-02", "2019-02")
    )
    percent = 100 * (city / city_before - 1)
    rows = {}
    for code, cell in now.items():
        change = trend(cell, before[code], lambda value, earlier: 100 * (value / earlier - 1))
        rows[code] = row_of(cell, city, change, percent)
    return rows


def trend(now: Cell, before: Cell, of: Callable[[float, float], float]) -> float | None:
    return None if now.value is None or before.value is None else of(now.value, before.value)


def row_of(cell: Cell, city: float, change: float | None, city_change: float) -> Row:
    return {
        "status": cell.state,
        "value": cell.value,
        "numerator": cell.numerator,
        "denominator": cell.denominator,
        "reference_value": None if cell.value is None else city,
        "difference": None,
        "index": None,
        "change": change,
        "divergence": None if change is None else change - city_change,
    }


def agree(rows: list[Row], expected: dict[str, Row]) -> int:
    """Every cell, with every digit."""
    assert {row["area_code"] for row in rows} == expected.keys()
    compared = 0
    for row in rows:
        for name, number in expected[str(row["area_code"])].items():
            shown = row[name]
            if isinstance(number, float) and isinstance(shown, float | int):
                assert isclose(shown, number, rel_tol=1e-12, abs_tol=1e-9), (row, name, number)
            else:
                assert shown == number, (row, name, number)
            compared += 1
        if row["status"] != "ok":
            assert all(row[name] is None for name in COLUMNS[4:15]), row
    return compared


@pytest.mark.parametrize("level", ["bezirk", "planungsraum"])
@pytest.mark.parametrize("indicator", ["auslaenderanteil", "anteil-unter-6"])
def test_exported_rates_are_the_naive_ones(berlin_portal: BerlinPortal, indicator: str, level: str) -> None:
    expected = expected_rates(berlin_portal, indicator, level)
    compared = agree(as_csv(indicator, level), expected) + agree(as_json(indicator, level), expected)
    print(f"{indicator} {level}: {compared} exported cells compared")


@pytest.mark.parametrize("level", ["bezirk", "planungsraum"])
def test_exported_residents_are_the_naive_ones(berlin_portal: BerlinPortal, level: str) -> None:
    expected = expected_residents(berlin_portal, level)
    compared = agree(as_csv("einwohner", level), expected)
    compared += agree(as_json("einwohner", level), expected)
    print(f"einwohner {level}: {compared} exported cells compared")


def test_an_earlier_period_and_release_can_be_exported(berlin_portal: BerlinPortal) -> None:
    live, first = berlin_portal.live.number, berlin_portal.live.number.split("/")[0] + "/2"
    now = as_csv("einwohner", "planungsraum", "--period", "2015-06-30", "--release", live)
    then = as_csv("einwohner", "planungsraum", "--period", "2015-06-30", "--release", first)
    assert now == then
    assert (
        sum(row["value"] or 0 for row in now) + 8 == berlin_portal.cells("einwohner", "2015-06-30")["stadt"]["0"].value
    )


def test_exported_shares_are_rounded_as_they_came_without_counts(berlin_portal: BerlinPortal) -> None:
    said = {row["id"]: row for row in rows_of(berlin_portal.naive.monitoring(2019))}
    rows = as_csv("mss-s3", "planungsraum", "--period", "2018-12-31")
    numbers = [row for row in rows if row["status"] == "ok"]
    assert len(numbers) == 436
    for row in numbers:
        share = float(said[str(row["area_code"])]["s3_percentage_transfer_payments_recipients"])
        assert isclose(float(row["value"] or 0), share, abs_tol=0.05 + 1e-9), row
        assert (row["numerator"], row["denominator"]) == (None, None)


def test_an_indicator_without_values_is_refused_with_a_reason(berlin_portal: BerlinPortal) -> None:
    with pytest.raises(CommandError) as refusal, transaction.atomic():
        call_command("export", "sgb2-quote", "--level", "bezirk")
    assert refusal.value.returncode == 1
    print(refusal.value)
