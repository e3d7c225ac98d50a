"""What is asked when a token is made."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from indicators.actions.tokens import LONGEST_DAYS
from indicators.models import ImportProfile
from monitoring.deliveries.profiles import said
from monitoring.departments.names import department_names


class TokenForm(forms.Form):
    """Name, department, profiles, and until when."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("Which system delivers, and who looks after it. It stands in the list and in the audit trail."),
    )
    department = forms.ChoiceField(label=_("Department"))
    profiles = forms.MultipleChoiceField(
        label=_("Import profiles"),
        required=False,
        help_text=_("None chosen: every profile of the department's sources, later ones too."),
    )
    valid_until = forms.DateField(
        label=_("Valid until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"valid_until": timezone.localdate() + timedelta(days=LONGEST_DAYS - 35)})
        super().__init__(*args, **kwargs)
        names = department_names()
        profiles = list(ImportProfile.objects.select_related("source").order_by("code"))
        owners = sorted({one.source.spec.owner for one in profiles}, key=lambda code: names.get(code, code))
        departments = [("", _("Please choose")), *((code, names.get(code, code)) for code in owners)]
        self.fields["department"].choices = departments  # type: ignore[attr-defined]
        self.fields["profiles"].choices = [  # type: ignore[attr-defined]
            (one.code, f"{said(one.spec.title)} ({names.get(one.source.spec.owner, one.source.spec.owner)})")
            for one in profiles
        ]
