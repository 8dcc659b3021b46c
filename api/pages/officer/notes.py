"""Notes to colleagues: added once however often the form is sent; who is named in one is told by letter."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.responses import Response

from api.deps import Posted, StaffDep, WebDep
from api.forms import text_of, texts_of
from api.i18n import _, say
from api.pages.base import Web
from api.pages.kept import typed_before
from api.pages.officer.opened import Opened, opened
from api.pages.officer.sent import TOKEN, fresh_token
from api.wake import wake
from cases.errors import InputRefused
from cases.service import desk
from cases.service.desk import Noted
from cases.store import UnitOfWork
from cases.store.people import colleagues

router = APIRouter(include_in_schema=False)

NOTE, TOLD = "note", "tell"


def may_note(case: Opened) -> bool:
    """Whether this person may write to colleagues."""
    return case.actor.account is not None and case.actor.is_staff


@router.get("/cases/{reference}/notes")
def show(web: WebDep, staff: StaffDep, reference: str) -> Response:
    """The form on a page of its own, with what was typed before a session ended."""
    with opened(web, reference) as case:
        return _form(web, case, typed_before(web))


def _form(web: Web, case: Opened, data: FormData | None, *, refusal: InputRefused | None = None) -> Response:
    errors = {key: say(words) for key, words in refusal.fields.items()} if refusal else {}
    return web.page(
        "officer/note.html", title=_("Add a note"), status=422 if refusal else 200, back=f"{case.href}#notes",
        href=case.href, case=case, errors=errors, typed=str(data.get(NOTE) or "") if data else "",
        ticked=texts_of(data, TOLD) if data else [], colleagues=colleagues(case.uow.session, case.actor.account),
        token=fresh_token(),
    )  # fmt: skip


@router.post("/cases/{reference}/notes")
def add(web: WebDep, staff: StaffDep, reference: str, data: Posted) -> Response:
    """Add a note; a refusal keeps what was typed, and the same form sent twice adds one."""
    with opened(web, reference) as case:
        try:
            answer = _add(web, case, data)
        except InputRefused as refusal:
            return _form(web, case, data, refusal=refusal)
    wake()
    return web.redirect(f"{case.href}#notes", flash=answer)


def _add(web: Web, case: Opened, data: FormData) -> str:
    """Keep the note together with what is said about it, so that a second sending says the same."""
    scope, token = f"note:{case.actor.account}:{case.row.id}", text_of(data, TOKEN)[:64] or fresh_token()
    with UnitOfWork(web.database) as uow:
        before = desk.sent_before(uow, scope, token)
        if before is not None:
            return str(before["flash"])
        ticked = [int(each) for each in texts_of(data, TOLD) if each.isascii() and each.isdecimal() and len(each) < 10]
        noted = desk.add_note(uow, case.row.id, str(data.get(NOTE) or ""), actor=case.actor, to=ticked)
        answer = _confirmation(noted)
        desk.remember_sent(uow, scope, token, {"flash": answer})
        uow.commit()
    return answer


def _confirmation(noted: Noted) -> str:
    words = [_("The note was added. It stays in the department.")]
    if noted.told:
        words.append(_("A letter tells %(names)s.") % {"names": ", ".join(noted.told)})
    if noted.unknown:
        names = ", ".join(f"@{name}" for name in noted.unknown)
        words.append(_("Nobody who reads cases is called %(names)s: nobody was told.") % {"names": names})
    return " ".join(words)
