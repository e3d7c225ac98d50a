"""What a person enters for a rule. It is tried on the live release, so that what does not fit is said where it stands."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.queries.errors import Unanswerable
from indicators.queries.groups import pairs_of
from monitoring.api.problems import problem
from monitoring.dashboards.forms import DepartmentChoice
from monitoring.departments.models import Department
from monitoring.planning.attention.actions import Wording
from monitoring.planning.attention.applying import Sight, applied
from monitoring.planning.attention.fields import COMBINING, CRITERIA, criterion_fields
from monitoring.planning.attention.options import Options
from monitoring.planning.attention.rule import Combining, Criterion, Rule, Side

_LONGEST = 2000


class WithdrawForm(forms.Form):
    """Why a rule is withdrawn."""

    reason = forms.CharField(label=gettext_lazy("Why"), max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 3}))


class RuleForm(forms.Form):
    """A rule with title and reason. Each of up to three criteria has fields of its own, numbered."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    level = forms.ChoiceField(label=gettext_lazy("Level"))
    index = forms.ChoiceField(label=gettext_lazy("Status and dynamics"), required=False)
    groups = forms.CharField(
        label=gettext_lazy("Groups"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Status by its number, dynamics by its sign, for example: 3−, 4+, 4±, 4−."),
    )
    combining = forms.ChoiceField(label=gettext_lazy("An area must meet"), choices=list(COMBINING.items()))
    minimum_residents = forms.IntegerField(
        label=gettext_lazy("Residents at least"), required=False, min_value=0, max_value=10_000_000
    )
    reason = forms.CharField(
        label=gettext_lazy("Why this rule"), max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self, *args: Any, sight: Sight, options: Options, departments: list[Department] | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sight, self.options = sight, options
        self.said: Wording | None = None
        self.fields["level"].choices = options.levels  # type: ignore[attr-defined]
        self.fields["index"].choices = [("", _("none")), *options.pairs]  # type: ignore[attr-defined]
        for number in CRITERIA:
            self.fields |= criterion_fields(number, options)
        if departments is not None:
            keys = [department.pk for department in departments]
            self.fields["department"] = DepartmentChoice(
                Department.objects.filter(pk__in=keys),
                label=_("In the name of"),
                to_field_name="code",
                initial=departments[0].code if departments else None,
            )

    def clean(self) -> dict[str, Any]:
        """The rule that follows; everything that is wrong stands at its field."""
        data = dict(super().clean() or self.cleaned_data)
        if self.errors:
            return data
        groups = self._groups(data)
        criteria = [one for number in CRITERIA if (one := self._criterion(number, data)) is not None]
        if not self.errors and not groups and not criteria:
            self.add_error(
                "index", _("Choose status and dynamics, or an indicator: a rule needs at least one criterion.")
            )
        if self.errors:
            return data
        rule = Rule(
            data["level"],
            data["index"],
            groups,
            Combining(data["combining"]),
            tuple(criteria),
            data["minimum_residents"] or 0,
        )
        self._try(rule, data)
        self.said = Wording(data["title"].strip(), rule, data["reason"].strip())
        return data

    def _groups(self, data: dict[str, Any]) -> tuple[str, ...]:
        """The groups as they are named; a hyphen is taken for the minus, +/- for ±."""
        text = data["groups"].replace("+/-", "±").replace("-", "−")
        named = [part for part in text.replace(";", ",").replace(" ", ",").split(",") if part]
        if not data["index"]:
            if named:
                self.add_error("groups", _("Groups need a pair of status and dynamics: choose it above, or name none."))
            return ()
        known = self.options.labels[data["index"]]
        strange = [one for one in named if one not in known]
        if strange:
            text = _("There is no group %(strange)s. There is: %(known)s.")
            self.add_error("groups", text % {"strange": ", ".join(strange), "known": ", ".join(known)})
        elif not named:
            self.add_error("groups", _("Name at least one group. There is: %(known)s.") % {"known": ", ".join(known)})
        return tuple(one for one in known if one in named)

    def _criterion(self, number: int, data: dict[str, Any]) -> Criterion | None:
        code = data[f"indicator_{number}"]
        if not code:
            if data[f"by_{number}"] is not None:
                self.add_error(f"indicator_{number}", _("Choose an indicator, or leave the distance empty."))
            return None
        if any(data[f"indicator_{before}"] == code for before in CRITERIA if before < number):
            self.add_error(f"indicator_{number}", _("This indicator is a criterion already."))
        by = data[f"by_{number}"] or 0.0
        if not 0 <= by < float("inf"):
            self.add_error(f"by_{number}", _("Enter a distance of 0 or more; the side is chosen beside it."))
        return Criterion(
            code, Side(data[f"side_{number}"] or Side.ABOVE), by, data[f"clear_{number}"], data[f"course_{number}"]
        )

    def _try(self, rule: Rule, data: dict[str, Any]) -> None:
        """Whether each part is there at the level; the first that is not has the sentence."""
        for number in (0, *CRITERIA):
            field = f"indicator_{number}" if number else "index"
            if not data[field]:
                continue
            own = next((one for one in rule.criteria if number and one.indicator == data[field]), None)
            part = Rule(rule.level, criteria=(own,)) if own else Rule(rule.level, rule.index, rule.groups)
            try:
                applied(part, self.sight)
            except Unanswerable as error:
                self.add_error(field, problem(error.code, 404, **error.params)["detail"])
                return
        try:
            applied(rule, self.sight)
        except Unanswerable as error:
            self.add_error(None, problem(error.code, 404, **error.params)["detail"])

    @property
    def criteria(self) -> list[list[forms.BoundField]]:
        """The fields of each criterion."""
        names = ("indicator", "side", "by", "course", "clear")
        return [[self[f"{name}_{number}"] for name in names] for number in CRITERIA]

    @property
    def has_pairs(self) -> bool:
        """Whether there is a pair of status and dynamics."""
        return bool(pairs_of(self.sight.indices.values()))
