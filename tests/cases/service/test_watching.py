"""The watch on real databases: each rung once, in office hours; the system's acts on the day their time came."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import delete, select, update

from cases.engine import Actor
from cases.seats import Role
from cases.service.acting import take_action
from cases.service.closing_days import add_closed_day
from cases.service.watching import due_cases, push_ahead, watch_case
from cases.store import Database, UnitOfWork
from cases.store.work import CASE, DEADLINE, OUTBOX
from tests.cases.service.watched_cases import (
    INES,
    department,
    last_event,
    letters,
    local,
    next_look,
    opened,
    rungs,
    stage,
    watch,
)
from tests.conftest import Now

HALF_TIME = ["reply-reminder → nfp_other", "reply-due-soon → nfp_ke"]
SUPERVISOR = Actor(frozenset({Role.SUPERVISOR}), account=3)


@pytest.fixture
def asked(database: Database) -> UUID:
    """A request that reached the other state on 3 March 2027; its reply is awaited until 31 March."""
    department(database)
    return opened(database, "notified")


def act(database: Database, case_id: UUID, action: str, actor: Actor = INES, **data: str) -> None:
    with UnitOfWork(database) as uow:
        take_action(uow, case_id, action, actor=actor, data=data)
        uow.commit()


def close_a_day(database: Database, day: str) -> None:
    with UnitOfWork(database) as uow:
        add_closed_day(uow, "nairobi", date.fromisoformat(day), "Public holiday", "Gazette Notice 1", SUPERVISOR)
        uow.commit()


def test_the_day_before_half_time_nothing_goes_out(database: Database, now: Now, asked: UUID) -> None:
    watch(database, now, "2027-03-16T16:59")
    assert letters(database) == []


def test_at_half_time_both_sides_are_reminded(database: Database, now: Now, asked: UUID) -> None:
    watch(database, now, "2027-03-17T08:00")
    assert letters(database) == HALF_TIME


def test_the_day_after_half_time_nothing_more_goes_out(database: Database, now: Now, asked: UUID) -> None:
    watch(database, now, "2027-03-17T08:00")
    watch(database, now, "2027-03-18T08:00")
    assert letters(database) == HALF_TIME


def test_five_looks_at_one_case_remind_once(database: Database, now: Now, asked: UUID) -> None:
    now.at = local("2027-03-17T10:00")
    for _ in range(5):
        watch_case(database, asked)
    assert letters(database) == HALF_TIME


def test_a_look_forgotten_by_a_crash_is_not_repeated(database: Database, now: Now, asked: UUID) -> None:
    watch(database, now, "2027-03-17T10:00")
    with UnitOfWork(database) as uow:
        uow.session.execute(update(DEADLINE).where(DEADLINE.c.case_id == asked), {"look_after": now.at})
        uow.commit()
    watch(database, now, "2027-03-17T10:01")
    assert letters(database) == HALF_TIME


def test_before_the_office_opens_the_reminder_waits(database: Database, now: Now, asked: UUID) -> None:
    now.at = local("2027-03-17T07:59")
    watch_case(database, asked)
    assert letters(database) == []


def test_a_watch_that_wakes_in_the_evening_reminds_in_the_morning(database: Database, now: Now, asked: UUID) -> None:
    watch(database, now, "2027-03-17T17:00")
    assert letters(database) == []
    watch(database, now, "2027-03-18T08:00")
    assert letters(database) == HALF_TIME


def test_a_watch_that_wakes_on_saturday_reminds_on_monday(database: Database, now: Now, asked: UUID) -> None:
    watch(database, now, "2027-03-20T10:00")
    assert next_look(database, asked, "response").isoformat() == "2027-03-22T08:00:00+03:00"  # type: ignore[union-attr]


def test_the_reply_is_not_overdue_on_its_last_day(database: Database, now: Now, asked: UUID) -> None:
    watch(database, now, "2027-03-31T23:59")
    assert stage(database, asked) == "notified"


def test_the_reply_is_overdue_when_its_last_day_is_over(database: Database, now: Now, asked: UUID) -> None:
    watch(database, now, "2027-04-01T00:00")
    assert stage(database, asked) == "reply_overdue"


def test_a_watch_that_was_down_for_a_week_acts_on_the_day_the_time_came(
    database: Database, now: Now, asked: UUID
) -> None:
    watch(database, now, "2027-04-08T09:30")
    event = last_event(database, asked)
    assert (event.happened_on, event.recorded_at) == (date(2027, 4, 1), local("2027-04-08T09:30"))


def test_what_follows_from_a_late_act_counts_from_its_own_day(database: Database, now: Now, asked: UUID) -> None:
    watch(database, now, "2027-04-08T09:30")
    with database.read() as session:
        due = session.execute(select(DEADLINE.c.due_on).where(DEADLINE.c.key == "svc_overdue")).scalar_one()
    assert due == date(2027, 4, 15)


def test_after_the_lapse_nobody_is_reminded_of_the_days_that_were_left(
    database: Database, now: Now, asked: UUID
) -> None:
    watch(database, now, "2027-04-01T09:00")
    assert not any("remind" in each or "soon" in each for each in letters(database))


def test_the_system_acts_once_however_often_the_watch_runs(database: Database, now: Now, asked: UUID) -> None:
    now.at = local("2027-04-01T09:00")
    taken = [len(watch_case(database, asked).taken) for _ in range(5)]
    assert taken == [1, 0, 0, 0, 0]


def test_a_jump_over_several_rungs_sends_the_last_only(database: Database, now: Now, asked: UUID) -> None:
    watch(database, now, "2027-03-30T09:00")
    assert letters(database) == ["reply-reminder → nfp_other", "reply-due-soon → nfp_ke"]


def test_a_jump_over_several_rungs_uses_all_of_them_up(database: Database, now: Now, asked: UUID) -> None:
    watch(database, now, "2027-03-30T09:00")
    assert sorted(rungs(database)) == ["before-3:nfp_ke", "before-3:nfp_other", "half:nfp_ke", "half:nfp_other"]


def test_a_long_silence_takes_all_its_steps_in_one_look(database: Database, now: Now) -> None:
    case_id = opened(database, "info_requested")
    watch(database, now, "2028-01-05T09:00")
    assert stage(database, case_id) == "closed_no_contact"


def test_each_of_those_steps_has_its_own_day(database: Database, now: Now) -> None:
    case_id = opened(database, "info_requested")
    watch(database, now, "2028-01-05T09:00")
    assert last_event(database, case_id).happened_on == date(2027, 9, 15)


def test_the_complainant_is_reminded_at_half_time(database: Database, now: Now) -> None:
    case_id = opened(database, "info_requested")
    watch(database, now, "2027-03-10T08:00")
    assert letters(database, case_id) == ["questions-reminder → complainant"]


def test_our_own_clocks_are_silent_while_the_complainant_is_asked(database: Database, now: Now) -> None:
    case_id = opened(database, "info_requested", officer=department(database)["officer"])
    watch(database, now, "2027-03-16T12:00")
    assert "deadline-missed → supervisor" not in letters(database, case_id)


def test_a_missed_standard_goes_to_the_supervisor_when_the_office_opens(database: Database, now: Now) -> None:
    department(database)
    case_id = opened(database, "reply_review")
    watch(database, now, "2027-03-11T07:59")
    assert letters(database, case_id) == []
    watch(database, now, "2027-03-11T08:00")
    assert letters(database, case_id) == ["deadline-missed → supervisor"]


def test_a_later_date_does_not_repeat_a_rung(database: Database, now: Now, asked: UUID) -> None:
    watch(database, now, "2027-03-17T08:00")
    act(database, asked, "acknowledge", request_received_on="2027-03-15")
    watch(database, now, "2027-03-29T08:00")
    assert letters(database).count("reply-reminder → nfp_other") == 1


def test_after_a_later_date_the_rungs_not_yet_climbed_go_out(database: Database, now: Now, asked: UUID) -> None:
    watch(database, now, "2027-03-17T08:00")
    act(database, asked, "acknowledge", request_received_on="2027-03-15")
    watch(database, now, "2027-04-09T08:00")
    assert {"before-3:nfp_other", "before-3:nfp_ke"} < set(rungs(database))


def test_a_holiday_gazetted_late_puts_the_lapse_off(database: Database, now: Now, asked: UUID) -> None:
    now.at = local("2027-03-31T12:00")
    close_a_day(database, "2027-03-31")
    watch(database, now, "2027-04-01T23:59")
    assert stage(database, asked) == "notified"
    watch(database, now, "2027-04-02T00:00")
    assert stage(database, asked) == "reply_overdue"


def test_a_holiday_gazetted_after_the_reminder_reminds_nobody_twice(database: Database, now: Now, asked: UUID) -> None:
    watch(database, now, "2027-03-26T08:00")
    once = letters(database)
    close_a_day(database, "2027-03-30")
    for day in ("2027-03-26", "2027-03-29", "2027-03-31", "2027-04-01"):
        watch(database, now, f"{day}T09:00")
    assert [each for each in letters(database) if "dates-moved" not in each] == once


def test_a_holiday_gazetted_after_an_escalation_escalates_nothing_twice(database: Database, now: Now) -> None:
    department(database)
    case_id = opened(database, "reply_review")
    watch(database, now, "2027-03-11T08:00")
    close_a_day(database, "2027-03-09")
    for day in ("2027-03-11", "2027-03-12", "2027-03-15"):
        watch(database, now, f"{day}T09:00")
    assert letters(database, case_id).count("deadline-missed → supervisor") == 1


def test_a_holiday_gazetted_before_an_escalation_does_not_lose_it(database: Database, now: Now) -> None:
    department(database)
    case_id = opened(database, "reply_review")
    close_a_day(database, "2027-03-09")
    watch(database, now, "2027-03-11T09:00")
    assert "deadline-missed → supervisor" not in letters(database, case_id)
    watch(database, now, "2027-03-12T09:00")
    assert letters(database, case_id).count("deadline-missed → supervisor") == 1


def test_a_time_that_ends_on_leap_day_is_over_on_the_first_of_march(database: Database, now: Now) -> None:
    now.at = local("2028-02-15T10:00")
    case_id = opened(database, "info_requested")
    watch(database, now, "2028-02-29T23:59")
    assert stage(database, case_id) == "info_requested"
    watch(database, now, "2028-03-01T00:00")
    assert last_event(database, case_id).happened_on == date(2028, 3, 1)


def test_a_time_that_ends_on_new_years_eve_is_over_in_the_new_year(database: Database, now: Now) -> None:
    now.at = local("2027-12-17T10:00")
    case_id = opened(database, "info_requested")
    watch(database, now, "2027-12-31T23:59")
    assert stage(database, case_id) == "info_requested"
    watch(database, now, "2028-01-01T00:00")
    assert last_event(database, case_id).happened_on == date(2028, 1, 1)


def test_an_evening_look_does_not_put_off_what_the_system_does_at_midnight(database: Database, now: Now) -> None:
    case_id = opened(database, "info_requested")
    watch(database, now, "2027-03-17T23:00")
    assert next_look(database, case_id, "svc_info").isoformat() == "2027-03-18T00:00:00+03:00"  # type: ignore[union-attr]


def test_a_case_that_cannot_be_read_is_raised_for_the_caller_to_set_aside(
    database: Database, now: Now, asked: UUID
) -> None:
    spoil(database, asked)
    now.at = local("2027-03-17T10:00")
    with pytest.raises(LookupError, match="No lifecycle"):
        watch_case(database, asked)


def test_a_case_set_aside_is_not_due_for_six_hours(database: Database, now: Now, asked: UUID) -> None:
    now.at = local("2027-03-17T10:00")
    push_ahead(database, asked)
    assert due(database, now, "2027-03-17T15:59") == []
    assert due(database, now, "2027-03-17T16:00") == [asked]


def test_an_act_of_the_system_that_is_refused_is_reported(database: Database, now: Now, asked: UUID) -> None:
    assert refused_once(database, now, asked).startswith("expired: ")


def test_an_act_of_the_system_that_is_refused_is_tried_again_after_six_hours(
    database: Database, now: Now, asked: UUID
) -> None:
    refused_once(database, now, asked)
    assert next_look(database, asked, "response").isoformat() == "2027-04-01T15:00:00+03:00"  # type: ignore[union-attr]


def test_the_case_that_waits_longest_comes_first(database: Database, now: Now, asked: UUID) -> None:
    other = opened(database, "info_requested")
    assert due(database, now, "2027-03-17T10:00") == [other, asked]


def test_a_case_that_is_done_asks_nothing(database: Database, now: Now, asked: UUID) -> None:
    now.at = local("2027-03-10T10:00")
    with UnitOfWork(database) as uow:
        take_action(uow, asked, "withdraw", actor=SUPERVISOR, reason="The goods were released.")
        uow.commit()
    assert due(database, now, "2029-01-01T10:00") == []


def due(database: Database, now: Now, text: str) -> list[UUID]:
    now.at = local(text)
    with database.read() as session:
        return due_cases(session, database.now())


def spoil(database: Database, case_id: UUID) -> None:
    """A case under a lifecycle that is not on file: nothing about it can be computed."""
    with UnitOfWork(database) as uow:
        uow.session.execute(update(CASE).where(CASE.c.id == case_id), {"version": 99})
        uow.commit()


def refused_once(database: Database, now: Now, case_id: UUID) -> str:
    """Let the watch find an act of the system refused: the case is dated into the future, so no day can be right."""
    with UnitOfWork(database) as uow:
        uow.session.execute(update(CASE).where(CASE.c.id == case_id), {"stage_since": date(2027, 6, 1)})
        uow.session.execute(delete(OUTBOX))
        uow.commit()
    watched = watch(database, now, "2027-04-01T09:00")
    assert watched is not None
    [trouble] = watched.troubles
    return trouble
