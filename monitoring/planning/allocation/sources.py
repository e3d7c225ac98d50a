"""Where the numbers of an allocation come from: release, base, need with the parts of an index, last year."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.catalogue.specs import IndexSpec, IndicatorSpec
from indicators.queries.catalogue import components
from monitoring.api.doors import said
from monitoring.planning.allocation.needs import components_of
from monitoring.planning.allocation.outcome import Outcome
from monitoring.wording import period_label


def sources(result: Outcome, before_origin: str) -> list[str]:
    """One line each."""
    inputs, release = result.inputs, result.inputs.release
    found = [
        _("Values: release %(number)s of %(day)s. %(reason)s")
        % {
            "number": release.cited,
            "day": period_label(timezone.localdate(release.activated_at).isoformat()),
            "reason": release.reason,
        },
        _source_line(_("Base count"), inputs.base.spec, inputs.base.period.code),
        _source_line(_("Need"), inputs.need.spec, inputs.need.period.code),
    ]
    if isinstance(inputs.need.spec, IndexSpec):
        made_of = components_of(inputs.need.spec)
        titles = "; ".join(said(one.title) for one in made_of)
        found.append(_with_publishers(f"{_('Parts of the index')}: {titles}", made_of))
    if before_origin:
        found.append(_("Last year: %(origin)s") % {"origin": before_origin})
    return found


def _source_line(role: str, spec: IndicatorSpec | IndexSpec, period: str) -> str:
    told = f"{role}: {said(spec.title)}, {period_label(period)}"
    return _with_publishers(told, [spec] if isinstance(spec, IndicatorSpec) else [])


def _with_publishers(told: str, specs: Iterable[IndicatorSpec]) -> str:
    """Each source once, in the order of the indicators."""
    sources_of = (one.source for spec in specs for one in components(spec))
    named = dict.fromkeys(f"{said(source.title)} ({source.publisher})" for source in sources_of)
    return f"{told}. {_('Source')}: {', '.join(named)}" if named else told
