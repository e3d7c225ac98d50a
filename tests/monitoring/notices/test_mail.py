"""Mail through a real server: one a day, about what is unread, in the person's language, once, whatever dies in between."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import Message
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from monitoring.departments.models import Person
from monitoring.notices.digest import write
from monitoring.notices.models import Mail, MailPreference, OfficeNotification
from monitoring.notices.notify import notify
from monitoring.notices.posting import ATTEMPTS, post
from tests.factories import make_person
from tests.monitoring.notices.mailserver import Server, serving

PARAMS = {"source": {"de": "Melderegister", "en": "Population register"}, "period": "2025-Q4"}
MORNING = datetime(2026, 4, 1, 5, 30, tzinfo=UTC)  # half past seven in Berlin


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    with serving() as running:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        settings.EMAIL_HOST_USER, settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = "", False, 5
        settings.PUBLIC_ADDRESSES = {"portal": "https://monitor.example", "office": "https://statistik.example"}
        yield running


@pytest.fixture
def somebody(db: None) -> Person:
    return make_person("statistik", "statistician", department="statistikstelle", email="stefan@example.org")


def tell(person: Person, number: int = 1, at: datetime = MORNING - timedelta(hours=3)) -> None:
    for one in range(number):
        notify(person, "approval_wanted", f"delivery:{one}", f"/deliveries/{one}/", PARAMS)
    OfficeNotification.objects.update(at=at)


def text(message: Message) -> str:
    payload = message.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode()


def test_one_mail_a_day_tells_what_is_unread_with_links_and_no_more(server: Server, somebody: Person) -> None:
    tell(somebody, 3)
    OfficeNotification.objects.filter(subject="delivery:0").update(read_at=MORNING)
    for _call in range(3):
        write(MORNING)
        post(MORNING)
    assert server.subjects() == ["Sozialraum-Monitor: 2 neue Mitteilungen"]
    body = text(server.taken[0])
    assert "https://statistik.example/deliveries/1/" in body and "https://statistik.example/deliveries/0/" not in body
    assert "Melderegister" in body and server.taken[0]["To"] == "stefan@example.org"
    tell(somebody, 1, MORNING)
    write(MORNING + timedelta(hours=5))
    assert post(MORNING + timedelta(hours=5)) == 0, "a second mail on the same day"
    write(MORNING + timedelta(days=1))
    assert post(MORNING + timedelta(days=1)) == 1
    assert server.subjects()[1] == "Sozialraum-Monitor: 1 neue Mitteilung"


def test_a_person_is_written_to_as_they_want(server: Server, somebody: Person) -> None:
    english = make_person("english", "statistician", department="statistikstelle", email="office@example.org")
    silent = make_person("silent", "statistician", department="statistikstelle", email="silent@example.org")
    unknown = make_person("unknown", "statistician", department="statistikstelle")
    MailPreference.objects.create(person=english, language="en", address="private@example.org")
    MailPreference.objects.create(person=silent, wants_mail=False)
    for person in (somebody, english, silent, unknown):
        tell(person)
    write(MORNING)
    assert post(MORNING) == 2
    told = {str(one["To"]): text(one) for one in server.taken}
    assert set(told) == {"stefan@example.org", "private@example.org"}
    assert "Population register, Q4 2025: waits for your decision" in told["private@example.org"]
    assert "Population register" not in told["stefan@example.org"]


def test_who_left_the_office_hears_nothing_of_deliveries(server: Server, somebody: Person) -> None:
    tell(somebody)
    somebody.memberships.all().delete()
    write(MORNING)
    assert post(MORNING) == 0 and not Mail.objects.exists()


def test_nobody_is_written_to_at_night_nor_without_a_server(server: Server, somebody: Person, settings: Any) -> None:
    tell(somebody)
    assert write(MORNING - timedelta(hours=3)) == 0
    settings.EMAIL_HOST = ""
    assert (write(MORNING), post(MORNING)) == (0, 0)
    assert not Mail.objects.exists()


def test_a_server_that_is_away_gets_the_same_mail_later(server: Server, somebody: Person, settings: Any) -> None:
    other = make_person("zweite", "statistician", department="statistikstelle", email="zweite@example.org")
    tell(somebody)
    tell(other)
    write(MORNING)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    assert post(MORNING) == 0
    assert list(Mail.objects.order_by("pk").values_list("attempts", flat=True)) == [1, 0], "every mail waited for it"
    settings.EMAIL_PORT = port
    assert post(MORNING) == 1, "before its time has come again"
    assert post(MORNING + timedelta(minutes=3)) == 1
    assert sorted(str(one["Message-ID"]) for one in server.taken) == sorted(
        Mail.objects.values_list("message_id", flat=True)
    )


@pytest.mark.parametrize("answer", ["451 later", "550 nobody here"])
def test_a_refusal_is_tried_again_and_given_up_in_the_end(server: Server, somebody: Person, answer: str) -> None:
    server.answer = answer
    tell(somebody)
    write(MORNING)
    now = MORNING
    for _attempt in range(ATTEMPTS + 3):
        post(now)
        now += timedelta(days=1)
    mail = Mail.objects.get()
    assert (mail.attempts, mail.sent_at) == (ATTEMPTS, None) and mail.given_up_at is not None and mail.failure
    assert OfficeNotification.objects.get().read_at is None


def test_the_database_holds_that_there_is_one_mail_a_day(server: Server, somebody: Person) -> None:
    tell(somebody)
    write(MORNING)
    mail = Mail.objects.get()
    with pytest.raises(IntegrityError, match="mail_once_a_day"), transaction.atomic():
        Mail.objects.create(
            person=somebody, day=mail.day, message_id="<x@y>", recipient="a@b.de", next_attempt_at=MORNING
        )
