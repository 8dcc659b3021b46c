"""Lists of cases and clocks, and who may see which. Every query that shows a case to a person goes through `may_see`.

Pages are cut by key, never by offset: a page begins after the last row of the one before. Open cases come in the order
of their next legal date; those without one follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Row,
    Select,
    Uuid,
    and_,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
)
from sqlmodel import Session

from cases.engine import Actor
from cases.errors import NotFound
from cases.lifecycle import Kind
from cases.models import Account, Party
from cases.reference import read_reference
from cases.seats import Role
from cases.store.tables import CASE, DEADLINE
from cases.typed import in_a_line

ACCOUNT: Any = Account.__table__  # type: ignore[attr-defined]
_PARTY: Any = Party.__table__  # type: ignore[attr-defined]

PAGE = 25
MOST_ROWS = 2**31 - 1
"""The largest key that the databases give an account."""
NONE = "none"
NOT_YOURS = "There is no such case, or it is not open to you. Check the reference."
READERS = frozenset(
    {Role.OFFICER, Role.FOCAL_POINT, Role.COUNSEL, Role.SUPERVISOR, Role.DECISION_MAKER, Role.BORDER_DESK, Role.AUDITOR}
)
"""Roles that read the department's cases. An administrator keeps accounts and reads none."""


def may_see(actor: Actor) -> ColumnElement[bool]:
    """What this person may see, as a condition on the table of cases. Reports that are not lodged are nobody's."""
    if actor.roles & READERS or Role.SYSTEM in actor.roles:
        lodged: ColumnElement[bool] = CASE.c.reference.is_not(None)
        return lodged
    if actor.party is not None:
        return exists().where(_PARTY.c.id == actor.party, _PARTY.c.case_id == CASE.c.id)
    return false()


def find_case(session: Session, reference: str, actor: Actor) -> UUID:
    """The key of a case by its reference; `NotFound` in the same words for none and for one that is not theirs."""
    known = read_reference(reference)
    wanted = select(CASE.c.id).where(CASE.c.reference == known, may_see(actor))
    found = session.execute(wanted).scalar_one_or_none() if known else None
    if found is None:
        raise NotFound(NOT_YOURS)
    return UUID(str(found))


WHEN = ("overdue", "today", "two", "week", "month", "later", "paused", "undated")
"""How a clock stands, for counts and filters: over; due today; within 2 working days; 7 days; 30 days; later."""


@dataclass(frozen=True, slots=True)
class Days:
    """The department's day, and the last day of each band."""

    today: date
    two: date
    week: date
    month: date


def stands(when: str, days: Days) -> ColumnElement[bool]:
    """Whether a clock is in the band of that name. Forecasts and times of waiting that are over are in none."""
    due, state = DEADLINE.c.due_on, DEADLINE.c.state
    running = and_(state == "open", DEADLINE.c.kind != Kind.TARGET.value)
    bands: dict[str, ColumnElement[bool]] = {
        "overdue": and_(running, due < days.today, DEADLINE.c.kind != Kind.WAIT_UNTIL.value),
        "today": and_(running, due == days.today),
        "two": and_(running, due > days.today, due <= days.two),
        "week": and_(running, due > days.two, due <= days.week),
        "month": and_(running, due > max(days.two, days.week), due <= days.month),
        "later": and_(running, due > max(days.two, days.month)),
        "paused": state == "paused",
        "undated": and_(running, due.is_(None)),
    }
    return bands.get(when, false())


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for. `view` is `desk` (mine and unassigned), `mine`, `unassigned` or `all`."""

    view: str = "desk"
    text: str = ""
    kind: str = ""
    stage: str = ""
    regime: str = ""
    direction: str = ""
    when: str = ""
    officer: int | None = None
    unassigned: bool = False
    closed: bool = False
    stages: tuple[str, ...] = ()


def matching(asked: Asked, actor: Actor, days: Days) -> ColumnElement[bool]:
    """The cases that a list shows: those that the person may see, narrowed by what was asked."""
    wanted: list[ColumnElement[bool]] = [may_see(actor)]
    wanted.append(CASE.c.closed_on.is_not(None) if asked.closed else CASE.c.closed_on.is_(None))
    if not asked.closed:
        wanted.append(_desk(asked.view, actor.account))
    columns = {"lifecycle": asked.kind, "stage": asked.stage, "regime": asked.regime, "direction": asked.direction}
    wanted += [_is(CASE.c[name], in_a_line(value)) for name, value in columns.items() if value]
    if asked.officer is not None:
        wanted.append(CASE.c.officer_id == asked.officer if 0 < asked.officer <= MOST_ROWS else false())
    if asked.unassigned:
        wanted.append(CASE.c.officer_id.is_(None))
    if asked.when:
        wanted.append(exists().where(DEADLINE.c.case_id == CASE.c.id, stands(asked.when, days)))
    if asked.text:
        wanted.append(_says(in_a_line(asked.text)))
    return and_(*wanted)


def _is(column: Any, value: str) -> ColumnElement[bool]:
    """The column holds the value; `none` asks for those in which nothing is settled yet."""
    condition: ColumnElement[bool] = column.is_(None) if value == NONE else column == value
    return condition


def _desk(view: str, account: int | None) -> ColumnElement[bool]:
    mine, free = CASE.c.officer_id == account, CASE.c.officer_id.is_(None)
    views: dict[str, ColumnElement[bool]] = {"mine": mine, "unassigned": free, "desk": or_(mine, free)}
    return views.get(view, true())


def _says(text: str) -> ColumnElement[bool]:
    """The words stand in the title or the reference, whatever their case."""
    known = read_reference(text)
    if known:
        condition: ColumnElement[bool] = CASE.c.reference == known
        return condition
    words = [w.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for w in text.split()[:8]]
    both = func.lower(func.coalesce(CASE.c.reference, "") + literal(" ") + CASE.c.title)
    return and_(true(), *(both.like(f"%{word.lower()}%", escape="\\") for word in words))


@dataclass(frozen=True, slots=True)
class After:
    """Where a page begins: after the case with this next date and key."""

    next_due: date | None
    id: UUID


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of a list, and where the next page begins; None on the last one."""

    rows: Sequence[Row[Any]]
    after: After | None


_CASE_COLUMNS = (
    CASE.c.id, CASE.c.reference, CASE.c.title, CASE.c.lifecycle, CASE.c.version, CASE.c.stage, CASE.c.stage_since,
    CASE.c.regime, CASE.c.direction, CASE.c.measure_countries, CASE.c.officer_id, CASE.c.next_due, CASE.c.urgent,
    CASE.c.protected, CASE.c.priority, CASE.c.closed_on, CASE.c.close_status, CASE.c.revision,
    ACCOUNT.c.name.label("officer"),
)  # fmt: skip


def queue(
    session: Session, asked: Asked, actor: Actor, days: Days, *, after: After | None = None, limit: int = PAGE
) -> Page:
    """Cases by their next legal date; those without one at the end. Closed ones with the latest first."""
    if asked.closed:
        return _closed(session, asked, actor, days, after, limit)
    base = _listed(matching(asked, actor, days))
    rows: list[Row[Any]] = []
    if after is None or after.next_due is not None:
        rows += session.execute(_dated(base, after).limit(limit + 1)).all()
    if len(rows) <= limit:
        rows += session.execute(_undated(base, after).limit(limit + 1 - len(rows))).all()
    return _cut(rows, limit)


def _listed(condition: ColumnElement[bool]) -> Select[Any]:
    return select(*_CASE_COLUMNS).outerjoin(ACCOUNT, ACCOUNT.c.id == CASE.c.officer_id).where(condition)


def _dated(base: Select[Any], after: After | None) -> Select[Any]:
    ordered = base.where(CASE.c.next_due.is_not(None)).order_by(CASE.c.next_due, CASE.c.id)
    if after is None:
        return ordered
    return ordered.where(_key(CASE.c.next_due) > _mark(after.next_due, after.id))


def _undated(base: Select[Any], after: After | None) -> Select[Any]:
    ordered = base.where(CASE.c.next_due.is_(None)).order_by(CASE.c.id)
    return ordered.where(CASE.c.id > after.id) if after is not None and after.next_due is None else ordered


def _closed(session: Session, asked: Asked, actor: Actor, days: Days, after: After | None, limit: int) -> Page:
    listed = _listed(matching(asked, actor, days)).order_by(CASE.c.closed_on.desc(), CASE.c.id.desc())
    if after is not None:
        listed = listed.where(_key(CASE.c.closed_on) < _mark(after.next_due, after.id))
    page = _cut(session.execute(listed.limit(limit + 1)).all(), limit)
    return replace(page, after=After(page.rows[-1].closed_on, page.rows[-1].id) if page.after else None)


def _key(day: Any) -> Any:
    return tuple_(day, CASE.c.id)


def _mark(day: date | None, key: UUID) -> Any:
    return tuple_(literal(day, Date), literal(key, Uuid))


def _cut(rows: Sequence[Row[Any]], limit: int) -> Page:
    more = len(rows) > limit
    kept = rows[:limit]
    return Page(kept, After(kept[-1].next_due, kept[-1].id) if more else None)


def next_clocks(session: Session, ids: Sequence[UUID]) -> dict[UUID, Row[Any]]:
    """For each case the clock behind its next date."""
    if not ids:
        return {}
    wanted = (
        select(DEADLINE)
        .join(CASE, CASE.c.id == DEADLINE.c.case_id)
        .where(CASE.c.id.in_(ids), DEADLINE.c.state == "open", DEADLINE.c.kind != Kind.TARGET.value,
               DEADLINE.c.due_on == CASE.c.next_due)
        .order_by(DEADLINE.c.id.desc())
    )  # fmt: skip
    return {row.case_id: row for row in session.execute(wanted)}


def officers(session: Session) -> Sequence[Row[Any]]:
    """Staff who can hold a case, by name."""
    wanted = select(ACCOUNT.c.id, ACCOUNT.c.name, ACCOUNT.c.roles).where(ACCOUNT.c.disabled.is_(False))
    desk = {Role.OFFICER.value, Role.FOCAL_POINT.value, Role.SUPERVISOR.value, Role.BORDER_DESK.value}
    return [row for row in session.execute(wanted.order_by(ACCOUNT.c.name)).all() if desk & set(row.roles)]


def choices(session: Session, actor: Actor) -> dict[str, list[str]]:
    """The stages, regimes and directions that occur among open cases, for the filters."""
    found: dict[str, list[str]] = {}
    for name in ("lifecycle", "stage", "regime", "direction"):
        wanted = select(CASE.c[name]).where(may_see(actor), CASE.c.closed_on.is_(None)).distinct()
        found[name] = sorted(value for value in session.execute(wanted).scalars() if value)
    return found
