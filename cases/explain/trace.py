"""The count in a form that can be walked again, day by day, without the code that computed the date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from cases.calendars import Calendar
from cases.deadlines import Clock, counted
from cases.periods import Hours, Skipped


@dataclass(frozen=True, slots=True)
class Trace:
    """The count in a form that can be walked again: `days` are counted from the day after `start`, `skipped` left out.

    `rolled` are the closed days after the last one, over which it moved. `shifts` are what pauses and extensions did
    afterwards, as (from, to) pairs in order.
    """

    start: date
    days: int | None
    skipped: tuple[Skipped, ...] = ()
    rolled: tuple[Skipped, ...] = ()
    raw: date | None = None
    backward: bool = False
    first_day_counts: bool = False
    shifts: tuple[tuple[date, date], ...] = ()


def trace_of(clock: Clock, calendar: Calendar) -> Trace | None:
    """The walkable form; None for limits in hours and for those without a length."""
    plan = clock.plan
    if clock.due is None or isinstance(plan.period, Hours):
        return None
    shifts = _shifts(clock, calendar)
    if plan.fixed is not None or plan.period is None:
        return Trace(plan.fixed or plan.start, None, raw=plan.fixed, shifts=shifts)
    count = counted(plan, calendar)
    days = abs((count.raw - count.start).days) - len(count.skipped) + (1 if plan.first_day_counts else 0)
    return Trace(
        start=count.start, days=days, skipped=count.skipped, rolled=count.rolled, raw=count.raw,
        backward=plan.backward, first_day_counts=plan.first_day_counts, shifts=shifts,
    )  # fmt: skip


def _shifts(clock: Clock, calendar: Calendar) -> tuple[tuple[date, date], ...]:
    plan = clock.plan
    bare = replace(plan, pauses=(), extensions=(), less=0)
    marks = [bare.due(calendar) or plan.start, replace(bare, less=plan.less).due(calendar)]
    marks.append(replace(plan, extensions=()).due(calendar))
    marks += [replace(plan, extensions=plan.extensions[: i + 1]).due(calendar) for i in range(len(plan.extensions))]
    days = [m for m in marks if m is not None]
    return tuple((a, b) for a, b in pairwise(days) if a != b)


def replay(trace: Trace) -> date:
    """Walk the trace day by day and say where it ends: it must be the date that was explained."""
    step = timedelta(days=-1 if trace.backward else 1)
    left_out = {s.day for s in trace.skipped}
    day = trace.start
    if trace.days is not None:
        remaining = trace.days - (1 if trace.first_day_counts else 0)
        while remaining > 0:
            day += step
            if day not in left_out:
                remaining -= 1
        closed = {s.day for s in trace.rolled}
        while day in closed:
            day += step
    for before, after in trace.shifts:
        if before != day:
            raise ValueError(f"The explanation does not hold together at {before}.")
        day = after
    return day
