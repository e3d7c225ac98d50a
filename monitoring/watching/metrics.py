"""``/metrics``: the counters of all web processes, and the state of the portal as this face may see it."""

import hmac
import ipaddress
import os
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from indicators.queries.releases import live_release
from monitoring.watching import heartbeats, parts


class Portal(Collector):
    """What both faces see: the parts, the heartbeats, the live release, the build."""

    def collect(self) -> Iterator[Metric]:
        found = parts.look()
        yield InfoMetricFamily(
            "portal_build", "What runs.", value={"version": settings.CODE_VERSION, "face": settings.FACE}
        )
        up = GaugeMetricFamily("portal_part_up", "Whether a part is well.", labels=["part"])
        for name, word in found.words.items():
            up.add_metric([name], float(word == parts.OK))
        yield up
        yield GaugeMetricFamily(
            "portal_disk_free_bytes", "Free space at the portal's folder.", value=parts.free_bytes()
        )
        if found.ready:
            yield from _heartbeats()
            yield from _release()


def _heartbeats() -> Iterator[Metric]:
    gauge = GaugeMetricFamily("portal_heartbeat_age_seconds", "Since a process was last seen.", labels=["process"])
    for process, age in heartbeats.ages().items():
        gauge.add_metric([process], age)
    yield gauge


def _release() -> Iterator[Metric]:
    release = live_release()
    if release is None:
        return
    age = (timezone.now() - release.activated_at).total_seconds()
    yield GaugeMetricFamily("portal_live_release_age_seconds", "Since the live release went live.", value=age)
    yield InfoMetricFamily("portal_live_release", "The release that is live.", value={"number": release.number})


class _Patient(Collector):
    """A collector whose questions may fail: then it says nothing, and the rest still does."""

    def __init__(self, inner: Collector) -> None:
        self._inner = inner

    def collect(self) -> Iterator[Metric]:
        try:
            yield from list(self._inner.collect())
        except Error:
            return


# What stands in front of this process names itself by one of them.
_FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via")


def _may_watch(request: HttpRequest) -> bool:
    """Who asks on this machine itself, not through a proxy, or brings the token of ``PORTAL_METRICS_TOKEN``."""
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "")
    if token and hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        return True
    if any(name in request.headers for name in _FORWARDED):
        return False
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback


@require_safe
@never_cache
def metrics(request: HttpRequest, collectors: Sequence[type[Collector]] = ()) -> HttpResponse:
    """Everything in Prometheus' text form; ``collectors`` are what this address has beyond the common ones.

    A release that was not audited is named, and how many deliveries wait: for operators alone.
    """
    if not _may_watch(request):
        raise Http404
    state = CollectorRegistry()
    for collector in (Portal, *collectors):
        state.register(_Patient(collector()))
    counted: CollectorRegistry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    return HttpResponse(generate_latest(counted) + generate_latest(state), content_type=CONTENT_TYPE_LATEST)
