"""Started by ``./portal`` by its path, so that the user's folder stays the current one."""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

from monitoring.launcher.cli import main  # noqa: E402

sys.exit(main(sys.argv[1:]))
