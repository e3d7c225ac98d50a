"""Places beyond the city that it is compared with (Vergleichsräume): its county, its state, other cities.

They are imported by name alone. A system of such places has one level, so that nothing is ever added up among them, and it
is in force at once: there is no coverage to be finished. Values come to them by deliveries like any others.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from areas.boundaries import read_places, refuse
from areas.drafts import open_draft, place_level
from areas.importing import keep_record, put_in_force
from areas.models import Area, AreaEdition, AreaLevel
from areas.reports import ImportReport


@dataclass(frozen=True)
class PlacesFile:
    """A table with a row per place: the fields that hold code and name. ``name``: what the file was called."""

    path: Path
    code_field: str
    name_field: str
    name: str = ""


def import_places(
    *,
    file: PlacesFile,
    by: str,
    system: str,
    valid_from: date,
    valid_until: date | None = None,
    level: str,
    is_demo: bool = False,
) -> ImportReport:
    """Import the places of a system that the city is compared with; the edition is in force afterwards.

    Raises:
        BoundaryError: with every problem found; then nothing is kept.
    """
    read = read_places(file.path, code_field=file.code_field, name_field=file.name_field)
    with file.path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    with transaction.atomic():
        edition = open_draft(system, valid_from, valid_until, is_demo=is_demo, is_reference=True)
        others = edition.system.levels.exclude(code=level)
        if other := others.first():
            raise refuse("one_level_of_places", system=system, level=other.code)
        same = AreaLevel.objects.filter(code=level, system__is_reference=True).exclude(system=edition.system)
        if elsewhere := same.select_related("system").first():
            raise refuse("places_elsewhere", system=elsewhere.system.code, level=level)
        place = place_level(edition, level)
        Area.objects.bulk_create(
            Area(edition=edition, level=place, code=code, name=name, position=position, is_reference=True)
            for position, (code, name) in enumerate(zip(read.codes, read.names, strict=True))
        )
        put_in_force(edition)
        _link(edition)
        report = ImportReport(
            system=system,
            edition=edition.code,
            valid_from=edition.valid_from,
            valid_until=edition.valid_until,
            level=level,
            areas=len(read.codes),
            replaced=False,
            active=True,
            file_name=file.name or file.path.name,
            file_sha256=sha256,
            crs="",
            corrections=(),
            repairs=(),
            cleaning=None,
            comparisons=(),
            drawings=(),
        )
        keep_record(report, edition, place, by)
    return report


def _link(edition: AreaEdition) -> None:
    """A place with the code of one in the edition before is the same place: there is no shape that could tell otherwise."""
    active = AreaEdition.objects.filter(system=edition.system, is_active=True)
    neighbours = [
        (edition, active.filter(valid_from__lt=edition.valid_from).order_by("-valid_from").first()),
        (active.filter(valid_from__gt=edition.valid_from).order_by("valid_from").first(), edition),
    ]
    for later, former in neighbours:
        if later is None or former is None:
            continue
        before = dict(Area.objects.filter(edition=former).values_list("code", "pk"))
        places = list(Area.objects.filter(edition=later))
        for place in places:
            place.same_as_id = before.get(place.code)
        Area.objects.bulk_update(places, ["same_as"], batch_size=1000)
