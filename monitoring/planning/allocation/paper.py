"""The paper for the committee: question, result, method, every area, and what the numbers do not say."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from areas.models import LevelShapes
from indicators.catalogue.specs import Visibility
from monitoring.papers.colours import sequential
from monitoring.papers.picture import map_svg
from monitoring.papers.setting import paper
from monitoring.planning.allocation.amounts import subject_word
from monitoring.planning.allocation.limits import limits
from monitoring.planning.allocation.needs import components_of
from monitoring.planning.allocation.outcome import Outcome
from monitoring.planning.allocation.painting import map_document
from monitoring.planning.allocation.presenting import Group, groups, rows, whole
from monitoring.planning.allocation.rules import against_the_need, rule
from monitoring.planning.allocation.sources import sources
from monitoring.planning.allocation.statements import statements
from monitoring.planning.allocation.wording import subject_headings
from monitoring.planning.models import AllocationDecision
from monitoring.wording import period_label


def paper_of(result: Outcome, *, title: str, before_origin: str, decision: AllocationDecision | None = None) -> bytes:
    """The PDF in the active language.

    Raises:
        FontMissing, Unprintable: as ``monitoring.papers.setting.paper``.
    """
    return paper("allocation", document(result, title, before_origin, decision), (get_language() or "de")[:2])


def document(result: Outcome, title: str, before_origin: str, decision: AllocationDecision | None) -> dict[str, Any]:
    """Everything that the template shows, in words."""
    release = result.inputs.release
    painted = map_document(result)
    return {
        "title": title,
        "author": "Sozialraum-Monitor",
        "kicker": _("Allocation by need · %(variant)s") % {"variant": result.variant.name},
        "question": result.plan.question,
        "mark": mark(result),
        "release": _("Release %(number)s") % {"number": release.cited},
        "words": _words(),
        "decision": decision_lines(decision) if decision else [],
        "statements": [*filter(None, [against_the_need(result)]), *statements(result)],
        **_map(result, painted),
        "method": _method(result),
        "formula": _formula(),
        "rule": [list(one) for one in rule(result)],
        "columns": _columns(result),
        "rows": [_row(result, row) for row in rows(result)] + [_sum(result, whole(result))],
        "group_columns": _group_columns(result),
        "groups": [_group(result, one) for one in groups(result)],
        "limits": limits(result),
        "sources": sources(result, before_origin),
    }


def mark(result: Outcome) -> str:
    """Why the paper must not be published as it is; nothing where all of it is public."""
    specs = [result.inputs.base.spec, *components_of(result.inputs.need.spec)]
    release = result.inputs.release
    if release.is_demo:
        return _("Invented data: this paper says nothing about a real city.")
    if release.audit != "passed" or any(one.visibility is not Visibility.PUBLIC for one in specs):
        return _("For the administration and its committees; not for publication.")
    return ""


def decision_lines(decision: AllocationDecision) -> list[str]:
    """Who decided what, when and why; who prepared it."""
    words = {
        "number": decision.number,
        "by": decision.decided_by,
        "day": period_label(decision.decided_on.isoformat()),
        "variant": decision.variant,
        "release": decision.release.cited,
        "prepared": decision.prepared_by.get_full_name() or decision.prepared_by.get_username(),
        "recorded": decision.recorded_by.get_full_name() or decision.recorded_by.get_username(),
        "reason": decision.reason,
        "sha256": decision.content_sha256[:16],
    }
    return [
        _("Decision %(number)s: %(variant)s, decided by %(by)s on %(day)s, on the basis of release %(release)s.")
        % words,
        _("Reason: %(reason)s") % words,
        _("Prepared by %(prepared)s, recorded by %(recorded)s. Checksum of parameters and amounts: %(sha256)s.")
        % words,
    ]


def _words() -> dict[str, str]:
    return {
        "decision": _("Decision"),
        "result": _("Result"),
        "method": _("Method"),
        "parameter": _("Parameter"),
        "setting": _("Setting"),
        "groups": _("Sums by district"),
        "areas": _("All areas"),
        "order": _("In the fixed order of the area codes; the order is no ranking."),
        "limits": _("Uncertainty, and what the numbers do not say"),
        "sources": _("Sources"),
        "page": _("Page"),
    }


def _method(result: Outcome) -> list[str]:
    return [
        _(
            "Each area gets a share in proportion to its base and to the weight of its need. An area like the city has "
            "weight 1; more need counts more. Floors and caps hold for each area, and the rest is shared again in the same "
            "proportion. The shares are rounded to whole parts so that they add up exactly to what there is."
        ),
        _("The equal split beside it gives every head of the base the same, without weights, floors and caps."),
    ]


def _formula() -> list[str]:
    return [
        _("claim of an area = base of the area × weight of the area"),
        _("share of an area = total × claim of the area ÷ sum of all claims"),
    ]


def _map(result: Outcome, painted: dict[str, Any]) -> dict[str, Any]:
    way = painted["ways"]["per_heads"]
    colours = sequential(max(1, way["colours"]))
    fills = {code: colours[at] for code, at in zip(painted["codes"], way["classes"], strict=True) if at >= 0}
    shapes = LevelShapes.objects.filter(edition__code=result.plan.edition, level__code=result.plan.level).first()
    svg = map_svg(bytes(shapes.topojson), fills) if shapes else ""
    legend = [{"colour": colours[one["class"]], "label": f"{one['label']} ({one['count']})"} for one in way["legend"]]
    without = way["classes"].count(-1)
    if without:
        legend.append({"colour": "", "label": f"{_('no amount per head')} ({without})"})
    return {
        "map": svg,
        "map_title": way["title"],
        "map_alt": _("Map: %(title)s. The table of all areas has the same values.") % {"title": way["title"]},
        "legend": legend,
    }


def _columns(result: Outcome) -> list[str]:
    columns = [_("Code"), _("Area"), _("Base count"), _("Need"), _("Weight"), _("Equal split")]
    columns += [_("Last year")] if result.before is not None else []
    headings = subject_headings(result.plan.subject)
    columns += [headings["amount"], headings["per_heads"], _("to equal split")]
    return [*columns, *([_("to last year")] if result.before is not None else []), _("Remark")]


def _row(result: Outcome, row: Any) -> list[str]:
    cells = [row.code, row.name, row.base, row.need, row.weight, row.equal]
    cells += [row.before] if result.before is not None else []
    cells += [row.amount, row.per_heads, row.to_equal]
    return [*cells, *([row.to_before] if result.before is not None else []), row.mark]


def _sum(result: Outcome, one: Group) -> list[str]:
    cells = ["", one.name, one.base, "", "", one.equal]
    cells += [one.before] if result.before is not None else []
    cells += [one.amount, "", one.to_equal]
    return [*cells, *([one.to_before] if result.before is not None else []), ""]


def _group_columns(result: Outcome) -> list[str]:
    columns = [
        _("District"),
        _("Base count"),
        _("Equal split"),
        *([_("Last year")] if result.before is not None else []),
    ]
    columns += [subject_word(result.plan.subject), _("Part of the whole"), _("to equal split")]
    return [*columns, *([_("to last year")] if result.before is not None else [])]


def _group(result: Outcome, one: Group) -> list[str]:
    cells = [one.name, one.base, one.equal, *([one.before] if result.before is not None else [])]
    return [*cells, one.amount, one.part, one.to_equal, *([one.to_before] if result.before is not None else [])]
