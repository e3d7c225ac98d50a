"""A tiny invented city on the real database: three levels with residual units, indicators, results, releases.

::

    stadt         0
    bezirk        01 Hafen         02 Heide         99 (residual)
    planungsraum  0101  0102       0201  0202       99999999 (residual)
"""

from tests.factories.catalogue import indicator_spec, make_indicator, make_measure, make_source
from tests.factories.people import make_person
from tests.factories.places import CITY, EDITION, LEVELS, Spot, make_city
from tests.factories.results import COUNTS, EARLIER, MISSING, OK, SUPPRESSED, Counts, Releases, make_period
from tests.factories.world import VISIBILITIES, World, make_world

__all__ = [
    "CITY",
    "COUNTS",
    "Counts",
    "EARLIER",
    "EDITION",
    "LEVELS",
    "MISSING",
    "OK",
    "Releases",
    "SUPPRESSED",
    "Spot",
    "VISIBILITIES",
    "World",
    "indicator_spec",
    "make_city",
    "make_indicator",
    "make_measure",
    "make_period",
    "make_person",
    "make_source",
    "make_world",
]
