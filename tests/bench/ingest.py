"""1,000,000 observations from CSV through check and staging, against a bare COPY of the same rows.

20,000 areas × 50 measures in one wide file. Bounds: at most 3 × the COPY into an equally indexed table, 1 GB at the peak.
"""

import json
import sys

from tests.bench.measuring import compare, process, timed

AREAS, MEASURES = 20_000, 50
CODES = [f"measure_{number:02}" for number in range(MEASURES)]


def prepare() -> None:
    """The city, its catalogue, and nothing delivered."""
    from tests.bench import city

    city.make_city("ingest", {"stadt": 1, "bezirk": 10, "region": 500, "raster": AREAS})
    city.make_measures("ingest", CODES)
    city.make_profile("ingest", "ingest", "raster", CODES)


def file() -> bytes:
    """The file, the same in every round."""
    import numpy as np

    counts = np.random.default_rng(7).integers(0, 5000, (AREAS, MEASURES))
    lines = [",".join(("id", *(f"column_{code}" for code in CODES)))]
    lines += [f"{area:08}," + ",".join(map(str, row)) for area, row in enumerate(counts.tolist(), 1)]
    return ("\n".join(lines) + "\n").encode()


def run() -> bool:
    """Both sides, a few rounds."""
    process("tests.bench.ingest", "prepare", face="owner")
    return compare("tests.bench.ingest", "tests.bench.baselines.bare_copy", bound=3, megabytes=1024)


def main() -> None:
    """One run of the portal's side: check and stage, each in its transaction."""
    import django

    django.setup()
    if sys.argv[1:] == ["prepare"]:
        prepare()
        return
    from indicators.actions.receive import receive
    from indicators.actions.steps import take_step
    from indicators.models import Observation
    from tests.bench import city

    delivery = receive(
        by=city.person("supplier"), content=file(), file_name="raster.csv", profile="ingest", period="2020-Q1"
    )
    states: list[object] = []

    def check_and_stage() -> None:
        states.append(take_step(delivery=delivery.pk))
        states.append(take_step(delivery=delivery.pk))

    measured = timed(check_and_stage)
    number = Observation.objects.filter(delivery=delivery).count()
    if states != ["checked", "staged"] or number != AREAS * MEASURES:
        raise SystemExit(f"not staged: {states}, {number}")
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
