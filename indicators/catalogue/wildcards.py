"""Patterns of an import profile: * for any text, everything else as it stands, in any case. Pure."""

import re
from collections.abc import Iterable
from functools import lru_cache


@lru_cache(maxsize=256)
def wildcard(pattern: str) -> re.Pattern[str]:
    r"""The pattern of a whole text.

    >>> bool(wildcard("Summe*").fullmatch("summe der Stadt")), bool(wildcard("1)*").fullmatch("1) ohne Heime"))
    (True, True)
    """
    return re.compile(".*".join(re.escape(part) for part in pattern.split("*")), re.IGNORECASE | re.DOTALL)


def matches_any(text: str, patterns: Iterable[str]) -> bool:
    """Whether one of the patterns means the text."""
    return any(wildcard(pattern).fullmatch(text) for pattern in patterns)
