"""Typologies of the invented city, and indicators by which its four areas fall into two pairs."""

from dataclasses import dataclass
from typing import Any

from indicators.catalogue.documents import document_of, document_sha256
from indicators.catalogue.specs import Text, TypologySpec, Visibility
from indicators.models import Release, Typology
from tests.factories.catalogue import indicator_spec, make_indicator, make_measure, make_source
from tests.factories.places import make_city
from tests.factories.results import Counts, Releases

#: North and south of the harbour are alike, and so are both parts of the heath.
POOR: Counts = {
    "stadt": [(162, 1110)],
    "bezirk": [(140, 700), (20, 400), (2, 10)],
    "planungsraum": [(60, 300), (80, 400), (16, 320), (4, 80), (2, 10)],
}
YOUNG: Counts = {
    "stadt": [(197, 1110)],
    "bezirk": [(74, 700), (121, 400), (2, 10)],
    "planungsraum": [(30, 300), (44, 400), (96, 320), (25, 80), (2, 10)],
}


def make_typology(code: str = "paare", **changes: Any) -> Typology:
    """Two types by two indicators."""
    values: dict[str, Any] = {
        "code": code,
        "title": Text("Gebietspaare", "Pairs of areas"),
        "indicators": ("armut", "jugend"),
        "method": "k_means",
        "types": 2,
        "default": True,
    }
    document = document_of(TypologySpec(**values | changes))
    return Typology.objects.create(code=code, document=document, sha256=document_sha256(document))


@dataclass(frozen=True)
class Pairs:
    """The city with two indicators over two years and one live release."""

    releases: Releases
    live: Release


def make_pairs(poor: Counts = POOR, young: Counts = YOUNG) -> Pairs:
    """``armut`` is for the administration, ``jugend`` public."""
    releases = Releases(make_city())
    source = make_source()
    for measure in ("leistungsberechtigte", "einwohner"):
        make_measure(measure, source)
    armut = make_indicator(indicator_spec("armut"))
    jugend = make_indicator(indicator_spec("jugend", visibility=Visibility.PUBLIC))
    for period in ("2019-12-31", "2020-12-31"):
        releases.add(armut, period, poor)
        releases.add(jugend, period, young)
    return Pairs(releases, releases.release(is_demo=True))
