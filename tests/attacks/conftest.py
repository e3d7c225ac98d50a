"""The evidence of one attack, gathered once for all modules and processes, and what follows from it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from pathlib import Path

import pytest

from tests.attacks import town
from tests.attacks.canaries import CANARIES, Canary
from tests.attacks.constraints import Statement, Versions, common_knowledge, is_true, known_to, rows_of
from tests.attacks.evidence import Evidence, deliveries, files_as_answers, shared
from tests.attacks.reading import Reader, Told
from tests.attacks.roles import ATTACKERS
from tests.attacks.solver import Interval, Knowledge, Row, merged


@dataclass
class Case:
    """What was found, read and put together; every set of rows is solved once."""

    evidence: Evidence
    told: dict[str, Told] = field(default_factory=dict)
    _known: dict[tuple[str, ...], Knowledge] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for role, answers in self.evidence.answers.items():
            if role == "planner":
                answers = [*answers, *files_as_answers(self.evidence)]
            self.told[role] = Reader(self.evidence.town.releases[-1], town.QUARTERS).read(answers)

    @cached_property
    def versions(self) -> Versions:
        return Versions(deliveries(self.evidence.town), self.evidence.town.releases)

    @cached_property
    def common(self) -> tuple[Row, ...]:
        return tuple(common_knowledge(self.versions))

    def statements(self, *roles: str) -> list[Statement]:
        return [statement for role in roles for statement in self.told[role].statements]

    def known(self, *roles: str) -> Knowledge:
        """What these roles know together: what they were told, what everybody knows, what a supplier delivered."""
        if roles not in self._known:
            rows = [
                row
                for one in self.statements(*roles)
                for row in rows_of(one, self.versions)
                if one.part != "hidden" or is_true(row, self.versions)  # a hidden zero is guessed to be none
            ]
            own = known_to(["kanal_hilfen"], self.versions) if "supplier" in roles else ()
            self._known[roles] = Knowledge(merged([*rows, *self.common, *own]))
        return self._known[roles]

    def known_against(self, canary: Canary) -> Knowledge:
        """What everybody knows together from whom the canary is a secret."""
        return self.known(*(name for name in self.told if canary in aimed_at((name,))))

    def interval(self, canary: Canary, *more: Row) -> Interval:
        """The bounds of a canary for everybody together, and for whoever knows more rows beside."""
        known = self.known_against(canary)
        return (Knowledge((*known.rows, *more)) if more else known).interval(self.versions.of(canary))


@pytest.fixture(scope="session")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    base = tmp_path_factory.getbasetemp()
    own = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    return shared(Path(own) / "attacks")


@pytest.fixture(scope="session")
def case(evidence: Evidence) -> Case:
    return Case(evidence)


def groups() -> Iterator[tuple[str, ...]]:
    """Everybody alone, two together, all together."""
    names = [attacker.name for attacker in ATTACKERS]
    yield from ((name,) for name in names)
    yield from combinations(names, 2)
    yield tuple(names)


def aimed_at(roles: tuple[str, ...]) -> tuple[Canary, ...]:
    """The canaries that are a secret from these roles: a supplier's own counts are none."""
    return tuple(one for one in CANARIES if not ("supplier" in roles and one.measure == "kanal_hilfen"))
