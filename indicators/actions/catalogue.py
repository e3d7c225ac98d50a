"""Load a folder of catalogue files: what it changes is known before anything is stored; the whole folder or nothing.

Nothing is ever deleted: what is stored and not in the folder stays, and is named as missing from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction

from indicators.actions.audit import record
from indicators.catalogue.documents import Document, document_of, document_sha256
from indicators.catalogue.problems import CatalogueError, CatalogueProblem
from indicators.catalogue.reading import collected, read_catalogue
from indicators.catalogue.references import parts_of
from indicators.catalogue.schemas import Part, Spec
from indicators.catalogue.specs import Catalogue, IndicatorSpec, MeasureSpec, ProfileSpec
from indicators.models import ImportProfile, Index, Indicator, InForce, Measure, Source
from indicators.models.catalogue import CatalogueEntry

MODELS: dict[Part, type[CatalogueEntry]] = {
    Part.SOURCE: Source,
    Part.MEASURE: Measure,
    Part.INDICATOR: Indicator,
    Part.INDEX: Index,
    Part.PROFILE: ImportProfile,
}
MEANING = ("source", "unit", "population", "kind")
"""What a measure means. Once values of it count, another meaning is another measure."""

_LOAD_LOCK = 7_100_000_003

Stored = Mapping[Part, Mapping[str, CatalogueEntry]]


class Fate(StrEnum):
    """What becomes of one entry."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    MISSING = "missing"


@dataclass(frozen=True)
class Change:
    """One entry of the catalogue; ``keys``: the keys of the file whose values differ (``changed`` only)."""

    part: Part
    code: str
    fate: Fate
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class CatalogueChanges:
    """Every entry of the folder and of the store, by kind and code. ``stored``: whether it was written."""

    changes: tuple[Change, ...]
    stored: bool

    def count(self, fate: Fate) -> int:
        return sum(change.fate is fate for change in self.changes)

    def of(self, *fates: Fate) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.fate in fates)


@transaction.atomic
def load_catalogue(*, directory: Path, by: AbstractBaseUser | None, dry_run: bool) -> CatalogueChanges:
    """Compare ``directory`` with what is stored and, unless ``dry_run``, store what is new or changed.

    Loading the same folder again changes nothing and writes no audit row. ``by=None``: the command line.

    Raises:
        CatalogueError: with every problem of the files, among them ``in_use`` for a measure that would mean something
            else although values of it count. Nothing is stored.
    """
    if not dry_run:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOAD_LOCK])
    stored: Stored = {part: {entry.code: entry for entry in model.objects.all()} for part, model in MODELS.items()}
    own = parts_of(read_catalogue(directory, beside=_beside(stored, directory)))
    documents = {part: {code: document_of(spec) for code, spec in specs.items()} for part, specs in own.items()}
    changes = tuple(_compare(stored, documents))
    _refuse_new_meanings(changes, stored, documents)
    report = CatalogueChanges(changes, stored=not dry_run)
    if not dry_run:
        _store(report, own, documents)
        _write_down(report, by)
    return report


def _beside(stored: Stored, directory: Path) -> Catalogue:
    """What is stored and not described anew by a file of ``directory``."""
    return collected(
        entry.spec
        for part, entries in stored.items()
        for code, entry in entries.items()
        if not (directory / part.folder / f"{code}.toml").is_file()
    )


def _compare(stored: Stored, documents: Mapping[Part, Mapping[str, Document]]) -> list[Change]:
    changes = []
    for part in Part:
        for code in sorted({*stored[part], *documents[part]}):
            old, new = stored[part].get(code), documents[part].get(code)
            if new is None:
                changes.append(Change(part, code, Fate.MISSING))
            elif old is None:
                changes.append(Change(part, code, Fate.ADDED))
            elif old.sha256 == document_sha256(new):
                changes.append(Change(part, code, Fate.UNCHANGED))
            else:
                keys = [key for key in {**new, **old.document} if new.get(key) != old.document.get(key)]
                changes.append(Change(part, code, Fate.CHANGED, tuple(keys)))
    return changes


def _refuse_new_meanings(
    changes: tuple[Change, ...], stored: Stored, documents: Mapping[Part, Mapping[str, Document]]
) -> None:
    """A measure whose values count keeps its meaning; a definition that changed becomes a measure of its own."""
    altered = {
        change.code: [key for key in change.keys if key in MEANING]
        for change in changes
        if change.part is Part.MEASURE and change.fate is Fate.CHANGED
    }
    in_use = InForce.objects.filter(measure__code__in=[code for code, keys in altered.items() if keys])
    problems = [
        CatalogueProblem(
            f"{Part.MEASURE.folder}/{code}.toml",
            key,
            "in_use",
            (("value", str(stored[Part.MEASURE][code].document[key])),),
        )
        for code in sorted(set(in_use.values_list("measure__code", flat=True)))
        for key in altered[code]
    ]
    if problems:
        raise CatalogueError(problems)


def _store(
    report: CatalogueChanges,
    specs: Mapping[Part, Mapping[str, Spec]],
    documents: Mapping[Part, Mapping[str, Document]],
) -> None:
    for change in report.of(Fate.ADDED, Fate.CHANGED):
        document = documents[change.part][change.code]
        MODELS[change.part].objects.update_or_create(
            code=change.code,
            defaults={
                "document": document,
                "sha256": document_sha256(document),
                **_columns(specs[change.part][change.code]),
            },
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


def _write_down(report: CatalogueChanges, by: AbstractBaseUser | None) -> None:
    written = report.of(Fate.ADDED, Fate.CHANGED)
    if written:
        record(
            by=by,
            action="load_catalogue",
            subject="catalogue",
            subject_id="",
            added=[f"{change.part}:{change.code}" for change in report.of(Fate.ADDED)],
            changed={f"{change.part}:{change.code}": list(change.keys) for change in report.of(Fate.CHANGED)},
        )
