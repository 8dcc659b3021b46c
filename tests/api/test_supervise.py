"""The supervisor, on real processes: what dies comes back, what is stopped leaves nobody behind."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.supervise import StartRefused, announce, only_one, plan
from api.supervise.children import Child, Patience, Supervisor
from cases.settings import PROJECT, Settings

BRISK = Patience(first_pause=0.02, longest_pause=0.08, steady=30, grace=0.3)

SLEEPS = "import os, time; print('pid', os.getpid(), flush=True); time.sleep(60)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + SLEEPS
DIES_FIRST = f"import subprocess, sys; print('pid', subprocess.Popen([sys.executable, '-c', {SLEEPS!r}]).pid)"
HAS_A_CHILD = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {SLEEPS!r}]); " + SLEEPS

HOUSE = """
import asyncio, signal, sys
from api.supervise.children import Child, Patience, Supervisor

async def main() -> None:
    supervisor = Supervisor(lambda name, line: print(name, line, flush=True), Patience(grace=0.3))
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, supervisor.stop)
    for number, code in enumerate(sys.argv[1:]):
        supervisor.keep(Child(f"child{number}", (sys.executable, "-c", code)))
    await supervisor.ended()

asyncio.run(main())
"""


class House:
    """A supervisor in a process of its own, with children made of these lines of code."""

    def __init__(self, *codes: str) -> None:
        command = [sys.executable, "-c", HOUSE, *codes]
        self.process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)

    def pids(self, count: int) -> list[int]:
        """The process ids that the children have printed, once there are so many."""
        assert self.process.stdout is not None
        return [int(self.process.stdout.readline().split()[-1]) for _ in range(count)]

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=20)


@pytest.fixture
def house() -> Iterator[Callable[..., House]]:
    built: list[House] = []

    def build(*codes: str) -> House:
        built.append(House(*codes))
        return built[-1]

    yield build
    for each in built:
        each.process.kill()
        each.process.wait()
        assert each.process.stdout is not None
        each.process.stdout.close()


def gone(pid: int, within: float = 5.0) -> bool:
    """No such process runs, or only its entry waits to be cleared away."""
    limit = time.monotonic() + within
    while time.monotonic() < limit:
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_ends_children_and_their_children(number: signal.Signals, house: Callable[..., House]) -> None:
    running = house(SLEEPS, HAS_A_CHILD)
    pids = running.pids(3)
    assert running.end(number) == 0
    assert [pid for pid in pids if not gone(pid)] == []


def test_a_child_that_ignores_the_stop_is_killed_after_the_grace(house: Callable[..., House]) -> None:
    running = house(STUBBORN)
    [pid] = running.pids(1)
    assert running.end(signal.SIGTERM) == 0
    assert gone(pid)


def test_a_killed_supervisor_leaves_no_child(house: Callable[..., House]) -> None:
    running = house(SLEEPS)
    [pid] = running.pids(1)
    assert running.end(signal.SIGKILL) == -signal.SIGKILL
    assert gone(pid)


class Heard:
    """What was said of the children, and a way to wait for it."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, str]] = []
        self.supervisor = Supervisor(lambda name, line: self.lines.append((name, line)), BRISK)

    async def until(self, pattern: str, count: int = 1) -> list[str]:
        async with asyncio.timeout(20):
            while len(found := self.matching(pattern)) < count:
                await asyncio.sleep(0.01)
        return found

    def matching(self, pattern: str) -> list[str]:
        return [line for _, line in self.lines if re.search(pattern, line)]

    async def end(self) -> None:
        self.supervisor.stop()
        await self.supervisor.ended()


def child(code: str, name: str = "child", **environment: str) -> Child:
    return Child(name, (sys.executable, "-c", code), environment)


async def test_a_killed_child_starts_again() -> None:
    heard = Heard()
    heard.supervisor.keep(child(SLEEPS))
    first = (await heard.until("pid"))[0]
    os.kill(int(first.split()[-1]), signal.SIGKILL)
    second = (await heard.until("pid", count=2))[1]
    await heard.end()
    assert heard.matching("signal SIGKILL") == ["ended (signal SIGKILL); starts again in 0.02 s"]
    assert first != second


async def test_pauses_double_up_to_the_longest() -> None:
    heard = Heard()
    heard.supervisor.keep(child("raise SystemExit(3)"))
    said = await heard.until("starts again", count=4)
    await heard.end()
    assert [line.split()[-2] for line in said[:4]] == ["0.02", "0.04", "0.08", "0.08"]
    assert said[0].startswith("ended (exit status 3)")


async def test_what_a_dead_child_leaves_behind_is_ended_before_it_starts_again() -> None:
    heard = Heard()
    heard.supervisor.keep(child(DIES_FIRST))
    await heard.until("starts again")
    await heard.end()
    assert all(gone(int(line.split()[-1])) for line in heard.matching("pid"))


async def test_a_line_carries_the_name_of_its_child() -> None:
    heard = Heard()
    status = await heard.supervisor.run(child("print('one'); print('two', end='')", name="seed"))
    assert (status, heard.lines) == (0, [("seed", "one"), ("seed", "two")])


async def test_a_child_has_its_own_environment_besides_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TATUA_LOG_LEVEL", "ERROR")
    heard = Heard()
    code = "import os; print(os.environ['TATUA_LOG_LEVEL'], os.environ['PREFECT_API_URL'])"
    await heard.supervisor.run(child(code, PREFECT_API_URL="http://127.0.0.1:1/api"))
    assert heard.matching("") == ["ERROR http://127.0.0.1:1/api"]


async def test_a_failure_beside_the_children_stops_everything() -> None:
    async def fails() -> None:
        raise ValueError("no such department")

    heard = Heard()
    heard.supervisor.keep(child(SLEEPS))
    work = heard.supervisor.watch(fails())
    await heard.supervisor.ended()
    with pytest.raises(ValueError, match="no such department"):
        await work


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


def made(folder: Path, **given: object) -> Settings:
    """Settings with data in `folder` and ports that nobody has."""
    ports = {name: free_port() for name in ("port", "prefect_port", "sink_port")}
    return Settings.model_validate({"var_dir": folder, **ports, **given})


def refusal(chosen: Settings) -> str:
    with pytest.raises(StartRefused) as refused, only_one(chosen):
        pass
    return str(refused.value)


def test_a_second_start_with_the_same_data_is_refused(tmp_path: Path) -> None:
    chosen = made(tmp_path)
    with only_one(chosen):
        assert f"runs already with the data in {tmp_path} (process {os.getpid()})" in refusal(chosen)


def test_a_start_after_the_end_of_the_first_is_not_refused(tmp_path: Path) -> None:
    chosen = made(tmp_path)
    for _ in range(2):
        with only_one(chosen):
            pass


def test_a_taken_port_is_named_with_the_setting_that_moves_it(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        chosen = made(tmp_path, port=other.getsockname()[1])
        said = refusal(chosen)
    assert said.startswith(f"Port {chosen.port} on 127.0.0.1 for the pages cannot be used")
    assert said.endswith("set TATUA_PORT to a free one.")


def names(chosen: Settings) -> list[str]:
    return [each.name for each in plan.helpers(chosen)]


def test_prefect_and_the_mail_sink_are_started_when_nothing_is_set(tmp_path: Path) -> None:
    assert names(made(tmp_path)) == ["prefect", "mail"]


def test_no_mail_sink_is_started_beside_a_mail_server(tmp_path: Path) -> None:
    assert names(made(tmp_path, smtp_host="mail.trade.example")) == ["prefect"]


def test_a_prefect_server_that_runs_already_is_used(tmp_path: Path) -> None:
    chosen = made(tmp_path, prefect_api_url="http://10.0.0.7:4200/api")
    assert names(chosen) == ["mail"]
    assert plan.flows(chosen).environment["PREFECT_API_URL"] == "http://10.0.0.7:4200/api"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PREFECT_SERVER_ALLOW_EPHEMERAL_MODE", "false"),
        ("PREFECT_SERVER_ANALYTICS_ENABLED", "false"),
        ("DO_NOT_TRACK", "1"),
    ],
)
def test_prefect_spawns_no_hidden_server_and_reports_to_nobody(name: str, value: str, tmp_path: Path) -> None:
    chosen = made(tmp_path)
    assert {plan.flows(chosen).environment[name], plan.prefect(chosen).environment[name]} == {value}


def test_the_pages_are_told_nothing_of_prefect(tmp_path: Path) -> None:
    assert plan.web(made(tmp_path)).environment == {}


def test_the_box_names_addresses_and_accounts(tmp_path: Path) -> None:
    chosen = made(tmp_path, port=8000, prefect_port=4200)
    said = announce.lines(chosen, [("ines", "maembe-mawili", "officer")])
    assert "Pages    http://127.0.0.1:8000/" in said
    assert any(line.startswith("Prefect  http://127.0.0.1:4200/ ") for line in said)
    assert "ines       maembe-mawili  officer" in said


def test_production_is_told_no_accounts(tmp_path: Path) -> None:
    assert announce.demonstration_accounts(made(tmp_path, env="production")) == []


def test_the_box_is_as_wide_as_its_longest_line() -> None:
    assert announce.box(["Tatua", "is ready"]).splitlines() == [
        "┌──────────┐",
        "│ Tatua    │",
        "│ is ready │",
        "└──────────┘",
    ]
