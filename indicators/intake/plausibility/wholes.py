"""Parts that are larger than their whole, where the whole came by another delivery.

More recipients than residents of that age, more of a group than residents: the whole in force is taken at the date that the
indicator's pairing rule names. A register and a benefit count at their own dates, so a small excess is a hint; one of
more than 2·√(D·N) (twice the scatter of a count of N with the design effect D) is a warning.
"""

import numpy as np

from indicators.intake.plausibility.findings import number, tell
from indicators.intake.plausibility.history import Whole
from indicators.intake.plausibility.tracks import City
from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.texts import Bools, Floats


def excess(part: Floats, whole: Floats, design_effect: float) -> tuple[Bools, Bools]:
    """Where a part is larger than its whole, and where by more than two dates explain."""
    with np.errstate(invalid="ignore"):
        larger = part > whole
        far = part - whole > 2.0 * np.sqrt(design_effect * np.maximum(whole, 1.0))
    return larger, far


def check_wholes(city: City, log: ProblemLog) -> None:
    """Log parts above their wholes; pairs that stand in the file as a whole are the profile's ``at_most``."""
    rows = {track.measure.code: track for track in city.tracks}
    for pair in city.history.wholes:
        if not all(code in rows for code in pair.parts) or any(code in rows for code in pair.measures):
            continue
        whole = _whole(city, pair)
        if whole is None:
            continue
        track = rows[pair.parts[0]]
        part = np.sum([rows[code].now for code in pair.parts], axis=0)
        larger, far = excess(part, whole[1], max(rows[code].measure.design_effect for code in pair.parts))
        for code, where in (("above_whole", far), ("slightly_above_whole", larger & ~far)):
            areas = np.flatnonzero(where)
            shown = areas[: log.room(code)]
            for area in shown:
                tell(
                    track,
                    make_problem(
                        code,
                        row=track.line(area),
                        column=track.column,
                        value=f"{part[area]:.0f}",
                        area=city.codes[area],
                        whole=number(track, whole[1][area]),
                        of=", ".join(pair.measures),
                        period=whole[0],
                    ),
                    log,
                )
            log.more(code, len(areas) - len(shown))


def _whole(city: City, pair: Whole) -> tuple[str, Floats] | None:
    """The whole in force and its period; all its measures at one date."""
    first = city.history.nearest(pair.measures[0], city.told.period, pair.rule, pair.within_months)
    if first is None:
        return None
    total = np.zeros(len(city.codes))
    for measure in pair.measures:
        values = city.history.in_force(measure, first[0])
        if values is None:
            return None
        total = total + values[: len(city.codes)]
    return first[0].code, total
