"""gunicorn's configuration beyond its command line: logs, and the counters that its processes share through files.

Read by the master before the application is loaded, because the counters look once where their files are.
"""

import logging.config
import os
import shutil
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger as GunicornLogger

_FOLDER = Path(os.environ.get("PORTAL_VAR", "var")) / "run" / "counters" / os.environ.get("PORTAL_FACE", "portal")
os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(_FOLDER)


class Logger(GunicornLogger):
    """The same log as everything else; no lines about requests, which would name addresses and paths."""

    def setup(self, cfg: Any) -> None:
        from monitoring.watching.logs import configuration

        logging.config.dictConfig(configuration(os.environ.get("PORTAL_TRIAL") == "1"))
        logging.captureWarnings(True)

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """Told by the application itself, under the URL's name."""


logger_class = Logger


def on_starting(server: Any) -> None:
    """The counters of the master before are over."""
    shutil.rmtree(_FOLDER, ignore_errors=True)
    _FOLDER.mkdir(parents=True)


def child_exit(server: Any, worker: Any) -> None:
    """What a worker counted stays counted."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)
