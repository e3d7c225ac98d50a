"""Counters that the web processes keep about requests; gunicorn's processes share them through files."""

from prometheus_client import Counter, Histogram

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_REQUESTS = Counter("portal_requests", "Requests answered.", ["url", "method", "status"])
_SECONDS = Histogram("portal_request_seconds", "Seconds until the answer began.", ["url"], buckets=_BUCKETS)


def count(url: str, method: str, status: int, seconds: float) -> None:
    """Count one answered request under the name of its URL and the class of its status (``2xx``)."""
    _REQUESTS.labels(url, method, f"{status // 100}xx").inc()
    _SECONDS.labels(url).observe(seconds)
