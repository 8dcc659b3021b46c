"""Documents: taken in by what they are and not by what they are called, kept outside the web root, never changed.

The bytes lie in the object store under a key that says nothing; what is known of them stands in the row. A transaction
that is undone takes its bytes with it, and bytes are only removed once the removal of their row is committed.
"""

from __future__ import annotations

import hashlib
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO
from uuid import UUID, uuid4

from sqlalchemy import delete, event, func, insert, literal, select
from sqlmodel import Session

from cases.engine import Actor
from cases.errors import InputRefused, NotFound
from cases.models import CaseFile, Document, Draft
from cases.ntb.wording import N_, Sentence
from cases.settings import settings
from cases.store import UnitOfWork
from cases.store.search import keep_words

if TYPE_CHECKING:
    from obstore.store import LocalStore

_CASE: Any = CaseFile.__table__  # type: ignore[attr-defined]
_DRAFT: Any = Draft.__table__  # type: ignore[attr-defined]
_DOCUMENT: Any = Document.__table__  # type: ignore[attr-defined]
_CHUNK = 256 * 1024
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is taken, with the endings that its name may have (the first is added when none fits)."""

    media_type: str
    endings: tuple[str, ...]


PDF = Kind("application/pdf", (".pdf",))
JPEG = Kind("image/jpeg", (".jpg", ".jpeg", ".jpe", ".jfif"))
PNG = Kind("image/png", (".png",))
MP4 = Kind("video/mp4", (".mp4", ".m4v"))
DOCX = Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",))
XLSX = Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",))

KINDS = (PDF, JPEG, PNG, DOCX, XLSX, MP4)
"""The one list of what is taken."""
ACCEPT = ",".join(kind.endings[0] for kind in KINDS)
"""The list for the file field of a form: a help to the person, not a check."""
SEND = N_("Send a PDF, JPG, PNG, DOCX, XLSX or MP4 file.")

WRONG_KIND = N_("“%(name)s” is a %(kind)s file by its content. Send a PDF, JPG, PNG, DOCX, XLSX or MP4 file.")
LOST = N_("The file is on record but its content is missing. Tell the administrator.")
UNKNOWN_KIND = N_("We cannot tell what “%(name)s” is. Send a PDF, JPG, PNG, DOCX, XLSX or MP4 file.")
WITH_MACROS = N_("“%(name)s” contains macros. Save it without macros, or as PDF, and send it again.")
EMPTY = N_("“%(name)s” is empty. Choose the file again.")
TOO_LARGE = N_("“%(name)s” is larger than %(most)s MB. Send a smaller file, for example a photo with less detail.")
TOO_MANY = N_("There are %(most)s files already. Remove one before you add another.")


def store_document(
    uow: UnitOfWork,
    *,
    filename: str,
    content: BinaryIO | bytes,
    actor: Actor,
    case_id: UUID | None = None,
    draft_id: int | None = None,
    title: str = "",
    field: str = "attachments",
) -> Document:
    """Take a file in for a case or a draft. `InputRefused` on `field` says what is wrong with it. The caller commits.

    Kind by content, size, SHA-256 and number in the case are settled here; the state is “unscanned” until a scanner
    has seen it. Two files of one name are both kept.
    """
    stream = BytesIO(content) if isinstance(content, bytes) else content
    name = clean_name(filename)
    number = _next_number(uow, case_id, draft_id, field)
    size, sha256 = _measured(stream, name, field)
    kind = kind_of(stream, name, field)
    row = Document(
        id=uuid4(), case_id=case_id, draft_id=draft_id, number=number, title=_clean(title)[:200],
        filename=_with_ending(name, kind), media_type=kind.media_type, size=size, sha256=sha256, key="",
        received_at=uow.now, account_id=actor.account, party_id=actor.party,
    )  # fmt: skip
    row.key = f"{row.received_at:%Y/%m}/{row.id.hex}"
    _put(uow.session, row.key, stream)
    uow.session.execute(insert(_DOCUMENT).values(row.model_dump()))
    if case_id is not None:
        keep_words(uow.session, case_id)
    return row


def documents_of(session: Session, *, case_id: UUID | None = None, draft_id: int | None = None) -> list[Document]:
    """The documents of a case or a draft, in order."""
    return list(
        session.execute(select(Document).where(_belongs(case_id, draft_id)).order_by(_DOCUMENT.c.number)).scalars()
    )


def remove_document(uow: UnitOfWork, document_id: UUID, *, draft_id: int) -> None:
    """Take a file off a draft, bytes included; what a case once received is never removed."""
    row = uow.session.execute(
        select(_DOCUMENT.c.key).where(_DOCUMENT.c.id == document_id, _belongs(None, draft_id))
    ).one_or_none()
    if row is not None:
        uow.session.execute(delete(_DOCUMENT).where(_DOCUMENT.c.id == document_id))
        _after_commit(uow.session, row.key)


def remove_all(uow: UnitOfWork, *, draft_id: int) -> None:
    """Take all files off a draft, bytes included."""
    keys = uow.session.execute(select(_DOCUMENT.c.key).where(_belongs(None, draft_id))).scalars().all()
    uow.session.execute(delete(_DOCUMENT).where(_belongs(None, draft_id)))
    for key in keys:
        _after_commit(uow.session, key)


def open_document(document: Document) -> Iterator[bytes]:
    """The bytes, piece by piece. `NotFound` in words when the store has lost them."""
    import obstore

    try:
        found = obstore.get(_store(), document.key)
    except FileNotFoundError:
        raise NotFound(LOST) from None
    return (bytes(piece) for piece in found.stream(min_chunk_size=_CHUNK))


def clean_name(filename: str) -> str:
    """The name without folders, control characters and marks that turn the writing direction; letters of all scripts
    and apostrophes stay."""
    name = _clean(PurePosixPath(filename.replace("\\", "/")).name).strip(". ")
    stem, dot, ending = name.rpartition(".")
    if dot and len(ending) <= 10:
        return f"{stem[: _LONGEST_NAME - len(ending) - 1]}.{ending}" if stem else ending
    return name[:_LONGEST_NAME] or "file"


def _clean(text: str) -> str:
    kept = "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c)[0] != "C")
    return " ".join(kept.split())


def _with_ending(name: str, kind: Kind) -> str:
    """The name with an ending that fits the content, so that no machine opens it as something else."""
    return name if name.lower().endswith(kind.endings) else f"{name}{kind.endings[0]}"


def kind_of(stream: BinaryIO, name: str, field: str = "attachments") -> Kind:
    """What the file is by its content, if it is on the list."""
    import puremagic

    stream.seek(0)
    try:
        found = puremagic.magic_stream(stream)
    except (puremagic.PureError, ValueError):
        raise InputRefused({field: Sentence(UNKNOWN_KIND, name=name)}) from None
    best = [m for m in found if m.confidence == found[0].confidence]
    if any(m.extension == ".docx" for m in best):
        return _office(stream, name, field)
    for kind in (PDF, JPEG, PNG, MP4):
        if any(m.mime_type == kind.media_type for m in best):
            return kind
    ending = next((m.extension for m in best if m.extension), "")
    raise InputRefused(
        {field: Sentence(WRONG_KIND, name=name, kind=ending) if ending else Sentence(UNKNOWN_KIND, name=name)}
    )


def _office(stream: BinaryIO, name: str, field: str) -> Kind:
    """A Word or Excel file among all that are packed as ZIP; one with macros is refused."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as packed:
            parts = set(packed.namelist())
    except zipfile.BadZipFile:
        parts = set()
    if any(part.lower().endswith("vbaproject.bin") for part in parts):
        raise InputRefused({field: Sentence(WITH_MACROS, name=name)})
    if "[Content_Types].xml" in parts and "word/document.xml" in parts:
        return DOCX
    if "[Content_Types].xml" in parts and "xl/workbook.xml" in parts:
        return XLSX
    raise InputRefused({field: Sentence(WRONG_KIND, name=name, kind=".zip")})


def _measured(stream: BinaryIO, name: str, field: str) -> tuple[int, str]:
    """Size and SHA-256, read once and never further than the limit."""
    digest, size, most = hashlib.sha256(), 0, settings().document_max_bytes
    stream.seek(0)
    while piece := stream.read(_CHUNK):
        size += len(piece)
        if size > most:
            raise InputRefused({field: Sentence(TOO_LARGE, name=name, most=max(1, most // (1024 * 1024)))})
        digest.update(piece)
    if size == 0:
        raise InputRefused({field: Sentence(EMPTY, name=name)})
    return size, digest.hexdigest()


def _next_number(uow: UnitOfWork, case_id: UUID | None, draft_id: int | None, field: str) -> int:
    """The number of the next document; the case or draft stays locked, so that two uploads never share one."""
    if (case_id is None) == (draft_id is None):
        raise ValueError("A document belongs to a case or to a draft.")
    owner = _CASE.c.id == case_id if case_id is not None else _DRAFT.c.id == draft_id
    uow.session.execute(select(literal(1)).where(owner).with_for_update()).one()
    count, last = uow.session.execute(
        select(func.count(), func.max(_DOCUMENT.c.number)).where(_belongs(case_id, draft_id))
    ).one()
    most = settings().documents_per_case if case_id else settings().documents_per_draft
    if count >= most:
        raise InputRefused({field: Sentence(TOO_MANY, most=most)})
    return int(last or 0) + 1


def _belongs(case_id: UUID | None, draft_id: int | None) -> Any:
    return _DOCUMENT.c.case_id == case_id if case_id is not None else _DOCUMENT.c.draft_id == draft_id


def _store() -> LocalStore:
    from obstore.store import LocalStore

    return LocalStore(prefix=settings().documents_dir, mkdir=True)


def _put(session: Session, key: str, stream: BinaryIO) -> None:
    import obstore

    stream.seek(0)
    _follow(session)
    session.info["new_bytes"].append(key)
    obstore.put(_store(), key, stream)


def _after_commit(session: Session, key: str) -> None:
    _follow(session)
    session.info["old_bytes"].append(key)


def _follow(session: Session) -> None:
    """Tie the bytes to the transaction: new ones go when it is undone, old ones when it is committed."""
    if "new_bytes" in session.info:
        return
    session.info["new_bytes"], session.info["old_bytes"] = [], []
    event.listen(session, "after_commit", _settles("old_bytes"))
    event.listen(session, "after_rollback", _settles("new_bytes"))


def _settles(which: str) -> Callable[[Session], None]:
    def settle(session: Session) -> None:
        keys: Sequence[str] = session.info[which]
        for key in keys:
            with suppress(FileNotFoundError):
                _store().delete(key)
        session.info["new_bytes"], session.info["old_bytes"] = [], []

    return settle
