"""Every version of a profile is there with who, when and what it changed; as a file, and to go back to."""

import tomllib

import pytest

from indicators.actions import proposals
from indicators.actions.storing import store
from indicators.catalogue.documents import spec_of
from indicators.catalogue.schemas import Part
from indicators.models import CatalogueVersion, ImportProfile
from tests.factories import make_person
from tests.monitoring.deliveries.conftest import Desk

ENTRY = "/catalogue/profile/entry/kiez/"


@pytest.fixture
def versions(desk: Desk) -> list[CatalogueVersion]:
    """The profile as it was loaded, and as two people changed it."""
    profile = ImportProfile.objects.get(code="kiez")
    store(by=None, spec=profile.spec)
    changed = {**profile.document, "signs": {"": "missing", "*": "suppressed", "-": "zero"}}
    proposal = proposals.propose(
        by=desk.office.supplier, part=Part.PROFILE, document=changed, base=profile.sha256, reason="Strich heißt null"
    )
    proposals.approve(by=desk.office.approver, proposal=proposal.pk, reason="stimmt")
    return list(CatalogueVersion.objects.order_by("pk"))


def test_a_version_tells_who_when_and_what_it_changed(desk: Desk, versions: list[CatalogueVersion]) -> None:
    _first, second = versions
    page = desk.client(desk.office.approver, "en").get(f"{ENTRY}versions/{second.pk}/").content.decode()
    assert "statistik, approved by pruefung" in page and "Strich heißt null" in page
    assert "zero" in page and "in force" in page
    assert f"{ENTRY}versions/{second.pk}/" in desk.client(desk.office.approver).get(ENTRY).content.decode()


def test_a_version_is_the_file_that_it_was(desk: Desk, versions: list[CatalogueVersion]) -> None:
    for version in versions:
        answer = desk.client(desk.office.approver).get(f"{ENTRY}versions/{version.pk}.toml")
        document = tomllib.loads(answer.content.decode())
        assert spec_of(Part.PROFILE, document) == spec_of(Part.PROFILE, version.document)
        assert f"kiez-{version.stored_at:%Y-%m-%d}-{version.pk}.toml" in answer["Content-Disposition"]


def test_an_earlier_version_comes_back_as_a_proposal_only(desk: Desk, versions: list[CatalogueVersion]) -> None:
    first = versions[0]
    page = desk.client(desk.office.supplier).get(f"{ENTRY}versions/{first.pk}/").content.decode()
    back = f"{ENTRY}edit/?version={first.pk}"
    assert back in page
    form = desk.client(desk.office.supplier).get(back).content.decode()
    assert "&quot;-&quot;" not in form and ImportProfile.objects.get(code="kiez").document != first.document
    assert back not in desk.client(desk.office.approver).get(f"{ENTRY}versions/{first.pk}/").content.decode()


def test_a_delivery_says_by_which_version_it_was_read(desk: Desk, versions: list[CatalogueVersion]) -> None:
    delivery = desk.delivered()
    link = f"{ENTRY}versions/{versions[1].pk}/"
    page = desk.client(desk.office.supplier, "en").get(f"/deliveries/{delivery.pk}/").content.decode()
    assert "Read by the version of" in page and link in page and "another version" not in page
    assert f"/deliveries/{delivery.pk}/" in desk.client(desk.office.supplier).get(link).content.decode()
    own = desk.delivered(desk.outsider)
    assert link not in desk.client(desk.outsider).get(f"/deliveries/{own.pk}/").content.decode(), "not for suppliers"
    profile = ImportProfile.objects.get(code="kiez")
    store(by=None, spec=spec_of(Part.PROFILE, {**profile.document, "decimal": ","}))
    page = desk.client(desk.office.supplier, "en").get(f"/deliveries/{delivery.pk}/").content.decode()
    assert link in page and "another version is in force by now" in page


def test_versions_are_for_the_statistics_office(desk: Desk, versions: list[CatalogueVersion]) -> None:
    for role in ("supplier", "planner", "administrator"):
        client = desk.client(make_person(f"jemand-{role}", role))
        for ending in ("/", ".toml"):
            assert client.get(f"{ENTRY}versions/{versions[0].pk}{ending}").status_code == 403
    for number in (0, 987654, 10**30):
        assert desk.client(desk.office.approver).get(f"{ENTRY}versions/{number}/").status_code == 404
