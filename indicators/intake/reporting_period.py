"""Whether the period that a delivery was announced for, and those that a file names, can be right."""

from collections.abc import Sequence
from datetime import date

from indicators.catalogue.profile_spec import ProfileSpec
from indicators.intake.problems import Problem, ProblemLog, make_problem
from indicators.periods import Period, parse_period


def check_period(
    period_code: str,
    profile: ProfileSpec,
    today: date | None = None,
    edition: tuple[date, date | None] | None = None,
) -> tuple[Problem, ...]:
    """What speaks against a period: no period at all, a kind the profile does not take, an end after ``today``, or days on
    which the ``edition`` (first and last day, the last may be open) was not in force.

    >>> from indicators.catalogue.specs import AreaColumn, ProfileSpec, Text
    >>> area = AreaColumn("id", "planungsraum", 8)
    >>> yearly = ProfileSpec("p", Text("", ""), "s", "csv", ",", "utf-8", area, "argument", (), (), "any", ("year",))
    >>> [problem.code for problem in check_period("2018-Q4", yearly)]
    ['wrong_period_kind']
    """
    try:
        period = parse_period(period_code)
    except ValueError:
        return (make_problem("not_a_period", value=period_code),)
    problems: list[Problem] = []
    if period.kind not in profile.period_kinds:
        allowed = ", ".join(profile.period_kinds)
        problems.append(make_problem("wrong_period_kind", value=period.code, kind=period.kind, allowed=allowed))
    if today is not None and period.ends > today:
        problems.append(make_problem("period_in_future", value=period.code, today=today.isoformat()))
    if edition is not None and not _within(period.ends, *edition):
        told = f"{edition[0].isoformat()} – {edition[1].isoformat() if edition[1] else '…'}"
        problems.append(make_problem("unknown_edition", value=period.code, hint="period", edition=told))
    return tuple(problems)


def _within(day: date, first: date, last: date | None) -> bool:
    return first <= day and (last is None or day <= last)


def check_periods(
    found: Sequence[Period | None],
    announced: Period | None,
    profile: ProfileSpec,
    edition: tuple[date, date | None] | None,
    today: date | None,
    log: ProblemLog,
) -> None:
    """What speaks against the periods that a file names: the announced one is not among them, a kind, the future, other
    areas than those of the announced period's edition.
    """
    periods = sorted(period for period in found if period is not None)
    if announced is not None and announced not in periods:
        told = ", ".join(period.code for period in periods) or "–"
        log.add(make_problem("period_not_in_file", value=announced.code, found=told))
    for period in periods:
        if period != announced:
            log.extend(check_period(period.code, profile, today))
    outside = [period.code for period in periods if edition is not None and not _within(period.ends, *edition)]
    if outside and edition is not None:
        told = f"{edition[0].isoformat()} – {edition[1].isoformat() if edition[1] else '…'}"
        log.add(make_problem("several_editions", value=", ".join(outside), edition=told))
