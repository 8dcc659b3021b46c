"""The mail sink of the demonstration: takes every letter over SMTP, delivers none, keeps each as a file.

`python -m api.mailsink` listens on 127.0.0.1 until SIGTERM. `list_mail` and `read_mail` show what was caught, so
that the links and codes in letters can be used without a mail server.
"""

from __future__ import annotations

import asyncio
import email
import email.policy
import re
import secrets
import signal
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from cases.settings import settings

NAME = re.compile(r"\d{8}T\d{12}Z-[0-9a-f]{8}\.eml")
LARGEST_LETTER = 40 * 1024 * 1024


@dataclass(frozen=True)
class CaughtMail:
    """One letter. `recipients` are those of the envelope: who would have got it, whatever its To line says."""

    name: str
    received_at: datetime
    sender: str
    recipients: tuple[str, ...]
    subject: str
    message_id: str
    text: str
    html: str
    attachments: tuple[str, ...]


class Sink:
    """Accepts a letter only when it is safely in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.original_content or b""
        recipients = ", ".join(envelope.rcpt_tos)
        await asyncio.to_thread(keep, self.folder, content, recipients)
        return "250 2.0.0 Kept in the mail sink"


def keep(folder: Path, content: bytes, recipients: str) -> str:
    """Write one letter, whole or not at all, under a name that sorts by the time of arrival; give the name."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}Z-{secrets.token_hex(4)}.eml"
    fresh = folder / f".{name}"
    fresh.write_bytes(b"X-Envelope-To: " + recipients.encode("utf-8") + b"\r\n" + content)
    fresh.rename(folder / name)
    return name


def list_mail(limit: int = 100, folder: Path | None = None) -> list[CaughtMail]:
    """The letters caught last, newest first."""
    folder = folder or settings().mail_dir
    names = sorted((path.name for path in folder.glob("*.eml") if NAME.fullmatch(path.name)), reverse=True)
    return [_parse(folder / name) for name in names[:limit]]


def read_mail(name: str, folder: Path | None = None) -> CaughtMail | None:
    """The letter of this name, or None: also for a name that the sink would not give, such as a path."""
    path = (folder or settings().mail_dir) / name
    return _parse(path) if NAME.fullmatch(name) and path.is_file() else None


def _parse(path: Path) -> CaughtMail:
    letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(letter, EmailMessage)
    return CaughtMail(
        name=path.name,
        received_at=datetime.strptime(path.name[:22], "%Y%m%dT%H%M%S%fZ").replace(tzinfo=UTC),
        sender=str(letter.get("From", "")),
        recipients=tuple(filter(None, str(letter.get("X-Envelope-To", "")).split(", "))),
        subject=str(letter.get("Subject", "")),
        message_id=str(letter.get("Message-ID", "")).strip(),
        text=_body(letter, "plain"),
        html=_body(letter, "html"),
        attachments=tuple(part.get_filename() or "unnamed" for part in letter.iter_attachments()),
    )


def _body(letter: EmailMessage, kind: str) -> str:
    part = letter.get_body(preferencelist=(kind,))
    if not isinstance(part, EmailMessage):
        return ""
    try:
        return str(part.get_content()).replace("\r\n", "\n")
    except LookupError:  # a character set that nobody knows
        raw = part.get_payload(decode=True)
        return raw.decode("ascii", "replace").replace("\r\n", "\n") if isinstance(raw, bytes) else ""


async def listen(folder: Path, port: int) -> asyncio.Server:
    """Start the sink on 127.0.0.1; port 0 takes a free one."""
    sink = Sink(folder)
    loop = asyncio.get_running_loop()

    def serve_one() -> SMTP:
        return SMTP(sink, hostname="mailsink", ident="Tatua mail sink", data_size_limit=LARGEST_LETTER, loop=loop)

    return await loop.create_server(serve_one, "127.0.0.1", port)


async def _serve() -> None:
    chosen = settings()
    stop = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    server = await listen(chosen.mail_dir, chosen.sink_port)
    sys.stdout.write(f"Mail sink on 127.0.0.1:{chosen.sink_port}, letters in {chosen.mail_dir}\n")
    sys.stdout.flush()
    await stop.wait()
    server.close()


if __name__ == "__main__":
    asyncio.run(_serve())
