"""The filters of each list with their words in the active language."""

from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from indicators.catalogue import vocabulary
from monitoring.catalogue import words
from monitoring.catalogue.filters import Filter
from monitoring.pages.vocabulary import in_words
from monitoring.wording import domain_text

Names = Mapping[str, str]
Word = Callable[[str], str]


def _listed(codes: Sequence[str]) -> Callable[[str], object]:
    return lambda code: (words.rank(codes, code), code)


def _named(names: Names) -> Word:
    return lambda code: names.get(code, code)


def _by_name(names: Names) -> Callable[[str], object]:
    return lambda code: (names.get(code, code).casefold(), code)


def indicator_filters(sources: Names, levels: Mapping[str, str]) -> tuple[Filter, ...]:
    """``sources`` and ``levels``: code → name; levels in their order, coarsest first."""
    return (
        Filter("domain", _("Life domain"), domain_text, _listed(vocabulary.DOMAINS)),
        Filter("source", _("Source"), _named(sources), _by_name(sources)),
        Filter("cadence", _("Cadence"), lambda code: in_words(code, "cadence"), _listed(vocabulary.CADENCES)),
        Filter("kind", _("Kind"), lambda code: words.worded(words.KINDS, code), _listed(vocabulary.INDICATOR_KINDS)),
        Filter("level", _("Level"), _named(levels), _listed(tuple(levels))),
        Filter("values", _("Values"), lambda code: words.worded(words.VALUES, code), _listed(("with", "without"))),
        Filter(
            "visibility",
            _("Who sees it"),
            lambda code: words.worded(words.VISIBILITIES, code),
            _listed(tuple(words.VISIBILITIES)),
        ),
    )


def source_filters(departments: Names) -> tuple[Filter, ...]:
    return (
        Filter("owner", _("Holder in the city"), _named(departments), _by_name(departments)),
        Filter("cadence", _("Cadence"), lambda code: in_words(code, "cadence"), _listed(vocabulary.CADENCES)),
        Filter("policy", _("Disclosure policy"), lambda code: in_words(code, "policy"), _listed(vocabulary.POLICIES)),
        Filter("values", _("Values"), lambda code: words.worded(words.VALUES, code), _listed(("with", "without"))),
    )


def measure_filters(sources: Names) -> tuple[Filter, ...]:
    return (
        Filter("source", _("Source"), _named(sources), _by_name(sources)),
        Filter(
            "unit",
            _("Unit"),
            lambda code: words.worded(words.MEASURE_UNITS, code),
            _listed(vocabulary.MEASURE_UNITS),
        ),
        Filter("population", _("Counted"), lambda code: in_words(code, "population"), _listed(vocabulary.POPULATIONS)),
        Filter(
            "measure_kind", _("Kind"), lambda code: in_words(code, "measure_kind"), _listed(vocabulary.MEASURE_KINDS)
        ),
        Filter("read", _("Use"), lambda code: words.worded(words.READ, code), _listed(("read", "unread"))),
    )
