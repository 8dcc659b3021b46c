"""Why a date is what it is: trigger, rule, counting with every skipped day by name, pauses, extensions. Pure.

An `Explanation` holds the same facts twice: as numbered lines for a reader, and as a `Trace` that `replay` walks day by
day, without the code that computed the date. The tests hold the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from cases.calendars import Calendar
from cases.deadlines import Calendars, Clock, Pause, counted
from cases.history import Facts
from cases.law import LegalStatus, Provision
from cases.lifecycle import Kind, Lifecycle
from cases.periods import Hours, Skipped, WorkingDays

_HEADLINE = {
    Kind.ACT_BY: "Last day",
    Kind.THEIR_ACT_BY: "Last day for the other side",
    Kind.WAIT_UNTIL: "Last day of waiting",
    Kind.WINDOW: "Last day of the window",
    Kind.TARGET: "Expected by",
    Kind.RECURRING: "Next due",
}


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


@dataclass(frozen=True, slots=True)
class Line:
    """One numbered line: what it is about, and the sentence. `event` links to the entry of the timeline."""

    number: int
    title: str
    words: str
    event: int | None = None
    provision: Provision | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A date with everything behind it. `promised` is False while the length is unconfirmed: outsiders never see it."""

    clock: Clock
    heading: str
    status: str
    due: date | None
    lines: tuple[Line, ...]
    result: str
    moved: tuple[str, ...]
    trace: Trace | None
    promised: bool


def day_words(day: date) -> str:
    """A date as people read it: Monday 8 March 2027."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def explain(
    life: Lifecycle, facts: Facts, calendars: Calendars, clock: Clock, moves: Iterable[str] = ()
) -> Explanation:
    """The explanation of a clock's date; `moves` are sentences on how the date moved before."""
    calendar = calendars.of(clock.plan.seat)
    trace = _trace(clock, calendar)
    lines = (
        _trigger_line(life, facts, clock),
        _rule_line(clock),
        _count_line(clock, calendar),
        _pause_line(clock, calendar),
        _extension_line(clock),
    )
    due = clock.due
    return Explanation(
        clock=clock,
        heading=f"{clock.title}: {day_words(due)}" if due else f"{clock.title}: no length is on file",
        status=clock.cite.shown,
        due=due,
        lines=lines,
        result=_result(clock),
        moved=tuple(moves),
        trace=trace,
        promised=clock.confirmed,
    )


def _result(clock: Clock) -> str:
    if clock.due is None:
        return "No date follows: the length of this limit is not on file."
    words = f"{_HEADLINE[clock.kind]}: {day_words(clock.due)}"
    if clock.due_at is not None:
        words += f", {clock.due_at.astimezone(ZoneInfo('Africa/Nairobi')):%H:%M} East Africa Time"
    if clock.earliest and clock.latest and clock.earliest != clock.latest:
        words += f" (between {day_words(clock.earliest)} and {day_words(clock.latest)})"
    return words + "."


def _trigger_line(life: Lifecycle, facts: Facts, clock: Clock) -> Line:
    stage_key, _, name = clock.trigger.rpartition(".")
    if name == "open":
        act = "The case was opened"
    else:
        action = life.action_in(stage_key, name) if life.has_stage(stage_key) else None
        act = action.title if action else name.replace("_", " ").capitalize()
    anchor = "" if clock.anchor.value == "done" else f", counted from the day it was {clock.anchor.value}"
    return Line(
        1, "Trigger", f"{act}, {day_words(clock.trigger_on)}{anchor} (entry {clock.trigger_seq}).", clock.trigger_seq
    )


def _rule_line(clock: Clock) -> Line:
    length = clock.length or "No length is on file"
    if clock.plan.fixed is not None:
        length = "A date that was set in the case"
    confirmed = "" if clock.cite.status is not LegalStatus.UNCONFIRMED else "; length and basis are to be confirmed"
    way = " counted back" if clock.plan.backward else ""
    less = f", less {clock.plan.less} days" if clock.plan.less else ""
    deemed = f"; receipt is deemed {clock.plan.deemed} after dispatch" if clock.plan.deemed else ""
    return Line(2, "Rule", f"{length}{way}{less}{deemed}{confirmed}.", provision=clock.cite)


def _count_line(clock: Clock, calendar: Calendar) -> Line:
    plan = clock.plan
    if plan.fixed is not None or plan.period is None:
        return Line(3, "Counting", "Nothing is counted.")
    if isinstance(plan.period, Hours):
        return Line(
            3, "Counting",
            f"office hours, {calendar.title} calendar v{calendar.version}, open {calendar.opens:%H:%M} to "
            f"{calendar.closes:%H:%M} on working days.",
        )  # fmt: skip
    count = counted(plan, calendar)
    words = count.words
    if count.skipped:
        words += f". Skipped: {_grouped(count.skipped)}"
    if count.rolled:
        words += f". It would end on a closed day and moves on: {_grouped(count.rolled)}"
    return Line(3, "Counting", f"{words}.")


def _grouped(skipped: Sequence[Skipped]) -> str:
    """Closed days grouped by reason, the named holidays last and one by one."""
    weekends = [s.day for s in skipped if s.reason == "weekend"]
    named = [f"{s.day.day} {s.day:%B %Y} ({s.reason})" for s in skipped if s.reason != "weekend"]
    groups = [f"{_days_listed(weekends)} (weekends)"] if weekends else []
    return "; ".join([*groups, *named])


def _days_listed(days: Sequence[date]) -> str:
    by_month: dict[str, list[str]] = {}
    for day in days:
        by_month.setdefault(f"{day:%B %Y}", []).append(str(day.day))
    return ", ".join(f"{', '.join(numbers)} {month}" for month, numbers in by_month.items())


def _pause_line(clock: Clock, calendar: Calendar) -> Line:
    if not clock.plan.pauses:
        return Line(4, "Pauses", "none.")
    return Line(4, "Pauses", "; ".join(_pause_words(p, clock, calendar) for p in clock.plan.pauses) + ".")


def _pause_words(pause: Pause, clock: Clock, calendar: Calendar) -> str:
    if pause.end is None:
        return f"stopped since {day_words(pause.start)} ({pause.why}); the date moves when it goes on"
    if isinstance(clock.plan.period, WorkingDays | Hours):
        lost = f"{calendar.open_days_between(pause.start, pause.end)} working days"
    else:
        lost = f"{(pause.end - pause.start).days} days"
    return f"from {day_words(pause.start)} to {day_words(pause.end)}: {lost} ({pause.why})"


def _extension_line(clock: Clock) -> Line:
    if not clock.plan.extensions:
        return Line(5, "Extensions", "none.")
    words = [
        f"{'until ' + day_words(e.until) if e.until else f'{e.units} more'}, given {day_words(e.on)} ({e.why})"
        for e in clock.plan.extensions
    ]
    return Line(5, "Extensions", "; ".join(words) + ".", clock.plan.extensions[-1].seq)


def _trace(clock: Clock, calendar: Calendar) -> Trace | None:
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
