"""The child: reads one file from standard input and writes what it says to standard output."""

import os
import resource
import sys

from indicators.parsing import limits


def main() -> None:
    """Keep the limits, read, hand over."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.SECONDS, limits.SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY_BYTES, limits.MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.MEMORY_BYTES, limits.MEMORY_BYTES))
    from indicators.parsing.parse import parse_file

    try:
        parsed = parse_file(sys.stdin.buffer.read())
        from indicators.parsing.sending import send

        send(parsed, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except MemoryError:
        os._exit(limits.NO_MEMORY)
    except Exception:  # no parser's surprise is more than a file that cannot be read
        os._exit(limits.NOT_READ)
    os._exit(0)  # nothing is worth being taken down in order, least of all a parser that is still at work


main()
