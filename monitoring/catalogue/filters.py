"""Filters of a list: what can be chosen, how many entries each choice would leave, and the address that says it all.

Choices within one filter widen, filters narrow each other. The number beside a choice is that of the list if it were chosen
with everything else as it is.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise

from monitoring.search.matching import Texts, match

MOST_LETTERS = 100


@dataclass(frozen=True)
class Item:
    """One entry of a list: its texts for the search, its values per filter, its place, and what the page shows of it."""

    code: str
    texts: Texts
    values: Mapping[str, tuple[str, ...]]
    place: tuple[object, ...]
    row: object


@dataclass(frozen=True)
class Filter:
    """One filter: the name in the address, its heading, and its choices in their order with their words."""

    name: str
    title: Promise
    word: Callable[[str], str]
    order: Callable[[str], object]


@dataclass(frozen=True)
class Choice:
    code: str
    text: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Offered:
    """A filter with its choices; ``chosen`` is how many of them are."""

    name: str
    title: Promise
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> int:
        return sum(choice.is_chosen for choice in self.choices)


@dataclass(frozen=True)
class Asked:
    """What the address asks for: words, and codes by filter; only such as there are."""

    words: str = ""
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_anything(self) -> bool:
        return bool(self.words or self.codes)

    def query(self) -> str:
        """The canonical query string."""
        pairs = [("q", self.words)] if self.words else []
        pairs += [(name, code) for name, codes in self.codes.items() for code in codes]
        return urlencode(pairs)

    def without(self, name: str, code: str = "") -> "Asked":
        """The same without one choice, without a whole filter, or without the words (``q``)."""
        if name == "q":
            return Asked("", self.codes)
        left = tuple(one for one in self.codes.get(name, ()) if code and one != code)
        codes = {key: left if key == name else chosen for key, chosen in self.codes.items()}
        return Asked(self.words, {key: chosen for key, chosen in codes.items() if chosen})


@dataclass(frozen=True)
class WayOut:
    """What to take back (a filter, or ``q`` for the words), what is asked then, and how many entries that leaves."""

    name: str
    title: Promise | str
    asked: Asked
    number: int


@dataclass(frozen=True)
class Found:
    """``items`` in their order. ``is_forgiven``: the words were found with typing errors only.

    ``ways_out``: of an empty list, what to take back so that something is left.
    """

    asked: Asked
    items: tuple[Item, ...]
    filters: tuple[Offered, ...]
    total: int
    is_forgiven: bool
    ways_out: tuple[WayOut, ...] = ()


def asked_of(query: QueryDict, items: Sequence[Item], filters: Iterable[Filter]) -> Asked:
    """The question of an address; unknown filters and codes are left out, so that any address has an answer."""
    codes = {}
    for one in filters:
        known = {value for item in items for value in item.values.get(one.name, ())}
        chosen = sorted(known.intersection(query.getlist(one.name)), key=one.order)  # type: ignore[arg-type]
        if chosen:
            codes[one.name] = tuple(chosen)
    return Asked(" ".join(query.get("q", "").split())[:MOST_LETTERS], codes)


def find(asked: Asked, items: Sequence[Item], filters: Sequence[Filter]) -> Found:
    """The entries that answer, and what each further choice would leave."""
    hits, forgiven = _by_words(asked.words, items)
    found = sorted((item for item in hits if _fits(item, asked)), key=lambda item: item.place)  # type: ignore[return-value]
    offered = tuple(_offer(one, asked, hits, items) for one in filters)
    kept = tuple(one for one in offered if len(one.choices) > 1 or one.chosen)
    ways = () if found else tuple(_ways_out(asked, items, hits, filters))
    return Found(asked, tuple(found), kept, len(items), forgiven, ways)


def _ways_out(asked: Asked, items: Sequence[Item], hits: Sequence[Item], filters: Sequence[Filter]) -> Iterator[WayOut]:
    left = sum(_fits(item, asked) for item in items)
    if asked.words and asked.codes and left:
        yield WayOut("q", "", asked.without("q"), left)
    for one in filters:
        number = sum(_fits(item, asked, but=one.name) for item in hits)
        if one.name in asked.codes and number:
            yield WayOut(one.name, one.title, asked.without(one.name), number)


def _by_words(words: str, items: Sequence[Item]) -> tuple[list[Item], bool]:
    """Those that answer the words; with typing errors only where nothing answers as it was typed."""
    if not words:
        return list(items), False
    hits = [(item, hit) for item in items if (hit := match(words, item.texts)) is not None]
    sure = [item for item, hit in hits if hit.sure]
    return (sure, False) if sure else ([item for item, _hit in hits], bool(hits))


def _fits(item: Item, asked: Asked, but: str = "") -> bool:
    return all(
        not set(codes).isdisjoint(item.values.get(name, ())) for name, codes in asked.codes.items() if name != but
    )


def _offer(one: Filter, asked: Asked, hits: Sequence[Item], items: Sequence[Item]) -> Offered:
    left = [item for item in hits if _fits(item, asked, but=one.name)]
    codes = sorted({value for item in items for value in item.values.get(one.name, ())}, key=one.order)  # type: ignore[arg-type]
    chosen = asked.codes.get(one.name, ())
    choices = (
        Choice(code, one.word(code), sum(code in item.values.get(one.name, ()) for item in left), code in chosen)
        for code in codes
    )
    return Offered(one.name, one.title, tuple(choices))
