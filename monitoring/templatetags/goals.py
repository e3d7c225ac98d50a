"""Tags for goals: distance, degree and standing in words."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.http import urlencode

from indicators.catalogue.specs import IndicatorKind, IndicatorSpec, Text
from monitoring import numbers
from monitoring.api.doors import said
from monitoring.departments.access import Right, may
from monitoring.planning.goals.wording import degree_text, standing_text, way_text

register = template.Library()


@register.simple_tag
def distance_of(distance: float, spec: IndicatorSpec) -> str:
    """``+2,1 Prozentpunkte``; counts differ by people."""
    return gap_of(distance, spec.kind, spec.unit, spec.decimals)


@register.filter
def degree(value: float) -> str:
    """``62 %``."""
    return degree_text(value)


@register.filter
def way(value: float) -> str:
    """``62 % des Wegs``."""
    return way_text(value)


@register.filter
def standing(code: str) -> str:
    """``auf dem Weg``."""
    return standing_text(code)


@register.filter
def in_language_of(text: Text) -> str:
    """The text in the active language."""
    return said(text)


@register.simple_tag
def gap_of(distance: float, kind: str, unit: str, decimals: int) -> str:
    """The distance to a target where only the interface's words for the indicator are at hand."""
    if kind == IndicatorKind.COUNT:
        return numbers.format_value(distance, unit, decimals)
    return numbers.format_difference(distance, unit, decimals)


@register.inclusion_tag("planning/goals/link.html", takes_context=True)
def goal_link(context: Context, indicator: str = "", area: str = "") -> dict[str, Any]:
    """The way to a new goal for an indicator or an area; nothing for those who may not set one."""
    if not may(context["request"].user, Right.SET_GOAL):
        return {}
    asked = {name: code for name, code in (("indicator", indicator), ("area", area)) if code}
    return {"address": f"{reverse('goal-new')}?{urlencode(asked)}"}
