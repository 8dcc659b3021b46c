"""A row of the outbox into a message: the letter's words, text and HTML, and the bytes that go to the mail server."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from cases.service import Done
from cases.service.addressing import Addressed
from cases.settings import Settings
from notifications.contents import letter_for
from notifications.letters import letter
from notifications.occasion import Occasion
from notifications.reading import Kept, occasion_before, occasion_of
from notifications.render import Words, header_text, html, known_language, one_line, render
from notifications.senders import sender_of

DOMAIN = "tatua"
_REFERENCE = re.compile(r"[A-Z0-9-]+")
PREVIEW_ID = f"<preview@{DOMAIN}>"


class BadAddress(ValueError):
    """An address to which nothing can be sent; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A letter ready to be read and sent. `sender` and `to` are bare addresses; `to` is empty without one."""

    subject: str
    text: str
    html: str
    message: bytes
    sender: str
    to: str


def compose(session: Session, row: Kept, settings: Settings, *, today: date | None = None) -> Composed:
    """The letter of a row, from what the database says under the row's keys.

    The same row gives the same bytes while the case stands still: Message-ID, date and boundaries come from the row.
    `LookupError` when letter, template or case are missing, `BadAddress` when the address is none.
    """
    occasion = occasion_of(session, row, settings, today=today)
    return _composed(occasion, settings, message_id=row.message_id, at=row.made_at)


def compose_preview(
    session: Session, case: Row[Any], done: Done, to: Addressed, settings: Settings, *, today: date | None = None
) -> Composed:
    """The letter as it would go out if the previewed step were taken. Nothing is written."""
    occasion = occasion_before(session, case, done, to, settings, today=today)
    return _composed(occasion, settings, message_id=PREVIEW_ID, at=done.step.event.recorded_at)


def words_of(occasion: Occasion) -> Words:
    """The letter as it is read."""
    kind, filled = letter(occasion.letter), letter_for(occasion)
    language = known_language(occasion.language)
    link = str(occasion.context["secret"]) if kind.secret and "link" in kind.needs() else occasion.link
    return render(
        filled, language, audience=occasion.audience.value, link=link,
        sender=sender_of(occasion.kind).said_in(language),
        upcoming=None if kind.chases or kind.secret else occasion.upcoming(), department=occasion.department,
    )  # fmt: skip


def _composed(occasion: Occasion, settings: Settings, *, message_id: str, at: datetime) -> Composed:
    words = words_of(occasion)
    page = html(words)
    sender = parseaddr(settings.smtp_sender)
    to = _bare(occasion.address) if occasion.address else ""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = words.subject
    message["From"] = _named(sender[0], sender[1])
    if to:
        message["To"] = _named(occasion.to if "@" not in occasion.to else "", to)
    if occasion.reply_to:
        message["Reply-To"] = _bare(occasion.reply_to)
    message["Message-ID"] = message_id
    message["Date"] = format_datetime(at)
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = words.language
    for name, value in _thread(occasion.case_id, occasion.reference).items():
        message[name] = value
    _fill(message, words.text, page, boundary=sha256(message_id.encode()).hexdigest()[:24])
    return Composed(words.subject, words.text, page, message.as_bytes(), sender[1], to)


def _fill(message: EmailMessage, text: str, page: str, *, boundary: str) -> None:
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(page, subtype="html", cte="base64")
    message.set_boundary(f"=_{boundary}")


def _thread(case_id: UUID | None, reference: str) -> dict[str, str]:
    """All letters of a case hang on one root, so that mail readers show them together."""
    if case_id is None:
        return {}
    root = f"<case-{case_id.hex}@{DOMAIN}>"
    found = {"In-Reply-To": root, "References": root}
    if _REFERENCE.fullmatch(reference):
        found["List-Id"] = f"{reference} <{reference.lower()}.{DOMAIN}>"
    return found


def _bare(address: str) -> str:
    """The address alone, checked: nothing in it may end a header or name a second recipient."""
    if address != one_line(address) or parseaddr(address)[1] != address or address.count("@") != 1:
        raise BadAddress("This is not an e-mail address. Correct it in the directory or on the case.")
    local, _, domain = address.partition("@")
    if not local or not domain or not address.isascii():
        raise BadAddress("Our mail server takes only addresses in plain letters. Correct it, or print the letter.")
    return address


def _named(name: str, address: str) -> Address:
    return Address(display_name=header_text(name)[:120], addr_spec=address)
