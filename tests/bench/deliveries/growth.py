"""From the upload to the live release at 10⁵, 10⁶ and 10⁷ observations, each against a bare binary COPY of its rows.

Bounds: at 10⁶ at most 5 × the COPY and 1.5 GB at the peak; over all three the time grows with an exponent (slope of
log seconds over log observations) of at most COPY's own + 0.05.
"""

import json
import sys
from statistics import median

import numpy as np

from tests.bench.measuring import process, timed

SETS = {"small": 5, "middle": 50, "large": 500}
ROUNDS = {"small": 5, "middle": 3, "large": 1}
BOUND, MEGABYTES, STEEPER = 5.0, 1536, 0.05


def run() -> bool:
    """Every size in turn; prints seconds, ratios, memory and the two exponents."""
    process("tests.bench.deliveries.growth", "prepare", face="owner")
    numbers, ours, bare, kept = [], [], [], True
    for name, measures in SETS.items():
        seconds, baseline, megabytes = _rounds(name)
        number = measures * 20_000
        ratio = seconds / baseline
        print(
            f"  {number:>10,} observations: portal {seconds:.2f} s ({megabytes:.0f} MB), COPY {baseline:.2f} s, "
            f"ratio {ratio:.2f}",
            flush=True,
        )
        if name == "middle":
            holds = ratio <= BOUND and megabytes <= MEGABYTES
            kept &= holds
            verdict = "holds" if holds else "MISSED"
            print(f"  from upload to release (bounds {BOUND} ×, {MEGABYTES} MB): {verdict}", flush=True)
        numbers.append(number)
        ours.append(seconds)
        bare.append(baseline)
    mine, copys = _exponent(numbers, ours), _exponent(numbers, bare)
    holds = mine <= copys + STEEPER
    verdict = "holds" if holds else "MISSED"
    print(f"  growth: exponent {mine:.3f}, COPY's {copys:.3f} (bound + {STEEPER}): {verdict}", flush=True)
    return kept and holds


def _rounds(name: str) -> tuple[float, float, float]:
    """Median seconds of the portal and of the baseline, and the highest peak of memory."""
    ours, bare, peaks = [], [], []
    for _ in range(ROUNDS[name]):
        found = json.loads(process("tests.bench.deliveries.growth", name).splitlines()[-1])
        base = json.loads(process("tests.bench.baselines.bare_copy", face="owner").splitlines()[-1])
        ours.append(found["seconds"])
        peaks.append(found["megabytes"])
        bare.append(base["seconds"])
        process("tests.bench.deliveries.growth", "reset", face="owner")
    return median(ours), median(bare), max(peaks)


def _exponent(numbers: list[int], seconds: list[float]) -> float:
    return float(np.polyfit(np.log(numbers), np.log(seconds), 1)[0])


def main() -> None:
    """One run of the portal's side, or a step before or after it."""
    import django

    django.setup()
    from indicators.models import Observation
    from tests.bench.deliveries import raster

    name = sys.argv[1]
    if name == "prepare":
        raster.prepare(SETS)
        return
    if name == "reset":
        raster.reset()
        return
    content = raster.file(name, SETS[name])
    measured = timed(lambda: raster.activate(raster.candidate(name, content).pk))
    number = Observation.objects.count()
    if number != SETS[name] * raster.AREAS:
        raise SystemExit(f"{number} observations")
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
