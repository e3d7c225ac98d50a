"""What a variant does, in plain sentences: who gets how much, what it changes, what hangs on the weight, who is left out."""

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring.numbers import format_number, format_value
from monitoring.planning.allocation.amounts import amount_text
from monitoring.planning.allocation.options import base_title
from monitoring.planning.allocation.outcome import Outcome, sensitivity


def statements(result: Outcome) -> list[str]:
    """All of them, the most important first: a need that half of the areas do not have comes before what follows from it."""
    found = [reach(result), spread(result), against_equal(result), against_before(result), hangs_on_weight(result)]
    aside = left_out(result)
    told = [*aside, *found, without_any(result)] if _often_without(result) else [*found, without_any(result), *aside]
    return [sentence for sentence in told if sentence]


def _often_without(result: Outcome) -> bool:
    return 2 * int(result.inputs.known.sum()) <= int((~result.inputs.residual).sum())


def reach(result: Outcome) -> str:
    """``Areas in the highest quarter of need get 38 % of the positions with 27 % of the children.``"""
    top = result.top_quarter
    if top is None:
        return ""
    part, heads = (format_value(100 * one, "%", 0) for one in top)
    words = {"part": part, "heads": heads, "base": base_title(result.inputs.base.spec, result.inputs.base.part)}
    if result.plan.subject == "euros":
        return (
            _("Areas in the highest quarter of need get %(part)s of the money at %(heads)s of the base (%(base)s).")
            % words
        )
    return (
        _("Areas in the highest quarter of need get %(part)s of the positions at %(heads)s of the base (%(base)s).")
        % words
    )


def spread(result: Outcome) -> str:
    """From how much to how much it goes for so many heads."""
    counted = result.given & ~result.inputs.residual & np.isfinite(result.per_heads)
    if not counted.any():
        return ""
    per = result.per_heads[counted]
    low, high = (format_number(float(one), 2) for one in (per.min(), per.max()))
    words = {"low": low, "high": high, "unit": per_heads_unit(result)}
    return _("It ranges from %(low)s to %(high)s %(unit)s.") % words


def per_heads_unit(result: Outcome) -> str:
    """``positions per 1,000``, ``€ per head``."""
    if result.plan.subject == "euros":
        return _("€ per head of the base")
    return _("positions per 1,000 of the base")


def against_equal(result: Outcome) -> str:
    """What the need moves against a split by heads alone."""
    apart = result.own.amount - result.equal.amount
    more, less = int((apart > 0).sum()), int((apart < 0).sum())
    if not more and not less:
        return _("Every area gets what an equal split by heads would give it.")
    words = {
        "moved": amount_text(result.decimal(int(apart[apart > 0].sum())), result.plan.subject),
        "more": _areas(more),
        "less": _areas(less),
    }
    return _("Against an equal split by heads, %(moved)s move: %(more)s get more, %(less)s get less.") % words


def against_before(result: Outcome) -> str:
    """The same against last year, as far as that is known."""
    if result.before is None:
        return ""
    apart = result.amounts - result.before
    known = np.isfinite(apart)
    words = {
        "more": _areas(int((apart[known] > 1e-9).sum())),
        "less": _areas(int((apart[known] < -1e-9).sum())),
        "unknown": _areas(int((~known & result.given).sum())),
    }
    told = _("Against last year, %(more)s get more and %(less)s get less.") % words
    if (~known & result.given).any():
        told += " " + _("For %(unknown)s last year's amount is not known.") % words
    if result.before_elsewhere:
        amount = amount_text(result.before_elsewhere, result.plan.subject)
        told += " " + _("%(amount)s of last year went to areas that are not here.") % {"amount": amount}
    return told


def hangs_on_weight(result: Outcome) -> str:
    """How much moves if need counts a tenth more."""
    found = sensitivity(result)
    if found is None:
        return _("If need counted a tenth more, this variant could not be carried out.")
    if not found.areas:
        return _("If need counted a tenth more, nothing would change.")
    words = {
        "moved": amount_text(found.moved, result.plan.subject),
        "areas": _areas(found.areas),
    }
    return _("If need counted a tenth more, %(moved)s would move and %(areas)s would get another amount.") % words


def without_any(result: Outcome) -> str:
    """How many areas get nothing, since their share is smaller than the smallest part."""
    none = int(
        (result.given & ~result.inputs.residual & (result.own.amount == 0) & (result.inputs.base.count > 0)).sum()
    )
    if not none:
        return ""
    told = ngettext(
        "%(count)s area gets nothing, because its share is too small for one part.",
        "%(count)s areas get nothing, because their share is too small for one part. Larger areas, a smaller part or a "
        "floor change that.",
        none,
    )
    return told % {"count": format_number(none)}


def left_out(result: Outcome) -> list[str]:
    """Areas without a value, and what becomes of them; always told."""
    found = []
    inside = ~result.inputs.residual
    assumed, aside = int((result.assumed & inside).sum()), int((~result.given & inside).sum())
    if assumed:
        found.append(
            ngettext(
                "%(count)s area has no published value of need and counts like the city.",
                "%(count)s areas have no published value of need and count like the city.",
                assumed,
            )
            % {"count": format_number(assumed)}
        )
    if aside:
        found.append(
            ngettext(
                "%(count)s area is left out, because its base or need is not published; it is listed below.",
                "%(count)s areas are left out, because their base or need is not published; they are listed below.",
                aside,
            )
            % {"count": format_number(aside)}
        )
    if result.inputs.places.residual is not None:
        found.append(_residual(result, result.inputs.places.residual))
    return found


def _residual(result: Outcome, at: int) -> str:
    name = result.inputs.places.names[at]
    if result.given[at]:
        amount = amount_text(result.amount(at), result.plan.subject)
        return _("“%(name)s” counts like the city and gets %(amount)s for the city as a whole.") % {
            "name": name,
            "amount": amount,
        }
    return _("“%(name)s” is left out.") % {"name": name}


def _areas(count: int) -> str:
    return ngettext("%(count)s area", "%(count)s areas", count) % {"count": format_number(count)}
