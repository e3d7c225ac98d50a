"""The search itself: ask every source, rank what it gives by one rule, cut to what is shown."""

from collections.abc import Sequence

from areas.folding import fold
from monitoring.departments.readers import Reader
from monitoring.search.matching import match, wanted_words, words_of
from monitoring.search.results import Answer, Kind, Result
from monitoring.search.sources import SOURCES

MOST_LETTERS = 100
_ORDER = {kind: position for position, kind in enumerate(Kind)}


def find(reader: Reader, search: str, most: int) -> Answer:
    """The best ``most`` results of each kind that this reader may see, best first.

    A result that is not sure is left out where a sure one of its kind exists.
    """
    words = wanted_words(search[:MOST_LETTERS])
    things = [thing for source in SOURCES for thing in source(reader, words)] if words else []
    found = [Result(thing, hit) for thing in things if (hit := match(search[:MOST_LETTERS], thing.texts)) is not None]
    found.sort(key=_place)
    kept: list[Result] = []
    totals = dict.fromkeys(Kind, 0)
    for kind in Kind:
        own = [result for result in found if result.thing.kind is kind]
        own = [result for result in own if result.sure] or own
        totals[kind] = len(own)
        kept += own[:most]
    kept.sort(key=_place)
    return Answer(tuple(kept), totals, _did_you_mean(search, kept))


def _place(result: Result) -> tuple[object, ...]:
    thing = result.thing
    return (-round(result.score, 3), _ORDER[thing.kind], thing.rank, len(thing.title), fold(thing.title), thing.code)


def _did_you_mean(search: str, results: Sequence[Result]) -> str:
    """The best result's own words in place of the mistyped ones; empty where something is sure or nothing is found."""
    if not results or any(result.sure for result in results):
        return ""
    best = results[0]
    written = {
        word: original for text in (best.thing.title, *best.thing.texts.context) for word, original in _written(text)
    }
    said = [written.get(word, word) for word in dict.fromkeys(best.match.meant)]
    return " ".join(said)


def _written(text: str) -> list[tuple[str, str]]:
    """Folded word → the word as it is written, for every word of a text."""
    return [(folded, word.strip("()„“”\"',.;:")) for word in text.split() for folded in words_of(word)]
