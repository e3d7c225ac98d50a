"""Who may look at which dashboard, what each panel gives to whom, and that sharing gives nobody more."""

from collections.abc import Callable

import pytest

from monitoring.dashboards.models import Dashboard
from monitoring.departments.access import Right, may
from monitoring.departments.models import Department, Person, Role
from monitoring.departments.people import add_department, grant
from tests.factories import VISIBILITIES, World, make_person
from tests.monitoring.dashboards.conftest import ROLES, ClientOf, Making

PersonOf = Callable[..., Person]
ADMINISTRATION = {"planung", "kollegin", "statistik", "leitung", "einblick", "admin"}


def get(client_of: ClientOf, name: str, code: str, tail: str = "data/") -> int:
    return client_of(name).get(f"/api/v1/dashboards/{code}/{tail}").status_code


def test_own_dashboard_is_seen_by_its_owner_and_the_head_and_nobody_else(
    world: World, make_dashboard: Making, client_of: ClientOf, person: PersonOf
) -> None:
    make_dashboard("eigenes", ("deliveries", {}), owner=person("planung"))
    seen = {name for name in (*ROLES, "") if get(client_of, name, "eigenes") == 200}
    assert seen == {"planung", "leitung"}
    assert {name for name in (*ROLES, "") if get(client_of, name, "eigenes", "") == 200} == seen
    assert {name for name in (*ROLES, "") if client_of(name).get("/dashboards/eigenes/").status_code == 200} == seen


def test_shared_dashboard_is_seen_by_the_department_its_parts_and_not_by_its_suppliers(
    world: World, make_dashboard: Making, client_of: ClientOf, person: PersonOf
) -> None:
    make_dashboard(
        "geteilt", owner=person("statistik", "statistikstelle"), department="statistikstelle", shared=("jugend",)
    )
    part = add_department(
        by=None, code="kita", name_de="Kita", name_en="Day care", parent=Department.objects.get(code="jugend")
    )
    inside, supplier, council = make_person("innen"), make_person("liefernd"), make_person("rätin")
    grant(by=None, person=inside, department=part, role=Role.VIEWER)
    grant(by=None, person=supplier, department=part, role=Role.SUPPLIER)
    grant(by=None, person=council, department=part, role=Role.COUNCIL_MEMBER)
    dashboard = Dashboard.objects.get(code="geteilt")
    assert may(inside, Right.SEE_DASHBOARD, dashboard) and may(council, Right.SEE_DASHBOARD, dashboard)
    assert not may(supplier, Right.SEE_DASHBOARD, dashboard)
    assert not may(inside, Right.EDIT_DASHBOARD, dashboard)
    assert get(client_of, "planung", "geteilt") == 404


def test_head_of_a_department_edits_what_was_made_below_and_not_above(db: None, make_dashboard: Making) -> None:
    above = add_department(by=None, code="dezernat", name_de="Dezernat", name_en="Division")
    below = add_department(by=None, code="amt", name_de="Amt", name_en="Office", parent=above)
    boss, head, planner = make_person("chefin"), make_person("leiter"), make_person("planer")
    grant(by=None, person=boss, department=above, role=Role.HEAD)
    grant(by=None, person=head, department=below, role=Role.HEAD)
    grant(by=None, person=planner, department=below, role=Role.PLANNER)
    own = make_dashboard("unten", owner=planner, department="amt")
    upper = make_dashboard("oben", owner=boss, department="dezernat")
    assert may(boss, Right.EDIT_DASHBOARD, own) and may(head, Right.EDIT_DASHBOARD, own)
    assert not may(head, Right.SEE_DASHBOARD, upper) and not may(planner, Right.SEE_DASHBOARD, upper)


def test_owner_who_left_the_administration_keeps_nothing(db: None, make_dashboard: Making) -> None:
    person = make_person("ehemals", "council_member")
    dashboard = make_dashboard("altes", owner=person)
    assert not may(person, Right.SEE_DASHBOARD, dashboard) and not may(person, Right.EDIT_DASHBOARD, dashboard)


@pytest.mark.parametrize(
    ("default_for", "seen_by"),
    [
        (["everybody"], {*ROLES, ""}),
        (["council_member"], ADMINISTRATION | {"rat"}),
        (["head"], ADMINISTRATION),
    ],
)
def test_default_is_for_those_it_was_made_for_and_the_administration_and_edited_by_nobody(
    world: World, make_dashboard: Making, client_of: ClientOf, default_for: list[str], seen_by: set[str]
) -> None:
    dashboard = make_dashboard("vorlage", default_for=default_for)
    assert {name for name in (*ROLES, "") if get(client_of, name, "vorlage") == 200} == seen_by
    for name in ROLES:
        assert not may(Person.objects.get(username=name), Right.EDIT_DASHBOARD, dashboard)


@pytest.mark.parametrize("kind", ["key_figure", "map", "series", "glance"])
def test_every_panel_gives_exactly_what_the_indicators_visibility_gives(
    demo_world: World, make_dashboard: Making, client_of: ClientOf, person: PersonOf, kind: str
) -> None:
    """For each role × indicator: a number exactly where ``values/`` has one; otherwise a sentence without any."""
    named = "residents" if kind == "glance" else "indicator"
    make_dashboard("d", *((kind, {named: code}) for code in VISIBILITIES), default_for=["everybody"])
    for name in (*ROLES, ""):
        client = client_of(name)
        panels = client.get("/api/v1/dashboards/d/data/").json()["panels"]
        assert len(panels) == len(VISIBILITIES)
        for code, panel in zip(VISIBILITIES, panels, strict=True):
            allowed = client.get("/api/v1/values/", {"indicator": code}).status_code == 200
            assert (panel["state"] == "ok") == allowed, (name, code)
            assert (kind in panel) == allowed
            if not allowed:
                assert panel["state"] == "no_permission"
                assert code not in panel["message"] and "Titel" not in panel["message"]


def test_sharing_gives_no_number_that_the_reader_could_not_have_read_before(
    world: World, make_dashboard: Making, client_of: ClientOf, person: PersonOf
) -> None:
    youth = make_person("jugendplanung", "planner", department="jugend")
    make_dashboard(
        "jugend",
        ("key_figure", {"indicator": "jugendquote"}),
        owner=youth,
        department="jugend",
        shared=("sozialplanung",),
    )
    panel = client_of("planung").get("/api/v1/dashboards/jugend/data/").json()["panels"][0]
    assert (panel["state"], "key_figure" in panel) == ("no_permission", False)
    layout = client_of("planung").get("/api/v1/dashboards/jugend/").json()["layout"]
    assert layout[0]["settings"] == {}
    page = client_of("planung").get("/dashboards/jugend/").content.decode()
    assert "jugendquote" not in page and "board-panel__state--no_permission" in page


def test_numerators_reach_nobody_without_the_right_to_counts(
    demo_world: World, make_dashboard: Making, client_of: ClientOf
) -> None:
    make_dashboard("d", ("map", {"indicator": "offene-quote"}), default_for=["everybody"])
    for name, counts in (("planung", True), ("admin", False), ("", False)):
        reference = client_of(name).get("/api/v1/dashboards/d/data/").json()["panels"][0]["map"]["reference"]
        assert (reference["numerator"] is not None) == counts, name


def test_kept_answer_is_never_given_to_another_rights_class(
    demo_world: World, make_dashboard: Making, client_of: ClientOf
) -> None:
    make_dashboard("d", ("key_figure", {"indicator": "armutsquote"}), default_for=["everybody"])
    assert client_of("planung").get("/api/v1/dashboards/d/data/").json()["panels"][0]["state"] == "ok"
    assert client_of("").get("/api/v1/dashboards/d/data/").json()["panels"][0]["state"] == "no_permission"


def test_state_of_deliveries_is_for_the_administration(
    demo_world: World, make_dashboard: Making, client_of: ClientOf
) -> None:
    make_dashboard("d", ("deliveries", {}), default_for=["everybody"])
    assert client_of("").get("/api/v1/dashboards/d/data/").json()["panels"] == []
    sources = client_of("planung").get("/api/v1/dashboards/d/data/").json()["panels"][0]["deliveries"]["sources"]
    assert [source["source"] for source in sources] == ["register"]


def test_portals_database_role_keeps_dashboards_and_adds_to_the_audit_trail_without_reading_it(
    world: World, make_dashboard: Making, person: PersonOf, as_role: Callable[[str], object]
) -> None:
    from django.db import ProgrammingError, connection

    from indicators.models import AuditEntry
    from monitoring.dashboards.actions import copy_dashboard, share_dashboard

    original = make_dashboard("vorlage", ("deliveries", {}), default_for=["everybody"])
    planner = person("planung")
    place = Department.objects.get(code="sozialplanung")
    with as_role("portal"):  # type: ignore[attr-defined]
        made = copy_dashboard(by=planner, dashboard=original, title="Meins", department=place)
        share_dashboard(by=planner, dashboard=made, departments=[place], seen=[])
        made.shares.get(created_at__isnull=False)
    actions = AuditEntry.objects.filter(subject="dashboard", subject_id=made.code).values_list("action", flat=True)
    assert list(actions) == ["dashboard.copied", "dashboard.shared"]
    with pytest.raises(ProgrammingError), as_role("portal"), connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SELECT actor FROM audit_entry")
