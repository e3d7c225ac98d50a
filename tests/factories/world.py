"""The invented city with everything in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from areas.models import AreaEdition
from indicators.catalogue.specs import Visibility
from indicators.models import Indicator, Release
from tests.factories.catalogue import indicator_spec, make_indicator, make_measure, make_source
from tests.factories.places import make_city
from tests.factories.results import COUNTS, EARLIER, Releases


@dataclass(frozen=True)
class World:
    """The city with its indicators (code → row) and one live, un-audited release of two years."""

    edition: AreaEdition
    indicators: Mapping[str, Indicator]
    releases: Releases
    live: Release


#: Code of an indicator → who may see it.
VISIBILITIES = {
    "armutsquote": Visibility.ADMINISTRATION,
    "offene-quote": Visibility.PUBLIC,
    "rats-quote": Visibility.COUNCIL,
    "jugendquote": Visibility.DEPARTMENT,
}


def make_world(**release: Any) -> World:
    """Everything at once: one indicator per visibility, the years 2019 and 2020."""
    edition = make_city()
    source = make_source()
    for measure in ("leistungsberechtigte", "einwohner"):
        make_measure(measure, source)
    releases = Releases(edition)
    indicators = {}
    for code, visibility in VISIBILITIES.items():
        departments = ("jugend",) if visibility is Visibility.DEPARTMENT else ()
        made = make_indicator(indicator_spec(code, visibility=visibility, departments=departments))
        releases.add(made, "2019-12-31", EARLIER)
        releases.add(made, "2020-12-31", COUNTS)
        indicators[code] = made
    return World(edition, indicators, releases, releases.release(**release))
