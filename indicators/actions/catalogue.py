"""Load a folder of catalogue files: what it changes is known before anything is stored; the whole folder or nothing.

Nothing is ever deleted: what is stored and not in the folder stays, and is named as missing from it. What was edited in the
interface, by an approved proposal, stays as it is too, unless the caller says otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from indicators.actions.audit import record
from indicators.actions.storing import lock_catalogue, store
from indicators.catalogue.differences import changed_keys
from indicators.catalogue.documents import Document, document_of, document_sha256
from indicators.catalogue.problems import CatalogueError, CatalogueProblem
from indicators.catalogue.reading import collected, merged, read_catalogue
from indicators.catalogue.references import parts_of, reference_problems
from indicators.catalogue.schemas import Part, Spec
from indicators.catalogue.specs import Catalogue, IndicatorSpec
from indicators.catalogue.standing import MEANING, kept_of_indicator, problems_of_keys
from indicators.models import InForce
from indicators.models.catalogue import MODELS, CatalogueEntry
from indicators.standing import edited_entries, released_periods

Stored = Mapping[Part, Mapping[str, CatalogueEntry]]


class Fate(StrEnum):
    """What becomes of one entry."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    MISSING = "missing"


@dataclass(frozen=True)
class Change:
    """One entry of the catalogue; ``keys``: the keys of the file whose values differ (``changed``, ``kept``)."""

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
def load_catalogue(
    *, directory: Path, by: AbstractBaseUser | None, dry_run: bool, overwrite_edited: bool = False
) -> CatalogueChanges:
    """Compare ``directory`` with what is stored and, unless ``dry_run``, store what is new or changed.

    Loading the same folder again changes nothing and writes no audit row. ``by=None``: the command line. Entries that an
    approved proposal has changed are kept and reported, unless ``overwrite_edited``.

    Raises:
        CatalogueError: with every problem of the files, among them ``in_use`` for a measure that would mean something
            else although values of it count, and ``released`` for an indicator that would compute something else
            although values of it are released. Nothing is stored.
    """
    if not dry_run:
        lock_catalogue()
    stored: Stored = {part: {entry.code: entry for entry in model.objects.all()} for part, model in MODELS.items()}
    read = read_catalogue(directory, beside=_beside(stored, directory))
    own = parts_of(read)
    documents = {part: {code: document_of(spec) for code, spec in specs.items()} for part, specs in own.items()}
    edited = set() if overwrite_edited else edited_entries()
    changes = tuple(_compare(stored, documents, edited))
    _refuse_new_meanings(changes, stored, own)
    _refuse_what_does_not_suit_the_kept(changes, stored, read)
    report = CatalogueChanges(changes, stored=not dry_run)
    if not dry_run:
        for change in report.of(Fate.ADDED, Fate.CHANGED):
            store(by=by, spec=own[change.part][change.code])
        _write_down(report, by)
    return report


def _beside(stored: Stored, directory: Path) -> Catalogue:
    """What is stored and not described anew by a file of ``directory``."""
    return collected(
        entry.read()
        for part, entries in stored.items()
        for code, entry in entries.items()
        if not (directory / part.folder / f"{code}.toml").is_file()
    )


def _compare(
    stored: Stored, documents: Mapping[Part, Mapping[str, Document]], edited: set[tuple[Part, str, str]]
) -> list[Change]:
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
                fate = Fate.KEPT if (part, code, old.sha256) in edited else Fate.CHANGED
                changes.append(Change(part, code, fate, changed_keys(old.document, new)))
    return changes


def _refuse_new_meanings(changes: tuple[Change, ...], stored: Stored, own: Mapping[Part, Mapping[str, Spec]]) -> None:
    """A measure whose values count keeps its meaning, an indicator that is released what it computes.

    A definition that changed becomes a measure, or an indicator, of its own.
    """
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
    for change in changes:
        if change.part is Part.INDICATOR and change.fate is Fate.CHANGED:
            before, after = stored[change.part][change.code].read(), own[change.part][change.code]
            assert isinstance(before, IndicatorSpec) and isinstance(after, IndicatorSpec)
            kept = kept_of_indicator(before, after, released_periods([change.code]))
            problems += problems_of_keys(change.part, before, kept, "released")
    if problems:
        raise CatalogueError(problems)


def _refuse_what_does_not_suit_the_kept(changes: tuple[Change, ...], stored: Stored, read: Catalogue) -> None:
    """Where entries are kept, the files were not read against them yet."""
    kept = {(change.part, change.code) for change in changes if change.fate is Fate.KEPT}
    if not kept:
        return
    after = merged(read, collected(stored[part][code].read() for part, code in kept))
    whole = merged(collected(entry.read() for entries in stored.values() for entry in entries.values()), after)
    files = {part: {code: f"{part.folder}/{code}.toml" for code in specs} for part, specs in parts_of(whole).items()}
    problems = reference_problems(whole, files, {})
    if problems:
        raise CatalogueError(problems)


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
