"""By which version of its profile a delivery was read."""

from dataclasses import dataclass
from datetime import datetime

from indicators.catalogue.documents import document_sha256
from indicators.catalogue.schemas import Part
from indicators.models import CatalogueVersion, Delivery
from monitoring.departments.access import Right, may
from monitoring.departments.readers import Somebody


@dataclass(frozen=True)
class VersionRead:
    """``number`` leads to the version's page; nothing for who may not see it, or where none was stored."""

    code: str
    stored_at: datetime | None
    number: int | None
    is_in_force: bool


def version_read(person: Somebody, delivery: Delivery) -> VersionRead:
    """The latest version with the delivery's document that was stored before the file came."""
    sha256 = document_sha256(delivery.profile_document)
    versions = CatalogueVersion.objects.filter(
        part=Part.PROFILE, code=delivery.profile.code, sha256=sha256, stored_at__lte=delivery.uploaded_at
    )
    stored = versions.order_by("-pk").values_list("pk", "stored_at").first()
    is_in_force = delivery.profile.sha256 == sha256
    if stored is None:
        return VersionRead(delivery.profile.code, None, None, is_in_force)
    number, stored_at = stored
    return VersionRead(
        delivery.profile.code, stored_at, number if may(person, Right.SEE_PROPOSALS) else None, is_in_force
    )
