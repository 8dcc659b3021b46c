"""From the outbox to the mail server, one letter per transaction: nothing is lost, and a crash repeats at most one.

A row is claimed for a while under a token; who no longer holds the token changes nothing. The bytes are kept before
they are sent, so that a letter that goes twice is the same letter. All times here are real ones, whatever the
department's day.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parseaddr
from enum import Enum, StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, Select, bindparam, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from cases.models import OutboxRow
from cases.service.addressing import NO_ADDRESS
from cases.settings import Settings
from cases.store import Database
from notifications.compose import BadAddress, Composed, compose
from notifications.letters import LETTERS
from notifications.smtp import Mailer, PermanentFailure, TransientFailure, backoff

log = logging.getLogger(__name__)

OUTBOX: Any = OutboxRow.__table__  # type: ignore[attr-defined]
GIVE_UP_AFTER = timedelta(hours=120)
LEASE = timedelta(minutes=2)
AGAIN = "again"
"""Where the context of a letter keeps who had it sent once more, and when."""

_DUE = (
    select(OUTBOX.c.id)
    .where(text("state IN ('queued', 'sending')"), OUTBOX.c.next_try_at <= bindparam("now"))
    .order_by(OUTBOX.c.next_try_at, OUTBOX.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
"""The condition stands there in the words of the partial index, so that the cost follows what waits. It runs once,
as a common table: a plan that ran it for every row would lock more than was asked for."""


class Whose(Enum):
    """Which letters are meant, when they are not those of one case."""

    ANY = "any"
    NO_CASE = "no case"


class Outcome(StrEnum):
    """What became of one letter. `LOST` means that somebody else holds the row now."""

    SENT = "sent"
    LATER = "later"
    PARKED = "parked"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Ready:
    """What goes to the mail server."""

    sender: str
    to: str
    message: bytes


def claim(database: Database, *, limit: int, lease: timedelta = LEASE, of: UUID | Whose = Whose.ANY) -> list[Row[Any]]:
    """Up to `limit` letters that are due, the oldest first, held under a new token until the lease is over.

    `of` narrows it to the letters of one case, or to those that belong to none. A letter whose holder died is due
    again when its lease is over. Two who claim at once get different letters.
    """
    now = database.real_now()
    held = {"state": "sending", "claim": uuid4().hex, "claimed_until": now + lease, "next_try_at": now + lease}
    with database.write() as session:
        statement = update(OUTBOX).where(OUTBOX.c.id.in_(select(_due(of).cte("due").c.id)))
        rows = session.execute(statement.values(held).returning(OUTBOX), {"now": now, "most": limit}).all()
        session.commit()
    return sorted(rows, key=lambda row: row.id)


def _due(of: UUID | Whose) -> Select[Any]:
    if of is Whose.ANY:
        return _DUE
    return _DUE.where(OUTBOX.c.case_id.is_(None) if isinstance(of, Whose) else OUTBOX.c.case_id == of)


def store_message(database: Database, row: Row[Any], composed: Composed) -> bool:
    """Keep the bytes before they are sent. False when the row is no longer ours: then nothing may be sent."""
    return _change(database, row, {"mime": composed.message, "subject": composed.subject, "address": composed.to})


def mark_sent(database: Database, row: Row[Any], answer: str) -> bool:
    """The server took it. False when somebody else holds the row by now; then theirs is the record."""
    sent = {"state": "sent", "sent_at": database.real_now(), "answer": answer, "why": "", "claim": None}
    return _change(database, row, {**sent, **_forgotten(row)})


def mark_transient(database: Database, row: Row[Any], answer: str) -> Outcome:
    """Try again later, or park it when it has been tried for five days."""
    now = database.real_now()
    if now - row.made_at >= GIVE_UP_AFTER:
        return mark_parked(database, row, f"Not sent after five days of trying. The last answer was: {answer}")
    attempts = row.attempts + 1
    again = {"state": "queued", "attempts": attempts, "next_try_at": now + backoff(attempts), "answer": answer}
    return Outcome.LATER if _change(database, row, {**again, "claim": None, "claimed_until": None}) else Outcome.LOST


def mark_parked(database: Database, row: Row[Any], why: str) -> Outcome:
    """It cannot go; the case and the supervisor show it with the reason."""
    parked = {"state": "parked", "why": why, "attempts": row.attempts + 1, "claim": None, "claimed_until": None}
    return Outcome.PARKED if _change(database, row, {**parked, **_forgotten(row)}) else Outcome.LOST


async def deliver_one(database: Database, mailer: Mailer, row: Row[Any], settings: Settings) -> Outcome:
    """Write, keep, send and mark one claimed letter. A letter that cannot be written is parked with the reason.

    Errors of the database are raised: the lease runs out and the letter is due again.
    """
    try:
        ready = await asyncio.to_thread(prepare, database, row, settings)
    except SQLAlchemyError:
        raise
    except Exception as wrong:
        log.exception("The letter %s of outbox row %s could not be written.", row.letter, row.id)
        return await asyncio.to_thread(mark_parked, database, row, _why(wrong))
    if ready is None:
        return Outcome.LOST
    async with mailer.turn():
        return await _hand_over(database, mailer, row, ready)


async def _hand_over(database: Database, mailer: Mailer, row: Row[Any], ready: Ready) -> Outcome:
    try:
        answer = await mailer.send(ready.sender, ready.to, ready.message)
    except PermanentFailure as refused:
        why = f"The mail server refused it for good: {refused.answer}"
        return await asyncio.to_thread(mark_parked, database, row, why)
    except TransientFailure as failed:
        return await asyncio.to_thread(mark_transient, database, row, failed.answer)
    return Outcome.SENT if await asyncio.to_thread(mark_sent, database, row, answer) else Outcome.LOST


def prepare(database: Database, row: Row[Any], settings: Settings) -> Ready | None:
    """What is to be sent: the bytes kept by an earlier try, or the letter written now. None when no longer ours."""
    sender = parseaddr(settings.smtp_sender)[1]
    if row.mime is not None:
        return Ready(sender, row.address, bytes(row.mime))
    with database.read() as session:
        composed = compose(session, row, settings, today=database.today())
    if not composed.to:
        raise BadAddress(NO_ADDRESS)
    return Ready(sender, composed.to, composed.message) if store_message(database, row, composed) else None


def try_again(database: Database, outbox_id: int, *, address: str | None = None, by: int | None = None) -> bool:
    """Queue a parked letter once more, to a corrected address if one is given. False when it is not parked.

    It is written anew, with the same Message-ID; who asked for it (`by`) and when is kept with the letter. Codes are
    not sent again: a new one is asked for.
    """
    now = database.real_now()
    values: dict[str, object] = {"state": "queued", "next_try_at": now, "why": "", "mime": None}
    if address:
        values["address"] = address
    codes = [key for key, kind in LETTERS.items() if kind.secret]
    parked = (OUTBOX.c.id == outbox_id, OUTBOX.c.state == "parked", OUTBOX.c.letter.not_in(codes))
    with database.write() as session:
        kept = session.execute(select(OUTBOX.c.context).where(*parked).with_for_update()).one_or_none()
        if kept is None:
            return False
        values["context"] = {**kept.context, AGAIN: [*kept.context.get(AGAIN, ()), {"by": by, "at": now.isoformat()}]}
        session.execute(update(OUTBOX).where(*parked), values)
        session.commit()
    return True


def _change(database: Database, row: Row[Any], values: Mapping[str, object]) -> bool:
    """Change the row if the claim is still ours."""
    ours = update(OUTBOX).where(OUTBOX.c.id == row.id, OUTBOX.c.claim == row.claim, OUTBOX.c.state == "sending")
    with database.write() as session:
        changed = session.execute(ours.values(**values)).rowcount  # type: ignore[attr-defined]
        session.commit()
    return bool(changed == 1)


def _forgotten(row: Row[Any]) -> dict[str, object]:
    """A code or link that opens something is wiped once the letter went or was given up."""
    kind = LETTERS.get(row.letter)
    if kind is None or not kind.secret:
        return {}
    return {"context": {k: v for k, v in row.context.items() if k != "secret"}, "mime": None}


def _why(wrong: Exception) -> str:
    return str(wrong) if isinstance(wrong, BadAddress) else f"The letter could not be written: {wrong}"
