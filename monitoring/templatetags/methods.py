"""Tags of the methods' pages."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def coded(text: str) -> SafeString:
    """Text of the program, with what stands between two backticks as code and between asterisks as emphasis."""
    shown = re.sub(r"``(.+?)``", r"<code>\1</code>", escape(text))
    return mark_safe(re.sub(r"(?<![\w*])\*(\w[^*]*)\*(?![\w*])", r"<em>\1</em>", shown))  # noqa: S308 escaped before
