"""The few numbers that the start page shows of the city, and the life domains with how much there is in them. Pure."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from monitoring.areasheets.rows import placed_first
from monitoring.wording import DOMAINS

_SHOWN = 4


def chosen(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The figures that the catalogue places first; then how many people there are and a rate from each life domain.

    Always the same ones as long as the catalogue is the same: what stands there is no finding.
    """
    order = {code: position for position, code in enumerate(DOMAINS)}
    known = [row for row in rows if row["status"] == "ok"]
    people = [row for row in known if row["kind"] == "count"][:1]
    ranked = sorted(
        (row for row in known if row["kind"] in ("rate", "share")),
        key=lambda row: (row["polarity"] == "neutral", order.get(row["domain"], len(order))),
    )
    by_domain: dict[str, dict[str, Any]] = {}
    for row in ranked:
        by_domain.setdefault(row["domain"], row)
    return placed_first(known, people + list(by_domain.values()))[:_SHOWN]


def counted_domains(indicators: Sequence[dict[str, Any]]) -> list[tuple[str, int]]:
    """(domain, how many indicators with values), in the order in which pages show domains; only where there are any."""
    numbers = Counter(one["domain"] for one in indicators if one["periods"])
    return [(code, numbers[code]) for code in DOMAINS if numbers[code]]
