"""What may be calculated while something else is being released: nothing that reads it."""

import pytest

from monitoring.demo.readings import Readings

pytestmark = pytest.mark.usefixtures("demo")


@pytest.mark.parametrize(
    ("profile", "other", "reads"),
    [
        ("demo-sgb2", "demo-register", True),  # the residents below
        ("demo-register", "demo-sgb2", True),  # the recipients above residents that are delivered anew
        ("demo-sgb2", "demo-sgb2", True),  # another quarter of the same
        ("demo-sgb2", "demo-haushalte", True),
        ("demo-sozialhilfe", "demo-arbeitslose", False),
        ("demo-schule", "demo-register", False),
    ],
)
def test_a_calculation_reads_what_its_indicators_are_made_of(profile: str, other: str, reads: bool) -> None:
    assert Readings.of_the_catalogue().reads(profile, other) is reads
