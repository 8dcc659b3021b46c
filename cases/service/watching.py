"""The watch: what is past its `look_after`. Reminders, escalations, actions of the system; each at most once.

Its cost follows what is due, not what is open: it reads the index of `look_after` and nothing else. A row that cannot
be worked is pushed ahead and reported; it never stops the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select, update
from sqlmodel import Session

from cases.agenda import HOME, Item, agenda, in_office_hours, next_opening
from cases.calendars import Calendar
from cases.deadlines import Clock
from cases.engine import THE_SYSTEM, Planned
from cases.errors import Refused, StaleRevision
from cases.history import Facts
from cases.lifecycle import Lifecycle
from cases.service.acting import Done, facts_now, life_of, take_action
from cases.service.addressing import addressed, outbox_rows
from cases.service.bundling import held_for_bundle
from cases.service.projecting import Identity
from cases.store import Database, UnitOfWork
from cases.store.work import DEADLINE, REMINDER

BATCH = 200
MOST_STEPS = 12
SET_ASIDE = timedelta(hours=6)
"""How long a case rests whose clocks could not be worked."""

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


def next_look_at(session: Session, case_id: UUID) -> datetime | None:
    """When the watch looks at this case next; None while nothing of it waits for a date."""
    earliest = select(DEADLINE.c.look_after).where(DEADLINE.c.case_id == case_id, DEADLINE.c.look_after.is_not(None))
    return session.execute(earliest.order_by(DEADLINE.c.look_after).limit(1)).scalar_one_or_none()


def watch_case(database: Database, case_id: UUID) -> Watched:
    """Do what the time asks of one case. System actions first: what they end needs no reminder any more.

    Each action is a transaction of its own; who was overtaken by a person looks again at what stands then.
    """
    watched, refused = Watched(case_id), set[tuple[Identity, str]]()
    for _ in range(MOST_STEPS):
        try:
            with UnitOfWork(database) as uow:
                took = _Look(uow, case_id, watched, refused).work()
                uow.commit()
        except StaleRevision:
            continue
        if not took:
            return watched
    watched.troubles.append("More system actions than one look takes; the rest waits for the next.")
    return watched


def rungs_done(session: Session, case_id: UUID) -> dict[Identity, set[str]]:
    """Which rungs and expiries of a case's clocks are done already."""
    found: dict[Identity, set[str]] = defaultdict(set)
    for r in session.execute(_RUNGS, {"case_id": case_id}):
        found[(r.key, r.visit, r.occurrence, r.subject)].add(r.rung)
    return found


class _Look:
    """One look at one case, in one transaction."""

    def __init__(self, uow: UnitOfWork, case_id: UUID, watched: Watched, refused: set[tuple[Identity, str]]) -> None:
        self.uow, self.watched, self.refused = uow, watched, refused
        self.now = uow.now
        self.case: Row[Any] = uow.case(case_id)
        self.facts: Facts = facts_now(uow, self.case)
        self.life: Lifecycle = life_of(self.case)
        self.home: Calendar = uow.calendars(self.case).of(HOME)
        self.done = rungs_done(uow.session, case_id)

    def work(self) -> bool:
        """Take the first action of the system that is due and say so, or queue what is due and settle every clock."""
        rows = self.uow.session.execute(_CLOCKS, {"case_id": self.case.id, "now": self.now}).all()
        due = sorted({(r.key, r.visit, r.occurrence, r.subject) for r in rows})
        clocks = {c.identity: c for c in self.facts.clocks()}
        for identity in due:
            if (clock := clocks.get(identity)) and any(self._take(clock, i) for i in self._items(clock) if i.take):
                return True
        for identity in due:
            self._look_again(identity, self._settle(clocks.get(identity)))
        return False

    def _items(self, clock: Clock) -> list[Item]:
        """What is due and not done, in order of time; what was refused in this look aside."""
        return [
            item
            for item in agenda(self.life.deadline(clock.key), clock, self.home)
            if item.at <= self.now
            and item.key not in self.done[clock.identity]
            and (clock.identity, item.key) not in self.refused
        ]

    def _take(self, clock: Clock, item: Item) -> bool:
        """Take an action of the system, on the day on which its time came, however late the watch is.

        One that is refused is reported, and tried again when the case has rested.
        """
        on = max(item.at.date(), self.case.stage_since)
        try:
            done = take_action(self.uow, self.case.id, str(item.take).rpartition(".")[2], actor=THE_SYSTEM, on=on)
        except StaleRevision:
            raise
        except Refused as refusal:
            self.refused.add((clock.identity, item.key))
            self.watched.troubles.append(f"{item.take}: {refusal.reason}")
            return False
        self._remember(clock, item)
        self.watched.taken.append(done)
        return True

    def _settle(self, clock: Clock | None) -> datetime | None:
        """Queue the letters of one clock that are due; answers when to look again. Letters wait for office hours."""
        if clock is None:
            return None
        items, tomorrow = self._items(clock), None
        if items and not in_office_hours(self.now, self.home):
            items, tomorrow = [], next_opening(self.now, self.home)
        fresh = [item for item in items if self._remember(clock, item)]
        for item in _worth_sending(fresh):
            self._queue(clock, item)
        return min((at for at in (tomorrow, *self._later(clock)) if at), default=None)

    def _later(self, clock: Clock) -> list[datetime]:
        """When something else falls due for the clock, and when to try again what was refused."""
        todo = agenda(self.life.deadline(clock.key), clock, self.home)
        later = [item.at for item in todo if item.at > self.now and item.key not in self.done[clock.identity]]
        again = any(identity == clock.identity for identity, _ in self.refused)
        return [*later, self.now + SET_ASIDE] if again else later

    def _remember(self, clock: Clock, item: Item) -> bool:
        """Note that it is done; False when somebody else was first."""
        key, visit, occurrence, subject = clock.identity
        return self.uow.remember_rung(
            {
                "case_id": self.case.id, "key": key, "visit": visit, "occurrence": occurrence, "subject": subject,
                "rung": item.key, "sent_at": self.now,
            }
        )  # fmt: skip

    def _queue(self, clock: Clock, item: Item) -> None:
        if item.email is None:
            return
        withheld = item.email.when(self.facts) if item.email.when else None
        planned = [Planned(item.email.letter, item.email.to, withheld)]
        letters = addressed(
            self.uow.session, self.case, self.facts.values, planned, on=self.uow.today, subject=clock.subject
        )
        rows = outbox_rows(
            letters, case_id=self.case.id, seq=self.case.revision, at=self.now, real=self.uow.database.real_now(),
            cause=":".join(["due", *(str(part) for part in clock.identity), item.key])[:200],
            context={"deadline": list(clock.identity), "rung": item.key},
        )  # fmt: skip
        self.uow.post([held_for_bundle(row) if item.is_reminder else row for row in rows])
        (self.watched.reminders if item.is_reminder else self.watched.letters).append(item.email.letter)

    def _look_again(self, identity: Identity, when: datetime | None) -> None:
        key, visit, occurrence, subject = identity
        self.uow.session.execute(
            update(DEADLINE).where(
                DEADLINE.c.case_id == self.case.id, DEADLINE.c.key == key, DEADLINE.c.visit == visit,
                DEADLINE.c.occurrence == occurrence, DEADLINE.c.subject == subject,
            ),
            {"look_after": when},
        )  # fmt: skip


def _worth_sending(items: Sequence[Item]) -> list[Item]:
    """Of several reminders that fell due together, the last one for each seat; none once the time is over.

    Nobody is reminded twice at once, and nobody is told of three days that are left when none is.
    """
    over = [item for item in items if not item.is_reminder]
    return over or list({item.email.to.key: item for item in items if item.email}.values())


def push_ahead(database: Database, case_id: UUID) -> None:
    """Set a case aside whose clocks could not be worked, so that the rest goes on; it is looked at again later."""
    with UnitOfWork(database) as uow:
        uow.session.execute(
            update(DEADLINE).where(DEADLINE.c.case_id == case_id, DEADLINE.c.look_after <= uow.now),
            {"look_after": uow.now + SET_ASIDE},
        )
        uow.commit()
