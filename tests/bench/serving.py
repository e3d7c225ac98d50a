"""The portal as the launcher serves it: gunicorn with whitenoise on a free port, ended by its id."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from monitoring.launcher.supervision import healthy


def collect_static(var: Path) -> Path:
    """Gathers the static files below ``var``, where the served portal looks for them."""
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(command, env={**os.environ, "PORTAL_VAR": str(var), "PORTAL_FACE": "portal"}, check=True)
    return var / "static"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def portal(var: Path) -> Iterator[str]:
    """The portal's address while it runs; its log stands in ``var``."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "monitoring.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", str(min(4, os.cpu_count() or 2)), "--worker-class", "gthread", "--threads", "4"]
    command += ["--timeout", "120", "--graceful-timeout", "3", "--no-control-socket"]
    environment = {**os.environ, "PORTAL_VAR": str(var), "PORTAL_FACE": "portal", "ALLOWED_HOSTS": "localhost"}
    with (var / "gunicorn.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + 60
        while not healthy(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((var / "gunicorn.log").read_text(errors="replace")[-2000:])
            time.sleep(0.1)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
