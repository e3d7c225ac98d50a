"""The register of enquiries: published values alone get in, and two people never overwrite each other."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from indicators.actions import enquiring
from indicators.actions.enquiring import Asked, Cell, Said
from indicators.actions.errors import REFUSAL_CODES, Refused
from indicators.models import AuditEntry, Enquiry, EnquiryValue, Release, ReleasedBlock
from indicators.office import enquiries as office
from indicators.office.enquiries import Wanted
from monitoring.deliveries.enquiries import taking
from monitoring.deliveries.enquiries.reminding import remind
from monitoring.deliveries.enquiries.taking import Question
from monitoring.journey_messages import refusal
from monitoring.keeping_messages import KEEPING_REFUSALS
from monitoring.notices.models import OfficeNotification
from monitoring.notices.words import told
from tests.factories import make_person, make_world
from tests.factories.results import COUNTS, MISSING, SUPPRESSED
from tests.factories.world import World
from tests.monitoring.deliveries.conftest import at_office  # noqa: F401

ASKED = Asked("press", "Tageblatt", date(2026, 3, 1), None, "income", "Wie viele Kinder leben in Armut?")
VALUE = {"release": "2026/1", "level": "planungsraum", "period": "2020-12-31", "area": "0101"}


@pytest.fixture
def world(db: None, at_office: None) -> World:  # noqa: F811
    return make_world(is_demo=True)


@pytest.fixture
def person(world: World) -> Any:
    return make_person("statistik", "statistician", department="statistikstelle")


@pytest.fixture
def client(person: Any, client: Any) -> Any:
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def _open(person: Any, **other: Any) -> Enquiry:
    return enquiring.open_enquiry(by=person, asked=replace(ASKED, **other))


def _fields(**other: Any) -> dict[str, Any]:
    return {
        "asker": "press", "asked_by": "Tageblatt", "asked_on": "2026-03-01", "due_on": "2026-03-10", "topic": "income",
        "question": "Wie viele Kinder leben in Armut?", **other,
    }  # fmt: skip


def test_an_enquiry_is_taken_down_answered_closed_and_opened_again(client: Any, person: Any) -> None:
    answer = client.post("/enquiries/new/", _fields())
    found = Enquiry.objects.get()
    assert answer["Location"] == f"/enquiries/{found.pk}/" and found.number == f"{timezone.localdate().year}/1"
    page = client.get(f"/enquiries/{found.pk}/").content.decode()
    assert "Wie viele Kinder" in page and "Mark as answered" not in page
    assert "There is no answer yet" in client.post(f"/enquiries/{found.pk}/answered/", follow=True).content.decode()
    client.post(f"/enquiries/{found.pk}/", {"answer": "Zwölf von hundert.", "version": found.version})
    client.post(f"/enquiries/{found.pk}/answered/")
    client.post(f"/enquiries/{found.pk}/answered/")
    found.refresh_from_db()
    assert (found.state, found.answered_by, found.answer) == ("answered", person, "Zwölf von hundert.")
    assert "<textarea" not in client.get(f"/enquiries/{found.pk}/").content.decode()
    client.post(f"/enquiries/{found.pk}/closed/")
    client.post(f"/enquiries/{found.pk}/open/")
    found.refresh_from_db()
    assert found.state == "open" and found.answered_by is None
    told = AuditEntry.objects.filter(subject="enquiry").order_by("pk").values_list("action", flat=True)
    assert list(told) == [
        "enquiry.opened", "enquiry.changed", "enquiry.answered", "enquiry.closed", "enquiry.reopened",
    ]  # fmt: skip


def test_numbers_of_enquiries_follow_each_other(person: Any) -> None:
    year = timezone.localdate().year
    assert [_open(person).number for _ in range(3)] == [f"{year}/{n}" for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("asker", "neighbour"), ("asked_by", " "), ("asked_on", "gestern"), ("due_on", "2026-02-01"), ("topic", "x"),
        ("question", ""), ("asked_on", "2999-01-01"), ("question", "x" * 20_001),
    ],
)  # fmt: skip
def test_what_is_missing_or_cannot_be_is_told_at_its_field(client: Any, field: str, value: str) -> None:
    answer = client.post("/enquiries/new/", _fields(**{field: value}))
    assert answer.status_code == 422 and "kern-error" in answer.content.decode() and not Enquiry.objects.exists()


def test_two_people_never_overwrite_each_other(client: Any, person: Any) -> None:
    found = _open(person)
    enquiring.write_answer(by=person, enquiry=found.pk, version=0, answer="von der anderen")
    answer = client.post(f"/enquiries/{found.pk}/", {"answer": "von mir", "version": 0})
    page = answer.content.decode()
    assert answer.status_code == 422 and "von mir" in page and "changed the enquiry while you were writing" in page
    answer = client.post(f"/enquiries/{found.pk}/edit/", _fields(version=0))
    assert answer.status_code == 422
    found.refresh_from_db()
    assert found.answer == "von der anderen"
    assert client.post(f"/enquiries/{found.pk}/edit/", _fields(version=1, question="Neu?")).status_code == 302
    found.refresh_from_db()
    assert found.question == "Neu?" and found.due_on == date(2026, 3, 10)


def test_a_value_is_taken_with_its_sentence_and_source_and_stays_as_published(
    client: Any, person: Any, world: World
) -> None:
    found = _open(person)
    query = VALUE | {"indicator": "offene-quote"}
    page = client.get(f"/enquiries/{found.pk}/take/", query).content.decode()
    assert "20.0" in page or "20 %" in page
    assert client.post(f"/enquiries/{found.pk}/take/", query).status_code == 302
    taken = EnquiryValue.objects.get()
    assert taken.value == pytest.approx(20.0) and taken.reference_value == pytest.approx(9.9)
    assert "In the area" in taken.sentence and "9.9" in taken.sentence
    assert taken.source.startswith("Source: ") and "release 2026/1" in taken.source
    block = ReleasedBlock.objects.get(
        release=world.live, indicator__code="offene-quote", period__code="2020-12-31", level__code="planungsraum"
    )
    assert (taken.release, taken.block_sha256) == (world.live, block.content_sha256)
    world.releases.add(
        world.indicators["offene-quote"],
        "2020-12-31",
        COUNTS | {"planungsraum": [(90, 300), *COUNTS["planungsraum"][1:]]},
    )
    world.releases.release("Korrektur", is_demo=True)
    again = client.get(f"/enquiries/{found.pk}/").content.decode()
    assert taken.sentence in again
    assert "in the answer already" in client.post(f"/enquiries/{found.pk}/take/", query).content.decode()
    client.post(f"/enquiries/{found.pk}/values/{taken.pk}/remove/")
    assert not EnquiryValue.objects.exists()


@pytest.mark.parametrize("state", [SUPPRESSED, MISSING])
def test_nothing_suppressed_gets_in(client: Any, person: Any, world: World, state: Any) -> None:
    kept = [(60, 300), state, *COUNTS["planungsraum"][2:]]
    world.releases.add(world.indicators["offene-quote"], "2020-12-31", COUNTS | {"planungsraum": kept})
    world.releases.release("Zweite", is_demo=True)
    found = _open(person)
    query = VALUE | {"indicator": "offene-quote", "release": "2026/2", "area": "0102"}
    for answer in (
        client.get(f"/enquiries/{found.pk}/take/", query),
        client.post(f"/enquiries/{found.pk}/take/", query),
    ):
        assert answer.status_code == 422 and "no published number" in answer.content.decode()
    assert not EnquiryValue.objects.exists()


def test_what_is_too_small_for_the_public_gets_in_for_the_administration_only(person: Any, world: World) -> None:
    """0202 has 80 residents: enough for staff (50), too few for the public (100)."""
    question = Question("2026/1", "offene-quote", "planungsraum", "2020-12-31", "0202")
    with pytest.raises(Refused, match="value_not_published"):
        taking.value_for("press", question)
    assert taking.value_for("administration", question).said.value == pytest.approx(10.0)


def test_the_action_itself_refuses_a_suppressed_cell_whatever_the_page_says(person: Any, world: World) -> None:
    kept = [SUPPRESSED, *COUNTS["planungsraum"][1:]]
    world.releases.add(world.indicators["offene-quote"], "2020-12-31", COUNTS | {"planungsraum": kept})
    release = world.releases.release("Zweite", is_demo=True)
    block = ReleasedBlock.objects.get(
        release=release, indicator__code="offene-quote", period__code="2020-12-31", level__code="planungsraum"
    )
    said = Said(
        "offene-quote", "x", "0101", "x", "kiez-2020-01-01", "planungsraum", "2020-12-31", 20.0, None, "%", 1, "x", "x"
    )
    found = _open(person)
    with pytest.raises(Refused, match="value_not_published"):
        enquiring.take_value(by=person, enquiry=found.pk, cell=Cell(block.pk, 0), said=said)
    for cell, other in (
        (Cell(block.pk, 99), said),
        (Cell(0, 0), said),
        (Cell(block.pk, 1), replace(said, indicator="y")),
    ):
        with pytest.raises(Refused, match="value_unknown"):
            enquiring.take_value(by=person, enquiry=found.pk, cell=cell, said=other)


def test_the_database_refuses_a_value_that_is_none(person: Any, world: World) -> None:
    found = _open(person)
    columns = {
        "enquiry": found, "release": world.live, "indicator": "x", "title": "x", "area": "x", "area_name": "x",
        "edition": "x", "level": "x", "period": "x", "unit": "%", "decimals": 1, "sentence": "x", "source": "x",
        "taken_by": person,
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        EnquiryValue.objects.create(**columns, value=1.0, status="suppressed")
    with pytest.raises(IntegrityError), transaction.atomic():
        EnquiryValue.objects.create(**columns, value=None, status="ok")


@pytest.mark.parametrize(
    ("asker", "indicators"),
    [
        ("press", ["offene-quote"]),
        ("public", ["offene-quote"]),
        ("council", ["offene-quote", "rats-quote"]),
        ("administration", ["armutsquote", "offene-quote", "rats-quote"]),
    ],
)
def test_nobody_is_told_more_than_they_could_look_up(world: World, asker: str, indicators: list[str]) -> None:
    assert sorted(code for code, _ in taking.offered_indicators(asker)) == indicators
    for code in ("armutsquote", "rats-quote", "jugendquote"):
        question = Question("2026/1", code, "planungsraum", "2020-12-31", "0101")
        if code not in indicators:
            with pytest.raises(Refused, match="value_not_for_asker"):
                taking.value_for(asker, question)


def test_a_release_whose_protection_was_not_audited_is_for_the_administration_only(db: None) -> None:
    make_world()
    assert taking.offered_releases("press") == [] == taking.offered_releases("council")
    assert len(taking.offered_releases("administration")) == 1


def test_a_withdrawn_release_is_not_offered_and_its_values_are_marked(client: Any, person: Any, world: World) -> None:
    found = _open(person)
    query = VALUE | {"indicator": "offene-quote"}
    client.post(f"/enquiries/{found.pk}/take/", query)
    Release.objects.filter(pk=world.live.pk).update(withdrawn_at=timezone.now(), withdrawn_reason="Fehler")
    assert "was withdrawn since" in client.get(f"/enquiries/{found.pk}/").content.decode()
    assert taking.offered_releases("press") == []
    with pytest.raises(Refused, match="value_unknown"):
        taking.value_for("press", Question("2026/1", "offene-quote", "planungsraum", "2020-12-31", "0101"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"release": "1/1"}, {"release": "x"}, {"indicator": "nichts"}, {"level": "nirgends"}, {"period": "1900"},
        {"area": "nichts"}, {"area": "99999999"}, {"indicator": "armutsquote"},
    ],
)  # fmt: skip
def test_values_that_are_not_there_are_told(client: Any, person: Any, wrong: dict[str, str]) -> None:
    found = _open(person)
    for send in (client.get, client.post):
        answer = send(f"/enquiries/{found.pk}/take/", VALUE | {"indicator": "offene-quote"} | wrong)
        assert answer.status_code in (200, 422) and not EnquiryValue.objects.exists()


def test_the_level_that_is_shown_is_that_of_the_areas(client: Any, person: Any) -> None:
    found = _open(person)
    chosen = {"release": VALUE["release"], "indicator": "offene-quote"}
    first = client.get(f"/enquiries/{found.pk}/take/", chosen).context["form"]
    areas = [code for code, _name in first.fields["area"].choices if code]
    again = chosen | {"level": first["level"].value(), "area": areas[0]}
    assert "area" not in client.get(f"/enquiries/{found.pk}/take/", again).context["form"].errors
    other = next(code for code, _name in first.fields["level"].choices if code != first["level"].value())
    moved = client.get(f"/enquiries/{found.pk}/take/", again | {"level": other}).context["form"]
    assert not moved.errors and moved["level"].value() == other and not moved["area"].value()


def test_the_answer_goes_out_with_its_values_and_sources(client: Any, person: Any) -> None:
    found = _open(person, question="=1+1?")
    client.post(f"/enquiries/{found.pk}/take/", VALUE | {"indicator": "offene-quote"})
    found.refresh_from_db()
    enquiring.write_answer(by=person, enquiry=found.pk, version=found.version, answer="Hier die Zahlen:")
    text = client.get(f"/enquiries/{found.pk}/text.txt").content.decode()
    taken = EnquiryValue.objects.get()
    for part in ("=1+1?", "Hier die Zahlen:", taken.sentence, taken.source):
        assert part in text
    table = b"".join(client.get(f"/enquiries/{found.pk}/values.csv").streaming_content).decode()
    assert (
        table.startswith("\ufeffrelease,indicator") and "2026/1,offene-quote" in table and taken.block_sha256 in table
    )
    page = client.get(f"/enquiries/{found.pk}/").content.decode()
    assert 'data-copy="#whole"' in page


def test_answered_enquiries_are_not_changed(client: Any, person: Any) -> None:
    found = _open(person)
    enquiring.write_answer(by=person, enquiry=found.pk, version=0, answer="x")
    enquiring.move(by=person, enquiry=found.pk, to="answered")
    query = VALUE | {"indicator": "offene-quote"}
    assert client.post(f"/enquiries/{found.pk}/take/", query).status_code == 302
    assert client.post(f"/enquiries/{found.pk}/", {"answer": "y", "version": 2}).status_code == 422
    assert client.post(f"/enquiries/{found.pk}/edit/", _fields(version=2)).status_code == 422
    found.refresh_from_db()
    assert found.answer == "x" and not EnquiryValue.objects.exists()


@pytest.mark.parametrize(
    ("words", "hits"),
    [("Kind", 1), ("Armut", 1), ("Armmut", 1), ("Tageblatt", 2), ("Wohnung", 1), ("Fahrrad", 0), ("kinder -armut", 0)],
)
def test_the_search_knows_german_words_in_every_form_and_forgives_typing_errors(
    person: Any, words: str, hits: int
) -> None:
    _open(person)
    _open(person, question="Wo werden Wohnungen gebaut?")
    assert office.enquiries(Wanted(words=words)).count() == hits


def test_what_was_answered_before_is_found_again(client: Any, person: Any) -> None:
    before = _open(person)
    client.post(f"/enquiries/{before.pk}/take/", VALUE | {"indicator": "offene-quote"})
    before.refresh_from_db()
    enquiring.write_answer(by=person, enquiry=before.pk, version=before.version, answer="So viele.")
    enquiring.move(by=person, enquiry=before.pk, to="answered")
    _open(person, question="Wo fehlen Radwege?")
    again = _open(person, question="Wie viele Kinder leben denn in Armut?")
    assert office.similar(again) == [before]
    for query in ("?indicator=offene-quote", "?area=0101", "?state=answered", "?q=Kinder&topic=income"):
        assert f'href="/enquiries/{before.pk}/"' in client.get(f"/enquiries/{query}").content.decode(), query
    assert f'href="/enquiries/{before.pk}/"' not in client.get("/enquiries/?indicator=rats-quote").content.decode()
    entry = client.get("/catalogue/indicator/entry/offene-quote/").content.decode()
    assert 'href="/enquiries/?indicator=offene-quote"' in entry
    assert "?indicator=" not in client.get("/catalogue/indicator/entry/rats-quote/").content.decode()


def test_due_days_are_marked_and_found(client: Any, person: Any) -> None:
    today = timezone.localdate()
    for days in (-1, 0, 2, 30):
        _open(person, asked_on=today - timedelta(days=9), due_on=today + timedelta(days=days), question=f"In {days}?")
    page = client.get("/enquiries/").content.decode()
    assert page.count("overdue") == 1 and page.count("due today") == 1 and page.count("due soon") == 1
    assert office.due(today + timedelta(days=2)).count() == 3


_PAGES = ("", "edit/", "take/", "text.txt", "values.csv")


def test_who_took_an_enquiry_down_is_reminded_once_and_again_after_another_day_was_set(person: Any) -> None:
    today = timezone.localdate()
    made = _open(person, asked_on=today, due_on=today + timedelta(days=2))
    _open(person, asked_on=today, due_on=today + timedelta(days=9))
    assert (remind(today), remind(today)) == (1, 0)
    notice = OfficeNotification.objects.get()
    assert (notice.person, notice.path) == (person, f"/enquiries/{made.pk}/") and made.number in told(notice).title
    later = replace(ASKED, asked_on=today, due_on=today + timedelta(days=3))
    enquiring.change(by=person, enquiry=made.pk, version=0, asked=later)
    assert remind(today) == 1
    enquiring.move(by=person, enquiry=made.pk, to="closed")
    assert remind(today + timedelta(days=1)) == 0


def test_the_register_is_the_statistics_offices_alone(world: World, person: Any, client: Any) -> None:
    found = _open(person)
    paths = [
        "/enquiries/", "/enquiries/new/", *(f"/enquiries/{found.pk}/{rest}" for rest in _PAGES),
    ]  # fmt: skip
    for role in ("supplier", "planner", "head", "administrator", "data_protection_officer", "council_member"):
        client.force_login(make_person(f"j-{role}", role), backend="django.contrib.auth.backends.ModelBackend")
        for path in paths:
            assert client.get(path).status_code == 403, (role, path)
        for path in ("answered/", "closed/", "open/", "take/", "values/1/remove/"):
            assert client.post(f"/enquiries/{found.pk}/{path}").status_code == 403, (role, path)
    client.force_login(make_person("pruefung", "approver"), backend="django.contrib.auth.backends.ModelBackend")
    for path in paths:
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize(
    "path", ["/enquiries/0/", "/enquiries/99/edit/", "/enquiries/99/take/", "/enquiries/99/text.txt"]
)
def test_enquiries_that_are_not_there_are_not_found(client: Any, path: str) -> None:
    assert client.get(path).status_code == 404


def test_every_refusal_about_keeping_and_enquiries_has_words() -> None:
    for code in KEEPING_REFUSALS:
        told = str(refusal(Refused(code, **dict.fromkeys(REFUSAL_CODES[code], "2020"))))
        assert not told.startswith(code), code
