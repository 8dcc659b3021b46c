"""One letter a day to each member of staff who has something due: what is overdue, due today, due this week.

An officer reads of the own cases; a supervisor of what is overdue anywhere, and of what nobody is assigned to.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, select

from cases.agenda import HOME, in_office_hours
from cases.lifecycle import Kind
from cases.models import Account
from cases.seats import OFFICER, SUPERVISOR, Role
from cases.store import UnitOfWork
from cases.store.work import CASE, DEADLINE

DIGEST = "digest"
AHEAD = timedelta(days=7)
LONGEST = 100
"""Most dates in one letter; the rest is on the supervisor's page."""

_ACCOUNT: Any = Account.__table__  # type: ignore[attr-defined]
_STAFF = select(_ACCOUNT.c.id, _ACCOUNT.c.email, _ACCOUNT.c.language, _ACCOUNT.c.roles).where(
    _ACCOUNT.c.disabled.is_(False)
)


def digest_time(uow: UnitOfWork) -> bool:
    """Whether digests may go out now: in office hours of Nairobi."""
    return in_office_hours(uow.now, uow.calendars().of(HOME))


def queue_digests(uow: UnitOfWork) -> int:
    """Queue today's digests, each at most once a day; returns how many people have something due. Caller commits."""
    due = _due(uow)
    letters = [
        _digest(uow, person, theirs[:LONGEST])
        for person in uow.session.execute(_STAFF.order_by(_ACCOUNT.c.id))
        if (theirs := _of(person, due, uow)) and person.email
    ]
    uow.post(letters)
    return len(letters)


def _due(uow: UnitOfWork) -> Sequence[Row[Any]]:
    """What is due within a week in numbered cases, forecasts aside, the longest overdue first."""
    return uow.session.execute(
        select(DEADLINE.c.id, DEADLINE.c.due_on, CASE.c.officer_id)
        .join(CASE, CASE.c.id == DEADLINE.c.case_id)
        .where(
            DEADLINE.c.state == "open", DEADLINE.c.due_on <= uow.today + AHEAD,
            DEADLINE.c.kind != Kind.TARGET.value, CASE.c.reference.is_not(None),
        )
        .order_by(DEADLINE.c.due_on, DEADLINE.c.id)
    ).all()  # fmt: skip


def _of(person: Row[Any], due: Sequence[Row[Any]], uow: UnitOfWork) -> list[int]:
    oversees = Role.SUPERVISOR.value in person.roles
    return [
        row.id
        for row in due
        if row.officer_id == person.id or (oversees and (row.due_on < uow.today or row.officer_id is None))
    ]


def _digest(uow: UnitOfWork, person: Row[Any], deadlines: Sequence[int]) -> dict[str, object]:
    dedupe = f"{DIGEST}:{person.id}:{uow.today}"
    now = uow.database.real_now()
    seat = SUPERVISOR if Role.SUPERVISOR.value in person.roles else OFFICER
    return {
        "case_id": None, "event_seq": None, "letter": DIGEST, "seat": seat.key, "party_id": None,
        "account_id": person.id, "contact_id": None, "address": person.email, "language": person.language,
        "context": {"deadlines": list(deadlines), "day": uow.today.isoformat()}, "state": "queued",
        "why": "", "message_id": f"<{sha256(dedupe.encode()).hexdigest()[:32]}@tatua>", "dedupe": dedupe,
        "subject": "", "attempts": 0, "made_at": now, "next_try_at": now, "answer": "", "unobserved": False,
    }  # fmt: skip
