"""What people send to draft an allocation. Numbers are read as German and English people write them."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from monitoring.allocation_messages import LINES
from monitoring.dashboards.forms import DepartmentChoice
from monitoring.departments.models import Department
from monitoring.planning.allocation.last_year import NoNumber, number_of
from monitoring.planning.allocation.options import Offer
from monitoring.planning.allocation.plan import Per, Subject, Variant, Weighting, Without

SUBJECTS: dict[str, Promise] = {Subject.POSITIONS: _("Positions"), Subject.EUROS: _("Euros")}
WEIGHTINGS: dict[str, Promise] = {
    Weighting.LINEAR: _("linear: the further from the city, the more"),
    Weighting.STEPPED: _("by class: one weight for each class"),
}
WITHOUT: dict[str, Promise] = {
    Without.CITY: _("count like the city (weight 1)"),
    Without.ASIDE: _("left out and listed"),
}


class AmountField(forms.CharField):
    """An amount as people write it; ``1.234`` is refused, since it can be either."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=30, **options)
        self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return number_of(text)
        except NoNumber as problem:
            raise forms.ValidationError(str(LINES[problem.code]) % {"value": text}) from problem


class WeightField(AmountField):
    """A weight from 0 to 100 as a plain number."""

    def clean(self, value: Any) -> float:  # type: ignore[override]
        number = super().clean(value)
        if number is None or number > 100:
            raise forms.ValidationError(_("A number from 0 to 100 is needed."))
        return float(number)


def weights_of(texts: list[str]) -> tuple[float, ...]:
    """The weights of classes; raises ``ValidationError``."""
    return tuple(WeightField().clean(text) for text in texts)


class VariantForm(forms.Form):
    """One variant; the weights of classes come beside it, one field a class."""

    name = forms.CharField(label=_("Name of the variant"), max_length=80)
    total = AmountField(label=_("To distribute"))
    step = AmountField(label=_("Smallest part"))
    base = forms.ChoiceField(label=_("Base count"), help_text=_("Whom the shares are for."))
    base_period = forms.ChoiceField(label=_("Period of the base"), required=False)
    need = forms.ChoiceField(label=_("Need"), help_text=_("What says how much more an area counts."))
    need_period = forms.ChoiceField(label=_("Period of the need"), required=False)
    more = forms.ChoiceField(
        label=_("More goes to"), choices=[("1", _("areas with higher values")), ("0", _("areas with lower values"))]
    )
    weighting = forms.ChoiceField(label=_("Weight of need"), choices=list(WEIGHTINGS.items()))
    strength = WeightField(label=_("Strength"))
    lowest = WeightField(label=_("Lowest weight"))
    floor = AmountField(label=_("At least"), required=False)
    floor_per = forms.ChoiceField(label=_("Floor for"))
    cap = AmountField(label=_("At most"), required=False)
    cap_per = forms.ChoiceField(label=_("Cap for"))
    without_value = forms.ChoiceField(label=_("Areas without a value of need"), choices=list(WITHOUT.items()))
    residual = forms.ChoiceField(label=_("What belongs to no area"), choices=list(WITHOUT.items()))

    def __init__(self, *args: Any, offer: Offer, heads: str, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="variant-%s", **kwargs)
        periods = [("", _("the latest")), *offer.periods]
        per = [(Per.AREA, _("each area")), (Per.HEADS, heads)]
        choices = {"base": offer.bases, "need": offer.needs, "base_period": periods, "need_period": periods}
        for name, options in {**choices, "floor_per": per, "cap_per": per}.items():
            self.fields[name].choices = options  # type: ignore[attr-defined]

    def clean_lowest(self) -> float:
        lowest: float = self.cleaned_data["lowest"]
        if lowest > 1:
            raise forms.ValidationError(_("A number from 0 to 1 is needed."))
        return lowest

    def variant(self, class_weights: tuple[float, ...]) -> Variant:
        """The variant that a valid form describes."""
        return Variant(**{**self.cleaned_data, "more": self.cleaned_data["more"] == "1"}, class_weights=class_weights)


class StartForm(forms.Form):
    """A new allocation: what is distributed, how much of it, at which level."""

    title = forms.CharField(label=_("Title"), max_length=120)
    department = DepartmentChoice(queryset=Department.objects.none(), label=_("Department"), to_field_name="code")
    question = forms.CharField(
        label=_("Question"),
        max_length=500,
        required=False,
        help_text=_("What is to be decided, in one sentence; it stands at the top of the paper."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    subject = forms.ChoiceField(label=_("What is distributed"), choices=list(SUBJECTS.items()))
    total = AmountField(label=_("How much"))
    step = AmountField(label=_("Smallest part"), help_text=_("1, 0.5, 100 …: every area gets a multiple of it."))
    ground = forms.ChoiceField(label=_("Areas"))

    def __init__(
        self, *args: Any, departments: list[Department], grounds: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        keys = [department.pk for department in departments]
        self.fields["department"].queryset = Department.objects.filter(pk__in=keys)  # type: ignore[attr-defined]
        self.fields["department"].initial = departments[0].code if departments else None
        self.fields["ground"].choices = grounds  # type: ignore[attr-defined]


class TitleForm(forms.Form):
    """Title and question of an allocation."""

    title = forms.CharField(label=_("Title"), max_length=120)
    question = forms.CharField(
        label=_("Question"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class DecisionForm(forms.Form):
    """What the minutes say."""

    variant = forms.ChoiceField(label=_("Variant"))
    decided_by = forms.CharField(
        label=_("Decided by"), max_length=200, help_text=_("The committee or the person, as the minutes say.")
    )
    decided_on = forms.DateField(
        label=_("Decided on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(label=_("Reason"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, variants: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["variant"].choices = variants  # type: ignore[attr-defined]
        self.fields["decided_on"].widget.attrs["max"] = timezone.localdate().isoformat()

    def clean_decided_on(self) -> Any:
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day lies in the future."))
        return day


class LastYearForm(forms.Form):
    """Last year's amounts: a file, pasted lines, or a decision that was recorded before."""

    origin = forms.CharField(
        label=_("Where it comes from"),
        max_length=200,
        help_text=_("For example: “Budget 2026, decided on 3 March 2026”."),
    )
    file = forms.FileField(label=_("CSV file"), required=False)
    lines = forms.CharField(
        label=_("Or lines"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("One area a line: its code, a semicolon, the amount."),
    )
