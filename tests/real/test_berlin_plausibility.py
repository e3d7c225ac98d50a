"""How often the checks against history warn on Berlin's real half-years, and what they find of errors planted in them.

Run with ``-s`` to see the figures. An error counts as found where an error or a warning names its line, and its column or a
sum of its row; areas that are spoken of in the untouched file are not used.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from indicators.intake import Problem
from tests.real.plausibility import HALF_YEARS, TWO_YEARS, Berlin, columns_of

SEED = 20_190_630
LEAST = 1_000
AT_ONCE = 5
"""Errors planted in one file: few, so that they are errors and no other definition."""
BESIDE = {"t1": "", "t2": "t1"}
"""The second table of a half-year comes after the first one."""
CELL_CODES = {"jump", "sudden_zero"}


@pytest.fixture(scope="module")
def berlin(request: pytest.FixtureRequest) -> Berlin:
    from django.conf import settings

    folder = Path(settings.OPEN_DATA) / "berlin"
    if not folder.is_dir():
        pytest.skip(f"real open data is not at {settings.OPEN_DATA} (PORTAL_OPEN_DATA)")
    return Berlin(folder)


def warned(problems: tuple[Problem, ...]) -> Counter[str]:
    """Cells that warn, by column; one finding about several cells counts for all of them."""
    cells: Counter[str] = Counter()
    for problem in problems:
        told = dict(problem.params)
        if problem.severity != "hint" and problem.code != "missing_area":
            cells[problem.column or ""] += int(
                told.get("areas", 2 * int(told.get("columns", 1)) if "other" in told else 1)
            )
    return cells


@pytest.mark.parametrize("table", ["t1", "t2"])
def test_at_most_five_percent_of_the_cells_of_any_column_warn(berlin: Berlin, table: str) -> None:
    cells: Counter[str] = Counter()
    two_years: Counter[str] = Counter()
    number = dict.fromkeys(("all", "two"), 0)
    for at in range(1, len(HALF_YEARS)):
        rows = berlin.rows(table, at)
        found = warned(berlin.check(table, at, rows, BESIDE[table]))
        cells += found
        number["all"] += len(rows)
        if at in TWO_YEARS:
            two_years += found
            number["two"] += len(rows)
    columns = columns_of(table)
    print(f"\n{table}: cells that warn, 2019-01 to 2020-02 (all eleven half-years)")
    for column in columns:
        print(f"  {column:55} {two_years[column] / number['two']:6.2%} ({cells[column] / number['all']:.2%})")
    whole = two_years.total() / (number["two"] * len(columns))
    print(f"  {'all':55} {whole:6.2%} ({cells.total() / (number['all'] * len(columns)):.2%})")
    assert all(two_years[column] <= 0.05 * number["two"] for column in columns)
    assert all(cells[column] <= 0.05 * number["all"] for column in columns)
    assert whole <= 0.02


def test_the_area_that_appears_in_2019_is_told_with_the_one_it_comes_from(berlin: Berlin) -> None:
    for table in ("t1", "t2"):
        told = [
            p for p in berlin.check(table, 8, berlin.rows(table, 8), BESIDE[table]) if p.code == "moved_between_areas"
        ]
        assert [(p.hint, dict(p.params)["area"], dict(p.params)["other"]) for p in told] == [
            ("appears", "09041403", "09041301")
        ]
        assert dict(told[0].params)["gain"] == 4596 and 4590 <= float(dict(told[0].params)["loss"]) <= 4640


def test_the_other_half_years_are_neither_repeated_nor_swapped_nor_slipped(berlin: Berlin) -> None:
    usual = {"jump", "jump_back", "jump_since_last_year", "missing_area", "moved_between_areas", "sudden_zero"}
    for table in ("t1", "t2"):
        for at in range(len(HALF_YEARS)):
            codes = {problem.code for problem in berlin.check(table, at, berlin.rows(table, at), BESIDE[table])}
            assert codes <= usual, (table, HALF_YEARS[at], codes - usual)


@pytest.mark.parametrize("table", ["t1", "t2"])
def test_an_earlier_file_and_swapped_columns_are_recognised_in_every_half_year(berlin: Berlin, table: str) -> None:
    for at in TWO_YEARS:
        again = {problem.code for problem in berlin.check(table, at, berlin.rows(table, at - 1))}
        assert "earlier_period_again" in again and "jump" not in again
        rows = berlin.rows(table, at)
        one, other = columns_of(table)[2:4]
        for row in rows:
            row[one], row[other] = row[other], row[one]
        swapped = [p for p in berlin.check(table, at, rows) if p.code == "columns_swapped"]
        assert [{p.column, dict(p.params)["other_column"]} for p in swapped] == [{one, other}]


def trials(berlin: Berlin, table: str, kind: str) -> Iterator[tuple[str, str, int, bool, bool]]:
    """(column, factor, residents, found at all, found by the tests against earlier periods) of every planted error."""
    chance = random.Random(f"{SEED} {table} {kind}")
    columns = columns_of(table)
    for at in TWO_YEARS:
        clean = berlin.rows(table, at)
        spoken = {p.row for p in berlin.check(table, at, clean, BESIDE[table]) if p.severity != "hint"}
        large = [n for n, row in enumerate(clean) if int(row["inhabitants"]) >= LEAST and n + 2 not in spoken]
        for _ in range(30 if kind == "cell" else 12):
            rows = berlin.rows(table, at)
            planted = []
            for number in chance.sample(large, AT_ONCE):
                factor = chance.choice([0.5, 0.8, 1.2, 1.5])
                chosen = [chance.choice(columns)] if kind == "cell" else list(columns)
                for column in chosen:
                    old = int(rows[number][column])
                    change = max(abs(round(old * factor) - old), 1, -(-old // 5))  # at least a fifth, rounded up
                    rows[number][column] = str(old + change if factor > 1 else old - change)
                planted.append((number, chosen, factor, int(clean[number]["inhabitants"])))
            problems = [p for p in berlin.check(table, at, rows, BESIDE[table]) if p.severity != "hint"]
            for number, chosen, factor, residents in planted:
                here = [p for p in problems if p.row == number + 2]
                jumped = any(p.code in CELL_CODES and p.column in chosen for p in here)
                yield chosen[0] if kind == "cell" else "row", f"×{factor}", residents, bool(here), jumped


@pytest.mark.parametrize("kind", ["cell", "row"])
@pytest.mark.parametrize("table", ["t1", "t2"])
def test_errors_of_a_fifth_and_more_in_areas_of_a_thousand_are_found(berlin: Berlin, table: str, kind: str) -> None:
    hits: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    every = []
    for column, factor, residents, found, jumped in trials(berlin, table, kind):
        size = next(
            word for limit, word in ((2500, "1,000+"), (5000, "2,500+"), (10**9, "5,000+")) if residents < limit
        )
        for group in (column, factor, size):
            hits[group].append((found, jumped))
        every.append((found, jumped))
    print(f"\n{table}, single {kind}s: found (by the tests against earlier periods alone), number of trials")
    for group, trial in [*hits.items(), ("all", every)]:
        found, jumped = (sum(pair[n] for pair in trial) / len(trial) for n in (0, 1))
        print(f"  {group:55} {found:7.1%} ({jumped:.1%}) {len(trial)}")
    assert len(every) >= 200
    assert sum(found for found, _ in every) >= 0.95 * len(every)
    for group, trial in hits.items():
        if len(trial) >= 30:
            assert sum(found for found, _ in trial) >= 0.9 * len(trial), group
