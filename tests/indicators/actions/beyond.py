"""A state and two counties beside the tiny city, with a profile each, into which values of theirs are delivered."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from areas.comparing import PlacesFile, import_places
from indicators.actions import decide, steps
from indicators.actions.receive import receive
from indicators.catalogue.documents import document_of, document_sha256
from indicators.catalogue.specs import AreaColumn, Text
from indicators.journey import State
from indicators.models import Delivery, ImportProfile, Source
from tests.indicators.actions.journeys import Office

STATE, COUNTY = "land:09", "kreis:0901"
STATE_COUNTS = {"09": (150_000, 1_800_000)}
COUNTY_COUNTS = {"0901": (20_000, 160_000), "0902": (9_000, 90_000)}


def places_file(folder: Path, rows: Mapping[str, str], name: str = "places.csv") -> PlacesFile:
    """A table of places as an office keeps it: no geometry."""
    path = folder / name
    path.write_text("\n".join(["code,name", *(f"{code},{text}" for code, text in rows.items()), ""]), encoding="utf-8")
    return PlacesFile(path, "code", "name")


def bring_places(folder: Path) -> None:
    """The state and the counties in force, each kind in a system of its own."""
    for level, rows in (("land", {"09": "Land Muster"}), ("kreis", {"0901": "Kreis Nord", "0902": "Kreis Süd"})):
        file = places_file(folder, rows, f"{level}.csv")
        import_places(file=file, by="test", system=level, valid_from=date(2020, 1, 1), level=level)


def add_profiles() -> None:
    """A profile for each kind of place: that of the city, at another level."""
    city = ImportProfile.objects.get(code="kiez").spec
    for level in ("land", "kreis"):
        spec = replace(
            city, code=level, title=Text(level, level), area=AreaColumn("id", level), residual_rows=(), at_most=()
        )
        document = document_of(spec)
        ImportProfile.objects.create(
            code=spec.code, document=document, sha256=document_sha256(document), source=Source.objects.get()
        )


@dataclass(frozen=True)
class Beyond:
    """Who delivers the values of places beyond the city: the same two people."""

    office: Office

    def deliver(self, content: bytes, profile: str = "land", period: str = "2024-12-31") -> Delivery:
        """As far as it goes without a second person."""
        delivery = receive(
            by=self.office.supplier, content=content, file_name=f"{profile}.csv", profile=profile, period=period
        )
        steps.run(delivery=delivery.pk)
        delivery.refresh_from_db()
        return delivery

    def release(self, content: bytes, profile: str = "land", period: str = "2024-12-31") -> Delivery:
        """Delivered, approved, live."""
        delivery = self.deliver(content, profile, period)
        assert delivery.state == State.CANDIDATE, (delivery.state, delivery.failure)
        self.office.explain(delivery)
        decide.approve(by=self.office.approver, delivery=delivery.pk, reason=f"{profile} {period}")
        steps.run(delivery=delivery.pk)
        delivery.refresh_from_db()
        assert delivery.state == State.ACTIVE
        return delivery
