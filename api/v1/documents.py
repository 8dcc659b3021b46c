"""Documents of a case: taken in by what they are, listed, and given back as they came. An act then names their ids."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, File, Form, UploadFile
from sqlalchemy import select
from sqlmodel import Session
from starlette.responses import Response, StreamingResponse

from api.deps import DatabaseDep
from api.v1.access import Caller
from api.v1.cases import seen_case
from api.v1.described import LOCATION, PREFIX, REPLAYED, gives, named, problems
from api.v1.once import Answer, KeyHeader, once
from api.v1.schemas import Shown, check_plain
from cases.engine import Actor
from cases.errors import InputRefused, NotAllowed, NotFound
from cases.models import Document
from cases.reference import read_reference
from cases.seats import STAFF, Role
from cases.service.documents import documents_of, open_document, store_document
from cases.store import UnitOfWork

router = APIRouter(prefix=PREFIX, tags=["cases"], generate_unique_id_function=named)
WRITERS = (*STAFF, Role.BORDER_DESK)


class DocumentShown(Shown):
    """A file as it is known: what it is by its content, its size and SHA-256, and when it came."""

    id: str
    number: int
    title: str
    filename: str
    media_type: str
    size: int
    sha256: str
    received_at: datetime


class DocumentsShown(Shown):
    reference: str
    documents: list[DocumentShown]


def _shown(d: Document) -> DocumentShown:
    return DocumentShown(
        id=str(d.id), number=d.number, title=d.title, filename=d.filename, media_type=d.media_type, size=d.size,
        sha256=d.sha256, received_at=d.received_at,
    )  # fmt: skip


@router.get("/cases/{reference}/documents", responses=problems(401, 403, 404))
def list_documents(caller: Caller, database: DatabaseDep, reference: str) -> DocumentsShown:
    """The documents of a case, in the order in which they came."""
    with database.read() as session:
        row = seen_case(session, caller.actor, reference)
        found = documents_of(session, case_id=row.id)
    return DocumentsShown(reference=row.reference, documents=[_shown(each) for each in found])


@router.post(
    "/cases/{reference}/documents", status_code=201, response_model=DocumentShown,
    responses={**problems(401, 403, 404, 409, 413), **gives(201, LOCATION, REPLAYED)},
)  # fmt: skip
def add_document(
    caller: Caller,
    database: DatabaseDep,
    reference: str,
    file: Annotated[UploadFile, File(description="PDF, JPG, PNG, DOCX, XLSX or MP4, by content and not by name.")],
    title: Annotated[str, Form(max_length=200)] = "",
    key: KeyHeader = None,
) -> Response:
    """Add a document to a case. It is no act by itself: name its id in the act that relies on it."""
    if not caller.has(*WRITERS):
        raise NotAllowed("Your account reads cases. Ask an officer to add the document.")
    _check_words(title, file.filename or "")

    def act(uow: UnitOfWork) -> Answer:
        row = seen_case(uow.session, caller.actor, reference)
        kept = store_document(
            uow, case_id=row.id, filename=file.filename or "", content=file.file, actor=caller.actor, title=title,
            field="file",
        )  # fmt: skip
        location = f"/api/v1/cases/{row.reference}/documents/{kept.id}"
        return Answer(201, _shown(kept), {"Location": location})

    body = f"{file.filename}\n{title}\n{_content_hash(file)}" if key else ""
    return once(database, key, f"{caller.id}:document:{read_reference(reference)}", body, act)


def _check_words(title: str, filename: str) -> None:
    for field, words in (("title", title), ("file", filename)):
        try:
            check_plain(words)
        except ValueError as wrong:
            raise InputRefused({field: str(wrong)}) from None


def _content_hash(file: UploadFile) -> str:
    digest = sha256()
    while piece := file.file.read(256 * 1024):
        digest.update(piece)
    file.file.seek(0)
    return digest.hexdigest()


@router.get(
    "/cases/{reference}/documents/{document_id}",
    response_class=StreamingResponse,
    responses={
        **problems(401, 403, 404),
        200: {"description": "The file.", "content": {"application/octet-stream": {"schema": {"type": "string"}}}},
    },
)
def read_document(caller: Caller, database: DatabaseDep, reference: str, document_id: UUID) -> Response:
    """The file itself, for keeping and never for showing in place."""
    with database.read() as session:
        document = _document(session, caller.actor, reference, document_id)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(document.filename, safe='')}",
        "Content-Length": str(document.size),
        "Cache-Control": "no-store",
    }
    return StreamingResponse(open_document(document), media_type=document.media_type, headers=headers)


def _document(session: Session, actor: Actor, reference: str, document_id: UUID) -> Document:
    row = seen_case(session, actor, reference)
    wanted = select(Document).where(Document.id == document_id, Document.case_id == row.id)  # type: ignore[arg-type]
    found: Document | None = session.execute(wanted).scalar_one_or_none()
    if found is None:
        raise NotFound("This case has no such document. List its documents first.")
    return found
