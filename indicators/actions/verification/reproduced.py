"""Can what is released be reproduced: observations from the delivered bytes, blocks from the observations?"""

import numpy as np

from areas.models import AreaEdition
from indicators import bulk
from indicators.actions.check import profile_of, read
from indicators.actions.inputs import everything_in_force
from indicators.actions.method import candidate_blocks
from indicators.actions.places import places_of
from indicators.actions.progress import silent
from indicators.actions.verification.report import Verification
from indicators.intake.checked import CheckedFile
from indicators.journey import State
from indicators.models import Delivery, LiveRelease, Measure, Period, ReleaseEntry
from indicators.periods import parse_period

_TYPES = {"measure": ">i8", "period": ">i8", "area": ">i8", "state": ">i2", "value": ">f8"}


def observations(found: Verification, sample: int | None) -> None:
    """The observations of what counts are those that the delivered bytes say."""
    rows = Delivery.objects.filter(state=State.ACTIVE, erasure=None).select_related(
        "file", "profile", "period", "edition"
    )
    for delivery in rows.order_by("-pk")[:sample]:
        if delivery.file.content is None or delivery.edition is None:
            continue
        profile = profile_of(delivery)
        areas = places_of(delivery.edition).area_ids(profile.area)
        if not _same(_stored(delivery), _said(delivery, read(delivery, profile), areas)):
            found.findings.append(f"delivery {delivery.pk}: the observations are not those of the file")
        found.count("deliveries read again")


def _stored(delivery: Delivery) -> np.ndarray:
    """What is stored of a delivery, in the order of the table's key."""
    query = """SELECT measure_id, period_id, area_id, state, value FROM sealed.observation
               WHERE delivery_id = %(delivery)s ORDER BY measure_id, period_id, area_id"""
    return bulk.copy_out(query, {"delivery": delivery.pk}, _TYPES)


def _said(delivery: Delivery, checked: CheckedFile, areas: np.ndarray) -> np.ndarray:
    """The same of what the file says; measures and periods that are not stored have the number 0."""
    codes = {measure for told in checked.periods for measure in told.measures}
    measures = dict(Measure.objects.filter(code__in=codes).values_list("code", "pk"))
    named = [told.period.code for told in checked.periods if told.period is not None]
    periods = dict(Period.objects.filter(code__in=named).values_list("code", "pk"))
    pieces = []
    for told in checked.periods:
        period = delivery.period_id if told.period is None else periods.get(told.period.code, 0)
        rows, places = np.nonzero(told.given)
        piece = np.empty(len(rows), bulk.record_type(_TYPES))
        piece["measure"] = np.array([measures.get(code, 0) for code in told.measures], np.int64)[rows]
        piece["period"], piece["area"] = period, areas[places]
        piece["state"], piece["value"] = told.states[rows, places], told.values[rows, places]
        pieces.append(piece)
    said = np.concatenate(pieces)
    return said[np.lexsort((said["area"], said["period"], said["measure"]))]


def _same(stored: np.ndarray, said: np.ndarray) -> bool:
    """Whether two arrays hold the same cells, numbers bit for bit."""
    if len(stored) != len(said):
        return False
    whole = all(np.array_equal(stored[name], said[name]) for name in ("measure", "period", "area", "state"))
    return whole and np.array_equal(stored["value"], said["value"], equal_nan=True)


def released(found: Verification, sample: int | None) -> None:
    """The method gives the blocks that are live, bit for bit; another definition since is told, not blamed.

    What was computed from something that is erased stays as it was released, and says so. The method is run over
    everything that counts, so ``sample`` has no part in it.
    """
    live = LiveRelease.objects.values_list("release", flat=True)
    editions = AreaEdition.objects.filter(pk__in=ReleaseEntry.objects.filter(release__in=live).values("edition"))
    for edition in editions:
        entries = ReleaseEntry.objects.filter(release__in=live, edition=edition).values_list(
            "indicator__code", "period__code", "level__code", "block__content_sha256", "block__inputs_sha256"
        )
        shown = {entry[:3]: entry[3:] for entry in entries}
        known = everything_in_force(edition)
        for keyed in candidate_blocks(known, silent):
            block = keyed.block
            place = f"{block.indicator} {block.period} {block.level}"
            stored = shown.pop((block.indicator, block.period.code, block.level), None)
            if stored is None:
                found.notes.append(f"{place}: can be computed and is not released yet")
            elif stored[0] != keyed.content_sha256:
                told = found.findings if stored[1] == keyed.inputs_sha256 else found.notes
                told.append(f"{place}: computed again it differs from what is released")
            found.count("blocks computed again")
        for place in shown:
            indicator = known.indicators.get(place[0])
            if indicator is not None and known.lacks(indicator.spec, parse_period(place[1])):
                found.notes.append(f"{' '.join(place)}: not reproducible: erased")
            else:
                found.findings.append(f"{' '.join(place)}: released and not reproducible")
