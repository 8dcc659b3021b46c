"""All of Tatua on one machine: `up()` migrates the database, starts the processes and keeps them running.

`python -m api.supervise`, `tatua up` and `./run` all come here. Web, flows, Prefect server and mail sink are
children started by name: nothing of theirs is imported, and the pages do not wait for Prefect.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from api.supervise import announce, plan
from api.supervise.children import Child, Supervisor
from cases.settings import Settings, SettingsRefused, settings

READY_WITHIN = 60.0


class StartRefused(Exception):
    """Tatua cannot start; the message says why and what to do."""


def up() -> int:
    """Run until SIGINT or SIGTERM; give the exit status: 0 when it was stopped, 1 when it could not start."""
    try:
        chosen = settings()
        chosen.check_production()
        with only_one(chosen):
            return asyncio.run(_up(chosen))
    except (StartRefused, SettingsRefused) as refused:
        sys.stderr.write(f"{refused}\n")
        return 1


@contextmanager
def only_one(chosen: Settings) -> Iterator[None]:
    """Hold the lock of this folder for data and its ports; `StartRefused` when another start has one of them."""
    chosen.run_dir.mkdir(parents=True, exist_ok=True)
    with (chosen.run_dir / "supervise.lock").open("a+") as lock:
        _take(lock.fileno(), Path(lock.name), chosen)
        if taken := [why for port in plan.ports(chosen) if (why := plan.why_not(port))]:
            raise StartRefused("\n".join(taken))
        yield


def _take(lock: int, path: Path, chosen: Settings) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise StartRefused(
            f"Tatua runs already with the data in {chosen.var_dir} (process {path.read_text().strip()}). "
            "Stop it there with Ctrl-C, or set TATUA_VAR_DIR to another folder to run a second one."
        ) from None
    os.truncate(lock, 0)
    os.write(lock, str(os.getpid()).encode())


async def _up(chosen: Settings) -> int:
    supervisor = Supervisor(_say)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, supervisor.stop)
    for child in plan.helpers(chosen):
        supervisor.keep(child)
    work = supervisor.watch(_bring_up(chosen, supervisor))
    await supervisor.ended()
    return await work


async def _bring_up(chosen: Settings, supervisor: Supervisor) -> int:
    """Migrate, fill an empty demonstration, start the rest, and say when it is ready."""
    try:
        await _prepare(chosen, supervisor)
    except StartRefused as refused:
        _say("tatua", str(refused))
        supervisor.stop()
        return 1
    if supervisor.stopping.is_set():
        return 0
    supervisor.keep(plan.web(chosen))
    supervisor.keep(plan.flows(chosen))
    await _announce(chosen, supervisor)
    return 0


async def _prepare(chosen: Settings, supervisor: Supervisor) -> None:
    await _must(plan.MIGRATE, supervisor)
    if not supervisor.stopping.is_set() and await asyncio.to_thread(_is_empty, chosen):
        await _must(plan.SEED, supervisor)


async def _must(child: Child, supervisor: Supervisor) -> None:
    """Run a command that has to succeed before the pages can start."""
    status = await supervisor.run(child)
    if status and not supervisor.stopping.is_set():
        raise StartRefused(f"`tatua {child.name}` failed (exit status {status}); the lines above say why.")


def _is_empty(chosen: Settings) -> bool:
    """The demonstration department is still missing: nobody can sign in, and there is no case."""
    if not chosen.demonstration:
        return False
    from sqlalchemy import create_engine, text

    engine = create_engine(chosen.database_url)
    try:
        with engine.connect() as connection:
            tables = ("account", "case_file")
            return not any(connection.scalar(text(f"SELECT count(*) FROM {table}")) for table in tables)
    finally:
        engine.dispose()


async def _announce(chosen: Settings, supervisor: Supervisor) -> None:
    live = asyncio.create_task(announce.answers(announce.reachable(chosen), chosen.port, "/health/live"))
    stopped = asyncio.create_task(supervisor.stopping.wait())
    await asyncio.wait({live, stopped}, timeout=READY_WITHIN, return_when=asyncio.FIRST_COMPLETED)
    if not live.done() and not stopped.done():
        _say("tatua", f"The pages do not answer after {READY_WITHIN:g} s; the lines above say why. Still trying.")
        await asyncio.wait({live, stopped}, return_when=asyncio.FIRST_COMPLETED)
    if live.done():
        accounts = await asyncio.to_thread(announce.demonstration_accounts, chosen)
        _print(announce.box(announce.lines(chosen, accounts)))
    live.cancel()
    stopped.cancel()


def _say(name: str, line: str) -> None:
    if line.strip():
        _print(f"{name:<8}| {line}")


def _print(text: str) -> None:
    """Print, even if nobody reads any more: a closed pipe must not end the department's processes."""
    with suppress(BrokenPipeError):
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
