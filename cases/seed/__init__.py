"""The demonstration: a small department, its directory, real public records, and invented complaints at every stage.

It is loaded into an empty database only, in one transaction, and is the same on every machine but for its dates, which
follow the department's day. Letters of its past are kept and marked as not sent; only today's go out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select, update

from cases.engine import THE_SYSTEM
from cases.errors import Refused
from cases.models import Contact, MeetingDay
from cases.ntb.portal import PortalRecord, read_records
from cases.seed.complaints import STORIES
from cases.seed.department import PASSWORD, STAFF, directory, meetings
from cases.seed.disputes import DISPUTES
from cases.seed.investigations import INVESTIGATIONS
from cases.seed.telling import Clock, open_file, tell
from cases.service.closing_days import seed_calendars
from cases.service.importing import import_record
from cases.service.people import ACCOUNT, create_account, hashed
from cases.settings import settings
from cases.store import Database, UnitOfWork
from cases.store.tables import CASE, OUTBOX
from cases.words import N_

RECORDS = Path(__file__).with_name("ntb_records.json")
PAST = N_("This letter belongs to the past of the demonstration and was not sent.")

_CONTACT: Any = Contact.__table__  # type: ignore[attr-defined]
_MEETING: Any = MeetingDay.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Seeded:
    """How much was loaded."""

    accounts: int
    contacts: int
    closed_days: int
    meetings: int
    records: int
    complaints: int
    files: int


def accounts() -> list[tuple[str, str, str]]:
    """User name, password and role of everybody in the demonstration's department."""
    return [(each.username, PASSWORD, each.role.value) for each in STAFF]


def is_empty(database: Database) -> bool:
    """Nobody can sign in and there is no case."""
    with database.read() as session:
        return not any(session.execute(select(func.count()).select_from(each)).scalar_one() for each in (ACCOUNT, CASE))


def load_calendars(database: Database) -> int:
    """Enter the public closed days of seats that have none, in every mode; returns how many."""
    with UnitOfWork(database) as uow:
        entered = seed_calendars(uow, settings().capitals)
        uow.commit()
    return entered


def seed(database: Database) -> Seeded:
    """Load the demonstration into an empty database; `Refused` when it is not empty. All of it or nothing."""
    if not is_empty(database):
        raise Refused("There are accounts or cases already. The demonstration is loaded into an empty database only.")
    clock = Clock(database.now())
    past = Database(database.url, now=clock)
    try:
        with UnitOfWork(past) as uow:
            loaded = _load(uow, clock)
            uow.commit()
    finally:
        past.close()
    return loaded


def _load(uow: UnitOfWork, clock: Clock) -> Seeded:
    staff = _staff(uow)
    contacts = [each.values() for each in directory(uow.today)]
    uow.session.execute(insert(_CONTACT), contacts)
    met = list(meetings(uow.today))
    uow.session.execute(insert(_MEETING), met)
    closed = seed_calendars(uow, settings().capitals)
    for story in STORIES:
        tell(uow, clock, story, staff)
    for file in (*DISPUTES, *INVESTIGATIONS):
        open_file(uow, clock, file, staff)
    clock.back()
    _silence_the_past(uow)
    records = _records()
    for record in records:
        import_record(uow, record, actor=THE_SYSTEM)
    return Seeded(
        len(staff), len(contacts), closed, len(met), len(records), len(STORIES),
        len(DISPUTES) + len(INVESTIGATIONS),
    )  # fmt: skip


def _staff(uow: UnitOfWork) -> Mapping[str, int]:
    password_hash = hashed(PASSWORD)
    return {
        each.username: create_account(
            uow, each.username, name=each.name, email=each.email, roles=[each.role.value], password_hash=password_hash,
            department=each.department, demonstration=True,
        )
        for each in STAFF
    }  # fmt: skip


def _records() -> list[PortalRecord]:
    payload = json.loads(RECORDS.read_text(encoding="utf-8"))
    return [each for each in read_records(payload) if isinstance(each, PortalRecord)]


def _silence_the_past(uow: UnitOfWork) -> None:
    """Letters of days gone by do not go out now; what has no address stays parked, so that it can be seen."""
    midnight = uow.now.replace(hour=0, minute=0, second=0, microsecond=0)
    uow.session.execute(
        update(OUTBOX).where(OUTBOX.c.state.in_(("queued", "held")), OUTBOX.c.made_at < midnight),
        {"state": "withheld", "why": PAST},
    )
