"""What is new for a reader since the last visit, as far as the reader may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from indicators.queries.news import changed_sheets, new_periods
from monitoring.api.doors import live_for
from monitoring.departments.readers import Reader

_SHOWN = 6


@dataclass(frozen=True)
class NewPeriods:
    """An indicator with periods that were not there before, the latest last."""

    code: str
    title: str
    periods: tuple[str, ...]

    @property
    def latest(self) -> str:
        return self.periods[-1]

    @property
    def earlier(self) -> int:
        """How many there are beside the latest."""
        return len(self.periods) - 1


@dataclass(frozen=True)
class News:
    """``periods`` and ``sheets`` are cut for the page; the numbers beside them are not."""

    since: datetime
    releases: list[dict[str, Any]]
    periods: list[NewPeriods]
    periods_more: int
    sheets: list[dict[str, Any]]
    sheets_more: int

    @property
    def is_empty(self) -> bool:
        return not (self.releases or self.periods or self.sheets)


def news_for(
    reader: Reader, since: datetime, releases: Sequence[dict[str, Any]], indicators: Sequence[dict[str, Any]]
) -> News:
    """``releases`` and ``indicators`` are what the reader may see, as the API lists them."""
    live = live_for(reader)
    fresh = new_periods(live, since) if live else {}
    changed = changed_sheets(since)
    periods = [NewPeriods(one["code"], one["title"], fresh[one["code"]]) for one in indicators if one["code"] in fresh]
    periods.sort(key=lambda one: one.title.casefold())
    sheets = [one for one in indicators if one["code"] in changed]
    return News(
        since=since,
        releases=[release for release in releases if _activated(release) > since],
        periods=periods[:_SHOWN],
        periods_more=max(0, len(periods) - _SHOWN),
        sheets=sheets[:_SHOWN],
        sheets_more=max(0, len(sheets) - _SHOWN),
    )


def _activated(release: dict[str, Any]) -> datetime:
    moment = release["activated_at"]
    parsed = moment if isinstance(moment, datetime) else parse_datetime(moment)
    assert parsed is not None
    return parsed
