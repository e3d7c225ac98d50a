"""The methods in figures, each against a baseline of the same call.

``./portal bench methods`` runs all parts:

- ``recalculation``: everything recalculated, against numpy for the same arrays and binary COPY of the same numbers;
- ``workers``: the same by two workers, against one;
- ``patterns``: local Moran with 9,999 permutations.

How fast the workbench draws a changed index is seen in a browser: ``workbench``, in a city of its own.
"""

APART = ("tests.bench.methods.workbench",)


def run() -> bool:
    """What is computed; whether every bound holds."""
    from tests.bench.methods import patterns, recalculation, workers

    recalculation.prepared()
    kept = recalculation.run()
    kept = workers.run() and kept
    return patterns.run() and kept
