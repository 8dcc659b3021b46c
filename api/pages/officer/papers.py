"""Papers of a case: documents to download and add, letters to read and print."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response, StreamingResponse

from api.deps import Posted, StaffDep, WebDep
from api.forms import text_of, uploads_of
from api.i18n import _, say
from api.pages.base import Web
from api.pages.officer.letters import STATES, letter_text, letter_title
from api.pages.officer.opened import Opened, opened
from cases.errors import InputRefused, NotAllowed, NotFound
from cases.models import Document
from cases.seats import SEATS, Role
from cases.service.documents import open_document, store_document
from cases.store import UnitOfWork

router = APIRouter(include_in_schema=False)


def _the_document(case: Opened, document: UUID) -> Document:
    found = next((each for each in case.documents if each.id == document), None)
    if found is None:
        raise NotFound(_("This case has no such document."))
    return found


@router.get("/cases/{reference}/documents/{document}")
def download(web: WebDep, staff: StaffDep, reference: str, document: UUID) -> Response:
    """The file, to be saved and never shown inside our own pages."""
    with opened(web, reference) as case:
        found = _the_document(case, document)
    return attachment(found)


def attachment(found: Document) -> Response:
    """A document as a download that no browser runs or shows by itself."""
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.filename)}",
        "Content-Length": str(found.size),
        "Cache-Control": "no-store",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return StreamingResponse(open_document(found), media_type=found.media_type, headers=headers)


@router.post("/cases/{reference}/documents")
def add(web: WebDep, staff: StaffDep, reference: str, data: Posted) -> Response:
    """Put a file on the case; no act in law, so no letter goes out. To add evidence with a letter is an action."""
    with opened(web, reference) as case:
        case_id, href = case.row.id, case.href
    try:
        stored = _store(web, case_id, data)
    except InputRefused as refusal:
        return _again(web, href, refusal, text_of(data, "title"))
    return web.redirect(f"{href}#documents", flash=_("Added: %(names)s.") % {"names": ", ".join(stored)})


def _store(web: Web, case_id: UUID, data: Posted) -> list[str]:
    if not web.staff.has(Role.OFFICER, Role.FOCAL_POINT, Role.SUPERVISOR, Role.BORDER_DESK, Role.COUNSEL):
        raise NotAllowed("Documents are added by those who work on the case.")
    stored = []
    files = uploads_of(data, "attachments")
    if not files:
        raise InputRefused({"attachments": _("Choose a file first.")})
    with UnitOfWork(web.database) as uow:
        for each in files:
            made = store_document(
                uow, case_id=case_id, filename=each.filename or "", content=each.file, actor=web.staff.actor,
                title=text_of(data, "title"),
            )  # fmt: skip
            stored.append(made.filename)
        uow.commit()
    return stored


def _again(web: Web, href: str, refusal: InputRefused, typed: str) -> Response:
    errors = {key: say(words) for key, words in refusal.fields.items()}
    return web.page(
        "officer/upload.html", title=_("Add a document"), status=422, errors=errors, href=href, back=href, typed=typed
    )


@router.get("/cases/{reference}/letters/{key}")
def letter(web: WebDep, staff: StaffDep, reference: str, key: int) -> Response:
    """A letter to read or print: what was sent, or what would be."""
    with opened(web, reference) as case:
        row, subject, text, sent = letter_text(case, key, web.settings)
        hidden = case.names_hidden and row.party_id is not None and not case.knows_who
        if hidden:
            raise NotAllowed("Letters to a protected complainant are read by those who work on the case.")
        return web.page(
            "officer/letter.html", title=letter_title(row.letter), row=row, subject=subject, text=text, sent=sent,
            back=f"{case.href}#letters", state=say(STATES.get(row.state, (row.state, ""))[0]),
            seat=say(SEATS[row.seat].title) if row.seat in SEATS else row.seat,
        )  # fmt: skip
