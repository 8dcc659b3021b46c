"""The clocks of all cases, for those who watch them: counts by band, lists behind each count, the oldest overdue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Row, Select, and_, case, func, literal, select, tuple_
from sqlmodel import Session

from cases.engine import Actor
from cases.lifecycle import Kind
from cases.store.lists import ACCOUNT, WHEN, Asked, Days, matching, stands
from cases.store.tables import CASE, DEADLINE, OUTBOX

BY = {
    "lifecycle": CASE.c.lifecycle, "officer": ACCOUNT.c.name, "regime": CASE.c.regime, "stage": CASE.c.stage,
}  # fmt: skip
"""By what the counts may be split."""

_COLUMNS = (
    DEADLINE, CASE.c.reference, CASE.c.title.label("case_title"), CASE.c.lifecycle, CASE.c.version,
    CASE.c.stage.label("case_stage"), CASE.c.regime, CASE.c.officer_id, ACCOUNT.c.name.label("officer"),
)  # fmt: skip


def _of(asked: Asked, actor: Actor, days: Days) -> ColumnElement[bool]:
    """Clocks of the cases asked for; the band narrows the clock itself."""
    cases = matching(replace(asked, when=""), actor, days)
    return and_(cases, stands(asked.when, days)) if asked.when else cases


def counts(session: Session, by: str, actor: Actor, days: Days) -> dict[tuple[str, Any], dict[str, int]]:
    """How many clocks are in each band, per kind, officer, regime or stage: the label, a key for links, the counts.

    One pass over the open clocks.
    """
    band = case(*((stands(when, days), literal(when)) for when in WHEN), else_=literal(""))
    label, key = BY[by], CASE.c.officer_id if by == "officer" else BY[by]
    rows = session.execute(
        select(label, key, band, func.count())
        .select_from(DEADLINE)
        .join(CASE, CASE.c.id == DEADLINE.c.case_id)
        .outerjoin(ACCOUNT, ACCOUNT.c.id == CASE.c.officer_id)
        .where(matching(Asked(view="all"), actor, days), DEADLINE.c.state.in_(("open", "paused")))
        .group_by(label, key, band)
    )
    found: dict[tuple[str, Any], dict[str, int]] = {}
    for name, value, when, number in rows:
        if when:
            found.setdefault((name or "", value), dict.fromkeys(WHEN, 0))[when] += number
    return dict(sorted(found.items(), key=lambda item: (item[0][0] == "", item[0][0])))


def clocks(
    session: Session, asked: Asked, actor: Actor, days: Days, *, after: tuple[date, int] | None = None, limit: int = 50
) -> tuple[Sequence[Row[Any]], tuple[date, int] | None]:
    """Clocks by due date, and where the next page begins. Paused ones and those without a date come by their start."""
    day = DEADLINE.c.trigger_on if asked.when in ("paused", "undated") else DEADLINE.c.due_on
    wanted = _selected(asked, actor, days).order_by(day, DEADLINE.c.id)
    if after is not None:
        wanted = wanted.where(tuple_(day, DEADLINE.c.id) > tuple_(literal(after[0], Date), literal(after[1])))
    rows = session.execute(wanted.limit(limit + 1)).all()
    if len(rows) <= limit:
        return rows, None
    last = rows[limit - 1]
    return rows[:limit], (last.trigger_on if asked.when in ("paused", "undated") else last.due_on, last.id)


def _selected(asked: Asked, actor: Actor, days: Days) -> Select[Any]:
    return (
        select(*_COLUMNS)
        .join(CASE, CASE.c.id == DEADLINE.c.case_id)
        .outerjoin(ACCOUNT, ACCOUNT.c.id == CASE.c.officer_id)
        .where(_of(asked, actor, days), DEADLINE.c.state.in_(("open", "paused")), DEADLINE.c.kind != Kind.TARGET.value)
    )


def all_clocks(session: Session, asked: Asked, actor: Actor, days: Days) -> Iterator[Row[Any]]:
    """Every clock that runs or is paused, for an export; read in pieces."""
    wanted = _selected(asked, actor, days).order_by(DEADLINE.c.due_on, DEADLINE.c.id)
    yield from session.execute(wanted.execution_options(yield_per=500))


def unsent(session: Session, actor: Actor, *, limit: int = 50) -> Sequence[Row[Any]]:
    """Letters that wait or were parked, the oldest first, with their case. Those of no case are the staff's own."""
    wanted = (
        select(OUTBOX.c.id, OUTBOX.c.letter, OUTBOX.c.seat, OUTBOX.c.state, OUTBOX.c.why, OUTBOX.c.answer,
               OUTBOX.c.attempts, OUTBOX.c.made_at, OUTBOX.c.next_try_at, CASE.c.reference)
        .outerjoin(CASE, CASE.c.id == OUTBOX.c.case_id)
        .where(OUTBOX.c.state.in_(("queued", "sending", "parked", "held")))
        .order_by(OUTBOX.c.id)
    )  # fmt: skip
    return session.execute(wanted.limit(limit)).all()
