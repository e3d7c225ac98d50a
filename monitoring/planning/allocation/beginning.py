"""The first variant of a new allocation, and those that are made from it: a sensible question to begin with."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
from django.utils.translation import gettext as _

from indicators.catalogue.specs import Polarity
from indicators.models import Release
from indicators.queries import catalogue, indices
from monitoring.departments.readers import Reader
from monitoring.planning.allocation.needs import index_need, worse
from monitoring.planning.allocation.options import codes_of, offer
from monitoring.planning.allocation.plan import MOST_VARIANTS, Need, Plan, Variant

_LETTERS = "ABCDEFGH"


def first_variant(reader: Reader, release: Release, plan: Plan, total: Decimal, step: Decimal) -> Variant | None:
    """All residents and the need that stands first; nothing where there is no base or no need to choose."""
    offered = offer(reader, release, plan)
    bases, needs = list(codes_of(offered.bases)), list(codes_of(offered.needs))
    if not bases or not needs:
        return None
    ranked = sorted(needs, key=_rank)
    need = next((one for one in ranked if not Need.of(one).is_index or _covers(release, plan, one)), ranked[0])
    base = "einwohner" if "einwohner" in bases else bases[0]
    return Variant(name=new_name(()), total=total, step=step, base=base, need=need, more=more_is_need(need))


def _rank(need: str) -> tuple[int, int, str]:
    """An index of where things stand first, then what stands first in the catalogue; what says nothing of need, last."""
    if Need.of(need).is_index:
        index = indices.index(Need.of(need).code)
        assert index is not None
        return (3 if index.spec.change_years or index.spec.dynamics_of else 0), 0, need
    entry = catalogue.indicator(need)
    assert entry is not None
    return 2 if entry.spec.polarity is Polarity.NEUTRAL else 1, entry.spec.headline or 99, need


def _covers(release: Release, plan: Plan, need: str) -> bool:
    """Whether an index has a value for most areas of the level: a beginning that most count by the rule for gaps is none."""
    found = index_need(release, Need.of(need).code, plan.edition, plan.level, "", more=True)
    return 2 * int(np.isfinite(found.value).sum()) > len(found.value)


def more_is_need(need: str) -> bool:
    """Whether higher values are more need, as far as the catalogue says."""
    if Need.of(need).is_index:
        index = indices.index(Need.of(need).code)
        return index is None or worse(index.spec) >= 0
    entry = catalogue.indicator(need)
    return entry is None or worse(entry.spec) >= 0


def new_name(taken: tuple[Variant, ...]) -> str:
    """``Variant A``, or the next letter that is free."""
    names = {variant.name for variant in taken}
    named = [_("Variant %(letter)s") % {"letter": letter} for letter in _LETTERS]
    return next(name for name in named if name not in names)


def duplicated(plan: Plan, number: int) -> Plan:
    """The plan with a copy of that variant at its end; the same where there are enough."""
    if len(plan.variants) >= MOST_VARIANTS:
        return plan
    copy = replace(plan.variants[number - 1], name=new_name(plan.variants))
    return replace(plan, variants=(*plan.variants, copy))


def without(plan: Plan, number: int) -> Plan:
    """The plan without that variant; the last one stays."""
    if len(plan.variants) < 2:
        return plan
    return replace(plan, variants=tuple(one for at, one in enumerate(plan.variants, 1) if at != number))


def fitted(weights: tuple[float, ...], classes: int) -> tuple[float, ...]:
    """As many weights as there are classes: the last one repeated, or left out."""
    return (*weights, *[weights[-1] if weights else 1.0] * classes)[:classes]
