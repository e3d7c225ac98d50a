"""A planner reads while releases go live one after the other, against the same planner without them.

Bound: the reader's p95 at most 1.2 × of idle. The portal runs as the launcher serves it; the activations run in a process
of their own, as the worker's do. Each answer is computed anew: another reference area each time.
"""

import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle, product
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlsplit

from tests.bench.measuring import process

ROUNDS, RELEASES, MEASURES = 3, 10, 6
FIRST = "first"
SETS = {FIRST: 100} | {f"set{number:02}": MEASURES for number in range(ROUNDS * RELEASES)}
BOUND, IDLE_SECONDS, PAUSE = 1.2, 5, 0.5
PROCESSES = min(4, os.cpu_count() or 2)  # of the portal, as ``serving`` starts it
PLANNER = "planung"
_MODULE = "tests.bench.deliveries.readers"


@dataclass(frozen=True)
class Answer:
    """When it was asked for and when it was there whole, on the clock that all processes share."""

    asked: float
    given: float


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


def _round(number: int, read: Callable[[], Answer]) -> float:
    idle = _while(lambda begun: time.monotonic() < begun + IDLE_SECONDS, read)
    command = [sys.executable, "-m", _MODULE, "activate", str(number)]
    environment = {**os.environ, "PORTAL_FACE": "office"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        child.stdout.readline()  # it is ready, and begins
        answers = _while(lambda _begun: child.poll() is None, read)
        spans = [tuple(map(float, line.split())) for line in child.stdout]
    if child.returncode:
        raise RuntimeError("the activations failed")
    busy = _during(answers, spans)
    quiet, loud = _p95(idle), _p95(busy)
    print(
        f"  round {number + 1}: idle p95 {quiet:.1f} ms of {len(idle)} answers; {len(spans)} releases of "
        f"{median(end - begin for begin, end in spans):.2f} s, p95 {loud:.1f} ms of {len(busy)}; ratio {loud / quiet:.2f}",
        flush=True,
    )
    return loud / quiet


def _during(answers: list[Answer], spans: list[tuple[float, ...]]) -> list[Answer]:
    """The answers that were waited for while a release went live, and each process's first ones of the new release."""
    found = []
    for begin, end in spans:
        after = [answer for answer in answers if answer.asked >= end][: 2 * PROCESSES]
        found += [answer for answer in answers if answer.asked < end and answer.given > begin] + after
    return found


def _p95(answers: list[Answer]) -> float:
    return quantiles([1000 * (answer.given - answer.asked) for answer in answers], n=20, method="inclusive")[18]


def _while(goes_on: Callable[[float], bool], read: Callable[[], Answer]) -> list[Answer]:
    begun, found = time.monotonic(), []
    while goes_on(begun):
        found.append(read())
        time.sleep(0.005)  # a person's browser does not hammer
    return found


def _reader(address: str, cookie: dict[str, str]) -> Callable[[], Answer]:
    """Asks for the values of a map, each time for another indicator or reference area, so that no answer is there already."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
    headers = {"Cookie": f"{cookie['name']}={cookie['value']}"}
    questions = cycle(product(range(SETS[FIRST] // 2), range(1, 11)))

    def read() -> Answer:
        indicator, reference = next(questions)
        target = f"/api/v1/values/?indicator=rate-{FIRST}-{indicator:03}&level=region&reference={reference:08}"
        asked = time.monotonic()
        connection.request("GET", target, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{answer.status} {body[:200]!r}")
        return Answer(asked, time.monotonic())

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
    spans = []
    for delivery in deliveries:
        begin = time.monotonic()
        raster.activate(delivery)
        spans.append((begin, time.monotonic()))
        time.sleep(PAUSE)
    for begin, end in spans:
        print(begin, end)


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
