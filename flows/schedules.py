"""The scheduled flows: what is past its time, what still waits to be sent, the daily letters, the daily checks.

They are driven by the clock of the flows process and not by the Prefect scheduler, so that a deadline is watched also
when no Prefect server is up.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from prefect import flow
from sqlalchemy import select

from cases.service.bundling import bundle
from cases.service.digests import queue_digests
from cases.service.rebuilding import rebuild, verify_chains
from cases.service.watching import due_cases, push_ahead, watch_case
from cases.store import Database, UnitOfWork
from cases.store.register import note
from cases.store.work import OUTBOX
from flows.desk import desk
from flows.ntb_complaint import send_waiting

log = logging.getLogger("tatua.flows")


def look_at_clocks(database: Database) -> list[UUID]:
    """Do what is past its `look_after` in every case; one that cannot be worked is pushed ahead and reported.

    Returns the cases in which something was done, whose letters now wait.
    """
    worked: list[UUID] = []
    troubles: list[str] = []
    tried: set[UUID] = set()
    while batch := [c for c in _due(database) if c not in tried]:
        for case_id in batch:
            tried.add(case_id)
            try:
                watched = watch_case(database, case_id)
            except Exception as trouble:
                log.exception("The clocks of case %s could not be worked; it is set aside.", case_id)
                troubles.append(f"{case_id}: {trouble}")
                push_ahead(database, case_id)
                continue
            troubles += [f"{case_id}: {t}" for t in watched.troubles]
            worked.append(case_id)
    with UnitOfWork(database) as uow:
        bundle(uow)
        note(uow.session, "watch", {"looked_at": len(tried), "troubles": troubles[:20], **_times(database)},
             at=database.real_now())  # fmt: skip
        uow.commit()
    return worked


def _due(database: Database) -> Sequence[UUID]:
    with database.read() as session:
        return due_cases(session, database.now())


def _times(database: Database) -> dict[str, object]:
    return {"ran_at": database.real_now().isoformat(), "department_time": database.now().isoformat()}


@flow(name="Watch the deadlines", flow_run_name="deadlines · {on}")
async def watch_deadlines(on: str) -> list[str]:
    """Remind, escalate, lapse: whatever is past its time."""
    return [str(c) for c in await asyncio.to_thread(look_at_clocks, desk().database)]


def cases_with_mail(database: Database, limit: int = 50) -> list[UUID | None]:
    """The cases whose letters wait now, those whose sender died included; None stands for letters of no case."""
    now = database.real_now()
    with database.read() as session:
        rows = session.execute(
            select(OUTBOX.c.case_id)
            .where(
                OUTBOX.c.state.in_(("queued", "sending")),
                OUTBOX.c.next_try_at <= now,
                (OUTBOX.c.claimed_until.is_(None)) | (OUTBOX.c.claimed_until <= now),
            )
            .order_by(OUTBOX.c.next_try_at)
            .limit(limit)
        ).scalars()
        return list(dict.fromkeys(rows))


@flow(name="Deliver the mail", flow_run_name="mail · {on}")
async def deliver_emails(on: str) -> list[str]:
    """Send what waits: new letters, those to be tried again, and those whose sender died."""
    sent: list[str] = []
    for case_id in await asyncio.to_thread(cases_with_mail, desk().database):
        sent += await send_waiting(str(case_id) if case_id else None, observed=False)
    return sent


@flow(name="Daily digests", flow_run_name="digests · {on}")
async def digests(on: str) -> int:
    """One letter a day to each officer and supervisor who has something due."""
    return await asyncio.to_thread(_digests, desk().database)


def _digests(database: Database) -> int:
    with UnitOfWork(database) as uow:
        count = queue_digests(uow)
        uow.commit()
    return count


@flow(name="Verify the record", flow_run_name="record · {on}")
async def verify_audit(on: str) -> list[str]:
    """Walk every case's chain of hashes; says which entry does not hold."""
    return await asyncio.to_thread(verify_chains, desk().database)


@flow(name="Rebuild the dates", flow_run_name="rebuild · {on}")
async def rebuild_dates(on: str) -> int:
    """Compute every date again from the histories; says how many stood differently (none on a healthy database)."""
    return len(await asyncio.to_thread(rebuild, desk().database))


def today_words(now: datetime) -> str:
    """The name of a scheduled run."""
    return f"{now:%Y-%m-%d %H:%M}"
