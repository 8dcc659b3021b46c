"""What a clock asks of the watch, and when: each rung on its day in office hours, the system when the last day is over.

Wednesday 3 March 2027 is the day on which the clocks of these tests start.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cases.agenda import Item, agenda, in_office_hours, next_look, next_opening, opening_of
from cases.deadlines import Clock, Plan, State
from cases.law import SERVICE
from cases.lifecycle import (
    ACT_BY,
    HALF_TIME,
    TARGET,
    THEIR_ACT_BY,
    After,
    Anchor,
    Before,
    Deadline,
    Email,
    Expiry,
    Kind,
    Rung,
)
from cases.periods import Days
from cases.seats import COMPLAINANT, NFP_OTHER, OFFICER, SUPERVISOR
from tests.makers import PlainCalendars

NAIROBI = ZoneInfo("Africa/Nairobi")
HOME = PlainCalendars().of("nairobi")
OWN = SERVICE("record")


def moment(text: str) -> datetime:
    """A moment in Nairobi, written as it is read on the wall."""
    return datetime.fromisoformat(text).replace(tzinfo=NAIROBI)


def limit(*remind: Rung, on_expiry: tuple[Expiry, ...] = (), kind: Kind = THEIR_ACT_BY) -> Deadline:
    return Deadline("reply", "They reply", kind, "send", Days(14), OWN, remind=remind, on_expiry=on_expiry)


def clock(
    due: str | None = "2027-03-17", started: str = "2027-03-03", state: State = State.OPEN, kind: Kind = THEIR_ACT_BY,
    due_at: datetime | None = None, latest: str | None = None,
) -> Clock:  # fmt: skip
    return Clock(
        "reply", "They reply", kind, "sent", 1, 1, None, OWN, "nfp_other", 1, "sent", date.fromisoformat(started),
        Anchor.DONE, Plan(date.fromisoformat(started), Days(14)), date.fromisoformat(due) if due else None,
        due_at=due_at, latest=date.fromisoformat(latest) if latest else None, state=state,
    )  # fmt: skip


def only(deadline: Deadline, on: Clock) -> Item:
    [item] = agenda(deadline, on, HOME)
    return item


THREE_DAYS_LEFT = Rung(Before(3), Email("reply-reminder", NFP_OTHER))
HALF_WAY = Rung(HALF_TIME, Email("reply-reminder", NFP_OTHER))
A_WEEK_IN = Rung(After(7), Email("reply-reminder", NFP_OTHER))
MISSED = Expiry(emails=(Email("deadline-missed", SUPERVISOR),))
LAPSES = Expiry(take="expired")


def test_three_days_before_wednesday_the_17th_is_a_sunday_so_the_reminder_goes_on_friday() -> None:
    assert only(limit(THREE_DAYS_LEFT), clock()).at == moment("2027-03-12T08:00")


def test_half_of_the_time_between_the_3rd_and_the_17th_is_over_on_the_10th() -> None:
    assert only(limit(HALF_WAY), clock()).at == moment("2027-03-10T08:00")


def test_a_reminder_after_the_start_waits_for_an_open_day() -> None:
    assert only(limit(Rung(After(3), A_WEEK_IN.email)), clock()).at == moment("2027-03-08T08:00")


def test_a_reminder_never_goes_on_the_day_of_the_request_itself() -> None:
    assert agenda(limit(THREE_DAYS_LEFT), clock(due="2027-03-06"), HOME) == []


def test_the_first_day_after_the_request_is_early_enough() -> None:
    assert only(limit(Rung(Before(1), HALF_WAY.email)), clock(due="2027-03-05")).at == moment("2027-03-04T08:00")


def test_a_reminder_that_would_come_when_the_time_is_over_is_left_out() -> None:
    assert agenda(limit(Rung(After(15), A_WEEK_IN.email)), clock(), HOME) == []


def test_a_reminder_on_the_last_day_itself_still_goes() -> None:
    assert only(limit(Rung(After(14), A_WEEK_IN.email)), clock()).at == moment("2027-03-17T08:00")


def test_the_system_acts_at_midnight_when_the_last_day_is_over() -> None:
    item = only(limit(on_expiry=(LAPSES,)), clock())
    assert (item.take, item.at) == ("expired", moment("2027-03-18T00:00"))


def test_the_letter_on_expiry_waits_for_the_next_opening() -> None:
    assert only(limit(on_expiry=(MISSED,)), clock(due="2027-03-19")).at == moment("2027-03-22T08:00")


def test_an_expiry_may_wait_some_days_more() -> None:
    later = Expiry(emails=MISSED.emails, after=2)
    assert only(limit(on_expiry=(later,)), clock()).at == moment("2027-03-22T08:00")


def test_where_the_last_day_is_a_range_the_latest_counts() -> None:
    assert only(limit(on_expiry=(LAPSES,)), clock(latest="2027-03-24")).at == moment("2027-03-25T00:00")


def test_a_limit_in_hours_is_over_a_minute_after_its_last_one() -> None:
    ends = clock(due="2027-03-03", due_at=moment("2027-03-03T14:00"), kind=ACT_BY)
    assert only(limit(on_expiry=(MISSED,)), ends).at == moment("2027-03-03T14:01")


def test_a_forecast_is_never_an_alarm() -> None:
    assert agenda(limit(on_expiry=(MISSED,), kind=TARGET), clock(kind=TARGET), HOME) == []


def test_a_paused_clock_is_silent() -> None:
    assert agenda(limit(HALF_WAY, on_expiry=(LAPSES,)), clock(state=State.PAUSED), HOME) == []


def test_a_clock_that_was_met_is_silent() -> None:
    assert agenda(limit(HALF_WAY, on_expiry=(LAPSES,)), clock(state=State.MET), HOME) == []


def test_a_limit_without_a_length_on_file_asks_nothing() -> None:
    assert agenda(limit(HALF_WAY, on_expiry=(LAPSES,)), clock(due=None), HOME) == []


def test_each_item_has_a_key_of_its_own() -> None:
    both = (Email("deadline-missed", SUPERVISOR), Email("deadline-missed", OFFICER))
    rungs = (HALF_WAY, THREE_DAYS_LEFT, Rung(HALF_TIME, Email("reply-due-soon", COMPLAINANT)))
    keys = [i.key for i in agenda(limit(*rungs, on_expiry=(Expiry(emails=both, take="expired"),)), clock(), HOME)]
    assert sorted(set(keys)) == sorted(keys)


def test_the_keys_do_not_change_when_the_date_moves() -> None:
    deadline = limit(HALF_WAY, THREE_DAYS_LEFT, on_expiry=(MISSED, LAPSES))
    before, after = (agenda(deadline, clock(due=due), HOME) for due in ("2027-03-17", "2027-04-14"))
    assert {i.key for i in before} == {i.key for i in after}


def test_the_next_look_is_at_the_first_rung() -> None:
    assert next_look(limit(HALF_WAY, THREE_DAYS_LEFT), clock(), HOME) == moment("2027-03-10T08:00")


def test_the_next_look_passes_over_what_is_done() -> None:
    look = next_look(limit(HALF_WAY, THREE_DAYS_LEFT), clock(), HOME, {"half:nfp_other"})
    assert look == moment("2027-03-12T08:00")


def test_when_everything_is_done_there_is_no_next_look() -> None:
    assert next_look(limit(HALF_WAY), clock(), HOME, {"half:nfp_other"}) is None


def test_a_holiday_moves_the_reminder_before_it() -> None:
    friday_closed = PlainCalendars(["2027-03-12"]).of("nairobi")
    [item] = agenda(limit(THREE_DAYS_LEFT), clock(), friday_closed)
    assert item.at == moment("2027-03-11T08:00")


def test_a_limit_on_leap_day_is_over_on_the_first_of_march() -> None:
    assert only(limit(on_expiry=(LAPSES,)), clock("2028-02-29", "2028-02-15")).at == moment("2028-03-01T00:00")


def test_half_of_the_time_over_leap_day_counts_it() -> None:
    assert only(limit(HALF_WAY), clock("2028-03-02", "2028-02-28")).at == moment("2028-02-29T08:00")


def test_a_limit_on_the_last_day_of_the_year_is_over_in_the_new_one() -> None:
    assert only(limit(on_expiry=(LAPSES,)), clock("2027-12-31", "2027-12-17")).at == moment("2028-01-01T00:00")


def test_the_letter_after_new_years_eve_waits_for_the_first_open_day() -> None:
    closed = PlainCalendars(["2028-01-03"]).of("nairobi")
    [item] = agenda(limit(on_expiry=(MISSED,)), clock("2027-12-31", "2027-12-17"), closed)
    assert item.at == moment("2028-01-04T08:00")


def test_the_office_is_closed_a_minute_before_eight() -> None:
    assert not in_office_hours(moment("2027-03-03T07:59"), HOME)


def test_the_office_is_open_at_eight() -> None:
    assert in_office_hours(moment("2027-03-03T08:00"), HOME)


def test_the_office_is_open_a_minute_before_five() -> None:
    assert in_office_hours(moment("2027-03-03T16:59"), HOME)


def test_the_office_is_closed_at_five() -> None:
    assert not in_office_hours(moment("2027-03-03T17:00"), HOME)


def test_the_office_is_closed_on_saturday() -> None:
    assert not in_office_hours(moment("2027-03-06T10:00"), HOME)


def test_the_office_hours_are_those_of_nairobi_whatever_the_zone_of_the_moment() -> None:
    assert in_office_hours(datetime.fromisoformat("2027-03-03T05:00+00:00"), HOME)


def test_before_eight_the_next_opening_is_today() -> None:
    assert next_opening(moment("2027-03-03T06:00"), HOME) == moment("2027-03-03T08:00")


def test_after_eight_the_next_opening_is_tomorrow() -> None:
    assert next_opening(moment("2027-03-03T08:00"), HOME) == moment("2027-03-04T08:00")


def test_on_friday_evening_the_next_opening_is_on_monday() -> None:
    assert next_opening(moment("2027-03-05T18:00"), HOME) == moment("2027-03-08T08:00")


def test_the_opening_of_a_sunday_is_that_of_monday() -> None:
    assert opening_of(date(2027, 3, 7), HOME) == moment("2027-03-08T08:00")


def test_a_limit_counted_back_reminds_before_its_day_although_it_counts_from_a_later_one() -> None:
    back = replace(clock("2027-03-17", "2027-03-31"), plan=Plan(date(2027, 3, 31), Days(14), backward=True))
    assert only(limit(THREE_DAYS_LEFT), back).at == moment("2027-03-12T08:00")


def test_an_expiry_with_letter_and_act_is_two_things_to_do() -> None:
    both = Expiry(emails=MISSED.emails, take="expired")
    items = agenda(limit(on_expiry=(both,)), clock(due="2027-03-19"), HOME)
    assert [(item.take, item.at) for item in items] == [
        ("expired", moment("2027-03-20T00:00")),
        (None, moment("2027-03-22T08:00")),
    ]


def test_a_limit_of_one_day_is_never_half_over() -> None:
    assert agenda(limit(HALF_WAY), clock(due="2027-03-04"), HOME) == []


def test_a_range_reminds_by_its_later_end() -> None:
    ranged = clock(due="2027-03-17", latest="2027-03-24")
    assert only(limit(THREE_DAYS_LEFT), ranged).at == moment("2027-03-19T08:00")


def test_a_time_of_waiting_ends_with_its_last_day_also_on_a_sunday() -> None:
    waiting = limit(on_expiry=(LAPSES,), kind=Kind.WAIT_UNTIL)
    assert only(waiting, clock(due="2027-03-21", kind=Kind.WAIT_UNTIL)).at == moment("2027-03-22T00:00")


def test_the_day_before_the_office_closes_for_the_holidays_is_the_last_for_a_reminder() -> None:
    shut = PlainCalendars(["2027-03-15", "2027-03-16"]).of("nairobi")
    [item] = agenda(limit(Rung(Before(1), HALF_WAY.email)), clock(), shut)
    assert item.at == moment("2027-03-12T08:00")
