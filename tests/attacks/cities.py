"""The same attack on a whole city: every level of the indicators whose counts are people, as several readers.

A city of hundreds of areas is asked for its latest values only; what is small in it was not planted, it occurs.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import psycopg2

from tests.attacks.constraints import Statement, formulas, holds, rows_of
from tests.attacks.crawling import Answer, ask
from tests.attacks.reading import Reader, Told
from tests.attacks.roles import Attacker, session
from tests.attacks.solver import Cell, Knowledge, Row, Sum, merged
from tests.demo.database import environment

_MOST = 2
_TRUTH = """
    SELECT m.code, a.code, p.code, o.value FROM sealed.observation o
    JOIN sealed.delivery d ON d.id = o.delivery_id AND d.state = 'active'
    JOIN measure m ON m.id = o.measure_id JOIN areas_area a ON a.id = o.area_id JOIN period p ON p.id = o.period_id
    WHERE p.code = ANY(%s) AND m.code = ANY(%s) AND o.value <> 'NaN' ORDER BY d.id
"""


class OneRelease:
    """Cells of what is live, where no earlier version is looked at."""

    def cell(self, measure: str, place: str, period: str, release: str) -> Cell:
        return measure, place, period, 0


@dataclass(frozen=True)
class Found:
    """What some readers were told about a city. ``places``: code of any area → its finest places."""

    answers: Mapping[str, Sequence[Answer]]
    places: Mapping[str, tuple[str, ...]]
    told: Mapping[str, Told]

    def statements(self) -> list[Statement]:
        return [statement for told in self.told.values() for statement in told.statements]

    def knowledge(self, counts: Mapping[Cell, float]) -> Knowledge:
        """Everything that any of them was told. Who guesses of a hidden count that it is above zero guesses right."""
        return Knowledge(
            merged(
                row
                for one in self.statements()
                for row in rows_of(one, OneRelease())
                if one.part != "hidden" or all(counts.get(cell, 0) > 0 for cell, _ in row.sum)
            )
        )

    def hidden(self) -> list[Sum]:
        """Every hidden count of one place and one measure, once."""
        found = {row.sum for one in self.statements() if one.part == "hidden" for row in rows_of(one, OneRelease())}
        return sorted(one for one in found if len(one) == 1)


def attacked(address: str, attackers: Iterable[Attacker], indicators: Sequence[str], levels: Sequence[str]) -> Found:
    """Ask for every indicator at every level, coarsest level first."""
    answers: dict[str, list[Answer]] = {}
    for attacker in attackers:
        opened = session(address, attacker)
        paths = [f"/api/v1/values/?indicator={one}&level={level}" for one in indicators for level in levels]
        with ThreadPoolExecutor(4) as hands:
            answers[attacker.name] = list(
                hands.map(
                    lambda path, opened=opened, attacker=attacker: ask(  # type: ignore[misc]
                        opened, address, "api-values", attacker.name, path
                    ),
                    paths,
                )
            )
    places = _places([answer for own in answers.values() for answer in own], levels)
    reader = {name: Reader("", (), lambda code: places.get(code, ())) for name in answers}
    return Found(answers, places, {name: reader[name].read(own) for name, own in answers.items()})


def _places(answers: Iterable[Answer], levels: Sequence[str]) -> dict[str, tuple[str, ...]]:
    parents: dict[str, dict[str, str | None]] = {}
    for answer in answers:
        if answer.status == 200:
            document = json.loads(answer.body)
            parents.setdefault(document["level"], dict(zip(document["codes"], document["parents"], strict=True)))
    below: dict[str, tuple[str, ...]] = {code: (code,) for code in parents.get(levels[-1], {})}
    found = dict(below)
    for level in reversed(levels):
        above: dict[str, tuple[str, ...]] = {}
        for code, parent in parents.get(level, {}).items():
            if parent is not None:
                above[parent] = (*above.get(parent, ()), *below.get(code, ()))
        below = above
        found |= above
    return found


def truth(database: str, found: Found) -> dict[Cell, float]:
    """The counts behind the statements, from the sealed room: who tests may look."""
    periods = {name for one in found.statements() for pair in one.periods for name in pair if name}
    measures = {m for code in {one.indicator for one in found.statements()} for m in formulas()[code].numerator}
    measures |= {m for code in {one.indicator for one in found.statements()} for m in formulas()[code].denominator}
    with psycopg2.connect(environment(database)["OWNER_DATABASE_URL"]) as server, server.cursor() as cursor:
        cursor.execute(_TRUTH, [sorted(periods), sorted(measures)])
        return {(measure, place, period, 0): float(value) for measure, place, period, value in cursor.fetchall()}


def canaries(found: Found, counts: Mapping[Cell, float]) -> list[Sum]:
    """The smallest hidden counts of the city, of every measure a few."""
    small = [one for one in found.hidden() if 0 < counts.get(one[0][0], 0) <= 2]
    by_measure: dict[str, list[Sum]] = {}
    for one in small:
        by_measure.setdefault(one[0][0][0], []).append(one)
    return [one for own in by_measure.values() for one in own[:_MOST]]


def false_rows(found: Found, counts: Mapping[Cell, float]) -> list[Row]:
    """Rows that do not hold for what was delivered: read wrongly. A cell without a delivered count says nothing."""
    return [
        row
        for row in found.knowledge(counts).rows
        if all(cell in counts for cell, _ in row.sum) and not holds(row, counts)
    ]
