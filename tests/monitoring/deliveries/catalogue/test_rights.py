"""Who may look into the workshop, propose and decide; never both about the same change."""

import pytest

from indicators.models import CatalogueProposal
from tests.factories import make_person
from tests.monitoring.deliveries.catalogue.conftest import EDIT, ENTRY, Workshop

PAGES = (
    "/catalogue/",
    "/catalogue/proposals/",
    "/catalogue/proposals/{proposal}/",
    ENTRY,
    "/catalogue/indicator/entry/armutsquote.toml",
    "/catalogue.zip",
)
WRITING = (EDIT, "/catalogue/indicator/new/")
DECIDING = ("/catalogue/proposals/{proposal}/approve/", "/catalogue/proposals/{proposal}/reject/")


@pytest.mark.parametrize("role", ["supplier", "planner", "head", "administrator", "council_member"])
def test_nobody_but_the_statistics_office_enters_the_workshop(workshop: Workshop, role: str) -> None:
    number = workshop.propose().pk
    client = workshop.desk.client(make_person("jemand", role))
    for path in (*PAGES, *WRITING, *DECIDING, "/catalogue/proposals/{proposal}/withdraw/"):
        assert client.get(path.format(proposal=number)).status_code == 403, path
        assert client.post(path.format(proposal=number), {"reason": "x"}).status_code == 403, path
    assert workshop.desk.client().get("/catalogue/")["Location"].startswith("/sign-in/")


def test_an_approver_reads_everything_and_proposes_nothing(workshop: Workshop) -> None:
    number = workshop.propose().pk
    for path in PAGES:
        assert workshop.approver.get(path.format(proposal=number)).status_code == 200, path
    for path in WRITING:
        assert workshop.approver.get(path).status_code == 403, path
        assert (
            workshop.approver.post(path, workshop.typed(scale="7") | {"step": "propose", "reason": "x"}).status_code
            == 403
        )
    assert "edit/" not in workshop.approver.get(ENTRY).content.decode()
    assert CatalogueProposal.objects.count() == 1


def test_a_statistician_decides_nothing(workshop: Workshop) -> None:
    number = workshop.propose().pk
    for path in DECIDING:
        assert workshop.statistician.post(path.format(proposal=number), {"reason": "x"}).status_code == 403
    assert CatalogueProposal.objects.get().decision == ""


def test_one_person_with_both_roles_decides_about_others_proposals_only(workshop: Workshop) -> None:
    both = make_person("beides", "statistician", "approver", department="statistikstelle")
    client = workshop.desk.client(both)
    answer = client.post(EDIT, workshop.typed(title__de="Neu") | {"step": "propose", "reason": "besser"})
    own = CatalogueProposal.objects.get()
    assert answer["Location"] == f"/catalogue/proposals/{own.pk}/"
    page = client.get(answer["Location"]).content.decode()
    assert f"/catalogue/proposals/{own.pk}/withdraw/" in page and f"{own.pk}/approve/" not in page
    for decision in ("approve", "reject"):
        told = client.post(f"/catalogue/proposals/{own.pk}/{decision}/", {"reason": "ich"}, follow=True)
        assert "Niemand entscheidet über den eigenen Vorschlag" in told.content.decode()
    assert CatalogueProposal.objects.get().decision == ""
    other = workshop.propose("Anders")
    assert client.post(f"/catalogue/proposals/{other.pk}/approve/", {"reason": "ja"}).status_code == 302
    other.refresh_from_db()
    assert (other.decision, other.decided_by) == ("approved", both)


def test_a_proposal_of_somebody_else_is_not_withdrawn(workshop: Workshop) -> None:
    proposal = workshop.propose()
    colleague = workshop.desk.client(make_person("kollegin", "statistician", department="statistikstelle"))
    told = colleague.post(f"/catalogue/proposals/{proposal.pk}/withdraw/", {"reason": "weg"}, follow=True)
    assert "zieht nur zurück, wer ihn gemacht hat" in told.content.decode()
    assert (
        workshop.statistician.post(f"/catalogue/proposals/{proposal.pk}/withdraw/", {"reason": "Versehen"}).status_code
        == 302
    )
    proposal.refresh_from_db()
    assert (proposal.decision, proposal.decision_reason) == ("withdrawn", "Versehen")


def test_no_page_of_the_workshop_is_kept_by_a_browser(workshop: Workshop) -> None:
    number = workshop.propose().pk
    for path in PAGES:
        assert "no-store" in workshop.statistician.get(path.format(proposal=number))["Cache-Control"], path
