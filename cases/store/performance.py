"""How the limits of each provision were kept: counts over the clocks that closed in a window of time.

What counts is how a clock stood when it closed (`cases.deadlines.clock.State`), by its last day, pauses and extensions
included:

- kept: what it asked for was done by its last day (`met`);
- missed: it was done after that day (`met_late`), or never, and the stay ended after that day (`ended`, closed later
  than due);
- neither: it ended in time without being owed any more. A clock without a date was neither kept nor missed.

Running late is a clock that is open and past its last day. Times of waiting, windows and forecasts bind nobody to act
and are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, case, func, literal, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlmodel import Session

from cases.engine import Actor
from cases.lifecycle import Kind
from cases.store.lists import may_see
from cases.store.sight import may_see_of
from cases.store.tables import CASE, DEADLINE

BINDING = (Kind.ACT_BY.value, Kind.THEIR_ACT_BY.value, Kind.RECURRING.value)
KEPT, LATE, NEVER = "kept", "late", "never"


@dataclass(frozen=True, slots=True)
class Article:
    """A limit with its law, and how it was kept. `median` is of the days from start to deed, where it was done."""

    key: str
    title: str
    cite: str
    status: str
    kept: int = 0
    missed: int = 0
    running_late: int = 0
    median: float | None = None

    @property
    def closed(self) -> int:
        return self.kept + self.missed

    @property
    def share(self) -> int | None:
        """Kept, of those that closed, in whole per cent."""
        return round(100 * self.kept / self.closed) if self.closed else None


class days_between(FunctionElement[int]):
    """Whole days from the second date to the first, in the words of each database."""

    inherit_cache = True
    type = Integer()


@compiles(days_between)
def _subtracted(element: Any, compiler: Any, **kw: Any) -> str:
    later, earlier = (compiler.process(each, **kw) for each in element.clauses)
    return f"({later} - {earlier})"


@compiles(days_between, "sqlite")
def _subtracted_in_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    later, earlier = (compiler.process(each, **kw) for each in element.clauses)
    return f"CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"


_D = DEADLINE.c
_LAST = func.coalesce(_D.due_latest, _D.due_on)
_OUTCOME = case((_D.state == "met", literal(KEPT)), (_D.state == "met_late", literal(LATE)), else_=literal(NEVER))
_LIMIT = (_D.key, _D.cite, _D.status)
_BINDS = and_(_D.kind.in_(BINDING), _D.due_on.is_not(None))


def performance(session: Session, actor: Actor, *, since: date, until: date) -> list[Article]:
    """Each limit that closed between the two days, or runs late on the last of them; what went wrong most comes first.

    One grouped query over what closed and one over what runs late; medians come from the histogram of days.
    """
    limits: dict[tuple[str, str, str], _Limit] = defaultdict(_Limit)
    for key, cite, status, title, days, outcome, number in session.execute(_closed(actor, since, until)):
        limits[key, cite, status].add(title, days, outcome, number)
    for key, cite, status, title, number in session.execute(_late(actor, until)):
        limits[key, cite, status].title = title
        limits[key, cite, status].running_late = number
    found = [limit.article(*which) for which, limit in limits.items()]
    return sorted(found, key=lambda a: (-a.missed - a.running_late, a.cite, a.title))


def _closed(actor: Actor, since: date, until: date) -> Any:
    days = days_between(_D.closed_on, _D.trigger_on)
    counted: ColumnElement[bool] = or_(_D.state.in_(("met", "met_late")), _D.closed_on > _LAST)
    return (
        select(*_LIMIT, func.max(_D.title), days, _OUTCOME, func.count())
        .where(may_see_of(actor, _D.case_id), _BINDS, _D.closed_on >= since, _D.closed_on <= until, counted)
        .group_by(*_LIMIT, days, _OUTCOME)
    )


def _late(actor: Actor, today: date) -> Any:
    return (
        select(*_LIMIT, func.max(_D.title), func.count())
        .join(CASE, CASE.c.id == _D.case_id)
        .where(may_see(actor), CASE.c.closed_on.is_(None), _BINDS, _D.state == "open", _D.due_on < today)
        .group_by(*_LIMIT)
    )


class _Limit:
    """One limit while its counts are added up."""

    def __init__(self) -> None:
        self.title = ""
        self.running_late = 0
        self.outcomes: dict[str, int] = defaultdict(int)
        self.days: dict[int, int] = defaultdict(int)

    def add(self, title: str, days: int, outcome: str, number: int) -> None:
        self.title = title
        self.outcomes[outcome] += number
        if outcome != NEVER:
            self.days[int(days)] += number

    def article(self, key: str, cite: str, status: str) -> Article:
        missed = self.outcomes[LATE] + self.outcomes[NEVER]
        return Article(
            key, self.title, cite, status, self.outcomes[KEPT], missed, self.running_late, median_of(self.days)
        )


def median_of(histogram: Mapping[int, int]) -> float | None:
    """The middle of so many values each; between two middle ones their mean; None of nothing."""
    number = sum(histogram.values())
    if not number:
        return None
    low, high = _at(histogram, (number - 1) // 2), _at(histogram, number // 2)
    return (low + high) / 2


def _at(histogram: Mapping[int, int], place: int) -> int:
    for value in sorted(histogram):
        place -= histogram[value]
        if place < 0:
            return value
    raise IndexError(place)


def together(articles: Iterable[Article]) -> tuple[int, int, int]:
    """Kept, missed and running late of all of them."""
    every = list(articles)
    return sum(a.kept for a in every), sum(a.missed for a in every), sum(a.running_late for a in every)
