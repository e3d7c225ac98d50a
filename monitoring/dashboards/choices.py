"""What the shared filters can be set to: areas, references, periods, levels, as the interface and the form offer them."""

from collections import Counter
from collections.abc import Iterable

from areas.models import AreaLevel
from indicators.catalogue.specs import Text
from indicators.queries.beyond import offered
from indicators.queries.places import PARENT
from indicators.queries.releases import manifest
from monitoring.api.doors import said
from monitoring.dashboards.scene import Document, Scene

MOST_AREAS = 160
"""Levels are offered from the top until so many areas are listed; finer ones are chosen on the map."""


def choices(scene: Scene, indicators: Iterable[str]) -> Document:
    """For the indicators that the dashboard shows to this reader."""
    shown = [code for code in indicators if code in scene.entries]
    areas = scene.ground.areas
    names = level_names(scene)
    by_level: list[Document] = []
    listed = 0
    for level in areas.levels:
        listed += len(level.codes)
        found = [
            {"code": code, "name": name}
            for position, (code, name) in enumerate(zip(level.codes, level.names, strict=True))
            if position != level.residual and (listed <= MOST_AREAS or code == scene.filters.area)
        ]
        if found:
            by_level.append({"level": level.level, "name": names[level.level], "areas": found})
    return {
        "areas": by_level,
        "references": [
            {"code": code, "name": name}
            for level in areas.levels[:2]
            for position, (code, name) in enumerate(zip(level.codes, level.names, strict=True))
            if position != level.residual
        ],
        "beyond": [{"code": place.key, "name": place.name} for place in offered(scene.release.pk, shown)],
        "parent": PARENT,
        "periods": _periods(scene, shown),
        "levels": [{"code": level.level, "name": names[level.level]} for level in areas.levels[1:]],
    }


def level_names(scene: Scene) -> dict[str, str]:
    """Level → its name in the language of the answer, for the edition that the dashboard stands on."""
    rows = AreaLevel.objects.filter(system__editions=scene.ground.edition_id).values_list("code", "name_de", "name_en")
    return {code: said(Text(german, english)) for code, german, english in rows}


def _periods(scene: Scene, indicators: Iterable[str]) -> list[str]:
    """Newest first; of the kind that most of the indicators come in, since every panel takes its latest up to it."""
    released = manifest(scene.release.pk)
    periods = {line.period for code in indicators for line in released.get(code, ())}
    kinds = Counter(period.kind for period in periods)
    common = kinds.most_common(1)[0][0] if kinds else ""
    return [period.code for period in sorted(periods, reverse=True) if period.kind == common]
