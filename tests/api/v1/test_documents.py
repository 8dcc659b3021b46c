"""Documents over the interface: taken by content, given back as they came, and found only on their own case."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import uuid4

import pytest

from cases.reference import reference as made
from tests.api.v1.desk import Desk
from tests.cases.service.filing import PDF


def upload(desk: Desk, reference: str, name: str = "refusal.pdf", content: bytes = PDF, **form: str) -> Any:
    files = {"file": (name, content, "application/pdf")}
    path = f"/api/v1/cases/{reference}/documents"
    return desk.client.post(path, files=files, data=form, headers=desk.headers())


def test_a_document_is_kept_with_its_hash(desk: Desk) -> None:
    answered = upload(desk, desk.lodge(), title="Refusal")
    kept = answered.json()
    assert answered.status_code == 201
    assert (kept["number"], kept["title"], kept["media_type"], kept["size"]) == (
        1,
        "Refusal",
        "application/pdf",
        len(PDF),
    )
    assert kept["sha256"] == hashlib.sha256(PDF).hexdigest()
    assert answered.headers["Location"].endswith(kept["id"])


def test_a_document_comes_back_as_it_came(desk: Desk) -> None:
    location = upload(desk, desk.lodge(), "risala – ripoti.pdf").headers["Location"]
    answered = desk.get(location.removeprefix("/api/v1"))
    assert (answered.content, answered.headers["Content-Type"]) == (PDF, "application/pdf")
    assert answered.headers["Content-Disposition"] == "attachment; filename*=UTF-8''risala%20%E2%80%93%20ripoti.pdf"
    assert answered.headers["X-Content-Type-Options"] == "nosniff"


def test_documents_are_listed_in_their_order(desk: Desk) -> None:
    reference = desk.lodge()
    for name in ("one.pdf", "two.pdf"):
        upload(desk, reference, name)
    listed = desk.get(f"/cases/{reference}/documents").json()["documents"]
    assert [(each["number"], each["filename"]) for each in listed] == [(1, "one.pdf"), (2, "two.pdf")]


def test_a_document_can_be_named_in_an_act(desk: Desk) -> None:
    reference = desk.lodge()
    kept = upload(desk, reference).json()["id"]
    taken = desk.act(reference, "add_evidence", data={"evidence": [kept]}, documents=[kept])
    assert taken.status_code == 200
    assert desk.get(f"/cases/{reference}/events").json()["events"][-1]["documents"] == [kept]


@pytest.mark.parametrize(
    ("content", "words"), [(b"MZ\x90\x00", "Send a PDF"), (b"", "is empty"), (b"<svg onload=alert(1)/>", "Send a PDF")]
)
def test_what_is_no_document_is_refused_by_its_content(plain_desk: Desk, content: bytes, words: str) -> None:
    answered = upload(plain_desk, plain_desk.lodge(), "refusal.pdf", content)
    assert answered.status_code == 422
    assert answered.json()["errors"][0]["field"] == "file"
    assert words in answered.json()["detail"]


def test_too_large_a_document_is_refused(plain_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    reference = plain_desk.lodge()
    large = b"%PDF-1.7\n" + b"x" * plain_desk.settings.document_max_bytes
    assert upload(plain_desk, reference, content=large).status_code == 422
    assert plain_desk.get(f"/cases/{reference}/documents").json()["documents"] == []


@pytest.mark.parametrize("name", ["../../etc/passwd.pdf", "a\x00b.pdf", "x" * 300 + ".pdf", "\u202egpj.pdf"])
def test_a_name_is_only_a_name(plain_desk: Desk, name: str) -> None:
    answered = upload(plain_desk, plain_desk.lodge(), name)
    assert answered.status_code in (201, 422)
    if answered.status_code == 201:
        assert "/" not in answered.json()["filename"]
        assert len(answered.json()["filename"]) <= 120


def test_a_title_with_a_nul_is_refused(desk: Desk) -> None:
    answered = upload(desk, desk.lodge(), title="a\x00b")
    assert (answered.status_code, answered.json()["errors"][0]["field"]) == (422, "title")


def test_no_file_at_all_is_refused(plain_desk: Desk) -> None:
    path = f"/api/v1/cases/{plain_desk.lodge()}/documents"
    assert plain_desk.client.post(path, data={"title": "x"}, headers=plain_desk.headers()).status_code == 422


def test_an_auditor_adds_nothing(plain_desk: Desk) -> None:
    files = {"file": ("refusal.pdf", PDF, "application/pdf")}
    path = f"/api/v1/cases/{plain_desk.lodge()}/documents"
    assert plain_desk.client.post(path, files=files, headers=plain_desk.headers("atieno")).status_code == 403


def test_a_document_of_another_case_is_not_found(desk: Desk) -> None:
    first, second = desk.lodge(), desk.lodge()
    kept = upload(desk, first).json()["id"]
    assert desk.get(f"/cases/{second}/documents/{kept}").status_code == 404
    assert desk.get(f"/cases/{first}/documents/{uuid4()}").status_code == 404


def test_a_case_that_is_not_there_takes_no_document(plain_desk: Desk) -> None:
    assert upload(plain_desk, made("KE-NTB", 2027, 99)).status_code == 404
