"""What belongs to a reader: the departments, with what the reader is there."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from monitoring.departments.models import Membership, Role
from monitoring.departments.readers import Reader

ROLES: dict[str, Promise] = {
    Role.VIEWER: _("Reader"),
    Role.PLANNER: _("Planning"),
    Role.SUPPLIER: _("Delivers data"),
    Role.STATISTICIAN: _("Statistics"),
    Role.APPROVER: _("Approves deliveries"),
    Role.HEAD: _("Head"),
    Role.NEIGHBOURHOOD_MANAGER: _("Neighbourhood management"),
    Role.PLANNING_AREA_MANAGER: _("Planning area management"),
    Role.COUNCIL_MEMBER: _("Council"),
    Role.DATA_PROTECTION_OFFICER: _("Data protection"),
    Role.ADMINISTRATOR: _("Administration of the portal"),
}


@dataclass(frozen=True)
class OwnDepartment:
    """A department in words of the active language, ``above`` empty at the top."""

    code: str
    name: str
    above: str
    roles: tuple[str, ...]


def own_departments(reader: Reader) -> list[OwnDepartment]:
    """The departments that the reader belongs to today, by name; one query, none for visitors."""
    if reader.person is None:
        return []
    name = "name_en" if (get_language() or "de").startswith("en") else "name_de"
    valid = Q(valid_until__isnull=True) | Q(valid_until__gte=timezone.localdate())
    rows = Membership.objects.filter(valid, person_id=reader.person).order_by(f"department__{name}", "role")
    columns = ("department__code", f"department__{name}", f"department__parent__{name}", "role")
    found: dict[str, OwnDepartment] = {}
    for code, own, above, role in rows.values_list(*columns):
        before = found[code].roles if code in found else ()
        found[code] = OwnDepartment(code, own, above or "", (*before, str(ROLES.get(role, role))))
    return list(found.values())
