"""Forms of the office's pages. What a file or period must be like is the action's business; here it is only asked for."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from indicators.actions.errors import Refused
from indicators.journey import Move
from indicators.models import ImportProfile
from monitoring.journey_messages import refusal

#: Code of a refusal → the field that it concerns.
_FIELDS = {
    "unknown_profile": "profile",
    "not_a_period": "period",
    "wrong_period_kind": "period",
    "period_in_future": "period",
    "file_too_large": "file",
    "file_name_missing": "file",
}


class UploadForm(forms.Form):
    """One file for a profile and a period. An empty file is taken: its report says what to do."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        max_length=250,
        help_text=_("A table with one row per area, at most 200 MB. Never one row per person."),
    )
    profile = forms.ChoiceField(
        label=_("Import profile"), help_text=_("Says how columns and signs of the file are read.")
    )
    period = forms.CharField(
        label=_("Period"),
        max_length=40,
        help_text=_("For example 2020-12-31, 2020-12, 2020-Q4, 2020-H2 or 2020."),
    )
    as_of = forms.DateField(
        label=_("Source drawn on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Without a date the day counts from which the figures of the source are regularly final."),
    )
    ticket = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, profiles: list[ImportProfile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        german = (get_language() or "de").startswith("de")
        choices = [(p.code, f"{p.spec.title.de if german else p.spec.title.en} ({p.code})") for p in profiles]
        self.fields["profile"].choices = [("", _("Please choose")), *choices]  # type: ignore[attr-defined]
        attributes = {
            "hx-get": reverse("delivery-upload"), "hx-trigger": "change", "hx-target": "#profile",
            "hx-select": "#profile", "hx-swap": "outerHTML",
        }  # fmt: skip
        self.fields["profile"].widget.attrs.update(attributes)
        suggesting = {
            "hx-post": reverse("delivery-suggest"), "hx-trigger": "change", "hx-target": "#suggestions",
            "hx-encoding": "multipart/form-data",
        }  # fmt: skip
        self.fields["file"].widget.attrs.update(suggesting)
        for name in ("profile", "period", "file"):
            self.fields[name].error_messages["required"] = _MISSING[name]

    def refuse(self, refused: Refused) -> None:
        """Say at the field concerned why the action refused."""
        told = refusal(refused)
        self.add_error(_FIELDS.get(refused.code), f"{told.what} {told.advice}".strip())


_MISSING = {
    "file": _("Choose the file that you want to deliver."),
    "profile": _("Choose the profile that fits the file."),
    "period": _("Write the period that the file reports on."),
}


class ReasonForm(forms.Form):
    """The written reason that every decision needs; ``manifest`` is the hash of what was decided about."""

    reason = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence. It stays with the delivery for good."),
        error_messages={"required": _("Write one sentence; it stays with the delivery for good.")},
    )
    manifest = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, label: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label


class ApprovalForm(ReasonForm):
    """The reason of a release with what the office says to its readers."""

    note_de = forms.CharField(
        label=_("Note for readers, German"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    note_en = forms.CharField(
        label=_("Note for readers, English"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


def form_for(move: Move) -> type[ReasonForm]:
    """The form that a decision asks for."""
    return ApprovalForm if move is Move.APPROVE else ReasonForm
