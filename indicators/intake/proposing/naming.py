"""Which measure a column holds, by its name: as in profiles that know it, else by words in common with codes and titles."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from indicators.catalogue.specs import MeasureSpec, ProfileSpec
from indicators.intake.cells import rule_of
from indicators.intake.proposing.columns import Column
from indicators.intake.proposing.folding import CHANGE, Words, fold, words_of
from indicators.intake.proposing.guesses import Guess, guess
from indicators.intake.proposing.known import Known
from indicators.periods import Period

_LEAST = 0.4
_CLOSE = 0.07
_CONTAINED = 0.95
_KINSHIP = 0.06
"""Measures of the source that most columns belong to are that much more likely."""


@dataclass(frozen=True)
class _Match:
    """How well a measure fits a column, 0 to 1, and by what."""

    score: float
    measure: str
    reason: str


def name_columns(
    columns: Sequence[Column], known: Known, profiles: Sequence[ProfileSpec], period: Period | None = None
) -> dict[int, Guess]:
    """Position in ``columns`` → the measure that it is taken for; columns without one are left out.

    ``profiles``: those that may know the columns, the likeliest first. No measure is given twice: the better fit has it.
    """
    found = _by_profiles(columns, profiles, known, period)
    taken = {one.value for one in found.values()}
    rest = [at for at in range(len(columns)) if at not in found]
    words = _words(columns)
    matches = {at: _matches(columns[at], words[at], known.measures, _rarity(known.measures)) for at in rest}
    favourite = _favourite_source(matches, taken, known)
    pairs = sorted(
        (
            (_with_kinship(match, favourite, known), at)
            for at, several in matches.items()
            for match in several
            if match.measure not in taken
        ),
        key=lambda pair: (-pair[0].score, pair[1]),
    )
    for match, at in pairs:
        if at in found or match.measure in taken or match.score < _LEAST:
            continue
        rivals = [
            other
            for other, where in pairs
            if where == at and other.measure != match.measure and other.measure not in taken
        ]
        found[at] = _told(columns[at], match, rivals, known.measures)
        taken.add(match.measure)
    return found


def _by_profiles(
    columns: Sequence[Column], profiles: Sequence[ProfileSpec], known: Known, period: Period | None
) -> dict[int, Guess]:
    found: dict[int, Guess] = {}
    taken: set[str] = set()
    for profile in profiles:
        mapping = dict(profile.columns_at(period))
        for at, column in enumerate(columns):
            measure = mapping.get(column.name)
            if measure and at not in found and measure not in taken and measure in known.measures:
                found[at] = guess(f"columns.{column.name}", measure, 0.97, "column_of_profile", profile=profile.code)
                taken.add(measure)
    return found


def _words(columns: Sequence[Column]) -> list[Words]:
    """The words of each name; where a span begins with the age at which another ends, that one ends without it (``6_15``)."""
    words = [words_of(column.name) for column in columns]
    starts = {one.ages[0] for one in words if one.ages}
    open_ends = [one.ages[1] - 1 for one in words if one.ages and one.is_open_end]
    without = sum(end in starts for end in open_ends)
    included = sum(end + 1 in starts for end in open_ends)
    if without <= included:
        return words
    return [replace(one, ages=(one.ages[0], one.ages[1] - 1)) if one.ages and one.is_open_end else one for one in words]


def _rarity(measures: Mapping[str, MeasureSpec]) -> Mapping[str, float]:
    """What a word weighs: the fewer measures speak of it, the more it says."""
    counts: Counter[str] = Counter()
    for spec in measures.values():
        counts.update(frozenset().union(*(words.tokens for words in _spoken(spec))))
    return {word: 1 + math.log(len(measures) / count) for word, count in counts.items()}


def _spoken(spec: MeasureSpec) -> tuple[Words, ...]:
    return words_of(spec.code), words_of(spec.title.de), words_of(spec.title.en)


def _matches(
    column: Column, words: Words, measures: Mapping[str, MeasureSpec], rarity: Mapping[str, float]
) -> list[_Match]:
    name = fold(column.name)
    found = []
    for code, spec in measures.items():
        if not _can_hold(column, spec):
            continue
        if name == fold(code):
            found.append(_Match(0.98, code, "same_code"))
        elif name in (fold(spec.title.de), fold(spec.title.en)):
            found.append(_Match(0.97, code, "same_title"))
        else:
            alike = max(_alike(words, other, rarity) for other in _spoken(spec))
            score = max(alike, 0.2 * alike + 0.8 * _contained(words, spec, rarity)) * _fitness(words, spec)
            reason = (
                "same_words" if score >= 0.9 else "same_ages" if words.ages and score >= _LEAST else "similar_words"
            )
            found.append(_Match(min(score, 0.94), code, reason))
    return sorted((match for match in found if match.score >= _LEAST), key=lambda match: -match.score)


def _can_hold(column: Column, spec: MeasureSpec) -> bool:
    """Whether the numbers of a column can be values of the measure at all."""
    rule = rule_of(spec)
    if rule.whole and column.has_fractions:
        return False
    return column.highest <= rule.highest and not (column.has_negatives and rule.lowest >= 0)


def _alike(left: Words, right: Words, rarity: Mapping[str, float]) -> float:
    """Words in common, weighed by how rare they are, with the ages; 0 where both say ages that differ."""
    if left.ages and right.ages and left.ages != right.ages:
        return 0.0
    heaviest = max(rarity.values(), default=1.0)

    def weight(words: frozenset[str]) -> float:
        return sum(rarity.get(word, heaviest) for word in words)

    ages = heaviest if left.ages and right.ages else 0.0
    one_sided = heaviest if bool(left.ages) != bool(right.ages) else 0.0
    both, all_of_them = weight(left.tokens & right.tokens), weight(left.tokens) + weight(right.tokens)
    whole = all_of_them + 2 * ages + one_sided
    return (2 * both + 2 * ages) / whole if whole else 0.0


def _contained(left: Words, spec: MeasureSpec, rarity: Mapping[str, float]) -> float:
    """How much of a name the code and both titles of a measure say together; little where the name says only common words."""
    spoken = _spoken(spec)
    said = frozenset().union(*(words.tokens for words in spoken))
    if not left.tokens or (left.ages and left.ages not in {words.ages for words in spoken}):
        return 0.0
    heaviest = max(rarity.values(), default=1.0)
    weights = {word: rarity.get(word, heaviest) for word in left.tokens}
    shared = sum(weight for word, weight in weights.items() if word in said) / sum(weights.values())
    rarest = max((weights[word] for word in left.tokens & said), default=0.0)
    return _CONTAINED * shared * (1 + rarest / heaviest) / 2


def _fitness(words: Words, spec: MeasureSpec) -> float:
    """A share is no count and a change is no level: such measures are hardly meant."""
    is_share = spec.unit in ("percent", "percentage_point")
    is_change = spec.kind == "change"
    says_change = not CHANGE.isdisjoint(words.tokens)
    return (1.0 if is_share == words.is_share else 0.75) * (1.0 if is_change == says_change else 0.85)


def _favourite_source(matches: Mapping[int, list[_Match]], taken: set[str], known: Known) -> str:
    """The source of most columns' best measures."""
    best: Counter[str] = Counter(known.measures[code].source for code in taken)
    for several in matches.values():
        if several:
            best[known.measures[several[0].measure].source] += several[0].score  # type: ignore[assignment]
    return max(best, key=lambda source: best[source], default="")


def _with_kinship(match: _Match, favourite: str, known: Known) -> _Match:
    kin = known.measures[match.measure].source == favourite
    return replace(match, score=min(0.99, match.score + _KINSHIP)) if kin else match


def _told(column: Column, match: _Match, rivals: Sequence[_Match], measures: Mapping[str, MeasureSpec]) -> Guess:
    sure = match.score
    if rivals and match.score - rivals[0].score < _CLOSE:
        sure = min(sure, 0.6)  # two measures fit as well: a person decides
    title = measures[match.measure].title.de
    key = f"columns.{column.name}"
    if match.reason == "same_code":
        return guess(key, match.measure, sure, "same_code")
    if match.reason == "similar_words":
        return guess(key, match.measure, sure, "similar_words", title=title, percent=round(100 * match.score))
    return guess(key, match.measure, sure, match.reason, title=title)
