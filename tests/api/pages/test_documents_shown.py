"""Documents: seen where their kind is safe, by content; everything else is saved."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from tests.api.pages.office import Office
from tests.api.pages.test_case import added

PDF = b"%PDF-1.7\nx"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"


def word() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", "<w:document/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "how", "kind"),
    [(PDF, "inline", "application/pdf"), (PNG, "inline", "image/png"), (JPEG, "inline", "image/jpeg"),
     (word(), "attachment", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")],
    ids=["pdf", "png", "jpeg", "docx"],
)  # fmt: skip
def test_only_safe_kinds_are_shown_whatever_their_name(office: Office, content: bytes, how: str, kind: str) -> None:
    reference, who = office.case(), office.at("ines")
    answer = who.client.get(added(who, reference, "paper.html", content) + "/inline")
    assert answer.headers["content-disposition"].partition(";")[0] == how
    assert (answer.headers["content-type"], answer.headers["x-content-type-options"]) == (kind, "nosniff")
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_picture_stands_in_a_page_of_ours(office: Office) -> None:
    reference, who = office.case(), office.at("ines")
    href = added(who, reference, "photo.png", PNG)
    assert f'<img class="tatua-picture" src="{href}/inline" alt="Document 1: photo.png">' in who.go(f"{href}/open").page


def test_a_pdf_opens_by_a_link(office: Office) -> None:
    reference, who = office.case(), office.at("ines")
    href = added(who, reference, "note.pdf", PDF)
    assert "Open it in the browser" in who.go(f"{href}/open").text
    assert f'href="{href}/open"' in who.go(f"/cases/{reference}").page


def test_what_is_not_shown_is_saved_from_the_list(office: Office) -> None:
    reference, who = office.case(), office.at("ines")
    href = added(who, reference, "letter.docx", word())
    assert f'href="{href}"' in who.go(f"/cases/{reference}").page
    assert "This kind of file is not shown here" in who.go(f"{href}/open").text


def test_a_file_sent_twice_is_added_once(office: Office) -> None:
    reference, who = office.case(), office.at("ines")
    action = f"/cases/{reference}/documents"
    form = who.go(f"/cases/{reference}").hidden(action)
    for _ in range(2):
        who.post(action, form, files={"attachments": ("note.pdf", PDF, "application/pdf")})
        assert "Added: note.pdf." in who.text
    assert who.page.count(f'href="{action}/') == 1


def test_a_name_with_an_apostrophe_and_a_turned_direction_is_kept_clean(office: Office) -> None:
    reference, who = office.case(), office.at("ines")
    added(who, reference, "O'Brien\u202efdp.pdf", PDF)
    assert "O'Brienfdp.pdf" in who.text


def test_a_file_without_content_is_refused_and_its_title_stays(office: Office) -> None:
    reference, who = office.case(), office.at("ines")
    action = f"/cases/{reference}/documents"
    who.go(action).send(action, files={"attachments": ("note.pdf", b"", "application/pdf")}, title="The minute")
    assert (who.status, 'value="The minute"' in who.page) == (422, True)
