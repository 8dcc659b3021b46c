"""What a calendar address shows: the clocks of its scope that run, and those that ended lately."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, select
from sqlmodel import Session

from cases.engine import Actor
from cases.lifecycle import Kind
from cases.models import DeadlineChange, Feed
from cases.store.lists import ACCOUNT, may_see
from cases.store.tables import CASE, DEADLINE

FEED: Any = Feed.__table__  # type: ignore[attr-defined]
_CHANGE: Any = DeadlineChange.__table__  # type: ignore[attr-defined]

OFFICER, TEAM, CASE_ALONE = "officer", "team", "case"
SCOPES = (OFFICER, TEAM, CASE_ALONE)

BACK, GONE = timedelta(days=90), timedelta(days=30)
"""How long a clock that is overdue stays in a calendar, and one that ended."""
MOST_ENTRIES = 1_000
"""The most entries of one calendar: those that run, by their date, then those that ended last."""
_AT_ONCE = 400

_IDENTITY = ("case_id", "key", "visit", "occurrence", "subject")


@dataclass(frozen=True, slots=True)
class Entry:
    """A clock in a calendar. `sequence` only ever grows: with every act in the case, and every date that moved.

    So it is higher whenever the date is another, and when the clock ended; that it is higher at other times too does
    no harm.
    """

    clock: Row[Any]
    sequence: int
    changed_at: datetime


class Scope(NamedTuple):
    """Whose clocks: of the cases that an account has, of a department, or of one case."""

    kind: str
    account: int
    department: str
    case_id: UUID | None

    @property
    def condition(self) -> ColumnElement[bool]:
        held: dict[str, ColumnElement[bool]] = {
            OFFICER: CASE.c.officer_id == self.account, TEAM: CASE.c.department == self.department,
            CASE_ALONE: CASE.c.id == self.case_id,
        }  # fmt: skip
        return held[self.kind]


def feed_behind(session: Session, token_hash: str) -> Row[Any] | None:
    """The address of that hash while it is not revoked, with the account that made it."""
    wanted = (
        select(FEED, ACCOUNT.c.roles, ACCOUNT.c.department, ACCOUNT.c.language, ACCOUNT.c.disabled)
        .join(ACCOUNT, ACCOUNT.c.id == FEED.c.account_id)
        .where(FEED.c.token_hash == token_hash, FEED.c.revoked_at.is_(None))
    )
    return session.execute(wanted).one_or_none()


def feeds_of(session: Session, account: int, actor: Actor) -> Sequence[Row[Any]]:
    """The addresses that a member of staff made and did not revoke, the newest first, with the case of each."""
    wanted = (
        select(FEED.c.id, FEED.c.scope, FEED.c.made_at, FEED.c.read_at, CASE.c.reference)
        .outerjoin(CASE, and_(CASE.c.id == FEED.c.case_id, may_see(actor)))
        .where(FEED.c.account_id == account, FEED.c.revoked_at.is_(None))
        .order_by(FEED.c.id.desc())
    )
    return session.execute(wanted).all()


def is_open_to(session: Session, case_id: UUID, actor: Actor) -> bool:
    """Whether the person may still see the case."""
    return session.execute(select(CASE.c.id).where(CASE.c.id == case_id, may_see(actor))).first() is not None


def entries(session: Session, scope: Scope, actor: Actor, today: date) -> list[Entry]:
    """What stands in the calendar, at most `MOST_ENTRIES`."""
    clocks = list(session.execute(_running(scope, actor, today).limit(MOST_ENTRIES)))
    if len(clocks) < MOST_ENTRIES:
        clocks += session.execute(_ended(scope, actor, today).limit(MOST_ENTRIES - len(clocks)))
    moves = _moves(session, list(dict.fromkeys(clock.case_id for clock in clocks)))
    return [_entry(clock, *moves.get(tuple(getattr(clock, name) for name in _IDENTITY), (0, None))) for clock in clocks]


def _entry(clock: Row[Any], moves: int, moved_at: datetime | None) -> Entry:
    changed = max(clock.updated_at, moved_at) if moved_at else clock.updated_at
    return Entry(clock, clock.revision + moves, changed)


def _clocks(scope: Scope, actor: Actor) -> Select[Any]:
    return (
        select(DEADLINE, CASE.c.reference, CASE.c.revision, CASE.c.updated_at)
        .join(CASE, CASE.c.id == DEADLINE.c.case_id)
        .where(may_see(actor), scope.condition, DEADLINE.c.kind != Kind.TARGET.value)
    )


def _running(scope: Scope, actor: Actor, today: date) -> Select[Any]:
    running = _clocks(scope, actor).where(CASE.c.closed_on.is_(None), DEADLINE.c.state.in_(("open", "paused")))
    return running.where(DEADLINE.c.due_on >= today - BACK).order_by(DEADLINE.c.due_on, DEADLINE.c.id)


def _ended(scope: Scope, actor: Actor, today: date) -> Select[Any]:
    ended = _clocks(scope, actor).where(DEADLINE.c.closed_on >= today - GONE, DEADLINE.c.due_on.is_not(None))
    return ended.order_by(DEADLINE.c.closed_on.desc(), DEADLINE.c.id)


def _moves(session: Session, cases: Sequence[UUID]) -> dict[tuple[Any, ...], tuple[int, datetime]]:
    """How often the date of each clock of these cases moved, and when last."""
    identity = [_CHANGE.c[name] for name in _IDENTITY]
    found: dict[tuple[Any, ...], tuple[int, datetime]] = {}
    for first in range(0, len(cases), _AT_ONCE):
        wanted = select(*identity, func.count(), func.max(_CHANGE.c.recorded_at)).group_by(*identity)
        rows = session.execute(wanted.where(_CHANGE.c.case_id.in_(cases[first : first + _AT_ONCE])))
        found |= {tuple(row[:5]): (row[5], row[6]) for row in rows}
    return found
