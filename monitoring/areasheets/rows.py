"""What of an area's sheet stands where: headline sentences, rows by life domain. Pure, over the API's document."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from monitoring.numbers import STATES
from monitoring.wording import DOMAINS

Row = dict[str, Any]
_HEADLINES = 5


def rows_by_domain(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """(domain, its rows), domains in the order in which pages show them, rows as the API orders them."""
    order = {code: position for position, code in enumerate(DOMAINS)}
    ranked = sorted(rows, key=lambda row: order.get(row["domain"], len(order)))
    return [(domain, list(own)) for domain, own in groupby(ranked, key=lambda row: row["domain"])]


def states_in(rows: Sequence[Row]) -> list[str]:
    """The states without a number that occur in the rows, each once, as the API orders states."""
    present = {row[which] for row in rows for which in ("status", "reference_status", "type_status")}
    return [state for state in STATES if state in present]


def headlines(rows: Sequence[Row]) -> list[Row]:
    """The few rows that stand in words at the top: those that the catalogue places there, as far as the reader sees them.

    Always the same ones for every area, so that no choice makes an area look conspicuous. Where there are too few of them
    the number of people follows, then rates and shares that point to disadvantage.
    """
    people = [row for row in rows if row["kind"] == "count"][:1]
    pointing = [row for row in rows if row["kind"] in ("rate", "share") and row["polarity"] != "neutral"]
    rest = [row for row in rows if row["kind"] in ("rate", "share") and row["polarity"] == "neutral"]
    return placed_first(rows, people + pointing + rest)[:_HEADLINES]


def placed_first(rows: Sequence[Row], others: Sequence[Row]) -> list[Row]:
    """The rows that the catalogue gives a place among the first figures, then those of ``others`` that it does not."""
    placed = sorted((row for row in rows if row["headline"]), key=lambda row: row["headline"])
    return [*placed, *(row for row in others if not row["headline"])]
