"""What: the catalogue and its changes; deliveries, observations, calculations (sealed); results, releases, the trail."""

from indicators.models.appointments import Appointment
from indicators.models.audit import AuditEntry, AuditSeal
from indicators.models.bundles import Bundle
from indicators.models.calculations import Calculation, CalculationEntry, Suppression
from indicators.models.calendar import Agreement, Waiver
from indicators.models.catalogue import ImportProfile, Index, Indicator, Measure, Source, Typology
from indicators.models.decisions import Remark, WarningReason
from indicators.models.delivered import DeliveredPeriod
from indicators.models.deliveries import Delivery, Problem, ProblemCount, Progress, StoredFile
from indicators.models.drafts import ProfileDraft
from indicators.models.enquiries import Enquiry, EnquiryValue
from indicators.models.indices import (
    CalculationIndexEntry,
    IndexBlock,
    IndexPublication,
    ReleasedIndex,
    ReleaseIndexEntry,
)
from indicators.models.keeping import Erasure, ErasureRequest, RetentionHold, TrailCheck
from indicators.models.notes import NoteDraft, NoteKind, ReleasedNote
from indicators.models.observations import InForce, Observation, PutInForce
from indicators.models.origins import ReleaseDefinition, ReleaseOrigin
from indicators.models.parts import CalculationPart
from indicators.models.periods import Period
from indicators.models.proposals import CatalogueProposal, CatalogueVersion
from indicators.models.releases import LiveRelease, Release, ReleasedBlock, ReleaseEntry
from indicators.models.results import ResultBlock
from indicators.models.trays import Cancellation, DeliveryToken, TokenDelivery, Turn
from indicators.models.withdrawals import Withdrawal

__all__ = [
    "Agreement",
    "Appointment",
    "AuditEntry",
    "AuditSeal",
    "Bundle",
    "Calculation",
    "CalculationEntry",
    "CalculationIndexEntry",
    "CalculationPart",
    "Cancellation",
    "CatalogueProposal",
    "CatalogueVersion",
    "DeliveredPeriod",
    "Delivery",
    "DeliveryToken",
    "Enquiry",
    "EnquiryValue",
    "Erasure",
    "ErasureRequest",
    "ImportProfile",
    "InForce",
    "Index",
    "IndexBlock",
    "IndexPublication",
    "Indicator",
    "LiveRelease",
    "Measure",
    "NoteDraft",
    "NoteKind",
    "Observation",
    "Period",
    "Problem",
    "ProblemCount",
    "ProfileDraft",
    "Progress",
    "PutInForce",
    "Release",
    "ReleaseDefinition",
    "ReleaseEntry",
    "ReleaseIndexEntry",
    "ReleaseOrigin",
    "ReleasedBlock",
    "ReleasedIndex",
    "ReleasedNote",
    "Remark",
    "ResultBlock",
    "RetentionHold",
    "Source",
    "StoredFile",
    "Suppression",
    "TokenDelivery",
    "TrailCheck",
    "Turn",
    "Typology",
    "Waiver",
    "WarningReason",
    "Withdrawal",
]
