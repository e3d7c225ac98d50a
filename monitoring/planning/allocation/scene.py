"""An allocation as it is opened: its draft, its release, and the result or the problem of each variant."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.http import Http404

from indicators.calculation.allocation import Refused
from indicators.models import Release
from indicators.queries.errors import Unanswerable
from monitoring.departments.access import Right, reader_may
from monitoring.departments.readers import Reader
from monitoring.planning.allocation.deciding import before_of
from monitoring.planning.allocation.outcome import Outcome, outcome
from monitoring.planning.allocation.plan import Plan, Variant
from monitoring.planning.allocation.plan_document import read_plan
from monitoring.planning.allocation.problems import Problem, problem_of
from monitoring.planning.allocation.sight import allocation_for, may_see, release_of
from monitoring.planning.models import Allocation


@dataclass(frozen=True, eq=False)
class Result:
    """One variant with its number (from 1): an outcome, or what is wrong with it."""

    number: int
    variant: Variant
    outcome: Outcome | None = None
    problem: Problem | None = None


@dataclass(frozen=True, eq=False)
class Scene:
    """``is_readable``: the reader may see base and need of every variant; otherwise no number is shown."""

    reader: Reader
    allocation: Allocation
    plan: Plan
    is_readable: bool
    release: Release | None
    release_problem: Unanswerable | None

    @property
    def may_edit(self) -> bool:
        """Whether the reader may change it: never without seeing what it is made of."""
        return self.is_readable and reader_may(self.reader, Right.EDIT_ALLOCATION, self.allocation)

    @cached_property
    def before(self) -> Mapping[str, Decimal] | None:
        """Last year's amounts."""
        return before_of(self.allocation)

    def result(self, number: int, variant: Variant | None = None) -> Result:
        """The result of the variant of that number, or of another in its place."""
        variant = variant or self.variant(number)
        try:
            if self.release is None:
                assert self.release_problem is not None
                raise self.release_problem
            return Result(number, variant, outcome(self.release, self.plan, variant, self.before))
        except (Refused, Unanswerable) as reason:
            return Result(number, variant, problem=problem_of(reason, self.plan, variant))

    def results(self) -> list[Result]:
        """All variants, where the reader may see them."""
        return [self.result(number) for number in range(1, len(self.plan.variants) + 1)] if self.is_readable else []

    def variant(self, number: int) -> Variant:
        """The variant of that number; raises ``Http404``."""
        if not 1 <= number <= len(self.plan.variants):
            raise Http404
        return self.plan.variants[number - 1]

    @property
    def may_take_back(self) -> bool:
        return self.allocation.drafts.filter(number=self.allocation.draft - 1).exists()

    @property
    def may_do_again(self) -> bool:
        return self.allocation.drafts.filter(number=self.allocation.draft + 1).exists()


def scene_of(reader: Reader, code: str) -> Scene:
    """The allocation of that code; raises ``Http404`` where there is none for the reader."""
    found = allocation_for(reader, code)
    if found is None:
        raise Http404
    return opened(reader, found)


def opened(reader: Reader, found: Allocation) -> Scene:
    """An allocation that the reader may read, with its draft."""
    plan = read_plan(found.drafts.get(number=found.draft).document)
    release, problem = None, None
    try:
        release = release_of(reader, plan)
    except Unanswerable as unanswerable:
        problem = unanswerable
    return Scene(reader, found, plan, may_see(reader, plan.variants), release, problem)
