"""A real SMTP server for tests: it keeps what it was given, and when."""

from __future__ import annotations

import socket
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(frozen=True, slots=True)
class Caught:
    """One message on the wire: its Message-ID, its recipient, its subject, and the moment at which it was accepted."""

    message_id: str
    to: str
    subject: str
    at: float


class Sink:
    """The server's memory."""

    def __init__(self) -> None:
        self.mail: list[Caught] = []
        self.port = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content
        message = message_from_bytes(content if isinstance(content, bytes) else (content or "").encode())
        subject = str(message["Subject"])
        self.mail.append(Caught(str(message["Message-ID"]), envelope.rcpt_tos[0], subject, time.time()))
        return "250 Message accepted for delivery"

    @property
    def ids(self) -> Counter[str]:
        """How often each Message-ID was on the wire."""
        return Counter(each.message_id for each in self.mail)

    def wait_for(self, count: int, seconds: float = 30.0) -> None:
        """Wait until so many different letters have come; fails with what came when they do not."""
        ends = time.monotonic() + seconds
        while len(self.ids) < count:
            assert time.monotonic() < ends, f"{len(self.ids)} of {count} letters came: {self.mail[-5:]}"
            time.sleep(0.02)

    def wait_for_more(self, than: int, seconds: float = 30.0) -> None:
        """Wait until something has come that had not come before."""
        ends = time.monotonic() + seconds
        while len(self.mail) <= than:
            assert time.monotonic() < ends, "No letter came."
            time.sleep(0.002)


def free_port() -> int:
    """A port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def sink() -> Iterator[Sink]:
    """A mail server on a free port of this machine."""
    memory = Sink()
    memory.port = free_port()
    controller = Controller(memory, hostname="127.0.0.1", port=memory.port)
    controller.start()
    try:
        yield memory
    finally:
        controller.stop()
