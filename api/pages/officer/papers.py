"""Documents of a case: seen where that is safe, saved, and added."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response, StreamingResponse

from api.deps import Posted, StaffDep, WebDep
from api.forms import text_of, uploads_of
from api.i18n import N_, _, say
from api.pages.base import Web
from api.pages.kept import typed_before
from api.pages.officer.opened import Opened, opened
from api.pages.officer.sent import TOKEN, fresh_token
from cases.errors import InputRefused, NotAllowed, NotFound
from cases.models import Document
from cases.seats import Role
from cases.service.desk import remember_sent, sent_before
from cases.service.documents import ACCEPT, JPEG, PDF, PNG, open_document, store_document
from cases.store import UnitOfWork

router = APIRouter(include_in_schema=False)


def _the_document(case: Opened, document: UUID) -> Document:
    found = next((each for each in case.documents if each.id == document), None)
    if found is None:
        raise NotFound(_("This case has no such document."))
    return found


IMAGES = frozenset({JPEG.media_type, PNG.media_type})
SAFE = IMAGES | {PDF.media_type}
"""Kinds, by content and not by name, that a browser may show: pictures in a page of ours, PDF in its own viewer."""


def opens_inline(found: Document) -> bool:
    """Whether a browser may show the document; everything else is only saved."""
    return found.media_type in SAFE


@router.get("/cases/{reference}/documents")
def form(web: WebDep, staff: StaffDep, reference: str) -> Response:
    """The form to add a document, on a page of its own."""
    with opened(web, reference) as case:
        typed = typed_before(web)
        return _form(web, case.href, text_of(typed, "title") if typed else "")


@router.get("/cases/{reference}/documents/{document}/open")
def show(web: WebDep, staff: StaffDep, reference: str, document: UUID) -> Response:
    """A document with what is known of it: a picture in the page, a PDF by a link to the browser's viewer."""
    with opened(web, reference) as case:
        found = _the_document(case, document)
        return web.page(
            "officer/document.html", title=found.title or found.filename, case=case, found=found,
            back=f"{case.href}#documents", href=f"{case.href}/documents/{found.id}", wide=True,
            picture=found.media_type in IMAGES, viewable=opens_inline(found), scan=scan_words(found),
        )  # fmt: skip


def scan_words(found: Document) -> str:
    """What the virus check said."""
    return _("not scanned") if found.scan == "unscanned" else found.scan


@router.get("/cases/{reference}/documents/{document}/inline")
def inline(web: WebDep, staff: StaffDep, reference: str, document: UUID) -> Response:
    """The file for a browser to show, where its kind is safe; a download otherwise."""
    with opened(web, reference) as case:
        found = _the_document(case, document)
    return shown(found) if opens_inline(found) else attachment(found)


@router.get("/cases/{reference}/documents/{document}")
def download(web: WebDep, staff: StaffDep, reference: str, document: UUID) -> Response:
    """The file, to be saved and never shown inside our own pages."""
    with opened(web, reference) as case:
        found = _the_document(case, document)
    return attachment(found)


def attachment(found: Document) -> Response:
    """A document as a download that no browser runs or shows by itself."""
    return _file(found, "attachment", "sandbox; default-src 'none'")


def shown(found: Document) -> Response:
    """A document that the browser shows: nothing in it may load, run, or send anything."""
    return _file(found, "inline", VIEWED)


VIEWED = "default-src 'none'; frame-ancestors 'none'"
"""Nothing is allowed. Without `sandbox`, under which the PDF viewer of Chromium stays empty."""


def _file(found: Document, how: str, policy: str) -> Response:
    headers = {
        "Content-Disposition": f"{how}; filename*=UTF-8''{quote(found.filename)}",
        "Content-Length": str(found.size),
        "Cache-Control": "no-store",
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
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
        return _form(web, href, text_of(data, "title"), refusal=refusal)
    return web.redirect(f"{href}#documents", flash=_("Added: %(names)s.") % {"names": stored})


def _store(web: Web, case_id: UUID, data: Posted) -> str:
    """The names of the files that were added; a form that is sent twice adds them once."""
    if not web.staff.has(Role.OFFICER, Role.FOCAL_POINT, Role.SUPERVISOR, Role.BORDER_DESK, Role.COUNSEL):
        raise NotAllowed(N_("Documents are added by those who work on the case."))
    files, scope = uploads_of(data, "attachments"), f"paper:{web.staff.id}:{case_id}"
    token = text_of(data, TOKEN)[:64] or fresh_token()
    if not files:
        raise InputRefused({"attachments": N_("Choose a file first.")})
    with UnitOfWork(web.database) as uow:
        before = sent_before(uow, scope, token)
        if before is not None:
            return str(before["names"])
        stored = [
            store_document(
                uow, case_id=case_id, filename=each.filename or "", content=each.file, actor=web.staff.actor,
                title=text_of(data, "title"),
            ).filename
            for each in files
        ]  # fmt: skip
        names = ", ".join(stored)
        remember_sent(uow, scope, token, {"names": names})
        uow.commit()
    return names


def _form(web: Web, href: str, typed: str, *, refusal: InputRefused | None = None) -> Response:
    errors = {key: say(words) for key, words in refusal.fields.items()} if refusal else {}
    return web.page(
        "officer/upload.html", title=_("Add a document"), status=422 if refusal else 200, errors=errors, href=href,
        back=f"{href}#documents", typed=typed, accept=ACCEPT, token=fresh_token(),
    )  # fmt: skip
