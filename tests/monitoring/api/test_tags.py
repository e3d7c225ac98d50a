"""A reader's copy holds as long as what it was made of: also after a restore, also when an edition comes into force."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from areas.models import AreaEdition
from indicators.models import Release
from tests.factories import EDITION, World

ClientOf = Callable[[str], Client]
_SHEET = f"/api/v1/area-sheets/{EDITION}/0101/"
_SERIES = "/api/v1/series/?indicator=armutsquote&area=0101"
_RELEASED = ("/api/v1/indicators/", "/api/v1/releases/", "/api/v1/releases/2026/1/", _SHEET, _SERIES)


def _again(client: Client, url: str, tag: str) -> int:
    return client.get(url, headers={"if-none-match": tag}).status_code


@pytest.mark.parametrize("url", _RELEASED)
def test_another_release_under_the_same_number_is_another_answer(
    world: World, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    """As after a restore: number and key are given again, the contents are others."""
    client = client_of("planung")
    tag = client.get(url)["ETag"]
    assert _again(client, url, tag) == 304

    def other(cls: type[Release], *words: object, inner: Callable[..., Release] = Release.from_db) -> Release:
        release = inner(*words)
        release.manifest_sha256 = "f" * 64
        return release

    monkeypatch.setattr(Release, "from_db", classmethod(other))
    assert _again(client, url, tag) == 200


def test_an_area_sheet_is_another_when_an_edition_comes_into_force(world: World, client_of: ClientOf) -> None:
    client = client_of("planung")
    tag = client.get(_SHEET)["ETag"]
    system = AreaEdition.objects.get(code=EDITION).system
    later = AreaEdition.objects.create(system=system, code="naechste", valid_from=date(2031, 1, 1))
    assert _again(client, _SHEET, tag) == 304
    AreaEdition.objects.filter(code=EDITION).update(valid_until=date(2030, 12, 31))
    AreaEdition.objects.filter(pk=later.pk).update(is_active=True)
    assert _again(client, _SHEET, tag) == 200
