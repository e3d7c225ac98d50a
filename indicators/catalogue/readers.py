"""Readers of single values: each checks a raw TOML value, builds the typed one and writes it back. Pure.

A reader notes every problem in ``Findings`` and answers ``INVALID``; nothing is raised for bad content. ``write`` is
the inverse on valid values and gives JSON-able data in canonical form (whole numbers as integers, dates as text).
"""

import json
import math
import re
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import Protocol

from indicators.catalogue.problems import Findings
from indicators.catalogue.specs import Text
from indicators.periods import parse_period

_LARGEST = 1e15
"""What a number of the catalogue may be at most; whole numbers up to it are exact in every program."""

CODE_FORM = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")


class Invalid(Enum):
    """The answer of a reader that noted a problem."""

    INVALID = "invalid"


INVALID = Invalid.INVALID


def shown(raw: object) -> str:
    """A value as problems quote it: short, on one line."""
    return " ".join(str(raw).split())[:80]


def bound(number: float) -> str:
    """A limit as problems quote it."""
    return f"{number:g}" if math.isfinite(number) else "−∞" if number < 0 else "∞"


def mistyped(key: str, findings: Findings, expected: str) -> Invalid:
    findings.add(key, "wrong_type", expected=expected)
    return INVALID


class Reader(Protocol):
    """What every key of the format has."""

    @property
    def about(self) -> str:
        """The form in a few words, for the documentation of the format."""

    def read(self, raw: object, key: str, findings: Findings) -> object: ...

    def write(self, value: object) -> object: ...


@dataclass(frozen=True)
class Words:
    """A non-empty text on one or more lines."""

    about: str = "text"

    def read(self, raw: object, key: str, findings: Findings) -> object:
        if not isinstance(raw, str):
            return mistyped(key, findings, "text")
        if not raw.strip():
            findings.add(key, "empty_text")
            return INVALID
        if "\0" in raw:
            findings.add(key, "control_character")
            return INVALID
        return raw.strip()

    def write(self, value: object) -> object:
        return value


@dataclass(frozen=True)
class Code:
    """A code: lower-case letters, digits, ``_`` and ``-``, beginning with a letter or digit."""

    about: str = "code (a-z, 0-9, _ and -)"

    def read(self, raw: object, key: str, findings: Findings) -> object:
        if not isinstance(raw, str):
            return mistyped(key, findings, "text")
        if not CODE_FORM.fullmatch(raw):
            findings.add(key, "bad_code", value=shown(raw))
            return INVALID
        return raw

    def write(self, value: object) -> object:
        return value


@dataclass(frozen=True)
class Cell:
    """A text exactly as it stands in a file: a column's header, a sign, a row's code. ``empty``: it may be empty."""

    empty: bool = False
    about: str = "text as in the file"

    def read(self, raw: object, key: str, findings: Findings) -> object:
        if not isinstance(raw, str):
            return mistyped(key, findings, "text")
        if not raw and not self.empty:
            findings.add(key, "empty_text")
            return INVALID
        if "\0" in raw:
            findings.add(key, "control_character")
            return INVALID
        return raw

    def write(self, value: object) -> object:
        return value


@dataclass(frozen=True)
class Choice:
    """One word of a closed list; ``enum`` builds a member of it."""

    words: tuple[str, ...]
    enum: type[StrEnum] | None = None

    @property
    def about(self) -> str:
        return " | ".join(json.dumps(word) for word in self.words)

    def read(self, raw: object, key: str, findings: Findings) -> object:
        if not isinstance(raw, str):
            return mistyped(key, findings, "text")
        if raw not in self.words:
            findings.add(key, "unknown_value", value=shown(raw), allowed=", ".join(self.words))
            return INVALID
        return self.enum(raw) if self.enum else raw

    def write(self, value: object) -> object:
        return str(value)


@dataclass(frozen=True)
class Number:
    """A finite number within [minimum, maximum]; ``whole`` wants an integer."""

    minimum: float = -math.inf
    maximum: float = math.inf
    whole: bool = False

    @property
    def about(self) -> str:
        kind = "whole number" if self.whole else "number"
        lower = f" from {self.minimum:g}" if math.isfinite(self.minimum) else ""
        return kind + lower + (f" to {self.maximum:g}" if math.isfinite(self.maximum) else "")

    def read(self, raw: object, key: str, findings: Findings) -> object:
        if isinstance(raw, bool) or not isinstance(raw, int if self.whole else (int, float)):
            return mistyped(key, findings, "integer" if self.whole else "number")
        if not (-_LARGEST <= raw <= _LARGEST and self.minimum <= raw <= self.maximum):
            value = shown(raw) if abs(raw) <= _LARGEST or isinstance(raw, float) else "…"
            findings.add(key, "out_of_range", value=value, minimum=bound(self.minimum), maximum=bound(self.maximum))
            return INVALID
        return raw if self.whole else float(raw)

    def write(self, value: object) -> object:
        return int(value) if isinstance(value, float) and value.is_integer() else value


@dataclass(frozen=True)
class Flag:
    about: str = "true | false"

    def read(self, raw: object, key: str, findings: Findings) -> object:
        return raw if isinstance(raw, bool) else mistyped(key, findings, "boolean")

    def write(self, value: object) -> object:
        return value


@dataclass(frozen=True)
class Day:
    """A calendar day, as text or as TOML's own date."""

    about: str = "day (2023-01-01)"

    def read(self, raw: object, key: str, findings: Findings) -> object:
        if type(raw) is date:
            return raw
        if not isinstance(raw, str):
            return mistyped(key, findings, "date")
        try:
            if re.fullmatch(r"\d{4}-\d\d-\d\d", raw):
                return date.fromisoformat(raw)
        except ValueError:
            pass
        findings.add(key, "not_a_date", value=shown(raw))
        return INVALID

    def write(self, value: object) -> object:
        return value.isoformat() if isinstance(value, date) else value


@dataclass(frozen=True)
class PeriodCode:
    """A period in one of the forms of ``indicators.periods``."""

    about: str = "period (2018-12-31, 2018-12, 2018-Q4, 2018-H2, 2018, 2018/19, 2016..2018)"

    def read(self, raw: object, key: str, findings: Findings) -> object:
        if not isinstance(raw, str):
            return mistyped(key, findings, "text")
        try:
            return parse_period(raw).code
        except ValueError:
            findings.add(key, "not_a_period", value=shown(raw))
            return INVALID

    def write(self, value: object) -> object:
        return value


@dataclass(frozen=True)
class BothLanguages:
    """A text in German and English: ``{ de = "…", en = "…" }``; neither may be missing or empty."""

    about: str = "{ de = text, en = text }"

    def read(self, raw: object, key: str, findings: Findings) -> object:
        if not isinstance(raw, dict):
            return mistyped(key, findings, "texts")
        for extra in raw.keys() - {"de", "en"}:
            findings.add(f"{key}.{extra}", "unknown_key", allowed="de, en")
        texts: dict[str, str] = {}
        for language in ("de", "en"):
            if language not in raw:
                findings.add(f"{key}.{language}", "missing_language", language=language)
                continue
            text = Words().read(raw[language], f"{key}.{language}", findings)
            if isinstance(text, str):
                texts[language] = text
        return Text(**texts) if len(texts) == 2 and raw.keys() == {"de", "en"} else INVALID

    def write(self, value: object) -> object:
        assert isinstance(value, Text)
        return {"de": value.de, "en": value.en}
