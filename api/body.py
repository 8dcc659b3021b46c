"""How much a request may carry: files where files are taken, little elsewhere. Too much is answered with a page."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

PLAIN = 2 * 1024 * 1024
"""Forms without files, and JSON."""


class BodyLimitMiddleware:
    """Refuses what is announced as too large at once; what turns out too large while it is read, then.

    What was sent is read to its end, up to a bound, and thrown away: else the browser shows a broken connection in
    place of the page.
    """

    def __init__(self, app: ASGIApp, files: int) -> None:
        self.files = files
        self._plain = RequestBodyLimitMiddleware(app, PLAIN)
        self._with_files = RequestBodyLimitMiddleware(app, files)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._plain(scope, receive, send)
            return
        headers = Headers(scope=scope)
        multipart = headers.get("content-type", "").startswith("multipart/form-data")
        most = self.files if multipart else PLAIN
        announced = headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > most:
            await self._refuse(scope, receive, send, bound=4 * most)
            return
        await (self._with_files if multipart else self._plain)(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send, *, bound: int) -> None:
        read, more = 0, True
        while more and read < bound:
            message = await receive()
            read += len(message.get("body", b""))
            more = message["type"] == "http.request" and message.get("more_body", False)
        await too_large(scope)(scope, receive, send)


def too_large(scope: Scope) -> ASGIApp:
    """The answer: a page, or a problem for programs."""
    from starlette.requests import Request

    from api.pages import errors

    if scope["path"].startswith(errors.API):
        from starlette.exceptions import HTTPException

        return errors.on_http(Request(scope), HTTPException(413))
    return errors.bare_page(413)
