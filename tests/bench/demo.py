"""The demo city: written, then loaded through the real journey, 24 quarters of deliveries from the file to the release.

Bound: 60 s for everything on two cores. What is measured is the way of the launcher at the first start: areas imported,
each delivery received, checked, staged, calculated, approved by a second person, and live before the next one is.
"""

import json
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from statistics import median

from tests.bench.measuring import process

BOUND = 60
PASSWORD = "three-words-of-the-demo-9"


def run() -> bool:
    """Write, load; prints seconds and the throughput of the quarters."""
    os.environ["PORTAL_TRIAL"] = "1"
    with tempfile.TemporaryDirectory(prefix="bench-demo-") as name:
        folder = Path(name) / "demo"
        process("tests.bench.demo", "prepare", face="owner")
        start = time.perf_counter()
        process("fixtures.demo", str(folder))
        written = time.perf_counter()
        found = json.loads(process("tests.bench.demo", "load", str(folder)).splitlines()[-1])
        loaded = time.perf_counter()
    print(
        f"  written in {written - start:.1f} s, loaded in {loaded - written:.1f} s, areas {found['areas']:.1f} s of it"
    )
    print(f"  {found['figures']}")
    quarters = found["quarters"]
    _spread("deliveries a quarter", [row["deliveries"] for row in quarters], "")
    _spread("seconds a quarter", [row["seconds"] for row in quarters], " s", 1)
    _spread("observations a second", [row["observations"] / row["seconds"] for row in quarters], "")
    total = loaded - start
    kept = total <= BOUND
    print(f"  everything {total:.1f} s (bound {BOUND} s): {'holds' if kept else 'MISSED'}", flush=True)
    return kept


def _spread(what: str, numbers: Iterable[float], unit: str, decimals: int = 0) -> None:
    low, middle, high = (f"{number:,.{decimals}f}{unit}" for number in (min(numbers), median(numbers), max(numbers)))
    print(f"  {what}: min {low}, median {middle}, max {high}", flush=True)


def prepare() -> None:
    """Catalogue and people, as the launcher makes them."""
    from django.conf import settings

    from indicators.actions.catalogue import load_catalogue
    from monitoring.departments.demo import make_demo_people

    load_catalogue(directory=settings.CATALOGUE_DIR, by=None, dry_run=False)
    make_demo_people(password=PASSWORD, reset=True)


def load(folder: str) -> None:
    """Load, and print as the last line what it took: a delivery belongs to the quarter in which it was drawn."""
    from django.db.models import Count, OuterRef, Subquery

    from indicators.models import Delivery, Observation
    from monitoring.demo.figures import figures
    from monitoring.demo.loading import load as load_demo

    done = load_demo(Path(folder), lambda what: None)
    given = Observation.objects.filter(delivery=OuterRef("pk")).order_by().values("delivery").annotate(n=Count("area"))
    counted = dict(Delivery.objects.annotate(n=Subquery(given.values("n"))).values_list("file_name", "n"))
    quarters: dict[str, dict[str, float]] = defaultdict(lambda: {"deliveries": 0, "seconds": 0.0, "observations": 0})
    for item, seconds in done.seconds:
        row = quarters[f"{item.as_of.year}-Q{(item.as_of.month + 2) // 3}"]
        row["deliveries"] += 1
        row["seconds"] += seconds
        row["observations"] += counted[item.path.name]
    print(json.dumps({"areas": done.areas_seconds, "figures": str(figures()), "quarters": list(quarters.values())}))


def main() -> None:
    """One step of the benchmark in a process of its own."""
    import django

    django.setup()
    {"prepare": prepare, "load": load}[sys.argv[1]](*sys.argv[2:])


if __name__ == "__main__":
    main()
