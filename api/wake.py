"""Tells the flows process that there is work: one byte to its socket, never waiting, whether or not anybody listens."""

from __future__ import annotations

import socket
from contextlib import suppress

from cases.settings import settings


def wake() -> None:
    """Call after a commit that queued letters. The flows look by themselves too: a lost byte costs a moment."""
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as bell:
        bell.setblocking(False)
        bell.sendto(b"!", str(settings().wake_socket))
