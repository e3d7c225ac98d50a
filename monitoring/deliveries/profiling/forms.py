"""Forms around a file without a profile: the file, the reason of the proposal, the period of the delivery."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class FileForm(forms.Form):
    """One file of any format that is read here."""

    file = forms.FileField(
        label=_("File"),
        max_length=250,
        help_text=_(
            "CSV, Excel, OpenDocument, GeoPackage, GeoJSON, Shapefile (ZIP) or Parquet, at most 200 MB. "
            "Never one row per person."
        ),
        error_messages={
            "required": _("Choose the file for which a profile is to be made."),
            "empty": _("The file is empty."),
        },
    )


class DeliverForm(forms.Form):
    """The period for which the waiting file is delivered."""

    period = forms.CharField(
        label=_("Period"),
        max_length=40,
        help_text=_("For example 2020-12-31, 2020-12, 2020-Q4, 2020-H2 or 2020."),
        error_messages={"required": _("Write the period that the file reports on.")},
    )


class ReasonForm(forms.Form):
    """Why the profile is proposed; it stays in its history."""

    reason = forms.CharField(
        label=_("Why this profile"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One sentence. It stays in the history of the entry."),
        error_messages={"required": _("Write one sentence; it stays in the history of the entry.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
