"""The form of every answer, as the OpenAPI schema describes it. Values are columns: codes once, then arrays."""

from monitoring.api.answers.catalogue import (
    ComponentAnswer,
    IndicatorAnswer,
    IndicatorSheetAnswer,
    LabelAnswer,
    MinimumAnswer,
    PairingAnswer,
    SheetTextAnswer,
    SourceAnswer,
)
from monitoring.api.answers.clusters import ClustersAnswer
from monitoring.api.answers.common import (
    STATUS_WORDS,
    BreakAnswer,
    MeAnswer,
    PlaceAnswer,
    Problem,
    ReleaseShortAnswer,
    problems,
)
from monitoring.api.answers.index_provenance import IndexProvenanceAnswer
from monitoring.api.answers.indices import IndexAnswer, IndexSheetAnswer, IndexValuesAnswer
from monitoring.api.answers.places import AreaAnswer, AreaSystemAnswer, EditionAnswer, EditionLevelAnswer, LevelAnswer
from monitoring.api.answers.provenance import ProvenanceAnswer
from monitoring.api.answers.releases import (
    ReleaseAnswer,
    ReleaseDifferencesAnswer,
    ReleaseIndicatorAnswer,
    ReleaseSheetAnswer,
)
from monitoring.api.answers.search import FoundAnswer, SearchAnswer
from monitoring.api.answers.series import AreaSheetAnswer, AreaSheetRowAnswer, SeriesAnswer
from monitoring.api.answers.values import (
    ClassesAnswer,
    PeriodsUsedAnswer,
    ReferenceAnswer,
    ResidualAnswer,
    ValuesAnswer,
)

__all__ = [
    "STATUS_WORDS",
    "AreaAnswer",
    "AreaSheetAnswer",
    "AreaSheetRowAnswer",
    "AreaSystemAnswer",
    "BreakAnswer",
    "ClassesAnswer",
    "ClustersAnswer",
    "ComponentAnswer",
    "EditionAnswer",
    "EditionLevelAnswer",
    "FoundAnswer",
    "IndexAnswer",
    "IndexProvenanceAnswer",
    "IndexSheetAnswer",
    "IndexValuesAnswer",
    "IndicatorAnswer",
    "IndicatorSheetAnswer",
    "LabelAnswer",
    "LevelAnswer",
    "MeAnswer",
    "MinimumAnswer",
    "PairingAnswer",
    "PeriodsUsedAnswer",
    "PlaceAnswer",
    "Problem",
    "ProvenanceAnswer",
    "ReferenceAnswer",
    "ReleaseAnswer",
    "ReleaseDifferencesAnswer",
    "ReleaseIndicatorAnswer",
    "ReleaseSheetAnswer",
    "ReleaseShortAnswer",
    "ResidualAnswer",
    "SearchAnswer",
    "SeriesAnswer",
    "SheetTextAnswer",
    "SourceAnswer",
    "ValuesAnswer",
    "problems",
]
