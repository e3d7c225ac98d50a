"""The map in headless Chromium: 448 areas, the real catalogue, six half-years, a planner signed in.

Bounds: click to painted frame at most 80 ms at p95, with the values there already; first load at most 400 kB compressed;
values of one view at most 30 kB. The time to the first useful map is set beside a bare Leaflet page with the same shapes.
"""

import json
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from tests.bench.measuring import process

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SWITCH_BOUND, LOAD_BOUND, VALUES_BOUND = 80, 400, 30
ROUNDS = 5
INDICATORS, PERIODS = 4, 4
FIRST_INDICATOR = "altenquotient"  # rates with values follow it in the list


def run() -> bool:
    """Size of the first load, time to the first map, switches."""
    from tests.bench.baselines import bare_map
    from tests.bench.browsing import chromium, visit
    from tests.bench.serving import collect_static, portal

    with tempfile.TemporaryDirectory(prefix="bench-map-") as name:
        var = Path(name)
        vertices = int(process("tests.bench.map", "prepare", name, face="owner").split()[-1])
        process("tests.bench.map", "release", name)
        cookie = json.loads(process("tests.bench.map", "sign_in", name, face="portal").splitlines()[-1])
        print(f"  448 planning areas with {vertices:,} points, imported, and six half-years released", flush=True)
        bare_map.build(collect_static(var), var)
        with portal(var) as address, chromium() as browser:
            for path in ("/map/", "/map/", "/map/", bare_map.ADDRESS):  # the server is warm, the browser never
                with visit(browser, address, path, cookie):
                    pass
            kept = _first_load(browser, address, cookie)
            _first_map(browser, address, cookie, bare_map.ADDRESS)
            return _switches(browser, address, cookie) and kept


def _first_load(browser: "Browser", address: str, cookie: dict[str, str]) -> bool:
    from tests.bench.browsing import visit

    with visit(browser, address, "/map/", cookie) as found:
        sizes = found.traffic.bytes_until(found.moment)
        values = max(found.traffic.sizes("values"))
        later = sum(found.traffic.bytes_until(float("inf")).values()) - sum(sizes.values())
    total = sum(sizes.values()) / 1000
    parts = ", ".join(f"{kind} {size / 1000:.1f}" for kind, size in sorted(sizes.items(), key=lambda part: -part[1]))
    print(f"  first load in kB over the line: {parts}; afterwards, when idle, {later / 1000:.1f}")
    kept = _bound("first load", total, LOAD_BOUND, "kB")
    return _bound("values of one view, the largest", values / 1000, VALUES_BOUND, "kB") and kept


def _first_map(browser: "Browser", address: str, cookie: dict[str, str], baseline: str) -> None:
    from tests.bench.browsing import visit

    ours, theirs = [], []
    for number in range(1, ROUNDS + 1):
        for path, times in (("/map/", ours), (baseline, theirs)):
            with visit(browser, address, path, cookie) as found:
                times.append(found.seconds)
        print(
            f"  round {number}: first map {ours[-1]:.2f} s, baseline {theirs[-1]:.2f} s, "
            f"ratio {ours[-1] / theirs[-1]:.2f}",
            flush=True,
        )
    ratio = median(mine / base for mine, base in zip(ours, theirs, strict=True))
    print(f"  first map, median of {ROUNDS}: {median(ours):.2f} s, ratio {ratio:.2f}", flush=True)


def _switches(browser: "Browser", address: str, cookie: dict[str, str]) -> bool:
    from tests.bench.browsing import visit, walk

    with visit(browser, address, f"/map/?indicator={FIRST_INDICATOR}", cookie) as found:
        walk(found.page, INDICATORS, PERIODS)  # the first time values are fetched
        found.page.wait_for_load_state("networkidle")
        before = len(found.traffic.requests)
        switches = walk(found.page, INDICATORS, PERIODS)
        requests = len(found.traffic.requests) - before
    for what in ("way", "period", "indicator"):
        times = [switch.milliseconds for switch in switches if switch.what == what]
        print(f"  {what}: {len(times)} switches, median {median(times):.0f} ms, longest {max(times):.0f} ms")
    clocks = [
        quantiles([getattr(switch, clock) for switch in switches], n=20, method="inclusive")[18]
        for clock in ("two_frames", "event_timing")
    ]
    print(f"  p95 by two animation frames {clocks[0]:.0f} ms, by Event Timing {clocks[1]:.0f} ms; {requests} requests")
    times = [switch.milliseconds for switch in switches]
    p95 = quantiles(times, n=20, method="inclusive")[18]
    return _bound(f"{len(times)} switches: p50 {median(times):.0f} ms, p95", p95, SWITCH_BOUND, "ms")


def _bound(what: str, number: float, bound: float, unit: str) -> bool:
    kept = number <= bound
    print(f"  {what} {number:.1f} {unit} (bound {bound}): {'holds' if kept else 'MISSED'}", flush=True)
    return kept


def sign_in(folder: Path) -> None:
    """A session of the planner, as the portal makes it."""
    from django.conf import settings
    from django.test import Client

    from monitoring.departments.models import Person
    from tests.bench.released import PLANNER

    client = Client()
    client.force_login(Person.objects.get(username=PLANNER), backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    print(json.dumps({"name": name, "value": client.cookies[name].value}))


def main() -> None:
    """One step of the preparation."""
    import django

    django.setup()
    from tests.bench import released

    steps = {"prepare": released.prepare, "release": released.release, "sign_in": sign_in}
    steps[sys.argv[1]](Path(sys.argv[2]))


if __name__ == "__main__":
    main()
