"""The clocks of all cases, for those who watch them: counts by band, lists behind each count, what lies ahead.

Everything here touches clocks that run or are paused, of open cases, forecasts about others' own time-frames aside.
A count and the list behind it ask the same conditions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, Row, Select, and_, case, func, literal, or_, select, true, tuple_
from sqlmodel import Session

from cases.engine import Actor
from cases.lifecycle import Kind
from cases.seats import SEATS
from cases.store.lists import ACCOUNT, WHEN, Asked, Days, matching, may_see, stands
from cases.store.tables import CASE, DEADLINE, OUTBOX
from cases.typed import in_a_line

OURS = tuple(sorted(key for key, seat in SEATS.items() if seat.reach == "staff"))
"""Seats in which the department itself must act."""
WHOSE = ("ours", "others")
BY = ("lifecycle", "officer", "regime", "stage")
"""By what the counts may be split."""
SPANS = {"seven": ("today", "two", "week")}
"""Bands taken together: what is due within 7 days, the overdue aside."""
WAITING = ("queued", "sending", "parked", "held")
"""The states of a letter that has not left."""

_LIVE = and_(DEADLINE.c.state.in_(("open", "paused")), DEADLINE.c.kind != Kind.TARGET.value)
_IS_OURS = DEADLINE.c.seat.in_(OURS)

_COLUMNS = (
    DEADLINE, CASE.c.reference, CASE.c.title.label("case_title"), CASE.c.lifecycle, CASE.c.version,
    CASE.c.stage.label("case_stage"), CASE.c.regime, CASE.c.officer_id, ACCOUNT.c.name.label("officer"),
)  # fmt: skip


class Count(NamedTuple):
    """So many clocks of one kind of case, stage, regime, officer, side and band."""

    lifecycle: str
    stage: str
    regime: str | None
    officer: int | None
    ours: bool
    when: str
    number: int


def tally(session: Session, actor: Actor, days: Days) -> list[Count]:
    """All counts in one pass, as fine as any page splits them; `split` and `total` add them up."""
    band = case(*((stands(when, days), literal(when)) for when in WHEN), else_=literal(""))
    grain = (CASE.c.lifecycle, CASE.c.stage, CASE.c.regime, CASE.c.officer_id, _IS_OURS, band)
    rows = session.execute(
        select(*grain, func.count())
        .select_from(DEADLINE)
        .join(CASE, CASE.c.id == DEADLINE.c.case_id)
        .where(_open_to(actor, days), _LIVE)
        .group_by(*grain)
    )
    return [Count(life, stage, regime, officer, bool(ours), when, number)
            for life, stage, regime, officer, ours, when, number in rows if when]  # fmt: skip


def _open_to(actor: Actor, days: Days) -> ColumnElement[bool]:
    return matching(Asked(view="all"), actor, days)


def split(counts: Iterable[Count], by: str) -> dict[Any, dict[str, int]]:
    """The bands per kind, officer, regime or stage."""
    found: dict[Any, dict[str, int]] = {}
    for each in counts:
        bands = found.setdefault(getattr(each, by), dict.fromkeys(WHEN, 0))
        bands[each.when] += each.number
    return found


def total(counts: Iterable[Count]) -> dict[str, int]:
    """The bands of everything together."""
    bands = dict.fromkeys(WHEN, 0)
    for each in counts:
        bands[each.when] += each.number
    return bands


class Due(NamedTuple):
    """What falls due on a day: by us, and by others."""

    ours: int
    others: int


def forecast(session: Session, actor: Actor, days: Days) -> dict[date, Due]:
    """What falls due from today to the end of the month's band, per day on which something does."""
    rows = session.execute(
        select(DEADLINE.c.due_on, _IS_OURS, func.count())
        .select_from(DEADLINE)
        .join(CASE, CASE.c.id == DEADLINE.c.case_id)
        .where(_open_to(actor, days), _LIVE, DEADLINE.c.state == "open")
        .where(DEADLINE.c.due_on >= days.today, DEADLINE.c.due_on <= days.month)
        .group_by(DEADLINE.c.due_on, _IS_OURS)
    )
    found: dict[date, Due] = defaultdict(lambda: Due(0, 0))
    for day, ours, number in rows:
        found[day] = found[day]._replace(**{"ours" if ours else "others": number})
    return dict(sorted(found.items()))


def open_cases(session: Session, actor: Actor) -> dict[int | None, int]:
    """How many open cases each member of staff has; None for those that nobody has."""
    wanted = select(CASE.c.officer_id, func.count()).where(may_see(actor), CASE.c.closed_on.is_(None))
    return {row[0]: row[1] for row in session.execute(wanted.group_by(CASE.c.officer_id))}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which clocks a list shows. `cases` narrows by the case, and by the band of the clock itself (`when`).

    `clock` is the key of a limit, `cite` its provision, `day` the day on which it falls due.
    """

    cases: Asked = field(default_factory=lambda: Asked(view="all"))
    whose: str = ""
    day: date | None = None
    clock: str = ""
    cite: str = ""


def _conditions(wanted: Wanted, actor: Actor, days: Days) -> ColumnElement[bool]:
    found = [matching(replace(wanted.cases, when=""), actor, days), _LIVE]
    if wanted.cases.when:
        found.append(or_(*(stands(when, days) for when in SPANS.get(wanted.cases.when, (wanted.cases.when,)))))
    if wanted.whose in WHOSE:
        found.append(_IS_OURS if wanted.whose == "ours" else ~_IS_OURS)
    if wanted.day is not None:
        found += [DEADLINE.c.due_on == wanted.day, DEADLINE.c.state == "open"]
    for column, value in ((DEADLINE.c.key, wanted.clock), (DEADLINE.c.cite, wanted.cite)):
        if value:
            found.append(column == in_a_line(value))
    return and_(*found)


class After(NamedTuple):
    """Where a page begins: after the clock with this day and key, in this part of the list."""

    part: int
    day: date
    id: int


def _parts(wanted: Wanted) -> list[tuple[Any, ColumnElement[bool]]]:
    """The parts of a list, each with the day by which it is ordered: first what has a date, then what has none.

    Those that stand still come by their start, for their date moves.
    """
    if wanted.cases.when in ("paused", "undated"):
        return [(DEADLINE.c.trigger_on, true())]
    dated = (DEADLINE.c.due_on, DEADLINE.c.due_on.is_not(None))
    if wanted.cases.when or wanted.day:
        return [dated]
    return [dated, (DEADLINE.c.trigger_on, DEADLINE.c.due_on.is_(None))]


def clocks(
    session: Session, wanted: Wanted, actor: Actor, days: Days, *, after: After | None = None, limit: int = 50
) -> tuple[Sequence[Row[Any]], After | None]:
    """Clocks by date, and where the next page begins; None on the last one."""
    found: list[tuple[int, Any, Row[Any]]] = []
    for part, (day, condition) in enumerate(_parts(wanted)):
        if after is not None and part < after.part:
            continue
        rows = _selected(wanted, actor, days, day).where(condition)
        if after is not None and part == after.part:
            rows = rows.where(tuple_(day, DEADLINE.c.id) > tuple_(literal(after.day, Date), literal(after.id)))
        found += [(part, day, row) for row in session.execute(rows.limit(limit + 1 - len(found)))]
        if len(found) > limit:
            last, by, row = found[limit - 1]
            return [each[2] for each in found[:limit]], After(last, getattr(row, by.name), row.id)
    return [each[2] for each in found], None


def _selected(wanted: Wanted, actor: Actor, days: Days, day: Any) -> Select[Any]:
    return (
        select(*_COLUMNS)
        .join(CASE, CASE.c.id == DEADLINE.c.case_id)
        .outerjoin(ACCOUNT, ACCOUNT.c.id == CASE.c.officer_id)
        .where(_conditions(wanted, actor, days))
        .order_by(day, DEADLINE.c.id)
    )


def all_clocks(session: Session, wanted: Wanted, actor: Actor, days: Days) -> Iterator[Row[Any]]:
    """Every clock of the list, for an export; read in pieces."""
    for day, condition in _parts(wanted):
        rows = _selected(wanted, actor, days, day).where(condition)
        yield from session.execute(rows.execution_options(yield_per=500))


class Unsent(NamedTuple):
    """How many letters have not left, how many of these never will by themselves, and since when the oldest waits."""

    number: int
    parked: int
    oldest: datetime | None


def unsent_count(session: Session) -> Unsent:
    states = select(OUTBOX.c.state, func.count(), func.min(OUTBOX.c.made_at)).where(OUTBOX.c.state.in_(WAITING))
    found = {row[0]: (row[1], row[2]) for row in session.execute(states.group_by(OUTBOX.c.state))}
    oldest = min((since for _, since in found.values()), default=None)
    return Unsent(sum(number for number, _ in found.values()), found.get("parked", (0, None))[0], oldest)


def unsent(session: Session, actor: Actor, *, after: int = 0, limit: int | None = 50) -> Sequence[Row[Any]]:
    """Letters that have not left, the oldest first, those after the key `after`.

    The case is named where the person may see it: letters of no case, or of a report not lodged, are of no case here.
    """
    wanted = (
        select(OUTBOX.c.id, OUTBOX.c.letter, OUTBOX.c.seat, OUTBOX.c.state, OUTBOX.c.why, OUTBOX.c.answer,
               OUTBOX.c.attempts, OUTBOX.c.made_at, OUTBOX.c.next_try_at, CASE.c.reference)
        .outerjoin(CASE, and_(CASE.c.id == OUTBOX.c.case_id, may_see(actor)))
        .where(OUTBOX.c.state.in_(WAITING), OUTBOX.c.id > after)
        .order_by(OUTBOX.c.id)
    )  # fmt: skip
    return session.execute(wanted.limit(limit) if limit else wanted).all()


def names(session: Session) -> dict[int, str]:
    """The names of all staff, those who left included."""
    return {row.id: row.name for row in session.execute(select(ACCOUNT.c.id, ACCOUNT.c.name))}
