"""A mail server of the tests: it takes, refuses or hesitates as a city's does."""

import asyncio
import email
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.header import decode_header, make_header
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class Server:
    """Takes mail as a city's server would; ``answer`` to refuse it, ``holds`` keeps the client waiting."""

    answer: str = "250 taken"
    holds: bool = False
    taken: list[Message] = field(default_factory=list)
    port: int = 0
    arrived: threading.Event = field(default_factory=threading.Event)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = self.answer
        if answer.startswith("250"):
            self.taken.append(email.message_from_bytes(envelope.content))
        self.arrived.set()
        while self.holds:
            await asyncio.sleep(0.05)
        return answer

    def subjects(self) -> list[str]:
        return [str(make_header(decode_header(str(one["Subject"])))) for one in self.taken]


@contextmanager
def serving() -> Iterator[Server]:
    """The server at a free port, until the end."""
    handler = Server()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        handler.port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    try:
        yield handler
    finally:
        controller.stop()
