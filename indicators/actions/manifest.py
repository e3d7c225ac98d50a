"""The hash of a manifest: what was approved is, hash for hash, what goes live."""

import hashlib
from collections.abc import Iterable


def manifest_sha256(blocks: Iterable[str]) -> str:
    """SHA-256 over the sorted content hashes; a block's hash covers its place as well as its values."""
    return hashlib.sha256("\n".join(sorted(blocks)).encode()).hexdigest()
