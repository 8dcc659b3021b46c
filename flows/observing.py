"""Whether Prefect is there to watch, and work that it watches. No work ever waits for it longer than a moment."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from flows.attempt import Attempt, begin
from flows.desk import desk
from flows.mailing import mark_unobserved

log = logging.getLogger("tatua.flows")

HEALTH_SECONDS = 5.0
PATIENCE_SECONDS = 0.7
"""How long work waits for its Prefect run to get going: on an idle machine a run takes about 0.2 s."""
MOST_RUNS = 12
"""Runs under way, those included that only have their end to report. Beyond them work is done bare at once: more runs
would queue at the Prefect server's own database, and slow down the rush that they belong to.
"""


class PrefectServer:
    """Whether the Prefect server answers (asked in the background), and the runs that report to it."""

    def __init__(self, url: str, patience: float = PATIENCE_SECONDS) -> None:
        self._health = f"{url.rstrip('/')}/health"
        self._patience = patience
        self._runs: set[asyncio.Task[None]] = set()
        self.answers = False

    async def watch(self) -> None:
        """Ask every few seconds, for ever. Says so when the server comes and goes."""
        async with httpx.AsyncClient(timeout=2.0, trust_env=False) as client:
            while True:
                answers = await self._ask(client)
                if answers != self.answers:
                    log.info("The Prefect server answers." if answers else "The Prefect server does not answer.")
                self.answers = answers
                await asyncio.sleep(HEALTH_SECONDS)

    async def _ask(self, client: httpx.AsyncClient) -> bool:
        try:
            return (await client.get(self._health)).status_code == 200
        except httpx.HTTPError:
            return False

    async def see(self, work: Callable[[], Awaitable[Any]], name: str) -> bool:
        """Let Prefect watch a flow; True as soon as its work is done, though the run has its own end to report yet.

        False when the work must be done without Prefect: the server does not answer, has too much to do, did not get
        the run going in time, or broke it off. A run that gets going later finds nothing left to do.
        """
        if not self.answers or len(self._runs) >= MOST_RUNS:
            return False
        tried = begin()
        run = asyncio.create_task(self._report(work, name, tried))
        self._runs.add(run)
        run.add_done_callback(self._runs.discard)
        await _first(run, tried.begun, self._patience)
        if tried.begun.is_set():
            await _first(run, tried.worked)
        elif not run.done():
            log.warning("Prefect takes its time with %s; it goes on without it.", name)
        return tried.worked.is_set()

    async def _report(self, work: Callable[[], Awaitable[Any]], name: str, tried: Attempt) -> None:
        """The run from beginning to end. What went out in one that Prefect did not see through is unobserved."""
        try:
            async with tried.limit:
                await work()
            say(name, tried)
        except Exception as trouble:
            self.answers = False
            log.warning("Prefect did not see %s through (%s).", name, describe(trouble))
            await asyncio.to_thread(mark_unobserved, desk().database, tried.letters)

    async def leave(self, seconds: float) -> None:
        """Give runs that only have their end to report so long; then the process ends without them."""
        if self._runs:
            await asyncio.wait(self._runs, timeout=seconds)


async def _first(run: asyncio.Task[None], event: asyncio.Event, seconds: float | None = None) -> None:
    """Wait for the event or the end of the run, whichever comes first, or for so long."""
    heard = asyncio.create_task(event.wait())
    await asyncio.wait({run, heard}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    heard.cancel()


def say(name: str, tried: Attempt) -> None:
    """What was done, in one line for the log."""
    if tried.done:
        log.info("%s: %s", name, "; ".join(tried.done))


def describe(trouble: BaseException) -> str:
    """A failure in one line for the log, without what was being written: that may hold names and addresses."""
    lines = str(trouble).splitlines()
    return f"{type(trouble).__name__}: {lines[0][:200]}" if lines else type(trouble).__name__
