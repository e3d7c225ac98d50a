"""The child: reads one file from standard input and writes what it says to standard output."""

import resource
import sys

from indicators.parsing import limits


def main() -> None:
    """Keep the limits, read, hand over."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.SECONDS, limits.SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY_BYTES, limits.MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    from indicators.parsing.parse import parse_file
    from indicators.parsing.sending import send

    send(parse_file(sys.stdin.buffer.read()), sys.stdout.buffer)


main()
