"""Is the catalogue what its hashes and its last versions say? A text that changed after a release is no finding."""

from indicators.actions.verification.report import Verification
from indicators.catalogue.documents import document_sha256
from indicators.models import CatalogueProposal, CatalogueVersion
from indicators.models.catalogue import MODELS


def catalogue(found: Verification, sample: int | None) -> None:
    """Every entry has the document of its hash, is the last version that was stored, and was approved as it stands."""
    latest = CatalogueVersion.objects.order_by("part", "code", "-pk").distinct("part", "code")
    stored = {(part, code): sha256 for part, code, sha256 in latest.values_list("part", "code", "sha256")}
    for part, model in MODELS.items():
        for entry in model._default_manager.all():
            name = f"{part.value}:{entry.code}"
            if document_sha256(entry.document) != entry.sha256:
                found.findings.append(f"{name}: the document is not that of the hash")
            if stored.get((part.value, entry.code), entry.sha256) != entry.sha256:
                found.findings.append(f"{name}: what is in force is not the version that was stored last")
            found.count("catalogue entries")
    applied = CatalogueProposal.objects.filter(decision="approved").select_related("version")
    for proposal in applied.order_by("-pk")[:sample]:
        version = getattr(proposal, "version", None)
        if version is None or not version.sha256 == proposal.sha256 == document_sha256(proposal.document):
            found.findings.append(f"proposal {proposal.pk}: what was stored is not what was approved")
        found.count("approved proposals")
