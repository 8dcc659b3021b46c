"""How long a limit is and how it counts: calendar days, working days, weeks, months, years, and office hours.

Day one is the day after the trigger unless the rule counts the trigger in. A limit to act that ends on a closed day of
its own forum moves to the next open one; a time of waiting never moves to gain time. Months and years clip to the
month's end. `due` is the fast way to the date; `count` gives the same date with every skipped day by name.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from cases.calendars import Calendar

_ONE = timedelta(days=1)
SHORT = 6
"""Periods of so many days or less leave closed days out in Kenya, where a rule asks for it (Cap. 2 s. 57)."""


class Roll(StrEnum):
    """What happens to a last day on which the forum is closed."""

    NEXT_OPEN = "next_open"
    PREVIOUS_OPEN = "previous_open"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that did not count, and why: `weekend`, or the name of the closed day."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Count:
    """A count that can be walked again, day by day.

    Day one is `first_day`; `skipped` are the days left out on the way to `raw`, the last day by the count; `rolled`
    are the closed days over which it moved to `due`. `words` says it in one sentence.
    """

    start: date
    first_day: date
    raw: date
    due: date
    skipped: tuple[Skipped, ...]
    rolled: tuple[Skipped, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time in one unit. Not used by itself: see `Days`, `WorkingDays`, `Weeks`, `Months`, `Years`, `Hours`.

    `n` may be zero: at once. `short_skips` asks for the rule on short periods; only days know it.
    """

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
        step = -_ONE if backward else _ONE
        counts_in = first_day_counts and self.n > 0
        raw = self._last(start, calendar, counts_in, backward)
        due = _rolled(raw, calendar, roll)
        first = start if counts_in or not self.n else start + step
        if self.skips and self.n:
            first = calendar.previous_open(first) if backward else calendar.next_open(first)
        before = start - step if counts_in else start
        skipped = _closed_days(before + step, raw, calendar) if self.skips and self.n else ()
        rolled = _closed_days(raw, due, calendar)
        return Count(start, first, raw, due, skipped, rolled, _words(self, calendar, first, raw, due, roll))

    def _last(self, start: date, calendar: Calendar, counts_in: bool, backward: bool) -> date:
        step = -_ONE if backward else _ONE
        origin = start - step if counts_in else start
        return self.start_of(origin, calendar) if backward else self.end(origin, calendar)

    def __str__(self) -> str:
        if self.n == 0:
            return "immediately"
        unit = self.unit[:-1] if self.n == 1 else self.unit
        return f"{self.n} {unit}"


class Days(Period):
    """Calendar days. With `short_skips` closed days are left out of periods of six days or less (Cap. 2 s. 57)."""

    __slots__ = ()

    @property
    def unit(self) -> str:
        return "days"

    @property
    def skips(self) -> bool:
        return self.short_skips and self.n <= SHORT

    def end(self, start: date, calendar: Calendar) -> date:
        return calendar.add_open_days(start, self.n) if self.skips else start + timedelta(days=self.n)

    def start_of(self, end: date, calendar: Calendar) -> date:
        return calendar.add_open_days(end, -self.n) if self.skips else end - timedelta(days=self.n)


class WorkingDays(Period):
    """Days on which the seat is open."""

    __slots__ = ()

    @property
    def unit(self) -> str:
        return "working days"

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

    @property
    def unit(self) -> str:
        return "weeks"

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

    @property
    def unit(self) -> str:
        return "months"

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
        return last + _ONE if backward else last - _ONE


class Years(Months):
    """Calendar years: the anniversary, 29 February clipped to 28."""

    __slots__ = ()

    @property
    def unit(self) -> str:
        return "years"

    @property
    def months(self) -> int:
        return 12 * self.n


class Hours(Period):
    """Hours in which the office of the seat is open; a start outside them counts from the next opening.

    Where only the day of the start is known, the hours count from the opening of that day.
    """

    __slots__ = ()

    @property
    def unit(self) -> str:
        return "office hours"

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


def _in_hours(at: datetime, calendar: Calendar) -> datetime:
    """The instant itself in office hours, else the next opening."""
    if calendar.is_open(at.date()) and at.time() < calendar.closes:
        return max(at, datetime.combine(at.date(), calendar.opens, at.tzinfo))
    return _opening_after(at, calendar)


def _opening_after(at: datetime, calendar: Calendar) -> datetime:
    return datetime.combine(calendar.next_open(at.date() + _ONE), calendar.opens, at.tzinfo)


def _add_months(day: date, n: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _rolled(raw: date, calendar: Calendar, roll: Roll) -> date:
    match roll:
        case Roll.NEXT_OPEN:
            return calendar.next_open(raw)
        case Roll.PREVIOUS_OPEN:
            return calendar.previous_open(raw)
        case Roll.NONE:
            return raw


def _closed_days(first: date, last: date, calendar: Calendar) -> tuple[Skipped, ...]:
    """The closed days from one day to another, both looked at, forward or backward, with their reasons."""
    step = _ONE if last >= first else -_ONE
    days = (first + step * i for i in range(abs((last - first).days) + 1))
    return tuple(Skipped(d, reason) for d in days if (reason := calendar.reason(d)) is not None)


def _long(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def _words(period: Period, calendar: Calendar, first: date, raw: date, due: date, roll: Roll) -> str:
    """The count in one sentence: unit, calendar, day one, the last day, and where it moved."""
    basis = "calendar days" if isinstance(period, Days) and not period.skips else period.unit
    said = [f"{basis}, {calendar.title} calendar v{calendar.version}", _day_words(period, first)]
    if due != raw:
        said.append(f"{_long(raw)} is closed ({calendar.reason(raw)}), so {_long(due)} counts")
    elif roll is Roll.NONE and not calendar.is_open(raw):
        said.append("a closed day does not move it")
    return "; ".join(said)


def _day_words(period: Period, first: date) -> str:
    if not period.n:
        return f"at once, on {_long(first)}"
    if isinstance(period, Days | WorkingDays):
        last = f", day {period.n} the date" if period.n > 1 else ", and the date"
        return f"day 1 is {_long(first)}{last}"
    if isinstance(period, Hours):
        return f"counted while the office is open, from {_long(first)}"
    return f"day 1 is {_long(first)}"


def extend(due: date, period: Period, calendar: Calendar, *, roll: Roll = Roll.NEXT_OPEN) -> date:
    """A last day with more time given: the period counted from the day on which it was due."""
    return _rolled(period.end(due, calendar), calendar, roll)


def shift_by_pauses(
    due: date | Count,
    pauses: Sequence[tuple[date, date]],
    calendar: Calendar,
    period: Period,
    *,
    roll: Roll = Roll.NEXT_OPEN,
) -> date:
    """A last day after pauses, each of which takes out the days from its start up to (not with) its end.

    They are given back in the unit of the limit: open days for working days and hours, else calendar days. Pausing
    and resuming on one day changes nothing. Of a count, the day before rolling is moved and then rolled.
    """
    skips = period.skips
    lost = sum(calendar.open_days_between(a, b) if skips else (b - a).days for a, b in _apart(pauses))
    if not lost:
        return due.due if isinstance(due, Count) else due
    day = due.raw if isinstance(due, Count) else due
    return _rolled(calendar.add_open_days(day, lost) if skips else day + timedelta(days=lost), calendar, roll)


def _apart(pauses: Sequence[tuple[date, date]]) -> list[tuple[date, date]]:
    """The pauses in order, none of them empty, with those that overlap made one: no day is given back twice."""
    apart: list[tuple[date, date]] = []
    for start, end in sorted(p for p in pauses if p[1] > p[0]):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart
