"""What an import did, as it is returned, logged and printed."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import cast

from areas.boundaries import AppliedCorrection, CleaningReport, Comparison, Repair

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True)
class LevelDrawing:
    """The shapes of one level as they are served: content hash and size in bytes."""

    level: str
    sha256: str
    size: int
    arcs: int
    vertices: int


@dataclass(frozen=True)
class ImportReport:
    """One import of one level.

    ``cleaning`` and ``comparisons`` are there when the deepest level of the edition was imported, ``drawings`` when the
    edition was activated. ``replaced`` says that the level had been there before.
    """

    system: str
    edition: str
    valid_from: date
    valid_until: date | None
    level: str
    areas: int
    replaced: bool
    active: bool
    file_name: str
    file_sha256: str
    crs: str
    corrections: tuple[AppliedCorrection, ...]
    repairs: tuple[Repair, ...]
    cleaning: CleaningReport | None
    comparisons: tuple[Comparison, ...]
    drawings: tuple[LevelDrawing, ...]

    def document(self) -> dict[str, Json]:
        """The report as JSON: dates as text, everything else as it is."""
        return cast("dict[str, Json]", _plain(asdict(self)))


def _plain(value: object) -> Json:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return cast("Json", value)
