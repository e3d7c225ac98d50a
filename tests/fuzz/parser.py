"""The parsers' process of a long run: one that serves many inputs and is begun anew when one of them ends it.

It has the limits that the child of each delivery has; only its half second of imports is spent once.
"""

import os
import resource
import select
import signal
import socket
import struct
import traceback

from indicators.parsing import limits
from indicators.parsing.findings import Finding
from indicators.parsing.parse import parse_file
from indicators.parsing.parsed import Parsed
from indicators.parsing.sending import receive, send

SERVES = 100


class Parser:
    """``parse`` stands in for ``parse_apart``; what surprises a parser is an error here, not an unreadable file."""

    def __init__(self) -> None:
        self.deaths, self.megabytes = 0, 0.0
        self._child, self._served = 0, 0
        self._line: socket.socket | None = None

    def parse(self, content: bytes) -> Parsed:
        """What the process says; ``too_costly`` where the file ends it."""
        if self._line is None or self._served >= SERVES:
            self.close()
            self._begin()
        assert self._line is not None
        self._served += 1
        try:
            self._line.sendall(struct.pack("<Q", len(content)) + content)
            if select.select([self._line], [], [], limits.WAITING_SECONDS)[0]:
                sent = _received(self._line)
                if sent.startswith(b"Traceback"):
                    raise AssertionError(sent.decode())
                return receive(sent)
        except (OSError, EOFError):
            pass
        self.deaths += 1
        self.close()
        return Parsed(None, [], [Finding("too_costly", params={"megabytes": 0, "seconds": 0})])

    def close(self) -> None:
        """End the process and count its memory."""
        if self._line is not None:
            self._line.close()
            os.kill(self._child, signal.SIGKILL)
            _, _, usage = os.wait4(self._child, 0)
            self.megabytes = max(self.megabytes, usage.ru_maxrss / 1024)
            self._line = None

    def _begin(self) -> None:
        ours, theirs = socket.socketpair()
        self._child = os.fork()
        if self._child == 0:
            ours.close()
            _serve(theirs)
        theirs.close()
        self._line, self._served = ours, 0


def _serve(line: socket.socket) -> None:
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        signal.setitimer(signal.ITIMER_REAL, 0)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY_BYTES, limits.MEMORY_BYTES))
        while True:
            used = resource.getrusage(resource.RUSAGE_SELF)
            spent = int(used.ru_utime + used.ru_stime) + 1
            resource.setrlimit(resource.RLIMIT_CPU, (spent + limits.SECONDS, resource.RLIM_INFINITY))
            told = os.memfd_create("told")
            content = _received(line)
            with os.fdopen(told, "w+b") as out:
                try:
                    send(parse_file(content), out)
                except Exception as surprise:
                    if isinstance(surprise, MemoryError):
                        raise
                    out.seek(0)
                    out.truncate()
                    out.write(traceback.format_exc().encode())
                out.seek(0)
                sent = out.read()
            line.sendall(struct.pack("<Q", len(sent)) + sent)
    finally:
        os._exit(1)


def _received(line: socket.socket) -> bytes:
    (size,) = struct.unpack("<Q", _exactly(line, 8))
    return _exactly(line, size)


def _exactly(line: socket.socket, size: int) -> bytes:
    found = bytearray()
    while len(found) < size:
        piece = line.recv(min(1 << 20, size - len(found)))
        if not piece:
            raise EOFError
        found += piece
    return bytes(found)
