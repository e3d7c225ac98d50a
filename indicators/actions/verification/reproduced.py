"""Can what is released be reproduced: observations from the delivered bytes, blocks from the observations?"""

import numpy as np

from areas.models import AreaEdition
from indicators.actions.calculate import candidate_blocks
from indicators.actions.check import profile_of, read
from indicators.actions.inputs import everything_in_force
from indicators.actions.progress import silent
from indicators.actions.verification.report import Verification
from indicators.journey import State
from indicators.models import Delivery, LiveRelease, Observation, ReleaseEntry
from indicators.periods import parse_period


def observations(found: Verification, sample: int | None) -> None:
    """The observations of what counts are those that the delivered bytes say."""
    rows = Delivery.objects.filter(state=State.ACTIVE, erasure=None).select_related(
        "file", "profile", "period", "edition"
    )
    for delivery in rows.order_by("-pk")[:sample]:
        if delivery.file.content is None or delivery.edition is None:
            continue
        profile = profile_of(delivery)
        checked = read(delivery, profile)
        stored = Observation.objects.filter(delivery=delivery).values_list(
            "measure__code", "area__code", "state", "value"
        )
        said = {
            (measure, place, int(checked.states[m, p]), _number(checked.values[m, p]))
            for m, measure in enumerate(checked.measures)
            for p, place in enumerate(checked.places)
            if checked.given[m, p]
        }
        if {(measure, place, state, _number(value)) for measure, place, state, value in stored} != said:
            found.findings.append(f"delivery {delivery.pk}: the observations are not those of the file")
        found.count("deliveries read again")


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


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
