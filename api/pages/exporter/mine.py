"""Which report or case belongs to the visitor, and the proof that a form of theirs came from a page of ours.

Every page of a report carries the token of its draft. When the session has ended meanwhile, the form is still taken:
the token shows whose it is and the browser names the page from which it came. Nothing that was typed is lost.
"""

from __future__ import annotations

import secrets
from typing import Annotated, Any
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import Depends
from sqlalchemy import select
from sqlmodel import Session
from starlette.datastructures import FormData

from api.deps import WebDep, read_form
from api.forms import text_of
from api.i18n import N_, language, say
from api.pages.base import CsrfRefused, Web
from cases.models import Draft
from cases.service import codes
from cases.service.drafts import token_of

_NEW = "new-draft"
_DRAFT: Any = Draft.__table__  # type: ignore[attr-defined]


def from_our_page(web: WebDep, data: Annotated[FormData, Depends(read_form)]) -> FormData:
    """The form, proved by the session or, when that has ended, by the page that the browser says it came from."""
    try:
        web.check_csrf(data)
    except CsrfRefused:
        if not _same_origin(web):
            raise
    return data


def _same_origin(web: Web) -> bool:
    headers = web.request.headers
    origin = urlsplit(headers.get("origin", ""))
    return bool(origin.netloc) and origin.netloc == headers.get("host", "")


OurForm = Annotated[FormData, Depends(from_our_page)]


STAFF_CHANNELS = (
    ("border_desk", N_("At the border desk")),
    ("phone", N_("By telephone")),
    ("letter", N_("By letter")),
    ("sms", N_("By text message")),
    ("association", N_("Through an association")),
)
"""How a complaint reached a member of staff who writes it down."""


def their_channel(web: Web) -> str:
    """How the report comes to us: through the pages, or in the way that staff said."""
    return str(web.visit.data.get("channel", "border_desk")) if web.visit.staff else "web"


def channel_of(web: Web) -> str:
    """In words, how the report reached the member of staff who writes it; empty for somebody's own report."""
    return say(dict(STAFF_CHANNELS).get(their_channel(web), "")) if web.visit.staff else ""


def their_language(web: Web, draft: Draft | None) -> str:
    """The language in which we write to the person: that of their page, or the one that staff chose for them."""
    if draft is not None and draft.account_id is not None:
        return draft.language
    return str(web.visit.data.get("their_language") or language()) if web.visit.staff else language()


def left_by_staff(web: Web, draft: Draft) -> str:
    """The way back to a report that staff write for somebody, when nobody is signed in any more; empty otherwise."""
    return f"/report/continue/{token_of(draft)}" if draft.account_id is not None and web.visit.staff is None else ""


def draft_id(web: Web) -> int | None:
    """The key of the visitor's draft; one that staff writes for somebody is noted beside their own session."""
    found = web.visit.data.get("draft_id") if web.visit.staff else web.visit.draft_id
    return int(found) if found is not None else None


def new_draft(web: Web) -> None:
    """Put the open draft aside: the next first page begins another one."""
    if web.visit.staff:
        web.visit.data.pop("draft_id", None)
    else:
        web.visit.end()


def take_draft(web: Web, draft: Draft) -> None:
    """Let the session work on this draft from now on."""
    if draft_id(web) == draft.id:
        return
    if web.visit.staff:
        web.visit.data["draft_id"] = draft.id
    else:
        web.visit.bind(draft_id=draft.id)


def leave_draft(web: Web, case_id: UUID | None = None) -> None:
    """The draft was sent or deleted; the session may look at the case that came of it."""
    if web.visit.staff:
        web.visit.data.pop("draft_id", None)
        if case_id is not None:
            web.visit.data["lodged_case"] = str(case_id)
    else:
        web.visit.bind(case_id=case_id)


def case_id(web: Web) -> UUID | None:
    """The case that the visitor proved to be theirs, or has just lodged for somebody."""
    if web.visit.staff:
        kept = web.visit.data.get("lodged_case")
        return UUID(kept) if kept else None
    return web.visit.case_id


def my_draft(web: Web, session: Session) -> Draft | None:
    """The visitor's draft, if it is still there."""
    key = draft_id(web)
    return session.get(Draft, key) if key is not None else None


def draft_of_case(session: Session, key: UUID) -> Draft | None:
    """The draft from which that case is to come; None once it was sent or deleted."""
    found: Draft | None = session.execute(select(Draft).where(_DRAFT.c.case_id == key)).scalar_one_or_none()
    return found


def drafts_of_form(session: Session, data: FormData) -> Draft | None:
    """The draft whose token the form carries."""
    case = codes.unsigned("draft", text_of(data, "draft"))
    return draft_of_case(session, UUID(case)) if isinstance(case, str) else None


def token(draft: Draft | None) -> str:
    """What the pages of a report carry along; the first page of a new one has a token that makes one draft only."""
    return token_of(draft) if draft is not None else codes.signed(_NEW, secrets.token_urlsafe(16))


def new_key(data: FormData) -> str | None:
    """The key of a first page that is sent; None for a form that is none."""
    found = codes.unsigned(_NEW, text_of(data, "draft"))
    return found if isinstance(found, str) else None
