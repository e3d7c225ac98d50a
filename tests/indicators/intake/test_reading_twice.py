"""Long, wide, stacked and side-by-side files of any order, read a second time by the simplest way there is."""

import random
from dataclasses import replace

import numpy as np
import pytest

from indicators.catalogue.profile_spec import PeriodFrom, ProfileSpec
from indicators.intake import CheckedFile
from tests.indicators.intake.shapes import ABREAST, BARE, LONG, PERIODS, STACKED, read
from tests.indicators.intake.small_city import CODES
from tests.naive import reading

MEASURES = {"einwohner": "einwohner", "einwohner_auslaendisch": "einwohner_auslaendisch"}
LONG_BY_COLUMN = replace(
    LONG, period="header", long=replace(LONG.long, value="Wert {period}"), period_from=PeriodFrom()
)


def cells_of(checked: CheckedFile) -> reading.Cells:
    """Every number of the check."""
    return {
        (part.period.code, measure, checked.places[place]): float(part.values[row, place])
        for part in checked.periods
        if part.period is not None
        for row, measure in enumerate(part.measures)
        for place in np.flatnonzero(part.given[row] & ~np.isnan(part.values[row]))
    }


def words_of(profile: ProfileSpec) -> dict[str, str]:
    """Word of a column or row → measure."""
    return {column.removesuffix(" {period}"): measure for column, measure in profile.columns}


class Author:
    """Writes the same city in any shape: some cells missing, rows in any order, lines around the table."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.stripped = self.chance.random() < 0.5
        self.cells = {
            (period, measure, code): self.chance.randrange(10_000)
            for period in PERIODS
            for measure in MEASURES
            for code in CODES
            if self.chance.random() < 0.9
        }

    def code(self, code: str) -> str:
        return code.lstrip("0") if self.stripped else code

    def cell(self, period: str, measure: str, code: str) -> str:
        return str(self.cells.get((period, measure, code), ""))

    def lines(self, header: list[str], rows: list[list[str]]) -> list[str]:
        self.chance.shuffle(rows)
        written = [";".join(header), *(";".join(row) for row in rows)]
        if self.chance.random() < 0.5:
            written = ["Statistik der Stadt", "", f"Stand {self.chance.randrange(2000, 2030)}", *written]
        if self.chance.random() < 0.5:
            written += ["", "1) vorläufig", "Quelle: Register"]
        return written

    def wide(self) -> list[str]:
        rows = [[self.code(code), *(self.cell(PERIODS[0], measure, code) for measure in MEASURES)] for code in CODES]
        return self.lines(["id", "residents", "foreigners"], rows)

    def long(self) -> list[str]:
        words = dict(zip(MEASURES, ("Einwohner", "Ausländer"), strict=True))
        rows = [
            [self.code(code), words[measure], period, str(number)]
            for (period, measure, code), number in self.cells.items()
        ]
        return self.lines(["id", "Merkmal", "Quartal", "Wert"], rows)

    def stacked(self) -> list[str]:
        rows = [
            [period, self.code(code), *(self.cell(period, measure, code) for measure in MEASURES)]
            for period in PERIODS
            for code in CODES
        ]
        return self.lines(["Quartal", "id", "residents", "foreigners"], rows)

    def abreast(self) -> list[str]:
        order = [(period, measure) for period in PERIODS for measure in MEASURES]
        self.chance.shuffle(order)
        names = dict(zip(MEASURES, ("Einwohner", "davon Ausländer"), strict=True))
        header = ["id", *(f"{names[measure]} {period}" for period, measure in order)]
        rows = [[self.code(code), *(self.cell(period, measure, code) for period, measure in order)] for code in CODES]
        return self.lines(header, rows)

    def long_by_column(self) -> list[str]:
        words = dict(zip(MEASURES, ("Einwohner", "Ausländer"), strict=True))
        rows = [
            [self.code(code), words[measure], *(self.cell(period, measure, code) for period in PERIODS)]
            for code in CODES
            for measure in MEASURES
        ]
        return self.lines(["id", "Merkmal", *(f"Wert {period}" for period in PERIODS)], rows)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(
    ("shape", "profile", "naive"),
    [
        ("wide", BARE, {}),
        ("long", LONG, {"measure_column": "Merkmal", "value_column": "Wert", "period_column": "Quartal"}),
        ("stacked", STACKED, {"period_column": "Quartal"}),
        ("abreast", ABREAST, {}),
        ("long_by_column", LONG_BY_COLUMN, {"measure_column": "Merkmal", "value_column": "Wert"}),
    ],
)
def test_the_simplest_reading_finds_the_same_numbers(
    shape: str, profile: ProfileSpec, naive: dict[str, str], seed: int
) -> None:
    author = Author(seed)
    lines = getattr(author, shape)()
    blank = replace(profile, signs=(("", "missing"),))
    checked = read(lines, blank, PERIODS[0])
    assert not checked.refused, checked.problems
    expected = reading.read("\n".join(lines), areas=CODES, columns=words_of(profile), periods=PERIODS, **naive)
    assert cells_of(checked) == expected
    told = {key: float(number) for key, number in author.cells.items() if shape != "wide" or key[0] == PERIODS[0]}
    assert expected == told
