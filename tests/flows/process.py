"""The real flows process, against a given database, folder and mail port, for tests that need one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
NO_PREFECT = "http://127.0.0.1:9/api"
"""An address at which nothing listens."""
AT_WORK = "The flows are at work."
SENDING = "Letters are being sent."


class FlowsProcess:
    """`python -m flows.serve` (or `flows.mailing`, which sends letters and nothing else), started and stopped."""

    def __init__(
        self, database_url: str, var_dir: Path, smtp_port: int, *, prefect_api: str = NO_PREFECT,
        module: str = "flows.serve", **settings: str,
    ) -> None:  # fmt: skip
        self.log_path = var_dir / f"{module}.log"
        self._command = [sys.executable, "-m", module]
        self._ready = AT_WORK if module == "flows.serve" else SENDING
        self._environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("TATUA_", "PREFECT_"))},
            "TATUA_ENV": "demonstration", "TATUA_DATABASE_URL": database_url, "TATUA_VAR_DIR": str(var_dir),
            "TATUA_SINK_PORT": str(smtp_port), "TATUA_PREFECT_API_URL": prefect_api, "PYTHONUNBUFFERED": "1",
            **settings,
        }  # fmt: skip
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, seconds: float = 60.0) -> None:
        """Start it and wait until it is at work."""
        self.log_path.parent.mkdir(parents=True, exist_ok=True)
        before = self.log().count(self._ready)
        with self.log_path.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, cwd=PROJECT, env=self._environment, stdout=log, stderr=subprocess.STDOUT
            )
        ends = time.monotonic() + seconds
        while self.log().count(self._ready) == before:
            if self._process.poll() is not None or time.monotonic() > ends:
                raise AssertionError(f"The flows process did not get to work:\n{self.log()}")
            time.sleep(0.02)

    def log(self) -> str:
        """What it has said so far, over all its starts."""
        return self.log_path.read_text() if self.log_path.exists() else ""

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self, seconds: float = 10.0) -> int:
        """Ask it to end; its exit status. It is killed when it does not end in time."""
        assert self._process is not None
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"The flows process did not end in time:\n{self.log()}") from None


@contextmanager
def flows_process(
    database_url: str, var_dir: Path, smtp_port: int, *, prefect_api: str = NO_PREFECT, **settings: str
) -> Iterator[FlowsProcess]:
    """The flows process at work until the end of the block. Prefect is off unless an address is given.

    `settings` are further environment variables, such as `TATUA_WATCH_EVERY_SECONDS="1"`.
    """
    process = FlowsProcess(database_url, var_dir, smtp_port, prefect_api=prefect_api, **settings)
    process.start()
    try:
        yield process
    finally:
        process.stop()
