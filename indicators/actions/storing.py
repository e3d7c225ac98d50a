"""Store an entry of the catalogue and the version that it is: the one place that writes either."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection

from indicators.catalogue.documents import document_of, document_sha256, part_of
from indicators.catalogue.schemas import Spec
from indicators.catalogue.specs import IndicatorSpec, MeasureSpec, ProfileSpec
from indicators.models import CatalogueProposal, CatalogueVersion, Source
from indicators.models.catalogue import MODELS

_LOCK = 7_100_000_003


def lock_catalogue() -> None:
    """One writer at a time: whoever changes the catalogue holds this until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def store(*, by: AbstractBaseUser | None, spec: Spec, proposal: CatalogueProposal | None = None) -> None:
    """Write the entry and append its version. Whether it may be written is decided before."""
    part, document = part_of(spec), document_of(spec)
    sha256 = document_sha256(document)
    MODELS[part].objects.update_or_create(
        code=spec.code, defaults={"document": document, "sha256": sha256, **_columns(spec)}
    )
    CatalogueVersion.objects.create(
        part=part, code=spec.code, document=document, sha256=sha256, stored_by=by, proposal=proposal
    )


def _columns(spec: Spec) -> dict[str, object]:
    """The columns that queries need beside the document."""
    match spec:
        case MeasureSpec() | ProfileSpec():
            return {"source": Source.objects.get(code=spec.source)}
        case IndicatorSpec():
            return {"visibility": spec.visibility.value, "domain": spec.domain}
        case _:
            return {}
