"""Readers of what holds several values: arrays, pairs and tables with named keys. Pure.

The tables of ``indicators.catalogue.schemas`` are made of these; what stands there reads, validates, writes and
documents.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from indicators.catalogue.problems import Findings
from indicators.catalogue.readers import INVALID, Reader, mistyped, shown

Values = dict[str, object]
Rule = Callable[[Values, Callable[[str], str], Findings], None]


@dataclass(frozen=True)
class ListOf:
    """An array of one kind of value, as a tuple. ``distinct``: no value twice. ``empty``: may have none."""

    item: Reader
    empty: bool = True
    distinct: bool = True

    @property
    def about(self) -> str:
        return f"[{self.item.about}, …]"

    def read(self, raw: object, key: str, findings: Findings) -> object:
        if not isinstance(raw, list):
            return mistyped(key, findings, "list")
        if not raw and not self.empty:
            findings.add(key, "empty_list")
            return INVALID
        values = [self.item.read(entry, f"{key}[{place}]", findings) for place, entry in enumerate(raw, start=1)]
        repeated = repeats(values) if self.distinct else ()
        for value in repeated:
            findings.add(key, "duplicate_value", value=shown(value))
        return INVALID if repeated or INVALID in values else tuple(values)

    def write(self, value: object) -> object:
        assert isinstance(value, tuple)
        return [self.item.write(entry) for entry in value]


def repeats(values: Sequence[object]) -> tuple[object, ...]:
    """What stands in ``values`` more than once, each named once."""
    seen: list[object] = []
    twice: list[object] = []
    for value in values:
        if value in seen and value is not INVALID and value not in twice:
            twice.append(value)
        seen.append(value)
    return tuple(twice)


@dataclass(frozen=True)
class Pairs:
    """A table of one kind of key and one kind of value, as pairs in the order of the file."""

    left: Reader
    right: Reader
    empty: bool = True

    @property
    def about(self) -> str:
        return f"{{ {self.left.about} = {self.right.about}, … }}"

    def read(self, raw: object, key: str, findings: Findings) -> object:
        if not isinstance(raw, dict):
            return mistyped(key, findings, "table")
        if not raw and not self.empty:
            findings.add(key, "empty_list")
            return INVALID
        pairs = [
            (self.left.read(name, key, findings), self.right.read(value, f'{key}."{shown(name)}"', findings))
            for name, value in raw.items()
        ]
        return INVALID if any(INVALID in pair for pair in pairs) else tuple(pairs)

    def write(self, value: object) -> object:
        assert isinstance(value, tuple)
        return {str(left): self.right.write(right) for left, right in value}


class Required(Enum):
    """Stands for the default of a key that has none."""

    REQUIRED = "required"


REQUIRED = Required.REQUIRED


@dataclass(frozen=True)
class Key:
    """One key of the format: its name, the reader of its value, what it means, and its default (``REQUIRED``: none)."""

    name: str
    reader: Reader
    about: str
    default: object = REQUIRED


def _attributes(value: object, keys: tuple[Key, ...]) -> dict[str, object]:
    return {key.name: getattr(value, key.name) for key in keys}


@dataclass(frozen=True)
class Table:
    """A table with named keys: unknown and missing ones are problems, every value is read, then the ``rules`` run.

    ``build`` makes the object from the values by key; ``take`` is its inverse (by default: attributes of these names).
    ``rules`` see the values that could be read, and a function from a key to its full name in the file.
    """

    build: Callable[..., object]
    keys: tuple[Key, ...]
    take: Callable[[object], Values] | None = None
    rules: tuple[Rule, ...] = ()
    about: str = field(default="table", compare=False)

    def read(self, raw: object, key: str, findings: Findings) -> object:
        if not isinstance(raw, dict):
            return mistyped(key, findings, "table")

        def full(name: str) -> str:
            return f"{key}.{name}" if key else name

        before = len(findings.problems)
        known = {entry.name: entry for entry in self.keys}
        for extra in raw.keys() - known.keys():
            findings.add(full(shown(extra)), "unknown_key", allowed=", ".join(known))
        values: Values = {}
        for name, entry in known.items():
            if name in raw:
                values[name] = entry.reader.read(raw[name], full(name), findings)
            elif entry.default is REQUIRED:
                findings.add(full(name), "missing_key")
            else:
                values[name] = entry.default
        readable = {name: value for name, value in values.items() if value is not INVALID}
        for rule in self.rules:
            rule(readable, full, findings)
        return INVALID if len(findings.problems) > before else self.build(**readable)

    def write(self, value: object) -> dict[str, object]:
        values = self.take(value) if self.take else _attributes(value, self.keys)
        return {
            key.name: key.reader.write(values[key.name])
            for key in self.keys
            if key.default is REQUIRED or values[key.name] != key.default
        }
