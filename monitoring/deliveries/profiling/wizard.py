"""One draft at its page: what was proposed for the file, what is written now, what that reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from indicators.catalogue.documents import document_of, ordered
from indicators.catalogue.schemas import Part
from indicators.intake.proposing import Known, Proposal, propose
from indicators.models import ImportProfile, ProfileDraft
from indicators.office.known import known
from monitoring.deliveries.profiling import fields, shown
from monitoring.deliveries.profiling.reading import Read, read_by


@dataclass(frozen=True)
class Workbench:
    """A draft with its proposal and everything that the page shows."""

    draft: ProfileDraft
    known: Known
    proposal: Proposal
    document: Mapping[str, object]
    period: str
    read: Read

    @property
    def context(self) -> dict[str, Any]:
        """What the templates show."""
        return {
            "draft": self.draft,
            "proposal": self.proposal,
            "sheets": shown.preview(self.proposal.sheets),
            "sections": fields.sections(self.document, self.period, self.proposal, self.known, self.read.wrong),
            "hidden": fields.hidden_fields(self.document, self.proposal),
            "columns": shown.column_lines(self.document, self.proposal, self.known, self.read.wrong),
            "signs": shown.sign_lines(self.document, self.proposal),
            "rules": shown.rule_lines(self.document, self.proposal),
            "measures": shown.measure_options(self.known),
            "read": self.read,
            "unsure": len(self.proposal.unsure),
        }


def workbench(
    draft: ProfileDraft, document: Mapping[str, object] | None = None, period: str | None = None
) -> Workbench:
    """The draft as it is stored, or as somebody has just corrected it."""
    everything = known()
    proposal = proposal_for(draft, everything)
    written = ordered(Part.PROFILE, document if document is not None else draft.document)
    stated = draft.period if period is None else period
    return Workbench(draft, everything, proposal, written, stated, read_by(draft, written, stated, proposal.edition))


def proposal_for(draft: ProfileDraft, everything: Known) -> Proposal:
    """What is proposed for the draft's file, anew from its bytes; nothing of an erased one."""
    if draft.file.content is None:
        return Proposal(draft.document)
    base = ImportProfile.objects.filter(code=draft.base).first() if draft.base else None
    return propose(
        bytes(draft.file.content), file_name=draft.file_name, known=everything, base=base.spec if base else None
    )


def first_document(proposal: Proposal, base: ImportProfile | None) -> Mapping[str, object]:
    """What a draft begins with; where nothing could be proposed, the profile that is to be changed."""
    if proposal.document or base is None:
        return proposal.document
    return document_of(base.spec)


def stated_period(proposal: Proposal) -> str:
    """The one period that the file says, if it says one."""
    return proposal.periods[-1] if proposal.periods else ""
