"""The hash of a manifest: what was approved is, hash for hash, what goes live."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Manager

from indicators.models import CalculationEntry, CalculationIndexEntry, ReleaseEntry, ReleaseIndexEntry

_HASH = "block__content_sha256"


def manifest_sha256(blocks: Iterable[str]) -> str:
    """SHA-256 over the sorted content hashes; a block's hash covers its place as well as its values."""
    return hashlib.sha256("\n".join(sorted(blocks)).encode()).hexdigest()


def hashes_of_calculation(calculation: int) -> list[str]:
    """The content hashes of a calculation's blocks, those of indices among them."""
    return list(_hashes(CalculationEntry.objects, CalculationIndexEntry.objects, calculation=calculation))


def hashes_of_release(release: int) -> list[str]:
    """The content hashes of a release's blocks, those of indices among them."""
    return list(_hashes(ReleaseEntry.objects, ReleaseIndexEntry.objects, release=release))


def _hashes(*entries: Manager[Any], **of: int) -> Iterator[str]:
    for each in entries:
        yield from each.filter(**of).values_list(_HASH, flat=True)
