"""The scheduler: Celery's, with a heartbeat, without a file, and without a line in the log for every message."""

import logging
from typing import Any

from celery.beat import ScheduleEntry, Scheduler
from django.db import Error, connection

from monitoring.watching.heartbeats import SCHEDULER, beat

logger = logging.getLogger(__name__)


class BeatingScheduler(Scheduler):
    """Everything is due within seconds: what was sent last is not worth a file, which a killed process leaves broken."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self._broker_is_away = False
        super().__init__(*args, **options)

    def setup_schedule(self) -> None:
        self.install_default_entries(self.data)
        self.merge_inplace(self.app.conf.beat_schedule)
        logger.info("scheduler started", extra={"fields": {"entries": len(self.data)}})

    def tick(self, *args: Any, **options: Any) -> float:
        """One look at what is due; a database that is away stops nothing."""
        try:
            beat(SCHEDULER)
        except Error:
            connection.close()
        return super().tick(*args, **options)

    def apply_entry(self, entry: ScheduleEntry, producer: Any = None) -> None:
        """Send what is due. The broker's going and coming are told once each, not every three seconds."""
        try:
            self.apply_async(entry, producer=producer, advance=False)
        except Exception as error:  # whatever the transport raises: the next tick tries again
            if not self._broker_is_away:
                logger.warning("the broker is away", extra={"fields": {"error": type(error).__name__}})
            self._broker_is_away = True
            return
        if self._broker_is_away:
            logger.warning("the broker is back")
        self._broker_is_away = False
