"""Who may see what: denied unless granted, every URL declared."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import URLPattern, URLResolver, clear_url_caches, get_resolver
from django.utils import timezone

from monitoring.departments.access import Right, may, right_to_enter
from monitoring.departments.addresses import ADDRESSES
from monitoring.departments.models import Department, Membership, Role
from monitoring.departments.people import add_department, close_account, grant, revoke
from monitoring.departments.readers import forget
from tests.factories import indicator_spec, make_person

PORTAL, OFFICE = "monitoring.urls.portal", "monitoring.urls.office"


def routes(address: str) -> Iterator[tuple[str, str]]:
    """(name, an example of the path) of every URL of an address."""
    yield from _walk(get_resolver(address).url_patterns, "")


def _walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        text = str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, before + text)
        else:
            yield pattern.name or f"without a name: {text}", "/" + _example(before + text)


def _example(route: str) -> str:
    for converter, value in {"int": "1", "slug": "x", "str": "x", "path": "x"}.items():
        while f"<{converter}:" in route:
            start = route.index(f"<{converter}:")
            route = route[:start] + value + route[route.index(">", start) + 1 :]
    return route.removeprefix("^").replace("^", "").replace(".*$", "nothing").replace("$", "")


@pytest.mark.parametrize("address", [PORTAL, OFFICE])
def test_every_url_is_declared(address: str) -> None:
    undeclared = [name for name, _ in routes(address) if right_to_enter(address, name) is None]
    assert undeclared == []


@pytest.mark.parametrize("address", [PORTAL, OFFICE])
@pytest.mark.parametrize("role", [None, *Role.values])
def test_every_url_opens_for_exactly_those_who_may_enter(
    db: None, settings: object, address: str, role: str | None
) -> None:
    settings.ROOT_URLCONF = address  # type: ignore[attr-defined]
    clear_url_caches()
    client = Client(raise_request_exception=False)
    person = make_person("jemand", role) if role else AnonymousUser()
    if role:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    for name, path in routes(address):
        if name in ("sign-out", "api-unknown"):
            continue
        answer = client.get(path)
        turned_away = answer.status_code == 403 or (
            answer.status_code == 302 and answer["Location"].startswith("/sign-in/")
        )
        assert turned_away != may(person, right_to_enter(address, name)), (name, role, answer.status_code)
    clear_url_caches()


def test_office_opens_for_the_office_alone(db: None) -> None:
    of_the_office = {Role.SUPPLIER, Role.STATISTICIAN, Role.APPROVER}
    for role in Role:
        assert may(make_person(role.value, role), Right.ENTER_OFFICE) == (role in of_the_office)


def test_administrator_sees_protected_results_but_no_counts_and_no_deliveries(db: None) -> None:
    admin = make_person("admin", Role.ADMINISTRATOR)
    assert may(admin, Right.SEE_INDICATOR, indicator_spec())
    assert not may(admin, Right.SEE_COUNTS)
    assert not may(admin, Right.ENTER_OFFICE)
    assert not may(admin, Right.SEE_ALL_DELIVERIES)


def test_right_that_nobody_decided_is_denied(db: None) -> None:
    assert not may(make_person("planung", Role.PLANNER), None)
    assert right_to_enter(PORTAL, "gibt-es-nicht") is None
    assert right_to_enter("woanders", "start") is None


@pytest.mark.parametrize(
    ("visibility", "seen_by"),
    [
        ("public", {None, *Role}),
        ("council", set(Role) - {Role.SUPPLIER, Role.NEIGHBOURHOOD_MANAGER}),
        ("administration", set(Role) - {Role.SUPPLIER, Role.NEIGHBOURHOOD_MANAGER, Role.COUNCIL_MEMBER}),
        ("department", {Role.STATISTICIAN, Role.APPROVER}),
        ("unheard-of", set()),
    ],
)
def test_indicator_is_seen_by_whom_its_visibility_names(db: None, visibility: str, seen_by: set[Role | None]) -> None:
    spec = indicator_spec(visibility=visibility, departments=("jugend",))
    seen = {role for role in Role if may(make_person(role.value, role), Right.SEE_INDICATOR, spec)}
    if may(AnonymousUser(), Right.SEE_INDICATOR, spec):
        seen.add(None)  # type: ignore[arg-type]
    assert seen == seen_by


def test_departments_indicator_is_seen_by_its_department_and_the_parts_of_it(db: None) -> None:
    spec = indicator_spec(visibility="department", departments=("jugend",))
    youth = add_department(by=None, code="jugend", name_de="Jugend", name_en="Youth")
    part = add_department(by=None, code="kita", name_de="Kita", name_en="Day care", parent=youth)
    inside, elsewhere = make_person("innen"), make_person("aussen", Role.PLANNER)
    grant(by=None, person=inside, department=part, role=Role.PLANNER)
    assert may(inside, Right.SEE_INDICATOR, spec)
    assert not may(elsewhere, Right.SEE_INDICATOR, spec)


def test_role_ends_with_its_last_day(db: None) -> None:
    person = make_person("planung", Role.PLANNER)
    membership = Membership.objects.get(person=person)
    for days, expected in ((0, True), (1, True), (-1, False)):
        membership.valid_until = timezone.localdate() + timedelta(days=days)
        membership.save()
        forget(person)
        assert may(person, Right.SEE_COUNTS) is expected


def test_closed_account_has_no_right_at_all(db: None) -> None:
    person = make_person("planung", Role.PLANNER)
    assert may(person, Right.SIGNED_IN)
    close_account(by=None, person=person)
    assert not may(person, Right.SIGNED_IN)


def test_administrator_cannot_give_themselves_a_role(db: None) -> None:
    admin = make_person("admin", Role.ADMINISTRATOR)
    place = Department.objects.get(code="sozialplanung")
    with pytest.raises(PermissionDenied):
        grant(by=admin, person=admin, department=place, role=Role.STATISTICIAN)
    assert not may(admin, Right.ENTER_OFFICE)


def test_planner_cannot_administer_people(db: None) -> None:
    planner, other = make_person("planung", Role.PLANNER), make_person("jemand", Role.VIEWER)
    place = Department.objects.get(code="sozialplanung")
    for refused in (grant, revoke):
        with pytest.raises(PermissionDenied):
            refused(by=planner, person=other, department=place, role=Role.VIEWER)


def test_django_staff_flags_give_no_right(db: None) -> None:
    person = make_person("wurzel", is_staff=True, is_superuser=True)
    anything = SimpleNamespace(
        visibility="administration",
        departments=(),
        is_demo=False,
        audit="not_audited",
        uploaded_by_id=0,
        department="",
        owner="",
        proposed_by_id=0,
        indicators=(),
        is_default=False,
        is_for_everybody=False,
        default_for=(),
        owner_id=0,
        department_codes=(),
        shared_codes=frozenset(),
        department_code="",
        is_shared=True,
    )
    granted = {right for right in Right if may(person, right, anything)}
    assert granted == {Right.ENTER, Right.SIGNED_IN}


def test_both_addresses_have_their_own_table() -> None:
    assert set(ADDRESSES) == {PORTAL, OFFICE}
    assert settings.ROOT_URLCONF in ADDRESSES
