"""How well a text answers a search. Pure: words in, a number and a reason out; the same rule for everything that is found.

Each word of the search looks for its best counterpart in a document: the same word, a word that begins with it, one that
holds it ("viertel" in "Hafenviertel"), one that differs by typing errors. The title counts most, then other names, then
where a thing belongs. A result is *sure* when no word needed forgiveness.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from areas.folding import fold

_SAME, _BEGINS, _HOLDS, _SIMILAR = 1.0, 0.9, 0.72, 0.66
_TITLE, _NAMES, _CONTEXT = 1.0, 0.9, 0.6
_WHOLE_TITLE, _BEGINS_TITLE = 0.3, 0.15
_LEAST = 0.3
_MOST_WORDS = 8
_STREET = re.compile(r"(?<=[a-z])str\b")
_SMALL_GERMAN = "am an auf aus bei das der die des den dem ein eine fur im in mit nach und unter von vom zu zum zur"
_SMALL_ENGLISH = "a an and at by for from in of on the to with"
#: Words that say nothing beside others, folded.
_SMALL = frozenset(f"{_SMALL_GERMAN} {_SMALL_ENGLISH}".split())


@dataclass(frozen=True)
class Texts:
    """What a document says of itself: ``title``, other ``names`` it goes by, and the ``context`` it belongs to.

    ``mentions`` are found by their beginnings only: long texts, in which everything is like something.
    """

    title: str
    names: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match:
    """How well a document answers: ``score`` between 0 and about 1.3; ``meant`` are the document's words that were hit."""

    score: float
    sure: bool
    meant: tuple[str, ...]


@dataclass(frozen=True)
class _Hit:
    score: float
    sure: bool
    word: str


_NOTHING = _Hit(0.0, True, "")


@lru_cache(maxsize=8192)
def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text; "Müllerstr." is a "Müllerstraße"."""
    return tuple(_STREET.sub("strasse", fold(text)).split())


def wanted_words(search: str) -> tuple[str, ...]:
    """The folded words that are looked for; small words only where there is nothing else."""
    words = tuple(dict.fromkeys(words_of(search)))[:_MOST_WORDS]
    telling = tuple(word for word in words if word not in _SMALL)
    return telling or words


def match(search: str, texts: Texts) -> Match | None:
    """How well ``texts`` answer ``search``; nothing where fewer than half of its words have a counterpart."""
    wanted = wanted_words(search)
    if not wanted:
        return None
    hits = [_best(word, texts) for word in wanted]
    found = [hit for hit in hits if hit.score > 0]
    score = sum(hit.score for hit in hits) / len(wanted)
    run_together = _run_together(wanted, texts.title)
    if run_together > score:
        return Match(run_together, True, words_of(texts.title))
    if 2 * len(found) < len(wanted) or score < _LEAST:
        return None
    sure = len(found) == len(wanted) and all(hit.sure for hit in found)
    return Match(score + _of_whole_title(wanted, texts.title), sure, tuple(hit.word for hit in found))


def _of_whole_title(wanted: Sequence[str], title: str) -> float:
    asked, own = " ".join(wanted), " ".join(words_of(title))
    return _WHOLE_TITLE if asked == own else _BEGINS_TITLE if own.startswith(asked) else 0.0


def _run_together(wanted: Sequence[str], title: str) -> float:
    """ "hafenviertelnord" and "hafen viertel" for "Hafenviertel Nord": the same letters, other spaces."""
    asked, own = "".join(wanted), "".join(words_of(title))
    return _BEGINS if len(asked) > 3 and own.startswith(asked) else 0.0


def _best(wanted: str, texts: Texts) -> _Hit:
    best = _NOTHING
    for weight, parts in ((_TITLE, (texts.title,)), (_NAMES, texts.names), (_CONTEXT, texts.context)):
        for part in parts:
            for word in words_of(part):
                score, sure = _alike(wanted, word)
                if weight * score > best.score:
                    best = _Hit(weight * score, sure, word)
    for part in texts.mentions:
        for word in words_of(part):
            if len(wanted) > 2 and word.startswith(wanted) and best.score < _CONTEXT * _HOLDS:
                best = _Hit(_CONTEXT * _HOLDS, True, word)
    return best


@lru_cache(maxsize=65536)
def _alike(wanted: str, word: str) -> tuple[float, bool]:
    """How alike two folded words are, and whether without forgiving anything."""
    if wanted == word:
        return _SAME, True
    if word.startswith(wanted):
        return _BEGINS + 0.05 * len(wanted) / len(word), True
    if len(wanted) > 2 and wanted in word:
        return _HOLDS + 0.1 * len(wanted) / len(word), True
    allowed = _forgiven(wanted)
    if not allowed or wanted[0].isdigit():
        return 0.0, True
    errors = min(typing_errors(wanted, word), 0.5 + typing_errors(wanted, word, beginning=True))
    return (_SIMILAR * (1 - errors / (len(wanted) + 1)), False) if errors <= allowed + 0.5 else (0.0, True)


def _forgiven(wanted: str) -> int:
    return 0 if len(wanted) < 4 else 1 if len(wanted) < 6 else 2 if len(wanted) < 10 else 3


def typing_errors(wanted: str, word: str, *, beginning: bool = False) -> int:
    """Letters to change, leave out, add or swap with their neighbour (optimal string alignment distance).

    With ``beginning`` the end of ``word`` is free: how far ``wanted`` is from the nearest beginning of it.

    >>> typing_errors("hafne", "hafen"), typing_errors("hafenvirt", "hafenviertel", beginning=True)
    (1, 1)
    """
    before: list[int] = []
    above = list(range(len(word) + 1))
    for i, letter in enumerate(wanted, 1):
        row = [i]
        for j, other in enumerate(word, 1):
            least = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == word[j - 2] and wanted[i - 2] == other:
                least = min(least, before[j - 2] + 1)
            row.append(least)
        before, above = above, row
    return min(above) if beginning else above[-1]
