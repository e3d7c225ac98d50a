"""Amounts and weights of allocations in templates."""

from decimal import Decimal

from django import template

from monitoring.planning.allocation.amounts import amount_text
from monitoring.planning.allocation.filling import written

register = template.Library()


@register.filter
def amount(value: Decimal, subject: str) -> str:
    """``12,5 Stellen``."""
    return amount_text(value.normalize(), subject)


@register.filter
def weight(value: float) -> str:
    """A weight as it is typed: ``1,2``."""
    return str(written(value))
