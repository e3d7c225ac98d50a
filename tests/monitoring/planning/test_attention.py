"""Rules for areas with need of attention: who sets them, what is refused where it was entered, and the list they give."""

import csv
from io import StringIO
from typing import Any

import numpy as np
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from indicators.models import AuditEntry
from monitoring.departments.models import Department, Person
from monitoring.planning.attention.actions import (
    TitleTaken,
    Wording,
    set_rule,
    supersede_rule,
    withdraw_rule,
)
from monitoring.planning.attention.judging import NO, UNKNOWN, YES, combined
from monitoring.planning.attention.rule import Combining, Criterion, Rule, Side, berlin
from monitoring.planning.endings import Ended
from monitoring.planning.models import AttentionRule
from tests.factories import World, make_person, make_world
from tests.factories.indices import make_pair

NEW = "/planning/attention/new/"
FORM = {
    "title": "Attention",
    "level": "planungsraum",
    "index": "verlauf",
    "groups": "1+, 2+, 3+, 4+, 1+/-, 2±, 3±, 4±, 1-, 2-, 3-, 4-",
    "combining": "all",
    "department": "sozialplanung",
    "reason": "Agreed",
}
POOR = {"indicator_1": "armutsquote", "side_1": "above", "by_1": "2"}


@pytest.fixture
def world(db: None) -> World:
    world = make_world()
    make_pair()
    return world


@pytest.fixture
def planner(db: None) -> Person:
    return make_person("planung", "planner", first_name="Petra", last_name="Planung")


def client_of(person: Person) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def set_by(person: Person, title: str = "Attention", **changes: Any) -> AttentionRule:
    given: dict[str, Any] = {"level": "planungsraum", "criteria": (Criterion("armutsquote", Side.ABOVE, 2.0),)}
    department = Department.objects.get(memberships__person=person)
    return set_rule(by=person, said=Wording(title, Rule(**given | changes), "Agreed"), department=department)


@given(st.lists(st.tuples(*[st.sampled_from([YES, NO, UNKNOWN])] * 3), min_size=1, max_size=40))
def test_verdicts_are_combined_as_said_in_words(rows: list[tuple[int, int, int]]) -> None:
    parts = [np.array(column, np.int8) for column in zip(*rows, strict=True)]
    for row, of_all, of_any in zip(rows, combined(parts, Combining.ALL), combined(parts, Combining.ANY), strict=True):
        assert of_all == (NO if NO in row else UNKNOWN if UNKNOWN in row else YES)
        assert of_any == (YES if YES in row else UNKNOWN if UNKNOWN in row else NO)


def test_rule_is_set_tried_and_recorded_and_gives_its_list(
    world: World, planner: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of(planner)
    answer = client.post(NEW, FORM | POOR)
    row = AttentionRule.objects.get()
    assert answer.status_code == 302 and answer["Location"] == f"/planning/attention/{row.pk}/"
    assert row.document["groups"] == ["1+", "1±", "1−", "2+", "2±", "2−", "3+", "3±", "3−", "4+", "4±", "4−"]
    entry = AuditEntry.objects.get(action="attention_rule.set")
    assert (entry.actor, entry.subject_id, entry.details["rule"]) == ("planung", str(row.pk), row.document)
    with django_assert_max_num_queries(34):
        page = client.get(f"/planning/attention/{row.pk}/")
    found = page.context["found"]
    # city 110 of 1110 = 9.9 %; Nord 60 of 300 = 20 %, Süd 2.5 %, Ost 9.4 %, West 10 %
    assert [area.code for area in found.areas] == ["0101"]
    text = page.content.decode().replace("\xa0", " ")
    assert "Not for publication" in text and "at least 2.0 percentage points above the city" in text
    assert "20.0" in text and "Petra Planung" in text


def test_unknown_areas_are_told_and_never_listed(world: World, planner: Person) -> None:
    row = set_by(
        planner, criteria=(), index="verlauf", groups=berlin(4, tuple(f"{n}{s}" for n in "1234" for s in "+±−"))
    )
    found = client_of(planner).get(f"/planning/attention/{row.pk}/").context["found"]
    assert found.now.unknown == 1 and "0102" not in found.now.codes  # left out of the status index
    assert found.now.verdict[-1] == NO  # the residual unit


def test_what_came_in_and_went_out_within_a_year_is_told(world: World, planner: Person) -> None:
    row = set_by(planner, criteria=(Criterion("armutsquote", Side.ABOVE, 0.0),))
    found = client_of(planner).get(f"/planning/attention/{row.pk}/").context["found"]
    assert found.before is not None
    # 2020: Nord 20 and West 10 above 9.9; 2019: Nord 16.7 and Ost 9.7 (city 9.1), West missing
    assert [(area.code, area.is_new) for area in found.areas] == [("0101", False), ("0202", True)]
    assert [code for code, _ in found.gone] == ["0201"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"reason": ""}, "reason"),
        ({"level": "quartier"}, "level"),
        ({"level": ""}, "level"),
        ({"index": "keiner"}, "index"),
        ({"index": "", "groups": ""}, "index"),
        ({"index": ""}, "groups"),
        ({"groups": "5+"}, "groups"),
        ({"groups": ""}, "groups"),
        ({"combining": "most"}, "combining"),
        ({"minimum_residents": "-1"}, "minimum_residents"),
        ({"minimum_residents": "many"}, "minimum_residents"),
        ({"indicator_1": "geheim"}, "indicator_1"),
        ({"indicator_1": "jugendquote"}, "indicator_1"),
        (POOR | {"by_1": "-2"}, "by_1"),
        (POOR | {"by_1": "inf"}, "by_1"),
        (POOR | {"by_1": "nan"}, "by_1"),
        (POOR | {"side_1": "beside"}, "side_1"),
        (POOR | {"course_1": "worse"}, "course_1"),
        ({"by_2": "3"}, "indicator_2"),
        (POOR | {"indicator_2": "armutsquote", "side_2": "below"}, "indicator_2"),
        ({"department": "jugend"}, "department"),
    ],
)
def test_what_is_wrong_is_said_where_it_was_entered(
    world: World, planner: Person, changes: dict[str, str], field: str
) -> None:
    Department.objects.create(code="jugend", name_de="Jugend", name_en="Youth")
    answer = client_of(planner).post(NEW, FORM | changes)
    assert answer.status_code == 422 and not AttentionRule.objects.exists()
    assert list(answer.context["form"].errors) == [field]


def test_a_title_stands_for_one_rule_in_force(world: World, planner: Person) -> None:
    set_by(planner)
    assert list(client_of(planner).post(NEW, FORM).context["form"].errors) == ["title"]
    with pytest.raises(TitleTaken):
        set_by(planner)
    row = AttentionRule.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_rule_is_superseded_not_edited_and_withdrawn_with_a_reason(world: World, planner: Person) -> None:
    first, client = set_by(planner), client_of(planner)
    assert client.get(f"/planning/attention/{first.pk}/supersede/").context["form"].initial["by_1"] == 2.0
    sent = {key: value for key, value in FORM.items() if key != "department"} | POOR | {"reason": "Narrower"}
    answer = client.post(f"/planning/attention/{first.pk}/supersede/", sent)
    second = AttentionRule.objects.get(ended_at=None)
    assert answer["Location"] == f"/planning/attention/{second.pk}/" and second.supersedes == first
    first.refresh_from_db()
    assert (first.end_reason, first.ended_by) == ("Narrower", planner)
    for change in (
        lambda: supersede_rule(by=planner, row=first, said=Wording("x", Rule("planungsraum"), "y")),
        lambda: withdraw_rule(by=planner, row=first, reason="twice"),
    ):
        with pytest.raises(Ended):
            change()
    assert client.post(f"/planning/attention/{second.pk}/withdraw/", {"reason": ""}).status_code == 422
    assert client.post(f"/planning/attention/{second.pk}/withdraw/", {"reason": "Done"}).status_code == 302
    assert "Done" in client.get(f"/planning/attention/{second.pk}/").content.decode()
    assert "No rule has been set yet" in client.get("/planning/attention/").content.decode()


def test_preset_is_berlins_rule_where_there_is_a_pair(world: World, planner: Person) -> None:
    client = client_of(planner)
    assert f"{NEW}?preset=berlin" in client.get("/planning/attention/").content.decode()
    form = client.get(f"{NEW}?preset=berlin").context["form"]
    assert form.initial["groups"] == "3−, 4+, 4±, 4−" and form.initial["index"] == "verlauf"
    assert form.initial["title"] != "Areas with particular need of attention", "the rule is called as the page above it"


@pytest.mark.parametrize(
    ("role", "page", "new"),
    [
        ("head", 200, 200),
        ("planner", 200, 200),
        ("viewer", 200, 403),
        ("statistician", 200, 403),
        ("council_member", 403, 403),
    ],
)
def test_staff_read_planners_and_heads_define(world: World, role: str, page: int, new: int) -> None:
    row = set_by(make_person("setzt", "planner"))
    client = client_of(make_person("fragt", role))
    for address in (
        "/planning/attention/",
        f"/planning/attention/{row.pk}/",
        f"/planning/attention/{row.pk}/table.csv",
    ):
        assert client.get(address).status_code == page
    assert client.get(NEW).status_code == new
    assert Client().get("/planning/attention/").status_code in (302, 403)


def test_planners_of_another_department_cannot_change_a_rule(world: World, planner: Person) -> None:
    row = set_by(planner)
    Department.objects.create(code="jugend", name_de="Jugend", name_en="Youth")
    other = make_person("andere", "planner", department="jugend")
    assert client_of(other).post(f"/planning/attention/{row.pk}/withdraw/", {"reason": "x"}).status_code == 403
    with pytest.raises(PermissionDenied):
        withdraw_rule(by=other, row=row, reason="x")


def test_rule_on_what_one_may_not_see_is_not_there(world: World, planner: Person) -> None:
    row = set_by(planner, criteria=(Criterion("jugendquote", Side.ABOVE, 0.0),))
    client = client_of(planner)
    assert client.get(f"/planning/attention/{row.pk}/").status_code == 404
    assert row.title not in client.get("/planning/attention/").content.decode()


def test_the_file_bears_the_mark(world: World, planner: Person) -> None:
    row = set_by(planner)
    answer = client_of(planner).get(f"/planning/attention/{row.pk}/table.csv")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Not for publication"] and "not-for-publication" in answer["Content-Disposition"]
    assert rows[2][:2] == ["0101", "Hafenviertel Nord"] and "20.0" in rows[2][4]


def test_the_portals_role_adds_and_ends_rules_and_changes_nothing_else(
    world: World, planner: Person, as_role: Any
) -> None:
    row = set_by(planner)
    with as_role("portal"), connection.cursor() as cursor:
        cursor.execute("UPDATE attention_rule SET end_reason = end_reason WHERE id = %s", [row.pk])
    for column in ("title", "document"):
        with pytest.raises(Exception, match="permission denied"), as_role("portal"), connection.cursor() as cursor:
            cursor.execute(f"UPDATE attention_rule SET {column} = {column}")
