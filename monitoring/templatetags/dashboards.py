"""What the templates of dashboards ask for."""

from django import template
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from monitoring import wording
from monitoring.dashboards.models import Dashboard
from monitoring.dashboards.sharing import name_of
from monitoring.dashboards.wording import title_of
from monitoring.departments.models import Department
from monitoring.pages.own import ROLES

register = template.Library()


@register.simple_tag
def board_query(filters: dict[str, str], **changes: str) -> str:
    """The address of the same filters but for ``changes``; what is empty is left out."""
    return urlencode({name: value for name, value in (filters | changes).items() if value})


@register.filter
def level_in(code: str, levels: list[dict[str, str]]) -> str:
    """The name of a level among those that can be chosen."""
    return next((level["name"] for level in levels if level["code"] == code), code)


@register.filter
def period_since(code: str | None) -> str:
    """``seit dem 31.12.2019``; nothing for no period."""
    return wording.period_since(code) if code else ""


@register.filter
def period_phrase(code: str) -> str:
    """``im 4. Quartal 2025``."""
    return wording.period_phrase(code)


@register.filter
def department_name(department: Department) -> str:
    """A department in the active language."""
    return name_of(department)


@register.filter
def board_title(dashboard: Dashboard) -> str:
    """A dashboard's title in the active language."""
    return title_of(dashboard)


@register.filter
def role_text(role: str) -> str:
    """Whom a dashboard is meant for."""
    return str(ROLES.get(role, _("everybody")))
