"""Reminders that fall due together reach a member of staff in one letter; outsiders get theirs at once, one by one."""

from __future__ import annotations

from sqlalchemy import Row, select

from cases.service.bundling import bundle
from cases.store import Database, UnitOfWork
from cases.store.work import OUTBOX
from tests.cases.service.watched_cases import department, local, opened, watch
from tests.conftest import Now


def release(database: Database) -> int:
    with UnitOfWork(database) as uow:
        people = bundle(uow)
        uow.commit()
    return people


def to_staff(database: Database) -> list[tuple[str, str]]:
    """Letter and state of everything that goes to Wanjiru, the focal point, in order."""
    with database.read() as session:
        rows = session.execute(select(OUTBOX).where(OUTBOX.c.account_id == 2).order_by(OUTBOX.c.id)).all()
    return [(row.letter, row.state) for row in rows]


def the_bundle(database: Database) -> Row[object]:
    with database.read() as session:
        return session.execute(select(OUTBOX).where(OUTBOX.c.letter == "reminders")).one()


def several(database: Database, now: Now, cases: int) -> None:
    """So many requests, at half of their time."""
    department(database)
    for _ in range(cases):
        opened(database, "notified")
    watch(database, now, "2027-03-17T08:00")


def test_a_reminder_to_staff_is_held_until_the_look_is_over(database: Database, now: Now) -> None:
    several(database, now, 1)
    assert to_staff(database) == [("reply-due-soon", "held")]


def test_a_reminder_to_an_outsider_is_not_held(database: Database, now: Now) -> None:
    several(database, now, 1)
    with database.read() as session:
        states = session.execute(select(OUTBOX.c.state).where(OUTBOX.c.seat == "nfp_other")).scalars().all()
    assert states == ["queued"]


def test_a_single_reminder_goes_out_as_it_is(database: Database, now: Now) -> None:
    several(database, now, 1)
    release(database)
    assert to_staff(database) == [("reply-due-soon", "queued")]


def test_three_reminders_to_one_person_go_out_as_one_letter(database: Database, now: Now) -> None:
    several(database, now, 3)
    release(database)
    assert to_staff(database) == [("reply-due-soon", "bundled")] * 3 + [("reminders", "queued")]


def test_the_letter_names_the_reminders_that_it_stands_for(database: Database, now: Now) -> None:
    several(database, now, 2)
    release(database)
    with database.read() as session:
        held = session.execute(select(OUTBOX.c.id).where(OUTBOX.c.state == "bundled").order_by(OUTBOX.c.id)).scalars()
        assert the_bundle(database).context == {"rows": list(held)}


def test_the_letter_goes_to_the_address_of_the_person(database: Database, now: Now) -> None:
    several(database, now, 2)
    release(database)
    assert the_bundle(database).address == "wanjiru@example.go.ke"


def test_releasing_twice_sends_once(database: Database, now: Now) -> None:
    several(database, now, 3)
    release(database)
    assert release(database) == 0
    assert [letter for letter, _ in to_staff(database)].count("reminders") == 1


def test_the_reminders_of_another_day_are_another_letter(database: Database, now: Now) -> None:
    several(database, now, 2)
    release(database)
    watch(database, now, "2027-03-26T08:00")
    release(database)
    assert [letter for letter, _ in to_staff(database)].count("reminders") == 2


def test_what_a_crash_left_held_goes_out_at_the_next_look(database: Database, now: Now) -> None:
    several(database, now, 1)
    now.at = local("2027-03-17T08:01")
    assert release(database) == 1
