"""Words around allocations: of which release, who can read it, how columns are headed."""

from django.utils.translation import gettext as _

from indicators.catalogue.specs import Text
from monitoring.allocation_messages import NOT_RELEASED
from monitoring.api.doors import said
from monitoring.dashboards.sharing import name_of
from monitoring.departments.readers import Reader
from monitoring.planning.allocation.amounts import subject_word
from monitoring.planning.allocation.plan import Plan
from monitoring.planning.allocation.scene import Scene
from monitoring.planning.models import Allocation


def release_words(scene: Scene) -> str:
    """``Release 2026/3``, or why there is none any more."""
    if scene.release is None:
        assert scene.release_problem is not None
        return str(NOT_RELEASED[scene.release_problem.code])
    return _("Release %(number)s") % {"number": scene.release.cited}


def seen_by(allocation: Allocation, reader: Reader) -> list[str]:
    """Everybody who can read it, in words."""
    owner = allocation.owner
    name = _("you") if allocation.owner_id == reader.person else owner.get_full_name() or owner.get_username()
    heads = _("the heads of %(department)s and above") % {"department": name_of(allocation.department)}
    return [name, heads, *(name_of(one) for one in sorted(allocation.shared_with.all(), key=lambda one: one.code))]


def heads_words(plan: Plan) -> str:
    """What a floor or a cap per head is meant for."""
    return _("each head of the base") if plan.heads == 1 else _("every 1,000 of the base")


def subject_headings(subject: str) -> dict[str, str]:
    """Heads of columns."""
    return {"amount": subject_word(subject), "per_heads": _("per head") if subject == "euros" else _("per 1,000")}


def level_title(names: dict[str, str]) -> str:
    """The name of a level in the active language."""
    return said(Text(names["de"], names["en"]))
