"""What the office fills in: agreed dates, and why a period does not come."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from indicators.office.calendar import Line
from monitoring.deliveries.telling import statisticians, suppliers
from monitoring.departments.models import Person


class AgreementForm(forms.Form):
    """Dates, the contact person, and whether anybody is reminded."""

    first_period = forms.CharField(
        label=_("First expected period"),
        max_length=20,
        required=False,
        help_text=_("For example 2025-Q4, 2025-12-31, 2025 or 2025/26. Empty: from the first delivery on."),
    )
    extra_days = forms.IntegerField(
        label=_("Days after the figures are final"),
        min_value=0,
        max_value=366,
        help_text=_("The source's lag is counted already; this comes on top."),
    )
    grace_days = forms.IntegerField(
        label=_("Days of grace"), min_value=0, max_value=366, help_text=_("So long it is due; then it is late.")
    )
    contact = forms.ChoiceField(
        label=_("Contact person"),
        required=False,
        help_text=_("Is reminded. Without one everybody is who delivers for the department."),
    )
    reminders = forms.ChoiceField(label=_("Reminders"), choices=[("yes", _("Remind")), ("no", _("Do not remind"))])

    def __init__(self, *args: Any, line: Line, **kwargs: Any) -> None:
        agreement = line.agreement
        kwargs["initial"] = {
            "first_period": agreement.first_period if agreement else "",
            "extra_days": line.terms.extra_days,
            "grace_days": line.terms.grace_days,
            "contact": str(agreement.contact_id or "") if agreement else "",
            "reminders": "yes" if line.reminders else "no",
        }
        super().__init__(*args, **kwargs)
        kept = [line.contact] if isinstance(line.contact, Person) else []
        self.people = {str(one.pk): one for one in [*suppliers(line.spec.owner), *statisticians(), *kept]}
        named = sorted((one.get_full_name() or one.get_username(), key) for key, one in self.people.items())
        choices = [("", _("nobody in particular")), *((key, name) for name, key in named)]
        self.fields["contact"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """What the action takes."""
        given = self.cleaned_data
        return given | {"contact": self.people.get(given["contact"]), "reminders": given["reminders"] == "yes"}


class WaiveForm(forms.Form):
    """Why a period does not come."""

    reason = forms.CharField(
        label=_("Why the period does not come"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence. It stands in the calendar, for the department as well."),
    )
