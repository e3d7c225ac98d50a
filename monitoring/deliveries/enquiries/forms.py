"""Forms of the register of enquiries."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from indicators.actions.enquiring import Asked
from monitoring.deliveries.enquiries.words import ASKERS, STATES, TOPICS


def _day(label: Any, *, required: bool, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


class AskedForm(forms.Form):
    """What was asked by whom, until when."""

    asker = forms.ChoiceField(label=_("Who asks"), choices=[("", _("Please choose")), *ASKERS.items()])
    asked_by = forms.CharField(
        label=_("Institution or role"),
        max_length=200,
        help_text=_("For example the committee, the parliamentary group, the newspaper. No names of private persons."),
    )
    asked_on = _day(_("Asked on"), required=True)
    due_on = _day(_("To be answered by"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), choices=[("", _("Please choose")), *TOPICS.items()])
    question = forms.CharField(label=_("Question"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("asked_on"), data.get("due_on")
        if first and last and last < first:
            self.add_error("due_on", _("This day lies before the day of the question."))
        if first and first > timezone.localdate():
            self.add_error("asked_on", _("This day has not come yet."))
        return data

    def asked(self) -> Asked:
        """What the form says."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return Asked(**data)


class AnswerForm(forms.Form):
    """The draft of an answer; ``version`` is what the writer has read."""

    answer = forms.CharField(
        label=pgettext_lazy("noun", "Answer"),
        max_length=100_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Take numbers from the list of published values, not from files: what is suppressed stays unsaid."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class RegisterForm(forms.Form):
    """What to look for in the register."""

    q = forms.CharField(label=_("Words of question and answer"), required=False, max_length=200)
    state = forms.ChoiceField(label=_("State"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    asker = forms.ChoiceField(label=_("Who asks"), required=False)
    indicator = forms.SlugField(required=False, max_length=80, widget=forms.HiddenInput)
    area = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = {code: words.name for code, words in STATES.items()}
        for name, offered in (("state", states), ("topic", TOPICS), ("asker", ASKERS)):
            self.fields[name].choices = [("", _("All")), *offered.items()]  # type: ignore[attr-defined]


class ValueForm(forms.Form):
    """Which published value: first release and indicator, then what there is of it."""

    release = forms.ChoiceField(label=_("Release"))
    indicator = forms.ChoiceField(label=_("Indicator"))
    level = forms.ChoiceField(label=_("Level"), required=False)
    period = forms.ChoiceField(label=_("Period"), required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)

    def offer(self, name: str, choices: list[tuple[str, str]], empty: Any = None) -> None:
        """What can be chosen; ``empty`` is the words of choosing nothing yet."""
        self.fields[name].choices = [*([("", empty)] if empty is not None else []), *choices]  # type: ignore[attr-defined]

    def show_level(self, level: str) -> None:
        """The level whose areas are offered is the one that is shown; an area of another one is no longer chosen."""
        data = self.data.copy()
        offered = {code for code, _name in self.fields["area"].choices}  # type: ignore[attr-defined]
        data["level"] = level
        if data.get("area", "") not in offered:
            data["area"] = ""
        self.data = data
