"""When the watch last ran and runs next, what it could not work, and whether its silence is an alarm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from cases.store import Database
from cases.store.register import noted
from cases.store.tables import CASE

WATCH = "watch"
SILENT_AFTER = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class Watch:
    """The last run, None when there was none, and the next. `silent` is the alarm: dates fall due and nobody looks.

    `troubled` are the references of cases that could not be worked at the last look.
    """

    ran_at: datetime | None
    silent: bool
    next_at: datetime | None = None
    troubled: tuple[str, ...] = ()


def watch(session: Session, database: Database, every_seconds: float) -> Watch:
    """By the real time, for the watch is a process and not a matter of law."""
    kept = noted(session, WATCH)
    text, now = kept.get("ran_at"), database.real_now()
    ran_at = datetime.fromisoformat(text) if isinstance(text, str) else None
    if ran_at is None or now - ran_at > SILENT_AFTER:
        return Watch(ran_at, True)
    troubles = kept.get("troubles")
    cases = _cases_of(troubles if isinstance(troubles, list) else [])
    return Watch(ran_at, False, max(ran_at + timedelta(seconds=every_seconds), now), _references(session, cases))


def _cases_of(troubles: Sequence[object]) -> list[UUID]:
    """The cases that the sentences of the watch begin with."""
    found: dict[UUID, None] = {}
    for each in troubles:
        try:
            found[UUID(str(each).partition(":")[0])] = None
        except ValueError:
            continue
    return list(found)


def _references(session: Session, cases: Sequence[UUID]) -> tuple[str, ...]:
    if not cases:
        return ()
    wanted = select(CASE.c.reference).where(CASE.c.id.in_(cases), CASE.c.reference.is_not(None))
    return tuple(session.execute(wanted.order_by(CASE.c.reference)).scalars())
