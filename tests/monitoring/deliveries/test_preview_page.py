"""The preview's pages: what they say, who sees them, and that a whole city over six years stays quick."""

import hashlib
import json
import re
from dataclasses import replace
from time import perf_counter
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from areas.models import Area, AreaEdition, LevelShapes
from indicators.catalogue.documents import document_of, document_sha256
from indicators.catalogue.specs import Text
from indicators.models import (
    Calculation,
    CalculationEntry,
    Delivery,
    ImportProfile,
    Indicator,
    LiveRelease,
    Period,
    ResultBlock,
    Source,
    StoredFile,
)
from monitoring.dashboards.models import Dashboard, DashboardShare, Panel
from monitoring.deliveries.touched_boards import touched_boards
from monitoring.departments.models import Department
from monitoring.departments.readers import reader_of
from tests.factories import make_person
from tests.indicators.actions.journeys import COUNTS, file_of
from tests.indicators.intake.test_excerpts import PROFILE
from tests.monitoring.dashboards.big_city import QUARTERS, make_big_city
from tests.monitoring.deliveries.conftest import Desk
from tests.monitoring.deliveries.test_closeup import _with_index

CHANGED = file_of(COUNTS | {"0101": (6, 300)})


def _text(desk: Desk, delivery: Delivery, query: str = "", language: str = "en") -> str:
    answer = desk.client(desk.office.approver, language).get(f"/deliveries/{delivery.pk}/preview/{query}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def _decision_bar(text: str) -> str:
    """What stands beside the decision."""
    start = text.index('class="decision-bar ')
    return text[start : text.index("</aside>", start)]


def test_the_overview_sums_up_beside_the_decision(desk: Desk) -> None:
    _with_index()
    desk.office.release(period="2023-12-31")
    candidate = desk.delivered(content=CHANGED)
    unexplained = _decision_bar(_text(desk, candidate))
    assert "reasons are missing" in unexplained and f"/deliveries/{candidate.pk}/approve/" not in unexplained
    desk.office.explain(candidate)
    text = _text(desk, candidate)
    bar = _decision_bar(text)
    assert f"/deliveries/{candidate.pk}/approve/" in bar and "reasons are missing" not in bar
    for part in ("2 indicators change", "3 changes of class", "Approve", "Reject"):
        assert part in bar, bar
    assert bar.index("Reject") < bar.index("Approve")
    assert "3 of 4 areas" in text and "Hafenviertel" in text


def test_a_shape_of_the_map_says_what_changes_there(desk: Desk) -> None:
    desk.office.release(period="2023-12-31")
    candidate = desk.delivered(content=CHANGED)
    edition = desk.office.edition
    level = Area.objects.filter(edition=edition, level__code="planungsraum")[0].level
    LevelShapes.objects.update_or_create(edition=edition, level=level, defaults={"topojson": b"{}", "sha256": "c" * 64})
    page = _text(desk, candidate, "?indicator=armutsquote")
    found = json.loads(re.search(r'id="map-data" type="application/json">(.*?)</script>', page).group(1))  # type: ignore[union-attr]
    assert found["codes"] == ["0101", "0102", "0201", "0202"]  # the residual unit has no place on the map
    assert found["sentences"][0].replace("\N{NO-BREAK SPACE}", " ") == (
        "Hafenviertel Nord: 20.0% before, 2.0% after, −18.0 percentage points."
    )
    assert found["classes"][1] == 3 and found["classes"][0] < 3
    assert found["shapes_url"].startswith("/api/v1/areas/")


def test_choices_that_there_are_not_lead_nowhere(desk: Desk) -> None:
    candidate = desk.delivered()
    client = desk.client(desk.office.approver)
    for query in ("?indicator=nirgends", "?indicator=armutsquote&period=1999", "?indicator=armutsquote&level=mond"):
        assert client.get(f"/deliveries/{candidate.pk}/preview/{query}").status_code == 404, query
    assert client.get(f"/deliveries/{candidate.pk}/preview/?against=unsinn").status_code == 200
    assert "nothing live to compare with" in _text(desk, candidate, "?indicator=armutsquote")


@pytest.mark.parametrize(("role", "status"), [("supplier", 403), ("planner", 403), ("administrator", 403)])
def test_nobody_else_sees_a_candidate(desk: Desk, role: str, status: int) -> None:
    candidate = desk.delivered()
    client = desk.client(make_person("jemand", role))
    for query in ("", "?indicator=armutsquote"):
        assert client.get(f"/deliveries/{candidate.pk}/preview/{query}").status_code == status


def _board(code: str, owner: Any = None, release: str = "", indicator: str = "armutsquote", **fields: Any) -> Dashboard:
    department = Department.objects.filter(memberships__person=owner).first() if owner else None
    board = Dashboard.objects.create(
        code=code,
        title_de=f"Titel {code}",
        title_en=f"Title {code}",
        owner=owner,
        department=department,
        release=release,
        **fields,
    )
    Panel.objects.create(
        dashboard=board, number=1, kind="key_figure", x=0, y=0, w=3, h=4, settings={"indicator": indicator}
    )
    return board


def test_dashboards_are_named_as_far_as_they_are_shared(desk: Desk) -> None:
    owner = make_person("eigen", "planner", department="sozialplanung")
    _board("vorgabe", default_for=["planner"])
    _board("fest", release="2026/1", default_for=["planner"])
    _board("anderes", indicator="nirgends", default_for=["planner"])
    _board("geheim", owner)
    shared = _board("geteilt", owner)
    DashboardShare.objects.create(dashboard=shared, department=Department.objects.get(code="statistikstelle"))
    found = touched_boards({"armutsquote": Text("Armut", "Poverty")}, reader_of(desk.office.approver))
    assert [board.title.split()[1] for board in found.boards] == ["geteilt", "vorgabe"]
    assert [number for _department, number in found.personal] == [1]
    assert (found.pinned, found.number) == (1, 3)
    assert found.boards[0].panels[0].indicators == ("Armut",)
    desk.office.release(period="2023-12-31")
    text = _text(desk, desk.delivered(content=CHANGED))
    assert "Title geteilt" in text and "Title geheim" not in text


RATES = tuple(f"quote-{number}" for number in range(10))


@pytest.fixture
def city_candidate(at_office: None, db: None) -> Delivery:
    """500 areas, ten rates, 24 quarters: a candidate in which every value is another."""
    make_big_city(RATES)
    live = LiveRelease.objects.get()
    edition = AreaEdition.objects.select_related("system").get()
    LiveRelease.objects.filter(pk=live.pk).update(municipality=edition.system.municipality)
    calculation = Calculation.objects.create(inputs_sha256="a", manifest_sha256="b", code_version="test")
    blocks = []
    for block in ResultBlock.objects.filter(indicator__code__in=RATES):
        block.pk, block.value = None, [None if value is None else value + 0.5 for value in block.value]
        block.content_sha256 = hashlib.sha256(f"neu {block.content_sha256}".encode()).hexdigest()
        blocks.append(block)
    made = ResultBlock.objects.bulk_create(blocks, batch_size=200)
    CalculationEntry.objects.bulk_create(CalculationEntry(calculation=calculation, block=block) for block in made)
    assert len(made) == 10 * 24 * 3
    source = Source.objects.get()
    document = document_of(replace(PROFILE, source=source.code))
    profile = ImportProfile.objects.create(
        code="kiez", document=document, sha256=document_sha256(document), source=source
    )
    statistician = make_person("statistik", "statistician")
    file = StoredFile.objects.create(sha256="0" * 64, size=1, content=b"x")
    return Delivery.objects.create(
        file=file,
        file_name="gross.csv",
        profile=profile,
        profile_document=document,
        period=Period.objects.get(code=QUARTERS[-1]),
        edition=edition,
        as_of=timezone.now().date(),
        state="candidate",
        calculation=calculation,
        uploaded_by=statistician,
    )


def test_500_areas_ten_indicators_and_24_periods_stay_quick(city_candidate: Delivery) -> None:
    client = Client(headers={"accept-language": "de"})
    client.force_login(make_person("pruefung", "approver"), backend="django.contrib.auth.backends.ModelBackend")
    client.get("/deliveries/")
    told: dict[str, tuple[int, int, int]] = {}
    indicator = Indicator.objects.get(code="quote-3").code
    for query in ("", "?against=year", f"?indicator={indicator}", f"?indicator={indicator}&against=year"):
        with CaptureQueriesContext(connection) as queries:
            begin = perf_counter()
            answer = client.get(f"/deliveries/{city_candidate.pk}/preview/{query}")
            told[query] = (round(1000 * (perf_counter() - begin)), len(queries), len(answer.content) // 1024)
        assert answer.status_code == 200
    print("preview: ms, queries, kB", told)
    assert all(milliseconds < 6_000 and queries <= 45 for milliseconds, queries, _size in told.values()), told
