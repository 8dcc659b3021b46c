"""The work of the scheduled flows as plain functions, each safe to run twice, none with a rule of its own.

Services are synchronous and are called in a thread, so that one slow transaction does not hold up the mail.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import InterfaceError, OperationalError

from cases.service.bundling import bundle
from cases.service.digests import digest_time, queue_digests
from cases.service.drafts import purge_abandoned
from cases.service.rebuilding import chain_breaks, rebuild
from cases.service.watching import due_cases, push_ahead, watch_case
from cases.store import Database, UnitOfWork
from cases.store.register import note, noted
from cases.store.work import CASE
from flows.desk import desk
from flows.mailing import send_waiting
from flows.work import label_of
from notifications.delivery import Whose

log = logging.getLogger("tatua.flows")

MOST_TROUBLES = 20
SCHEDULE = "schedule"
"""The register entry that keeps the day on which each daily flow last ran."""
NO_DATABASE = (OperationalError, InterfaceError)
"""The store does not answer: no fault of the case at hand."""


def cases_due(database: Database) -> list[UUID]:
    """The cases at which the watch must look now, at most a batch."""
    with database.read() as session:
        return due_cases(session, database.now())


def look_at_case(database: Database, case_id: UUID) -> list[str]:
    """Do what is past its time in one case; says what could not be done. A case that cannot be worked is set aside.

    A database that does not answer is no fault of the case: that is raised.
    """
    try:
        return [f"{case_id}: {trouble}" for trouble in watch_case(database, case_id).troubles]
    except NO_DATABASE:
        raise
    except Exception as trouble:
        log.exception("The clocks of case %s could not be worked; it is set aside.", case_id)
        push_ahead(database, case_id)
        return [f"{case_id}: {type(trouble).__name__}: {trouble}"]


async def look_at_one(case_id: str, name: str) -> list[str]:
    """One case of a look; `name` is for whoever shows it."""
    return await asyncio.to_thread(look_at_case, desk().database, UUID(case_id))


async def look_at_clocks(one: Callable[[str, str], Awaitable[list[str]]] = look_at_one) -> list[str]:
    """Do what is past its `look_after` in every case, and close the look. Returns the cases that were looked at."""
    database = desk().database
    tried: dict[UUID, None] = {}
    troubles: list[str] = []
    while fresh := [c for c in await asyncio.to_thread(cases_due, database) if c not in tried]:
        for case_id in fresh:
            label = await asyncio.to_thread(label_of, database, case_id)
            troubles += await one(str(case_id), label.short)
        tried |= dict.fromkeys(fresh)
    await asyncio.to_thread(close_look, database, tried, troubles)
    return [str(case_id) for case_id in tried]


def close_look(database: Database, looked_at: Collection[UUID], troubles: list[str]) -> None:
    """Release the reminders of this look, delete drafts that were given up, and note that the watch ran."""
    with UnitOfWork(database) as uow:
        bundle(uow)
        if looked_at:
            purge_abandoned(uow)
        ran_at = database.real_now()
        value = {
            "ran_at": ran_at.isoformat(), "department_time": uow.now.isoformat(),
            "looked_at": len(looked_at), "troubles": troubles[:MOST_TROUBLES],
        }  # fmt: skip
        note(uow.session, "watch", value, at=ran_at)
        uow.commit()


async def deliver_everything() -> list[str]:
    """Send every letter that is due."""
    _, outcomes = await send_waiting(Whose.ANY)
    return outcomes


async def send_digests() -> int:
    """Queue today's digests; says to how many people. A second time on the same day changes nothing."""
    return await asyncio.to_thread(_send_digests, desk().database)


def _send_digests(database: Database) -> int:
    with UnitOfWork(database) as uow:
        count = queue_digests(uow)
        uow.commit()
    return count


async def verify_record() -> list[str]:
    """Walk the chain of every case; says in words which entries do not hold. Nothing is changed."""
    return await asyncio.to_thread(_verify, desk().database)


def _verify(database: Database) -> list[str]:
    broken: list[str] = []
    for case_id in _all_cases(database):
        with UnitOfWork(database) as uow:
            case = uow.case(case_id)
            broken += [each.words() for each in chain_breaks(uow, case, case.reference or str(case_id))]
    return _report(database, "record", broken)


async def rebuild_dates() -> list[str]:
    """Compute every case again from its history and write what differs; says what did, and what could not be."""
    return await asyncio.to_thread(_rebuild, desk().database)


def _rebuild(database: Database) -> list[str]:
    found: list[str] = []
    for case_id in _all_cases(database):
        try:
            found += [each.words() for each in rebuild(database, only=[case_id]).differences]
        except NO_DATABASE:
            raise
        except Exception as trouble:
            found.append(f"{case_id}: {type(trouble).__name__}: {trouble}")
    return _report(database, "dates", found)


def _all_cases(database: Database) -> list[UUID]:
    with database.read() as session:
        return list(session.execute(select(CASE.c.id).order_by(CASE.c.created_at)).scalars())


def _report(database: Database, check: str, found: list[str]) -> list[str]:
    """Keep what a daily check found, and say it in the log."""
    if found:
        log.error("The daily check of the %s found %d: %s", check, len(found), "; ".join(found[:MOST_TROUBLES]))
    with UnitOfWork(database) as uow:
        ran_at = database.real_now()
        value = {"ran_at": ran_at.isoformat(), "found": len(found), "first": found[:MOST_TROUBLES]}
        note(uow.session, f"check:{check}", value, at=ran_at)
        uow.commit()
    return found


def daily_due(database: Database, keys: Collection[str]) -> list[str]:
    """The daily flows that have not run on the department's day yet; digests wait for office hours."""
    with UnitOfWork(database) as uow:
        ran, today = noted(uow.session, SCHEDULE), uow.today.isoformat()
        return [key for key in keys if ran.get(key) != today and (key != "digests" or digest_time(uow))]


def daily_done(database: Database, key: str, on: date) -> None:
    """Note that a daily flow ran, so that a restart does not run it again."""
    with UnitOfWork(database) as uow:
        ran = noted(uow.session, SCHEDULE)
        note(uow.session, SCHEDULE, {**ran, key: on.isoformat()}, at=database.real_now())
        uow.commit()
