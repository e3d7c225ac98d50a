"""The demo's areas: imported level by level like any others, and marked as invented."""

from collections.abc import Iterable

from areas.comparing import PlacesFile, import_places
from areas.importing import LevelFile, import_areas
from areas.models import AreaEdition
from monitoring.demo.manifest import Layer

OPERATOR = "load_demo"


def bring_areas(layers: Iterable[Layer]) -> int:
    """Import what is not there yet; returns how many levels were imported.

    An edition that is in force is finished and refuses changes; in a draft every level is imported anew.
    """
    active = set(AreaEdition.objects.filter(is_active=True).values_list("system__code", "valid_from"))
    wanted = [layer for layer in layers if (layer.system, layer.valid_from) not in active]
    for layer in wanted:
        if layer.is_beyond:
            _bring_places(layer)
            continue
        import_areas(
            file=LevelFile(layer.path, code_field="code", name_field="name", parent_field=layer.parent_field),
            by=OPERATOR,
            system=layer.system,
            valid_from=layer.valid_from,
            valid_until=layer.valid_until,
            level=layer.level,
            activate=layer.is_last,
            is_demo=True,
        )
    return len(wanted)


def _bring_places(layer: Layer) -> None:
    """County and state: names alone."""
    import_places(
        file=PlacesFile(layer.path, code_field="code", name_field="name"),
        by=OPERATOR,
        system=layer.system,
        valid_from=layer.valid_from,
        valid_until=layer.valid_until,
        level=layer.level,
        is_demo=True,
    )
