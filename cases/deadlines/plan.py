"""Everything from which a date follows: start, length, pauses, extensions. A plan and a calendar give it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from cases.calendars import Calendar
from cases.periods import Count, Hours, Period, Roll, WorkingDays


class Calendars(Protocol):
    """Where the closed days of every seat are found."""

    def of(self, seat: str) -> Calendar: ...


@dataclass(frozen=True, slots=True)
class Pause:
    """A time that does not count: from `start` up to `end`, or still going on."""

    start: date
    end: date | None
    why: str
    seq: int


@dataclass(frozen=True, slots=True)
class Extension:
    """More time: until a date, or so many units of the limit, given by the event `seq`."""

    seq: int
    on: date
    until: date | None = None
    units: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything from which a due date follows, the calendar aside."""

    start: date
    period: Period | None
    start_at: datetime | None = None
    seat: str = "nairobi"
    rolls: bool = True
    backward: bool = False
    first_day_counts: bool = False
    deemed: Period | None = None
    fixed: date | None = None
    less: int = 0
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()

    def due(self, calendar: Calendar) -> date | None:
        """The last day (for a `wait_until`, the last day of waiting); None for a limit of unknown length."""
        if isinstance(self.period, Hours):
            ends = self.due_at(calendar)
            return ends.astimezone(ZoneInfo(calendar.tz)).date() if ends else None
        base = self.fixed
        if base is None:
            if self.period is None:
                return next((e.until for e in reversed(self.extensions) if e.until), None)
            if self.rolls and not (self.deemed or self.backward or self.first_day_counts):
                base = self.period.due(self.start, calendar)
            else:
                base = counted(self, calendar).due
        if self.less:
            base = _moved(base, -self.less, self.period, calendar)
        if self.pauses:
            base = self._rolled(paused(base, self.pauses, self.period, calendar), calendar)
        for extension in self.extensions:
            longer = _moved(base, extension.units or 0, self.period, calendar)
            base = extension.until or self._rolled(longer, calendar)
        return base

    def _rolled(self, day: date, calendar: Calendar) -> date:
        """A moved last day to act still never falls on a closed day; a time of waiting does not roll."""
        return calendar.next_open(day) if self.rolls and not self.backward else day

    def due_at(self, calendar: Calendar) -> datetime | None:
        """The last minute, for a limit in office hours."""
        if not isinstance(self.period, Hours):
            return None
        zone = ZoneInfo(calendar.tz)
        start = self.start_at or datetime.combine(self.start, time.min, zone)
        ends = self.period.due_at(start, calendar)
        if self.pauses:
            ends += self.due_shift(calendar, ends)
        return ends

    def due_shift(self, calendar: Calendar, ends: datetime) -> timedelta:
        """By how much pauses move the last minute: whole days, in open days of the seat."""
        return paused(ends.date(), self.pauses, WorkingDays(1), calendar) - ends.date()


def counted(plan: Plan, calendar: Calendar) -> Count:
    """The count itself, with every skipped day, before pauses and extensions. Needs a plan with a period."""
    if plan.period is None:
        raise ValueError("A limit of unknown length cannot be counted.")
    roll = Roll.NONE if not plan.rolls else Roll.PREVIOUS_OPEN if plan.backward else Roll.NEXT_OPEN
    start = plan.deemed.due(plan.start, calendar) if plan.deemed else plan.start
    return plan.period.count(start, calendar, first_day_counts=plan.first_day_counts, roll=roll, backward=plan.backward)


def _moved(day: date, units: int, period: Period | None, calendar: Calendar) -> date:
    """A date moved by units of its limit: open days for working days and hours, else calendar days."""
    if isinstance(period, WorkingDays | Hours):
        return calendar.add_open_days(day, units)
    return day + timedelta(days=units)


def paused(day: date, pauses: Iterable[Pause], period: Period | None, calendar: Calendar) -> date:
    """A date after its pauses: each adds what it took away, in the unit of the limit; an open pause adds nothing."""
    for pause in pauses:
        if pause.end is None or pause.end <= pause.start:
            continue
        if isinstance(period, WorkingDays | Hours):
            lost = calendar.open_days_between(pause.start, pause.end)
        else:
            lost = (pause.end - pause.start).days
        day = _moved(day, lost, period, calendar)
    return day
