"""The browser for the tests: Debian's Chromium, or the one Playwright brings where apt offers none (Ubuntu)."""

import os
import subprocess
from pathlib import Path

from monitoring.launcher.files import held_locks
from monitoring.launcher.instance import PYTHON, Instance
from monitoring.launcher.output import progress, warn
from monitoring.launcher.packages import chromium_program


def _brought(folder: Path) -> str | None:
    return next((str(path) for path in sorted(folder.glob("chromium-*/chrome-linux*/chrome"))), None)


def environment(instance: Instance) -> dict[str, str]:
    """``PORTAL_CHROMIUM`` for the tests, and where Playwright keeps its browsers.

    Without any browser the tests that need one fail with their own reason; what was tried stands in the log.
    """
    folder = instance.var / "browsers"
    found = {"PLAYWRIGHT_BROWSERS_PATH": str(folder)}
    if (program := chromium_program() or _brought(folder)) is None:
        progress("installing a browser with Playwright")
        log = instance.log / "browser.log"
        command = [str(PYTHON), "-m", "playwright", "install", "--with-deps", "chromium"]
        with log.open("ab") as output:
            subprocess.run(
                command,
                env=dict(os.environ) | found,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                check=False,
                pass_fds=held_locks(),
            )
        program = _brought(folder)
        if program is None:
            warn(f"no browser: install Chromium or Chrome, or set PORTAL_CHROMIUM (see {log})")
    return found | ({"PORTAL_CHROMIUM": program} if program else {})
