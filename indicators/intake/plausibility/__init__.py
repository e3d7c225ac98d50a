"""What a file says, held against everything that is known beside it: earlier periods, totals, other deliveries.

The order matters, because one cause must not be told as four hundred findings: an earlier file again, another unit,
another column, slipped rows, another definition, an exchange between areas, a concentration at one address, vanished
numbers; what one of these explains is left out of the test for jumps. Then totals and wholes. Every check works on whole
columns (``tracks``) with the scatter of the measure's own history (``scatter``). Nothing here stops a file: a warning asks
for a written reason, a hint informs.
"""

from collections.abc import Mapping

import numpy as np

from indicators.catalogue.specs import MeasureSpec
from indicators.intake.plausibility.columns import check_columns
from indicators.intake.plausibility.concentration import check_concentration
from indicators.intake.plausibility.definitions import check_definitions
from indicators.intake.plausibility.history import History, Series, Told, Whole
from indicators.intake.plausibility.jumps import FLOOD_AREAS, check_jumps
from indicators.intake.plausibility.parts import check_parts
from indicators.intake.plausibility.repeated import check_repeated
from indicators.intake.plausibility.rows import check_rows
from indicators.intake.plausibility.totals import check_totals
from indicators.intake.plausibility.tracks import city_of
from indicators.intake.plausibility.transfers import check_transfers
from indicators.intake.plausibility.units import check_units
from indicators.intake.plausibility.wholes import check_wholes
from indicators.intake.plausibility.zeros import check_zeros
from indicators.intake.problems import ProblemLog
from indicators.intake.rows import Places

__all__ = ["History", "Series", "Told", "Whole", "check_plausibility"]


def check_plausibility(
    told: Told, *, measures: Mapping[str, MeasureSpec], places: Places, history: History, log: ProblemLog
) -> None:
    """Collect everything about one period of a file that only its surroundings can tell.

    Args:
        told: the file's numbers, arrays in the order of ``places.all``.
        measures: the specifications of at least the delivered measures, by code.
        history: what is in force beside them, in the same order.
    """
    city = city_of(told, history, measures, places.codes)
    residual = None if places.residual is None else len(places.codes)
    check_parts(told, history.parents, measures, places.all, residual, log)
    explained = check_repeated(city, log)
    explained |= check_units(city, log)
    explained |= check_columns(city, log)
    rows = check_rows(city, explained, log)
    columns, heaps = check_definitions(city, explained, log)
    explained |= columns
    left = ~(rows | heaps)
    left &= np.array([[track.column not in explained] for track in city.compared], bool).reshape(-1, 1)
    left &= ~check_transfers(city, left, log)
    left &= ~check_concentration(city, left, log)
    zeros = check_zeros(city, left, log)
    check_jumps(city, left & ~zeros, log)
    in_parts = (heaps | zeros).sum(axis=1) > FLOOD_AREAS
    explained |= {track.column for track, is_told in zip(city.compared, in_parts, strict=True) if is_told}
    check_totals(city, explained, log)
    check_wholes(city, log)
