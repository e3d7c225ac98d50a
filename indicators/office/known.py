"""What the portal knows, for whoever proposes a profile: areas of the active editions, measures, profiles, sources, rates."""

from areas.models import Area, AreaEdition
from indicators.catalogue.specs import IndicatorKind, IndicatorSpec
from indicators.intake.proposing import Known, KnownLevel
from indicators.models import ImportProfile, Indicator, Measure, Source


def known() -> Known:
    """Everything that a file can be compared with."""
    return Known(
        levels=known_levels(),
        measures={row.code: row.spec for row in Measure.objects.all()},
        profiles=tuple(row.spec for row in ImportProfile.objects.order_by("code")),
        sources={row.code: row.spec for row in Source.objects.all()},
        rates=frozenset(pair for row in Indicator.objects.all() if (pair := _pair(row.spec))),
    )


def known_levels() -> tuple[KnownLevel, ...]:
    """The levels below the whole of every active edition, the latest edition first."""
    editions = (
        AreaEdition.objects.filter(is_active=True).select_related("system").order_by("-valid_from", "system__code")
    )
    return tuple(level for edition in editions for level in _levels(edition))


def _levels(edition: AreaEdition) -> list[KnownLevel]:
    rows = Area.objects.filter(edition=edition).order_by("level__rank", "position")
    names: dict[str, dict[str, str]] = {}
    residual: dict[str, str] = {}
    for level, code, name, is_residual in rows.values_list("level__code", "code", "name", "is_residual"):
        if is_residual:
            residual[level] = code
        else:
            names.setdefault(level, {})[code] = name
    (_top, whole), *below = names.items() if names else [("", {})]
    total = next(iter(whole)) if len(whole) == 1 else None
    found: list[KnownLevel] = []
    for level, own in below if total else names.items():
        upper = tuple((one.level, frozenset(one.names)) for one in found)
        found.append(KnownLevel(edition.system.code, level, edition.code, own, residual.get(level), total, upper))
    return found


def _pair(spec: IndicatorSpec) -> tuple[str, str] | None:
    """Numerator and denominator of a percentage of single measures."""
    single = len(spec.numerator) == len(spec.denominator) == 1
    return (
        (spec.numerator[0], spec.denominator[0])
        if single and spec.kind is IndicatorKind.RATE and spec.unit == "%"
        else None
    )
