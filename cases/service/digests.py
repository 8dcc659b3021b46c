"""One letter a day to each member of staff who has something due: what is overdue, due today, due this week.

An officer reads of the own cases; a supervisor of what is overdue anywhere, and of what nobody is assigned to, with how
much there is of it altogether. Who has nothing due, or switched the letter off, gets none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, or_, select
from sqlmodel import Session

from cases.agenda import HOME, in_office_hours
from cases.lifecycle import Kind
from cases.models import Account
from cases.seats import OFFICER, SUPERVISOR, Role
from cases.store import UnitOfWork
from cases.store.clocks import unsent_count
from cases.store.register import note, noted
from cases.store.work import CASE, DEADLINE, REGISTER

DIGEST = "digest"
AHEAD = timedelta(days=7)
LONGEST = 100
"""Most dates in one letter; how many more there are stands at its end."""
_SWITCH = "digest_off:"

_ACCOUNT: Any = Account.__table__  # type: ignore[attr-defined]
_STAFF = select(_ACCOUNT.c.id, _ACCOUNT.c.email, _ACCOUNT.c.language, _ACCOUNT.c.roles).where(
    _ACCOUNT.c.disabled.is_(False)
)


def digest_time(uow: UnitOfWork) -> bool:
    """Whether digests may go out now: in office hours of Nairobi."""
    return in_office_hours(uow.now, uow.calendars().of(HOME))


def wants_digest(session: Session, account: int) -> bool:
    """Whether the person left the daily letter on."""
    return not noted(session, f"{_SWITCH}{account}").get("off")


def switch_digest(uow: UnitOfWork, account: int, *, on: bool) -> None:
    """Let the person have the daily letter, or not. The caller commits."""
    note(uow.session, f"{_SWITCH}{account}", {"off": not on}, at=uow.database.real_now())


def queue_digests(uow: UnitOfWork) -> int:
    """Queue today's digests, each at most once a day; returns how many people have something due. Caller commits."""
    due, off = _due(uow), _switched_off(uow.session)
    letters = [
        _digest(uow, person, theirs, due)
        for person in uow.session.execute(_STAFF.order_by(_ACCOUNT.c.id))
        if person.email and person.id not in off and (theirs := _of(person, due, uow))
    ]
    uow.post(letters)
    return len(letters)


def _switched_off(session: Session) -> set[int]:
    kept = select(REGISTER.c.key, REGISTER.c.value).where(REGISTER.c.key.startswith(_SWITCH, autoescape=True))
    return {int(key.removeprefix(_SWITCH)) for key, value in session.execute(kept) if value.get("off")}


def _due(uow: UnitOfWork) -> Sequence[Row[Any]]:
    """What is due within a week in open numbered cases, the longest overdue first.

    Forecasts are nobody's duty, and a time of waiting that is over is not overdue.
    """
    return uow.session.execute(
        select(DEADLINE.c.id, DEADLINE.c.due_on, CASE.c.officer_id)
        .join(CASE, CASE.c.id == DEADLINE.c.case_id)
        .where(
            DEADLINE.c.state == "open", DEADLINE.c.due_on <= uow.today + AHEAD,
            DEADLINE.c.kind != Kind.TARGET.value, CASE.c.reference.is_not(None), CASE.c.closed_on.is_(None),
            or_(DEADLINE.c.kind != Kind.WAIT_UNTIL.value, DEADLINE.c.due_on >= uow.today),
        )
        .order_by(DEADLINE.c.due_on, DEADLINE.c.id)
    ).all()  # fmt: skip


def _of(person: Row[Any], due: Sequence[Row[Any]], uow: UnitOfWork) -> list[int]:
    oversees = _oversees(person)
    return [
        row.id
        for row in due
        if row.officer_id == person.id or (oversees and (row.due_on < uow.today or row.officer_id is None))
    ]


def _oversees(person: Row[Any]) -> bool:
    return Role.SUPERVISOR.value in person.roles


def _totals(uow: UnitOfWork, due: Sequence[Row[Any]]) -> dict[str, int]:
    """How much there is altogether, for those who oversee it."""
    return {
        "overdue": sum(row.due_on < uow.today for row in due),
        "today": sum(row.due_on == uow.today for row in due),
        "week": sum(row.due_on > uow.today for row in due),
        "nobody": sum(row.officer_id is None for row in due),
        "unsent": unsent_count(uow.session).parked,
    }


def _context(uow: UnitOfWork, person: Row[Any], theirs: Sequence[int], due: Sequence[Row[Any]]) -> Mapping[str, object]:
    context: dict[str, object] = {"deadlines": list(theirs[:LONGEST]), "day": uow.today.isoformat()}
    if len(theirs) > LONGEST:
        context["more"] = len(theirs) - LONGEST
    if _oversees(person):
        context["totals"] = _totals(uow, due)
    return context


def _digest(uow: UnitOfWork, person: Row[Any], theirs: Sequence[int], due: Sequence[Row[Any]]) -> dict[str, object]:
    dedupe = f"{DIGEST}:{person.id}:{uow.today}"
    now = uow.database.real_now()
    seat = SUPERVISOR if _oversees(person) else OFFICER
    return {
        "case_id": None, "event_seq": None, "letter": DIGEST, "seat": seat.key, "party_id": None,
        "account_id": person.id, "contact_id": None, "address": person.email, "language": person.language,
        "context": _context(uow, person, theirs, due), "state": "queued",
        "why": "", "message_id": f"<{sha256(dedupe.encode()).hexdigest()[:32]}@tatua>", "dedupe": dedupe,
        "subject": "", "attempts": 0, "made_at": now, "next_try_at": now, "answer": "", "unobserved": False,
    }  # fmt: skip
