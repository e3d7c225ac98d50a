"""What can be found and what was: a thing with its words, and the thing with how well it answers."""

from dataclasses import dataclass
from enum import StrEnum

from monitoring.search.matching import Match, Texts


class Kind(StrEnum):
    """Kinds of things in the order in which they stand beside each other where they answer equally well."""

    AREA = "area"
    INDICATOR = "indicator"
    DASHBOARD = "dashboard"


@dataclass(frozen=True)
class Thing:
    """Something with a page of its own. ``detail`` tells it from others of the same title.

    ``code`` is unique among its kind, for areas together with ``edition``; ``handicap`` is taken off the
    score; of two that answer equally well the lower ``rank`` comes first.
    """

    kind: Kind
    code: str
    title: str
    detail: str
    url: str
    texts: Texts
    edition: str = ""
    level: str = ""
    handicap: float = 0.0
    rank: int = 0


@dataclass(frozen=True)
class Result:
    """A thing that answers. ``sure``: without forgiving any typing error or missing word."""

    thing: Thing
    match: Match

    @property
    def score(self) -> float:
        return self.match.score - self.thing.handicap

    @property
    def sure(self) -> bool:
        return self.match.sure


@dataclass(frozen=True)
class Answer:
    """The best results, best first; how many there are of each kind; what was probably meant where nothing is sure."""

    results: tuple[Result, ...]
    totals: dict[Kind, int]
    did_you_mean: str

    def of(self, kind: Kind) -> list[Result]:
        """The results of one kind, best first."""
        return [result for result in self.results if result.thing.kind is kind]

    @property
    def total(self) -> int:
        return sum(self.totals.values())
