"""P9: the dates of a case with twelve deadlines once its plans are loaded, beside a plain loop over closed days."""

from __future__ import annotations

import time
from datetime import date, timedelta

from benchmarks.figures import Figure, interleaved
from cases.calendars import ClosedDay, seat_calendar
from cases.deadlines import Plan, dates
from cases.periods import Days, Months, Period, WorkingDays

PERIODS: tuple[Period, ...] = (
    WorkingDays(1), WorkingDays(5), WorkingDays(10), WorkingDays(20), WorkingDays(60), WorkingDays(120),
    WorkingDays(180), WorkingDays(260), Days(30), Days(180), Months(6), Months(12),
)  # fmt: skip
START = date(2026, 12, 24)
TIMES = 4000


def measure() -> list[Figure]:
    closed = [ClosedDay(date(year, month, day), "closed") for year in range(2020, 2035)
              for month, day in ((1, 1), (5, 1), (6, 1), (10, 10), (10, 20), (12, 12), (12, 25), (12, 26))]  # fmt: skip
    calendar = seat_calendar("nairobi", 1, closed)
    plans = [(Plan(START, period), calendar) for period in PERIODS]
    shut = frozenset(c.day for c in closed)
    if dates(plans) != [_plain(START, period, shut) for period in PERIODS]:
        raise AssertionError("The table and the plain loop do not agree.")

    def ours() -> float:
        began = time.perf_counter()
        for _ in range(TIMES):
            dates(plans)
        return (time.perf_counter() - began) / TIMES * 1e6

    def plain() -> float:
        began = time.perf_counter()
        for _ in range(TIMES // 20):
            for period in PERIODS:
                _plain(START, period, shut)
        return (time.perf_counter() - began) / (TIMES // 20) * 1e6

    ours_us, plain_us, _ = interleaved(ours, plain)
    base = f"{plain_us:.0f} µs plain loop"
    return [
        Figure("P9", "dates of a case, 12 deadlines, loaded (µs)", f"{ours_us:.1f} µs", base, ours_us, 25, at_most=True)
    ]


def _plain(start: date, period: Period, shut: frozenset[date]) -> date:
    """The same date by walking day by day."""
    one, day = timedelta(days=1), start
    if isinstance(period, WorkingDays):
        left = period.n
        while left:
            day += one
            if day.weekday() < 5 and day not in shut:
                left -= 1
        return day
    if isinstance(period, Months):
        last = date(start.year + (start.month - 1 + period.n) // 12, (start.month - 1 + period.n) % 12 + 1, 1)
        day = last + timedelta(days=start.day - 1)
    else:
        for _ in range(period.n):
            day += one
    while day.weekday() >= 5 or day in shut:
        day += one
    return day
