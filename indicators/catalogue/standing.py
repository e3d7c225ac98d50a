"""What of an entry stands once values of it count or are released: a published number never changes silently. Pure."""

from collections.abc import Collection

from indicators.catalogue.differences import changed_keys
from indicators.catalogue.documents import document_of
from indicators.catalogue.problems import CatalogueProblem
from indicators.catalogue.readers import shown
from indicators.catalogue.schemas import Part, Spec
from indicators.catalogue.specs import IndicatorSpec, MeasureSpec
from indicators.periods import Period

MEANING = ("source", "unit", "population", "kind")
"""What a measure means. Once values of it count, another meaning is another measure."""

FREE = frozenset(
    {
        "title",
        "domain",
        "decimals",
        "visibility",
        "departments",
        "visibility_reason",
        "fixed_classes",
        "headline",
        "labels",
        "breaks",
        "exceptional",
        "sheet",
    }
)
"""What may change of an indicator that is released: words, order and display. Whatever else there is computes."""

_BY_PERIOD = frozenset({"measure", "measure_from"})


def kept_of_measure(before: MeasureSpec, after: MeasureSpec) -> tuple[str, ...]:
    """The keys of a measure in use that may not change and would."""
    return tuple(key for key in MEANING if getattr(before, key) != getattr(after, key))


def kept_of_indicator(before: IndicatorSpec, after: IndicatorSpec, released: Collection[Period]) -> tuple[str, ...]:
    """The keys of an indicator that may not change, because values of the ``released`` periods were computed with them.

    A later definition (``measure_from``) may be added for periods of which nothing is released.
    """
    if not released:
        return ()
    changed = changed_keys(document_of(before), document_of(after))
    kept = [key for key in changed if key not in FREE and key not in _BY_PERIOD]
    if any(before.at(period).measure != after.at(period).measure for period in released):
        kept += [key for key in changed if key in _BY_PERIOD]
    return tuple(kept)


def problems_of_keys(part: Part, before: Spec, keys: Collection[str], reason: str) -> list[CatalogueProblem]:
    """One problem per key, with the value that stays."""
    document = document_of(before)
    file = f"{part.folder}/{before.code}.toml"
    return [CatalogueProblem(file, key, reason, (("value", shown(document.get(key, ""))),)) for key in keys]
