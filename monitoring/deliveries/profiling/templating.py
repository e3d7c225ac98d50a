"""The template of a profile for a period, over the areas that were in force then."""

from dataclasses import dataclass

from django.utils.translation import get_language

from areas.models import Area, AreaEdition
from indicators.actions.errors import Refused
from indicators.actions.places import SeveralSystems, edition_for, places_of
from indicators.catalogue.specs import ProfileSpec
from indicators.intake.template import Template, csv_of, template_of, xlsx_of
from indicators.models import ImportProfile
from indicators.office import deliveries as office
from indicators.periods import Period, parse_period
from monitoring.deliveries.profiling.template_words import labels_of

FORMATS = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_of),
    "csv": ("text/csv; charset=utf-8", csv_of),
}


@dataclass(frozen=True)
class Made:
    """A template as a download."""

    content: bytes
    content_type: str
    name: str


def make_template(profile: ImportProfile, period: str, file_format: str) -> Made:
    """The file that a supplier fills in.

    Raises:
        Refused: ``not_a_period``, ``wrong_period_kind``, ``no_areas``.
    """
    content_type, write = FORMATS[file_format]
    template = template_for(profile, period)
    stem = f"{profile.code}-{period}".replace("/", "-").replace("..", "-")
    return Made(write(template), content_type, f"{stem}.{file_format}")


def template_for(profile: ImportProfile, period: str) -> Template:
    """What the template holds. A file that says its periods itself begins with the stated one."""
    spec = profile.spec
    span = stated_period(period, spec)
    edition = edition_of(spec, span)
    found = {code: row.spec for code, row in office.measures(list(spec.measures)).items()}
    labels = labels_of(profile, found, span.code, f"{edition.system.name_de} ({edition.code})")
    german = (get_language() or "de").startswith("de")
    return template_of(spec, found, areas_of(spec, edition), [span], labels, german=german)


def stated_period(code: str, spec: ProfileSpec) -> Period:
    """The period of a template, which may lie ahead: it is filled in later."""
    try:
        period = parse_period(code.strip())
    except ValueError:
        raise Refused("not_a_period", period=code[:40]) from None
    if period.kind not in spec.period_kinds:
        allowed = ", ".join(spec.period_kinds)
        raise Refused("wrong_period_kind", period=period.code, kind=period.kind, allowed=allowed)
    return period


def edition_of(spec: ProfileSpec, period: Period) -> AreaEdition:
    """The areas in force at the period's end; raises ``Refused`` where there are none, or several systems might be meant."""
    try:
        found = edition_for(spec.area, period.ends)
    except SeveralSystems:
        found = None
    if found is None:
        raise Refused("no_areas", period=period.code)
    return found


def areas_of(spec: ProfileSpec, edition: AreaEdition) -> list[tuple[str, str]]:
    """Code and name of every row: areas, unallocated cases, upper areas and the whole, as far as the profile has them."""
    places = places_of(edition).delivered_at(spec.area)
    names = dict(Area.objects.filter(edition=edition).values_list("code", "name"))
    codes = list(places.codes)
    if places.residual is not None and (places.residual in spec.residual_rows or spec.residual_rows):
        codes.append(spec.residual_rows[0] if places.residual not in spec.residual_rows else places.residual)
    codes += places.upper
    if places.total is not None and spec.total_rows:
        codes.append(places.total if places.total in spec.total_rows else spec.total_rows[0])
    return [(code, names.get(code, "")) for code in codes]
