"""Changes of the catalogue in the interface: a second person, nothing outdated, nothing that is published changes."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone

from indicators.actions import proposals
from indicators.actions.catalogue import Fate, load_catalogue
from indicators.actions.errors import Refused
from indicators.actions.verification import verify
from indicators.catalogue.documents import document_sha256, toml_of
from indicators.catalogue.problems import CatalogueError
from indicators.catalogue.schemas import Part
from indicators.models import AuditEntry, CatalogueProposal, CatalogueVersion, Indicator, Measure
from indicators.office import catalogue as office_catalogue
from indicators.office.catalogue import ProposalState
from indicators.office.consequences import consequences
from tests.factories import make_person
from tests.indicators.actions.journeys import Office

AsRole = Callable[[str], AbstractContextManager[None]]
WHY = "Klarer gesagt"


def altered(office: Office, **changes: Any) -> dict[str, Any]:
    """The indicator's document with other values."""
    office.indicator.refresh_from_db()
    return {**office.indicator.document, **changes}


def propose(office: Office, document: dict[str, Any], base: str | None = None, **options: Any) -> CatalogueProposal:
    given = {"by": office.supplier, "part": Part.INDICATOR, "document": document, "reason": WHY, **options}
    return proposals.propose(base=office.indicator.sha256 if base is None else base, **given)


def titled(office: Office, german: str) -> dict[str, Any]:
    return altered(office, title={"de": german, "en": "Poverty rate"})


def test_a_proposal_changes_nothing_until_a_second_person_approves(office: Office) -> None:
    proposal = propose(office, titled(office, "Armutsquote"))
    office.indicator.refresh_from_db()
    assert office.indicator.spec.title.de == "Titel armutsquote"
    proposals.approve(by=office.approver, proposal=proposal.pk, reason="stimmt")
    office.indicator.refresh_from_db()
    assert office.indicator.spec.title.de == "Armutsquote"
    version = CatalogueVersion.objects.get(part="indicator", code="armutsquote")
    assert (version.proposal, version.stored_by, version.document) == (
        proposal,
        office.approver,
        office.indicator.document,
    )
    trail = AuditEntry.objects.filter(subject="catalogue_proposal", subject_id=str(proposal.pk)).order_by("pk")
    assert [(row.actor, row.action, row.details["keys"]) for row in trail] == [
        ("statistik", "propose", ["title"]),
        ("pruefung", "approve", ["title"]),
    ]


def test_nobody_approves_or_rejects_their_own_proposal(office: Office) -> None:
    proposal = propose(office, titled(office, "Armutsquote"))
    for decide in (proposals.approve, proposals.reject):
        with pytest.raises(Refused, match="own_proposal"):
            decide(by=office.supplier, proposal=proposal.pk, reason="ja")


@pytest.mark.parametrize(
    "written",
    [
        {"decision": "approved", "decided_by": "supplier", "decision_reason": "ja"},
        {"decision": "rejected", "decided_by": "supplier", "decision_reason": "nein"},
        {"decision": "withdrawn", "decided_by": "approver", "decision_reason": "weg"},
        {"decision": "approved", "decided_by": "approver", "decision_reason": ""},
        {"decision": "approved", "decided_by": None, "decision_reason": "ja"},
        {"decision": "", "decided_by": "approver", "decision_reason": "ja"},
        {"decision": "vielleicht", "decided_by": "approver", "decision_reason": "ja"},
    ],
    ids=["own approval", "own rejection", "others' withdrawal", "no reason", "nobody", "no decision", "unheard of"],
)
def test_the_database_itself_refuses_half_and_own_decisions(office: Office, written: dict[str, Any]) -> None:
    proposal = propose(office, titled(office, "Armutsquote"))
    person = getattr(office, written["decided_by"]) if written["decided_by"] else None
    with pytest.raises(IntegrityError), transaction.atomic():
        CatalogueProposal.objects.filter(pk=proposal.pk).update(
            **{**written, "decided_by": person, "decided_at": timezone.now() if person else None}
        )


def test_the_second_of_two_proposals_for_an_entry_is_outdated(office: Office) -> None:
    first, second = (propose(office, titled(office, title)) for title in ("Erstens", "Zweitens"))
    proposals.approve(by=office.approver, proposal=first.pk, reason="ja")
    with pytest.raises(Refused, match="proposal_outdated"):
        proposals.approve(by=office.approver, proposal=second.pk, reason="ja")
    with pytest.raises(Refused, match="proposal_outdated"):
        propose(office, titled(office, "Drittens"), base=first.base_sha256)
    states = {one.proposal.pk: one.state for one in office_catalogue.listed([first, second])}
    first.refresh_from_db()
    assert states[second.pk] is ProposalState.OUTDATED
    assert office_catalogue.listed([first])[0].state is ProposalState.APPROVED
    proposals.withdraw(by=office.supplier, proposal=second.pk, reason="überholt")


def test_only_its_author_withdraws_a_proposal_and_what_is_decided_stays(office: Office) -> None:
    proposal = propose(office, titled(office, "Armutsquote"))
    with pytest.raises(Refused, match="foreign_proposal"):
        proposals.withdraw(by=office.approver, proposal=proposal.pk, reason="weg")
    proposals.withdraw(by=office.supplier, proposal=proposal.pk, reason="Versehen")
    for decide in (proposals.approve, proposals.reject):
        with pytest.raises(Refused, match="proposal_decided"):
            decide(by=office.approver, proposal=proposal.pk, reason="ja")
    with pytest.raises(Refused, match="unknown_proposal"):
        proposals.approve(by=office.approver, proposal=987654, reason="ja")


def test_a_reason_is_asked_for_and_a_proposal_changes_something(office: Office) -> None:
    with pytest.raises(Refused, match="reason_missing"):
        propose(office, titled(office, "Armutsquote"), reason="  ")
    with pytest.raises(Refused, match="proposal_changes_nothing"):
        propose(office, altered(office))
    proposal = propose(office, titled(office, "Armutsquote"))
    with pytest.raises(Refused, match="reason_missing"):
        proposals.approve(by=office.approver, proposal=proposal.pk, reason="")


def test_a_new_entry_is_proposed_without_a_base_and_not_twice(office: Office) -> None:
    document = altered(office, code="armutsquote-neu")
    proposal = propose(office, document, base="")
    proposals.approve(by=office.approver, proposal=proposal.pk, reason="ja")
    made = Indicator.objects.get(code="armutsquote-neu")
    assert (made.domain, made.visibility, made.sha256) == (
        "income",
        "administration",
        document_sha256(made.document),
    )
    with pytest.raises(Refused, match="proposal_outdated"):
        propose(office, document, base="")


def test_what_refers_to_nothing_is_not_taken(office: Office) -> None:
    with pytest.raises(CatalogueError) as refusal:
        propose(office, altered(office, numerator=["gibt_es_nicht"]))
    assert [(p.key, p.code) for p in refusal.value.problems] == [("numerator", "unresolved")]


@pytest.mark.parametrize(
    "change",
    [
        {"scale": 1000},
        {"numerator": ["einwohner"]},
        {"denominator": ["leistungsberechtigte"]},
        {"pairing": {"denominator": "nearest_earlier", "within_months": 3}},
        {"minimum_denominator": {"staff": 10, "public": 100}},
        {"minimum_coverage": 0.5},
        {"unit": "per_100"},
        {"polarity": "neutral"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_a_released_indicator_computes_stays(office: Office, change: dict[str, Any]) -> None:
    propose(office, altered(office, **change))  # before anything is released
    office.release()
    with pytest.raises(CatalogueError) as refusal:
        propose(office, altered(office, **change))
    assert [(p.key, p.code) for p in refusal.value.problems] == [(next(iter(change)), "released")]


@pytest.mark.parametrize(
    "change",
    [
        {"title": {"de": "Neu", "en": "New"}},
        {"domain": "work"},
        {"decimals": 2},
        {"visibility": "public"},
        {"fixed_classes": [5, 10]},
        {"labels": [{"de": "Bürgergeld", "from": "2023-01-01"}]},
        {"breaks": [{"period": "2025-01", "de": "Neues Recht", "en": "New law"}]},
    ],
    ids=lambda change: next(iter(change)),
)
def test_words_order_and_display_of_a_released_indicator_may_change(office: Office, change: dict[str, Any]) -> None:
    office.release()
    proposal = propose(office, altered(office, **change))
    proposals.approve(by=office.approver, proposal=proposal.pk, reason="ja")
    office.indicator.refresh_from_db()
    assert office.indicator.document == {**office.indicator.document, **change}


def test_a_proposal_from_before_the_first_release_is_checked_again(office: Office) -> None:
    proposal = propose(office, altered(office, scale=1000))
    office.release()
    with pytest.raises(CatalogueError):
        proposals.approve(by=office.approver, proposal=proposal.pk, reason="ja")
    proposal.refresh_from_db()
    assert proposal.decision == ""


def test_a_measure_whose_values_count_keeps_its_meaning(office: Office) -> None:
    measure = Measure.objects.get(code="einwohner")
    office.release()
    with pytest.raises(CatalogueError) as refusal:
        propose(office, {**measure.document, "unit": "case"}, base=measure.sha256, part=Part.MEASURE)
    assert [(p.key, p.code) for p in refusal.value.problems] == [("unit", "in_use")]
    propose(office, {**measure.document, "design_effect": 1.5}, base=measure.sha256, part=Part.MEASURE)


def test_consequences_name_keys_readers_and_how_much_is_live(office: Office) -> None:
    delivery = office.release()
    measure = Measure.objects.get(code="einwohner")
    told = consequences(Part.MEASURE, measure.spec)
    assert told.changes_nothing and told.dependents.indicators == ("armutsquote",)
    assert told.dependents.profiles == ("kiez",)
    assert delivery.release is not None
    touched = told.touched
    assert (touched.release, touched.indicators, touched.periods) == (delivery.release.number, 1, 1)
    assert touched.blocks == delivery.release.entries.count() > 0


def test_verify_tells_nothing_about_texts_that_changed_after_the_release(office: Office) -> None:
    office.release()
    before = verify()
    proposal = propose(office, titled(office, "Armutsquote"))
    proposals.approve(by=office.approver, proposal=proposal.pk, reason="ja")
    after = verify()
    assert (before.findings, after.findings) == ([], [])
    assert after.checked["catalogue entries"] == before.checked["catalogue entries"] > 0


def test_verify_finds_an_entry_that_was_changed_past_the_actions(office: Office) -> None:
    proposal = propose(office, titled(office, "Armutsquote"))
    proposals.approve(by=office.approver, proposal=proposal.pk, reason="ja")
    Indicator.objects.filter(code="armutsquote").update(document=altered(office, decimals=3))
    assert any("indicator:armutsquote" in finding for finding in verify().findings)


def _folder(tmp_path: Path, document: dict[str, Any]) -> Path:
    (tmp_path / "indicators").mkdir(exist_ok=True)
    (tmp_path / "indicators" / "armutsquote.toml").write_text(toml_of(document), encoding="utf-8")
    return tmp_path


def test_loading_files_keeps_what_was_edited_and_says_so(office: Office, tmp_path: Path) -> None:
    folder = _folder(tmp_path, altered(office, decimals=2))
    proposal = propose(office, titled(office, "Armutsquote"))
    proposals.approve(by=office.approver, proposal=proposal.pk, reason="ja")
    report = load_catalogue(directory=folder, by=None, dry_run=False)
    assert [(c.code, c.keys) for c in report.of(Fate.KEPT)] == [("armutsquote", ("title", "decimals"))]
    office.indicator.refresh_from_db()
    assert office.indicator.spec.title.de == "Armutsquote"
    report = load_catalogue(directory=folder, by=None, dry_run=False, overwrite_edited=True)
    assert report.count(Fate.CHANGED) == 1
    office.indicator.refresh_from_db()
    assert (office.indicator.spec.title.de, office.indicator.spec.decimals) == ("Titel armutsquote", 2)
    folder = _folder(tmp_path, altered(office, decimals=1))
    assert load_catalogue(directory=folder, by=None, dry_run=False).count(Fate.CHANGED) == 1  # a file's again


def test_files_that_do_not_suit_what_is_kept_are_refused(office: Office, tmp_path: Path) -> None:
    proposal = propose(office, titled(office, "Armutsquote"))
    proposals.approve(by=office.approver, proposal=proposal.pk, reason="ja")
    measure = Measure.objects.get(code="leistungsberechtigte")
    folder = _folder(tmp_path, altered(office, numerator=["einwohner"]))
    (tmp_path / "measures").mkdir()
    text = toml_of({**measure.document, "unit": "percent", "decimals": 2})
    (tmp_path / "measures" / "leistungsberechtigte.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match="share_as_count"):
        load_catalogue(directory=folder, by=None, dry_run=False)


def test_the_office_rewrites_no_version_and_the_portal_sees_no_proposal(office: Office, as_role: AsRole) -> None:
    proposal = propose(office, titled(office, "Armutsquote"))
    proposals.approve(by=office.approver, proposal=proposal.pk, reason="ja")
    for table in (CatalogueVersion, CatalogueProposal):
        with pytest.raises(ProgrammingError, match="permission denied"), as_role("portal"):
            table.objects.count()
        with pytest.raises(ProgrammingError, match="permission denied"), as_role("office"):
            table.objects.all()._raw_delete("default")
    with pytest.raises(ProgrammingError, match="permission denied"), as_role("office"):
        CatalogueVersion.objects.update(sha256="0" * 64)


def test_the_offices_role_can_propose_and_approve(office: Office, as_role: AsRole) -> None:
    with as_role("office"):
        proposal = propose(office, titled(office, "Armutsquote"))
        proposals.approve(by=make_person("zweite", "approver"), proposal=proposal.pk, reason="ja")
    office.indicator.refresh_from_db()
    assert office.indicator.spec.title.de == "Armutsquote"
