"""The letters of a case: who got which, how it stands, and what was sent."""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from sqlalchemy import Row

from api.i18n import N_, _, language, say
from api.pages.officer.opened import Opened
from cases.errors import NotFound
from cases.seats import SEATS

STATES = {
    "queued": (N_("Waiting to be sent"), "running"), "held": (N_("Waiting to be bundled"), "running"),
    "sending": (N_("Being sent"), "running"), "sent": (N_("Sent"), "met"), "parked": (N_("Not sent"), "overdue"),
    "withheld": (N_("Kept back"), "forecast"), "bundled": (N_("Sent with others"), "met"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter in the list of its case."""

    id: int
    title: str
    to: str
    state: str
    colour: str
    why: str
    at: datetime
    readable: bool
    parked: bool = False


def letter_title(key: str) -> str:
    """A letter's name in words: its purpose, or its key where no letter of that name is written."""
    from notifications.letters import letter
    from notifications.phrases import phrase

    try:
        return phrase(letter(key).purpose(), language()).rstrip(".")
    except LookupError:
        return key.replace("-", " ").capitalize()


def letter_views(case: Opened) -> list[LetterView]:
    return [_view(row, case) for row in case.letters]


def _view(row: Row[Any], case: Opened) -> LetterView:
    words, colour = STATES.get(row.state, (row.state, "forecast"))
    return LetterView(
        row.id, letter_title(row.letter), _recipient(row, case), say(words), colour,
        row.why or (row.answer if row.state == "parked" else ""), row.sent_at or row.made_at,
        row.mime is not None or row.state in ("queued", "held", "parked", "sending"), row.state == "parked",
    )  # fmt: skip


def _recipient(row: Row[Any], case: Opened) -> str:
    """The seat, and the name of whoever sits in it unless the complainant is protected."""
    seat = say(SEATS[row.seat].title) if row.seat in SEATS else row.seat
    name = row.account_name or row.contact_name or ("" if case.names_hidden else row.party_name)
    return f"{name} ({seat})" if name else seat


def letter_text(case: Opened, key: int, chosen: Any) -> tuple[Row[Any], str, str, bool]:
    """The row, subject and text of a letter, and whether that is what was sent or what would go out now."""
    row = next((each for each in case.letters if each.id == key), None)
    if row is None:
        raise NotFound(_("This case has no such letter."))
    if row.mime is not None:
        message = email.message_from_bytes(row.mime, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        body = message.get_body(("plain",))
        return row, str(message["Subject"] or ""), body.get_content() if body else "", True
    subject, text = _as_it_would_be(case, row, chosen)
    return row, subject, text, False


def _as_it_would_be(case: Opened, row: Row[Any], chosen: Any) -> tuple[str, str]:
    from notifications.compose import compose
    from notifications.letters import letter

    if letter(row.letter).secret:
        return row.subject, _("This letter holds a code or a link that is for its reader alone.")
    made = compose(case.uow.session, row, chosen, today=case.uow.today)
    return made.subject, made.text
