"""The first variant of a new allocation, and those that are made from it: a sensible question to begin with."""

from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.catalogue.specs import Polarity
from indicators.models import Release
from indicators.queries import catalogue
from monitoring.departments.readers import Reader
from monitoring.planning.allocation.options import codes_of, offer
from monitoring.planning.allocation.plan import MOST_VARIANTS, Need, Plan, Variant

_LETTERS = "ABCDEFGH"


def first_variant(reader: Reader, release: Release, plan: Plan, total: Decimal, step: Decimal) -> Variant | None:
    """All residents and the need that stands first; nothing where there is no base or no need to choose."""
    offered = offer(reader, release, plan)
    bases, needs = list(codes_of(offered.bases)), list(codes_of(offered.needs))
    if not bases or not needs:
        return None
    need = min(needs, key=_rank)
    base = "einwohner" if "einwohner" in bases else bases[0]
    return Variant(name=new_name(()), total=total, step=step, base=base, need=need, more=more_is_need(need))


def _rank(need: str) -> tuple[bool, int, str]:
    """An index first, then what stands first in the catalogue, and what says whether much of it is a disadvantage."""
    if Need.of(need).is_index:
        return False, 0, need
    entry = catalogue.indicator(need)
    assert entry is not None
    return entry.spec.polarity is Polarity.NEUTRAL, entry.spec.headline or 99, need


def more_is_need(need: str) -> bool:
    """Whether higher values are more need, as far as the catalogue says."""
    entry = None if Need.of(need).is_index else catalogue.indicator(need)
    return entry is None or entry.spec.polarity is not Polarity.LOWER_IS_MORE_DISADVANTAGE


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
