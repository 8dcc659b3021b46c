"""The look at the clocks and the daily work: one bad case stops nothing, and everything may run twice."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from cases.store import Database, UnitOfWork
from cases.store.register import noted
from cases.store.work import CASE, DEADLINE, EVENT
from flows import routine
from flows.desk import Desk
from tests.cases.service.watched_cases import department, letters, local, opened, stage
from tests.conftest import Now

AT_HALF_TIME = "2027-03-17T08:00"


@pytest.fixture
def cases(database: Database, now: Now) -> list[UUID]:
    """Three requests at half of their time."""
    department(database)
    found = [opened(database, "notified") for _ in range(3)]
    now.at = local(AT_HALF_TIME)
    return found


def spoil(database: Database, case_id: UUID) -> None:
    """A case under a lifecycle that is not on file: nothing about it can be computed."""
    with UnitOfWork(database) as uow:
        uow.session.execute(update(CASE).where(CASE.c.id == case_id), {"version": 99})
        uow.commit()


def register(database: Database, key: str) -> dict[str, object]:
    with database.read() as session:
        return noted(session, key)


async def test_a_look_reminds_in_every_case_that_is_due(desk: Desk, cases: list[UUID]) -> None:
    await routine.look_at_clocks()
    assert letters(desk.database).count("reply-reminder → nfp_other") == 3


async def test_a_look_bundles_what_goes_to_one_person(desk: Desk, cases: list[UUID]) -> None:
    await routine.look_at_clocks()
    assert letters(desk.database).count("reminders → nfp_ke") == 1


async def test_a_case_that_cannot_be_worked_does_not_stop_the_rest(desk: Desk, cases: list[UUID]) -> None:
    spoil(desk.database, cases[0])
    await routine.look_at_clocks()
    assert letters(desk.database).count("reply-reminder → nfp_other") == 2


async def test_a_case_that_cannot_be_worked_is_reported(desk: Desk, cases: list[UUID]) -> None:
    spoil(desk.database, cases[0])
    await routine.look_at_clocks()
    assert f"{cases[0]}: LookupError" in str(register(desk.database, "watch")["troubles"])


async def test_a_case_that_cannot_be_worked_is_set_aside(desk: Desk, cases: list[UUID]) -> None:
    spoil(desk.database, cases[0])
    await routine.look_at_clocks()
    assert await routine.look_at_clocks() == []


async def test_a_case_that_was_mended_is_worked_later(desk: Desk, cases: list[UUID], now: Now) -> None:
    spoil(desk.database, cases[0])
    await routine.look_at_clocks()
    with UnitOfWork(desk.database) as uow:
        uow.session.execute(update(CASE), {"version": 1})
        uow.commit()
    now.at = local("2027-03-17T14:01")
    await routine.look_at_clocks()
    assert letters(desk.database).count("reply-reminder → nfp_other") == 3


async def test_a_look_that_finds_nothing_says_that_it_looked(desk: Desk, now: Now) -> None:
    now.at = local("2027-03-17T08:00")
    await routine.look_at_clocks()
    assert register(desk.database, "watch")["ran_at"] == "2027-03-17T05:00:00+00:00"


async def test_a_draft_that_nobody_touched_goes_with_the_look(desk: Desk, now: Now) -> None:
    from cases.models import Draft
    from cases.service.drafts import start_draft

    with UnitOfWork(desk.database) as uow:
        draft, _ = start_draft(uow, channel="web", language="en")
        uow.commit()
    now.at = local("2027-06-02T09:00")
    await routine.look_at_clocks()
    assert stage(desk.database, draft.case_id) == "closed_abandoned"
    with desk.database.read() as session:
        assert session.execute(select(Draft)).all() == []


async def test_a_healthy_record_verifies(desk: Desk, cases: list[UUID]) -> None:
    assert await routine.verify_record() == []


async def test_an_entry_that_was_changed_is_named(desk: Desk, cases: list[UUID]) -> None:
    with UnitOfWork(desk.database) as uow:
        uow.session.execute(update(EVENT).where(EVENT.c.case_id == cases[1]), {"reason": "Nothing of the kind."})
        uow.commit()
    [found] = await routine.verify_record()
    assert found.startswith("KE-NTB-2027-00002")
    assert register(desk.database, "check:record")["found"] == 1


async def test_healthy_dates_stay_as_they_are(desk: Desk, cases: list[UUID]) -> None:
    await routine.look_at_clocks()
    assert await routine.rebuild_dates() == []


async def test_a_date_that_was_changed_is_named_and_put_right(desk: Desk, cases: list[UUID]) -> None:
    wrong = update(DEADLINE).where(DEADLINE.c.case_id == cases[0], DEADLINE.c.key == "response")
    with UnitOfWork(desk.database) as uow:
        uow.session.execute(wrong, {"due_on": date(2027, 12, 24)})
        uow.commit()
    assert len(await routine.rebuild_dates()) == 1
    assert await routine.rebuild_dates() == []


async def test_a_case_that_cannot_be_computed_does_not_stop_the_rebuild(desk: Desk, cases: list[UUID]) -> None:
    spoil(desk.database, cases[0])
    [found] = await routine.rebuild_dates()
    assert found.startswith(f"{cases[0]}: LookupError")


def test_before_the_office_opens_the_digests_wait(database: Database, now: Now) -> None:
    now.at = local("2027-03-17T07:59")
    assert routine.daily_due(database, ["digests", "record"]) == ["record"]


def test_what_ran_today_is_not_due_again(database: Database, now: Now) -> None:
    now.at = local("2027-03-17T08:00")
    routine.daily_done(database, "record", date(2027, 3, 17))
    assert routine.daily_due(database, ["digests", "record"]) == ["digests"]


def test_what_ran_yesterday_is_due(database: Database, now: Now) -> None:
    routine.daily_done(database, "record", date(2027, 3, 17))
    now.at = local("2027-03-18T00:00")
    assert routine.daily_due(database, ["record"]) == ["record"]


def test_a_store_that_does_not_answer_is_no_fault_of_the_case(tmp_path: object) -> None:
    broken = Database(f"sqlite:///{tmp_path}/nowhere/tatua.sqlite3")
    with pytest.raises(OperationalError):
        routine.look_at_case(broken, UUID(int=1))
