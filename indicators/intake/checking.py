"""The check of one file, from bytes to typed values or coded problems: the whole file or nothing."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from datetime import date

import numpy as np

from indicators.catalogue.profile_spec import ProfileSpec
from indicators.catalogue.specs import MeasureSpec
from indicators.intake.checked import CheckedFile, CheckedPeriod, nothing_said
from indicators.intake.comparisons import compare_in_force
from indicators.intake.filling import Filled, fill
from indicators.intake.gathering import gather
from indicators.intake.parts import Part
from indicators.intake.persons import refuse_persons
from indicators.intake.plausibility import History, check_plausibility
from indicators.intake.problems import ProblemLog
from indicators.intake.reading import BYTE_LIMIT, read_file
from indicators.intake.relations import Delivered, check_at_most, check_sums
from indicators.intake.reporting_period import check_period, check_periods
from indicators.intake.rows import Places, log_missing_areas
from indicators.intake.texts import Bools
from indicators.periods import Period

Beside = Callable[[Sequence[Period]], History]
"""What is known beside a file that has these periods; asked once they are known."""


def check_file(
    content: bytes,
    *,
    profile: ProfileSpec,
    measures: Mapping[str, MeasureSpec],
    places: Places,
    period: Period | None = None,
    beside: Beside | None = None,
    edition: tuple[date, date | None] | None = None,
    today: date | None = None,
    byte_limit: int = BYTE_LIMIT,
) -> CheckedFile:
    """Read a delivered file by its profile and collect everything that is wrong with it.

    Bad content never raises: it becomes problems with line, column and value. Nothing is repaired or left out silently.

    Args:
        measures: the specifications of at least the profile's measures, by code.
        places: what the rows may speak about; the arrays follow ``places.all``.
        period: the announced one. It must be of a kind that the profile takes; where the file says its periods itself it
            must be one of them.
        beside: what counts now, for the checks against it and against earlier periods; without it they are left out.
        edition: first and last day on which the areas hold; all periods of a file end between them.
        today: no period of a file ends later.
        byte_limit: a larger file is refused unread.

    Raises:
        PersonLevelFile: the file seems to hold one row per person; the bytes must be erased.
    """
    log = ProblemLog()
    reading = read_file(content, profile, log, byte_limit=byte_limit)
    for seen in reading.seen:
        refuse_persons(seen, profile, places)
    if period is not None:
        log.extend(check_period(period.code, profile))
    parts, rows = gather(reading.tables, profile, places, period, log)
    if profile.several_periods and reading.tables:
        check_periods(list(parts), period, profile, edition, today, log)
    told = [
        _check_period(at, parts[at], len(parts) > 1, profile, measures, places, log) for at in sorted(parts, key=_end)
    ]
    if not told:
        told = [nothing_said(period, profile.columns_at(period), len(places.all))]
    if beside is not None:
        _compare(told, beside, measures, places, log)
    inspected = bool(reading.seen) or "empty_file" in log.counts
    return CheckedFile(log.problems, rows, places.all, tuple(told), period, dict(log.counts), inspected)


def _end(period: Period | None) -> date:
    return date.min if period is None else period.ends


def _check_period(
    period: Period | None,
    parts: Sequence[Part],
    is_one_of_several: bool,
    profile: ProfileSpec,
    measures: Mapping[str, MeasureSpec],
    places: Places,
    log: ProblemLog,
) -> CheckedPeriod:
    """Read one period of the file, and check it as a whole."""
    with log.about(period.code) if period is not None and is_one_of_several else nullcontext():
        filled: Filled = fill(period, parts, profile, measures, places, log)
        told = filled.told
        is_foreign = "unknown_edition" in log.counts or "wrong_level" in log.counts
        if any(part.codes is not None for part in parts) and not is_foreign:
            log_missing_areas(_named(parts, len(places.all)), profile, places, log)
        mapping = profile.columns_at(period)
        delivered = Delivered(filled, [column for column, _ in mapping])
        check_at_most(delivered, profile, log)
        check_sums(delivered, profile, [measures[measure].decimals for _, measure in mapping], log)
    return told


def _named(parts: Sequence[Part], places: int) -> Bools:
    """Which places have a row in any of the parts."""
    named = np.zeros(places, dtype=np.bool_)
    for part in parts:
        named[part.places[part.places >= 0]] = True
    return named


def _compare(
    told: Sequence[CheckedPeriod],
    beside: Beside,
    measures: Mapping[str, MeasureSpec],
    places: Places,
    log: ProblemLog,
) -> None:
    """Each period with what counts for it now, and with what is known beside it, earlier ones of the file included."""
    periods = [part.period for part in told if part.period is not None]
    if not periods:
        return
    history = beside(periods)
    for part in told:
        if part.period is None:
            continue
        with log.about(part.period.code) if len(told) > 1 else nullcontext():
            counting = {code: history.in_force(code, part.period) for code in part.measures}
            old = {code: values for code, values in counting.items() if values is not None}
            columns = dict(zip(part.measures, part.columns, strict=True))
            if old:
                compare_in_force(part.measures, columns, part.values, part.given, old, log)
            check_plausibility(part.told, measures=measures, places=places, history=history, log=log)
        history = history.with_told(part.told)


def inspect_file(content: bytes, *, profile: ProfileSpec, byte_limit: int = BYTE_LIMIT) -> bool:
    """Look for persons alone, where a delivery is refused before its areas are known.

    Returns:
        whether the bytes could be read at all; an empty file counts as read.

    Raises:
        PersonLevelFile: the file seems to hold one row per person; the bytes must be erased.
    """
    log = ProblemLog()
    reading = read_file(content, profile, log, byte_limit=byte_limit)
    for seen in reading.seen:
        refuse_persons(seen, profile, Places(profile.area.level, ()))
    return bool(reading.seen) or "empty_file" in log.counts
