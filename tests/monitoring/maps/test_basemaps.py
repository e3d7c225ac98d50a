"""Base maps: off by default, presets that need no key, one host let through the content security policy."""

import pytest
from django.conf import settings

from monitoring.maps.basemaps import BASEMAPS, basemap, host_of


def test_no_base_map_is_asked_for_by_default() -> None:
    assert settings.BASEMAP == ""
    assert all("http" not in source for source in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"])


@pytest.mark.parametrize("name", sorted(BASEMAPS))
def test_every_preset_is_a_service_of_a_land_survey_over_https(name: str) -> None:
    preset = basemap(name)
    assert host_of(name).startswith("https://")
    assert preset.layers or all(part in preset.url for part in ("{z}", "{x}", "{y}"))
    assert preset.attribution.startswith("©")


def test_an_unknown_preset_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="basemap-de-grey"):
        basemap("openstreetmap")
