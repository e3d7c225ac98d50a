"""The rule of a variant in words: what stands in the paper under the formula."""

from django.utils.translation import gettext as _

from indicators.catalogue.specs import IndexSpec
from monitoring.api.doors import said
from monitoring.api.index_words import class_names as index_classes
from monitoring.numbers import format_number
from monitoring.planning.allocation.amounts import amount_text
from monitoring.planning.allocation.forms import WITHOUT
from monitoring.planning.allocation.needs import worse
from monitoring.planning.allocation.options import base_title
from monitoring.planning.allocation.outcome import Outcome
from monitoring.planning.allocation.plan import Per, Weighting
from monitoring.wording import period_label


def rule(result: Outcome) -> list[tuple[str, str]]:
    """The parameters, each with its name."""
    variant, inputs, subject = result.variant, result.inputs, result.plan.subject
    base = _("%(title)s, %(period)s") % {
        "title": base_title(inputs.base.spec, inputs.base.part),
        "period": period_label(inputs.base.period.code),
    }
    need = _("%(title)s, %(period)s") % {
        "title": said(inputs.need.spec.title),
        "period": period_label(inputs.need.period.code),
    }
    if not variant.more:
        need = _("%(need)s; lower values are more need") % {"need": need}
    found = [
        (_("To distribute"), amount_text(variant.total, subject)),
        (_("Smallest part"), amount_text(variant.step, subject)),
        (_("Base count"), base),
        (_("Need"), need),
        (_("Weight"), _weight(result)),
    ]
    for label, amount, per in (
        (_("At least"), variant.floor, variant.floor_per),
        (_("At most"), variant.cap, variant.cap_per),
    ):
        if amount is not None:
            of = _("per area") if per == Per.AREA else per_heads_words(result)
            found.append((label, f"{amount_text(amount, subject)} {of}"))
    found.append((_("Areas without a value of need"), str(WITHOUT[variant.without_value])))
    return [*found, (_("What belongs to no area"), str(WITHOUT[variant.residual]))]


def per_heads_words(result: Outcome) -> str:
    """``per 1,000 of the base``, ``per head``."""
    return _("per head of the base") if result.plan.heads == 1 else _("per 1,000 of the base")


def _weight(result: Outcome) -> str:
    variant, need = result.variant, result.inputs.need
    if variant.weighting != Weighting.LINEAR:
        named = zip(class_names(result), variant.class_weights, strict=False)
        return "; ".join(f"{name}: {format_number(weight, 2)}" for name, weight in named)
    words = {
        "sign": "+" if variant.more else "\N{MINUS SIGN}",
        "strength": format_number(variant.strength, 2),
        "lowest": format_number(variant.lowest, 2),
    }
    if need.scale is not None:
        words |= {"middle": format_number(need.scale.middle, 3), "spread": format_number(need.scale.spread, 3)}
        return _("1 %(sign)s %(strength)s × (index value − %(middle)s) ÷ %(spread)s, at least %(lowest)s") % words
    if need.is_index:
        return _("1 %(sign)s %(strength)s × index value, at least %(lowest)s") % words
    return _("1 %(sign)s %(strength)s × (value ÷ value of the city − 1), at least %(lowest)s") % words


def class_names(result: Outcome) -> list[str]:
    """The classes of need, from the least."""
    return names_of_classes(result.inputs.need.spec, more=result.variant.more)


def names_of_classes(spec: object, *, more: bool) -> list[str]:
    """An index's own classes, or quarters."""
    if isinstance(spec, IndexSpec):
        names = list(index_classes(spec))
        if len(names) < 2:
            return names
        least, *between, most = names if more else names[::-1]
        return [_("%(name)s (least need)") % {"name": least}, *between, _("%(name)s (most need)") % {"name": most}]
    return [_("lowest quarter of need"), _("second quarter"), _("third quarter"), _("highest quarter of need")]


def against_the_need(result: Outcome) -> str:
    """That more goes where there is less disadvantage, where the catalogue says so; it may be meant."""
    spec, more = result.inputs.need.spec, result.variant.more
    if worse(spec) != (-1 if more else 1):
        return ""
    words = {"title": said(spec.title)}
    if more:
        return (
            _("Higher values of “%(title)s” point to less disadvantage: areas with less of it get more here.") % words
        )
    return _("Lower values of “%(title)s” point to less disadvantage: areas with less of it get more here.") % words
