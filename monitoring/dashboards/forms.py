"""What people send to change dashboards."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from monitoring.dashboards.sharing import name_of
from monitoring.departments.models import Department


class TitleForm(forms.Form):
    """A dashboard's title."""

    title = forms.CharField(label=_("Title"), max_length=120)


class DepartmentChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Department) -> str:  # type: ignore[override]
        return name_of(obj)


class CopyForm(TitleForm):
    """A copy of one's own: how it is called, and to which of one's departments it belongs."""

    department = DepartmentChoice(queryset=Department.objects.none(), label=_("Department"), to_field_name="code")

    def __init__(self, *args: Any, departments: list[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [department.pk for department in departments]
        self.fields["department"].queryset = Department.objects.filter(pk__in=keys)  # type: ignore[attr-defined]
        self.fields["department"].initial = departments[0].code if departments else None


class ShareForm(forms.Form):
    """The departments that a dashboard is shared with; none is allowed."""

    departments = forms.ModelMultipleChoiceField(
        queryset=Department.objects.order_by("code"), required=False, to_field_name="code"
    )
    seen = forms.CharField(required=False)

    def clean_seen(self) -> frozenset[str]:
        """The codes of the departments that it was shared with when the form was shown."""
        return frozenset(self.cleaned_data["seen"].split())
