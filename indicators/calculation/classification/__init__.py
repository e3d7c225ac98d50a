"""Class edges for maps: ``C_l < y ≤ C_u``, from protected values only.

- ``edges``     the classes themselves, and the methods that follow a formula: fixed breaks, quantiles, equal intervals,
  standard deviations around the reference
- ``natural``   natural breaks, the exact optimum
- ``choice``    which method and how many classes somebody wants, and what comes of it

Fixed breaks where the catalogue names them, so that maps of different quarters compare; otherwise quantiles. Ties reduce the
number of classes: two equal edges are one. Edges that are to hold for several periods are taken from the values of them all.
"""

from indicators.calculation.classification.choice import FEWEST as FEWEST
from indicators.calculation.classification.choice import MOST as MOST
from indicators.calculation.classification.choice import Choice as Choice
from indicators.calculation.classification.choice import ClassesRefused as ClassesRefused
from indicators.calculation.classification.choice import Method as Method
from indicators.calculation.classification.choice import classes_for as classes_for
from indicators.calculation.classification.choice import parse_choice as parse_choice
from indicators.calculation.classification.edges import CLASSES as CLASSES
from indicators.calculation.classification.edges import Classes as Classes
from indicators.calculation.classification.edges import deviation_classes as deviation_classes
from indicators.calculation.classification.edges import equal_classes as equal_classes
from indicators.calculation.classification.edges import fixed_classes as fixed_classes
from indicators.calculation.classification.edges import quantile_classes as quantile_classes
from indicators.calculation.classification.natural import natural_classes as natural_classes
