"""What the launcher says: progress on standard error, results on standard output."""

import os
import sys
import time

_START = time.monotonic()


class Refused(Exception):
    """The launcher cannot go on; the message says what to do. Ends with exit status 1."""


def progress(text: str) -> None:
    """One line of progress with the seconds since the start."""
    if os.environ.get("PORTAL_QUIET") != "1":
        print(f"[{time.monotonic() - _START:5.1f} s] {text}", file=sys.stderr, flush=True)


def warn(text: str) -> None:
    print(f"portal: {text}", file=sys.stderr, flush=True)
