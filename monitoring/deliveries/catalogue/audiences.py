"""Who would see an indicator that did not, and the other way round: asked of the module that decides it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from indicators.catalogue.specs import IndicatorSpec
from monitoring.departments.access import Right, reader_may
from monitoring.departments.models import Role
from monitoring.departments.names import department_names
from monitoring.departments.readers import ANONYMOUS, Reader


@dataclass(frozen=True)
class Audiences:
    """Names of groups of readers: who sees it afterwards, who gains it and who loses it."""

    sees: tuple[str, ...]
    gains: tuple[str, ...]
    loses: tuple[str, ...]


def audiences(before: IndicatorSpec | None, after: IndicatorSpec) -> Audiences:
    """What a change of visibility means for each group of readers. A new indicator nobody loses."""
    named = sorted({*after.departments, *(before.departments if before else ())})
    sees: list[str] = []
    gains: list[str] = []
    loses: list[str] = []
    for name, reader in _groups(named):
        was = before is not None and reader_may(reader, Right.SEE_INDICATOR, before)
        will = reader_may(reader, Right.SEE_INDICATOR, after)
        if will:
            sees.append(name)
        if was != will:
            (gains if will else loses).append(name)
    return Audiences(tuple(sees), tuple(gains), tuple(loses))


def _groups(departments: list[str]) -> list[tuple[str, Reader]]:
    """Groups from the widest to the narrowest, each with one of its readers."""
    names = department_names() if departments else {}
    anywhere = frozenset({Role.PLANNER.value})
    return [
        (_("visitors without signing in"), ANONYMOUS),
        (_("members of the council"), Reader(0, frozenset({Role.COUNCIL_MEMBER.value}))),
        (_("the whole administration"), Reader(0, anywhere)),
        *(
            (_("department %(name)s") % {"name": names.get(code, code)}, Reader(0, anywhere, frozenset({code})))
            for code in departments
        ),
        (_("the statistics office"), Reader(0, frozenset({Role.STATISTICIAN.value}))),
    ]
