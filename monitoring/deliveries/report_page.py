"""What the report's pages hand to their templates: groups with their field for a reason, rows of the file, affected areas."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from openpyxl.utils import get_column_letter

from indicators.actions.asking import ANSWERABLE
from indicators.intake.excerpts import Excerpt
from indicators.intake.problems import Severity
from indicators.journey import State
from indicators.models import Delivery, Problem
from indicators.office.files import Affected, AffectedArea
from indicators.office.reports import SEVERITIES, Filter
from monitoring.departments.access import Right, may
from monitoring.departments.readers import Somebody

_LEVELS = (None, Severity.HINT, Severity.WARNING, Severity.ERROR)


def read_filter(asked: Mapping[str, str]) -> Filter:
    """The filter that an address says; a severity that there is not leaves nothing out."""
    severity = asked.get("severity", "")
    known = severity if severity in {one.value for one in SEVERITIES} else ""
    return Filter(known, asked.get("sheet", "")[:100], asked.get("column", "")[:200])


def filter_query(only: Filter, **more: str) -> str:
    """A filter as it stands in an address."""
    parts = {"severity": only.severity, "sheet": only.sheet, "column": only.column, **more}
    return urlencode({name: value for name, value in parts.items() if value})


def may_give_reasons(person: Somebody, delivery: Delivery) -> bool:
    """Whether ``person`` writes reasons for this delivery's warnings now."""
    return State(delivery.state) in ANSWERABLE and may(person, Right.ANSWER_DELIVERY, delivery)


def rows_address(delivery: int, problem: Problem) -> str:
    """Where the rows around a problem are shown; nothing for one that concerns a whole column or the whole file."""
    if problem.row is None:
        return ""
    return f"{reverse('delivery-report-rows', args=[delivery])}?problem={problem.position}"


@dataclass(frozen=True)
class ShownExcerpt:
    """An excerpt with the letters of its columns, as spreadsheet programs show them."""

    excerpt: Excerpt
    letters: tuple[str, ...]

    @property
    def marked_at(self) -> int | None:
        """The position of the marked column among those shown."""
        columns = self.excerpt.columns
        return columns.index(self.excerpt.marked) if self.excerpt.marked in columns else None


def shown_excerpt(excerpt: Excerpt) -> ShownExcerpt:
    """The same for a template."""
    return ShownExcerpt(excerpt, tuple(get_column_letter(number) for number in excerpt.columns))


def areas_document(delivery: Delivery, found: Affected | None) -> dict[str, Any]:
    """The map of the affected areas for the script; without codes where no area is concerned."""
    if found is None or found.shapes_sha256 is None or not any(area.worst for area in found.areas):
        return {"codes": []}
    shapes = reverse("api-shapes", args=[found.edition, found.level])
    classes = [_LEVELS.index(area.worst) for area in found.areas]
    words = (_("no problem"), _("hints only"), _("warnings"), _("errors"))
    return {
        "shapes_url": f"{shapes}?v={found.shapes_sha256}",
        "ramp": "sequential",
        "colours": len(_LEVELS),
        "label": _("Areas with problems"),
        "codes": [area.code for area in found.areas],
        "names": [area.name for area in found.areas],
        "classes": classes,
        "states": [""] * len(classes),
        "sentences": [_sentence(area) for area in found.areas],
        "legend": [
            {"class": at, "label": word, "count": classes.count(at)} for at, word in enumerate(words) if at in classes
        ],
        "legend_states": [],
        "elsewhere": _elsewhere(found.elsewhere),
    }


def _sentence(area: AffectedArea) -> str:
    if area.worst is None:
        return _("%(area)s (%(code)s): no problem.") % {"area": area.name, "code": area.code}
    counts = ", ".join(
        _counted(severity, area.counts[severity]) for severity in SEVERITIES if area.counts.get(severity)
    )
    told = _("%(area)s (%(code)s): %(counts)s.") % {"area": area.name, "code": area.code, "counts": counts}
    if not area.rows:
        return told
    rows = ", ".join(str(row) for row in area.rows)
    return f"{told} {ngettext('Line %(rows)s.', 'Lines %(rows)s.', len(area.rows)) % {'rows': rows}}"


def _counted(severity: Severity, number: int) -> str:
    words = {
        Severity.ERROR: ngettext("%(number)s error", "%(number)s errors", number),
        Severity.WARNING: ngettext("%(number)s warning", "%(number)s warnings", number),
        Severity.HINT: ngettext("%(number)s hint", "%(number)s hints", number),
    }
    return words[severity] % {"number": number}


def _elsewhere(number: int) -> str:
    if not number:
        return ""
    told = ngettext(
        "%(number)s problem concerns no single area.", "%(number)s problems concern no single area.", number
    )
    return told % {"number": number}
