"""The Prefect server hangs, then dies, while letters are being written: every letter goes out, at once.

The web has no test here because it has no part in this: it opens no connection to Prefect.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from cases.store import Database
from tests.cases.service.watched_cases import department, posted
from tests.flows.process import flows_process
from tests.flows.sink import Sink, free_port
from tests.flows.test_process import write

pytestmark = pytest.mark.flows

AT_MOST_SECONDS = 5.0
"""How long a letter may take on a busy test machine, whatever Prefect does; on an idle one it is below one second."""


@contextmanager
def prefect_server(home: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A Prefect server as a process of its own, which may be stopped and killed; its address and the process."""
    port = free_port()
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")},
        "PREFECT_HOME": str(home), "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1",
    }  # fmt: skip
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
    try:
        wait_until_up(f"http://127.0.0.1:{port}/api/health", server)
        yield f"http://127.0.0.1:{port}/api", server
    finally:
        kill(server)


def wait_until_up(health: str, server: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + 120
    while time.monotonic() < ends and server.poll() is None:
        try:
            with urlopen(health, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("The Prefect server did not start.")


def kill(server: subprocess.Popen[bytes]) -> None:
    """End the server and all that it started."""
    if server.poll() is None:
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()


def write_and_wait(store: Database, mail: Sink, so_far: int) -> float:
    """Write a letter; how long it took to reach the mail server."""
    started = time.time()
    write(store)
    mail.wait_for(so_far + 1)
    return mail.mail[-1].at - started


def unobserved(store: Database) -> list[bool]:
    return [row.unobserved for row in posted(store) if row.letter == "progress-note"]


def test_letters_go_out_while_prefect_hangs_and_when_it_is_dead(
    sqlite_template: Path, tmp_path: Path, mail: Sink
) -> None:
    store = Database(f"sqlite:///{tmp_path}/tatua.sqlite3")
    (tmp_path / "tatua.sqlite3").write_bytes(sqlite_template.read_bytes())
    (tmp_path / "prefect").mkdir()
    department(store)
    with prefect_server(tmp_path / "prefect") as (address, server):
        with flows_process(store.url, tmp_path, mail.port, prefect_api=address) as process:
            wait_for_words(process.log, "The Prefect server answers.")
            warm = write_until_observed(store, mail)
            os.killpg(server.pid, signal.SIGSTOP)
            hanging = [write_and_wait(store, mail, warm + n) for n in range(3)]
            os.killpg(server.pid, signal.SIGCONT)
            kill(server)
            dead = [write_and_wait(store, mail, warm + 3 + n) for n in range(3)]
            wait_for_words(process.log, "The Prefect server does not answer.")
        time.sleep(0.1)
    assert max(hanging) < AT_MOST_SECONDS
    assert max(dead) < AT_MOST_SECONDS
    assert unobserved(store)[-6:] == [True] * 6
    assert sorted(mail.ids.values()) == [1] * (warm + 6)
    store.close()


def write_until_observed(store: Database, mail: Sink) -> int:
    """Write letters until one went out in a Prefect run; the first run of a process takes longest. How many it took."""
    for number in range(10):
        write_and_wait(store, mail, number)
        time.sleep(1)
        if not unobserved(store)[-1]:
            return number + 1
    raise AssertionError("No letter went out in a Prefect run.")


def wait_for_words(log: Callable[[], str], words: str) -> None:
    """Wait until the process says so."""
    ends = time.monotonic() + 30
    while words not in log():
        assert time.monotonic() < ends, words
        time.sleep(0.05)
