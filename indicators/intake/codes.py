"""Area codes as spreadsheets leave them: without leading zeros, or with a decimal zero behind."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NOWHERE = -1


@dataclass(frozen=True)
class Reading:
    """The position of a code, -1 where it has none; ``meant``: the codes it may have been where that is not clear."""

    position: int
    is_repaired: bool = False
    meant: tuple[str, ...] = ()


def read_codes(words: Sequence[str], index: Mapping[str, int]) -> list[Reading]:
    """What each of the different codes of a file means; ``index``: the position of every code that there is.

    A code is read as another only where that is clear: exactly one code completes to it, and no other text of the file
    means the same.

    >>> known = {"01010101": 0, "02010101": 1}
    >>> [found.position for found in read_codes(["1010101", "02010101.0"], known)]
    [0, 1]
    >>> read_codes(["1010101", "01010101"], known)[0].meant
    ('01010101',)
    """
    completed: dict[str, list[str]] = defaultdict(list)
    for code in index:
        if code.isascii() and code.isdigit():
            completed[code.lstrip("0")].append(code)
    candidates = {word: _candidates(word, completed) for word in words if word not in index}
    written: dict[int, set[str]] = defaultdict(set)
    for word in words:
        for code in (word,) if word in index else candidates[word]:
            written[index[code]].add(word)
    return [_reading(word, index, candidates, written) for word in words]


def _candidates(word: str, completed: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The codes that a text may have been before a program took it for a number."""
    digits = word.removesuffix(".0").removesuffix(",0")
    if not (digits.isascii() and digits.isdigit() and digits.strip("0")):
        return ()
    return tuple(code for code in completed.get(digits.lstrip("0"), ()) if len(code) >= len(digits))


def _reading(
    word: str, index: Mapping[str, int], candidates: Mapping[str, tuple[str, ...]], written: Mapping[int, set[str]]
) -> Reading:
    if word in index:
        return Reading(index[word])
    meant = candidates[word]
    if len(meant) == 1 and written[index[meant[0]]] == {word}:
        return Reading(index[meant[0]], True)
    return Reading(NOWHERE, meant=meant)
