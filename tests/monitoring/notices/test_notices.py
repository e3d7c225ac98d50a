"""What people are told: once per occasion, where it belongs, in their language, and markable back and forth."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import ProgrammingError
from django.test import Client
from django.utils import translation

from monitoring.departments.models import Person
from monitoring.notices import reading
from monitoring.notices.kinds import KINDS
from monitoring.notices.models import MailPreference, Notification, OfficeNotification
from monitoring.notices.notify import notify, notify_all
from monitoring.notices.words import told
from tests.factories import make_person

pytestmark = pytest.mark.django_db
AsRole = Callable[[str], AbstractContextManager[None]]
SOURCE = {"de": "Melderegister", "en": "Population register"}
PARAMS = {"source": SOURCE, "period": "2025-Q4", "release": "2026/1", "day": "2026-03-31", "reason": "Quartal"}


@pytest.fixture
def at_office(settings: Any) -> None:
    settings.ROOT_URLCONF, settings.IS_OFFICE = "monitoring.urls.office", True


@pytest.fixture
def somebody() -> Person:
    return make_person("statistik", "statistician", department="statistikstelle")


def browser(person: Person, language: str = "de") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def tell(person: Person, kind: str = "approval_wanted", key: str | None = None) -> None:
    notify(person, kind, "delivery:12", "/deliveries/12/", PARAMS, key=key)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_kind_has_words_that_its_params_fill(somebody: Person, kind: str, language: str) -> None:
    given = {name: PARAMS.get(name, "12") for name in KINDS[kind].params}
    notify(somebody, kind, "delivery:12", "/deliveries/12/", given)
    model = Notification if KINDS[kind].is_portal else OfficeNotification
    with translation.override(language):
        line = told(model.objects.get())
    assert line.title and line.advice and "%" not in line.title + line.advice and "{" not in line.title
    assert ("Population register" in line.title) is (language == "en" and "source" in given)


def test_a_notice_that_lacks_a_word_is_an_error(somebody: Person) -> None:
    with pytest.raises(ValueError, match="period"):
        notify(somebody, "candidate", "delivery:12", "/deliveries/12/", {"source": SOURCE})


def test_of_one_occasion_everybody_is_told_once(somebody: Person) -> None:
    other = make_person("pruefung", "approver", department="statistikstelle")
    for people in ([somebody], [somebody, other], [other, somebody, somebody]):
        notify_all(people, "due", "source:register", "/calendar/", PARAMS, key="due:register:2025-Q4")
    assert sorted(OfficeNotification.objects.values_list("person__username", flat=True)) == ["pruefung", "statistik"]
    tell(somebody)
    tell(somebody)
    assert OfficeNotification.objects.filter(person=somebody).count() == 3  # without a key each is an occasion


def test_the_bell_counts_what_is_unread_and_marking_can_be_taken_back(somebody: Person, at_office: None) -> None:
    for _ in range(3):
        tell(somebody)
    client = browser(somebody, "en")
    assert "Notices: 3 unread" in client.get("/notices/").content.decode()
    first = OfficeNotification.objects.order_by("pk").first()
    assert first is not None
    page = client.post("/notices/read/", {"notice": str(first.pk)}, follow=True).content.decode()
    assert "1 notice marked as read" in page and "Notices: 2 unread" in page
    page = client.post("/notices/unread/", {"notice": str(first.pk)}, follow=True).content.decode()
    assert "Notices: 3 unread" in page
    page = client.post("/notices/read/", follow=True).content.decode()
    assert "3 notices marked as read" in page and "Notices: none unread" in page
    marked = OfficeNotification.objects.values_list("pk", flat=True)
    client.post("/notices/unread/", {"notice": [str(number) for number in marked]})
    assert reading.unread(somebody.pk) == 3
    assert "Everything is read." not in client.get("/notices/?show=unread").content.decode()


def test_nobody_marks_or_sees_the_notices_of_others(somebody: Person, at_office: None) -> None:
    other = make_person("pruefung", "approver", department="statistikstelle")
    tell(somebody)
    number = OfficeNotification.objects.get().pk
    client = browser(other)
    client.post("/notices/read/", {"notice": str(number)})
    client.post("/notices/read/")
    assert OfficeNotification.objects.get().read_at is None
    assert "/deliveries/12/" not in client.get("/notices/").content.decode()
    for wrong in ("x", "-1", "9" * 30, "1e3"):
        assert client.post("/notices/read/", {"notice": wrong}).status_code == 302


def test_each_address_shows_its_own_and_the_sealed_ones_stay_sealed(somebody: Person, as_role: AsRole) -> None:
    tell(somebody)
    notify(somebody, "release_live", "release:2026/1", "/releases/2026/1/", PARAMS)
    with as_role("portal"):
        client = browser(somebody, "en")
        page = client.get("/notices/").content.decode()
        assert "Release 2026/1 is live" in page and "/deliveries/12/" not in page
        assert "Notices: none unread" in client.post("/notices/read/", follow=True).content.decode()
        client.post("/notices/mail/", {"wants_mail": "no", "language": "en", "address": ""})
    assert MailPreference.objects.get().wants_mail is False
    with pytest.raises(ProgrammingError, match="permission denied"), as_role("portal"):
        OfficeNotification.objects.exists()


def test_visitors_have_no_bell_and_are_sent_to_sign_in() -> None:
    assert "bell" not in Client().get("/imprint/").content.decode()
    for path in ("/notices/", "/notices/mail/"):
        assert Client().get(path)["Location"].startswith("/sign-in/")
    for path in ("/notices/read/", "/notices/unread/"):
        assert Client().post(path)["Location"].startswith("/sign-in/")


def test_at_the_office_only_its_people_are_told(at_office: None) -> None:
    planner = make_person("planung", "planner")
    for path in ("/notices/", "/notices/mail/"):
        assert browser(planner).get(path).status_code == 403


def test_the_page_says_that_no_mail_is_sent_and_where_it_would_go(somebody: Person, settings: Any) -> None:
    settings.EMAIL_HOST = ""
    client = browser(somebody, "en")
    assert "No mail is sent from here" in client.get("/notices/mail/").content.decode()
    settings.EMAIL_HOST = "mail.example"
    assert "There is no address to write to" in client.get("/notices/mail/").content.decode()
    given = {"wants_mail": "yes", "language": "en", "address": "stefan@example.org"}
    page = client.post("/notices/mail/", given, follow=True).content.decode()
    assert "Mails go to stefan@example.org now." in page and "No mail is sent" not in page
    assert client.post("/notices/mail/", given | {"address": "kein"}).status_code == 422
