"""A state beside the invented city, with released values of its own."""

from collections.abc import Mapping
from datetime import date

from areas.models import Area, AreaEdition, AreaLevel, AreaSystem
from indicators.models import Release
from tests.factories.results import Releases
from tests.factories.world import World

STATE = "land:09"
Cell = tuple[float, float]


def make_state() -> AreaEdition:
    """One place with a name and no shape."""
    system = AreaSystem.objects.create(code="land", name_de="Land", name_en="State", is_reference=True)
    level = AreaLevel.objects.create(system=system, code="land", rank=0, name_de="Land", name_en="State")
    edition = AreaEdition.objects.create(system=system, code="land-2020", valid_from=date(2020, 1, 1), is_active=True)
    Area.objects.create(edition=edition, level=level, code="09", name="Land Muster", position=0, is_reference=True)
    return edition


def add_state(world: World, values: Mapping[str, Mapping[str, Cell]]) -> Release:
    """Indicator → period → counts of the state, in a release with everything of the city."""
    own = Releases(make_state())
    for code, periods in values.items():
        for period, cell in periods.items():
            own.add(world.indicators[code], period, {"land": [cell]})
    # The key of a block names no edition: that of the state has a level of its own.
    world.releases.blocks |= own.blocks
    return world.releases.release("Land", is_demo=world.live.is_demo)
