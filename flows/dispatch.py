"""Bringing work to flows: which case has something to do, and whether Prefect is there to watch.

Two forms of the same dispatch. *Observed*: the flow runs in this process and reports to the Prefect server. *Bare*: the
server does not answer, so the same functions run without it, the letters are marked as unobserved, and nothing waits.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from uuid import UUID

import httpx
import prefect
from sqlalchemy import select, update

from cases.store import Database
from cases.store.work import CASE, OUTBOX
from flows.desk import desk
from flows.ntb_complaint import drive, ntb_complaint, send_waiting

log = logging.getLogger("tatua.flows")

FLOWS: dict[str, Callable[..., Awaitable[list[str]]]] = {"ntb": ntb_complaint}
"""The flow of each kind of case."""

AT_ONCE = 3
HEALTH_SECONDS = 5.0
RUN_SECONDS = 30.0


class PrefectServer:
    """Whether the Prefect server answers; asked again at most every few seconds."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._asked = -HEALTH_SECONDS
        self._answers = False

    async def answers(self) -> bool:
        if time.monotonic() - self._asked > HEALTH_SECONDS:
            self._answers = await self._ask()
            self._asked = time.monotonic()
        return self._answers

    async def _ask(self) -> bool:
        try:
            async with httpx.AsyncClient(timeout=1.0, trust_env=False) as client:
                return (await client.get(f"{self._url}/health")).status_code == 200
        except httpx.HTTPError:
            return False

    def lost(self) -> None:
        """A run failed for want of the server: do not ask it again for a while."""
        self._answers = False
        self._asked = time.monotonic()


class Dispatcher:
    """Runs the work of cases, a few at once, each case once at a time."""

    def __init__(self, server: PrefectServer) -> None:
        self._server = server
        self._places = asyncio.Semaphore(AT_ONCE)
        self._busy: dict[UUID, asyncio.Task[None]] = {}
        self._again: set[UUID] = set()

    def start(self, case_id: UUID, why: str) -> None:
        """See to a case soon. One that is being seen to is looked at once more afterwards."""
        if case_id in self._busy:
            self._again.add(case_id)
            return
        self._busy[case_id] = asyncio.create_task(self._see_to(case_id, why))

    async def _see_to(self, case_id: UUID, why: str) -> None:
        try:
            async with self._places:
                await self.run(case_id, why)
        except Exception:
            log.exception("The work of case %s stopped; it is tried again at the next look.", case_id)
        finally:
            self._busy.pop(case_id, None)
            if case_id in self._again:
                self._again.discard(case_id)
                self.start(case_id, why)

    async def run(self, case_id: UUID, why: str) -> list[str]:
        """See to a case now: as a Prefect run when the server answers, else bare."""
        if await self._server.answers():
            try:
                return await asyncio.wait_for(observed_run(case_id, why), RUN_SECONDS)
            except Exception as trouble:
                self._server.lost()
                log.warning("Prefect did not see the run of case %s through (%s); going on without.", case_id, trouble)
        await asyncio.to_thread(mark_unobserved, desk().database, case_id)
        return await drive(str(case_id), observed=False)

    async def idle(self) -> None:
        """Wait until nothing is being worked on."""
        while self._busy:
            await asyncio.gather(*list(self._busy.values()), return_exceptions=True)


async def observed_run(case_id: UUID, why: str) -> list[str]:
    """One run of the case's flow, named and tagged for a reader."""
    kind, reference, stage = await asyncio.to_thread(_label, desk().database, case_id)
    flow = FLOWS.get(kind, ntb_complaint)
    with prefect.tags(f"case:{reference}", f"kind:{kind}", f"stage:{stage}"):
        return await flow(str(case_id), f"{_short(reference)} · {stage.replace('_', ' ')} · {why}")


def _label(database: Database, case_id: UUID) -> tuple[str, str, str]:
    with database.read() as session:
        row = session.execute(select(CASE.c.kind, CASE.c.reference, CASE.c.stage).where(CASE.c.id == case_id)).one()
    return row.kind, row.reference or "draft", row.stage


def _short(reference: str) -> str:
    parts = reference.split("-")
    return "-".join(parts[1:4]) if len(parts) > 3 else reference


def mark_unobserved(database: Database, case_id: UUID) -> None:
    """Note on the letters that wait that no Prefect run will show them."""
    with database.write() as session:
        session.execute(
            update(OUTBOX).where(OUTBOX.c.case_id == case_id, OUTBOX.c.state == "queued"), {"unobserved": True}
        )
        session.commit()


async def send_loose() -> list[str]:
    """Send letters that belong to no case (bundles, codes of drafts)."""
    return await send_waiting(None, observed=False)
