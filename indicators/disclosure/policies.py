"""Disclosure policies: one per source; the statistics office decides, the data contract binds.

Sources: Bundesagentur für Arbeit, Statistische Geheimhaltung (small-area tables: 1–9; own aggregation: at least 3
persons and 3 Bedarfsgemeinschaften, otherwise 10 persons); Leitlinie Geheimhaltung of municipal statistics offices
for the register.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class DisclosurePolicy:
    """When a count is too small to be shown.

    Args:
        code: as sources name it.
        smallest_safe: the smallest count above zero that may be shown; 0: every count may.
        show_zeros: a count of zero may be shown. Who reads the tables is assumed to know this choice.
        protect_complements: denominator − count is protected like the count.
        smallest_safe_total: the same as ``smallest_safe`` for the total of residents of a place.
        smallest_safe_with_companion: the threshold where persons and Bedarfsgemeinschaften are both delivered; it then
            holds for both. None: no such rule.
    """

    code: str
    smallest_safe: int
    show_zeros: bool = True
    protect_complements: bool = False
    smallest_safe_total: int = 0
    smallest_safe_with_companion: int | None = None


BA_AKG_10 = DisclosurePolicy("ba-akg-10", 10, protect_complements=True)
BA_3 = DisclosurePolicy("ba-3", 10, protect_complements=True, smallest_safe_with_companion=3)
SENSITIVE_10 = DisclosurePolicy("sensitive-10", 10, protect_complements=True)
REGISTER_3 = DisclosurePolicy("register-3", 3, smallest_safe_total=10)
OPEN = DisclosurePolicy("open", 0)

POLICIES: dict[str, DisclosurePolicy] = {p.code: p for p in (BA_AKG_10, BA_3, SENSITIVE_10, REGISTER_3, OPEN)}

RESIDENT_TOTALS = frozenset({"einwohner"})
"""Measures that are the total of residents of a place: they have a threshold of their own."""


def policy(code: str) -> DisclosurePolicy:
    """The policy of that code; ``KeyError`` for an unknown one: a source without a known policy is never computed.

    >>> policy("register-3").smallest_safe
    3
    """
    return POLICIES[code]


def strictest(policies: Iterable[DisclosurePolicy]) -> DisclosurePolicy:
    """The policy of a sum of measures from several sources: each rule as strict as the strictest of them; none: open.

    The rule with Bedarfsgemeinschaften falls away unless all of them have it.

    >>> strictest([OPEN, BA_3]).smallest_safe
    10
    """
    given = list(dict.fromkeys(policies))
    if len(given) <= 1:
        return given[0] if given else OPEN
    companions = [p.smallest_safe_with_companion for p in given]
    return DisclosurePolicy(
        "+".join(sorted(p.code for p in given)),
        max(p.smallest_safe for p in given),
        all(p.show_zeros for p in given),
        any(p.protect_complements for p in given),
        max(p.smallest_safe_total for p in given),
        None if None in companions else max(c for c in companions if c is not None),
    )
