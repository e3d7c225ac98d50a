"""Names and shapes of the areas that an index is shown for: fetched once per edition and level."""

from typing import Any

from areas.models import AreaLevel
from indicators.catalogue.specs import Text
from indicators.queries.composing import Ground
from monitoring.api.doors import said
from monitoring.dashboards.shapes import shapes_urls


def areas_document(ground: Ground) -> dict[str, Any]:
    """Codes and names in position order, and the addresses of the shapes, which carry the hash of their content."""
    places, meeting = ground.places, ground.meeting
    urls = shapes_urls(meeting.edition_id, meeting.edition)
    above = ground.areas.levels[min(1, len(ground.areas.levels) - 1)].level
    return {
        "known": f"{meeting.edition}:{meeting.level}",
        "codes": list(places.codes),
        "names": list(places.names),
        "residual": -1 if places.residual is None else places.residual,
        "shapes_url": urls.get(meeting.level),
        "borders_url": urls.get(above) if above != meeting.level else None,
    }


def level_names() -> dict[str, str]:
    """Names of levels by code, in the language of the answer."""
    rows = AreaLevel.objects.values_list("code", "name_de", "name_en")
    return {code: said(Text(german, english)) for code, german, english in rows}
