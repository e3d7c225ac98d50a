"""Forms of the records: what to look for in the audit trail, and the reason that every decision needs."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from indicators.office import trail
from indicators.office.trail import SHORTEST_TEXT, Wanted
from monitoring.deliveries.keeping.telling import action_name, subject_name
from monitoring.departments.names import person_names
from monitoring.trail_messages import COMMAND, WORKER

_WIDEST_YEARS = 200


def _day_field(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class TrailForm(forms.Form):
    """Filters of the audit trail; its fields are the address of the page."""

    actor = forms.ChoiceField(label=_("Person"), required=False)
    action = forms.ChoiceField(label=_("What was done"), required=False)
    subject = forms.ChoiceField(label=_("Object"), required=False)
    subject_id = forms.CharField(label=_("Its number or code"), required=False, max_length=60)
    first = _day_field(_("From"))
    last = _day_field(_("Up to and including"))
    text = forms.CharField(label=_("Text in the details (three letters or more)"), required=False, max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actors = trail.actors()
        names = person_names(actors) | {"worker": str(WORKER), "command": str(COMMAND)}
        self._offer("actor", {actor: names[actor] for actor in actors}, _("Everybody"))
        self._offer("action", {action: action_name(action) for action in trail.actions()}, _("Everything"))
        self._offer("subject", {one: subject_name(one) for one in trail.subjects()}, _("All objects"))

    def _offer(self, field: str, choices: dict[str, str], everything: Any) -> None:
        ordered = sorted(choices.items(), key=lambda choice: choice[1].casefold())
        self.fields[field].choices = [("", everything), *ordered]  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        text = " ".join(self.cleaned_data["text"].split())
        if 0 < len(text) < SHORTEST_TEXT:
            raise forms.ValidationError(_("Write at least three letters."))
        return text

    def clean_first(self) -> date | None:
        return _sane(self.cleaned_data["first"])

    def clean_last(self) -> date | None:
        return _sane(self.cleaned_data["last"])

    def wanted(self) -> Wanted:
        """What is looked for; a field with an error leaves everything in."""
        data = {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}
        return Wanted(**data)


def _sane(day: date | None) -> date | None:
    """A day with which one can reckon."""
    span = timedelta(days=366 * _WIDEST_YEARS)
    if day is not None and abs(day - timezone.localdate()) > span:
        raise forms.ValidationError(_("Choose a day of this age."))
    return day


class WhyForm(forms.Form):
    """One written reason."""

    reason = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write one sentence; it stays for good.")},
    )

    def __init__(self, *args: Any, label: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
