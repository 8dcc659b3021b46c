"""P12: from the officer's click to the mail server, through the real flows process and a real Prefect server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from aiosmtpd.controller import Controller

from benchmarks.figures import Figure, percentile

CLICKS = 30
APART = 1.5


class _Arrivals:
    """Notes when each message arrives."""

    def __init__(self) -> None:
        self.at: list[float] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # the library's name
        self.at.append(time.perf_counter())
        return "250 taken"


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _process(command: list[str], environment: dict[str, str]) -> Iterator[None]:
    child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        child.terminate()
        child.wait(20)


def _wait_for(url: str, seconds: float = 90) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            urlopen(url, timeout=2).close()  # our own server
            return
        except (URLError, OSError):
            time.sleep(0.5)
    raise TimeoutError(f"{url} did not answer")


def measure() -> list[Figure]:
    """P12 with Prefect watching, and without it."""
    observed = _seconds(with_prefect=True)
    bare = _seconds(with_prefect=False)
    p95 = percentile(observed, 0.95)
    return [
        Figure("P12", "click to accepted by the mail server, 95th percentile", f"{p95:.2f} s",
               f"{percentile(bare, 0.95):.2f} s without Prefect", p95, 1.0, at_most=True)
    ]  # fmt: skip


def _seconds(*, with_prefect: bool) -> list[float]:
    folder = Path(tempfile.mkdtemp(prefix="tatua-bench-"))
    arrivals = _Arrivals()
    sink = Controller(arrivals, hostname="127.0.0.1", port=free_port())
    sink.start()
    prefect = free_port()
    environment = {
        **os.environ, "TATUA_ENV": "test", "TATUA_VAR_DIR": str(folder), "TATUA_SMTP_HOST": "127.0.0.1",
        "TATUA_SMTP_PORT": str(sink.port), "TATUA_SMTP_STARTTLS": "false",
        "TATUA_PREFECT_API_URL": f"http://127.0.0.1:{prefect}/api", "PREFECT_HOME": str(folder / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
    }  # fmt: skip
    os.environ.update({k: v for k, v in environment.items() if k.startswith("TATUA_")})
    server = [str(Path(sys.executable).parent / "prefect"), "server", "start", "--port", str(prefect)]
    try:
        if not with_prefect:
            return _clicks(folder, environment, arrivals)
        with _process(server, environment):
            _wait_for(f"http://127.0.0.1:{prefect}/api/health")
            return _clicks(folder, environment, arrivals)
    finally:
        sink.stop()


def _clicks(folder: Path, environment: dict[str, str], arrivals: _Arrivals) -> list[float]:
    from api.wake import wake
    from benchmarks.advancing import Advancing
    from cases.migrations import upgrade
    from cases.settings import Settings, using
    from cases.store import Database

    chosen = Settings(env="test", var_dir=folder)
    upgrade(chosen.database_url)
    database = Database(chosen.database_url)
    advancing = Advancing(database)
    with _process([sys.executable, "-m", "flows.serve"], environment), using(chosen):
        until = time.monotonic() + 60
        while not chosen.wake_socket.exists() and time.monotonic() < until:
            time.sleep(0.2)
        time.sleep(3)
        spent = [_click(advancing, wake, arrivals) for _ in range(CLICKS + 3)][3:]
    database.close()
    return spent


def _click(advancing: Any, wake: Any, arrivals: _Arrivals) -> float:
    """One act by an officer; gives the seconds until its first letter is accepted."""
    known = len(arrivals.at)
    began = time.perf_counter()
    advancing.one()
    wake()
    while len(arrivals.at) == known and time.perf_counter() - began < 20:
        time.sleep(0.005)
    took = (arrivals.at[known] if len(arrivals.at) > known else time.perf_counter()) - began
    time.sleep(APART)
    return took
