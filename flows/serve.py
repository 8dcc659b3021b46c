"""The flows process: `python -m flows.serve`. It looks for work by itself and is woken by the web.

It looks at the clocks every minute, at the outbox a few times a second, and at once when a byte arrives on the local
socket. It needs no Prefect server to do so; with one, each piece of work is a run that can be read there.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

from cases.settings import Settings, settings
from cases.store import NAIROBI
from flows import schedules
from flows.desk import close_desk, open_desk
from flows.dispatch import Dispatcher, PrefectServer, send_loose
from flows.work import Desk, local

log = logging.getLogger("tatua.flows")


class Service:
    """The loop of the process. `stop()` lets what runs finish and ends it."""

    def __init__(self, chosen: Settings) -> None:
        self.settings = chosen
        self.desk: Desk = open_desk(chosen)
        self.server = PrefectServer(chosen.prefect_api)
        self.dispatcher = Dispatcher(self.server)
        self._wake = asyncio.Event()
        self._stopping = asyncio.Event()
        self._daily: dict[str, date] = {}

    def wake(self) -> None:
        """There is work: look at once."""
        self._wake.set()

    def stop(self) -> None:
        self._stopping.set()
        self._wake.set()

    async def run(self) -> None:
        """Work until stopped."""
        listener = _listen(self.settings.wake_socket, self.wake)
        watch = asyncio.create_task(self._keep(self._watch, self.settings.watch_every_seconds))
        try:
            while not self._stopping.is_set():
                await self._guard(self.deliver)
                await self._pause()
        finally:
            watch.cancel()
            await self.dispatcher.idle()
            _forget(listener, self.settings.wake_socket)
            await close_desk()

    async def _pause(self) -> None:
        try:
            await asyncio.wait_for(self._wake.wait(), self.settings.outbox_every_seconds)
        except TimeoutError:
            return
        self._wake.clear()

    async def deliver(self) -> None:
        """Start the run of every case whose letters wait; send those that belong to no case."""
        for case_id in await asyncio.to_thread(schedules.cases_with_mail, self.desk.database):
            if case_id is None:
                await send_loose()
            else:
                self.dispatcher.start(case_id, "letters")

    async def _watch(self) -> None:
        """Look at the clocks, as a Prefect run when the server is there; then the daily work, once a day."""
        on = local(self.desk.database.now())
        await self._scheduled(schedules.watch_deadlines, on)
        self._wake.set()
        today = self.desk.database.now().astimezone(NAIROBI)
        if today.time() >= self.settings.office_opens:
            await self._once_a_day("digests", schedules.digests, today.date())
        await self._once_a_day("verify", schedules.verify_audit, today.date())
        await self._once_a_day("rebuild", schedules.rebuild_dates, today.date())

    async def _once_a_day(self, key: str, flow: object, today: date) -> None:
        if self._daily.get(key) != today:
            self._daily[key] = today
            await self._scheduled(flow, today.isoformat())

    async def _scheduled(self, flow: object, on: str) -> None:
        """Run a scheduled flow under Prefect when it answers, and bare when it does not or fails."""
        if await self.server.answers():
            try:
                await asyncio.wait_for(flow(on), 120)  # type: ignore[operator]
                return
            except Exception as trouble:
                self.server.lost()
                log.warning("Prefect did not see a scheduled run through (%s); going on without.", trouble)
        await flow.fn(on)  # type: ignore[attr-defined]

    async def _keep(self, work: Callable[[], Awaitable[None]], seconds: float) -> None:
        day = self.desk.database.today()
        while True:
            await self._guard(work)
            for _ in range(max(1, int(seconds / 0.5))):
                await asyncio.sleep(0.5)
                today = await asyncio.to_thread(self.desk.database.today)
                if today != day:
                    day = today
                    break

    async def _guard(self, work: Callable[[], Awaitable[None]]) -> None:
        """One failure never ends the process; it is logged and tried again at the next look."""
        try:
            await work()
        except Exception:
            log.exception("A look failed; it is tried again.")


def _listen(path: Path, wake: Callable[[], None]) -> socket.socket:
    """A local datagram socket; any byte on it wakes the process."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    listener.bind(str(path))
    listener.setblocking(False)

    def heard() -> None:
        while True:
            try:
                listener.recv(64)
            except BlockingIOError:
                break
        wake()

    asyncio.get_running_loop().add_reader(listener.fileno(), heard)
    return listener


def _forget(listener: socket.socket, path: Path) -> None:
    asyncio.get_running_loop().remove_reader(listener.fileno())
    listener.close()
    path.unlink(missing_ok=True)


async def main() -> None:
    """Run until SIGTERM or Ctrl-C."""
    service = Service(settings())
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, service.stop)
    await service.run()


if __name__ == "__main__":
    logging.basicConfig(level=settings().log_level, format="%(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    asyncio.run(main())
