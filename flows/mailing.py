"""The letters that wait: which cases have some, and sending them. Works without Prefect.

`python -m flows.mailing` sends what waits and nothing else: no clocks, no Prefect. It is for a machine on which the
flows process cannot start, and may run beside it: who claims a letter first sends it.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, text, update

from cases.settings import Settings, settings
from cases.store import Database
from cases.store.work import OUTBOX
from flows.desk import Desk, close_desk, desk, open_desk
from notifications.delivery import Whose, claim, deliver_one

log = logging.getLogger("tatua.flows")

AT_ONCE = 4
"""Letters claimed together: as many as there are mail connections, so that no claim runs out in a queue."""
MOST_CASES = 50

_WAITING = (
    select(OUTBOX.c.case_id, func.max(OUTBOX.c.attempts).label("attempts"))
    .where(text("state IN ('queued', 'sending')"))
    .group_by(OUTBOX.c.case_id)
    .order_by(func.min(OUTBOX.c.next_try_at))
    .limit(MOST_CASES)
)
"""Reads the index of waiting letters: its cost follows what waits."""

Send = Callable[[Row[Any]], Awaitable[str]]


def cases_with_mail(database: Database) -> list[tuple[UUID | None, int]]:
    """The cases whose letters are due now, those included whose sender died; None stands for letters of no case.

    With each, how often one of its letters was tried already.
    """
    with database.read() as session:
        rows = session.execute(_WAITING.where(OUTBOX.c.next_try_at <= database.real_now())).all()
    return [(row.case_id, row.attempts) for row in rows]


async def send_one(row: Row[Any]) -> str:
    """Write, keep, send and mark one letter; says in a word how it went."""
    here = desk()
    return await deliver_one(here.database, here.mailer, row, here.settings)


async def send_waiting(of: UUID | Whose, one: Send = send_one) -> tuple[list[Row[Any]], list[str]]:
    """Send the letters that are due, a few at a time, until none is left. Returns them, and how each went.

    A failure with one letter does not hold up the others; it is raised when they are through.
    """
    letters: list[Row[Any]] = []
    outcomes: list[str | BaseException] = []
    while rows := await _claimed(of):
        letters += rows
        outcomes += await asyncio.gather(*(one(row) for row in rows), return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome
    return letters, [f"{row.letter}: {outcome}" for row, outcome in zip(letters, outcomes, strict=True)]


async def _claimed(of: UUID | Whose) -> Sequence[Row[Any]]:
    here = desk()
    if here.ending:
        return ()
    return await asyncio.to_thread(claim, here.database, limit=AT_ONCE, lease=lease(here.settings), of=of)


def lease(chosen: Settings) -> timedelta:
    """How long a claim holds: never shorter than the sending of one letter may take."""
    return timedelta(seconds=max(chosen.mail_lease_seconds, 2 * chosen.smtp_timeout + 5))


def mark_unobserved(database: Database, letters: Iterable[int]) -> None:
    """Note on letters that no Prefect run shows them."""
    ids = list(letters)
    if ids:
        with database.write() as session:
            session.execute(update(OUTBOX).where(OUTBOX.c.id.in_(ids)), {"unobserved": True})
            session.commit()


async def keep_sending(here: Desk) -> None:
    """Send whatever waits until the desk ends."""
    log.info("Letters are being sent.")
    while not here.ending:
        try:
            letters, _ = await send_waiting(Whose.ANY)
            await asyncio.to_thread(mark_unobserved, here.database, [row.id for row in letters])
        except Exception as trouble:
            log.error("Sending stopped (%s); it goes on in a moment.", type(trouble).__name__)
        await asyncio.sleep(here.settings.outbox_every_seconds)


async def main() -> None:
    """Send until SIGTERM or Ctrl-C."""
    here = open_desk(settings())
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, setattr, here, "ending", True)
    await keep_sending(here)
    await close_desk()


if __name__ == "__main__":
    logging.basicConfig(level=settings().log_level, format="%(message)s")
    asyncio.run(main())
