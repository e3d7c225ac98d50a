"""The chain of the audit trail, and how anybody checks an export of it. Pure; the standard library alone.

Every sealed entry carries ``chain_sha256``: SHA-256, in hexadecimal, of the previous entry's ``chain_sha256``, a line feed,
and the entry as JSON: the array ``[id, at, actor, action, subject, subject_id, details]`` with sorted keys, without spaces,
everything that is not ASCII written as ``\\uXXXX``. The first entry follows 64 zeros. Whoever changes, removes or inserts an
entry has to change every later one; whoever noted the hash of a later one sees it.

This file is a program of its own: ``python3 chain.py EXPORT.json`` (or ``.csv``) needs nothing but Python and tells whether
every entry of an export is what its hash says, and which of them follow each other without a gap. A filtered export has gaps;
each entry can be checked all the same, because the export holds the hash before it.
"""

import csv
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GENESIS = "0" * 64
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
FIELDS = ("id", "at", "actor", "action", "subject", "subject_id", "details")


def link(previous: str, entry: Mapping[str, Any]) -> str:
    """The hash of an entry that follows ``previous``."""
    text = json.dumps([entry[name] for name in FIELDS], sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


@dataclass(frozen=True)
class Checked:
    """How many entries were looked at, how many have no hash yet, whose hash is wrong, and where others are left out."""

    entries: int
    unsealed: int
    wrong: tuple[int, ...]
    gaps: int
    head: str

    @property
    def is_whole(self) -> bool:
        """Every sealed entry is what its hash says, and none is missing between them."""
        return not self.wrong and not self.gaps


def check(entries: Iterable[Mapping[str, Any]], follows: str = GENESIS) -> Checked:
    """Walk along exported entries in the order of the chain.

    ``follows``: the hash before the first one, where that is not the first of all.
    """
    number = unsealed = gaps = 0
    wrong: list[int] = []
    for entry in entries:
        number += 1
        if not entry["chain_sha256"]:
            unsealed += 1
            continue
        gaps += entry["previous_sha256"] != follows
        if link(entry["previous_sha256"], entry) != entry["chain_sha256"]:
            wrong.append(int(entry["id"]))
        follows = entry["chain_sha256"]
    return Checked(number, unsealed, tuple(wrong), gaps, follows if number > unsealed else "")


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The entries of an export; in CSV a leading apostrophe before a sign that spreadsheets calculate with is taken off."""
    if path.suffix == ".json":
        yield from json.loads(path.read_text(encoding="utf-8"))["entries"]
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            plain = {key: text[1:] if text[:1] == "'" and text[1:2] in FORMULAS else text for key, text in row.items()}
            yield plain | {"id": int(plain["id"]), "details": json.loads(plain["details"])}


def main(words: list[str]) -> int:
    """``chain.py EXPORT``: exit status 0 where no entry is wrong."""
    if len(words) != 1:
        print("usage: chain.py EXPORT.json | EXPORT.csv", file=sys.stderr)
        return 2
    found = check(read(Path(words[0])))
    print(
        f"{found.entries} entries, {found.unsealed} without a hash yet, {found.gaps} gaps, last hash {found.head or '-'}"
    )
    for number in found.wrong:
        print(f"entry {number} is not what its hash says")
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
