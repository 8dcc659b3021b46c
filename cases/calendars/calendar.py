"""A calendar of one seat: is it open, and where does the n-th open day lie.

Every day of 2000 to 2045 has a rank (how many open days come before it), computed once; counting then is two look-ups.
Outside these years it walks day by day and gives the same answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import InitVar, dataclass, field
from datetime import date, time, timedelta
from typing import Literal, TypeAlias

from cases.words import N_

FIRST, LAST = date(2000, 1, 1), date(2045, 12, 31)
_FROM, _TO = FIRST.toordinal(), LAST.toordinal()
_ONE = timedelta(days=1)

DayStatus: TypeAlias = Literal["confirmed", "estimated", "revoked"]


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A day on which a seat is closed, with its source. A revoked one is open again."""

    day: date
    name: str
    source: str = ""
    status: DayStatus = "confirmed"


@dataclass(frozen=True, eq=False)
class Calendar:
    """The working days of one seat in one version. Never changes: a new closed day makes a new version.

    `weekend` holds weekday numbers (Monday is 0). Of several entries for one day the later ones win, so that a
    revocation opens a day and a new notice closes it again.
    """

    seat: str
    version: int
    closed: InitVar[Iterable[ClosedDay]] = ()
    weekend: frozenset[int] = frozenset({5, 6})
    opens: time = time(8)
    closes: time = time(17)
    tz: str = "Africa/Nairobi"
    title: str = "Nairobi"
    _closed: dict[date, ClosedDay] = field(init=False, repr=False)
    _open: list[date] = field(init=False, repr=False)
    _rank: list[int] = field(init=False, repr=False)

    def __post_init__(self, closed: Iterable[ClosedDay]) -> None:
        if len(self.weekend) > 6:
            raise ValueError("A seat is open on at least one day of the week.")
        last_word = {each.day: each for each in closed}
        object.__setattr__(self, "_closed", {d: c for d, c in last_word.items() if c.status != "revoked"})
        self._rank_all()

    def _rank_all(self) -> None:
        """Fill the tables: the open days in order, and for each day how many of them come before it."""
        shut = {day.toordinal() for day in self._closed}
        ordinals = [o for o in range(_FROM, _TO + 1) if (o + 6) % 7 not in self.weekend and o not in shut]
        rank: list[int] = []
        before = _FROM - 1
        for number, ordinal in enumerate(ordinals):
            rank += [number] * (ordinal - before)
            before = ordinal
        rank += [len(ordinals)] * (_TO + 1 - before)
        object.__setattr__(self, "_open", [date.fromordinal(o) for o in ordinals])
        object.__setattr__(self, "_rank", rank)

    def is_open(self, day: date) -> bool:
        return day.weekday() not in self.weekend and day not in self._closed

    def reason(self, day: date) -> str | None:
        """Why the seat is closed on that day; None when it is open. A named closed day goes before the weekend."""
        closed = self._closed.get(day)
        if closed is not None:
            return closed.name
        return N_("weekend") if day.weekday() in self.weekend else None

    def closed_day(self, day: date) -> ClosedDay | None:
        """The entry behind a closed day, with its source; None for mere weekends and open days."""
        return self._closed.get(day)

    def next_open(self, day: date) -> date:
        """The day itself if open, else the next open one."""
        index = day.toordinal() - _FROM
        if index >= 0:
            try:
                return self._open[self._rank[index]]
            except IndexError:
                pass
        return self._walk_to_open(day, _ONE)

    def previous_open(self, day: date) -> date:
        """The day itself if open, else the open one before it."""
        return day if self.is_open(day) else self.add_open_days(day, -1)

    def add_open_days(self, day: date, n: int) -> date:
        """The n-th open day after a day (before it, for a negative n); the day itself for n = 0."""
        if n == 0:
            return day
        index = day.toordinal() - _FROM
        if index >= 0:
            try:
                at = self._rank[index + 1] + n - 1 if n > 0 else self._rank[index] + n
                if at >= 0:
                    return self._open[at]
            except IndexError:
                pass
        return self._walk(day, n)

    def open_days_between(self, start: date, end: date) -> int:
        """How many open days there are from `start` up to but without `end`; negative when `end` comes first."""
        a, b = start.toordinal() - _FROM, end.toordinal() - _FROM
        if 0 <= a < len(self._rank) and 0 <= b < len(self._rank):
            return self._rank[b] - self._rank[a]
        if end < start:
            return -self.open_days_between(end, start)
        return sum(self.is_open(start + timedelta(days=i)) for i in range((end - start).days))

    def closed_between(self, start: date, end: date) -> list[date]:
        """The closed days after `start` up to and with `end`."""
        days = [start + timedelta(days=i) for i in range(1, (end - start).days + 1)]
        return [d for d in days if not self.is_open(d)]

    def _walk(self, day: date, n: int) -> date:
        step = _ONE if n > 0 else -_ONE
        for _ in range(abs(n)):
            day = self._walk_to_open(day + step, step)
        return day

    def _walk_to_open(self, day: date, step: timedelta) -> date:
        while not self.is_open(day):
            day += step
        return day
