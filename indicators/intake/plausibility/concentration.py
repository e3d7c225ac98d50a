"""One area gains what many lose: as when persons are registered at the address of an office.

Against the trend of the city (the median of its earlier changes; 1 where there is one earlier period) each area has
δ = x − trend·x₀ and z = (T(x) − T(trend·x₀)) ÷ s. An area a stands out with z ≥ 6, δ of 50 and more and a fifth of what was
expected. Others lose where z ≤ −1.64, which 5 % do by chance. It is a concentration where

- more areas lose than chance and three of its standard deviations allow, and ten more than gain as much, and
- what they lose beyond what as strong gains bring, Σ|δ| over z ≤ −1.64 less Σδ over z ≥ 1.64 (without a), is between
  half and one and a half of what a gained.

Source: the binomial distribution of tail events; the comparison with the opposite tail needs no assumption about tails
as long as they are alike.
"""

from dataclasses import dataclass

import numpy as np

from indicators.intake.plausibility.findings import listed, number, written
from indicators.intake.plausibility.scatter import Scale, transformed
from indicators.intake.plausibility.tracks import City, Track
from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.texts import Bools

STANDS_OUT, TAIL, CHANCE = 6.0, 1.64, 0.05
LEAST, LEAST_SHARE, MORE_LOSERS = 50.0, 0.2, 10


@dataclass(frozen=True, eq=False)
class Concentration:
    """The area that gained, how much, and who lost how much in all."""

    area: int
    gain: float
    losers: Bools
    loss: float


def concentration(track: Track) -> Concentration | None:
    """Whether one area of the column gained what many lost."""
    if track.scale is not Scale.COUNT or track.step is None or track.previous is None:
        return None
    changes = track.steps.changes
    trend = float(np.median(changes)) if changes else 1.0
    expected = trend * track.previous
    off = track.now - expected
    z = (transformed(track.now, track.scale) - transformed(expected, track.scale)) / track.step.spread
    tested = track.tested & np.isfinite(z)
    with np.errstate(invalid="ignore"):
        out = tested & (z >= STANDS_OUT) & (off >= LEAST) & (off >= LEAST_SHARE * expected)
        losers, gainers = tested & (z <= -TAIL), tested & (z >= TAIL)
    if not out.any():
        return None
    area = int(np.argmax(np.where(out, off, -np.inf)))
    gainers[area] = False
    number_of = tested.sum()
    by_chance = CHANCE * number_of + 3.0 * np.sqrt(CHANCE * (1 - CHANCE) * number_of)
    loss = float(-off[losers].sum() - off[gainers].sum())
    many = losers.sum() > by_chance and losers.sum() >= gainers.sum() + MORE_LOSERS
    if not (many and 0.5 * off[area] <= loss <= 1.5 * off[area]):
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
        log.add(
            make_problem(
                "address_concentration",
                row=city.line(area),
                column=track.column,
                value=written(track, track.now[area]),
                area=city.codes[area],
                gain=number(track, found.gain),
                losers=int(found.losers.sum()),
                loss=number(track, found.loss),
                period=track.previous_period.code,
                columns=listed([member.column for member, _ in members]),
            )
        )
    return taken
