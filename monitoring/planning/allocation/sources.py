"""Where the numbers of an allocation come from: release, base, need with the parts of an index, last year."""

from collections.abc import Sequence

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
        found += [_source_line(_("Part of the index"), one, inputs.need.period.code) for one in made_of]
    if before_origin:
        found.append(_("Last year: %(origin)s") % {"origin": before_origin})
    return found


def _source_line(role: str, spec: IndicatorSpec | IndexSpec, period: str) -> str:
    publishers: Sequence[str] = ()
    if isinstance(spec, IndicatorSpec):
        publishers = list(
            dict.fromkeys(f"{said(one.source.title)} ({one.source.publisher})" for one in components(spec))
        )
    told = f"{role}: {said(spec.title)}, {period_label(period)}"
    return f"{told}. {_('Source')}: {', '.join(publishers)}" if publishers else told
