"""How a count, its pauses and its extensions are told, with every day that did not count by name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cases.calendars import Calendar, ClosedDay
from cases.deadlines import Extension, Pause, Plan, counted
from cases.periods import Hours, Skipped, WorkingDays
from cases.words import N_, Day, Sentence, written

NONE = Sentence(N_("none."))
WEEKEND = "weekend"


def day_words(day: date) -> str:
    """A date as people read it: Monday 8 March 2027."""
    return written(day, "long")


def count_words(plan: Plan, calendar: Calendar) -> Sentence:
    """The line on the counting: on which calendar, from which day to which, and what was left out."""
    if plan.fixed is not None or plan.period is None:
        return Sentence(N_("Nothing is counted."))
    if isinstance(plan.period, Hours):
        return Sentence(
            N_("office hours, %(place)s calendar v%(version)s, open %(opens)s to %(closes)s on working days."),
            place=Sentence(calendar.title), version=calendar.version, opens=f"{calendar.opens:%H:%M}",
            closes=f"{calendar.closes:%H:%M}",
        )  # fmt: skip
    count = counted(plan, calendar)
    words = count.words
    if count.skipped:
        words = Sentence(N_("%(count)s. Skipped: %(days)s"), count=words, days=_grouped(count.skipped, calendar))
    if count.rolled:
        message = N_("%(count)s. It would end on a closed day and moves on: %(days)s")
        words = Sentence(message, count=words, days=_grouped(count.rolled, calendar))
    return Sentence("%(words)s.", words=words)


def _grouped(skipped: Sequence[Skipped], calendar: Calendar) -> tuple[Sentence, ...]:
    """Closed days grouped by reason, the named holidays last and one by one."""
    weekends = sorted(s.day for s in skipped if s.reason == WEEKEND)
    named = tuple(_named(s, calendar) for s in sorted(skipped, key=lambda s: s.day) if s.reason != WEEKEND)
    return (Sentence(N_("%(days)s (weekends)"), days=_by_month(weekends)), *named) if weekends else named


def _named(skipped: Skipped, calendar: Calendar) -> Sentence:
    entry = calendar.closed_day(skipped.day)
    estimated = entry is not None and entry.status == "estimated"
    message = N_("%(day)s (%(why)s, estimated)") if estimated else "%(day)s (%(why)s)"
    return Sentence(message, day=Day(skipped.day), why=Sentence(skipped.reason))


def _by_month(days: Sequence[date]) -> list[Sentence]:
    months: dict[tuple[int, int], list[date]] = {}
    for day in days:
        months.setdefault((day.year, day.month), []).append(day)
    return [
        Sentence("%(days)s %(month)s", days=", ".join(str(d.day) for d in each), month=Day(each[0], "month"))
        for each in months.values()
    ]


def named_days(plan: Plan, calendar: Calendar) -> list[ClosedDay]:
    """The closed days with a name that the count left out or moved over, each with its source, in order."""
    if plan.fixed is not None or plan.period is None or isinstance(plan.period, Hours):
        return []
    count = counted(plan, calendar)
    left_out = sorted({s.day for s in (*count.skipped, *count.rolled)})
    return [entry for day in left_out if (entry := calendar.closed_day(day)) is not None]


def pause_words(plan: Plan, calendar: Calendar) -> Sentence:
    return Sentence("%(pauses)s.", pauses=tuple(_pause(each, plan, calendar) for each in plan.pauses))


def _pause(pause: Pause, plan: Plan, calendar: Calendar) -> Sentence:
    why = Sentence(pause.why)
    if pause.end is None:
        message = N_("stopped since %(day)s (%(why)s); the date moves when it goes on")
        return Sentence(message, day=pause.start, why=why)
    if isinstance(plan.period, WorkingDays | Hours):
        lost = WorkingDays(calendar.open_days_between(pause.start, pause.end))
        given = Sentence(lost.one if lost.n == 1 else lost.many, n=lost.n)
    else:
        days = (pause.end - pause.start).days
        given = Sentence(N_("%(n)s day") if days == 1 else N_("%(n)s days"), n=days)
    return Sentence(N_("from %(start)s to %(end)s: %(lost)s (%(why)s)"), start=pause.start, end=pause.end, lost=given,
                    why=why)  # fmt: skip


def extension_words(plan: Plan) -> Sentence:
    return Sentence("%(extensions)s.", extensions=tuple(_extension(each) for each in plan.extensions))


def _extension(given: Extension) -> Sentence:
    why = Sentence(given.why)
    if given.until:
        return Sentence(N_("until %(until)s, given %(day)s (%(why)s)"), until=given.until, day=given.on, why=why)
    return Sentence(N_("%(units)s more, given %(day)s (%(why)s)"), units=given.units, day=given.on, why=why)
