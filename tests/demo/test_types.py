"""What was planted as unusual is found by the way that the sheet of an area takes; types part and keep their areas."""

from typing import Any

import numpy as np
import pytest

from fixtures.demo.planted import listed
from indicators.queries.audience import STAFF
from indicators.queries.catalogue import indicators
from indicators.queries.landscape import Landscape, landscape
from indicators.queries.releases import live_release
from indicators.queries.resembling import resembling
from indicators.queries.typologies import Types, types_of, typologies

pytestmark = pytest.mark.usefixtures("demo")


def _types() -> Types:
    live = live_release()
    assert live is not None
    return types_of(live, typologies()[0], STAFF)


def _landscape(types: Types) -> Landscape:
    live = live_release()
    assert live is not None
    ground = types.ground
    return landscape(live, indicators(), STAFF, typologies()[0], ground.areas, ground.places.level)


@pytest.mark.parametrize("entry", listed()["unusual"], ids=lambda entry: entry["area"])
def test_the_three_most_unusual_begin_with_what_was_planted(entry: dict[str, Any]) -> None:
    types = _types()
    found = _landscape(types).oddities(types.ground.position(entry["area"]))
    extreme = {one["rate"] for one in entry["finds"] if one.get("above", 0) >= 95 or one.get("below", 100) <= 6}
    codes = [one.entry.code for one in found]
    assert extreme & set(codes), (entry["why"], codes)
    assert all(abs(one.from_city) >= 1.5 and one.from_city * one.from_type > 0 for one in found)


def test_most_areas_have_nothing_or_little_that_is_unusual() -> None:
    types = _types()
    found = _landscape(types).unusual.found
    print(
        f"\n{found.any(axis=0).mean():.0%} of the areas, {found.sum(axis=0).mean():.1f} of {len(found)} indicators each"
    )
    assert found.mean() < 0.06


def test_types_of_the_demo_part_are_named_and_keep_their_areas() -> None:
    types = _types()
    sizes = [len(types.members(number)) for number in range(types.count)]
    print(f"\nsilhouette {types.typology.quality:.3f}, sizes {sizes}, {[(p.changed, p.both) for p in types.history]}")
    assert types.quality != "none" and min(sizes) >= 30
    assert all(types.is_named)
    assert len(types.history) >= 5
    assert all(past.changed <= 0.15 * past.both for past in types.history[1:])


def test_the_nearest_area_is_mostly_of_the_same_type() -> None:
    types = _types()
    live = live_release()
    assert live is not None
    codes = [types.ground.places.codes[at] for at in np.flatnonzero(types.typology.taken)[::20]]
    same = 0
    for code in codes:
        found = resembling(live, typologies()[0], STAFF, area=code)
        same += int(types.typology.type_of[found.nearest(1)[0]] == types.typology.type_of[found.area])
        assert found.similarity.share[:, found.nearest(1)[0]].sum() == pytest.approx(1)
    assert same >= 0.6 * len(codes)
