"""Which cells jump: against the previous period, and against the same period last year.

A cell jumps where two things hold: it lies outside what usually happens in areas of that size (``scatter``: z, with
p = 2·Φ(−|z|), and Benjamini–Hochberg at 5 % over all cells of the file), and it is off by at least an eighth of what was
expected and by more than two households (5·D persons). Areas with fewer than 300 residents are not tested.

- Off against the previous period and not like last year either: ``jump``.
- Off against the previous period, within the range of last year's: ``jump_back``; a seasonal figure, or the previous
  period was the unusual one.
- Off against last year only, without a step between that was a jump itself: ``jump_since_last_year``, what creeps.
- In a span that is noted as exceptional, compared with one, or in areas noted as corrected: ``jump_exceptional``.
- More than 15 % of a column's areas (and more than 20): one finding, ``jumps_throughout``; none in exceptional periods.

Source: Y. Benjamini and Y. Hochberg (1995), J. R. Statist. Soc. B 57, 289–300; see ``scatter``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from indicators.discoveries import discoveries
from indicators.intake.plausibility.findings import number, tell, written
from indicators.intake.plausibility.scatter import Change, Scale
from indicators.intake.plausibility.tracks import City, Track
from indicators.intake.plausibility.units import factor_text, power_of_ten
from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.texts import Bools, Floats

RATE = 0.05
RELEVANT = 0.125
WITHIN = 3.0
FLOOD_SHARE, FLOOD_AREAS = 0.15, 20
LEAST_NUMBER = 20  # below it ten times as much says nothing about units


def probabilities(change: Change | None, tested: Bools) -> Floats:
    """p of each area's change; NaN where it is not tested."""
    if change is None:
        return np.full(tested.shape, np.nan)
    return np.where(tested, 2.0 * ndtr(-np.abs(change.z)), np.nan)


def relevant(change: Change, track: Track) -> Bools:
    """Where a deviation is large enough to matter, whatever its probability."""
    households = 5.0 * max(track.measure.design_effect, 1.0) if track.scale is Scale.COUNT else 0.0
    with np.errstate(invalid="ignore"):
        return np.asarray(
            (np.abs(change.relative) >= RELEVANT) & (np.abs(track.now - change.expected) > households), bool
        )


@dataclass(frozen=True, eq=False)
class Jumps:
    """Where cells jump, (tracks, areas): against the previous period, and against last year."""

    now: Bools
    yearly: Bools


def find_jumps(tracks: Sequence[Track], left: Bools) -> Jumps:
    """Test the cells of ``left`` (tracks, areas) as one family; a column that jumps throughout is a family of its own."""
    steps = [track.step for track in tracks]
    p = np.array([probabilities(step, track.tested) for step, track in zip(steps, tracks, strict=True)])
    big = np.zeros(left.shape, bool)
    for row, (step, track) in enumerate(zip(steps, tracks, strict=True)):
        if step is not None:
            big[row] = relevant(step, track)
    p[~left] = np.nan
    found = discoveries(p, rate=RATE) & big
    flooded = floods(found, p)
    if flooded.any() and not flooded.all():
        rest = p.copy()
        rest[flooded] = np.nan
        found[~flooded] = (discoveries(rest, rate=RATE) & big)[~flooded]
    return Jumps(found, _yearly(tracks, left))


def floods(found: Bools, p: Floats) -> Bools:
    """The columns in which so many areas jump that one cause is likelier than many."""
    number_of, tested = found.sum(axis=1), np.isfinite(p).sum(axis=1)
    return np.asarray((number_of > FLOOD_AREAS) & (number_of > FLOOD_SHARE * tested), bool)


def _yearly(tracks: Sequence[Track], left: Bools) -> Bools:
    p, big = np.full(left.shape, np.nan), np.zeros(left.shape, bool)
    for row, track in enumerate(tracks):
        if track.yearly is not None:
            p[row], big[row] = probabilities(track.yearly, track.tested), relevant(track.yearly, track)
    p[~left] = np.nan
    return discoveries(p, rate=RATE) & big


def like_last_year(track: Track) -> Bools:
    """Where the present number lies within the range of last year's, taken along with the city's change."""
    if track.yearly is None:
        return np.zeros(track.now.shape, bool)
    near = (np.abs(track.yearly.z) <= WITHIN) & (np.abs(track.yearly.relative) < RELEVANT)
    return np.asarray(near, bool)


def _jumped_meanwhile(track: Track) -> Bools:
    """Where the previous period had already jumped against last year, so that nothing new has to be told."""
    if track.year is None or track.previous is None:
        return np.zeros(track.now.shape, bool)
    before = track.against(track.year, track.previous, track.previous_period)
    assert before is not None
    with np.errstate(invalid="ignore"):
        return np.asarray((np.abs(before.z) > WITHIN) & (np.abs(before.relative) >= RELEVANT / 2), bool)


def check_jumps(city: City, left: Bools, log: ProblemLog) -> None:
    """Log the jumps among the cells of ``left`` (tracks compared, areas)."""
    tracks = city.compared
    if not tracks:
        return
    found = find_jumps(tracks, left)
    tested = np.array([left[row] & track.tested for row, track in enumerate(tracks)])
    flooded = floods(found.now, np.where(tested, 1.0, np.nan))
    for row, track in enumerate(tracks):
        assert track.step is not None
        is_noted = track.exceptional or track.unusual[-1]
        if flooded[row]:
            if not is_noted:
                _log_flood(city, track, found.now[row], int(tested[row].sum()), log)
            continue
        quiet = track.noted | is_noted
        back = like_last_year(track)
        _log(city, track, "jump", found.now[row] & ~back & ~quiet, track.step, log)
        _log(city, track, "jump_exceptional", found.now[row] & ~back & quiet, track.step, log)
        _log(city, track, "jump_back", found.now[row] & back, track.step, log)
        if track.yearly is not None:
            creeping = found.yearly[row] & ~found.now[row] & ~_jumped_meanwhile(track) & ~quiet
            _log(city, track, "jump_since_last_year", creeping, track.yearly, log)


def _log(city: City, track: Track, code: str, where: Bools, change: Change, log: ProblemLog) -> None:
    areas = np.flatnonzero(where)
    shown = areas[: log.room(code)]
    yearly = code == "jump_since_last_year"
    earlier = track.before.periods[track.year if yearly and track.year is not None else -1]
    values = track.before.values[track.year if yearly and track.year is not None else -1]
    for area in shown:
        power = power_of_ten(track.now[area] / values[area]) if code == "jump" and values[area] >= LEAST_NUMBER else 0
        told = {"factor": factor_text(power)} if power else {}
        tell(
            track,
            make_problem(
                code,
                hint="factor" if power else "",
                row=track.line(area),
                column=track.column,
                value=written(track, track.now[area]),
                area=city.codes[area],
                before=number(track, values[area]),
                period=earlier.code,
                low=number(track, change.low[area]),
                high=number(track, change.high[area]),
                **told,
            ),
            log,
        )
    log.more(code, len(areas) - len(shown))


def _log_flood(city: City, track: Track, where: Bools, tested: int, log: ProblemLog) -> None:
    assert track.step is not None
    order = np.argsort(-np.abs(np.where(where, track.step.z, 0.0)), kind="stable")
    examples = ", ".join(city.codes[area] for area in order[:5])
    tell(
        track,
        make_problem(
            "jumps_throughout",
            column=track.column,
            areas=int(where.sum()),
            tested=tested,
            period=track.previous_period.code,
            examples=examples,
        ),
        log,
    )
