"""Who can see a dashboard, and what of it stays hidden from them. Both are said wherever it is shared."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.catalogue.specs import Text
from indicators.queries.catalogue import Entry
from monitoring.api.doors import said
from monitoring.dashboards.models import Dashboard
from monitoring.dashboards.queries import panels_for
from monitoring.departments.access import Right, reader_may
from monitoring.departments.models import Department, Role
from monitoring.departments.readers import ADMINISTRATION, Reader
from monitoring.pages.own import ROLES


def name_of(department: Department) -> str:
    """In the language of the answer."""
    return said(Text(department.name_de, department.name_en))


def seen_by(dashboard: Dashboard, reader: Reader) -> list[str]:
    """Everybody who can look at it, in words: the owner, the heads above, the departments that it is shared with."""
    if dashboard.is_default or dashboard.owner is None or dashboard.department is None:
        return [_("everybody who opens the portal")] if dashboard.is_for_everybody else _meant_for(dashboard)
    mine = dashboard.owner_id == reader.person
    owner = _("you") if mine else dashboard.owner.get_full_name() or dashboard.owner.get_username()
    heads = _("the heads of %(department)s and above") % {"department": name_of(dashboard.department)}
    return [owner, heads, *(name_of(one) for one in sorted(dashboard.shared_with.all(), key=lambda one: one.code))]


def _meant_for(dashboard: Dashboard) -> list[str]:
    """The administration looks at every default; others at those that are made for them."""
    others = [role for role in dashboard.default_for if role not in ADMINISTRATION]
    return [_("the administration"), *(str(ROLES.get(role, role)) for role in others)]


def member_of(department: Department) -> Reader:
    """Somebody who has the least right there: a viewer. Whoever has more roles may see more."""
    codes: list[str] = []
    at: Department | None = department
    while at is not None:
        codes.append(at.code)
        at = at.parent
    return Reader(roles=frozenset({Role.VIEWER}), departments=frozenset(codes))


def hidden_from(dashboard: Dashboard, department: Department, entries: Mapping[str, Entry]) -> list[str]:
    """Titles of the indicators on the dashboard that a viewer of the department will not see.

    ``entries`` are those open to whoever asks: nobody learns of an indicator by sharing.
    """
    viewer = member_of(department)
    shown: Iterable[str] = dict.fromkeys(
        code
        for _panel, kind, settings in panels_for(viewer, dashboard)
        if settings
        for code in kind.indicators(settings)
    )
    known = [entries[code] for code in shown if code in entries]
    return [said(entry.spec.title) for entry in known if not reader_may(viewer, Right.SEE_INDICATOR, entry.spec)]


def hidden_sentence(titles: list[str]) -> str:
    """``1 indicator stays hidden from them: …``; nothing where all is open."""
    if not titles:
        return ""
    told = ngettext(
        "%(count)s indicator stays hidden from them: %(titles)s",
        "%(count)s indicators stay hidden from them: %(titles)s",
        len(titles),
    )
    return told % {"count": len(titles), "titles": ", ".join(titles)}
