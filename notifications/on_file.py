"""The letters of a case as the pages list them, those that did not go, and a parked one as a page to print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, or_, select
from sqlmodel import Session

from cases.models import Account, CaseFile, Contact, OutboxRow, Party
from cases.seats import SEATS
from cases.settings import settings
from notifications.compose import words_of
from notifications.dates import NAIROBI, written
from notifications.letters import LETTERS, letter
from notifications.reading import Kept, occasion_of
from notifications.render import printed

_OUTBOX: Any = OutboxRow.__table__  # type: ignore[attr-defined]
_CASE: Any = CaseFile.__table__  # type: ignore[attr-defined]
_PARTY: Any = Party.__table__  # type: ignore[attr-defined]
_ACCOUNT: Any = Account.__table__  # type: ignore[attr-defined]
_CONTACT: Any = Contact.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Posted:
    """One letter on file. `words` says in a sentence what became of it; `trouble` whether somebody must look at it."""

    id: int
    case_id: UUID | None
    reference: str
    event_seq: int | None
    letter: str
    purpose: str
    to: str
    seat: str
    address: str | None
    subject: str
    state: str
    words: str
    trouble: bool
    made_at: datetime
    sent_at: datetime | None
    attempts: int
    message_id: str
    has_message: bool


def letters_of_case(session: Session, case_id: UUID) -> list[Posted]:
    """Every letter of the case, the newest first: sent, waiting, parked, or withheld with the reason."""
    return _posted(session, _listed().where(_OUTBOX.c.case_id == case_id).order_by(_OUTBOX.c.id.desc()))


def unsent(session: Session, *, limit: int = 200) -> list[Posted]:
    """What did not go: parked letters, and those that failed and wait for the next try; the oldest first."""
    failed = (_OUTBOX.c.state.in_(("queued", "sending"))) & (_OUTBOX.c.attempts > 0)
    return _posted(
        session, _listed().where(or_(_OUTBOX.c.state == "parked", failed)).order_by(_OUTBOX.c.id).limit(limit)
    )


def printable(session: Session, row: Kept) -> str:
    """The letter as an HTML page to print and post. `LookupError` for a code letter, which is not kept."""
    kind = letter(row.letter)
    if kind.secret:
        raise LookupError("A letter with a code or a link is not kept and cannot be printed.")
    occasion = occasion_of(session, row, settings())
    seat = occasion.seat.title if occasion.seat else ""
    body = "" if occasion.to.startswith(seat) else seat
    head = ("Republic of Kenya", "State Department for Trade", f"Our reference: {occasion.reference}".rstrip(": "))
    return printed(words_of(occasion), head=head, to=[line for line in (occasion.to, body) if line], day=occasion.today)


def _listed() -> Select[Any]:
    joined = (
        _OUTBOX.outerjoin(_CASE, _CASE.c.id == _OUTBOX.c.case_id)
        .outerjoin(_PARTY, _PARTY.c.id == _OUTBOX.c.party_id)
        .outerjoin(_ACCOUNT, _ACCOUNT.c.id == _OUTBOX.c.account_id)
        .outerjoin(_CONTACT, _CONTACT.c.id == _OUTBOX.c.contact_id)
    )
    name = func.coalesce(_PARTY.c.name, _ACCOUNT.c.name, _CONTACT.c.name, "").label("name")
    kept = _OUTBOX.c.mime.is_not(None).label("has_message")
    columns = [c for c in _OUTBOX.c if c.name not in ("mime", "context")]
    return select(*columns, _CASE.c.reference, name, kept).select_from(joined)


def _posted(session: Session, statement: Select[Any]) -> list[Posted]:
    return [_line(row) for row in session.execute(statement)]


def _line(row: Row[Any]) -> Posted:
    seat = SEATS.get(row.seat)
    kind = LETTERS.get(row.letter)
    return Posted(
        id=row.id, case_id=row.case_id, reference=row.reference or "", event_seq=row.event_seq, letter=row.letter,
        purpose=kind.purpose() if kind else row.letter, to=row.name or (seat.title if seat else ""),
        seat=seat.title if seat else "", address=row.address, subject=row.subject, state=row.state, words=_words(row),
        trouble=row.state == "parked" or (row.attempts > 0 and row.state != "sent"), made_at=row.made_at,
        sent_at=row.sent_at, attempts=row.attempts, message_id=row.message_id, has_message=row.has_message,
    )  # fmt: skip


def _words(row: Row[Any]) -> str:
    match row.state:
        case "sent":
            return f"Sent on {_moment(row.sent_at)}."
        case "parked":
            return f"Not sent. {row.why}"
        case "withheld":
            return f"Not written to them. {row.why}"
        case "held":
            return "Waits to be sent together with other reminders."
        case "bundled":
            return "Sent together with other reminders."
    if row.attempts:
        return f"Could not be sent yet ({row.answer}). Next try on {_moment(row.next_try_at)}."
    return "Being sent." if row.state == "sending" else "Waiting to be sent."


def _moment(at: datetime) -> str:
    local = at.astimezone(NAIROBI)
    return f"{written(local.date())}, {local:%H:%M} East Africa Time"
