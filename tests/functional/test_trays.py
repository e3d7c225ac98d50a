"""Calendar, trays, tokens and notices in the browser: every width and look, by keyboard, the tab that tells how it ends."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from indicators.actions import agreeing, decide, steps, tokens
from indicators.models import Delivery, Progress
from indicators.periods import parse_period
from monitoring.deliveries.calendar.reminding import remind
from monitoring.deliveries.telling import tell
from monitoring.notices.models import OfficeNotification
from tests.functional.conftest import Visit
from tests.functional.test_deliveries import LOOKS, House, _faults, at_desk, beside, house  # noqa: F401
from tests.indicators.actions.journeys import COUNTS, file_of


def _fill(office: Any) -> tuple[int, int]:
    """A released half-year, one that waits for a decision, one that never came, and what everybody is told of it."""
    released = office.release()
    waiting = office.deliver(file_of(COUNTS | {"0101": (61, 300)}), period="2025-06-30")
    agreeing.waive(
        by=office.supplier, source="register", period=parse_period("2025-12-31"), reason="Umstellung des Verfahrens"
    )
    until = timezone.localdate() + timedelta(days=90)
    tokens.make_token(by=office.supplier, name="Fachverfahren Schule", department="statistikstelle", valid_until=until)
    tell()
    remind(timezone.localdate())
    return released.pk, waiting.pk


@pytest.fixture
def filled(house: House) -> tuple[int, int]:  # noqa: F811
    rows = beside(lambda: list(Delivery.objects.order_by("pk").values_list("pk", flat=True)[:2]))
    return (rows[0], rows[1]) if rows else beside(lambda: _fill(house.office))


OFFICE = (
    "/",
    "/calendar/",
    "/calendar/?year=2025",
    "/calendar/register/",
    "/calendar/register/dates/",
    "/calendar/register/waive/?period={missing}",
    "/tokens/",
    "/tokens/new/",
    "/notices/",
    "/notices/mail/",
    "/deliveries/",
    "/deliveries/{released}/",
    "/deliveries/{released}/values/",
    "/data/",
)
SUPPLIER = ("/", "/calendar/", "/calendar/register/", "/notices/", "/deliveries/", "/data/")


@pytest.mark.parametrize(("language", "theme", "width"), LOOKS)
def test_axe_finds_nothing_and_nothing_sticks_out(
    filled: tuple[int, int],
    at_desk: Callable[..., Visit],  # noqa: F811
    language: str,
    theme: str,
    width: int,
) -> None:
    words = {"released": filled[0], "missing": "2026-06-30"}
    found = {}
    for person, paths in (("statistik", OFFICE), ("zulieferung", SUPPLIER)):
        visiting = at_desk(person, language=language, theme=theme, width=width)
        found |= {(person, path): _faults(visiting, path.format(**words)) for path in paths}
        assert visiting.complaints == []
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_the_bell_is_reached_and_everything_is_read_by_keyboard(
    filled: tuple[int, int],
    at_desk: Callable[..., Visit],  # noqa: F811
) -> None:
    visiting = at_desk("pruefung", language="en")
    page = visiting.open("/")
    bell = page.get_by_role("link", name="unread")
    bell.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/notices/")
    button = page.get_by_role("button", name="Mark all as read")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("marked as read")
    expect(page.get_by_role("link", name="Notices: none unread")).to_be_visible()
    undo = page.get_by_role("button", name="Undo")
    undo.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Mark all as read")).to_be_visible()
    assert beside(lambda: OfficeNotification.objects.filter(person__username="pruefung", read_at=None).exists())


def test_a_token_is_shown_once_and_gone_when_the_page_is_loaded_again(
    filled: tuple[int, int],
    at_desk: Callable[..., Visit],  # noqa: F811
) -> None:
    visiting = at_desk("statistik", language="en")
    page = visiting.open("/tokens/new/")
    page.get_by_label("Name").fill("Kita-Verfahren")
    department = page.get_by_label("Department", exact=True)
    expect(department).to_have_value("")  # nobody makes a token for a department that they did not choose
    department.select_option("statistikstelle")
    page.get_by_role("button", name="Make a token").click()
    text = page.get_by_label("Token", exact=True).input_value()
    assert text.startswith("smd_") and visiting.violations() == []
    page.get_by_role("link", name="I have copied it").click()
    assert text not in page.content() and "Kita-Verfahren" in page.content()


def test_the_tab_tells_how_far_it_is_and_that_it_has_ended(
    house: House,  # noqa: F811
    at_desk: Callable[..., Visit],  # noqa: F811
) -> None:
    visiting = at_desk("statistik", language="en")
    delivery = beside(lambda: house.office.receive(period="2024-06-30"))
    now = timezone.now()
    began = {"started_at": now - timedelta(seconds=10), "updated_at": now}
    beside(lambda: Progress.objects.create(delivery=delivery, step="check", done=25, total=100, **began))
    page = visiting.open(f"/deliveries/{delivery.pk}/")
    expect(page.get_by_text("25 of 100 · 25 %")).to_be_visible()
    expect(page.get_by_text("about 30 seconds left")).to_be_visible()
    assert page.title().startswith("25 % · ")
    assert visiting.violations() == []
    page.evaluate("Object.defineProperty(Document.prototype, 'hidden', {get: () => true})")
    visiting.page.context.add_init_script("Object.defineProperty(Document.prototype, 'hidden', {get: () => true})")
    beside(lambda: steps.run(delivery=delivery.pk))
    expect(page).to_have_title(re.compile("^● "), timeout=15_000)
    beside(lambda: decide.withdraw(by=house.office.supplier, delivery=delivery.pk, reason="Probe"))
