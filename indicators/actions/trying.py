"""What a profile would read of a file, before anybody has saved it: the check itself, and nothing stored."""

from dataclasses import dataclass

import numpy as np

from areas.models import AreaEdition
from indicators.actions.places import SeveralSystems, edition_for, places_of
from indicators.catalogue.specs import ProfileSpec
from indicators.intake.checking import check_file
from indicators.intake.problems import Problem, Severity, make_problem
from indicators.models import Measure
from indicators.periods import Period, parse_period


@dataclass(frozen=True)
class Trial:
    """``areas`` have a row, ``values`` are numbers; ``counts`` has the number of problems of each code."""

    areas: int = 0
    expected: int = 0
    values: int = 0
    measures: int = 0
    periods: int = 0
    rows: int = 0
    problems: tuple[Problem, ...] = ()
    errors: int = 0
    warnings: int = 0

    @property
    def is_readable(self) -> bool:
        return not self.errors


def try_profile(content: bytes, profile: ProfileSpec, *, period: str, edition: str) -> Trial:
    """Read a file by a profile as the check would. ``edition``: the areas taken where no period is stated yet.

    Raises:
        PersonLevelFile: the file seems to hold one row per person.
    """
    span = _period(period)
    if period and span is None:
        return _refused(make_problem("not_a_period", value=period[:40]))
    try:
        found = edition_for(profile.area, span.ends) if span else AreaEdition.objects.filter(code=edition).first()
    except SeveralSystems as several:
        return _refused(make_problem("several_systems", value=profile.area.level, systems=", ".join(several.systems)))
    if found is None:
        return _refused(make_problem("unknown_edition", value=period or edition, hint="none"))
    places = places_of(found)
    if profile.area.level not in places.hierarchy.levels:
        return _refused(make_problem("unknown_edition", value=profile.area.level, hint="none"))
    allowed = places.delivered_at(profile.area)
    measures = {row.code: row.spec for row in Measure.objects.filter(code__in=profile.measures)}
    checked = check_file(content, profile=profile, measures=measures, places=allowed, period=span)
    given = np.zeros(len(allowed.codes), dtype=np.bool_)
    for one in checked.periods:
        given |= one.given[:, : len(allowed.codes)].any(axis=0)
    errors = [problem for problem in checked.problems if problem.severity is Severity.ERROR]
    warnings = [problem for problem in checked.problems if problem.severity is Severity.WARNING]
    return Trial(
        areas=int(given.sum()),
        expected=len(allowed.codes),
        values=sum(int((~np.isnan(one.values)).sum()) for one in checked.periods),
        measures=len({measure for one in checked.periods for measure in one.measures}),
        periods=len(checked.periods),
        rows=checked.rows,
        problems=checked.problems,
        errors=len(errors),
        warnings=len(warnings),
    )


def _period(code: str) -> Period | None:
    try:
        return parse_period(code) if code else None
    except ValueError:
        return None


def _refused(problem: Problem) -> Trial:
    return Trial(problems=(problem,), errors=1)
