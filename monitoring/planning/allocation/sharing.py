"""With whom an allocation can be shared, and whether its numbers would stay hidden from them."""

from typing import Any

from django.utils.translation import gettext as _

from monitoring.dashboards.sharing import member_of, name_of
from monitoring.departments.models import Department
from monitoring.planning.allocation.scene import Scene
from monitoring.planning.allocation.sight import may_see


def offers(scene: Scene) -> list[dict[str, Any]]:
    """Every department; a viewer there has the least right, whoever has more roles may see more."""
    shared = scene.allocation.shared_codes
    return [
        {
            "code": one.code,
            "name": name_of(one),
            "above": name_of(one.parent) if one.parent else "",
            "shared": one.code in shared,
            "hidden": ""
            if may_see(member_of(one), scene.plan.variants)
            else _("Its numbers stay hidden from them: they may not see what it is calculated from."),
        }
        for one in sorted(Department.objects.select_related("parent__parent"), key=_below_their_division)
    ]


def _below_their_division(department: Department) -> tuple[str, bool, str]:
    """A division first, then its departments."""
    above = department.parent
    return (above.code if above else department.code, above is not None, department.code)
