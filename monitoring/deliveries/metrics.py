"""What the office's ``/metrics`` adds: how many deliveries there are in each state, and how long the oldest waits."""

from collections.abc import Iterator

from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from indicators.journey import State
from indicators.office import deliveries as office


class Deliveries(Collector):
    """Numbers about deliveries; nothing about their files or the people who deliver."""

    def collect(self) -> Iterator[Metric]:
        counts = office.state_counts()
        gauge = GaugeMetricFamily("portal_deliveries", "Deliveries by state.", labels=["state"])
        for state in State:
            gauge.add_metric([state.value], counts.get(state, 0))
        yield gauge
        since = office.waiting_since()
        age = (timezone.now() - since).total_seconds() if since else 0.0
        yield GaugeMetricFamily(
            "portal_oldest_waiting_seconds", "How long a delivery has waited for the worker.", value=age
        )
