"""The units: each knows how to go forward, how to go backward, and how to say what it counts."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from cases.calendars import Calendar
from cases.periods.counting import ONE, Count, Roll, closed_days, rolled, sentence
from cases.words import N_, Sentence

SHORT = 6
"""Periods of so many days or less leave closed days out in Kenya, where a rule asks for it (Cap. 2 s. 57)."""


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time in one unit. Not used by itself: see `Days`, `WorkingDays`, `Weeks`, `Months`, `Years`, `Hours`.

    `n` may be zero: at once. `short_skips` asks for the rule on short periods; only days know it.
    """

    one: ClassVar[str] = ""
    many: ClassVar[str] = ""

    n: int
    short_skips: bool = False

    def __post_init__(self) -> None:
        if self.n < 0:
            raise ValueError("A period cannot be shorter than nothing.")

    @property
    def unit(self) -> str:
        """The unit in words, in the plural."""
        raise NotImplementedError

    @property
    def basis(self) -> str:
        """What is counted, as the explanation says it."""
        return self.unit

    @property
    def skips(self) -> bool:
        """Whether closed days do not count at all."""
        return False

    def end(self, start: date, calendar: Calendar) -> date:
        """The last day, before rolling, counted forward with day one after the start."""
        raise NotImplementedError

    def start_of(self, end: date, calendar: Calendar) -> date:
        """The last day counted backward, day one before the given day."""
        raise NotImplementedError

    def due(self, start: date, calendar: Calendar) -> date:
        """The last day to act: counted forward, moved to an open day."""
        return calendar.next_open(self.end(start, calendar))

    def count(
        self,
        start: date,
        calendar: Calendar,
        *,
        first_day_counts: bool = False,
        roll: Roll = Roll.NEXT_OPEN,
        backward: bool = False,
    ) -> Count:
        """The count with its explanation. Forward or backward, the trigger counted in or not, rolled or not."""
        step = -ONE if backward else ONE
        counts_in = first_day_counts and self.n > 0
        raw = self._last(start, calendar, counts_in, backward)
        due = rolled(raw, calendar, roll)
        first = start if counts_in or not self.n else start + step
        if self.skips and self.n:
            first = calendar.previous_open(first) if backward else calendar.next_open(first)
        before = start - step if counts_in else start
        skipped = closed_days(before + step, raw, calendar) if self.skips and self.n else ()
        words = sentence(self.basis, self._days_in_words(first), calendar, raw, due, roll)
        moved = closed_days(raw, due, calendar) if due != raw else ()
        return Count(start, first, raw, due, skipped, moved, words)

    def _last(self, start: date, calendar: Calendar, counts_in: bool, backward: bool) -> date:
        step = -ONE if backward else ONE
        origin = start - step if counts_in else start
        return self.start_of(origin, calendar) if backward else self.end(origin, calendar)

    def _days_in_words(self, first: date) -> Sentence:
        return Sentence(N_("day 1 is %(day)s") if self.n else N_("at once, on %(day)s"), day=first)

    @property
    def words(self) -> Sentence:
        """The length: 5 working days."""
        if self.n == 0:
            return Sentence(N_("immediately"))
        return Sentence(self.one if self.n == 1 else self.many, n=self.n)

    def __str__(self) -> str:
        return self.words


class _Daily(Period):
    """A period whose days have numbers: the n-th is the date."""

    __slots__ = ()

    def _days_in_words(self, first: date) -> Sentence:
        if self.n > 1:
            return Sentence(N_("day 1 is %(day)s, day %(n)s the date"), day=first, n=self.n)
        return Sentence(N_("day 1 is %(day)s, and the date"), day=first) if self.n else super()._days_in_words(first)


class Days(_Daily):
    """Calendar days. With `short_skips` closed days are left out of periods of six days or less (Cap. 2 s. 57)."""

    __slots__ = ()
    one, many = N_("%(n)s day"), N_("%(n)s days")

    @property
    def unit(self) -> str:
        return N_("days")

    @property
    def basis(self) -> str:
        return N_("days without closed days") if self.skips else N_("calendar days")

    @property
    def skips(self) -> bool:
        return self.short_skips and self.n <= SHORT

    def end(self, start: date, calendar: Calendar) -> date:
        return calendar.add_open_days(start, self.n) if self.skips else start + timedelta(days=self.n)

    def start_of(self, end: date, calendar: Calendar) -> date:
        return calendar.add_open_days(end, -self.n) if self.skips else end - timedelta(days=self.n)


class WorkingDays(_Daily):
    """Days on which the seat is open."""

    __slots__ = ()
    one, many = N_("%(n)s working day"), N_("%(n)s working days")

    @property
    def unit(self) -> str:
        return N_("working days")

    @property
    def skips(self) -> bool:
        return True

    def end(self, start: date, calendar: Calendar) -> date:
        return calendar.add_open_days(start, self.n)

    def start_of(self, end: date, calendar: Calendar) -> date:
        return calendar.add_open_days(end, -self.n)


class Weeks(Period):
    """Weeks of seven calendar days."""

    __slots__ = ()
    one, many = N_("%(n)s week"), N_("%(n)s weeks")

    @property
    def unit(self) -> str:
        return N_("weeks")

    def end(self, start: date, calendar: Calendar) -> date:
        return start + timedelta(weeks=self.n)

    def start_of(self, end: date, calendar: Calendar) -> date:
        return end - timedelta(weeks=self.n)


class Months(Period):
    """Calendar months: the same day of a later month, clipped to its end.

    With the first day counted in, the last day is the one before that; a month that is too short ends it on its own
    last day.
    """

    __slots__ = ()
    one, many = N_("%(n)s month"), N_("%(n)s months")

    @property
    def unit(self) -> str:
        return N_("months")

    @property
    def months(self) -> int:
        """The length in calendar months."""
        return self.n

    def end(self, start: date, calendar: Calendar) -> date:
        return _add_months(start, self.months)

    def start_of(self, end: date, calendar: Calendar) -> date:
        return _add_months(end, -self.months)

    def _last(self, start: date, calendar: Calendar, counts_in: bool, backward: bool) -> date:
        last = _add_months(start, -self.months if backward else self.months)
        if not counts_in or (last.day != start.day and not backward):
            return last
        return last + ONE if backward else last - ONE


class Years(Months):
    """Calendar years: the anniversary, 29 February clipped to 28."""

    __slots__ = ()
    one, many = N_("%(n)s year"), N_("%(n)s years")

    @property
    def unit(self) -> str:
        return N_("years")

    @property
    def months(self) -> int:
        return 12 * self.n


class Hours(Period):
    """Hours in which the office of the seat is open; a start outside them counts from the next opening.

    Where only the day of the start is known, the hours count from the opening of that day.
    """

    __slots__ = ()
    one, many = N_("%(n)s office hour"), N_("%(n)s office hours")

    @property
    def unit(self) -> str:
        return N_("office hours")

    @property
    def skips(self) -> bool:
        return True

    def end(self, start: date, calendar: Calendar) -> date:
        opening = datetime.combine(start, calendar.opens, ZoneInfo(calendar.tz))
        return self.due_at(opening, calendar).date()

    def start_of(self, end: date, calendar: Calendar) -> date:
        raise ValueError("Office hours are not counted backward.")

    def due_at(self, start: datetime, calendar: Calendar) -> datetime:
        """The minute at which the time is over, in the seat's own time, from an aware instant."""
        if start.tzinfo is None:
            raise ValueError("Office hours count from an instant with its time zone.")
        at = _in_hours(start.astimezone(ZoneInfo(calendar.tz)), calendar)
        left = timedelta(hours=self.n)
        while (rest := datetime.combine(at.date(), calendar.closes, at.tzinfo) - at) < left:
            left -= rest
            at = _opening_after(at, calendar)
        return at + left

    def _last(self, start: date, calendar: Calendar, counts_in: bool, backward: bool) -> date:
        return self.start_of(start, calendar) if backward else self.end(start, calendar)

    def _days_in_words(self, first: date) -> Sentence:
        return Sentence(N_("counted while the office is open, from %(day)s"), day=first)


def _in_hours(at: datetime, calendar: Calendar) -> datetime:
    """The instant itself in office hours, else the next opening."""
    if calendar.is_open(at.date()) and at.time() < calendar.closes:
        return max(at, datetime.combine(at.date(), calendar.opens, at.tzinfo))
    return _opening_after(at, calendar)


def _opening_after(at: datetime, calendar: Calendar) -> datetime:
    return datetime.combine(calendar.next_open(at.date() + ONE), calendar.opens, at.tzinfo)


def _add_months(day: date, n: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    last = day.day if day.day <= 28 else min(day.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, last)
