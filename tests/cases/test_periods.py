"""How limits count: golden dates before, on and after weekends, holidays, month ends, leap days and year ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.calendars import Calendar, ClosedDay, seat_calendar
from cases.closed_days_seed import seed_days
from cases.periods import (
    Count,
    Days,
    Hours,
    Months,
    Period,
    Roll,
    Skipped,
    Weeks,
    WorkingDays,
    Years,
    extend,
    shift_by_pauses,
)

NAIROBI = seat_calendar("nairobi", 14, seed_days("nairobi", 2024, 2029))
PLAIN = Calendar("nairobi", 1)
EAT = ZoneInfo("Africa/Nairobi")


# Working days


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        (date(2026, 12, 23), 5, date(2026, 12, 31)),
        (date(2026, 12, 24), 1, date(2026, 12, 28)),
        (date(2026, 12, 24), 5, date(2027, 1, 4)),
        (date(2026, 12, 25), 5, date(2027, 1, 4)),
        (date(2026, 12, 28), 5, date(2027, 1, 5)),
        (date(2026, 3, 19), 1, date(2026, 3, 23)),
        (date(2026, 5, 26), 1, date(2026, 5, 28)),
        (date(2026, 5, 26), 3, date(2026, 6, 2)),
        (date(2027, 3, 8), 1, date(2027, 3, 10)),
        (date(2027, 12, 10), 1, date(2027, 12, 14)),
    ],
)
def test_working_days_in_nairobi(start: date, n: int, due: date) -> None:
    assert WorkingDays(n).due(start, NAIROBI) == due


def test_twenty_working_days_from_a_friday() -> None:
    assert WorkingDays(20).due(date(2027, 2, 5), NAIROBI) == date(2027, 3, 5)


def test_the_day_of_the_trigger_counts_where_the_rule_says_so() -> None:
    count = WorkingDays(5).count(date(2026, 11, 23), PLAIN, first_day_counts=True)
    assert (count.first_day, count.due) == (date(2026, 11, 23), date(2026, 11, 27))


def test_a_closed_trigger_is_not_day_one_even_where_it_counts() -> None:
    count = WorkingDays(1).count(date(2026, 11, 28), PLAIN, first_day_counts=True)
    assert (count.first_day, count.due) == (date(2026, 11, 30), date(2026, 11, 30))


# Calendar days and rolling


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (date(2026, 11, 17), date(2026, 11, 27)),
        (date(2026, 11, 18), date(2026, 11, 30)),
        (date(2026, 11, 19), date(2026, 11, 30)),
        (date(2026, 11, 20), date(2026, 11, 30)),
        (date(2026, 12, 15), date(2026, 12, 28)),
    ],
)
def test_ten_days_move_off_a_closed_day(start: date, due: date) -> None:
    assert Days(10).due(start, NAIROBI) == due


def test_a_time_of_waiting_does_not_move() -> None:
    count = Days(60).count(date(2026, 10, 27), NAIROBI, roll=Roll.NONE)
    assert (count.raw, count.due, count.rolled) == (date(2026, 12, 26), date(2026, 12, 26), ())


def test_the_same_sixty_days_move_for_a_limit_to_act() -> None:
    assert Days(60).count(date(2026, 10, 27), NAIROBI).due == date(2026, 12, 28)


def test_what_was_rolled_over_is_named() -> None:
    count = Days(10).count(date(2026, 12, 15), NAIROBI)
    assert count.rolled == (
        Skipped(date(2026, 12, 25), "Christmas Day"),
        Skipped(date(2026, 12, 26), "Boxing Day"),
        Skipped(date(2026, 12, 27), "weekend"),
    )


def test_an_award_of_july_2025_is_answered_by_day_thirty() -> None:
    geneva = seat_calendar("geneva", 1, seed_days("geneva", 2025, 2025))
    assert Days(30).due(date(2025, 7, 21), geneva) == date(2025, 8, 20)


def test_calendar_days_with_the_trigger_counted_in() -> None:
    count = Days(5).count(date(2026, 11, 23), PLAIN, first_day_counts=True)
    assert (count.first_day, count.due) == (date(2026, 11, 23), date(2026, 11, 27))


def test_weeks_are_seven_days() -> None:
    assert Weeks(2).due(date(2026, 11, 24), NAIROBI) == date(2026, 12, 8)


# Backward


def test_counting_back_moves_to_the_previous_open_day() -> None:
    count = Days(10).count(date(2026, 12, 8), NAIROBI, backward=True, roll=Roll.PREVIOUS_OPEN)
    assert (count.first_day, count.raw, count.due) == (date(2026, 12, 7), date(2026, 11, 28), date(2026, 11, 27))


def test_counting_back_in_working_days_skips_closed_ones() -> None:
    count = WorkingDays(2).count(date(2026, 12, 28), NAIROBI, backward=True, roll=Roll.PREVIOUS_OPEN)
    assert (count.first_day, count.due) == (date(2026, 12, 24), date(2026, 12, 23))


def test_a_month_before_the_end_of_march() -> None:
    assert Months(1).count(date(2027, 3, 31), PLAIN, backward=True, roll=Roll.NONE).due == date(2027, 2, 28)


def test_hours_are_not_counted_back() -> None:
    with pytest.raises(ValueError, match="not counted backward"):
        Hours(4).count(date(2026, 11, 24), NAIROBI, backward=True)


# Months and years


@pytest.mark.parametrize(
    ("start", "n", "raw"),
    [
        (date(2027, 1, 30), 1, date(2027, 2, 28)),
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2027, 2, 28), 1, date(2027, 3, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 11, 15), 2, date(2027, 1, 15)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
    ],
)
def test_months_clip_to_the_end(start: date, n: int, raw: date) -> None:
    assert Months(n).count(start, NAIROBI).raw == raw


def test_a_clipped_month_moves_off_a_sunday() -> None:
    assert Months(1).due(date(2027, 1, 31), NAIROBI) == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("start", "last"),
    [
        (date(2027, 1, 1), date(2027, 1, 31)),
        (date(2027, 1, 15), date(2027, 2, 14)),
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2027, 3, 1), date(2027, 3, 31)),
    ],
)
def test_a_month_with_its_first_day_counted_in(start: date, last: date) -> None:
    assert Months(1).count(start, PLAIN, first_day_counts=True, roll=Roll.NONE).due == last


def test_a_month_back_with_its_last_day_counted_in() -> None:
    count = Months(1).count(date(2027, 3, 31), PLAIN, first_day_counts=True, backward=True, roll=Roll.NONE)
    assert count.due == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("start", "raw"),
    [
        (date(2028, 2, 28), date(2029, 2, 28)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2027, 2, 28), date(2028, 2, 28)),
    ],
)
def test_a_year_around_a_leap_day(start: date, raw: date) -> None:
    assert Years(1).count(start, NAIROBI, roll=Roll.NONE).due == raw


def test_four_years_bring_a_leap_day_back() -> None:
    assert Years(4).count(date(2024, 2, 29), PLAIN, roll=Roll.NONE).due == date(2028, 2, 29)


def test_twelve_months_by_date() -> None:
    assert Months(12).count(date(2023, 6, 23), PLAIN, roll=Roll.NONE).due == date(2024, 6, 23)


# Nothing, and the rule on short periods


@pytest.mark.parametrize("period", [Days(0), WorkingDays(0), Weeks(0), Months(0), Years(0)])
@pytest.mark.parametrize(
    ("start", "due"),
    [(date(2026, 11, 27), date(2026, 11, 27)), (date(2026, 11, 28), date(2026, 11, 30))],
)
def test_immediately_is_today_or_the_next_open_day(period: Period, start: date, due: date) -> None:
    assert period.due(start, NAIROBI) == due
    assert period.count(start, NAIROBI, first_day_counts=True).due == due


@pytest.mark.parametrize("kind", [Days, WorkingDays, Weeks, Months, Years, Hours])
def test_less_than_nothing_is_refused(kind: type[Period]) -> None:
    with pytest.raises(ValueError, match="shorter than nothing"):
        kind(-1)


@pytest.mark.parametrize(
    ("n", "due"),
    [(5, date(2027, 1, 4)), (6, date(2027, 1, 5)), (7, date(2026, 12, 31))],
)
def test_short_periods_leave_closed_days_out_when_asked(n: int, due: date) -> None:
    assert Days(n, short_skips=True).due(date(2026, 12, 24), NAIROBI) == due


def test_short_periods_count_closed_days_unless_asked() -> None:
    assert Days(5).due(date(2026, 12, 24), NAIROBI) == date(2026, 12, 29)


# Hours


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        (datetime(2026, 11, 24, 9, 30, tzinfo=EAT), 4, datetime(2026, 11, 24, 13, 30, tzinfo=EAT)),
        (datetime(2026, 11, 24, 13, 0, tzinfo=EAT), 4, datetime(2026, 11, 24, 17, 0, tzinfo=EAT)),
        (datetime(2026, 11, 24, 13, 1, tzinfo=EAT), 4, datetime(2026, 11, 25, 8, 1, tzinfo=EAT)),
        (datetime(2026, 11, 24, 5, 0, tzinfo=EAT), 4, datetime(2026, 11, 24, 12, 0, tzinfo=EAT)),
        (datetime(2026, 11, 24, 17, 0, tzinfo=EAT), 4, datetime(2026, 11, 25, 12, 0, tzinfo=EAT)),
        (datetime(2026, 11, 24, 22, 0, tzinfo=EAT), 4, datetime(2026, 11, 25, 12, 0, tzinfo=EAT)),
        (datetime(2026, 11, 27, 15, 0, tzinfo=EAT), 4, datetime(2026, 11, 30, 10, 0, tzinfo=EAT)),
        (datetime(2026, 11, 28, 10, 0, tzinfo=EAT), 4, datetime(2026, 11, 30, 12, 0, tzinfo=EAT)),
        (datetime(2026, 12, 24, 15, 0, tzinfo=EAT), 4, datetime(2026, 12, 28, 10, 0, tzinfo=EAT)),
        (datetime(2026, 11, 24, 9, 0, tzinfo=EAT), 20, datetime(2026, 11, 26, 11, 0, tzinfo=EAT)),
        (datetime(2026, 11, 24, 9, 0, tzinfo=EAT), 0, datetime(2026, 11, 24, 9, 0, tzinfo=EAT)),
        (datetime(2026, 11, 24, 20, 0, tzinfo=EAT), 0, datetime(2026, 11, 25, 8, 0, tzinfo=EAT)),
    ],
)
def test_hours_run_while_the_office_is_open(start: datetime, n: int, due: datetime) -> None:
    assert Hours(n).due_at(start, NAIROBI) == due


def test_hours_are_counted_in_the_time_of_the_seat() -> None:
    due = Hours(4).due_at(datetime(2026, 11, 24, 6, 0, tzinfo=UTC), NAIROBI)
    assert due.isoformat() == "2026-11-24T13:00:00+03:00"


def test_hours_over_the_night_in_which_geneva_changes_its_clocks() -> None:
    zone = ZoneInfo("Europe/Zurich")
    geneva = seat_calendar("geneva", 1, seed_days("geneva", 2026, 2026))
    due = Hours(4).due_at(datetime(2026, 3, 27, 15, 0, tzinfo=zone), geneva)
    assert due == datetime(2026, 3, 30, 10, 0, tzinfo=zone)


def test_hours_need_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Hours(4).due_at(datetime(2026, 11, 24, 9, 0), NAIROBI)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("n", "day"),
    [(4, date(2026, 11, 27)), (9, date(2026, 11, 27)), (10, date(2026, 11, 30))],
)
def test_hours_from_a_day_count_from_its_opening(n: int, day: date) -> None:
    assert Hours(n).due(date(2026, 11, 27), NAIROBI) == day


def test_hours_explain_the_days_they_skip() -> None:
    count = Hours(10).count(date(2026, 12, 24), NAIROBI)
    assert [s.day.day for s in count.skipped] == [25, 26, 27]


# Words


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Days(0), "immediately"),
        (Days(1), "1 day"),
        (Days(10), "10 days"),
        (WorkingDays(1), "1 working day"),
        (WorkingDays(20), "20 working days"),
        (Weeks(1), "1 week"),
        (Months(6), "6 months"),
        (Years(5), "5 years"),
        (Hours(4), "4 office hours"),
    ],
)
def test_a_period_says_its_length(period: Period, words: str) -> None:
    assert str(period) == words


def test_a_count_says_how_it_counted() -> None:
    words = WorkingDays(20).count(date(2027, 2, 5), NAIROBI).words
    assert words == "working days, Nairobi calendar v14; day 1 is Monday 8 February 2027, day 20 the date"


def test_a_count_says_where_it_moved() -> None:
    words = Days(10).count(date(2026, 12, 15), NAIROBI).words
    assert words == (
        "calendar days, Nairobi calendar v14; day 1 is Wednesday 16 December 2026, day 10 the date; "
        "Friday 25 December 2026 is closed (Christmas Day), so Monday 28 December 2026 counts"
    )


def test_a_time_of_waiting_says_that_it_stays() -> None:
    words = Days(60).count(date(2026, 10, 27), NAIROBI, roll=Roll.NONE).words
    assert words.endswith("; a closed day does not move it")


# Extensions and pauses


def test_an_extension_counts_from_the_date_that_was_due() -> None:
    assert extend(date(2026, 12, 24), WorkingDays(5), NAIROBI) == date(2027, 1, 4)


def test_an_extension_in_days_moves_off_a_closed_day() -> None:
    assert extend(date(2026, 12, 15), Days(10), NAIROBI) == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("resumed", "due"),
    [
        (date(2026, 11, 24), date(2026, 12, 8)),
        (date(2026, 11, 25), date(2026, 12, 9)),
        (date(2026, 11, 30), date(2026, 12, 14)),
    ],
)
def test_a_pause_gives_back_working_days(resumed: date, due: date) -> None:
    pauses = [(date(2026, 11, 24), resumed)]
    assert shift_by_pauses(date(2026, 12, 8), pauses, NAIROBI, WorkingDays(10)) == due


def test_a_pause_over_a_weekend_takes_no_working_day() -> None:
    pauses = [(date(2026, 11, 28), date(2026, 11, 30))]
    assert shift_by_pauses(date(2026, 12, 8), pauses, NAIROBI, WorkingDays(10)) == date(2026, 12, 8)


def test_a_pause_gives_back_calendar_days_and_rolls() -> None:
    pauses = [(date(2026, 11, 24), date(2026, 11, 28))]
    assert shift_by_pauses(date(2026, 12, 8), pauses, NAIROBI, Days(14)) == date(2026, 12, 14)


def test_a_paused_time_of_waiting_does_not_roll() -> None:
    pauses = [(date(2026, 11, 24), date(2026, 11, 28))]
    assert shift_by_pauses(date(2026, 12, 8), pauses, NAIROBI, Days(14), roll=Roll.NONE) == date(2026, 12, 12)


def test_of_a_count_the_day_before_rolling_is_moved() -> None:
    count = Days(10).count(date(2026, 12, 15), NAIROBI)
    pauses = [(date(2026, 12, 16), date(2026, 12, 18))]
    assert shift_by_pauses(count, pauses, NAIROBI, Days(10)) == date(2026, 12, 28)


def test_overlapping_pauses_give_a_day_back_once() -> None:
    pauses = [(date(2026, 11, 24), date(2026, 11, 26)), (date(2026, 11, 25), date(2026, 11, 27))]
    assert shift_by_pauses(date(2026, 12, 7), pauses, PLAIN, WorkingDays(10)) == date(2026, 12, 10)


# Properties


STARTS = st.dates(date(2000, 1, 15), date(2044, 12, 31))
UNITS: Sequence[type[Period]] = (Days, WorkingDays, Weeks, Months, Years)
PERIODS = st.builds(lambda unit, n: unit(n if unit is not Years else n % 4), st.sampled_from(UNITS), st.integers(0, 40))
OFFSETS = st.lists(st.integers(-5, 90), max_size=12)


def closed_near(start: date, offsets: Sequence[int]) -> Calendar:
    days = [start + timedelta(days=offset) for offset in offsets]
    return Calendar("nairobi", 1, [ClosedDay(day, f"Notice of {day}") for day in days])


def walked(period: Period, count: Count) -> date:
    """The last day by the explanation alone: from day one, every day that is not listed as skipped counts."""
    left_out = {skipped.day for skipped in count.skipped}
    day, counted = count.first_day, 1
    while counted < period.n:
        day += timedelta(days=1)
        counted += day not in left_out
    return day


def rolled_by(count: Count) -> date:
    """The date by the explanation alone: the day after the last one that was rolled over."""
    return count.rolled[-1].day + timedelta(days=1) if count.rolled else count.raw


@settings(max_examples=200, deadline=None)
@given(STARTS, st.sampled_from((Days, WorkingDays)), st.integers(1, 40), OFFSETS, st.booleans())
def test_the_explanation_replays_to_the_date(
    start: date, unit: type[Period], n: int, offsets: list[int], counts_in: bool
) -> None:
    count = unit(n).count(start, closed_near(start, offsets), first_day_counts=counts_in)
    assert walked(unit(n), count) == count.raw
    assert rolled_by(count) == count.due


@settings(max_examples=200, deadline=None)
@given(STARTS, PERIODS, OFFSETS)
def test_the_fast_way_and_the_explained_way_agree(start: date, period: Period, offsets: list[int]) -> None:
    calendar = closed_near(start, offsets)
    assert period.due(start, calendar) == period.count(start, calendar).due


@settings(max_examples=200, deadline=None)
@given(STARTS, PERIODS, OFFSETS, st.integers(-5, 90))
def test_one_more_closed_day_never_brings_a_date_forward(
    start: date, period: Period, offsets: list[int], another: int
) -> None:
    before = period.due(start, closed_near(start, offsets))
    after = period.due(start, closed_near(start, [*offsets, another]))
    assert after >= before


@settings(max_examples=200, deadline=None)
@given(STARTS, st.integers(0, 40), OFFSETS, st.integers(0, 40))
def test_pausing_and_resuming_on_one_day_changes_nothing(start: date, n: int, offsets: list[int], when: int) -> None:
    calendar, day = closed_near(start, offsets), start + timedelta(days=when)
    for period in (Days(n), WorkingDays(n), Hours(n), Months(n)):
        count = period.count(start, calendar)
        assert shift_by_pauses(count, [(day, day)], calendar, period) == count.due
        assert shift_by_pauses(count.due, [(day, day)], calendar, period) == count.due


@settings(max_examples=200, deadline=None)
@given(STARTS, PERIODS, OFFSETS, st.integers(0, 40), st.integers(0, 20))
def test_a_pause_never_brings_a_date_forward(
    start: date, period: Period, offsets: list[int], when: int, length: int
) -> None:
    calendar, paused = closed_near(start, offsets), start + timedelta(days=when)
    count = period.count(start, calendar)
    shifted = shift_by_pauses(count, [(paused, paused + timedelta(days=length))], calendar, period)
    assert shifted >= count.due


@settings(max_examples=200, deadline=None)
@given(STARTS, PERIODS, OFFSETS)
def test_a_limit_to_act_ends_on_an_open_day(start: date, period: Period, offsets: list[int]) -> None:
    calendar = closed_near(start, offsets)
    assert calendar.is_open(period.due(start, calendar))
