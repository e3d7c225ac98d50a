"""Tags of the methods' pages."""

import re

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from monitoring.numbers import format_value

register = template.Library()


@register.filter
def coded(text: str) -> SafeString:
    """Text of the program, with what stands between two backticks as code and between asterisks as emphasis."""
    shown = re.sub(r"``(.+?)``", r"<code>\1</code>", escape(text))
    shown = re.sub(r"\*\*(\w[^*]*)\*\*", r"<strong>\1</strong>", shown)
    return mark_safe(re.sub(r"(?<![\w*])\*(\w[^*]*)\*(?![\w*])", r"<em>\1</em>", shown))  # noqa: S308 escaped before


@register.simple_tag
def how_value(value: float, unit: str, decimals: int, **number: str | None) -> SafeString:
    """A value that leads to how it was computed; ``number`` says which one: indicator, area, period, edition, release."""
    return how_said(format_value(value, unit, decimals), **number)


@register.simple_tag
def how_said(text: str, **number: str | None) -> SafeString:
    """Any text that stands for a number, such as a class, leading to how it was computed."""
    return format_html(
        '<a class="how-value" href="{}" data-how="{}" title="{}">{}</a>',
        _address(number),
        _("Close"),
        _("How was this computed?"),
        text,
    )


@register.simple_tag
def how_link(about: str = "", **number: str | None) -> SafeString:
    """The question itself, where the number stands in a sentence; ``about`` tells links of one page apart by ear."""
    return format_html(
        '<a class="how-link no-print" href="{}" data-how="{}">{}{}</a>',
        _address(number),
        _("Close"),
        _("How was this computed?"),
        format_html('<span class="kern-sr-only"> {}</span>', about) if about else "",
    )


def _address(number: dict[str, str | None]) -> str:
    return f"{reverse('how')}?{urlencode({name: said for name, said in number.items() if said})}"
