"""Stage: COPY into ``sealed.observation`` under the delivery. Nothing that readers see has changed."""

from collections.abc import Iterator, Mapping

import numpy as np

from indicators import bulk
from indicators.actions.check import profile_of, read
from indicators.actions.moves import move
from indicators.actions.observations import current_values
from indicators.actions.places import places_of
from indicators.actions.progress import Report
from indicators.calculation.hierarchy import Floats
from indicators.intake.checking import CheckedFile
from indicators.journey import Move
from indicators.models import Delivery, Measure, Observation

COLUMNS = ("delivery_id", "measure_id", "period_id", "area_id", "state", "value")
_MEASURES_A_PIECE = 8


def stage(delivery: Delivery, report: Report) -> None:
    """Write every given cell of the file as an observation; written before by a killed run: written anew."""
    assert delivery.edition is not None
    profile = profile_of(delivery)
    checked = read(delivery, profile)
    if checked.refused:  # erased, or measured by another catalogue, since its check
        raise ValueError("the file no longer passes its check")
    places = places_of(delivery.edition)
    ids = places.ids(profile.area)
    areas = np.array([ids[code] for code in checked.places], np.int64)
    measures = dict(Measure.objects.filter(code__in=checked.measures).values_list("code", "pk"))
    Observation.objects.filter(delivery=delivery).delete()
    bulk.copy_in("sealed.observation", COLUMNS, _pieces(delivery, checked, areas, measures, report))
    delivery.is_revision = _changes(checked, current_values(delivery, places, profile))
    move(delivery, Move.STAGE, observations=int(checked.given.sum()), revision=delivery.is_revision)


def _changes(checked: CheckedFile, in_force: Mapping[str, Floats]) -> bool:
    """Whether a number differs from the one in force: then it is a revision, otherwise the same said again."""
    for position, code in enumerate(checked.measures):
        given = checked.given[position]
        if code in in_force and not np.array_equal(
            checked.values[position][given], in_force[code][given], equal_nan=True
        ):
            return True
    return False


def _pieces(
    delivery: Delivery, checked: CheckedFile, areas: np.ndarray, measures: dict[str, int], report: Report
) -> Iterator[bytes]:
    """Rows in the order of the table's key, some measures at a time."""
    order = np.argsort(areas)
    by_id = sorted(range(len(checked.measures)), key=lambda position: measures[checked.measures[position]])
    for start in range(0, len(by_id), _MEASURES_A_PIECE):
        report("stage", start, len(by_id))
        for position in by_id[start : start + _MEASURES_A_PIECE]:
            chosen = order[checked.given[position][order]]
            columns = {
                "delivery": (">i8", delivery.pk),
                "measure": (">i8", measures[checked.measures[position]]),
                "period": (">i8", delivery.period_id),
                "area": (">i8", areas[chosen]),
                "state": (">i2", checked.states[position][chosen]),
                "value": (">f8", checked.values[position][chosen]),
            }
            yield bulk.rows(columns, len(chosen)).tobytes()
    report("stage", len(by_id), len(by_id))
