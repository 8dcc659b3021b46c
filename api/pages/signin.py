"""Signing in and out. Too many tries are refused before a password is looked at; an unknown name takes as long."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from fastapi import APIRouter
from sqlalchemy import select, update
from starlette.datastructures import FormData
from starlette.responses import Response

from api.deps import Posted, WebDep
from api.forms import Field, text_of
from api.i18n import _
from api.pages.base import Web, local_path
from api.pages.kept import Typed, keep, typed_at_sign_in
from api.pages.languages import keep_in_browser
from cases.seats import Role
from cases.service.people import ACCOUNT, hashed, password_fits
from cases.store import UnitOfWork

router = APIRouter(include_in_schema=False)

MOST_TRIES = 10
WINDOW = timedelta(minutes=15)
MOST_PER_ADDRESS = 50


@lru_cache(maxsize=1)
def _tries() -> Any:
    """Counts tries within the window, in this process; the account keeps its own count for all of them."""
    from limits.storage import MemoryStorage
    from limits.strategies import MovingWindowRateLimiter

    return MovingWindowRateLimiter(MemoryStorage())


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    """A hash that no password fits, so that a wrong name is answered as slowly as a wrong password."""
    return hashed("a name that nobody has")


def too_often(web: Web, username: str) -> bool:
    from limits import RateLimitItemPerMinute

    minutes = int(WINDOW.total_seconds() // 60)
    address = web.request.client.host if web.request.client else "unknown"
    by_name = _tries().hit(RateLimitItemPerMinute(MOST_TRIES, minutes), "name", username)
    by_address = _tries().hit(RateLimitItemPerMinute(MOST_PER_ADDRESS, minutes), "address", address)
    return not (by_name and by_address)


@router.get("/sign-in")
def show(web: WebDep, to: str = "/cases") -> Response:
    """The sign-in page; who is signed in already goes on."""
    if web.visit.staff is not None:
        return web.redirect(local_path(to, "/cases"))
    return sign_in_form(web, local_path(to, "/cases"))


def sign_in_form(
    web: Web, to: str, *, username: str = "", wrong: str = "", status: int = 200, kept: Typed | None = None
) -> Response:
    """The sign-in page; with `kept` what was typed into a form of a session that had ended, to be carried along."""
    fields = [
        Field("username", _("Username"), value=username, width="govuk-input--width-20",
              attributes={"autocomplete": "username"}),
        Field("password", _("Password"), "password", width="govuk-input--width-20",
              attributes={"autocomplete": "current-password"}),
    ]  # fmt: skip
    return web.page(
        "pages/sign-in.html", title=_("Sign in"), status=status, errors={"username": wrong} if wrong else None,
        fields=fields, to=to, accounts=_demonstration_accounts(web), kept=kept,
    )  # fmt: skip


def _demonstration_accounts(web: Web) -> list[Any]:
    """Accounts to try, in demonstration mode only."""
    if not web.settings.demonstration:
        return []
    columns = (ACCOUNT.c.username, ACCOUNT.c.name, ACCOUNT.c.roles)
    with web.database.read() as session:
        rows = select(*columns).where(ACCOUNT.c.demonstration.is_(True), ACCOUNT.c.disabled.is_(False))
        return list(session.execute(rows.order_by(ACCOUNT.c.id)).all())


@router.post("/sign-in")
def sign_in(web: WebDep, data: Posted) -> Response:
    """Sign in, under a new session key, in one's own language. One answer for all that is wrong."""
    username, to = text_of(data, "username").lower()[:60], local_path(text_of(data, "to"), "/cases")
    password, kept = data.get("password"), typed_at_sign_in(data)
    if too_often(web, username):
        words = _("There were too many tries. Wait 15 minutes, then try again, or ask an administrator.")
        return sign_in_form(web, to, username=username, wrong=words, status=429, kept=kept)
    account = recognised(web, username, password if isinstance(password, str) else "")
    if account is None:
        words = _("The username or the password is not right.")
        return sign_in_form(web, to, username=username, wrong=words, status=422, kept=kept)
    web.visit.bind(account_id=account.id)
    wanted = keep(web, kept) if kept else to
    answer = web.redirect(_first_page(account.roles) if wanted == "/cases" else wanted)
    return keep_in_browser(web, answer, account.language)


def sign_in_again(web: Web, sent: Typed) -> Response:
    """The sign-in page was open for too long: a fresh one that carries the same along."""
    data = FormData(dict(sent.fields))
    words = _("This page was open for too long. Sign in now; what you typed is kept.")
    to, username = local_path(text_of(data, "to"), "/cases"), text_of(data, "username")[:60]
    return sign_in_form(web, to, username=username, wrong=words, status=403, kept=typed_at_sign_in(data))


def _first_page(roles: list[str]) -> str:
    """Where the day begins: a supervisor's with the clocks."""
    desk = {Role.OFFICER.value, Role.FOCAL_POINT.value, Role.COUNSEL.value, Role.BORDER_DESK.value}
    return "/clocks" if Role.SUPERVISOR.value in roles and not desk & set(roles) else "/cases"


def recognised(web: Web, username: str, password: str) -> Any:
    """The account, or None. The password is always compared with something."""
    columns = (ACCOUNT.c.id, ACCOUNT.c.password_hash, ACCOUNT.c.roles, ACCOUNT.c.disabled, ACCOUNT.c.locked_until,
               ACCOUNT.c.failed_sign_ins, ACCOUNT.c.language)  # fmt: skip
    with web.database.read() as session:
        account = session.execute(select(*columns).where(ACCOUNT.c.username == username)).one_or_none()
    nobody = _nobodys_hash()
    fits, fresh = password_fits(password, account.password_hash if account else nobody)
    if account is None:
        return None
    now = web.database.real_now()
    locked = account.locked_until is not None and account.locked_until > now
    good = fits and not account.disabled and not locked
    if not locked:
        _count(web, account, now, good=good, fresh=fresh)
    return account if good else None


def _count(web: Web, account: Any, now: datetime, *, good: bool, fresh: str | None) -> None:
    """Keep the number of wrong tries, and lock the account for a while after too many."""
    failed = 0 if good else account.failed_sign_ins + 1
    values: dict[str, object] = {"failed_sign_ins": failed % MOST_TRIES, "locked_until": None}
    if failed >= MOST_TRIES:
        values["locked_until"] = now + WINDOW
    if good and fresh:
        values["password_hash"] = fresh
    if good and not fresh and not account.failed_sign_ins:
        return
    with UnitOfWork(web.database) as uow:
        uow.session.execute(update(ACCOUNT).where(ACCOUNT.c.id == account.id), values)
        uow.commit()


@router.post("/sign-out")
def sign_out(web: WebDep, data: Posted) -> Response:
    """End the session here and on the server."""
    web.visit.end()
    return web.redirect("/sign-in")
