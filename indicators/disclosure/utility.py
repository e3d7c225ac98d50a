"""What is left for the reader: utility is a promise as well.

>>> import numpy as np
>>> from indicators.disclosure.utility import share_living_with_a_rate
>>> share_living_with_a_rate(np.array([900.0, 60, 40]), np.array([True, False, True]))
0.94
"""

import numpy as np

from indicators.disclosure.elimination import must_be_published
from indicators.disclosure.model import Block, Bools, Floats


def share_living_with_a_rate(residents: Floats, published: Bools) -> float:
    """The share of residents who live in areas with a published rate; NaN where nobody lives.

    Args:
        residents: [areas]; NaN counts as nobody.
        published: [areas] whether the area's rate is shown.
    """
    people = np.nan_to_num(residents)
    return float(people[published].sum() / people.sum()) if people.sum() else float("nan")


def hiding_every_parent(block: Block) -> Bools:
    """What is hidden [m] by whoever hides each primary with every sum that contains one of its cells: the comparison.

    >>> from indicators.disclosure.model import Block
    >>> rows = [[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]]
    >>> hiding_every_parent(Block.of(rows, [62, 22, 2, 20, 40], primary=[0, 0, 1, 0, 0])).tolist()
    [True, True, True, False, False]
    """
    inside = abs(block.matrix)
    secret = np.asarray(inside[np.flatnonzero(block.primary)].sum(axis=0)).ravel() > 0
    touched = (inside @ secret.astype(float)) > 0
    larger = np.diff(block.matrix.indptr) > 1
    hidden: Bools = (block.primary | (touched & larger)) & ~must_be_published(block)
    return hidden
