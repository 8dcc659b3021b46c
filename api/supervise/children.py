"""Child processes that are kept alive, and ended without leaving anything behind.

Each child leads a process group of its own, so that Ctrl-C reaches only the supervisor, which then ends all:
SIGTERM to the group, SIGKILL after a period of grace to what is left of it.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from cases.settings import PROJECT

LEASH = Path(__file__).with_name("leash.py")

T = TypeVar("T")

Say = Callable[[str, str], None]
"""Called with the name of a child and one line that it printed or that concerns it."""


@dataclass(frozen=True)
class Child:
    """A command to run from the project's folder; `environment` adds to the supervisor's own."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Patience:
    """Seconds: pauses before a new start (doubled up to `longest_pause`, forgotten after `steady`), and for ending."""

    first_pause: float = 0.5
    longest_pause: float = 30.0
    steady: float = 30.0
    grace: float = 10.0


class Supervisor:
    """Runs children until `stop` is called. A second `stop` does not wait for the period of grace."""

    def __init__(self, say: Say, patience: Patience | None = None) -> None:
        self.say = say
        self.patience = patience or Patience()
        self.stopping = asyncio.Event()
        self._at_once = asyncio.Event()
        self._kept: list[asyncio.Task[None]] = []

    def stop(self) -> None:
        if self.stopping.is_set():
            self._at_once.set()
        self.stopping.set()

    def keep(self, child: Child) -> None:
        """Start the child, and start it again whenever it ends."""
        self._kept.append(self.watch(self._keep(child)))

    def watch(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Do this beside the children; should it fail, everything stops, and who awaits it sees the error."""
        task = asyncio.create_task(work)
        task.add_done_callback(lambda done: None if done.cancelled() or not done.exception() else self.stop())
        return task

    async def run(self, child: Child) -> int:
        """Run the child once to its end, or to the stop of everything; give its exit status."""
        process = await _start(child, self.say)
        try:
            await _first(process.exited.wait(), self.stopping.wait())
            await self._end_group(process)
            await _first(process.silent.wait(), asyncio.sleep(1.0))  # who fled the group may hold the pipe open
            return process.status
        finally:
            process.close()

    async def ended(self) -> None:
        """Return when everything was stopped and every child is gone."""
        await self.stopping.wait()
        await asyncio.gather(*self._kept)

    async def _keep(self, child: Child) -> None:
        pause = self.patience.first_pause
        while not self.stopping.is_set():
            began = asyncio.get_running_loop().time()
            try:
                ending = _in_words(await self.run(child))
            except OSError as error:  # the machine has no process or memory to spare just now
                ending = str(error)
            if self.stopping.is_set():
                return
            if asyncio.get_running_loop().time() - began >= self.patience.steady:
                pause = self.patience.first_pause
            self.say(child.name, f"ended ({ending}); starts again in {pause:g} s")
            await _first(self.stopping.wait(), asyncio.sleep(pause))
            pause = min(pause * 2, self.patience.longest_pause)

    async def _end_group(self, process: _Process) -> None:
        """End the child and what it started: politely, and then surely."""
        alive = not process.exited.is_set()
        if process.signal_group(signal.SIGTERM) and alive:
            await _first(process.emptied(), self._at_once.wait(), asyncio.sleep(self.patience.grace))
        process.signal_group(signal.SIGKILL)
        await process.exited.wait()


class _Process(asyncio.SubprocessProtocol):
    """A child that was started, the leader of its group.

    `exited` is set when the child itself is gone, even if something that it started still holds its output open.
    """

    def __init__(self, hear: Callable[[str], None]) -> None:
        self.exited = asyncio.Event()
        self.silent = asyncio.Event()
        self._hear = hear
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.SubprocessTransport)
        self._transport = transport
        self._group = transport.get_pid()

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            self._hear(line.decode("utf-8", "replace").rstrip("\r"))

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        if self._rest:
            self._hear(self._rest.decode("utf-8", "replace"))
        self.silent.set()

    def process_exited(self) -> None:
        self.exited.set()

    @property
    def status(self) -> int:
        status = self._transport.get_returncode()
        assert status is not None
        return status

    def signal_group(self, number: int) -> bool:
        """False when nobody of the group is left."""
        with suppress(ProcessLookupError):
            os.killpg(self._group, number)
            return True
        return False

    async def emptied(self) -> None:
        """Return when the child and everything in its group is gone."""
        while self.signal_group(0):
            await asyncio.sleep(0.05)

    def close(self) -> None:
        self._transport.close()


async def _start(child: Child, say: Say) -> _Process:
    command = (sys.executable, "-I", "-S", str(LEASH), str(os.getpid()), *child.command)
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", **child.environment}
    _, process = await asyncio.get_running_loop().subprocess_exec(
        lambda: _Process(lambda line: say(child.name, line)),
        *command,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        cwd=PROJECT,
        env=environment,
    )
    return process


async def _first(*waits: Coroutine[Any, Any, object] | asyncio.Task[Any]) -> None:
    """Return when the first of these is over. Of the others, tasks go on and coroutines are given up."""
    tasks = {asyncio.ensure_future(each): each for each in waits}
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task, given in tasks.items():
            if task is not given:
                task.cancel()


def _in_words(status: int) -> str:
    return f"signal {signal.Signals(-status).name}" if status < 0 else f"exit status {status}"
