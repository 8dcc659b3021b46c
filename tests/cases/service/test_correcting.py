"""A correction moves every date that hung on the event, columns of the case too; before and after are kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from cases.engine import Actor
from cases.errors import InputRefused, NotAllowed, Refused, StaleRevision
from cases.models import DeadlineChange
from cases.seats import Role
from cases.service import correct, take_action
from cases.service.rebuilding import rebuild
from cases.store import Database, UnitOfWork
from cases.store.tables import CASE, DEADLINE
from tests.cases.service.makers import ANSWER, QUESTION, lodged
from tests.conftest import Now
from tests.makers import AUDITOR, FOCAL, INES, SUPERVISOR, TRADER, day


def act(database: Database, case_id: UUID, action: str, by: Actor = INES, reason: str = "", **data: Any) -> None:
    with UnitOfWork(database) as uow:
        take_action(uow, case_id, action, actor=by, data=data, reason=reason)
        uow.commit()


def put_right(database: Database, case_id: UUID, seq: int, on: str = "", by: Actor = SUPERVISOR, **dates: str) -> None:
    with UnitOfWork(database) as uow:
        correct(
            uow, case_id, seq, actor=by, reason="The stamp says so.", seen=uow.case(case_id).revision,
            happened_on=day(on) if on else None, dates={key: day(text) for key, text in dates.items()},
        )  # fmt: skip
        uow.commit()
    assert rebuild(database, dry=True).healthy


def column(database: Database, case_id: UUID, name: str) -> object:
    with database.read() as session:
        return session.execute(select(CASE.c[name]).where(CASE.c.id == case_id)).scalar_one()


def clock(database: Database, case_id: UUID, key: str) -> Any:
    with database.read() as session:
        wanted = select(DEADLINE).where(DEADLINE.c.case_id == case_id, DEADLINE.c.key == key)
        return session.execute(wanted.order_by(DEADLINE.c.id.desc())).first()


def ledger(database: Database) -> list[tuple[object, ...]]:
    with database.read() as session:
        rows = session.execute(select(DeadlineChange)).scalars().all()
    return sorted((r.key, r.before, r.after, r.cause) for r in rows)  # type: ignore[type-var]


@pytest.fixture
def taken_up(database: Database, now: Now) -> UUID:
    """Opened on Wednesday 3 March 2027, taken up on Friday 5 March."""
    case_id = lodged(database)
    now.at += timedelta(days=2)
    act(database, case_id, "take_up")
    return case_id


@pytest.fixture
def closed(database: Database, taken_up: UUID) -> UUID:
    """Taken up and withdrawn on 5 March."""
    act(database, taken_up, "withdraw", TRADER, "It was solved.")
    return taken_up


def test_the_day_since_when_the_case_is_in_its_stage_moves(database: Database, taken_up: UUID) -> None:
    put_right(database, taken_up, 2, "2027-03-04")
    assert column(database, taken_up, "stage_since") == day("2027-03-04")


def test_the_limit_that_began_with_the_event_moves_and_the_ledger_says_so(database: Database, taken_up: UUID) -> None:
    put_right(database, taken_up, 2, "2027-03-04")
    moved = clock(database, taken_up, "svc_screen_opened")
    assert (moved.trigger_on, moved.due_on) == (day("2027-03-04"), day("2027-03-11"))
    assert ledger(database) == [("svc_screen_opened", day("2027-03-12"), day("2027-03-11"), "The stamp says so.")]


def test_the_next_date_of_the_case_moves(database: Database, taken_up: UUID) -> None:
    assert column(database, taken_up, "next_due") == day("2027-03-12")
    put_right(database, taken_up, 2, "2027-03-03")
    assert column(database, taken_up, "next_due") == day("2027-03-10")


def test_the_watch_looks_on_the_new_day(database: Database, taken_up: UUID) -> None:
    put_right(database, taken_up, 2, "2027-03-03")
    assert clock(database, taken_up, "svc_screen_opened").look_after.date() == day("2027-03-11")


def test_the_opening_itself_can_be_corrected(database: Database, taken_up: UUID) -> None:
    put_right(database, taken_up, 1, "2027-03-01")
    assert clock(database, taken_up, "svc_progress_opened").due_on == day("2027-03-31")


def test_the_day_on_which_the_case_was_closed_moves(database: Database, taken_up: UUID, now: Now) -> None:
    now.at += timedelta(days=3)
    act(database, taken_up, "withdraw", TRADER, "It was solved.")
    assert column(database, taken_up, "closed_on") == day("2027-03-08")
    put_right(database, taken_up, 3, "2027-03-06")
    assert column(database, taken_up, "closed_on") == day("2027-03-06")
    assert column(database, taken_up, "close_status") == "closed_withdrawn"
    assert clock(database, taken_up, "svc_progress_opened").closed_on == day("2027-03-06")


def test_a_closing_corrected_after_the_reopening_closes_nothing(database: Database, closed: UUID, now: Now) -> None:
    act(database, closed, "reopen", TRADER, ground="recurrence", what="They did it again.")
    now.at += timedelta(days=1)
    put_right(database, closed, 2, "2027-03-04")
    put_right(database, closed, 3, "2027-03-04")
    assert column(database, closed, "closed_on") is None
    assert column(database, closed, "stage") == "reopened"


def test_a_clock_that_was_met_moves_too(database: Database, closed: UUID) -> None:
    put_right(database, closed, 2, "2027-03-03")
    moved = clock(database, closed, "svc_screen_opened")
    assert (moved.state, moved.due_on) == ("met", day("2027-03-10"))
    assert ("svc_screen_opened", day("2027-03-12"), day("2027-03-10"), "The stamp says so.") in ledger(database)


def test_a_limit_met_in_time_was_met_late_by_the_corrected_day(database: Database, now: Now) -> None:
    case_id = lodged(database, at_stage="ready_to_notify")
    now.at += timedelta(days=7)
    act(database, case_id, "withdraw", TRADER, "It was solved.")
    assert clock(database, case_id, "svc_notify").state == "met"
    now.at += timedelta(days=1)
    put_right(database, case_id, 2, "2027-03-11")
    assert clock(database, case_id, "svc_notify").state == "met_late"


def test_the_day_of_the_meeting_that_decided_moves(database: Database, taken_up: UUID) -> None:
    act(database, taken_up, "report_fix", source="portal", what="Shown as resolved.", decided_on="2027-03-01")
    put_right(database, taken_up, 3, decided_on="2027-02-25")
    assert column(database, taken_up, "decided_on") == day("2027-02-25")


def test_a_receipt_moves_the_limit_that_hangs_on_the_fact(database: Database, now: Now) -> None:
    case_id = lodged(database, at_stage="notified", regime="AfCFTA", measure_countries=["GH"])
    now.at += timedelta(days=2)
    act(database, case_id, "acknowledge", FOCAL, request_received_on="2027-03-05")
    assert clock(database, case_id, "response").due_on == day("2027-04-02")
    put_right(database, case_id, 2, received="2027-03-04")
    assert clock(database, case_id, "response").due_on == day("2027-04-01")
    assert ledger(database)[-1][:3] == ("response", day("2027-04-02"), day("2027-04-01"))


def test_a_receipt_can_be_named_by_its_question(database: Database) -> None:
    case_id = lodged(database, at_stage="notified", regime="AfCFTA", measure_countries=["GH"])
    act(database, case_id, "acknowledge", FOCAL, request_received_on="2027-03-03")
    put_right(database, case_id, 2, request_received_on="2027-03-02")
    assert clock(database, case_id, "response").due_on == day("2027-03-30")


def test_a_pause_is_as_long_as_the_corrected_days_say(database: Database, taken_up: UUID, now: Now) -> None:
    act(database, taken_up, "ask", **QUESTION)
    now.at += timedelta(days=5)
    act(database, taken_up, "answer", TRADER, **ANSWER)
    assert clock(database, taken_up, "svc_screen_opened").due_on == day("2027-03-17")
    put_right(database, taken_up, 4, "2027-03-09")
    assert clock(database, taken_up, "svc_screen_opened").due_on == day("2027-03-16")


def test_a_second_correction_of_another_date_keeps_the_first(database: Database) -> None:
    case_id = lodged(database, at_stage="notified", regime="AfCFTA", measure_countries=["GH"])
    with UnitOfWork(database) as uow:
        correct(uow, case_id, 1, actor=SUPERVISOR, reason="It came earlier.", seen=1, happened_on=day("2027-03-01"))
        uow.commit()
    act(database, case_id, "acknowledge", FOCAL, request_received_on="2027-03-03")
    put_right(database, case_id, 3, "2027-03-02")
    put_right(database, case_id, 3, received="2027-03-01")
    with UnitOfWork(database) as uow:
        last = uow.history(case_id)[-1]
    assert (last.happened_on, last.dates) == (day("2027-03-02"), {"received": day("2027-03-01")})


def test_the_last_of_two_corrections_counts(database: Database, taken_up: UUID) -> None:
    put_right(database, taken_up, 2, "2027-03-03")
    put_right(database, taken_up, 2, "2027-03-04")
    assert column(database, taken_up, "stage_since") == day("2027-03-04")
    assert [row[1:3] for row in ledger(database)] == [
        (day("2027-03-10"), day("2027-03-11")),
        (day("2027-03-12"), day("2027-03-10")),
    ]


@pytest.mark.parametrize(
    ("seq", "on", "words"),
    [
        (2, "2027-03-06", "cannot lie in the future"),
        (2, "2027-03-02", "came to this stage on Wednesday 3 March 2027"),
        (1, "2027-03-06", "cannot lie in the future"),
        (1, "1899-12-31", "Check the year: 1899"),
        (2, "2027-03-05", "These are the dates on record"),
    ],
)
def test_a_day_that_cannot_be_right_is_refused(sqlite: Database, now: Now, seq: int, on: str, words: str) -> None:
    case_id = lodged(sqlite)
    now.at += timedelta(days=2)
    act(sqlite, case_id, "take_up")
    with pytest.raises(InputRefused, match=words):
        put_right(sqlite, case_id, seq, on)


def test_the_opening_stays_before_what_followed(sqlite: Database, now: Now) -> None:
    case_id = lodged(sqlite)
    act(sqlite, case_id, "take_up")
    now.at += timedelta(days=5)
    with pytest.raises(InputRefused, match="A later entry happened on Wednesday 3 March 2027"):
        put_right(sqlite, case_id, 1, "2027-03-04")


def test_what_was_done_in_a_stage_was_done_before_it_was_left(sqlite: Database, now: Now) -> None:
    case_id = lodged(sqlite)
    act(sqlite, case_id, "take_up")
    act(sqlite, case_id, "tell_complainant", message="We read your papers.")
    act(sqlite, case_id, "ask", **QUESTION)
    now.at += timedelta(days=5)
    with pytest.raises(InputRefused, match="A later entry happened on Wednesday 3 March 2027"):
        put_right(sqlite, case_id, 3, "2027-03-04")


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ({"colour": "2027-03-01"}, "has no such date"),
        ({"received": "2027-03-04"}, "cannot lie in the future"),
        ({"received": "0001-01-01"}, "Check the year: 1"),
    ],
)
def test_another_date_that_cannot_be_right_is_refused(sqlite: Database, dates: Any, words: str) -> None:
    case_id = lodged(sqlite)
    with pytest.raises(InputRefused, match=words):
        put_right(sqlite, case_id, 1, **dates)


def test_a_correction_is_not_corrected_but_what_it_corrected(database: Database, taken_up: UUID) -> None:
    put_right(database, taken_up, 2, "2027-03-04")
    with pytest.raises(Refused, match="Name the entry that first recorded it"):
        put_right(database, taken_up, 3, "2027-03-03")


@pytest.mark.parametrize("who", [TRADER, AUDITOR, Actor(frozenset({Role.ADMINISTRATOR}), account=8)])
def test_who_does_not_keep_the_record_corrects_nothing(sqlite: Database, who: Actor) -> None:
    case_id = lodged(sqlite)
    with pytest.raises(NotAllowed):
        put_right(sqlite, case_id, 1, "2027-03-01", by=who)


def test_a_correction_of_a_case_that_has_moved_on_is_refused(sqlite: Database) -> None:
    case_id = lodged(sqlite)
    act(sqlite, case_id, "take_up")
    with pytest.raises(StaleRevision), UnitOfWork(sqlite) as uow:
        correct(uow, case_id, 1, actor=INES, reason="Earlier.", seen=1, happened_on=day("2027-03-01"))
