"""Refusals and faults as pages: a sentence that says what is wrong and what to do, never a stack trace.

Addresses under `/api/` are answered by `api.problems` instead.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from asgi_correlation_id import correlation_id
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError, OperationalError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.deps import get_web
from api.i18n import N_, language, say
from api.log import logger
from api.pages import kept
from api.pages.base import CsrfRefused, SignInNeeded, environment, local_path
from api.pages.exporter import again
from cases.errors import Busy, InputRefused, LinkRefused, NotAllowed, NotFound, Refused, StaleRevision
from cases.settings import settings

API, SIGN_IN = "/api/", "/sign-in"

STATUS: tuple[tuple[type[Refused], int], ...] = (
    (NotFound, 404), (StaleRevision, 409), (CsrfRefused, 403), (NotAllowed, 403), (LinkRefused, 410),
    (InputRefused, 422), (Busy, 503), (Refused, 409),
)  # fmt: skip

TITLES = {
    400: N_("We did not understand that"),
    403: N_("You cannot do this"),
    404: N_("Page not found"),
    405: N_("This address does not take that"),
    409: N_("This cannot be done now"),
    410: N_("This link no longer works"),
    413: N_("That is too large"),
    422: N_("Something has to be put right"),
    429: N_("Too many tries"),
    500: N_("Something went wrong on our side"),
    503: N_("Try again in a moment"),
}
WORDS = {
    400: N_("What the browser sent is not complete. Go back and try again."),
    403: N_("Your account may not open this page."),
    404: N_("There is nothing at this address, or it is not open to you. Check the address or the reference."),
    405: N_("Go back and use the buttons of the page."),
    410: N_("A link or code works for a limited time, most of them once. Ask for a new one."),
    413: N_("Send fewer files at once, or smaller ones, for example a photo with less detail. Nothing was saved."),
    422: N_("The address of this page is not complete. Go back and use the links of the page."),
    429: N_("You have tried too often. Wait a quarter of an hour, then try again."),
    500: N_("Nothing that you sent was half saved. Try again; if it happens again, tell us when it happened."),
    503: N_("The case files cannot be reached or written just now. Nothing was saved. Try again in a moment."),
}
_START = ("/", N_("Go to the start page"))
_TRACK = ("/track", N_("Follow a complaint that you sent"))
_CONTINUE = ("/report/continue", N_("Continue a report that you saved"))
_WORK = ("/cases", N_("Go to your work"))
_SEARCH = ("/search", N_("Search all cases"))
OUTSIDE = {404: (_START, _TRACK, _CONTINUE), 410: (_CONTINUE, _TRACK, _START), 429: (_START,)}
INSIDE = {404: (_WORK, _SEARCH), 410: (_WORK, _SEARCH)}
"""Where to go on from a refusal, for outsiders and for staff; others lead to the start page or to one's work."""


def ways_onward(status: int, *, staff: bool) -> list[tuple[str, str]]:
    """Addresses and words, the likeliest first."""
    ways = INSIDE.get(status, (_WORK,)) if staff else OUTSIDE.get(status, (_START, _TRACK))
    return [(href, say(words)) for href, words in ways]


def status_of(refusal: Refused) -> int:
    """The HTTP status of a refusal."""
    return next(status for kind, status in STATUS if isinstance(refusal, kind))


def refused_page(request: Request, status: int, words: str, *, title: str = "", cite: str = "") -> Response:
    """A page of its own for a refusal that belongs to no form."""
    heading = title or say(TITLES.get(status, TITLES[400]))
    web = get_web(request)
    ways = ways_onward(status, staff=web.visit.staff is not None)
    again = _again(request) if status == 503 else ""
    return web.page(
        "errors/refused.html", title=heading, status=status, words=words, cite=cite, ways=ways, again=again
    )  # fmt: skip


def bare_page(status: int, *, again: str = "") -> HTMLResponse:
    """A page that needs neither session nor database, for faults in which both may be gone.

    `again` is the address to try once more; the number of the request is what we can find the fault by.
    """
    ways = [*ways_onward(status, staff=False), (_WORK[0], say(N_("Staff: go to your work")))]
    html = environment().get_template("errors/bare.html").render(
        title=say(TITLES[status]), words=say(WORDS[status]), ways=ways, again=again, number=correlation_id.get() or ""
    )  # fmt: skip
    return HTMLResponse(html, status, headers={"Cache-Control": "no-store", "Content-Language": language()})


def _again(request: Request) -> str:
    """The address of a page that was only looked at: trying once more does nothing twice."""
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return local_path(here, "") if request.method == "GET" else ""


def on_refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    if request.url.path.startswith(API):
        return _problem(request, error)
    return refused_page(request, status_of(error), say(error.reason), cite=str(error.cite or ""))


async def on_sign_in_needed(request: Request, error: Exception) -> Response:
    """To the sign-in page, and from there back. What was typed into a form is shown there and kept."""
    typed = await kept.typed_into(request)
    if typed is not None:
        return await run_in_threadpool(_session_ended, request, typed)
    to = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    wanted = local_path(to, "/cases") if request.method == "GET" else "/cases"
    return RedirectResponse(f"/sign-in?to={quote(wanted, safe='')}", 303)


def _session_ended(request: Request, typed: kept.Typed) -> Response:
    from api.pages import signin

    return signin.sign_in_form(get_web(request), typed.to, kept=typed, status=403)


async def on_csrf_refused(request: Request, error: Exception) -> Response:
    """A form of a session that is over: whoever is signed in again finds it filled in; nothing was recorded."""
    typed = None if request.url.path.startswith(API) else await kept.typed_into(request)
    return await run_in_threadpool(_refused_form, request, error, typed)


def _refused_form(request: Request, error: Exception, typed: kept.Typed | None) -> Response:
    web = get_web(request)
    if typed is not None and request.url.path == SIGN_IN and typed.carries:
        from api.pages import signin

        return signin.sign_in_again(web, typed)
    if again.leads(request.url.path):
        from api.pages.exporter import tracking

        return tracking.ask_again(web, typed)
    if typed is None or not (typed.ours and typed.fits) or web.visit.staff is None:
        return on_refused(request, error)
    response = RedirectResponse(kept.keep(web, typed), 303, headers={"Cache-Control": "no-store"})
    web.keep(response)
    return response


def on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if request.url.path.startswith(API):
        return _problem(request, error)
    status = error.status_code if error.status_code in WORDS else 400
    response = refused_page(request, status, say(WORDS[status]))
    response.headers.update(error.headers or {})
    return response


def on_invalid(request: Request, error: Exception) -> Response:
    """A path or query that does not fit its type names nothing that exists."""
    if request.url.path.startswith(API):
        return _problem(request, error)
    return refused_page(request, 404, say(WORDS[404]))


def on_database(request: Request, error: Exception) -> Response:
    """A database that is locked, full, read-only or gone: nothing was written, try again."""
    assert isinstance(error, DBAPIError)
    logger(settings().log_level).error("database", kind=type(error.orig).__name__)
    if request.url.path.startswith(API):
        return _problem(request, Busy(WORDS[503]))
    response = bare_page(503, again=_again(request))
    response.headers["Retry-After"] = "5"
    return response


def on_fault(request: Request, error: Exception) -> Response:
    """A bug: logged in full, shown as nothing but an apology."""
    trace = "".join(traceback.format_tb(error.__traceback__))
    logger(settings().log_level).error("fault", kind=type(error).__name__, trace=trace)
    if request.url.path.startswith(API):
        return _problem(request, error)
    return bare_page(500, again=_again(request))


def _problem(request: Request, error: Exception) -> Response:
    from api import problems

    return problems.answer(request, error)


def install(app: FastAPI) -> None:
    """Put the pages of refusals and faults in place."""
    handlers: dict[type[Exception], Callable[[Request, Exception], Any]] = {
        Refused: on_refused, CsrfRefused: on_csrf_refused, SignInNeeded: on_sign_in_needed, HTTPException: on_http,
        RequestValidationError: on_invalid, OperationalError: on_database, Exception: on_fault,
    }  # fmt: skip
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)
