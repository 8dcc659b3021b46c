"""The watch: what is past its `look_after`. Reminders, escalations, actions of the system; each at most once.

Its cost follows what is due, not what is open: it reads the index of `look_after` and nothing else. A row that cannot
be worked is pushed ahead and reported; it never stops the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select, update
from sqlmodel import Session

from cases.agenda import HOME, Item, agenda, in_office_hours, next_look, opening_of
from cases.calendars import Calendar
from cases.deadlines import Clock
from cases.engine import THE_SYSTEM, Planned
from cases.errors import Refused
from cases.history import Facts
from cases.lifecycle import Lifecycle
from cases.service.acting import Done, facts_now, life_of, take_action
from cases.service.addressing import addressed, outbox_rows
from cases.service.bundling import held_for_bundle
from cases.service.projecting import Identity
from cases.store import NAIROBI, Database, UnitOfWork
from cases.store.work import DEADLINE, REMINDER

BATCH = 200
_DUE = (
    select(DEADLINE.c.case_id)
    .where(DEADLINE.c.look_after <= bindparam("now"))
    .order_by(DEADLINE.c.look_after)
    .limit(BATCH)
)
_CLOCKS = select(
    DEADLINE.c.key, DEADLINE.c.visit, DEADLINE.c.occurrence, DEADLINE.c.subject, DEADLINE.c.look_after
).where(DEADLINE.c.case_id == bindparam("case_id"), DEADLINE.c.look_after <= bindparam("now"))
_RUNGS = select(REMINDER.c.key, REMINDER.c.visit, REMINDER.c.occurrence, REMINDER.c.subject, REMINDER.c.rung).where(
    REMINDER.c.case_id == bindparam("case_id")
)


@dataclass(slots=True)
class Watched:
    """What a look at one case did: reminders and letters queued, actions taken, and what could not be done."""

    case_id: UUID
    reminders: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    taken: list[Done] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


def due_cases(session: Session, now: datetime) -> list[UUID]:
    """The cases at which the watch must look now, the longest waiting first, at most a batch."""
    return list(dict.fromkeys(session.execute(_DUE, {"now": now}).scalars()))


def watch_case(database: Database, case_id: UUID) -> Watched:
    """Do what the time asks of one case. System actions first: what they end needs no reminder any more."""
    watched = Watched(case_id)
    for _ in range(8):
        with UnitOfWork(database) as uow:
            item = _look(uow, case_id, watched)
            if item is None:
                uow.commit()
                return watched
            clock, take = item
            _take(uow, clock, take, watched)
            uow.commit()
    watched.troubles.append("More than eight system actions in one look; the rest waits for the next.")
    return watched


def _look(uow: UnitOfWork, case_id: UUID, watched: Watched) -> tuple[Clock, Item] | None:
    """Queue what is due, or hand back the first action of the system that is due."""
    now, case = uow.now, uow.case(case_id)
    facts = facts_now(uow, case)
    life, home = life_of(case), uow.calendars(case).of(HOME)
    done = rungs_done(uow.session, case_id)
    due_rows = {
        (r.key, r.visit, r.occurrence, r.subject)
        for r in uow.session.execute(_CLOCKS, {"case_id": case_id, "now": now})
    }
    clocks = {c.identity: c for c in facts.clocks()}
    for identity in sorted(due_rows):
        clock = clocks.get(identity)
        items = _due_items(life, clock, home, done[identity], now) if clock else []
        take = next((i for i in items if i.take), None)
        if clock and take:
            return clock, take
    for identity in sorted(due_rows):
        clock = clocks.get(identity)
        _settle(uow, case, life, facts, clock, identity, home, done[identity], watched)
    return None


def rungs_done(session: Session, case_id: UUID) -> dict[Identity, set[str]]:
    """Which rungs and expiries of a case's clocks are done already."""
    found: dict[Identity, set[str]] = defaultdict(set)
    for r in session.execute(_RUNGS, {"case_id": case_id}):
        found[(r.key, r.visit, r.occurrence, r.subject)].add(r.rung)
    return found


def _due_items(life: Lifecycle, clock: Clock, home: Calendar, done: set[str], now: datetime) -> list[Item]:
    return [i for i in agenda(life.deadline(clock.key), clock, home) if i.at <= now and i.key not in done]


def _take(uow: UnitOfWork, clock: Clock, item: Item, watched: Watched) -> None:
    """Take one action of the system, on the day on which its time came. A refusal is noted and not tried for ever."""
    _remember(uow, watched.case_id, clock, item)
    try:
        case = uow.case(watched.case_id)
        on = max(item.at.astimezone(item.at.tzinfo).date(), case.stage_since)
        done = take_action(uow, watched.case_id, str(item.take).rpartition(".")[2], actor=THE_SYSTEM, on=on)
        watched.taken.append(done)
    except Refused as refusal:
        watched.troubles.append(f"{item.take}: {refusal.reason}")


def _remember(uow: UnitOfWork, case_id: UUID, clock: Clock, item: Item) -> bool:
    key, visit, occurrence, subject = clock.identity
    return uow.remember_rung(
        {
            "case_id": case_id, "key": key, "visit": visit, "occurrence": occurrence, "subject": subject,
            "rung": item.key, "sent_at": uow.now,
        }
    )  # fmt: skip


def _settle(
    uow: UnitOfWork,
    case: Row[Any],
    life: Lifecycle,
    facts: Facts,
    clock: Clock | None,
    identity: Identity,
    home: Calendar,
    done: set[str],
    watched: Watched,
) -> None:
    """Queue the letters of one clock that are due and say when to look again."""
    look: datetime | None = None
    if clock is not None:
        items = _due_items(life, clock, home, done, uow.now)
        if items and not in_office_hours(uow.now, home):
            _look_again(uow, case.id, identity, opening_of(_local(uow, home), home))
            return
        _queue(uow, case, facts, clock, _latest_per_seat(items), watched)
        for item in items:
            _remember(uow, case.id, clock, item)
        look = next_look(life.deadline(clock.key), clock, home, done | {i.key for i in items})
    _look_again(uow, case.id, identity, look)


def _local(uow: UnitOfWork, home: Calendar) -> date:
    local = uow.now.astimezone(NAIROBI)
    return local.date() + timedelta(days=1) if local.time() >= home.closes else local.date()


def _latest_per_seat(items: Sequence[Item]) -> list[Item]:
    """Of several reminders that fell due together, the last one for each seat: nobody is reminded twice at once."""
    kept: dict[tuple[str, bool], Item] = {}
    others: list[Item] = []
    for item in items:
        if item.email is None:
            continue
        if item.is_reminder:
            kept[(item.email.to.key, True)] = item
        else:
            others.append(item)
    return [*kept.values(), *others]


def _queue(
    uow: UnitOfWork, case: Row[Any], facts: Facts, clock: Clock, items: Sequence[Item], watched: Watched
) -> None:
    for item in items:
        if item.email is None:
            continue
        withheld = item.email.when(facts) if item.email.when else None
        letters = addressed(
            uow.session, case, facts.values, [Planned(item.email.letter, item.email.to, withheld)], on=uow.today
        )
        cause = ":".join(["due", *(str(part) for part in clock.identity), item.key])
        context: Mapping[str, object] = {"deadline": list(clock.identity), "rung": item.key}
        rows = outbox_rows(
            letters, case_id=case.id, seq=case.revision, at=uow.now, real=uow.database.real_now(),
            cause=cause[:200], context=context,
        )  # fmt: skip
        uow.post([held_for_bundle(row) if item.is_reminder else row for row in rows])
        (watched.reminders if item.is_reminder else watched.letters).append(item.email.letter)


def _look_again(uow: UnitOfWork, case_id: UUID, identity: Identity, when: datetime | None) -> None:
    key, visit, occurrence, subject = identity
    uow.session.execute(
        update(DEADLINE).where(
            DEADLINE.c.case_id == case_id, DEADLINE.c.key == key, DEADLINE.c.visit == visit,
            DEADLINE.c.occurrence == occurrence, DEADLINE.c.subject == subject,
        ),
        {"look_after": when},
    )  # fmt: skip


def push_ahead(database: Database, case_id: UUID, hours: int = 6) -> None:
    """Set a case aside whose clocks could not be worked, so that the rest goes on; it is looked at again later."""
    with UnitOfWork(database) as uow:
        later = uow.now + timedelta(hours=hours)
        uow.session.execute(
            update(DEADLINE).where(DEADLINE.c.case_id == case_id, DEADLINE.c.look_after <= uow.now),
            {"look_after": later},
        )
        uow.commit()
