"""What can be chosen in a draft: bases, needs and periods of its release at its level, as far as the reader may see."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from indicators.catalogue.specs import IndicatorKind, IndicatorSpec
from indicators.models import Measure, Release
from indicators.queries import indices
from indicators.queries.catalogue import Entry
from indicators.queries.releases import Line, manifest
from monitoring.api.doors import entries_for, said
from monitoring.departments.access import Right, reader_may
from monitoring.departments.readers import Reader
from monitoring.planning.allocation.inputs import NEEDS
from monitoring.planning.allocation.plan import Base, Plan
from monitoring.wording import period_label

Options = list[tuple[str, str]]
Grouped = list[tuple[str, Options]]


@dataclass(frozen=True)
class Ground:
    """An edition and a level at which something is released."""

    edition: str
    level: str


@dataclass(frozen=True)
class Offer:
    """Groups of choices for base and need, and the periods that any of them has."""

    bases: Grouped
    needs: Grouped
    periods: Options


def grounds(release: Release) -> list[tuple[Ground, Line]]:
    """Where anything is released, each with its latest line; the finest level of the common layer's newest edition first."""
    latest: dict[Ground, Line] = {}
    for lines in manifest(release.pk).values():
        for line in lines:
            ground = Ground(line.edition, line.level)
            if ground not in latest or line.period.ends > latest[ground].period.ends:
                latest[ground] = line
    finest_first = sorted(
        latest.items(),
        key=lambda one: (one[1].is_common, one[1].period.ends, one[1].edition, one[1].level_rank),
        reverse=True,
    )
    return [(ground, line) for ground, line in finest_first if line.level_rank > 0]


def offer(reader: Reader, release: Release, plan: Plan) -> Offer:
    """What the reader may choose from for this draft."""
    at_level = {
        code: [line for line in lines if (line.edition, line.level) == (plan.edition, plan.level)]
        for code, lines in manifest(release.pk).items()
    }
    open_to = [entry for entry in entries_for(reader) if at_level.get(entry.code)]
    periods = {line.period for entry in open_to for line in at_level[entry.code]}
    newest_first = sorted(periods, key=lambda period: (period.ends, period.starts), reverse=True)
    return Offer(
        bases=_bases(open_to, counts=reader_may(reader, Right.SEE_COUNTS)),
        needs=_needs(reader, release, plan, open_to),
        periods=[(period.code, period_label(period.code)) for period in newest_first],
    )


def _bases(entries: list[Entry], *, counts: bool) -> Grouped:
    """Whole counts, those of whom rates are a part, and cases; the same people are offered once."""
    people = [(one.code, said(one.spec.title)) for one in entries if one.spec.kind is IndicatorKind.COUNT]
    groups: Grouped = [(_("Counted as a whole"), _by_name(people))]
    if counts:
        rates = [one.spec for one in entries if one.spec.kind is IndicatorKind.RATE]
        titles = _measure_titles(rates)
        for part, heading in (("denominator", _("Those of whom a rate is a part")), ("numerator", _("Cases"))):
            named: dict[str, str] = {}
            for spec in rates:
                named.setdefault(_named(getattr(spec, part), titles), Base(spec.code, part).code)
            groups.append((heading, _by_name((code, name) for name, code in named.items())))
    return [(heading, options) for heading, options in groups if options]


def _needs(reader: Reader, release: Release, plan: Plan, entries: list[Entry]) -> Grouped:
    groups: Grouped = []
    composed = [
        (f"index:{one.code}", said(one.spec.title))
        for one in indices.indices()
        if reader_may(reader, Right.SEE_INDEX, one)
        and any(
            (line.edition, line.level) == (plan.edition, plan.level)
            for line in indices.index_lines(release.pk, one.code)
        )
    ]
    if composed:
        groups.append((_("Indices"), _by_name(composed)))
    single = [(one.code, said(one.spec.title)) for one in entries if one.spec.kind in NEEDS]
    return [*groups, (_("Indicators, against the city"), _by_name(single))]


def base_title(spec: IndicatorSpec, part: str) -> str:
    """What a base counts, in the active language."""
    if part == "value":
        return said(spec.title)
    return _named(getattr(spec, part), _measure_titles([spec]))


def _measure_titles(specs: Iterable[IndicatorSpec]) -> dict[str, str]:
    codes = {code for spec in specs for code in (*spec.numerator, *spec.denominator)}
    return {row.code: said(row.spec.title) for row in Measure.objects.filter(code__in=codes)}


def _named(codes: Iterable[str], titles: dict[str, str]) -> str:
    return " + ".join(titles.get(code, code) for code in codes)


def _by_name(options: Iterable[tuple[str, str]]) -> Options:
    return sorted(options, key=lambda option: option[1].casefold())


def codes_of(groups: Grouped) -> Iterator[str]:
    """Every code that is offered."""
    return (code for _heading, options in groups for code, _name in options)
