"""State of deliveries: due by cadence and lag, from what is released."""

from datetime import date

import pytest
from django.utils import timezone

from indicators.catalogue.specs import SourceSpec, Text
from indicators.periods import parse_period
from monitoring.dashboards.kinds.deliveries import due_after
from tests.factories import World
from tests.monitoring.dashboards.conftest import ClientOf, Making


def source(cadence: str, lag: int) -> SourceSpec:
    return SourceSpec("quelle", Text("Quelle", "Source"), "Amt", "amt", cadence, lag, "open", 10, "Gesetz", "frei")


@pytest.mark.parametrize(
    ("cadence", "lag", "latest", "due"),
    [
        ("quarter", 3, "2025-Q4", date(2026, 6, 30)),
        ("month", 1, "2026-01", date(2026, 3, 31)),
        ("half-year", 2, "2025-12-31", date(2026, 8, 31)),
        ("year", 6, "2024", date(2026, 6, 30)),
        ("school-year", 6, "2024/25", date(2027, 1, 31)),
        ("two-years", 8, "2023", date(2026, 8, 31)),
        ("irregular", 1, "2025-02-23", None),
    ],
)
def test_next_delivery_is_due_one_cadence_and_the_lag_after_the_last_period(
    cadence: str, lag: int, latest: str, due: date | None
) -> None:
    assert due_after(source(cadence, lag), parse_period(latest)) == due


def test_source_is_overdue_from_the_day_after_it_was_due(
    world: World, make_dashboard: Making, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half-yearly with one month: after 2020-12-31 the next is due on 2021-07-31."""
    make_dashboard("d", ("deliveries", {}))
    for today, state in ((date(2021, 7, 31), "current"), (date(2021, 8, 1), "overdue")):
        monkeypatch.setattr(timezone, "localdate", lambda *_, today=today: today)
        shown = client_of("planung").get("/api/v1/dashboards/d/data/").json()["panels"][0]["deliveries"]
        assert (shown["sources"][0]["state"], shown["sources"][0]["due"]) == (state, "2021-07-31")
        assert shown["overdue"] == (state == "overdue")
