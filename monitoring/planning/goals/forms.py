"""What a person enters for a goal, and what the release says about it: the start, and what is wrong where it was entered."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.catalogue.specs import IndicatorKind
from indicators.models import Release
from indicators.periods import parse_period
from indicators.queries.audience import Audience
from indicators.queries.blocks import released_blocks, shown
from indicators.queries.catalogue import Entry
from indicators.queries.notes import noted
from indicators.queries.places import areas_at
from indicators.queries.releases import Line, manifest
from indicators.states import ValueState
from monitoring.api.doors import said
from monitoring.dashboards.forms import DepartmentChoice
from monitoring.departments.models import Department
from monitoring.numbers import state_word
from monitoring.planning.goals.actions import Aim
from monitoring.wording import period_label

CITY = "city"
_LONGEST = 2000


class ReasonForm(forms.Form):
    """Why a goal is withdrawn."""

    reason = forms.CharField(label=gettext_lazy("Why"), max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 3}))


class TargetForm(ReasonForm):
    """Target, date and start: what may change from a goal to the next one of the same place."""

    target = forms.FloatField(
        label=gettext_lazy("Target value"),
        localize=True,
        help_text=gettext_lazy("In the unit of the indicator, for example 12.5 for percent."),
    )
    due = forms.DateField(
        label=gettext_lazy("To be reached by"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    start = forms.CharField(
        label=gettext_lazy("Period of the start"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("For example 2025-Q4; empty for the latest."),
    )
    field_order = ("target", "due", "start", "reason")

    def __init__(
        self,
        *args: Any,
        entries: Mapping[str, Entry],
        release: Release,
        audience: Audience,
        place: tuple[str, str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known, self.release, self.audience, self.place = entries, release, audience, place
        self.aim: Aim | None = None

    def clean(self) -> dict[str, Any]:
        """The aim that follows; everything that is wrong stands at its field."""
        data = dict(super().clean() or self.cleaned_data)
        if not self.errors and (place := self.place or self._place(data)) is not None:
            self.aim = self._aim(*place, data)
        return data

    def _place(self, data: dict[str, Any]) -> tuple[str, str, str] | None:
        return None

    def _aim(self, indicator: str, level: str, area: str, data: dict[str, Any]) -> Aim | None:
        entry = noted(self.known[indicator], self.release.pk)
        lines = [line for line in manifest(self.release.pk).get(indicator, ()) if _stands(line, level, area)]
        if not lines:
            self.add_error(self._at("indicator", "start"), _("Nothing has been released for this indicator and place."))
            return None
        common = [line for line in lines if line.is_common] or lines
        line = self._start(common, data["start"])
        if line is None:
            return None
        spec = entry.spec
        if not spec.comparable(line.period, common[-1].period):
            self.add_error("start", _("The definition of the indicator has changed since then: choose a later start."))
        if data["due"] <= line.period.ends:
            self.add_error(
                "due",
                _("The date must lie after the start (%(day)s).") % {"day": period_label(line.period.ends.isoformat())},
            )
        if not np.isfinite(data["target"]):
            self.add_error("target", _("Enter a number."))
        elif spec.unit == "%" and spec.kind is not IndicatorKind.CHANGE and not 0 <= data["target"] <= 100:
            self.add_error("target", _("A share lies between 0 and 100 percent."))
        elif spec.kind is not IndicatorKind.CHANGE and data["target"] < 0:
            self.add_error("target", _("The target cannot be negative."))
        value = None if level and not area else self._value(line, entry, area)
        if self.errors:
            return None
        return Aim(
            indicator=indicator,
            level=level,
            area=area,
            target=float(data["target"]),
            due=data["due"],
            start_period=line.period,
            start_value=value,
            start_release=self.release,
            reason=data["reason"].strip(),
        )

    def _start(self, lines: list[Line], wanted: str) -> Line | None:
        if not wanted:
            return lines[-1]
        try:
            period = parse_period(wanted.strip())
        except ValueError:
            period = None
        found = next((line for line in reversed(lines) if line.period == period), None)
        if found is None:
            known = ", ".join(dict.fromkeys(line.period.code for line in reversed(lines[-12:])))
            self.add_error("start", _("There is no such period. The latest are: %(known)s.") % {"known": known})
        return found

    def _value(self, line: Line, entry: Entry, area: str) -> float | None:
        """The value at the start; a place without a number has no start."""
        read = released_blocks([line]).get((line.period.code, line.level))
        if read is None:
            self.add_error("start", _("There is no value at this start."))
            return None
        block = shown(read, entry.spec, self.audience)
        at = areas_at(line).level(line.level).codes.index(area) if area else 0
        if block.status[at] != ValueState.OK:
            state = state_word(ValueState(block.status[at]).word)
            self.add_error(
                "start", _("There is no number at this start (%(state)s): choose another one.") % {"state": state}
            )
            return None
        return float(block.value[at])

    def _at(self, wanted: str, otherwise: str) -> str:
        return wanted if wanted in self.fields else otherwise


class GoalForm(TargetForm):
    """A new goal: for which indicator and where, beside target, date and start."""

    indicator = forms.ChoiceField(label=gettext_lazy("Indicator"))
    where = forms.ChoiceField(label=gettext_lazy("Where"))
    area = forms.CharField(
        label=gettext_lazy("Code of the area"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Only for a goal in a single area; it stands on the area's sheet."),
    )
    department = DepartmentChoice(
        queryset=Department.objects.none(), label=gettext_lazy("In the name of"), to_field_name="code"
    )
    field_order = ("indicator", "where", "area", "target", "due", "start", "department", "reason")

    def __init__(self, *args: Any, departments: list[Department], levels: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        released = manifest(self.release.pk)
        offered = sorted((said(entry.spec.title), code) for code, entry in self.known.items() if code in released)
        self.fields["indicator"].choices = [(code, title) for title, code in offered]  # type: ignore[attr-defined]
        self.fields["where"].choices = [  # type: ignore[attr-defined]
            (CITY, _("The city as a whole")),
            ("area", _("One area")),
            *((f"level:{code}", _("Every area: %(level)s") % {"level": name}) for code, name in levels.items()),
        ]
        keys = [department.pk for department in departments]
        self.fields["department"].queryset = Department.objects.filter(pk__in=keys)  # type: ignore[attr-defined]
        self.fields["department"].initial = departments[0].code if departments else None

    def _place(self, data: dict[str, Any]) -> tuple[str, str, str] | None:
        indicator, where, area = data["indicator"], data["where"], data["area"].strip()
        if area and where != "area":
            self.add_error(
                "area", _("A code belongs to a goal in one area: choose “One area” above, or leave this empty.")
            )
            return None
        if where == CITY:
            return indicator, "", ""
        if where.startswith("level:"):
            return indicator, where.removeprefix("level:"), ""
        for line in reversed(manifest(self.release.pk).get(indicator, ())):
            level = areas_at(line).level(line.level)
            if area in level.codes and level.codes.index(area) != level.residual:
                top = areas_at(line).levels[0].level
                return (indicator, "", "") if line.level == top else (indicator, line.level, area)
        self.add_error("area", _("The indicator has no values for an area of this code."))
        return None


def _stands(line: Line, level: str, area: str) -> bool:
    areas = areas_at(line)
    if not level:
        return line.level == areas.levels[0].level
    return line.level == level and (not area or area in areas.level(level).codes)
