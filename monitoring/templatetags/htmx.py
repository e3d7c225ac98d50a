"""htmx without inline script or style, for pages of both addresses."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

_HTMX = "django_htmx/htmx-2.min.js"
_CONFIGURATION = '{"includeIndicatorStyles":false,"allowEval":false,"historyCacheSize":0,"selfRequestsOnly":true}'


@register.simple_tag
def htmx() -> SafeString:
    """The library from this address, set up for the strict content security policy."""
    return format_html(
        '<meta name="htmx-config" content="{}"><script src="{}" defer></script>', _CONFIGURATION, static(_HTMX)
    )
