"""What a person reads on the Prefect page: a run per case with name, tags, tasks and timeline; no name of anybody."""

from __future__ import annotations

import asyncio
from uuid import UUID

import pytest
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import (
    ArtifactFilter,
    ArtifactFilterKey,
    FlowRunFilter,
    FlowRunFilterName,
    LogFilter,
    LogFilterFlowRunId,
    TaskRunFilter,
    TaskRunFilterFlowRunId,
)
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.sorting import ArtifactSort, FlowRunSort

from cases.store import Database
from flows.desk import Desk
from flows.dispatch import Dispatcher
from flows.observing import PrefectServer
from flows.schedules import WATCH
from tests.cases.service import files_of_kinds
from tests.cases.service.watched_cases import DODOMA, department, letters, local, opened, posted, watch
from tests.conftest import Now
from tests.flows.sink import Sink

pytestmark = [
    pytest.mark.flows,
    # Prefect leaves sockets to its server for the collector to close.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]

AT_HALF_TIME = "2027-03-17T08:00"
NAME = "NTB-2027-00001 · notified · letters"
KEY = "case-ke-ntb-2027-00001-m"


@pytest.fixture
def server(prefect_server: str) -> PrefectServer:
    """The Prefect server, up; with the patience that a loaded test machine needs."""
    found = PrefectServer(prefect_server, patience=60)
    found.answers = True
    return found


@pytest.fixture
def reminded(database: Database, now: Now) -> UUID:
    """A request to Tanzania at half of its time: a letter waits for the other state."""
    department(database)
    case_id = opened(database, "notified")
    watch(database, now, AT_HALF_TIME)
    return case_id


async def run(server: PrefectServer, case_id: UUID) -> FlowRun:
    """See to the case, wait until Prefect knows everything about it, and read what it knows."""
    await Dispatcher(server).run(case_id, "letters")
    return await last_run(server, NAME)


async def last_run(server: PrefectServer, name: str) -> FlowRun:
    await server.leave(60)
    async with get_client() as client:
        wanted = FlowRunFilter(name=FlowRunFilterName(any_=[name]))
        return (await client.read_flow_runs(flow_run_filter=wanted, sort=FlowRunSort.START_TIME_DESC))[0]


async def tasks_of(flow_run: FlowRun, last: str) -> list[str]:
    """The names of a run's tasks; they reach the server a moment after the run itself."""
    wanted = TaskRunFilter(flow_run_id=TaskRunFilterFlowRunId(any_=[flow_run.id]))
    async with get_client() as client:
        for _ in range(200):
            names = sorted(task.name for task in await client.read_task_runs(task_run_filter=wanted))
            if any(name.startswith(last) for name in names):
                break
            await asyncio.sleep(0.1)
    return names


async def timeline(client: PrefectClient) -> str:
    wanted = ArtifactFilter(key=ArtifactFilterKey(any_=[KEY]))
    found = await client.read_artifacts(artifact_filter=wanted, sort=ArtifactSort.CREATED_DESC)
    return str(found[0].data)


async def test_a_run_is_named_tagged_and_completed(server: PrefectServer, desk: Desk, reminded: UUID) -> None:
    seen = await run(server, reminded)
    assert seen.state is not None
    assert (seen.name, sorted(seen.tags), seen.state.name) == (
        NAME, ["case:KE-NTB-2027-00001-M", "kind:ntb", "stage:notified"], "Completed",
    )  # fmt: skip


async def test_each_piece_of_work_is_a_task(server: PrefectServer, desk: Desk, reminded: UUID) -> None:
    names = await tasks_of(await run(server, reminded), "publish")
    assert [name.rpartition("-")[0] or name for name in names] == [
        "publish the timeline", "take what time asks for", "tell the other state: reply",
    ]  # fmt: skip


async def test_the_letter_really_goes(server: PrefectServer, desk: Desk, reminded: UUID, mail: Sink) -> None:
    await run(server, reminded)
    assert [each.to for each in mail.mail] == [DODOMA]


async def test_a_letter_that_a_run_shows_is_not_unobserved(server: PrefectServer, desk: Desk, reminded: UUID) -> None:
    await run(server, reminded)
    assert not any(row.unobserved for row in posted(desk.database))


async def test_the_timeline_says_where_the_case_stands(server: PrefectServer, desk: Desk, reminded: UUID) -> None:
    await run(server, reminded)
    async with get_client() as client:
        shown = await timeline(client)
    assert shown.startswith("# KE-NTB-2027-00001-M: Request sent, awaiting the reply")
    assert "| The other state replies | 31 March 2027 | to be confirmed |" in shown
    assert "We look again on 26 March 2027 08:00." in shown


async def test_prefect_learns_no_name_and_no_address(server: PrefectServer, desk: Desk, reminded: UUID) -> None:
    seen = await run(server, reminded)
    async with get_client() as client:
        logs = await client.read_logs(log_filter=LogFilter(flow_run_id=LogFilterFlowRunId(any_=[seen.id])))
        told = f"{seen.model_dump()} {await timeline(client)} {[entry.message for entry in logs]}"
    assert not any(secret in told for secret in ("Amina", "amina", "@", "Wanjiru"))


async def test_a_second_run_sends_nothing_again(server: PrefectServer, desk: Desk, reminded: UUID, mail: Sink) -> None:
    for _ in range(2):
        await run(server, reminded)
    assert len(mail.mail) == 1


async def test_a_run_takes_what_the_time_asks_for_and_sends_its_letters(
    server: PrefectServer, desk: Desk, reminded: UUID, now: Now, mail: Sink
) -> None:
    now.at = local("2027-04-01T09:00")
    await run(server, reminded)
    assert sorted(each.to for each in mail.mail) == sorted(
        ["amina@example.org", "wanjiru@example.go.ke", DODOMA, DODOMA]
    )


async def test_a_look_at_the_clocks_is_a_run_with_a_task_per_case(
    server: PrefectServer, desk: Desk, database: Database, now: Now
) -> None:
    department(database)
    for _ in range(2):
        opened(database, "notified")
    now.at = local(AT_HALF_TIME)
    await server.see(lambda: WATCH.flow("17 March 2027 08:00"), "the look")
    names = await tasks_of(await last_run(server, "deadlines · 17 March 2027 08:00"), "NTB-2027-00002")
    assert [name[:14] for name in names] == ["NTB-2027-00001", "NTB-2027-00002"]
    assert letters(database).count("reply-reminder → nfp_other") == 2


async def test_a_server_that_does_not_answer_is_not_waited_for(desk: Desk, reminded: UUID, mail: Sink) -> None:
    await Dispatcher(PrefectServer("http://127.0.0.1:9/api")).run(reminded, "letters")
    assert len(mail.mail) == 1
    assert [row.unobserved for row in posted(desk.database) if row.state == "sent"] == [True]


async def test_a_run_of_an_investigation_names_whom_it_tells(
    server: PrefectServer, desk: Desk, database: Database
) -> None:
    files_of_kinds.department(database)
    await Dispatcher(server).run(files_of_kinds.initiated(database), "letters")
    seen = await last_run(server, "AD-2027-00001 · ad initiated · letters")
    names = {name.rpartition("-")[0] or name for name in await tasks_of(seen, "publish")}
    assert "kind:remedy" in seen.tags
    assert {"instruct customs: ad", "tell a party: ad", "tell the exporting government: ad"} <= names


async def test_a_run_of_a_dispute_names_whom_it_tells(server: PrefectServer, desk: Desk, database: Database) -> None:
    files_of_kinds.department(database)
    case_id = files_of_kinds.dispute(database, "interagency_review")
    files_of_kinds.act(database, case_id, "recommend", recommendation="Go.", papers=("minutes",))
    await Dispatcher(server).run(case_id, "letters")
    seen = await last_run(server, "DS-2027-00001 · decision to litigate · letters")
    names = " ".join(await tasks_of(seen, "publish"))
    assert "kind:dispute" in seen.tags
    assert "ask the Cabinet Secretary: dispute-approval-asked" in names
    assert "tell the Attorney General: dispute-approval-asked" in names
