"""Working days of a seat: golden days of Nairobi, Geneva and Arusha, revocations, and tables against a slow walk."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.calendars import Calendar, ClosedDay, seat_calendar, seating
from cases.calendars.calendar import FIRST, LAST
from cases.closed_days_seed import seed_days

CHRISTMAS = ClosedDay(date(2026, 12, 25), "Christmas Day", "Public Holidays Act")
NAIROBI = seat_calendar("nairobi", 14, seed_days("nairobi", 2024, 2027))
PLAIN = Calendar("nairobi", 1)
DAYS = st.dates(date(1999, 11, 1), date(2046, 2, 28))
CLOSED = st.lists(st.dates(date(1999, 12, 1), date(2046, 1, 31)), max_size=20)


def closed_on(*days: date) -> Calendar:
    return Calendar("nairobi", 1, [ClosedDay(day, "Closed", "Test notice") for day in days])


# Open or closed


def test_an_ordinary_friday_is_open() -> None:
    assert PLAIN.is_open(date(2026, 12, 25))


def test_a_closed_day_on_file_is_closed() -> None:
    assert not Calendar("nairobi", 2, [CHRISTMAS]).is_open(date(2026, 12, 25))


def test_the_reason_names_the_closed_day() -> None:
    assert NAIROBI.reason(date(2026, 12, 25)) == "Christmas Day"


def test_the_reason_of_a_saturday_is_the_weekend() -> None:
    assert NAIROBI.reason(date(2026, 12, 19)) == "weekend"


def test_an_open_day_has_no_reason() -> None:
    assert NAIROBI.reason(date(2026, 12, 24)) is None


def test_a_closed_day_keeps_its_source() -> None:
    entry = Calendar("nairobi", 2, [CHRISTMAS]).closed_day(date(2026, 12, 25))
    assert entry == CHRISTMAS


def test_a_revoked_day_is_open() -> None:
    revoked = ClosedDay(date(2026, 5, 27), "Idd-ul-Azha", "Gazette", "revoked")
    assert Calendar("nairobi", 2, [revoked]).is_open(date(2026, 5, 27))


def test_a_revocation_opens_a_day_that_was_closed_before() -> None:
    day = date(2026, 5, 27)
    entries = [ClosedDay(day, "Idd-ul-Azha"), ClosedDay(day, "Idd-ul-Azha", "Gazette", "revoked")]
    assert Calendar("nairobi", 3, entries).is_open(day)


def test_an_estimated_day_is_closed() -> None:
    day = ClosedDay(date(2027, 3, 9), "Idd-ul-Fitr", "holidays", "estimated")
    assert not Calendar("nairobi", 2, [day]).is_open(date(2027, 3, 9))


def test_a_calendar_never_changes() -> None:
    with pytest.raises(FrozenInstanceError):
        PLAIN.version = 2  # type: ignore[misc]


def test_a_seat_without_any_working_day_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        Calendar("nairobi", 1, weekend=frozenset(range(7)))


# Next and previous


@pytest.mark.parametrize(
    ("day", "open_day"),
    [
        (date(2026, 12, 24), date(2026, 12, 24)),
        (date(2026, 12, 25), date(2026, 12, 28)),
        (date(2026, 12, 27), date(2026, 12, 28)),
        (date(2026, 12, 28), date(2026, 12, 28)),
    ],
)
def test_next_open_day_around_christmas(day: date, open_day: date) -> None:
    assert NAIROBI.next_open(day) == open_day


@pytest.mark.parametrize(
    ("day", "open_day"),
    [
        (date(2026, 12, 24), date(2026, 12, 24)),
        (date(2026, 12, 25), date(2026, 12, 24)),
        (date(2026, 12, 27), date(2026, 12, 24)),
        (date(2026, 12, 28), date(2026, 12, 28)),
    ],
)
def test_previous_open_day_around_christmas(day: date, open_day: date) -> None:
    assert NAIROBI.previous_open(day) == open_day


# Counting


@pytest.mark.parametrize(
    ("n", "day"),
    [
        (0, date(2026, 12, 24)),
        (1, date(2026, 12, 28)),
        (4, date(2026, 12, 31)),
        (5, date(2027, 1, 4)),
        (6, date(2027, 1, 5)),
        (-1, date(2026, 12, 23)),
        (-4, date(2026, 12, 18)),
    ],
)
def test_open_days_from_christmas_eve_2026(n: int, day: date) -> None:
    assert NAIROBI.add_open_days(date(2026, 12, 24), n) == day


def test_open_days_between_leave_out_the_last_day() -> None:
    assert NAIROBI.open_days_between(date(2026, 12, 24), date(2026, 12, 28)) == 1
    assert NAIROBI.open_days_between(date(2026, 12, 24), date(2026, 12, 29)) == 2


def test_no_open_days_between_a_day_and_itself() -> None:
    assert NAIROBI.open_days_between(date(2026, 12, 24), date(2026, 12, 24)) == 0


def test_open_days_between_are_negative_backward() -> None:
    assert NAIROBI.open_days_between(date(2026, 12, 29), date(2026, 12, 24)) == -2


def test_closed_days_between_are_listed() -> None:
    listed = NAIROBI.closed_between(date(2026, 12, 24), date(2026, 12, 28))
    assert listed == [date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 27)]


def test_counting_goes_on_before_the_table() -> None:
    assert PLAIN.add_open_days(date(1999, 12, 31), -1) == date(1999, 12, 30)
    assert PLAIN.add_open_days(date(1999, 12, 31), 1) == date(2000, 1, 3)
    assert PLAIN.add_open_days(FIRST, -1) == date(1999, 12, 31)


def test_counting_goes_on_behind_the_table() -> None:
    assert PLAIN.add_open_days(LAST, 1) == date(2046, 1, 1)
    assert PLAIN.next_open(date(2045, 12, 31)) == date(2046, 1, 1)
    assert PLAIN.open_days_between(date(2045, 12, 29), date(2046, 1, 3)) == 3


def slow(calendar: Calendar, day: date, n: int) -> date:
    step = timedelta(days=1 if n > 0 else -1)
    while n:
        day += step
        n -= (1 if n > 0 else -1) if calendar.is_open(day) else 0
    return day


@settings(max_examples=200, deadline=None)
@given(DAYS, st.integers(-60, 60), CLOSED)
def test_the_table_agrees_with_a_slow_walk(day: date, n: int, closed: list[date]) -> None:
    calendar = closed_on(*closed, *(day + timedelta(days=i) for i in range(3)))
    assert calendar.add_open_days(day, n) == slow(calendar, day, n)


@settings(max_examples=100, deadline=None)
@given(DAYS, st.integers(0, 60), CLOSED)
def test_open_days_between_agree_with_a_slow_count(day: date, n: int, closed: list[date]) -> None:
    calendar = closed_on(*closed)
    days = [day + timedelta(days=i) for i in range(n)]
    assert calendar.open_days_between(day, day + timedelta(days=n)) == sum(map(calendar.is_open, days))


@settings(max_examples=100, deadline=None)
@given(DAYS, CLOSED)
def test_next_and_previous_open_days_are_the_nearest(day: date, closed: list[date]) -> None:
    calendar = closed_on(*closed, day)
    assert calendar.next_open(day) == slow(calendar, day, 1)
    assert calendar.previous_open(day) == slow(calendar, day, -1)


# Seats


@pytest.mark.parametrize(
    ("seat", "title", "tz"),
    [
        ("nairobi", "Nairobi", "Africa/Nairobi"),
        ("geneva", "Geneva", "Europe/Zurich"),
        ("arusha", "Arusha", "Africa/Dar_es_Salaam"),
        ("capital:UG", "Kampala", "Africa/Kampala"),
        ("capital:ET", "Addis Ababa", "Africa/Addis_Ababa"),
        ("capital:GB", "London", "Europe/London"),
        ("capital:FJ", "Capital of FJ", "UTC"),
    ],
)
def test_where_a_seat_is(seat: str, title: str, tz: str) -> None:
    calendar = seat_calendar(seat, 3, [CHRISTMAS])
    assert (calendar.seat, calendar.version, calendar.title, calendar.tz) == (seat, 3, title, tz)


def test_every_time_zone_of_a_capital_exists() -> None:
    from zoneinfo import ZoneInfo

    from cases.calendars.seats import CAPITALS

    assert all(ZoneInfo(place.tz).key == place.tz for place in CAPITALS.values())


@pytest.mark.parametrize("seat", ["mars", "capital:", "capital:uganda", "capital:ug", "UG"])
def test_an_unknown_seat_is_refused(seat: str) -> None:
    with pytest.raises(LookupError, match="No seat is called"):
        seating(seat)


def test_a_capital_without_closed_days_says_so() -> None:
    assert seat_calendar("capital:UG", 1, []).title == "Kampala (weekends only)"


def test_cairo_rests_on_friday_and_saturday() -> None:
    cairo = seat_calendar("capital:EG", 1, [])
    assert [cairo.is_open(date(2026, 11, day)) for day in (26, 27, 28, 29)] == [True, False, False, True]


def test_office_hours_are_eight_to_five() -> None:
    assert (NAIROBI.opens, NAIROBI.closes) == (time(8), time(17))


# The first list of closed days


def names(seat: str, year: int) -> dict[date, str]:
    return {each.day: each.name for each in seed_days(seat, year, year)}


def test_kenya_has_both_idd_days_of_2026() -> None:
    found = names("nairobi", 2026)
    assert (found[date(2026, 3, 20)], found[date(2026, 5, 27)]) == ("Idd-ul-Fitr", "Idd-ul-Azha")


def test_kenya_has_both_idd_days_of_2027_as_estimates() -> None:
    estimated = {each.day for each in seed_days("nairobi", 2027, 2027) if each.status == "estimated"}
    assert estimated == {date(2027, 3, 9), date(2027, 5, 16)}


@pytest.mark.parametrize("day", [date(2024, 6, 17), date(2025, 6, 6)])
def test_idd_ul_azha_of_earlier_years(day: date) -> None:
    assert names("nairobi", day.year)[day] == "Idd-ul-Azha"


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027])
def test_kenya_takes_no_hindu_days(year: int) -> None:
    assert not any("iwali" in name or "eepavali" in name for name in names("nairobi", year).values())


@pytest.mark.parametrize("day", [date(2027, 10, 11), date(2027, 12, 13), date(2025, 6, 2)])
def test_a_kenyan_sunday_moves_to_monday(day: date) -> None:
    assert day in names("nairobi", day.year)


def test_a_kenyan_saturday_does_not_move() -> None:
    assert NAIROBI.is_open(date(2026, 12, 28))


@pytest.mark.parametrize("day", [date(2024, 5, 10), date(2024, 11, 1), date(2025, 10, 17)])
def test_one_off_days_of_kenya(day: date) -> None:
    assert day in names("nairobi", day.year)


@pytest.mark.parametrize(
    ("day", "name"),
    [(date(2025, 9, 11), "Genevan Fast"), (date(2026, 9, 10), "Genevan Fast"), (date(2026, 12, 31), "Restoration Day")],
)
def test_geneva_has_days_of_its_own(day: date, name: str) -> None:
    assert names("geneva", day.year)[day] == name


def test_geneva_is_open_on_the_berchtold_day_of_other_cantons() -> None:
    assert date(2026, 1, 2) not in names("geneva", 2026)


def test_arusha_keeps_the_days_of_tanzania() -> None:
    found = names("arusha", 2026)
    assert {date(2026, 12, 9), date(2026, 4, 7)} <= found.keys()


def test_kampala_keeps_the_days_of_uganda() -> None:
    assert names("capital:UG", 2026)[date(2026, 10, 9)] == "Independence Day"


def test_the_days_of_the_capital_of_kenya_are_those_of_nairobi() -> None:
    assert names("capital:KE", 2026) == names("nairobi", 2026)


def test_a_capital_that_nobody_lists_has_no_days() -> None:
    assert seed_days("capital:EU", 2026, 2027) == []


def test_no_days_are_listed_for_an_unknown_seat() -> None:
    with pytest.raises(LookupError, match="No seat is called"):
        seed_days("mars", 2026, 2026)


def test_the_source_names_the_list_and_its_version() -> None:
    from holidays.version import __version__

    source = seed_days("nairobi", 2026, 2026)[0].source
    assert source == f"holidays {__version__}, KE, public and islamic"
