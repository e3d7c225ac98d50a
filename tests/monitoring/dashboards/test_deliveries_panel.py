"""State of deliveries: due by cadence and lag, from what is released."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.catalogue.documents import document_of, document_sha256
from indicators.catalogue.specs import Break, IndicatorKind, MeasureFrom, SourceSpec, Text
from indicators.models import Release, Source
from indicators.periods import parse_period
from monitoring.dashboards.kinds.deliveries import due_after
from tests.factories import COUNTS, EARLIER, World, indicator_spec, make_indicator, make_measure
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
        ("quarter", 2, "2025", date(2027, 2, 28)),
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


def register(client_of: ClientOf) -> dict[str, Any]:
    shown = client_of("planung").get("/api/v1/dashboards/d/data/").json()["panels"][0]["deliveries"]
    return next(source for source in shown["sources"] if source["source"] == "register")


def test_pinned_release_grows_old_without_anything_being_overdue(
    world: World, make_dashboard: Making, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_dashboard("d", ("deliveries", {}), release="2026/1")
    for row in world.indicators.values():
        world.releases.add(row, "2025-12-31", COUNTS)
    world.releases.release("Fünf Jahre später")
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 2, 1))
    assert (register(client_of)["latest"], register(client_of)["state"]) == ("2025-12-31", "current")
    page = client_of("planung").get("/dashboards/d/", headers={"accept-language": "en"}).content.decode()
    assert "What is live today, whatever release" in page


def test_measure_that_stopped_coming_is_not_hidden_behind_others_of_its_source(
    world: World, make_dashboard: Making, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_measure("kinder", Source.objects.get())
    row = make_indicator(indicator_spec("kinderquote", numerator=("kinder",)))
    world.releases.add(row, "2019-12-31", EARLIER)
    world.releases.release("Kinder")
    make_dashboard("d", ("deliveries", {}))
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2021, 1, 1))
    found = register(client_of)
    assert (found["latest"], found["due"], found["state"]) == ("2019-12-31", "2020-07-31", "overdue")
    assert found["behind"] == ["kinder de"]


def test_measure_that_a_new_definition_replaced_is_not_waited_for(
    world: World, make_dashboard: Making, client_of: ClientOf
) -> None:
    for measure in ("alt", "neu"):
        make_measure(measure, Source.objects.get())
    share = {"kind": IndicatorKind.SHARE, "numerator": (), "denominator": (), "measure": "alt"}
    new = {
        "breaks": (Break("2020-12-31", Text("Neu", "New")),),
        "measure_from": (MeasureFrom("2020-12-31", "neu"),),
    }
    row = make_indicator(indicator_spec("anteil", **share, **new))
    world.releases.add(row, "2019-12-31", EARLIER)
    world.releases.add(row, "2020-12-31", COUNTS)
    world.releases.release("Anteil")
    make_dashboard("d", ("deliveries", {}))
    assert (register(client_of)["latest"], register(client_of)["behind"]) == ("2020-12-31", [])


def test_answer_is_another_once_the_catalogue_or_the_release_behind_it_is(
    world: World, make_dashboard: Making, client_of: ClientOf
) -> None:
    make_dashboard("d", ("deliveries", {}))
    planner = client_of("planung")

    def tag() -> str:
        return planner.get("/api/v1/dashboards/d/data/")["ETag"]

    before, due = tag(), register(client_of)["due"]
    assert tag() == before
    row = Source.objects.get()
    row.document = document_of(replace(row.spec, lag_months=5))
    row.sha256 = document_sha256(row.document)
    row.save()
    changed = tag()
    assert changed != before and register(client_of)["due"] != due
    Release.objects.update(manifest_sha256="f" * 64)
    assert tag() != changed


def test_source_without_fixed_dates_has_nothing_behind(
    world: World, make_dashboard: Making, client_of: ClientOf
) -> None:
    """Elections of several kinds: each comes when it comes."""
    make_measure("europawahl", Source.objects.get())
    row = Source.objects.get()
    row.document = document_of(replace(row.spec, cadence="irregular"))
    row.sha256 = document_sha256(row.document)
    row.save()
    election = make_indicator(indicator_spec("wahl", numerator=("europawahl",)))
    world.releases.add(election, "2019-12-31", EARLIER)
    world.releases.release("Wahl")
    make_dashboard("d", ("deliveries", {}))
    found = register(client_of)
    assert (found["latest"], found["state"], found["behind"]) == ("2020-12-31", "irregular", [])


def test_yearly_count_is_not_behind_in_a_register_that_comes_more_often(
    world: World, make_dashboard: Making, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_measure("geburten", Source.objects.get())
    births = make_indicator(indicator_spec("geburten", numerator=("geburten",)))
    world.releases.add(births, "2019", EARLIER)
    world.releases.release("Geburten")
    make_dashboard("d", ("deliveries", {}))
    for today, behind in ((date(2021, 1, 31), []), (date(2021, 2, 1), ["geburten de"])):
        monkeypatch.setattr(timezone, "localdate", lambda *_, today=today: today)
        assert register(client_of)["behind"] == behind


def test_measures_are_read_at_once_however_many_there_are(
    world: World, make_dashboard: Making, client_of: ClientOf
) -> None:
    make_dashboard("d", ("deliveries", {}))
    planner = client_of("planung")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert planner.get("/api/v1/dashboards/d/data/").status_code == 200
        return len(queries)

    asked()  # manifests and areas are warm from here on
    make_measure("erste", Source.objects.get())
    few = asked()
    for number in range(10):
        make_measure(f"weitere-{number}", Source.objects.get())
    assert asked() == few
