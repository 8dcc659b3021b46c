"""More time: extensions and pauses, given back in the unit of the limit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from cases.calendars import Calendar
from cases.periods.counting import Count, Roll, rolled
from cases.periods.lengths import Period


def extend(due: date, period: Period, calendar: Calendar, *, roll: Roll = Roll.NEXT_OPEN) -> date:
    """A last day with more time given: the period counted from the day on which it was due."""
    return rolled(period.end(due, calendar), calendar, roll)


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
    return rolled(calendar.add_open_days(day, lost) if skips else day + timedelta(days=lost), calendar, roll)


def _apart(pauses: Sequence[tuple[date, date]]) -> list[tuple[date, date]]:
    """The pauses in order, none of them empty, with those that overlap made one: no day is given back twice."""
    apart: list[tuple[date, date]] = []
    for start, end in sorted(p for p in pauses if p[1] > p[0]):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart
