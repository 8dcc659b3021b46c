"""Documents: taken by content, named safely, numbered per case, and never half there."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pydantic import SecretStr

from cases.engine import Actor
from cases.errors import InputRefused, NotFound
from cases.lifecycles import lifecycle
from cases.models import Document
from cases.seats import Role
from cases.service.documents import clean_name, documents_of, open_document, remove_document, store_document
from cases.service.drafts import start_draft
from cases.service.opening import open_case
from cases.settings import Settings, using
from cases.store import Database, UnitOfWork

PARTY = Actor(frozenset({Role.PARTY}))
PDF = b"%PDF-1.7\nhello"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"0" * 40
MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"0" * 40
EXE = b"MZ\x90\0" + b"\0" * 100
HTML = b"<html><script>alert(1)</script></html>"


def packed(*names: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return buffer.getvalue()


DOCX = packed("[Content_Types].xml", "word/document.xml")
XLSX = packed("[Content_Types].xml", "xl/workbook.xml")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    chosen = Settings(
        env="test", var_dir=tmp_path / "var", secret_key=SecretStr("s" * 40), document_max_bytes=2000,
        documents_per_draft=3, documents_per_case=4,
    )  # fmt: skip
    with using(chosen):
        yield chosen.documents_dir


@pytest.fixture
def case_id(database: Database) -> UUID:
    with UnitOfWork(database) as uow:
        opened = open_case(uow, lifecycle("ntb_complaint"), actor=PARTY, values={"channel": "web"}, numbered=False)
        uow.commit()
    return opened


def take(database: Database, case_id: UUID, name: str, content: bytes) -> Document:
    with UnitOfWork(database) as uow:
        taken = store_document(uow, case_id=case_id, filename=name, content=content, actor=PARTY)
        uow.commit()
    return taken


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("a.png", PNG, "image/png"),
        ("a.jpg", JPEG, "image/jpeg"),
        ("a.mp4", MP4, "video/mp4"),
        ("a.docx", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.xlsx", XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_what_is_on_the_list_is_taken(sqlite: Database, name: str, content: bytes, media_type: str) -> None:
    with UnitOfWork(sqlite) as uow:
        draft, _ = start_draft(uow, channel="web", language="en")
        taken = store_document(uow, draft_id=draft.id, filename=name, content=content, actor=PARTY)
    assert (taken.filename, taken.media_type, taken.scan) == (name, media_type, "unscanned")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("photo.jpg", EXE, "“photo.jpg” is a .exe file by its content. Send a PDF"),
        ("page.pdf", HTML, "“page.pdf” is a .html file by its content"),
        ("old.docx", packed("evil.txt"), "“old.docx” is a .zip file by its content"),
        ("m.docx", packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "contains macros"),
        ("notes.txt", b"hello there", "We cannot tell what “notes.txt” is"),
        ("nothing.pdf", b"", "“nothing.pdf” is empty"),
        ("broken.docx", b"PK\x03\x04" + b"0" * 40, "is a .zip file by its content"),
    ],
)
def test_what_is_not_is_refused_with_advice(
    sqlite: Database, folder: Path, name: str, content: bytes, words: str
) -> None:
    with UnitOfWork(sqlite) as uow:
        draft, _ = start_draft(uow, channel="web", language="en")
        uow.commit()
    with UnitOfWork(sqlite) as uow, pytest.raises(InputRefused, match=words):
        store_document(uow, draft_id=draft.id, filename=name, content=content, actor=PARTY)
    assert files_in(folder) == []


def test_a_file_as_large_as_the_limit_is_taken(database: Database, case_id: UUID) -> None:
    assert take(database, case_id, "a.pdf", PDF.ljust(2000)).size == 2000


def test_a_file_one_byte_larger_is_refused(database: Database, case_id: UUID, folder: Path) -> None:
    with pytest.raises(InputRefused, match="larger than 1 MB"):
        take(database, case_id, "a.pdf", PDF.ljust(2001))
    assert files_in(folder) == []


def test_the_content_comes_back_and_its_hash_is_on_record(database: Database, case_id: UUID) -> None:
    taken = take(database, case_id, "a.pdf", PDF)
    assert b"".join(open_document(taken)) == PDF
    assert taken.sha256 == "79d6a59e1f914ed60b8216fcec3f3732c959e1636527e68c415bb52c1ef4ee79"


def test_documents_are_numbered_and_two_of_one_name_are_kept(database: Database, case_id: UUID) -> None:
    take(database, case_id, "a.pdf", PDF)
    take(database, case_id, "a.pdf", PDF)
    with database.read() as session:
        found = documents_of(session, case_id=case_id)
    assert [(each.number, each.filename) for each in found] == [(1, "a.pdf"), (2, "a.pdf")]


def test_no_more_than_the_limit_are_taken(database: Database, case_id: UUID) -> None:
    for _ in range(4):
        take(database, case_id, "a.pdf", PDF)
    with pytest.raises(InputRefused, match="There are 4 files already"):
        take(database, case_id, "a.pdf", PDF)


def test_a_transaction_that_is_undone_leaves_no_bytes(database: Database, case_id: UUID, folder: Path) -> None:
    with UnitOfWork(database) as uow:
        store_document(uow, case_id=case_id, filename="a.pdf", content=PDF, actor=PARTY)
        assert len(files_in(folder)) == 1
    assert files_in(folder) == []


def test_removing_a_file_from_a_draft_removes_its_bytes(database: Database, folder: Path) -> None:
    with UnitOfWork(database) as uow:
        draft, _ = start_draft(uow, channel="web", language="en")
        taken = store_document(uow, draft_id=draft.id, filename="a.pdf", content=PDF, actor=PARTY)
        uow.commit()
        remove_document(uow, taken.id, draft_id=int(draft.id or 0))
        assert len(files_in(folder)) == 1
        uow.commit()
    assert files_in(folder) == []


def test_a_file_of_another_draft_is_not_removed(database: Database, folder: Path) -> None:
    with UnitOfWork(database) as uow:
        draft, _ = start_draft(uow, channel="web", language="en")
        taken = store_document(uow, draft_id=draft.id, filename="a.pdf", content=PDF, actor=PARTY)
        remove_document(uow, taken.id, draft_id=int(draft.id or 0) + 1)
        uow.commit()
    assert len(files_in(folder)) == 1


def test_lost_bytes_are_said_in_words(database: Database, case_id: UUID, folder: Path) -> None:
    taken = take(database, case_id, "a.pdf", PDF)
    files_in(folder)[0].unlink()
    with pytest.raises(NotFound, match="Tell the administrator"):
        open_document(taken)


def test_a_document_belongs_to_a_case_or_a_draft(sqlite: Database) -> None:
    with UnitOfWork(sqlite) as uow, pytest.raises(ValueError, match="to a case or to a draft"):
        store_document(uow, case_id=uuid4(), draft_id=1, filename="a.pdf", content=PDF, actor=PARTY)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("invoice.pdf", "invoice.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Amina\\scan.pdf", "scan.pdf"),
        ("Wanjiru's naïve café 写真.png", "Wanjiru's naïve café 写真.png"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("evil\u202efdp.exe", "evilfdp.exe"),
        ("...", "file"),
        ("", "file"),
        (".htaccess", "htaccess"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_made_safe(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


def test_the_ending_follows_the_content(database: Database, case_id: UUID) -> None:
    assert take(database, case_id, "invoice.exe", PDF).filename == "invoice.exe.pdf"
