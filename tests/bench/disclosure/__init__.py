"""The protection of small numbers in figures, on an invented city that no database holds.

``./portal bench disclosure`` runs all parts:

- ``blocks``: the three blocks, protected and audited, against their bounds on one core;
- ``quarters``: many indicators and quarters of the first block on two cores, and one new quarter.
"""


def run() -> bool:
    """All parts; whether every bound holds."""
    from tests.bench.disclosure import blocks, quarters

    kept = blocks.run()
    return quarters.run() and kept
