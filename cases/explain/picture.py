"""The count as a calendar: month by month, every day with what became of it. For limits of up to three months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from cases.calendars import Calendar
from cases.deadlines import Plan
from cases.explain.explanation import Explanation
from cases.explain.trace import Trace
from cases.periods import Days, WorkingDays

LONGEST = timedelta(days=93)
ONE = timedelta(days=1)


class Mark(StrEnum):
    """What became of a day of the count. It `moved` to a day where it would have ended on a closed one."""

    START = "start"
    COUNTED = "counted"
    SKIPPED = "skipped"
    PAUSED = "paused"
    MOVED = "moved"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Square:
    """One day. `number` is its place in the count, where days have one; `why` names the reason of a closed day;
    `last` is the date itself."""

    day: date
    mark: Mark | None = None
    number: int | None = None
    why: str = ""
    last: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """A month in weeks from Monday to Sunday; None stands for a day of another month."""

    first: date
    weeks: tuple[tuple[Square | None, ...], ...]


def picture(explanation: Explanation, calendar: Calendar) -> tuple[Month, ...]:
    """The months of the count; none where nothing is counted in days, or where they would be too many."""
    trace, due, plan = explanation.trace, explanation.due, explanation.clock.plan
    if trace is None or trace.days is None or due is None or abs(due - trace.start) > LONGEST:
        return ()
    squares = {each.day: each for each in _walk(plan, trace, due, calendar)}
    if not _adds_up(plan, trace, squares):
        squares = {day: replace(each, number=None) for day, each in squares.items()}
    squares[due] = replace(squares.get(due, Square(due)), last=True)
    return tuple(_month(first, squares) for first in _firsts(min(squares), max(squares)))


def _walk(plan: Plan, trace: Trace, due: date, calendar: Calendar) -> Iterator[Square]:
    """Every day from the start to the date, in the direction of the count."""
    step, counted = -ONE if trace.backward else ONE, 0
    day, all_days = trace.start, trace.days or 0
    landing = trace.shifts[0][0] if trace.shifts else due
    if trace.first_day_counts:
        counted = 1
    yield Square(day, Mark.START, counted or None)
    while day != due and (day < due) != trace.backward:
        day += step
        why = calendar.reason(day) or ""
        if _is_paused(plan, day):
            yield Square(day, Mark.PAUSED, why=why)
        elif why and ((plan.period is not None and plan.period.skips) or counted >= all_days):
            yield Square(day, Mark.SKIPPED, why=why)
        elif counted < all_days:
            counted += 1
            yield Square(day, Mark.COUNTED, counted, why)
        else:
            yield Square(day, Mark.MOVED if day == landing and trace.rolled else Mark.ADDED)


def _is_paused(plan: Plan, day: date) -> bool:
    return any(each.start <= day and (each.end is None or day < each.end) for each in plan.pauses)


def _adds_up(plan: Plan, trace: Trace, squares: dict[date, Square]) -> bool:
    """Whether days have numbers: not in weeks or months, nor where a pause took days that would not have counted."""
    if not isinstance(plan.period, Days | WorkingDays):
        return False
    stopped = not plan.pauses or any(each.end is None for each in plan.pauses)
    return stopped or trace.days == max((each.number or 0 for each in squares.values()), default=0)


def _firsts(first: date, last: date) -> Iterator[date]:
    day = first.replace(day=1)
    while day <= last:
        yield day
        day = (day + timedelta(days=31)).replace(day=1)


def _month(first: date, squares: dict[date, Square]) -> Month:
    monday = first - timedelta(days=first.weekday())
    weeks: list[tuple[Square | None, ...]] = []
    while monday < first or monday.month == first.month:
        days = [monday + timedelta(days=i) for i in range(7)]
        weeks.append(tuple(squares.get(d, Square(d)) if d.month == first.month else None for d in days))
        monday += timedelta(days=7)
    return Month(first, tuple(weeks))
