"""Celery: a message only wakes; the database row is the queue."""

import logging
import os
from typing import Any

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "monitoring.settings")
app = Celery("monitoring")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["indicators", "monitoring", "monitoring.deliveries.keeping"])


def keep_our_logging(**_given: Any) -> None:
    """Celery leaves the logging as the settings configure it; warnings go the same way."""
    logging.captureWarnings(True)


signals.setup_logging.connect(keep_our_logging)
