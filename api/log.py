"""The log of the web: one JSON line per request and per fault. No query, no body, no name, no address stands in it.

The address of a page may hold a one-time link, so the log keeps the pattern of the route instead.
"""

from __future__ import annotations

import logging
import re
import sys
import time
from functools import lru_cache
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_NUMBER = re.compile(r"\+?\d[\d ()-]{7,}\d")


def _without_people(logger: Any, name: str, entry: Any) -> Any:
    """Takes e-mail addresses and telephone numbers out of every text."""
    for key, value in entry.items():
        if isinstance(value, str) and key not in ("timestamp", "request"):
            entry[key] = _NUMBER.sub("[number]", _ADDRESS.sub("[address]", value))
    return entry


class _StandardError:
    """Standard error as it is at the moment of writing: it may have been put elsewhere since the first line."""

    def info(self, line: str) -> None:
        sys.stderr.write(f"{line}\n")

    debug = warning = error = critical = info


@lru_cache(maxsize=1)
def logger(level: str = "INFO") -> Any:
    """The logger, set up on first use: loading it takes time that a start does not have."""
    import structlog

    return structlog.wrap_logger(
        _StandardError(),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _without_people,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
    )


class RequestLogMiddleware:
    """Writes what was asked for, how it was answered and how long it took."""

    def __init__(self, app: ASGIApp, level: str) -> None:
        self.app = app
        self.level = level

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = time.perf_counter(), 0

        async def note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, note)
        finally:
            self._write(scope, status, time.perf_counter() - began)

    def _write(self, scope: Scope, status: int, took: float) -> None:
        from asgi_correlation_id import correlation_id

        route = getattr(scope.get("route"), "path", "")
        if route.startswith("/static"):
            return
        logger(self.level).info(
            "request", method=scope["method"], route=route or "none", status=status, ms=round(took * 1000, 1),
            request=correlation_id.get(),
        )  # fmt: skip
