"""Lists of cases: which are asked for, in which order, cut by key, and counted by the band of their clocks.

Pages are cut by key, never by offset: a page begins after the last row of the one before. Where the column of the order
may be empty, the rows without it follow. Who may see which case is `cases.store.sight`'s to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    Subquery,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
    union_all,
)
from sqlmodel import Session

from cases.engine import Actor
from cases.errors import NotFound
from cases.lifecycle import Kind
from cases.reference import read_reference
from cases.seats import Role
from cases.store.dialect import plan_by_values
from cases.store.orders import ORDERS, SORTS, After, Order, order_of
from cases.store.search import says
from cases.store.sight import LISTED, NOT_YOURS, READERS, may_see, reads_all
from cases.store.tables import ACCOUNT, CASE, DEADLINE
from cases.typed import in_a_line

__all__ = [
    "ACCOUNT", "NOT_YOURS", "READERS", "SORTS", "VIEWS", "WHEN", "After", "Asked", "Days", "Page", "choices",
    "find_case", "matching", "may_see", "next_clocks", "officers", "queue", "stands", "tab_counts",
]  # fmt: skip

PAGE = 25
MOST_ROWS = 2**31 - 1
"""The largest key that the databases give an account."""
NONE = "none"


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


VIEWS = ("desk", "mine", "unassigned", "team", "all")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for. `view` is `desk` (mine and unassigned), `mine`, `unassigned`, `team` (of `department`)
    or `all`; a view narrows open cases only.
    """

    view: str = "desk"
    text: str = ""
    kind: str = ""
    stage: str = ""
    regime: str = ""
    direction: str = ""
    state: str = ""
    when: str = ""
    officer: int | None = None
    unassigned: bool = False
    closed: bool = False
    stages: tuple[str, ...] = ()
    department: str = ""
    sort: str = "next"


def matching(asked: Asked, actor: Actor, days: Days) -> ColumnElement[bool]:
    """The cases that a list shows: those that the person may see, narrowed by what was asked."""
    wanted: list[ColumnElement[bool]] = [may_see(actor)]
    wanted.append(CASE.c.closed_on.is_not(None) if asked.closed else CASE.c.closed_on.is_(None))
    if not asked.closed:
        wanted.append(_in_view(asked, actor.account))
    columns = {"lifecycle": asked.kind, "stage": asked.stage, "regime": asked.regime, "direction": asked.direction}
    wanted += [_is(CASE.c[name], in_a_line(value)) for name, value in columns.items() if value]
    if asked.state:
        wanted.append(_is_of(in_a_line(asked.state)))
    if asked.stages:
        wanted.append(CASE.c.stage.in_(asked.stages))
    if asked.officer is not None:
        wanted.append(CASE.c.officer_id == asked.officer if 0 < asked.officer <= MOST_ROWS else false())
    if asked.unassigned:
        wanted.append(CASE.c.officer_id.is_(None))
    if asked.when:
        wanted.append(exists().where(DEADLINE.c.case_id == CASE.c.id, stands(asked.when, days)))
    if asked.text:
        wanted.append(says(asked.text) if reads_all(actor) else CASE.c.reference == (read_reference(asked.text) or ""))
    return and_(*wanted)


def _is(column: Any, value: str) -> ColumnElement[bool]:
    """The column holds the value; `none` asks for those in which nothing is settled yet."""
    condition: ColumnElement[bool] = column.is_(None) if value == NONE else column == value
    return condition


def _is_of(state: str) -> ColumnElement[bool]:
    """The measure is one of this state; the column holds the codes with a blank between."""
    known = len(state) == 2 and state.isascii() and state.isalpha()
    return CASE.c.measure_countries.contains(state.upper()) if known else false()


def _in_view(asked: Asked, account: int | None) -> ColumnElement[bool]:
    mine, free = CASE.c.officer_id == account, CASE.c.officer_id.is_(None)
    views: dict[str, ColumnElement[bool]] = {
        "mine": mine, "unassigned": free, "desk": or_(mine, free), "team": CASE.c.department == asked.department,
    }  # fmt: skip
    return views.get(asked.view, true())


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of a list, and where the next page begins; None on the last one."""

    rows: Sequence[Row[Any]]
    after: After | None


def queue(
    session: Session, asked: Asked, actor: Actor, days: Days, *, after: After | None = None, limit: int = PAGE
) -> Page:
    """A page of a list in the order asked for. A mark that belongs to another order begins at the beginning."""
    plan_by_values(session)
    name = order_of(asked.sort, closed=asked.closed)
    order, mark = ORDERS[name], after if after is not None and after.order == name else None
    base = _listed(matching(asked, actor, days))
    rows: list[Row[Any]] = []
    if mark is None or mark.value is not None:
        rows += session.execute(_filled(base, order, mark).limit(limit + 1)).all()
    if len(rows) <= limit:
        rows += session.execute(_empty(base, order, mark).limit(limit + 1 - len(rows))).all()
    kept = rows[:limit]
    return Page(kept, _mark(name, kept[-1]) if len(rows) > limit else None)


def _listed(condition: ColumnElement[bool]) -> Select[Any]:
    return select(*LISTED).outerjoin(ACCOUNT, ACCOUNT.c.id == CASE.c.officer_id).where(condition)


def _filled(base: Select[Any], order: Order, mark: After | None) -> Select[Any]:
    """The rows with a value, after the mark."""
    column, key = order.column, CASE.c.reference
    ways = (column.desc(), key.desc()) if order.descending else (column, key)
    ordered = base.where(column.is_not(None)).order_by(*ways)
    if mark is None:
        return ordered
    at = tuple_(literal(mark.value, column.type), literal(mark.reference))
    return ordered.where(tuple_(column, key) < at if order.descending else tuple_(column, key) > at)


def _empty(base: Select[Any], order: Order, mark: After | None) -> Select[Any]:
    """The rows without a value; the mark counts when it stands among them."""
    ordered = base.where(order.column.is_(None)).order_by(CASE.c.reference)
    return ordered.where(CASE.c.reference > mark.reference) if mark is not None and mark.value is None else ordered


def _mark(order: str, row: Row[Any]) -> After:
    return After(order, getattr(row, ORDERS[order].column.name), row.reference or "")


def tab_counts(session: Session, actor: Actor, days: Days, department: str = "") -> dict[str, dict[str, int]]:
    """For each view, how many of its open cases have a clock in each band, and under `""` how many it holds.

    One statement over what is open; the numbers are those of the lists behind them.
    """
    plan_by_values(session)
    held, band = _held(actor, department), _banded(days)
    sorts = (held.c.mine, held.c.unassigned, held.c.team)
    banded = select(*sorts, band.c.band, func.count()).join_from(held, band, band.c.case_id == held.c.id)
    every = select(*sorts, literal(0), func.count()).group_by(*sorts)
    counted = union_all(banded.group_by(*sorts, band.c.band), every)
    found = {view: dict.fromkeys(("", *WHEN), 0) for view in VIEWS}
    for mine, unassigned, team, at, number in session.execute(counted):
        inside = {"desk": mine or unassigned, "mine": mine, "unassigned": unassigned, "team": team, "all": 1}
        for view in (view for view, holds in inside.items() if holds and at is not None):
            found[view][("", *WHEN)[at]] += number
    return found


def _held(actor: Actor, department: str) -> Subquery:
    """The open cases, each with 1 where it belongs to a view and 0 where it does not."""
    views = {view: _in_view(Asked(view=view, department=department), actor.account)
             for view in ("mine", "unassigned", "team")}  # fmt: skip
    marks = [case((holds, literal(1)), else_=literal(0)).label(view) for view, holds in views.items()]
    return select(CASE.c.id, *marks).where(may_see(actor), CASE.c.closed_on.is_(None)).subquery("held")


def _banded(days: Days) -> Subquery:
    """Each case that has running clocks, once per band, by the number of the band; none for those in no band."""
    numbered = enumerate((stands(when, days) for when in WHEN), start=1)
    band = case(*((said, literal(at)) for at, said in numbered)).label("band")
    running = DEADLINE.c.state.in_(("open", "paused"))
    return select(DEADLINE.c.case_id, band).where(running).distinct().subquery("banded")


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
    """The kinds, stages, regimes, directions and states that occur among open cases, for the filters."""
    names = ("lifecycle", "stage", "regime", "direction", "measure_countries")
    plan_by_values(session)
    wanted = select(*(CASE.c[name] for name in names)).where(may_see(actor), CASE.c.closed_on.is_(None)).distinct()
    rows = session.execute(wanted).all()
    found = {name: sorted({row[at] for row in rows if row[at]}) for at, name in enumerate(names)}
    return {**found, "state": sorted({code for codes in found["measure_countries"] for code in codes.split()})}
