"""The editor: what was typed, what it brings about, handing it in; as a form and as a file."""

import pytest

from indicators.catalogue.documents import toml_of
from indicators.models import CatalogueProposal, CatalogueVersion, Indicator
from tests.monitoring.deliveries.catalogue.conftest import EDIT, ENTRY, Workshop


def test_consequences_are_shown_before_anything_is_handed_in(workshop: Workshop) -> None:
    workshop.desk.office.release()
    answer = workshop.statistician.post(EDIT, workshop.typed(title__de="Armutsquote", visibility="public"))
    page = answer.content.decode()
    assert answer.status_code == 200 and not CatalogueProposal.objects.exists()
    for text in (
        "<del>Titel armutsquote</del>",
        "<ins>Armutsquote</ins>",
        "<del>Verwaltung</del>",
        "<ins>Alle</ins>",
        "1 Indikator",
        "1 Zeitraum",
        "Sehen ihn von da an",
        "ohne Anmeldung, Mitglieder des Rates",
        "Keine dieser Zahlen ändert sich",
    ):
        assert text in page, text


def test_what_readers_lose_is_told(workshop: Workshop) -> None:
    page = workshop.statistician.post(
        EDIT, workshop.typed(visibility="department", departments="statistikstelle")
    ).content.decode()
    assert "Sehen ihn nicht mehr" in page
    assert "die ganze Verwaltung" in page.split("Sehen ihn nicht mehr")[1].split("</dd>")[0]


def test_handing_in_needs_a_reason_and_then_waits(workshop: Workshop) -> None:
    typed = workshop.typed(title__de="Armutsquote") | {"step": "propose"}
    refused = workshop.statistician.post(EDIT, typed)
    assert refused.status_code == 422 and not CatalogueProposal.objects.exists()
    workshop.statistician.post(EDIT, typed | {"reason": "Klarer gesagt"})
    proposal = CatalogueProposal.objects.get()
    assert (proposal.document["title"]["de"], proposal.reason, proposal.decision) == (
        "Armutsquote",
        "Klarer gesagt",
        "",
    )
    assert workshop.indicator.spec.title.de == "Titel armutsquote"
    assert "Armutsquote" in workshop.statistician.get("/catalogue/").content.decode()


def test_the_preview_hands_in_the_file_that_it_carries_and_leads_back_to_the_form(workshop: Workshop) -> None:
    text = toml_of({**workshop.indicator.document, "decimals": 2})
    carried = {"toml": text, "base": workshop.indicator.sha256, "as": "form"}
    back = workshop.statistician.post(EDIT, carried | {"step": "back"}).content.decode()
    assert 'id="decimals" name="decimals" value="2"' in back
    workshop.statistician.post(EDIT, carried | {"step": "propose", "reason": "genauer"})
    assert CatalogueProposal.objects.get().document["decimals"] == 2


def test_errors_stand_at_their_fields_and_what_was_typed_stays(workshop: Workshop) -> None:
    answer = workshop.statistician.post(EDIT, workshop.typed(scale="viel", title__en="") | {"breaks[2].de": "x"})
    page = answer.content.decode()
    assert answer.status_code == 422
    for name in ("scale", "title.en", "breaks[2].period"):
        assert f'id="{name}_error"' in page, name
    assert 'value="viel"' in page and 'aria-invalid="true"' in page


def test_what_a_released_indicator_computes_is_refused_with_advice(workshop: Workshop) -> None:
    workshop.desk.office.release()
    answer = workshop.statistician.post(EDIT, workshop.typed(scale="1000") | {"step": "propose", "reason": "x"})
    assert answer.status_code == 422 and not CatalogueProposal.objects.exists()
    assert "einen neuen Indikator beschreiben" in answer.content.decode()


def test_a_file_is_edited_with_errors_on_their_lines(workshop: Workshop) -> None:
    text = toml_of(workshop.indicator.document)
    client, base = workshop.statistician, workshop.indicator.sha256
    page = client.get(f"{EDIT}?as=file").content.decode()
    assert "code = &quot;armutsquote&quot;" in page
    broken = text.replace("decimals = 1", "decimals = viel")
    line = broken.split("\n").index("decimals = viel") + 1
    told = client.post(EDIT, {"toml": broken, "base": base, "as": "file", "step": "check"})
    assert told.status_code == 422 and f"Zeile {line}" in told.content.decode()
    keyed = text.replace("decimals = 1", "decimals = 99")
    told = client.post(EDIT, {"toml": keyed, "base": base, "as": "file", "step": "check"})
    assert f"Zeile {line}, <code>decimals</code>" in told.content.decode()
    fine = text.replace("decimals = 1", "decimals = 3")
    assert client.post(EDIT, {"toml": fine, "base": base, "as": "file", "step": "check"}).status_code == 200


def test_form_and_file_change_into_each_other_with_what_was_typed(workshop: Workshop) -> None:
    client, base = workshop.statistician, workshop.indicator.sha256
    as_file = client.post(EDIT, workshop.typed(title__de="Halb", scale="viel") | {"step": "to-file"}).content.decode()
    assert "Halb" in as_file and "scale = &quot;viel&quot;" in as_file and 'name="toml"' in as_file
    text = toml_of({**workshop.indicator.document, "decimals": 4})
    given = {"toml": text, "base": base, "as": "file", "step": "to-form"}
    assert 'name="decimals" value="4"' in client.post(EDIT, given).content.decode()
    unreadable = client.post(EDIT, given | {"toml": "decimals = = 4"})
    assert unreadable.status_code == 422 and "decimals = = 4" in unreadable.content.decode()


def test_an_entry_keeps_its_code_and_a_new_one_takes_a_free_one(workshop: Workshop) -> None:
    text = toml_of({**workshop.indicator.document, "code": "anders"})
    told = workshop.statistician.post(EDIT, {"toml": text, "base": workshop.indicator.sha256, "as": "file"})
    assert told.status_code == 422 and "anders" in told.content.decode()
    taken = workshop.statistician.post("/catalogue/indicator/new/", workshop.typed() | {"base": ""})
    assert taken.status_code == 422 and 'id="code_error"' in taken.content.decode()


def test_a_new_entry_begins_as_a_copy_and_comes_to_be_by_two_people(workshop: Workshop) -> None:
    page = workshop.statistician.get("/catalogue/indicator/new/?from=armutsquote").content.decode()
    assert "Titel armutsquote" in page and 'name="code" value=""' in page
    typed = workshop.typed(code="armutsquote-neu", title__de="Neue Quote") | {
        "base": "",
        "step": "propose",
        "reason": "neu",
    }
    answer = workshop.statistician.post("/catalogue/indicator/new/", typed)
    workshop.approver.post(f"{answer['Location']}approve/", {"reason": "gut"})
    assert Indicator.objects.get(code="armutsquote-neu").spec.title.de == "Neue Quote"
    assert workshop.approver.get(answer["Location"]).status_code == 200


def test_the_second_person_reads_consequences_and_approves(workshop: Workshop) -> None:
    proposal = workshop.propose("Armutsquote")
    path = f"/catalogue/proposals/{proposal.pk}/"
    page = workshop.approver.get(path).content.decode()
    assert "<ins>Armutsquote</ins>" in page and "Klarer gesagt" in page and f"{path}approve/" in page
    assert workshop.approver.get(f"{path}approve/").status_code == 200
    assert workshop.approver.post(f"{path}approve/", {"reason": ""}).status_code == 422
    done = workshop.approver.post(f"{path}approve/", {"reason": "stimmt"}, follow=True).content.decode()
    assert "Die Änderung gilt" in done and "übernommen" in done
    assert workshop.indicator.spec.title.de == "Armutsquote"
    again = workshop.approver.post(f"{path}approve/", {"reason": "noch einmal"}, follow=True).content.decode()
    assert "schon entschieden" in again


def test_an_outdated_proposal_is_told_and_can_be_proposed_anew(workshop: Workshop) -> None:
    first, second = workshop.propose("Erstens"), workshop.propose("Zweitens")
    workshop.approve(first)
    path = f"/catalogue/proposals/{second.pk}/"
    page = workshop.approver.get(path).content.decode()
    assert "überholt" in page and f"{path}approve/" not in page and f"{path}reject/" in page
    told = workshop.approver.post(f"{path}approve/", {"reason": "ja"}, follow=True).content.decode()
    assert "der Vorschlag ist überholt" in told and workshop.indicator.spec.title.de == "Erstens"
    anew = workshop.statistician.get(f"{EDIT}?proposal={second.pk}").content.decode()
    assert "Zweitens" in anew and workshop.indicator.sha256 in anew


def test_handing_in_from_an_older_state_is_refused_and_nothing_typed_is_lost(workshop: Workshop) -> None:
    typed = workshop.typed(title__de="Meins") | {"step": "propose", "reason": "x"}
    workshop.approve(workshop.propose("Schneller"))
    answer = workshop.statistician.post(EDIT, typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and "wurde während der Bearbeitung geändert" in page and "Meins" in page
    assert CatalogueProposal.objects.count() == 1


def test_history_tells_who_when_what_and_leads_back_to_each_version(workshop: Workshop) -> None:
    before = CatalogueVersion.objects.create(
        part="indicator", code="armutsquote", document=workshop.indicator.document, sha256=workshop.indicator.sha256
    )
    workshop.approve(workshop.propose("Armutsquote"))
    page = workshop.statistician.get(ENTRY).content.decode()
    assert "statistik, freigegeben von pruefung" in page and "aus Dateien geladen" in page and "Klarer gesagt" in page
    undo = workshop.statistician.get(f"{EDIT}?version={before.pk}").content.decode()
    assert "Titel armutsquote" in undo and workshop.indicator.sha256 in undo
    typed = workshop.typed(title__de="Titel armutsquote", title__en="Title armutsquote")
    answer = workshop.statistician.post(EDIT, typed | {"step": "propose", "reason": "zurück"})
    workshop.approver.post(f"{answer['Location']}approve/", {"reason": "gut"})
    assert workshop.indicator.document == before.document
    assert CatalogueVersion.objects.filter(code="armutsquote").count() == 3


@pytest.mark.parametrize("part", ["source", "measure", "indicator", "index", "profile", "typology"])
def test_every_kind_of_entry_has_a_form_and_a_file(workshop: Workshop, part: str) -> None:
    for query in ("", "?as=file"):
        assert workshop.statistician.get(f"/catalogue/{part}/new/{query}").status_code == 200
    page = workshop.statistician.post(f"/catalogue/{part}/new/", {"step": "check", "base": "", "as": "form"})
    assert page.status_code == 422 and 'id="code_error"' in page.content.decode()


def test_a_proposal_that_changes_nothing_cannot_be_handed_in(workshop: Workshop) -> None:
    page = workshop.statistician.post(EDIT, workshop.typed()).content.decode()
    assert "Nichts ändert sich" in page and 'value="propose"' not in page
    told = workshop.statistician.post(EDIT, workshop.typed() | {"step": "propose", "reason": "x"})
    assert told.status_code == 422 and not CatalogueProposal.objects.exists()
