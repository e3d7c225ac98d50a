"""Two workers at one recalculation, against one: the second takes parts that the first offers. Bound: 0.75 of the time."""

import json
import os
import subprocess
import sys
import time
from statistics import median

from tests.bench.measuring import ROUNDS, process
from tests.bench.methods import recalculation

BOUND = 0.75


def run() -> bool:
    """With and without help, a few rounds, each followed by the manifest, which must be the same."""
    print("  workers", flush=True)
    ratios, manifests = [], set()
    for number in range(1, ROUNDS + 1):
        alone, helped = _round(help_out=False), _round(help_out=True)
        manifests |= {alone["manifest"], helped["manifest"]}
        ratios.append(helped["seconds"] / alone["seconds"])
        print(
            f"  round {number}: one worker {alone['seconds']:.2f} s, two {helped['seconds']:.2f} s, "
            f"ratio {ratios[-1]:.2f}",
            flush=True,
        )
    kept = median(ratios) <= BOUND and len(manifests) == 1
    verdict = "holds" if kept else "MISSED"
    print(f"  ratio, median of {ROUNDS}: {median(ratios):.2f} (bound {BOUND}), {len(manifests)} manifest: {verdict}")
    return kept


def _round(*, help_out: bool) -> dict[str, object]:
    helper = None
    if help_out:
        command = [sys.executable, "-m", "tests.bench.methods.workers", "help"]
        environment = {**os.environ, "PORTAL_FACE": "office"}
        helper = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        assert helper.stdout is not None
        helper.stdout.readline()  # it is ready
    try:
        return dict(json.loads(process("tests.bench.methods.workers", "take").splitlines()[-1]))
    finally:
        if helper is not None:
            helper.kill()
            helper.wait()
        recalculation.undone()


def main(part: str) -> None:
    """One worker: who takes the step, or who helps until it is ended."""
    import django

    django.setup()
    from indicators.actions import sharing, steps
    from indicators.actions.inputs import KnownInputs
    from indicators.models import Calculation, Delivery

    if part == "help":
        list(Delivery.objects.all()[:1])
        print("ready", flush=True)
        while True:
            remembered: dict[str, KnownInputs] = {}
            while sharing.help_out(remembered):
                pass
            time.sleep(0.01)
    delivery = Delivery.objects.get(profile__code="calculate", period__code=recalculation.QUARTERS[0])
    begin = time.perf_counter()
    steps.take_step(delivery=delivery.pk)
    seconds = time.perf_counter() - begin
    print(json.dumps({"seconds": seconds, "manifest": Calculation.objects.get().manifest_sha256}))


if __name__ == "__main__":
    main(sys.argv[1])
