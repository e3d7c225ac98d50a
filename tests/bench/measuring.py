"""Runs one side of a benchmark as a process of its own, and prints what was measured."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

ROUNDS = 3


def process(module: str, *arguments: str, face: str = "office") -> str:
    """Runs ``python -m module`` with a database role's rights; returns what it printed."""
    environment = {**os.environ, "PORTAL_FACE": face}
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{module}:\n{done.stdout}\n{done.stderr}")
    return done.stdout


def side(module: str, face: str = "office") -> dict[str, Any]:
    """What one side printed as its last line, as JSON."""
    return dict(json.loads(process(module, face=face).splitlines()[-1]))


def timed(work: Callable[[], object]) -> dict[str, float]:
    """Seconds of ``work`` and the peak memory of this process in MB."""
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def compare(
    ours: str,
    baseline: str,
    *,
    bound: float,
    megabytes: float | None = None,
    between: Callable[[], object] = lambda: None,
) -> bool:
    """Both sides in turn, a few rounds; prints seconds, ratios and peak memory, and whether the bounds hold.

    ``between`` sets back what the portal's side has stored.
    """
    ratios, peaks = [], []
    for number in range(1, ROUNDS + 1):
        mine, base = side(ours), side(baseline, face="owner")
        ratios.append(mine["seconds"] / base["seconds"])
        peaks.append(mine["megabytes"])
        print(
            f"  round {number}: portal {mine['seconds']:.2f} s ({mine['megabytes']:.0f} MB), "
            f"baseline {base['seconds']:.2f} s, ratio {ratios[-1]:.2f}",
            flush=True,
        )
        between()
    kept = median(ratios) <= bound and (megabytes is None or max(peaks) <= megabytes)
    memory = "" if megabytes is None else f", peak {max(peaks):.0f} MB (bound {megabytes:.0f})"
    verdict = "holds" if kept else "MISSED"
    print(f"  ratio, median of {ROUNDS}: {median(ratios):.2f} (bound {bound}){memory}: {verdict}", flush=True)
    return kept
