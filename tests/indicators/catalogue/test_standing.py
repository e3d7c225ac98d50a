"""Who reads an entry, and what of it stands once values of it are released."""

from dataclasses import replace

import pytest

from indicators.catalogue.dependents import dependents, readers_in
from indicators.catalogue.reading import read_texts
from indicators.catalogue.schemas import INDICATOR, Part
from indicators.catalogue.specs import Break, IndicatorKind, MeasureFrom, Text
from indicators.catalogue.standing import FREE, kept_of_indicator, kept_of_measure
from indicators.periods import parse_period
from tests.indicators.catalogue.minimal import FILES

CATALOGUE = read_texts({name: text.encode() for name, text in FILES.items()})
RATE, SHARE = CATALOGUE.indicators["kinder"], CATALOGUE.indicators["anteil"]
RELEASED = (parse_period("2020-12-31"), parse_period("2021-12-31"))


def test_readers_of_a_source_are_found_however_far_away() -> None:
    readers = readers_in(CATALOGUE)
    found = dependents(readers, Part.SOURCE, "register")
    assert found.measures == ("children", "residents", "share")
    assert (found.indicators, found.indices, found.profiles) == (("anteil", "kinder"), ("lage",), ("tabelle",))
    assert dependents(readers, Part.MEASURE, "children").indicators == ("kinder",)
    assert found.typologies == ("typen",)
    assert dependents(readers, Part.INDEX, "lage").is_empty


def test_before_the_first_release_everything_may_change() -> None:
    assert kept_of_indicator(RATE, replace(RATE, scale=1000.0, unit="per_1000"), ()) == ()


@pytest.mark.parametrize("key", [key.name for key in INDICATOR.keys if key.name not in FREE | {"code"}])
def test_every_key_that_is_not_free_stays_after_a_release(key: str) -> None:
    """A key that the format gets later computes until somebody says that it does not."""
    other: dict[str, object] = {
        "kind": IndicatorKind.COUNT,
        "numerator": ("residents",),
        "denominator": ("children",),
        "measure": "share",
        "weight": ("children",),
        "pairing": replace(RATE.pairing, rule="nearest_earlier", within_months=6),
        "scale": 1000.0,
        "unit": "per_1000",
        "polarity": "lower_is_more_disadvantage",
        "minimum_denominator": replace(RATE.minimum_denominator, public=200.0),
        "minimum_coverage": 0.5,
        "measure_from": (MeasureFrom("2020", "residents"),),
    }
    before = SHARE if key in ("measure", "measure_from", "weight") else RATE
    before = replace(before, measure="children") if key == "measure" else before
    assert key in kept_of_indicator(before, replace(before, **{key: other[key]}), RELEASED)  # type: ignore[arg-type]


def test_a_later_definition_may_be_added_for_periods_to_come() -> None:
    later = replace(
        SHARE, measure_from=(MeasureFrom("2022", "residents"),), breaks=(Break("2022", Text("Neu", "New")),)
    )
    assert kept_of_indicator(SHARE, later, RELEASED) == ()
    earlier = replace(
        SHARE, measure_from=(MeasureFrom("2021", "residents"),), breaks=(Break("2021", Text("Neu", "New")),)
    )
    assert kept_of_indicator(SHARE, earlier, RELEASED) == ("measure_from",)


def test_a_measure_keeps_what_it_means_and_may_be_described_better() -> None:
    measure = CATALOGUE.measures["children"]
    assert kept_of_measure(measure, replace(measure, unit="case", kind="flow")) == ("unit", "kind")
    assert kept_of_measure(measure, replace(measure, title=Text("Kinder", "Children"), design_effect=2.0)) == ()
