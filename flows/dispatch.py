"""Bringing work to flows: which case has something to do.

Two forms of the same dispatch. *Observed*: the flow runs in this process and reports to the Prefect server. *Bare*: the
same functions run without it, and the letters are marked as unobserved. A letter waits for Prefect a moment at most.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from uuid import UUID

import prefect

from flows.attempt import begin
from flows.desk import desk
from flows.driving import drive
from flows.mailing import mark_unobserved
from flows.ntb_complaint import ntb_complaint
from flows.observing import PrefectServer, describe, say
from flows.trade_remedy import trade_remedy
from flows.work import Label, label_of
from flows.wto_dispute import wto_dispute
from notifications.delivery import Whose

log = logging.getLogger("tatua.flows")

FLOWS: dict[str, Callable[[str, str], Awaitable[list[str]]]] = {
    "ntb": ntb_complaint, "remedy": trade_remedy, "dispute": wto_dispute,
}  # fmt: skip
"""The flow of each kind of case."""

AT_ONCE = 8
"""Cases seen to at once."""
REST_SECONDS = 5.0
"""How long a case rests whose work failed."""


class Dispatcher:
    """Runs the work of cases, several at once, each case once at a time."""

    def __init__(self, server: PrefectServer) -> None:
        self._server = server
        self._places = asyncio.Semaphore(AT_ONCE)
        self._busy: dict[UUID | Whose, asyncio.Task[None]] = {}
        self._resting: dict[UUID | Whose, float] = {}

    def start(self, of: UUID | Whose, why: str) -> None:
        """See to a case soon, unless it is being seen to or rests after a failure: the next look finds it again."""
        if of not in self._busy and time.monotonic() >= self._resting.get(of, 0.0):
            self._resting.pop(of, None)
            self._busy[of] = asyncio.create_task(self._see_to(of, why))

    async def _see_to(self, of: UUID | Whose, why: str) -> None:
        try:
            async with self._places:
                await self.run(of, why)
        except Exception as trouble:
            self._resting[of] = time.monotonic() + REST_SECONDS
            log.error("The work of %s failed (%s); it is tried again in a moment.", of, describe(trouble))
        finally:
            self._busy.pop(of, None)

    async def run(self, of: UUID | Whose, why: str) -> None:
        """See to a case now: as a Prefect run when the server answers and the run gets going, else bare."""
        name = "letters of no case"
        if isinstance(of, UUID):
            label = await asyncio.to_thread(label_of, desk().database, of)
            name = label.run_name(why)
            if await self._server.see(lambda: observed_run(of, label, name), name):
                return
        bare = begin()
        try:
            await drive(of)
        finally:
            await asyncio.to_thread(mark_unobserved, desk().database, bare.letters)
            say(name, bare)

    async def settle(self, seconds: float) -> None:
        """Wait so long, no longer, until nothing is being worked on."""
        if self._busy:
            await asyncio.wait(set(self._busy.values()), timeout=seconds)


async def observed_run(case_id: UUID, label: Label, name: str) -> list[str]:
    """One run of the flow of the case's kind, named and tagged for a reader."""
    with prefect.tags(*label.tags):
        return await FLOWS.get(label.kind, ntb_complaint)(str(case_id), name)
