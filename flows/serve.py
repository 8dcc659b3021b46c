"""The flows process: `python -m flows.serve`. It looks for work by itself and is woken by the web.

It looks at the clocks every minute, at the outbox a few times a second, and at once when a byte arrives on the local
socket. It needs no Prefect server to do so; with one, each piece of work is a run that can be read there.

The work has a thread and an event loop of its own; the main thread only waits for signals. Prefect would else put its
own answer to SIGTERM in the place of ours while a run is under way.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from sqlalchemy.exc import InterfaceError, OperationalError

from cases.settings import Settings, settings
from flows import routine
from flows.bell import Bell
from flows.desk import close_desk, open_desk
from flows.dispatch import Dispatcher
from flows.mailing import cases_with_mail
from flows.observing import PrefectServer, describe
from flows.schedules import DAILY, WATCH, Scheduled
from flows.work import local
from notifications.delivery import Whose

log = logging.getLogger("tatua.flows")

DAY_SECONDS = 0.5
"""How often the process looks whether the department's day was moved."""
LONGEST_REST = 4.0
"""How long it rests at most after failures: so soon it is back at work when a database is."""
LETTERS_SECONDS, REPORTS_SECONDS = 1.0, 0.6
"""How long letters in flight, and reports to Prefect, are waited for at the end."""


class Rest:
    """One failure never ends the process: it is logged, and tried again after a rest that grows."""

    def __init__(self) -> None:
        self.seconds = 0.0

    async def guard(self, work: Callable[[], Awaitable[Any]]) -> Any:
        """What the work gives, or None when it failed; then `seconds` says how long to rest."""
        try:
            result = await work()
        except Exception as trouble:
            self.seconds = min(max(1.0, 2 * self.seconds), LONGEST_REST)
            if isinstance(trouble, OperationalError | InterfaceError):
                log.warning("The database does not answer (%s); next try in %.0f s.", describe(trouble), self.seconds)
            else:
                log.exception("A look failed; next try in %.0f s.", self.seconds)
            return None
        self.seconds = 0.0
        return result


class Service:
    """The work of the process: `run()` until `stop()`, which any thread may call."""

    def __init__(self, chosen: Settings) -> None:
        self.settings = chosen
        self.desk = open_desk(chosen)
        self.server = PrefectServer(chosen.prefect_api)
        self.dispatcher = Dispatcher(self.server)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop_asked = threading.Event()
        self._stopping = asyncio.Event()
        self._mail = asyncio.Event()
        self._day: date | None = None

    def stop(self) -> None:
        """Begin nothing new and end soon."""
        self._stop_asked.set()
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)

    async def run(self) -> None:
        """Work until stopped. Letters in flight are finished; nothing is begun after the call to stop."""
        self._loop = asyncio.get_running_loop()
        if self._stop_asked.is_set():
            self._stopping.set()
        with Bell(self.settings.wake_socket, self._mail.set):
            work = [asyncio.create_task(each) for each in (self.server.watch(), self._send(), self._watch())]
            log.info("The flows are at work.")
            await asyncio.wait({*work, asyncio.create_task(self._stopping.wait())}, return_when="FIRST_COMPLETED")
            self.desk.ending = True
            for each in work:
                each.cancel()
            await self.dispatcher.settle(LETTERS_SECONDS)
            await self.server.leave(REPORTS_SECONDS)
        await close_desk()
        for each in work:
            if each.done() and not each.cancelled():
                each.result()

    async def _send(self) -> None:
        """Look for letters that wait, several times a second and whenever the bell rings."""
        rest = Rest()
        while True:
            self._mail.clear()
            await rest.guard(self.deliver)
            try:
                await asyncio.wait_for(self._mail.wait(), rest.seconds or self.settings.outbox_every_seconds)
            except TimeoutError:
                continue

    async def deliver(self) -> None:
        """Start the run of every case whose letters wait; send those that belong to no case."""
        for case_id, attempts in await asyncio.to_thread(cases_with_mail, self.desk.database):
            self.dispatcher.start(case_id or Whose.NO_CASE, "letters again" if attempts else "letters")

    async def _watch(self) -> None:
        """Look at the clocks every minute, and at once when a day begins or the department's day is moved."""
        rest, glance = Rest(), Rest()
        clock = asyncio.get_running_loop().time
        while True:
            await rest.guard(self.look)
            ends = clock() + (rest.seconds or self.settings.watch_every_seconds)
            while clock() < ends and not await glance.guard(self._new_day):
                await asyncio.sleep(min(DAY_SECONDS, self.settings.watch_every_seconds))

    async def _new_day(self) -> bool:
        return self._day is not None and await asyncio.to_thread(self.desk.database.today) != self._day

    async def look(self) -> None:
        """Look at the clocks; then the daily work, once on each of the department's days.

        A look that finds nothing is no Prefect run: one a minute would bury the others.
        """
        database = self.desk.database
        self._day = today = await asyncio.to_thread(database.today)
        due = await asyncio.to_thread(routine.cases_due, database)
        await self._scheduled(WATCH, local(database.now()), visible=bool(due))
        self._mail.set()
        for key in await asyncio.to_thread(routine.daily_due, database, DAILY):
            await self._scheduled(DAILY[key], today.isoformat())
            await asyncio.to_thread(routine.daily_done, database, key, today)

    async def _scheduled(self, work: Scheduled, on: str, *, visible: bool = True) -> None:
        """Do scheduled work under Prefect when it answers, and bare when it does not."""
        if not (visible and await self.server.see(lambda: work.flow(on), f"“{work.flow.name}” of {on}")):
            await work.bare()


def main() -> None:
    """Run until SIGTERM or Ctrl-C. Ends within two seconds of it, whatever Prefect waits for."""
    speak(settings().log_level)
    service = Service(settings())
    failures: list[BaseException] = []
    worker = threading.Thread(target=_work, args=(service, failures), name="flows", daemon=True)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: service.stop())
    worker.start()
    worker.join()
    log.info("The flows have ended.")
    logging.shutdown()
    os._exit(1 if failures else 0)  # Prefect's threads may wait for a server that is gone; nothing of ours does


def speak(level: str) -> None:
    """Our own lines, and of others what is a warning: what Prefect says of each run stands on its page."""
    handler = logging.StreamHandler()
    handler.addFilter(lambda record: record.name.startswith("tatua") or record.levelno >= logging.WARNING)
    logging.basicConfig(level=level, format="%(message)s", handlers=[handler], force=True)


def _work(service: Service, failures: list[BaseException]) -> None:
    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(service.run())
    except BaseException as failure:
        log.exception("The flows cannot go on.")
        failures.append(failure)


if __name__ == "__main__":
    main()
