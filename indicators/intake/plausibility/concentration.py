"""One area gains what many lose: as when persons are registered at the address of an office.

An area a stands out where z ≥ 6 (``scatter``) and δ = x − e is 50 and more and a fifth of what was expected. It is a
concentration where the others lose what it gained, in one of two ways:

- Some lose visibly. z ≤ −1.64 happens to 5 % by chance. More areas lose than chance and three of its standard deviations
  allow, and ten more than gain as strongly; what they lose beyond what those gain, Σ|δ| over z ≤ −1.64 less Σδ over
  z ≥ 1.64 (without a), is between half and one and a half of what a gained.
- All lose a little, so that the change of most of the city itself lies below its trend (the median of its earlier
  changes): with δ against the trend, seven of ten areas lose, and the others together between two and four thirds of
  what a gained.

Source: the binomial distribution of tail events; the comparison with the opposite tail needs no assumption about tails
as long as they are alike.
"""

from dataclasses import dataclass

import numpy as np

from indicators.intake.plausibility.findings import listed, number, tell, written
from indicators.intake.plausibility.scatter import Scale
from indicators.intake.plausibility.tracks import City, Track
from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.texts import Bools, Floats

STANDS_OUT, TAIL, CHANCE = 6.0, 1.64, 0.05
LEAST, LEAST_SHARE, MORE_LOSERS = 50.0, 0.2, 10
MOST_LOSE, LEAST_STEPS = 0.7, 2


@dataclass(frozen=True, eq=False)
class Concentration:
    """The area that gained, how much, and who lost how much in all."""

    area: int
    gain: float
    losers: Bools
    loss: float


def concentration(track: Track) -> Concentration | None:
    """Whether one area of the column gained what many lost."""
    if track.scale is not Scale.COUNT or track.step is None:
        return None
    z, off = track.step.z, track.now - track.step.expected
    tested = track.tested & np.isfinite(z)
    with np.errstate(invalid="ignore"):
        out = tested & (z >= STANDS_OUT) & (off >= LEAST) & (off >= LEAST_SHARE * track.step.expected)
    if not out.any():
        return None
    area = int(np.argmax(np.where(out, off, -np.inf)))
    tested[area] = False
    return _some_lose(area, z, off, tested) or _all_lose(area, track, tested)


def _some_lose(area: int, z: Floats, off: Floats, tested: Bools) -> Concentration | None:
    with np.errstate(invalid="ignore"):
        losers, gainers = tested & (z <= -TAIL), tested & (z >= TAIL)
    number_of = float(tested.sum())
    by_chance = CHANCE * number_of + 3.0 * np.sqrt(CHANCE * (1.0 - CHANCE) * number_of)
    loss = float(-off[losers].sum() - off[gainers].sum())
    many = losers.sum() > by_chance and losers.sum() >= gainers.sum() + MORE_LOSERS
    if not (many and 0.5 * off[area] <= loss <= 1.5 * off[area]):
        return None
    return Concentration(area, float(off[area]), losers, loss)


def _all_lose(area: int, track: Track, tested: Bools) -> Concentration | None:
    if len(track.steps.changes) < LEAST_STEPS or track.previous is None:
        return None
    off = track.now - float(np.median(track.steps.changes)) * track.previous
    with np.errstate(invalid="ignore"):
        losers = tested & (off < 0)
    known = np.isfinite(off)
    known[area] = False
    loss = float(-off[known].sum())
    if not (losers.sum() >= MOST_LOSE * tested.sum() and 2 * off[area] <= 3 * loss <= 4 * off[area]):
        return None
    return Concentration(area, float(off[area]), losers, loss)


def check_concentration(city: City, left: Bools, log: ProblemLog) -> Bools:
    """Log concentrations, once for each area with all its columns; returns the cells, (tracks compared, areas).

    Columns of which no cell is ``left`` are explained already.
    """
    taken = np.zeros((len(city.compared), len(city.codes)), bool)
    groups: dict[int, list[tuple[Track, Concentration]]] = {}
    for row, track in enumerate(city.compared):
        found = concentration(track) if left[row].any() else None
        if found is not None:
            groups.setdefault(found.area, []).append((track, found))
            taken[row, found.losers] = True
            taken[row, found.area] = True
    for area, members in groups.items():
        track, found = max(members, key=lambda member: member[1].gain)
        tell(
            track,
            make_problem(
                "address_concentration",
                row=track.line(area),
                column=track.column,
                value=written(track, track.now[area]),
                area=city.codes[area],
                gain=number(track, found.gain),
                losers=int(found.losers.sum()),
                loss=number(track, found.loss),
                period=track.previous_period.code,
                columns=listed([member.column for member, _ in members]),
            ),
            log,
        )
    return taken
