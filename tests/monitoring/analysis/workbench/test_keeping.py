"""Drafts, files, and what was handed in: kept, shared for reading, decided by a second person, applied to the catalogue."""

import json
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.urls import resolve

from indicators.actions.errors import Refused
from indicators.catalogue.documents import document_of, document_sha256, spec_of
from indicators.catalogue.schemas import Part
from indicators.models import AuditEntry, CatalogueProposal, CatalogueVersion, Index, IndexPublication
from monitoring.analysis.models import IndexDraft, IndexSubmission
from monitoring.analysis.workbench.states import DECIDED, TRANSITIONS, SubmissionState
from monitoring.deliveries.catalogue import submissions as office
from monitoring.notices.models import Notification
from tests.factories import make_person
from tests.monitoring.analysis.workbench.conftest import ADDRESS, NAMED, Bench


def handed_in(bench: Bench, **document: Any) -> IndexSubmission:
    """The planner's index, saved and handed in through the page's endpoints."""
    draft = bench.saved(**document)
    sent = {"document": {**NAMED, **document}, "draft": draft["draft"], "revision": draft["revision"]}
    response = bench.ask("submit", **sent, reason="Für den Sozialbericht")
    assert response.status_code == 200, response.content.decode()
    assert resolve(response.json()["url"]).view_name == "submission"
    return IndexSubmission.objects.get()


def test_draft_is_kept_by_name_and_changed_under_its_revision(bench: Bench) -> None:
    draft = bench.saved()
    again = bench.ask("save", document=NAMED, name="Erster", draft=draft["draft"], revision=1, period="2019-12-31")
    assert again.json()["revision"] == 2
    assert IndexDraft.objects.get().period == "2019-12-31"
    stale = bench.ask("save", document={}, name="Erster", draft=draft["draft"], revision=1)
    assert stale.status_code == 422 and stale.json()["code"] == "changed_meanwhile"
    assert IndexDraft.objects.get().document == NAMED
    actions = list(AuditEntry.objects.filter(subject="index_draft").values_list("action", flat=True))
    assert actions == ["index_draft.made", "index_draft.changed"]


def test_two_drafts_of_a_person_do_not_have_one_name(bench: Bench) -> None:
    bench.saved("Lage")
    taken = bench.ask("save", document=NAMED, name=" Lage ")
    assert (taken.status_code, taken.json()["code"]) == (422, "name_taken")
    assert bench.ask("save", document=NAMED, name="  ").json()["code"] == "name_missing"
    bench.saved("Lage", bench.client("kollegin", "planner"))


def test_unfinished_draft_is_kept_too(bench: Bench) -> None:
    response = bench.ask("save", document={"components": ["armut"], "weights": [None]}, name="Halb")
    assert response.status_code == 200
    page = bench.client().get(response.json()["url"])
    assert page.status_code == 200 and "Halb" in page.content.decode()


def test_draft_is_read_by_the_department_once_it_is_shared_and_changed_by_its_owner_alone(bench: Bench) -> None:
    draft = bench.saved()
    colleague, other = bench.client("kollegin", "planner"), bench.client("fern", "planner", department="wohnen")
    assert colleague.get(draft["url"]).status_code == 404
    bench.client().post(f"{draft['url']}share/", {"shared": "yes"})
    assert colleague.get(draft["url"]).status_code == 200 and other.get(draft["url"]).status_code == 404
    assert "Erster" in colleague.get("/analysis/indices/").content.decode()
    taken = bench.ask("save", colleague, document={}, name="Meiner", draft=draft["draft"], revision=1)
    assert taken.status_code == 403
    assert colleague.post(f"{draft['url']}delete/").status_code == 403
    bench.client().post(f"{draft['url']}share/", {"shared": "no"})
    assert colleague.get(draft["url"]).status_code == 404


def test_deleted_draft_is_gone_and_what_was_handed_in_stays(bench: Bench) -> None:
    submission = handed_in(bench)
    url = f"/analysis/indices/drafts/{submission.draft_id}/"
    bench.client().post(f"{url}delete/")
    assert bench.client().get(url).status_code == 404
    assert bench.client().get(f"/analysis/indices/submissions/{submission.pk}/").status_code == 200
    bench.saved("Erster")  # the name is free again


def test_file_that_was_written_is_read_as_the_same_document(bench: Bench) -> None:
    written = bench.ask("write", document=NAMED).json()
    assert written["name"] == "lage.toml"
    read = bench.ask("read", toml=written["toml"]).json()
    assert read == {"document": json.loads(json.dumps(NAMED)), "findings": []}
    draft = bench.saved()
    response = bench.client().get(f"/analysis/indices/drafts/{draft['draft']}.toml")
    assert 'filename="lage.toml"' in response["Content-Disposition"] and 'code = "lage"' in response.content.decode()


def test_file_that_is_none_is_declined_with_the_reason(bench: Bench) -> None:
    broken = bench.ask("read", toml="code = ")
    assert broken.status_code == 422 and broken.json()["findings"][0]["code"] == "not_toml"
    wrong = bench.ask("read", toml='components = ["armut"]\nbreaks = [2, 1]').json()
    assert {"breaks", "classes"} <= {one["key"] for one in wrong["findings"]}
    unwritten = bench.ask("write", document={"components": []})
    assert unwritten.status_code == 422 and unwritten.json()["findings"]


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"title": None}, "title"),
        ({"sheet": None}, "sheet"),
        ({"code": "Große Lage"}, "code"),
        ({"components": ["armut", "gleich"]}, "components[2]"),
        ({"exclude": {"residents_below": 5000}}, "exclude"),
        ({"breaks": [1, -1]}, "breaks"),
    ],
)
def test_what_is_not_sound_is_not_handed_in(bench: Bench, changes: dict[str, Any], key: str) -> None:
    document = {name: value for name, value in {**NAMED, **changes}.items() if value is not None}
    draft = bench.ask("save", document=document, name="Halb").json()
    sent = {"document": document, "draft": draft["draft"], "revision": draft["revision"], "reason": "Weil"}
    response = bench.ask("submit", **sent)
    assert response.status_code == 422 and response.json()["code"] == "not_sound"
    assert key in {one["key"] for one in response.json()["findings"]}
    assert not IndexSubmission.objects.exists()


def test_handing_in_needs_a_saved_draft_and_a_reason(bench: Bench) -> None:
    assert bench.ask("submit", document=NAMED, reason="Weil").json()["code"] == "not_saved"
    draft = bench.saved()
    sent = {"document": NAMED, "draft": draft["draft"], "revision": 1}
    assert bench.ask("submit", **sent, reason=" ").json()["code"] == "reason_missing"
    assert bench.ask("submit", **{**sent, "revision": 9}, reason="Weil").json()["code"] == "changed_meanwhile"
    assert bench.ask("submit", **sent, reason="Weil").status_code == 200
    assert bench.ask("submit", **sent, reason="Noch einmal").json()["code"] == "waits_already"


def test_evidence_is_what_was_seen_when_it_was_handed_in(bench: Bench) -> None:
    evidence = handed_in(bench).evidence
    assert (evidence["counts"], evidence["included"], evidence["period"]) == ([1, 2, 1], 4, "2020-12-31")
    assert evidence["robustness"][0] == {"kind": "component_left_out", "component": "armut", "changed": 0}
    assert evidence["robustness"][2]["area"] == "0202"
    assert evidence["robustness"][-1] == {"kind": "period_earlier", "period": "2019-12-31", "changed": 1}
    assert evidence["in_force"] is None


def test_second_person_approves_and_the_index_is_an_entry_of_the_catalogue(bench: Bench) -> None:
    submission, approver = handed_in(bench), make_person("pruefung", "approver")
    office.approve(by=approver, submission=submission.pk, reason="Nachgerechnet")
    spec = spec_of(Part.INDEX, NAMED)
    entry, version = Index.objects.get(code="lage"), CatalogueVersion.objects.get(code="lage")
    assert entry.spec == spec and entry.sha256 == document_sha256(document_of(spec))
    assert version.proposal is not None and version.stored_by == approver
    submission.refresh_from_db()
    assert (submission.state, submission.proposal) == ("approved", version.proposal.pk)
    assert version.proposal.proposed_by == submission.submitted_by and version.proposal.decided_by == approver
    presets = bench.client().get("/analysis/indices/").content.decode()
    assert "?from=lage" in presets


def test_change_of_an_index_in_force_tells_which_areas_move(bench: Bench) -> None:
    office.approve(by=make_person("pruefung", "approver"), submission=handed_in(bench).pk, reason="gut")
    IndexSubmission.objects.update(code="frueher")
    draft = bench.saved("Zweiter", breaks=[-1, 2])
    same = bench.ask("submit", document=NAMED, draft=draft["draft"], revision=1, reason="Weil")
    assert same.json()["code"] == "changes_nothing"
    document = {**NAMED, "breaks": [-1, 2]}
    bench.ask("submit", document=document, draft=draft["draft"], revision=1, reason="Weil")
    against = IndexSubmission.objects.get(code="lage").evidence["in_force"]
    assert (against["changed"], against["compared"]) == (1, 4)
    assert against["areas"] == [{"code": "0202", "name": "Heide West", "before": "niedrig", "after": "mittel"}]


def test_nobody_decides_about_their_own_not_even_in_the_database(bench: Bench) -> None:
    submission = handed_in(bench)
    with pytest.raises(Refused, match="own_proposal"):
        office.approve(by=submission.submitted_by, submission=submission.pk, reason="Ich finde es gut")
    with pytest.raises(IntegrityError), transaction.atomic():
        IndexSubmission.objects.update(
            state="rejected",
            decided_by=submission.submitted_by,
            decided_at=submission.submitted_at,
            decision_reason="Selbst",
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        IndexSubmission.objects.update(state="approved")


def test_rejected_and_withdrawn_change_nothing_that_readers_see(bench: Bench) -> None:
    submission, approver = handed_in(bench), make_person("pruefung", "approver")
    with pytest.raises(Refused, match="reason_missing"):
        office.reject(by=approver, submission=submission.pk, reason=" ")
    office.reject(by=approver, submission=submission.pk, reason="Zu wenig belegt")
    with pytest.raises(Refused, match="proposal_decided"):
        office.approve(by=approver, submission=submission.pk, reason="Doch")
    assert not Index.objects.filter(code="lage").exists() and not CatalogueProposal.objects.exists()
    page = bench.client().get(f"/analysis/indices/submissions/{submission.pk}/").content.decode()
    assert "Zu wenig belegt" in page
    told = Notification.objects.get(person=submission.submitted_by)
    assert (told.kind, told.path) == ("index_rejected", f"/analysis/indices/submissions/{submission.pk}/")
    draft = IndexDraft.objects.get()
    bench.ask("submit", document=NAMED, draft=draft.pk, revision=draft.revision, reason="Besser belegt")
    second = IndexSubmission.objects.latest("pk")
    bench.client().post(f"/analysis/indices/submissions/{second.pk}/withdraw/", {"reason": "Erst im Amt besprechen"})
    second.refresh_from_db()
    assert (second.state, second.decided_by) == ("withdrawn", second.submitted_by)


def test_outdated_base_is_refused(bench: Bench) -> None:
    submission, approver = handed_in(bench), make_person("pruefung", "approver")
    other = spec_of(Part.INDEX, {**NAMED, "breaks": [-2, 2]})
    from indicators.actions.storing import store

    store(by=None, spec=other)
    with pytest.raises(Refused, match="proposal_outdated"):
        office.approve(by=approver, submission=submission.pk, reason="gut")
    submission.refresh_from_db()
    assert submission.state == "waiting"


def test_portal_role_hands_in_and_takes_back_but_cannot_approve(bench: Bench, as_role: Any) -> None:
    bench.person()
    with as_role("portal"):
        submission = handed_in(bench)
        bench.client().post(f"/analysis/indices/submissions/{submission.pk}/withdraw/", {"reason": "Doch nicht"})
    assert IndexSubmission.objects.get().state == "withdrawn"
    with pytest.raises(ProgrammingError), as_role("portal"), connection.cursor() as cursor:
        cursor.execute("UPDATE index_submission SET proposal = 1")


def test_every_state_has_a_way_in_and_a_way_out_or_is_decided() -> None:
    reached = {move.target for move in TRANSITIONS.values()} | {SubmissionState.WAITING}
    left = {move.source for move in TRANSITIONS.values()}
    assert reached == set(SubmissionState)
    assert {state.value for state in SubmissionState} - DECIDED == {state.value for state in left}


def test_pages_stand_in_both_languages_for_whoever_may_enter(bench: Bench) -> None:
    submission = handed_in(bench)
    paths = ["/analysis/indices/", ADDRESS, f"/analysis/indices/submissions/{submission.pk}/", "/analysis/"]
    for language in ("de", "en"):
        for path in paths:
            page = bench.client(language=language).get(path)
            assert page.status_code == 200, path
    assert bench.client("kollegin", "planner").get(paths[2]).status_code == 404
    assert bench.client("rat", "council_member").get(paths[0]).status_code == 403


def test_office_shows_what_was_handed_in_and_takes_the_decision(bench: Bench, settings: Any) -> None:
    submission = handed_in(bench)
    settings.ROOT_URLCONF, settings.IS_OFFICE = "monitoring.urls.office", True
    approver = bench.client("pruefung", "approver", department="statistikstelle")
    assert f"/catalogue/submissions/{submission.pk}/" in approver.get("/catalogue/").content.decode()
    page = approver.get(f"/catalogue/submissions/{submission.pk}/").content.decode()
    assert "Für den Sozialbericht" in page and "Titel armut" in page
    url = f"/catalogue/submissions/{submission.pk}/approve/"
    assert approver.post(url, {"reason": ""}).status_code == 422
    assert approver.post(url, {"reason": "Nachgerechnet"}).status_code == 302
    assert Index.objects.filter(code="lage").exists()
    asked = IndexPublication.objects.get()
    assert (asked.indices, asked.authors, asked.asked_by.username) == (["lage"], ["planung"], "pruefung")
    assert bench.client("statistik", "statistician").post(url, {"reason": "Auch"}).status_code == 403
