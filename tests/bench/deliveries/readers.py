"""A planner reads while releases go live one after the other, against the same planner without them.

Bound: the reader's p95 at most 1.2 × of idle. The portal runs as the launcher serves it; the activations run in a process
of their own, as the worker's do. Each answer is asked for anew, without the browser's cache.
"""

import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlsplit

from tests.bench.measuring import process

ROUNDS, RELEASES, MEASURES = 3, 10, 6
FIRST = "first"
SETS = {FIRST: MEASURES} | {f"set{number:02}": MEASURES for number in range(ROUNDS * RELEASES)}
BOUND, IDLE_SECONDS = 1.2, 5
PLANNER = "planung"
_MODULE = "tests.bench.deliveries.readers"


def run() -> bool:
    """Idle and busy in turn; prints both p95 and their ratio."""
    from tests.bench.serving import collect_static, portal

    with tempfile.TemporaryDirectory(prefix="bench-readers-") as name:
        var = Path(name)
        process(_MODULE, "prepare", face="owner")
        process(_MODULE, "candidates")
        cookie = json.loads(process(_MODULE, "sign_in", face="portal").splitlines()[-1])
        collect_static(var)
        with portal(var) as address:
            read = _reader(address, cookie)
            _while(lambda begun: time.monotonic() < begun + 1, read)
            ratios = [_round(number, read) for number in range(ROUNDS)]
    ratio = median(ratios)
    kept = ratio <= BOUND
    verdict = "holds" if kept else "MISSED"
    print(f"  reader during activation, p95 against idle: {ratio:.2f} (bound {BOUND}): {verdict}", flush=True)
    return kept


def _round(number: int, read: Callable[[], float]) -> float:
    idle = _while(lambda begun: time.monotonic() < begun + IDLE_SECONDS, read)
    command = [sys.executable, "-m", _MODULE, "activate", str(number)]
    environment = {**os.environ, "PORTAL_FACE": "office"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        child.stdout.readline()  # it is ready, and begins
        begun = time.monotonic()
        busy = _while(lambda _begun: child.poll() is None, read)
        seconds = time.monotonic() - begun
    if child.returncode:
        raise RuntimeError("the activations failed")
    quiet, loud = _p95(idle), _p95(busy)
    print(
        f"  round {number + 1}: idle p95 {quiet:.1f} ms of {len(idle)} answers; {RELEASES} releases in {seconds:.1f} s, "
        f"p95 {loud:.1f} ms of {len(busy)}, longest {max(busy):.0f} ms; ratio {loud / quiet:.2f}",
        flush=True,
    )
    return loud / quiet


def _p95(milliseconds: list[float]) -> float:
    return quantiles(milliseconds, n=20, method="inclusive")[18]


def _while(goes_on: Callable[[float], bool], read: Callable[[], float]) -> list[float]:
    begun, found = time.monotonic(), []
    while goes_on(begun):
        found.append(read())
        time.sleep(0.005)  # a person's browser does not hammer
    return found


def _reader(address: str, cookie: dict[str, str]) -> Callable[[], float]:
    """Asks for the values of a map, on a connection kept open; milliseconds from the question to the whole answer."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
    target = f"/api/v1/values/?indicator=rate-{FIRST}-000&level=region&period=2020-Q1"
    headers = {"Cookie": f"{cookie['name']}={cookie['value']}"}

    def read() -> float:
        begun = time.perf_counter()
        connection.request("GET", target, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{answer.status} {body[:200]!r}")
        return 1000 * (time.perf_counter() - begun)

    return read


def _candidates() -> None:
    """A first release, and every other set as a candidate."""
    from tests.bench.deliveries import raster

    for name, number in SETS.items():
        made = raster.candidate(name, raster.file(name, number))
        if name == FIRST:
            raster.activate(made.pk)


def _activate(number: int) -> None:
    """The releases of one round, one after the other."""
    from indicators.models import Delivery
    from tests.bench.deliveries import raster

    names = list(SETS)[1 + number * RELEASES : 1 + (number + 1) * RELEASES]
    deliveries = list(Delivery.objects.filter(profile__code__in=names).order_by("pk").values_list("pk", flat=True))
    print("ready", flush=True)
    for delivery in deliveries:
        raster.activate(delivery)


def main() -> None:
    """One step in a process of its own."""
    import django

    django.setup()
    from tests.bench import map as drawn_map
    from tests.bench.deliveries import raster

    step, *rest = sys.argv[1:]
    if step == "prepare":
        from tests.factories.people import make_person

        raster.prepare(SETS)
        make_person(PLANNER, "planner")
    elif step == "candidates":
        _candidates()
    elif step == "activate":
        _activate(int(rest[0]))
    else:
        drawn_map.sign_in(Path())


if __name__ == "__main__":
    main()
