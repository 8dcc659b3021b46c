"""Work never waits for Prefect: whatever a run does or does not do, `see` says in time who has to do the work."""

from __future__ import annotations

import asyncio
import time
from uuid import UUID

import pytest
from sqlalchemy.exc import OperationalError

from cases.store import Database
from flows.attempt import attempt
from flows.desk import Desk
from flows.dispatch import Dispatcher
from flows.observing import MOST_RUNS, PrefectServer, describe
from flows.serve import LONGEST_REST, Rest
from notifications.delivery import claim
from tests.cases.service.watched_cases import department, opened, posted, watch
from tests.conftest import Now


def answering(patience: float = 0.2) -> PrefectServer:
    """A server that is taken to answer; nothing in these tests asks it."""
    server = PrefectServer("http://127.0.0.1:9/api", patience)
    server.answers = True
    return server


async def never_begins() -> None:
    await asyncio.sleep(60)


async def works() -> None:
    with attempt().at_work():
        await asyncio.sleep(0)


async def works_but_does_not_end() -> None:
    with attempt().at_work():
        await asyncio.sleep(0.3)
    await asyncio.sleep(60)


async def breaks_off() -> None:
    with attempt().at_work():
        raise ConnectionError("The server is gone.")


async def breaks_off_at_the_end() -> None:
    with attempt().at_work():
        attempt().letters.append(1)
    raise ConnectionError("The server is gone.")


async def test_work_that_prefect_saw_through_is_done() -> None:
    assert await answering().see(works, "a run")


async def test_a_run_that_does_not_get_going_is_waited_for_a_moment_only() -> None:
    started = time.monotonic()
    assert not await answering(0.2).see(never_begins, "a run")
    assert time.monotonic() - started < 5


async def test_a_run_that_has_only_its_end_to_report_is_not_waited_for() -> None:
    started = time.monotonic()
    assert await answering(0.2).see(works_but_does_not_end, "a run")
    assert time.monotonic() - started < 5


async def test_work_that_goes_on_is_waited_for_beyond_all_patience() -> None:
    assert await answering(0.05).see(works_but_does_not_end, "a run")


async def test_a_run_that_broke_off_leaves_its_work_to_be_done(desk: Desk) -> None:
    assert not await answering().see(breaks_off, "a run")


async def test_after_a_run_broke_off_the_server_is_left_alone_for_a_while(desk: Desk) -> None:
    server = answering()
    await server.see(breaks_off, "a run")
    assert not server.answers
    assert not await server.see(works, "a run")


async def test_what_went_out_in_a_run_that_prefect_lost_is_unobserved(desk: Desk, now: Now) -> None:
    department(desk.database)
    opened(desk.database, "notified")
    watch(desk.database, now, "2027-03-17T08:00")
    server = answering()
    assert await server.see(breaks_off_at_the_end, "a run")
    await server.leave(5)
    assert posted(desk.database)[0].unobserved


async def test_a_rush_goes_on_without_prefect() -> None:
    server = answering(0.01)
    for _ in range(MOST_RUNS):
        await server.see(never_begins, "a run")
    assert not await server.see(works, "one too many")


async def test_a_server_that_is_not_there_does_not_answer() -> None:
    server = answering()
    asking = asyncio.create_task(server.watch())
    await asyncio.sleep(0.5)
    asking.cancel()
    assert not server.answers


async def test_a_case_whose_work_failed_rests(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    dispatcher = Dispatcher(answering())
    for _ in range(3):
        dispatcher.start(UUID(int=1), "letters")
        await dispatcher.settle(5)
    assert caplog.text.count("failed") == 1


async def test_a_case_is_seen_to_once_at_a_time(desk: Desk, database: Database, now: Now) -> None:
    department(database)
    case_id = opened(database, "notified")
    watch(database, now, "2027-03-17T08:00")
    dispatcher = Dispatcher(PrefectServer("http://127.0.0.1:9/api"))
    for _ in range(5):
        dispatcher.start(case_id, "letters")
    await dispatcher.settle(10)
    assert claim(database, limit=5) == []


def test_a_failure_is_described_in_one_line() -> None:
    assert describe(ValueError("first\nsecond")) == "ValueError: first"


def test_a_failure_without_words_is_named() -> None:
    assert describe(TimeoutError()) == "TimeoutError"


async def no_database() -> None:
    raise OperationalError("SELECT 1", {}, Exception("database is locked"))


async def a_bug() -> None:
    raise KeyError("stage")


async def five() -> int:
    return 5


async def test_a_failed_look_is_tried_again_after_a_rest_that_grows() -> None:
    rest = Rest()
    rests = [rest.seconds for _ in range(4) if await rest.guard(no_database) is None]
    assert rests == [1.0, 2.0, LONGEST_REST, LONGEST_REST]


async def test_a_look_that_works_needs_no_rest() -> None:
    rest = Rest()
    await rest.guard(no_database)
    assert await rest.guard(five) == 5
    assert rest.seconds == 0


async def test_a_locked_database_is_one_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    await Rest().guard(no_database)
    assert caplog.messages == [
        "The database does not answer (OperationalError: (builtins.Exception) database is locked); next try in 1 s."
    ]


async def test_a_bug_is_logged_with_its_place(caplog: pytest.LogCaptureFixture) -> None:
    await Rest().guard(a_bug)
    assert "in a_bug" in caplog.text
