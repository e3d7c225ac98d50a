"""The list, a dashboard, and everything that is done to one: every change by those who may, and written down."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.models import AuditEntry
from monitoring.dashboards import actions
from monitoring.dashboards.defaults import defaults, load_defaults
from monitoring.dashboards.models import Dashboard
from monitoring.departments.models import Department, Person
from tests.factories import World, make_person
from tests.monitoring.dashboards.conftest import ClientOf, Making

PersonOf = Callable[..., Person]


def actions_of(code: str) -> list[str]:
    return list(AuditEntry.objects.filter(subject="dashboard", subject_id=code).values_list("action", flat=True))


def test_list_begins_with_the_default_of_the_readers_role(db: None, client_of: ClientOf) -> None:
    load_defaults(defaults())
    for name, code in (("leitung", "leitung"), ("rat", "rat"), ("", "stadt"), ("statistik", "statistik")):
        page = client_of(name).get("/dashboards/")
        assert [one["code"] for one in page.context["begin"]] == [code]
        assert f"/dashboards/{code}/" in page.content.decode()


def test_list_tells_own_shared_and_default_dashboards_apart(
    world: World, make_dashboard: Making, client_of: ClientOf, person: PersonOf
) -> None:
    make_dashboard("vorlage", default_for=["everybody"])
    make_dashboard("meins", owner=person("planung"))
    make_dashboard("fremdes", owner=person("statistik", "statistikstelle"), department="statistikstelle")
    make_dashboard(
        "geteilt", owner=person("statistik", "statistikstelle"), department="statistikstelle", shared=("sozialplanung",)
    )
    page = client_of("planung").get("/dashboards/").context
    assert [[one["code"] for one in page[part]] for part in ("own", "shared", "defaults")] == [
        ["meins"],
        ["geteilt"],
        ["vorlage"],
    ]
    listed = client_of("planung").get("/api/v1/dashboards/").json()
    assert {one["code"] for one in listed} == {"meins", "geteilt", "vorlage"}
    assert {one["code"] for one in listed if one["may_edit"]} == {"meins"}


def test_copy_is_ones_own_with_the_same_panels_and_shared_with_nobody(
    world: World, make_dashboard: Making, client_of: ClientOf, person: PersonOf
) -> None:
    settings = {"indicator": "armutsquote"}
    make_dashboard("vorlage", ("key_figure", settings), ("deliveries", {}), default_for=["everybody"], area="01")
    answer = client_of("planung").post("/dashboards/vorlage/copy/", {"title": "Meins", "department": "sozialplanung"})
    made = Dashboard.objects.get(title_de="Meins")
    assert answer["Location"] == f"/dashboards/{made.code}/"
    assert (made.owner, made.department.code, made.area) == (person("planung"), "sozialplanung", "01")
    assert [(panel.kind, panel.settings) for panel in made.panels.all()] == [
        ("key_figure", settings),
        ("deliveries", {}),
    ]
    assert made.shared_codes == frozenset()
    assert actions_of(made.code) == ["dashboard.copied"]


@pytest.mark.parametrize(
    "sent", [{"title": "", "department": "sozialplanung"}, {"title": "X", "department": "jugend"}, {}]
)
def test_copy_without_title_or_for_another_department_is_refused_in_words(
    world: World, make_dashboard: Making, client_of: ClientOf, sent: dict[str, str]
) -> None:
    make_person("andere", "planner", department="jugend")
    make_dashboard("vorlage", default_for=["everybody"])
    answer = client_of("planung").post("/dashboards/vorlage/copy/", sent, follow=True)
    assert answer.status_code == 200 and [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert Dashboard.objects.count() == 1


def test_owner_shares_and_takes_it_back_and_both_are_written_down(
    world: World, make_dashboard: Making, client_of: ClientOf, person: PersonOf
) -> None:
    make_person("jugend", "planner", department="jugend")
    make_dashboard("meins", owner=person("planung"))
    owner = client_of("planung")
    owner.post("/dashboards/meins/share/", {"departments": ["jugend"]})
    assert Dashboard.objects.get(code="meins").shared_codes == {"jugend"}
    seen_by = owner.get("/api/v1/dashboards/meins/").json()["seen_by"]
    assert "Jugend" in seen_by
    owner.post("/dashboards/meins/share/", {"seen": "jugend"})
    owner.post("/dashboards/meins/share/", {"seen": "jugend"})
    assert Dashboard.objects.get(code="meins").shared_codes == frozenset()
    assert actions_of("meins") == ["dashboard.shared", "dashboard.shared"]


def test_page_of_sharing_says_what_stays_hidden_from_whom(
    world: World, make_dashboard: Making, client_of: ClientOf, person: PersonOf
) -> None:
    youth = make_person("jugendplanung", "planner", department="jugend")
    make_dashboard("meins", ("key_figure", {"indicator": "jugendquote"}), owner=youth, department="jugend")
    make_person("gesund", "planner", department="gesundheit")
    browser = Client()
    browser.force_login(youth, backend="django.contrib.auth.backends.ModelBackend")
    offers = {offer["code"]: offer["hidden"] for offer in browser.get("/dashboards/meins/manage/").context["offers"]}
    assert "Titel jugendquote" in offers["gesundheit"] or "Title jugendquote" in offers["gesundheit"]
    assert offers["jugend"] == ""


def test_deleted_dashboard_is_gone_for_all_and_comes_back_with_its_shares(
    world: World, make_dashboard: Making, client_of: ClientOf, person: PersonOf
) -> None:
    make_person("kollege", "planner", department="jugend")
    make_dashboard("meins", ("deliveries", {}), owner=person("planung"), shared=("jugend",))
    owner = client_of("planung")
    owner.post("/dashboards/meins/delete/")
    assert owner.get("/dashboards/meins/").status_code == 404
    assert [one.code for one in owner.get("/dashboards/").context["deleted"]] == ["meins"]
    assert client_of("statistik").post("/dashboards/meins/restore/").status_code == 404
    assert owner.post("/dashboards/meins/restore/")["Location"] == "/dashboards/meins/"
    assert Dashboard.objects.get(code="meins").shared_codes == {"jugend"}
    assert actions_of("meins") == ["dashboard.deleted", "dashboard.restored"]


def test_rename_needs_a_title_and_changes_both_languages(
    world: World, make_dashboard: Making, client_of: ClientOf, person: PersonOf
) -> None:
    make_dashboard("meins", owner=person("planung"))
    owner = client_of("planung")
    assert owner.post("/dashboards/meins/rename/", {"title": " "}).status_code == 422
    owner.post("/dashboards/meins/rename/", {"title": "Neuer Titel"})
    made = Dashboard.objects.get(code="meins")
    assert (made.title_de, made.title_en) == ("Neuer Titel", "Neuer Titel")


@pytest.mark.parametrize("what", ["manage", "rename", "share", "delete"])
@pytest.mark.parametrize(("name", "status"), [("kollegin", 404), ("einblick", 403), ("rat", 403), ("", 302)])
def test_nobody_else_changes_it(
    world: World, make_dashboard: Making, client_of: ClientOf, person: PersonOf, what: str, name: str, status: int
) -> None:
    """Who does not see it finds nothing; who sees it because it is shared is refused."""
    make_dashboard("meins", owner=person("planung"), shared=("statistikstelle",))
    client = client_of(name, "sozialplanung" if name == "kollegin" else "statistikstelle")
    ask = client.get if what == "manage" else client.post
    assert ask(f"/dashboards/meins/{what}/").status_code == status
    made = Dashboard.objects.get(code="meins")
    assert (made.title_de, made.deleted_at, made.shared_codes) == ("Titel meins", None, {"statistikstelle"})


def test_default_can_be_copied_and_not_changed(world: World, make_dashboard: Making, client_of: ClientOf) -> None:
    make_dashboard("vorlage", default_for=["everybody"])
    for name in ("planung", "leitung", "admin"):
        assert client_of(name).post("/dashboards/vorlage/rename/", {"title": "X"}).status_code == 403


def test_script_gets_only_what_changes_and_caches_keep_both_apart(
    world: World, make_dashboard: Making, client_of: ClientOf
) -> None:
    make_dashboard("d", ("key_figure", {"indicator": "armutsquote"}), default_for=["everybody"])
    whole = client_of("planung").get("/dashboards/d/?area=01")
    part = client_of("planung").get("/dashboards/d/?area=01", headers={"hx-request": "true"})
    assert "<html" in whole.content.decode() and "<html" not in part.content.decode()
    assert "HX-Request" in part["Vary"] and "HX-Request" in whole["Vary"]
    assert 'value="01" selected' in part.content.decode()


def test_department_is_named_for_everybody_who_looks(
    world: World, make_dashboard: Making, client_of: ClientOf, person: PersonOf
) -> None:
    make_dashboard("meins", owner=person("planung"))
    shown = client_of("leitung").get("/dashboards/meins/").context["board"]["seen_by"]
    assert person("planung").username in shown[0]
    assert Department.objects.get(code="sozialplanung").name_de in shown[1]


def test_second_click_shares_nothing_twice_and_is_no_error(
    world: World, make_dashboard: Making, client_of: ClientOf, person: PersonOf
) -> None:
    make_person("jugend", "planner", department="jugend")
    make_dashboard("meins", owner=person("planung"))
    for _ in range(2):
        answer = client_of("planung").post(
            "/dashboards/meins/share/", {"departments": ["jugend"], "seen": ""}, follow=True
        )
        assert [message.level_tag for message in answer.context["messages"]] == ["success"]
    assert actions_of("meins") == ["dashboard.shared"]


def test_stale_form_shares_with_nobody_whom_somebody_else_has_just_removed(
    world: World, make_dashboard: Making, client_of: ClientOf, person: PersonOf
) -> None:
    for name in ("jugend", "gesundheit"):
        make_person(name, "planner", department=name)
    make_dashboard("meins", owner=person("planung"), shared=("jugend",))
    page = client_of("planung").get("/dashboards/meins/manage/")
    client_of("leitung").post("/dashboards/meins/share/", {"seen": page.context["seen"]})
    stale = {"departments": ["jugend", "gesundheit"], "seen": page.context["seen"]}
    answer = client_of("planung").post("/dashboards/meins/share/", stale, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert Dashboard.objects.get(code="meins").shared_codes == frozenset()
    assert f'name="seen" value="{page.context["seen"]}"' in page.content.decode()


@pytest.mark.parametrize("change", ["rename", "share", "delete", "restore"])
def test_changes_of_one_dashboard_wait_for_each_other(
    world: World, make_dashboard: Making, person: PersonOf, change: str
) -> None:
    """The row is locked before anything is decided from what it says."""
    made = make_dashboard("meins", owner=person("planung"))
    more = {"rename": {"title": "X"}, "share": {"departments": [], "seen": []}}.get(change, {})
    with CaptureQueriesContext(connection) as queries:
        getattr(actions, f"{change}_dashboard")(by=person("planung"), dashboard=made, **more)
    about = [query["sql"] for query in queries if '"dashboard' in query["sql"]]
    assert about[0].endswith("FOR UPDATE")


def test_what_somebody_else_deleted_is_neither_renamed_nor_shared_nor_deleted_again(
    world: World, make_dashboard: Making, person: PersonOf
) -> None:
    made, owner = make_dashboard("meins", owner=person("planung")), person("planung")
    actions.delete_dashboard(by=owner, dashboard=made)
    actions.delete_dashboard(by=owner, dashboard=made)
    with pytest.raises(actions.Outdated):
        actions.rename_dashboard(by=owner, dashboard=made, title="X")
    with pytest.raises(actions.Outdated):
        actions.share_dashboard(by=owner, dashboard=made, departments=[], seen=[])
    actions.restore_dashboard(by=owner, dashboard=made)
    actions.restore_dashboard(by=owner, dashboard=made)
    assert actions_of("meins") == ["dashboard.deleted", "dashboard.restored"]
