"""Calendar addresses: a member of staff makes one, a calendar program reads it without signing in, until it is revoked.

The secret part of an address stands on one page once, when it is made. No other page and no log holds it.
"""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, Response

from api import i18n
from api.deps import DatabaseDep, Posted, StaffDep, WebDep
from api.forms import Field, text_of
from api.i18n import N_, _, say
from api.pages.base import Web
from api.pages.ics import MEDIA_TYPE, calendar_file
from cases.errors import InputRefused, NotFound
from cases.service.digests import switch_digest, wants_digest
from cases.service.feeds import make_feed, read_feed, revoke_feed, token_of
from cases.store import UnitOfWork
from cases.store.feeds import CASE_ALONE, OFFICER, TEAM, feeds_of
from cases.store.reading import Reading

router = APIRouter(include_in_schema=False)

WHOSE = {
    OFFICER: N_("The cases that I have"), TEAM: N_("The cases of my department"), CASE_ALONE: N_("One case"),
}  # fmt: skip
FORM = "form_token"


@router.get("/feeds")
def show(web: WebDep, staff: StaffDep, case: str = "") -> Response:
    """My addresses, and a form for another. `case` is one that the form begins with."""
    return _page(web, scope=CASE_ALONE if case else OFFICER, reference=case[:40])


def _page(web: Web, *, scope: str, reference: str, errors: dict[str, str] | None = None) -> Response:
    with Reading(web.database) as uow:
        mine = feeds_of(uow.session, web.staff.id, web.staff.actor)
        letter = wants_digest(uow.session, web.staff.id)
    fields = [
        Field("scope", _("Whose dates"), "radios", value=scope, choices=[(k, say(v)) for k, v in WHOSE.items()]),
        Field("reference", _("Reference of the case"), value=reference, optional=True, width="govuk-input--width-20",
              hint=_("Only for one case, such as KE-NTB-2027-00042-K.")),
    ]  # fmt: skip
    return web.page(
        "supervisor/feeds.html", title=_("My calendar"), fields=fields, errors=errors, status=422 if errors else 200,
        mine=[{"row": row, "title": _title(row)} for row in mine], form_token=secrets.token_urlsafe(18),
        letter=letter,
    )  # fmt: skip


def _title(row: Any) -> str:
    if row.scope != CASE_ALONE:
        return say(WHOSE[row.scope])
    return row.reference or _("A case that is no longer open to you")


@router.post("/feeds")
def make(web: WebDep, staff: StaffDep, data: Posted) -> Response:
    """Open an address and show it, this once."""
    scope, reference = text_of(data, "scope"), text_of(data, "reference")
    secret = web.settings.secret_key.get_secret_value()
    token = token_of(secret, staff.id, text_of(data, FORM)[:64] or secrets.token_urlsafe(18))
    try:
        with UnitOfWork(web.database) as uow:
            may_show = make_feed(uow, scope, token, actor=staff.actor, reference=reference)
            uow.commit()
    except InputRefused as refusal:
        errors = {key: say(words) for key, words in refusal.fields.items()}
        return _page(web, scope=scope, reference=reference, errors=errors)
    if not may_show:
        return web.redirect("/feeds", flash=_("That address was shown already. Make another one if it is lost."))
    return _made(web, scope, token)


def _made(web: Web, scope: str, token: str) -> Response:
    address = f"{web.settings.base_url}/feeds/{token}.ics"
    split = urlsplit(address)
    return web.page(
        "supervisor/feed-made.html", title=_("Your new calendar address"), back="/feeds", address=address,
        webcal=f"webcal://{split.netloc}{split.path}", whose=say(WHOSE[scope]),
    )  # fmt: skip


@router.post("/feeds/{feed}/revoke")
def revoke(web: WebDep, staff: StaffDep, feed: int, data: Posted) -> Response:
    """Close an address. A program that asks for it afterwards finds nothing."""
    with UnitOfWork(web.database) as uow:
        revoke_feed(uow, feed, actor=staff.actor)
        uow.commit()
    return web.redirect("/feeds", flash=_("The address is revoked. Calendars that used it find nothing any more."))


@router.post("/feeds/letter")
def switch(web: WebDep, staff: StaffDep, data: Posted) -> Response:
    """Have the daily letter, or do without it."""
    on = text_of(data, "letter") == "on"
    with UnitOfWork(web.database) as uow:
        switch_digest(uow, staff.id, on=on)
        uow.commit()
    words = _("You get the daily letter on working days on which something is due.")
    return web.redirect("/feeds", flash=words if on else _("You get no daily letter any more."))


@router.get("/feeds/{token}.ics")
def read(request: Request, database: DatabaseDep, token: str) -> Response:
    """The calendar itself, for whoever knows the address; a program that has it already is told so.

    An address that is not known is answered without a page: a page would name the address that was asked for.
    """
    try:
        found = read_feed(database, token)
    except NotFound as refusal:
        return PlainTextResponse(refusal.reason, 404, headers={"Cache-Control": "no-store"})
    i18n.use(found.language)
    body = calendar_file(found.scope, found.entries, request.app.state.settings.base_url)
    headers = {"ETag": f'"{sha256(body).hexdigest()[:32]}"', "Cache-Control": "private, no-cache"}
    if _has_it(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = 'inline; filename="tatua.ics"'
    return Response(body, media_type=MEDIA_TYPE, headers=headers)


def _has_it(request: Request, etag: str) -> bool:
    known = request.headers.get("if-none-match", "")
    return known.strip() == "*" or etag in (each.strip().removeprefix("W/") for each in known.split(","))
