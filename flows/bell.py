"""The bell by the door of the flows process: any byte on a local datagram socket says that there is work."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

log = logging.getLogger("tatua.flows")


class Bell:
    """While it hangs, `ring` is called in the present loop for each sound. Where it cannot hang, the looks must do."""

    def __init__(self, path: Path, ring: Callable[[], None]) -> None:
        self._path, self._ring = path, ring
        self._socket: socket.socket | None = None

    def __enter__(self) -> None:
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        listener.setblocking(False)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.unlink(missing_ok=True)
            listener.bind(str(self._path))
        except OSError as trouble:
            listener.close()
            log.warning("Nobody can ring at %s (%s); new letters are found by looking.", self._path, trouble)
            return
        self._socket = listener
        asyncio.get_running_loop().add_reader(listener.fileno(), self._heard, listener)

    def _heard(self, listener: socket.socket) -> None:
        with suppress(BlockingIOError):
            while True:
                listener.recv(64)
        self._ring()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._socket is not None:
            asyncio.get_running_loop().remove_reader(self._socket.fileno())
            self._socket.close()
            self._path.unlink(missing_ok=True)
