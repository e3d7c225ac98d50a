"""How somebody wants to be written to."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from monitoring.departments.models import Person
from monitoring.notices.models import MailPreference


class MailForm(forms.Form):
    """Language, address, and whether mail is wanted at all."""

    wants_mail = forms.ChoiceField(
        label=_("Mail"),
        choices=[
            ("yes", _("Write to me: at most one mail a day, only about what I have not read")),
            ("no", _("No mail")),
        ],
    )
    language = forms.ChoiceField(label=_("Language of the mails"), choices=settings.LANGUAGES)
    address = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Without one the address counts that your account has; without either nobody writes to you."),
    )

    @classmethod
    def of(cls, person: Person, data: Any = None) -> "MailForm":
        """The form as the person has filled it in last."""
        kept = preference_of(person)
        initial = {"wants_mail": "yes" if kept.wants_mail else "no", "language": kept.language, "address": kept.address}
        return cls(data, initial=initial)

    def keep(self, person: Person) -> None:
        """Store it."""
        given = self.cleaned_data
        MailPreference.objects.update_or_create(
            person=person,
            defaults={
                "wants_mail": given["wants_mail"] == "yes",
                "language": given["language"],
                "address": given["address"],
            },
        )


def preference_of(person: Person) -> MailPreference:
    """What the person chose, or what holds without a choice."""
    return MailPreference.objects.filter(person=person).first() or MailPreference(person=person)
