"""Forms around releases. What is allowed is the actions' business; here it is only asked for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from indicators.actions.notes import Told
from indicators.catalogue.specs import Text
from indicators.models import Delivery, Indicator, Release, Source
from monitoring.departments.models import Person
from monitoring.departments.names import department_names
from monitoring.wording import period_label

_REQUIRED = {"required": _("Write one sentence; it stays for good.")}


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def said(text: Text) -> str:
    """The text in the language of the page."""
    return text.en if (get_language() or "de").startswith("en") else text.de


class WordsForm(forms.Form):
    """Reason and notes of a release in preparation."""

    reason = forms.CharField(
        label=_("Reason of the release"),
        max_length=2000,
        widget=_area(2),
        error_messages=_REQUIRED,
        help_text=_("What this release is, for example: 2nd quarter 2026."),
    )
    note_de = forms.CharField(label=_("Note for readers, German"), max_length=4000, required=False, widget=_area())
    note_en = forms.CharField(label=_("Note for readers, English"), max_length=4000, required=False, widget=_area())


class BundleForm(WordsForm):
    """The same with the deliveries that belong to it."""

    deliveries = forms.TypedMultipleChoiceField(
        label=_("Deliveries"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: Sequence[Delivery], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deliveries"].choices = choices_of(offered)  # type: ignore[attr-defined]


class CollectForm(forms.Form):
    """Deliveries to take in."""

    deliveries = forms.TypedMultipleChoiceField(
        label=_("Deliveries"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one delivery.")},
    )

    def __init__(self, *args: Any, offered: Sequence[Delivery], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deliveries"].choices = choices_of(offered)  # type: ignore[attr-defined]


def choices_of(deliveries: Sequence[Delivery]) -> list[tuple[int, str]]:
    """Each delivery as one line."""
    return [
        (one.pk, f"{said(one.profile.spec.title)}, {period_label(one.period.code)} ({one.file_name})")
        for one in deliveries
    ]


class ApproveForm(forms.Form):
    """The approval of a whole release; ``seen`` is the hash of what was looked at."""

    reason = forms.CharField(
        label=_("Reason for the release"), max_length=2000, widget=_area(2), error_messages=_REQUIRED
    )
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


class WithdrawalForm(forms.Form):
    """What is taken back, and why."""

    release = forms.ModelChoiceField(Release.objects.all(), widget=forms.HiddenInput)
    back_to = forms.ModelChoiceField(Release.objects.all(), required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why it is taken back"),
        max_length=2000,
        widget=_area(),
        error_messages=_REQUIRED,
        help_text=_("Readers see it on the page of the withdrawn release, beside the release that takes its place."),
    )


class AppointmentForm(forms.Form):
    """Who approves what from when until when, or stands in for whom."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Person"))
    substitute_for = forms.ModelChoiceField(
        Person.objects.none(), label=_("Substitute for"), required=False, help_text=_("Empty: approves by themselves.")
    )
    source = forms.ModelChoiceField(
        Source.objects.none(), label=_("Only for the source"), required=False, to_field_name="code"
    )
    department = forms.ChoiceField(label=_("Only for the sources of"), required=False)
    valid_from = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    valid_until = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, people: Any, sources: Sequence[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("person", "substitute_for"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]
            self.fields[name].label_from_instance = _name  # type: ignore[attr-defined]
        self.fields["source"].queryset = Source.objects.order_by("code")  # type: ignore[attr-defined]
        self.fields["source"].label_from_instance = lambda source: said(source.spec.title)  # type: ignore[attr-defined]
        names = department_names()
        owners = sorted((names.get(owner, owner), owner) for owner in {source.spec.owner for source in sources})
        choices = [("", "—"), *((owner, name) for name, owner in owners)]
        self.fields["department"].choices = choices  # type: ignore[attr-defined]


def _name(person: Person) -> str:
    return person.get_full_name() or person.get_username()


class NoteForm(forms.Form):
    """A note that travels with the numbers."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[
            ("note", _("Note")),
            ("break", _("Break: not comparable with earlier periods")),
            ("exceptional", _("Exceptional time: true, but not usual")),
            ("register", _("Correction of a register")),
        ],
    )
    first = forms.CharField(
        label=_("From period"), max_length=20, required=False, help_text=_("For example 2026-Q2. A break begins here.")
    )
    last = forms.CharField(label=_("To period"), max_length=20, required=False)
    indicators = forms.MultipleChoiceField(
        label=_("Indicators"), required=False, help_text=_("None: all that the release is about.")
    )
    areas = forms.CharField(
        label=_("Areas"), max_length=2000, required=False, help_text=_("Codes, separated by commas. None: all.")
    )
    text_de = forms.CharField(label=_("Text, German"), max_length=2000, widget=_area(2))
    text_en = forms.CharField(label=_("Text, English"), max_length=2000, widget=_area(2))

    def __init__(self, *args: Any, offered: Sequence[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicators"].choices = [(one.code, said(one.spec.title)) for one in offered]  # type: ignore[attr-defined]

    def told(self) -> Told:
        """What was written."""
        given = self.cleaned_data
        areas = tuple(code.strip() for code in given["areas"].split(",") if code.strip())
        texts = {name: given[name].strip() for name in ("text_de", "text_en", "first", "last")}
        return Told(kind=given["kind"], indicators=tuple(given["indicators"]), areas=areas, **texts)
