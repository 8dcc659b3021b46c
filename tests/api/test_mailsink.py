"""The mail sink, over a real socket: what is accepted is kept, and shown as it was sent."""

import smtplib
from asyncio import to_thread
from collections.abc import AsyncIterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from api.mailsink import CaughtMail, keep, list_mail, listen, read_mail


@pytest.fixture
async def port(tmp_path: Path) -> AsyncIterator[int]:
    server = await listen(tmp_path, 0)
    yield server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()


def letter(subject: str = "KE-NTB-2027-00042-K: we have asked Egypt") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Tatua <no-reply@trade.example>"
    message["To"] = "Amina <amina@exporter.example>"
    message["Subject"] = subject
    message["Message-ID"] = "<one@trade.example>"
    message.set_content("Tumeuliza Misri – jibu lataja tarehe.\n")
    message.add_alternative("<p>Tumeuliza Misri</p>\n", subtype="html")
    return message


def send(port: int, message: EmailMessage, to: list[str] | None = None) -> None:
    with smtplib.SMTP("127.0.0.1", port) as server:
        server.send_message(message, to_addrs=to)


async def caught(port: int, folder: Path, message: EmailMessage, to: list[str] | None = None) -> CaughtMail:
    await to_thread(send, port, message, to)
    [mail] = list_mail(folder=folder)
    return mail


async def test_a_letter_is_kept_with_its_text_and_html(port: int, tmp_path: Path) -> None:
    mail = await caught(port, tmp_path, letter())
    assert mail.text == "Tumeuliza Misri – jibu lataja tarehe.\n"
    assert mail.html == "<p>Tumeuliza Misri</p>\n"


async def test_the_envelope_says_who_would_have_got_it(port: int, tmp_path: Path) -> None:
    mail = await caught(port, tmp_path, letter(), to=["amina@exporter.example", "otto@other.example"])
    assert mail.recipients == ("amina@exporter.example", "otto@other.example")


async def test_subject_and_message_id_are_as_sent(port: int, tmp_path: Path) -> None:
    mail = await caught(port, tmp_path, letter("Jibu la Misri – 8 Machi"))
    assert (mail.subject, mail.message_id) == ("Jibu la Misri – 8 Machi", "<one@trade.example>")


async def test_attachments_are_named(port: int, tmp_path: Path) -> None:
    message = letter()
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="receipt.pdf")
    assert (await caught(port, tmp_path, message)).attachments == ("receipt.pdf",)


async def test_the_newest_letter_comes_first_and_no_more_than_asked(port: int, tmp_path: Path) -> None:
    for subject in ("first", "second", "third"):
        await to_thread(send, port, letter(subject))
    assert [mail.subject for mail in list_mail(2, tmp_path)] == ["third", "second"]


async def test_a_letter_is_read_by_its_name(port: int, tmp_path: Path) -> None:
    mail = await caught(port, tmp_path, letter())
    assert read_mail(mail.name, tmp_path) == mail


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "..", "", "20270303T070000000000Z-0badcafe.eml"])
def test_no_other_file_is_read(name: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("From: nobody\n\nthe key")
    (tmp_path / "mail").mkdir()
    assert read_mail(name, tmp_path / "mail") is None


def test_a_letter_of_an_unknown_character_set_is_shown_as_far_as_it_can_be(tmp_path: Path) -> None:
    name = keep(tmp_path, b"Content-Type: text/plain; charset=nobody-knows\r\n\r\nHabari \xff\r\n", "a@b.example")
    mail = read_mail(name, tmp_path)
    assert mail is not None
    assert mail.text == "Habari �\n"


def test_an_empty_folder_holds_no_letters(tmp_path: Path) -> None:
    assert list_mail(folder=tmp_path / "mail") == []
