"""Makers for tests of the watch: a small department, and cases whose clocks run."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select, update

from cases.engine import THE_SYSTEM, Actor
from cases.history import Value
from cases.lifecycles import lifecycle
from cases.models import Account, Contact, Party
from cases.seats import Role
from cases.service.opening import open_case
from cases.service.watching import Watched, due_cases, watch_case
from cases.store import Database, UnitOfWork
from cases.store.work import CASE, DEADLINE, EVENT, OUTBOX, REMINDER
from tests.conftest import Now

NAIROBI = ZoneInfo("Africa/Nairobi")
DODOMA = "focal@trade.example.tz"
ASKED: dict[str, Value] = {
    "channel": "web", "direction": "outbound", "regime": "AfCFTA", "measure_countries": ["TZ"],
    "request_received_on": "2027-03-03",
}  # fmt: skip
"""A request under the AfCFTA text that reached the other state on Wednesday 3 March 2027: 20 working days, to 31 March.
Half of the time is over on 17 March; three days before the end is a Sunday, so that reminder goes on Friday 26 March.
"""


INES = Actor(frozenset({Role.OFFICER}), account=1)


def local(text: str) -> datetime:
    """A moment in Nairobi, written as it is read on the wall."""
    return datetime.fromisoformat(text).replace(tzinfo=NAIROBI).astimezone(UTC)


def department(database: Database) -> dict[str, int]:
    """Ines (officer), Wanjiru (focal point) and Achieng (supervisor), and the other state's desk; keys by role."""
    people = {"officer": "ines", "focal_point": "wanjiru", "supervisor": "achieng"}
    with UnitOfWork(database) as uow:
        accounts = {
            role: Account(
                username=name, name=name.title(), email=f"{name}@example.go.ke", password_hash="x", roles=[Role(role)]
            )
            for role, name in people.items()
        }
        uow.session.add_all(accounts.values())
        desk = Contact(seat="nfp_other", body="TZ", name="Desk", address=DODOMA, valid_from=date(2020, 1, 1))
        uow.session.add(desk)
        uow.session.flush()
        keys = {role: account.id or 0 for role, account in accounts.items()}
        uow.commit()
    return keys


def opened(database: Database, stage: str, officer: int | None = None, **values: Value) -> UUID:
    """A numbered case in that stage, with a complainant who reads e-mail."""
    with UnitOfWork(database) as uow:
        case_id = open_case(
            uow, lifecycle("ntb_complaint"), actor=THE_SYSTEM, at_stage=stage, values={**ASKED, **values}
        )
        uow.session.add(Party(case_id=case_id, seat="complainant", name="Amina", email="amina@example.org"))
        uow.session.execute(update(CASE).where(CASE.c.id == case_id), {"officer_id": officer})
        uow.commit()
    return case_id


def watch(database: Database, now: Now, text: str) -> Watched | None:
    """Let the watch run at that moment in Nairobi, over every case that is due; what it did with the last one."""
    now.at = local(text)
    with database.read() as session:
        due = due_cases(session, database.now())
    return [watch_case(database, case_id) for case_id in due][-1] if due else None


def letters(database: Database, case_id: UUID | None = None) -> list[str]:
    """The letters in the outbox in their order, each with its seat."""
    query = select(OUTBOX.c.letter, OUTBOX.c.seat).order_by(OUTBOX.c.id)
    with database.read() as session:
        rows = session.execute(query.where(OUTBOX.c.case_id == case_id) if case_id else query)
        return [f"{row.letter} → {row.seat}" for row in rows]


def posted(database: Database) -> list[Row[object]]:
    with database.read() as session:
        return list(session.execute(select(OUTBOX).order_by(OUTBOX.c.id)).all())


def rungs(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.execute(select(REMINDER.c.rung).order_by(REMINDER.c.id)).scalars())


def last_event(database: Database, case_id: UUID) -> Row[object]:
    with database.read() as session:
        return session.execute(
            select(EVENT).where(EVENT.c.case_id == case_id).order_by(EVENT.c.seq.desc()).limit(1)
        ).one()


def stage(database: Database, case_id: UUID) -> str:
    with database.read() as session:
        return str(session.execute(select(CASE.c.stage).where(CASE.c.id == case_id)).scalar_one())


def next_look(database: Database, case_id: UUID, key: str) -> datetime | None:
    """When the watch looks at that clock again, in Nairobi."""
    query = select(DEADLINE.c.look_after).where(DEADLINE.c.case_id == case_id, DEADLINE.c.key == key)
    with database.read() as session:
        found = session.execute(query.order_by(DEADLINE.c.id.desc()).limit(1)).scalar_one()
    return found.astimezone(NAIROBI) if found else None
