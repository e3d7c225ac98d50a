"""The fields of a rule's criteria, and of a rule that a new one begins from."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from monitoring.planning.attention.options import Options
from monitoring.planning.attention.rule import Combining, Rule, Side
from monitoring.planning.attention.wording import COURSES

CRITERIA = (1, 2, 3)
SIDES: dict[str, Promise] = {
    Side.ABOVE.value: gettext_lazy("above the city"),
    Side.BELOW.value: gettext_lazy("below the city"),
}
COMBINING: dict[str, Promise] = {
    Combining.ALL.value: gettext_lazy("all criteria"),
    Combining.ANY.value: gettext_lazy("at least one criterion"),
}


def criterion_fields(number: int, options: Options) -> dict[str, forms.Field]:
    """The fields of one of the criteria, by their numbered names."""
    return {
        f"indicator_{number}": forms.ChoiceField(
            label=_("Indicator"), required=False, choices=[("", pgettext("an indicator", "none")), *options.indicators]
        ),
        f"side_{number}": forms.ChoiceField(
            label=_("Side"), choices=list(SIDES.items()), initial=Side.ABOVE.value, required=False
        ),
        f"by_{number}": forms.FloatField(
            label=_("By at least"),
            required=False,
            localize=True,
            help_text=_("In the unit of the indicator; empty: any distance."),
        ),
        f"course_{number}": forms.ChoiceField(
            label=_("Over a year"), required=False, choices=[("", _("does not matter")), *COURSES.items()]
        ),
        f"clear_{number}": forms.BooleanField(label=_("Only where fluctuation does not explain it"), required=False),
    }


def initial_of(title: str, rule: Rule, reason: str = "") -> dict[str, Any]:
    """The fields of a rule, to begin a new one from."""
    given: dict[str, Any] = {
        "title": title,
        "level": rule.level,
        "index": rule.index,
        "groups": ", ".join(rule.groups),
        "combining": rule.combining.value,
        "minimum_residents": rule.minimum_residents or None,
        "reason": reason,
    }
    for number, one in enumerate(rule.criteria, 1):
        given |= {
            f"indicator_{number}": one.indicator,
            f"side_{number}": one.side.value,
            f"by_{number}": one.by or None,
            f"clear_{number}": one.clear,
            f"course_{number}": one.course,
        }
    return given
