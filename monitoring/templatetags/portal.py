"""Tags that every template may use: bundled files, header, alerts and empty states, numbers."""

from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from areas.models import AreaSystem
from monitoring import numbers, wording
from monitoring.areasheets.sentences import REASONS
from monitoring.assets import AssetsNotBuilt, asset_url
from monitoring.pages import vocabulary
from monitoring.pages.navigation import entries_for
from monitoring.pages.preferences import chosen_theme

register = template.Library()


@register.simple_tag
def asset(name: str) -> str:
    """Address of a bundled file by its plain name."""
    return asset_url(name)


@register.simple_tag
def asset_if_there(name: str) -> str:
    """The same for pages that must stand when nothing else does; nothing where the bundle is missing."""
    try:
        return asset_url(name)
    except (AssetsNotBuilt, KeyError, OSError, ValueError):
        return ""


@register.simple_tag(takes_context=True)
def theme(context: dict[str, Any]) -> str:
    """``light``, ``dark`` or nothing (the system decides)."""
    request: HttpRequest | None = context.get("request")
    return chosen_theme(request) if request else ""


@register.simple_tag(takes_context=True)
def navigation(context: dict[str, Any]) -> list[dict[str, object]]:
    """The entries of the header that this address serves."""
    return entries_for(context.get("request"))


@register.simple_block_tag
def alert(content: str, kind: str = "info", title: str = "", role: str = "") -> SafeString:
    """KERN's alert around a block: ``{% alert "warning" title %}…{% endalert %}``; kind info, success, warning, danger.

    ``role="alert"`` for what happened just now, ``role="status"`` for progress; nothing for what stands on the page anyway.
    """
    return render_to_string("components/alert.html", {"kind": kind, "title": title, "role": role, "content": content})


@register.simple_block_tag
def empty(content: str, title: str) -> SafeString:
    """An empty state around a block that says what to do next."""
    return render_to_string("components/empty.html", {"title": title, "content": content})


@register.simple_tag
def is_office() -> bool:
    """Whether this is the statistics office's address."""
    return bool(settings.IS_OFFICE)


@register.filter
def kern(field: BoundField) -> SafeString:
    """A form field's widget in KERN's look."""
    classes = {"select": "kern-form-input__select", "checkbox": "kern-form-check__checkbox", "radioselect": ""}
    error = " kern-form-input__input--error" if field.errors else ""
    look = classes.get(field.widget_type, f"kern-form-input__input{error}")
    return field.as_widget(attrs={"class": look})


@register.filter
def number(value: float | None, decimals: int = 0) -> str:
    """``1.234`` or ``12,4``; nothing for an empty number."""
    return "" if value is None else numbers.format_number(value, decimals)


@register.simple_tag
def value_of(value: float | None, unit: str, decimals: int) -> str:
    """``12,4 %``."""
    return "" if value is None else numbers.format_value(value, unit, decimals)


@register.simple_tag
def difference_of(difference: float | None, unit: str, decimals: int) -> str:
    """``+2,1 Prozentpunkte``."""
    return "" if difference is None else numbers.format_difference(difference, unit, decimals)


@register.filter
def state_word(state: str) -> str:
    """A state of a value in words."""
    return numbers.state_word(state)


@register.filter
def state_reason(state: str) -> str:
    """Why there is no number."""
    return str(REASONS.get(f"reason_{state}", ""))


@register.filter
def percent(share: float) -> str:
    """A part of one as ``62 %``."""
    return numbers.format_value(100 * share, "%", 0)


@register.simple_tag
def change_of(change: float | None, kind: str, unit: str, decimals: int) -> str:
    """``+2,1 Prozentpunkte``, for counts ``+0,4 %``."""
    return "" if change is None else numbers.format_change(change, kind, unit, decimals)


@register.simple_tag
def share_of(share: float | None, count: float | None) -> str:
    """``0,7 %`` of the reference; ``weniger als 0,1 %`` where there is a little."""
    return "" if share is None or count is None else numbers.format_share(share, count)


@register.filter
def period_label(code: str | None) -> str:
    """``31.12.2019``, ``4. Quartal 2025``."""
    return wording.period_label(code) if code else ""


@register.filter
def day(moment: date) -> str:
    """``21.11.2026``, in English ``21 November 2026``; a moment counts by the city's clock."""
    if isinstance(moment, datetime):
        moment = timezone.localdate(moment)
    return wording.period_label(moment.isoformat())


@register.filter
def domain_text(domain: str) -> str:
    """A life domain in words."""
    return wording.domain_text(domain)


@register.filter
def unit_text(unit: str) -> str:
    """What stands behind a number of this unit."""
    return wording.unit_text(unit)


@register.filter
def in_words(code: str, of: str) -> str:
    """A code of one of the catalogue's closed lists in words."""
    return vocabulary.in_words(code, of)


@register.filter
def system_name(system: AreaSystem) -> str:
    """The name of an area system in the active language."""
    return system.name_en if (get_language() or "de").startswith("en") else system.name_de


@register.filter
def named(levels: dict[str, dict[str, str]], code: str) -> str:
    """The name of a level in the active language."""
    names = levels.get(code, {})
    return names.get((get_language() or "de")[:2]) or names.get("de", code)
