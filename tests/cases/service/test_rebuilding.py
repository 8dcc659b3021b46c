"""All follows from the history: a healthy database shows no difference, a damaged one is put right or reported."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, insert, select, update

from cases.service import take_action
from cases.service.closing_days import add_closed_day
from cases.service.rebuilding import Rebuilt, rebuild
from cases.store import Database, UnitOfWork
from cases.store.tables import CASE, DEADLINE, EVENT
from tests.cases.service.makers import ANSWER, QUESTION, lodged, staff
from tests.cases.service.watched_cases import watch
from tests.conftest import Now
from tests.makers import INES, SUPERVISOR, TRADER, day


def damage(database: Database, table: Any, case_id: UUID, values: dict[str, object], key: str = "") -> None:
    column = table.c.id if table is CASE else table.c.case_id
    where = [column == case_id, *([table.c.key == key] if key else [])]
    with UnitOfWork(database) as uow:
        uow.session.execute(update(table).where(*where), values)
        uow.commit()


def act(database: Database, case_id: UUID, action: str, **data: Any) -> None:
    with UnitOfWork(database) as uow:
        actor = TRADER if action == "answer" else INES
        take_action(uow, case_id, action, actor=actor, data=data)
        uow.commit()


def whats(found: Rebuilt) -> list[str]:
    return [each.what for each in found.differences]


def test_a_healthy_database_shows_no_difference(database: Database) -> None:
    staff(database)
    case_id = lodged(database)
    act(database, case_id, "take_up")
    act(database, case_id, "ask", **QUESTION)
    act(database, case_id, "answer", **ANSWER)
    found = rebuild(database)
    assert (found.cases, found.healthy) == (1, True)


def test_a_duty_that_recurs_leaves_each_of_its_rounds_behind(database: Database) -> None:
    case_id = lodged(database, at_stage="screening")
    act(database, case_id, "tell_complainant", message="Nothing new yet; we are waiting.")
    act(database, case_id, "tell_complainant", message="Still nothing new; we wrote again.")
    assert rebuild(database, dry=True).healthy
    with database.read() as session:
        rows = session.execute(select(DEADLINE.c.state).where(DEADLINE.c.key == "svc_progress_opened")).scalars().all()
    assert sorted(rows) == ["met", "met", "open"]


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"stage": "routing"}, "stage"),
        ({"visit": 7}, "visit"),
        ({"stage_since": day("2026-01-01")}, "stage_since"),
        ({"stack": ["routing"]}, "stack"),
        ({"values": {}}, "values"),
        ({"direction": "inbound"}, "direction"),
        ({"closed_on": day("2027-01-01")}, "closed_on"),
        ({"next_due": None}, "next_due"),
    ],
)
def test_a_changed_column_is_reported_and_put_right(database: Database, values: dict[str, object], column: str) -> None:
    case_id = lodged(database, at_stage="screening")
    damage(database, CASE, case_id, values)
    assert whats(rebuild(database)) == [column]
    assert rebuild(database).healthy


def test_a_dry_run_reports_and_writes_nothing(sqlite: Database) -> None:
    case_id = lodged(sqlite, at_stage="screening")
    damage(sqlite, CASE, case_id, {"stage": "routing"})
    assert whats(rebuild(sqlite, dry=True)) == ["stage"]
    assert whats(rebuild(sqlite, dry=True)) == ["stage"]


def test_a_typed_over_date_is_reported_with_both_dates(database: Database) -> None:
    case_id = lodged(database, at_stage="ready_to_notify")
    damage(database, DEADLINE, case_id, {"due_on": day("2027-04-01")}, key="svc_notify")
    (found,) = rebuild(database).differences
    assert (found.what, found.before, found.after) == (
        "clock svc_notify (visit 1, no. 1), due_on",
        day("2027-04-01"),
        day("2027-03-10"),
    )
    assert rebuild(database).healthy


def test_a_missing_clock_comes_back(database: Database) -> None:
    lodged(database, at_stage="ready_to_notify")
    with UnitOfWork(database) as uow:
        uow.session.execute(delete(DEADLINE).where(DEADLINE.c.key == "svc_notify"))
        uow.commit()
    assert whats(rebuild(database)) == ["clock svc_notify (visit 1, no. 1)"]
    assert rebuild(database).healthy


def test_a_clock_that_does_not_follow_goes(database: Database) -> None:
    case_id = lodged(database, at_stage="ready_to_notify")
    with UnitOfWork(database) as uow:
        row = uow.session.execute(select(DEADLINE).where(DEADLINE.c.key == "svc_notify")).one()
        extra = {k: v for k, v in row._mapping.items() if k != "id"} | {"key": "svc_ack", "case_id": case_id}
        uow.session.execute(insert(DEADLINE), extra)
        uow.commit()
    assert whats(rebuild(database)) == ["clock svc_ack (visit 1, no. 1)"]
    assert rebuild(database).healthy


def test_a_look_that_would_be_missed_is_a_difference(database: Database) -> None:
    case_id = lodged(database, at_stage="ready_to_notify")
    damage(database, DEADLINE, case_id, {"look_after": None}, key="svc_notify")
    assert whats(rebuild(database)) == ["clock svc_notify (visit 1, no. 1), look_after"]
    assert rebuild(database).healthy


def test_a_look_that_comes_early_is_none(sqlite: Database, now: Now) -> None:
    case_id = lodged(sqlite, at_stage="ready_to_notify")
    damage(sqlite, DEADLINE, case_id, {"look_after": now.at}, key="svc_notify")
    assert rebuild(sqlite, dry=True).healthy


def test_what_the_watch_puts_off_until_the_office_opens_is_none(sqlite: Database, now: Now) -> None:
    staff(sqlite)
    lodged(sqlite, at_stage="ready_to_notify")
    watch(sqlite, now, "2027-03-11T20:00")
    assert rebuild(sqlite, dry=True).healthy


def test_what_is_due_and_put_off_for_days_is_a_difference(sqlite: Database, now: Now) -> None:
    case_id = lodged(sqlite, at_stage="ready_to_notify")
    now.at = datetime(2027, 3, 11, 6, tzinfo=UTC)
    damage(sqlite, DEADLINE, case_id, {"look_after": now.at + timedelta(days=4)}, key="svc_notify")
    assert whats(rebuild(sqlite)) == ["clock svc_notify (visit 1, no. 1), look_after"]


def test_reminders_that_went_out_are_remembered(database: Database, now: Now) -> None:
    staff(database)
    lodged(database, at_stage="notified", regime="AfCFTA", request_received_on="2027-03-03")
    watch(database, now, "2027-03-17T09:00")
    assert rebuild(database, dry=True).healthy


def test_a_changed_event_is_reported_and_never_repaired(database: Database) -> None:
    case_id = lodged(database, at_stage="screening")
    damage(database, EVENT, case_id, {"reason": "somebody else wrote this"})
    for _ in range(2):
        assert [each.what for each in rebuild(database).broken] == ["the hash of event 1"]


def test_a_removed_event_breaks_the_chain(sqlite: Database) -> None:
    case_id = lodged(sqlite)
    act(sqlite, case_id, "take_up")
    act(sqlite, case_id, "tell_complainant", message="We have begun to read your papers.")
    with UnitOfWork(sqlite) as uow:
        uow.session.execute(delete(EVENT).where(EVENT.c.case_id == case_id, EVENT.c.seq == 2))
        uow.commit()
    assert [each.what for each in rebuild(sqlite, dry=True).broken] == [
        "the number of event 3",
        "the predecessor of event 3",
    ]


def test_the_end_of_the_chain_is_the_head_of_the_case(sqlite: Database) -> None:
    case_id = lodged(sqlite)
    damage(sqlite, CASE, case_id, {"head": "0" * 64, "revision": 4})
    assert [each.what for each in rebuild(sqlite, dry=True).broken] == ["the hash at the head", "the revision"]


def test_progress_is_told(sqlite: Database) -> None:
    lodged(sqlite)
    lodged(sqlite)
    told: list[tuple[int, int]] = []
    rebuild(sqlite, tick=lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]


def close_a_day(database: Database, when: str) -> None:
    with UnitOfWork(database) as uow:
        add_closed_day(uow, "nairobi", day(when), "Day of mourning", "Gazette Notice 1", SUPERVISOR)
        uow.commit()


def test_a_clock_that_was_met_keeps_its_date_when_the_calendar_changes(database: Database) -> None:
    case_id = lodged(database)
    act(database, case_id, "take_up")
    with UnitOfWork(database) as uow:
        take_action(uow, case_id, "withdraw", actor=TRADER, reason="Solved.")
        uow.commit()
    close_a_day(database, "2027-03-05")
    assert rebuild(database).healthy
    with database.read() as session:
        due = session.execute(select(DEADLINE.c.due_on).where(DEADLINE.c.key == "svc_screen_opened")).scalar_one()
    assert due == day("2027-03-10")


def test_a_clock_met_late_under_the_old_calendar_stays_late(database: Database, now: Now) -> None:
    case_id = lodged(database, at_stage="ready_to_notify")
    now.at += timedelta(days=8)
    with UnitOfWork(database) as uow:
        take_action(uow, case_id, "withdraw", actor=TRADER, reason="Solved.")
        uow.commit()
    close_a_day(database, "2027-03-05")
    assert rebuild(database).healthy


def test_a_date_typed_over_after_the_calendar_changed_is_found_on_a_running_clock(database: Database) -> None:
    case_id = lodged(database, at_stage="ready_to_notify")
    close_a_day(database, "2027-03-05")
    damage(database, DEADLINE, case_id, {"due_on": day("2027-04-01"), "calendar_version": 0}, key="svc_notify")
    assert whats(rebuild(database)) == ["clock svc_notify (visit 1, no. 1), due_on"]


def test_a_clock_that_no_longer_runs_by_the_facts_is_no_difference(database: Database) -> None:
    case_id = lodged(database, at_stage="notified", regime="EAC", measure_countries=["UG"])
    with UnitOfWork(database) as uow:
        take_action(uow, case_id, "change_regime", actor=INES, data={"regime": "AfCFTA"}, reason="Both are members.")
        uow.commit()
    with database.read() as session:
        state = session.execute(select(DEADLINE.c.state).where(DEADLINE.c.key == "svc_no_period")).scalar_one()
    assert state == "ended"
    assert rebuild(database, dry=True).healthy


def test_an_ended_clock_that_never_ran_is_a_difference(sqlite: Database) -> None:
    case_id = lodged(sqlite, at_stage="ready_to_notify")
    damage(sqlite, DEADLINE, case_id, {"key": "svc_ack", "state": "ended", "closed_seq": 1}, key="svc_notify")
    assert "clock svc_ack (visit 1, no. 1)" in whats(rebuild(sqlite, dry=True))
