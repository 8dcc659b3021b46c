"""A whole department to drive with a browser: the pages and the mail sink as processes of their own, and Chromium.

`live` is shared by the tests of a run: each test takes its own case. The flows process is a fixture of its own.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from api import sessions
from api.mailsink import CaughtMail, list_mail
from cases.seed import seed
from cases.seed.department import PASSWORD
from cases.settings import Settings, using
from cases.store import Database
from tests import databases

CHROMIUM = "/usr/bin/chromium"
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
PATIENCE = 30.0


@dataclass
class Live:
    """The department as it runs. `environment` starts further processes of it (the flows)."""

    base_url: str
    database: Database
    settings: Settings
    environment: dict[str, str]
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def mail_dir(self) -> Path:
        return self.settings.mail_dir

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """Start a process of the department; it ends with the tests."""
        with (self.settings.var_dir / f"{len(self.processes)}.log").open("wb") as log:
            made = subprocess.Popen([sys.executable, *command], env=self.environment, stdout=log, stderr=log)
        self.processes.append(made)
        return made

    def mail(self, to: str = "", subject: str = "") -> list[CaughtMail]:
        """The letters caught so far, newest first."""
        caught = list_mail(1000, self.mail_dir) if self.mail_dir.exists() else []
        return [each for each in caught if to in ", ".join(each.recipients) and subject in each.subject]

    def wait_for_mail(self, to: str = "", subject: str = "", *, more_than: int = 0) -> CaughtMail:
        """The newest letter that fits, once there are more than so many."""
        wait_until(lambda: len(self.mail(to, subject)) > more_than, f"a letter to {to or 'anybody'} about “{subject}”")
        return self.mail(to, subject)[0]

    def code_in(self, letter: CaughtMail) -> str:
        """The six digits of a one-time code."""
        found = re.search(r"(?<!\d)\d{6}(?!\d)", letter.text)
        assert found, letter.text
        return found[0]


def wait_until(holds: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
    """Wait for something that another process does; a failure names what did not happen."""
    until = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < until, f"Waited {patience:g} s in vain for {what}."
        time.sleep(0.05)


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(folder: Path) -> dict[str, str]:
    own = {
        "TATUA_ENV": "demonstration", "TATUA_VAR_DIR": str(folder), "TATUA_HOST": "127.0.0.1",
        "TATUA_PORT": str(free_port()), "TATUA_SINK_PORT": str(free_port()), "TATUA_LOG_LEVEL": "WARNING",
        "TATUA_PREFECT_PORT": str(free_port()), "TATUA_WATCH_EVERY_SECONDS": "1",
        "TATUA_DATABASE_URL": f"sqlite:///{folder / 'tatua.sqlite3'}",
    }  # fmt: skip
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("TATUA_", "PREFECT_"))}
    return kept | own


def _settings(environment: dict[str, str]) -> Settings:
    values = {key[6:].lower(): value for key, value in environment.items() if key.startswith("TATUA_")}
    return Settings(**values)  # type: ignore[arg-type]  # pydantic reads the text


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=1) as response:
            return bool(response.status == 200)
    except OSError:
        return False


@contextmanager
def department(folder: Path) -> Iterator[Live]:
    """A seeded department with its pages and its mail sink, on free ports."""
    environment = _environment(folder)
    chosen = _settings(environment)
    databases.migrate(chosen.database_url)
    with using(chosen):
        seed(Database(chosen.database_url))
    live = Live(chosen.base_url, Database(chosen.database_url, moves=True), chosen, environment)
    try:
        live.start("-m", "api.mailsink")
        live.start("-m", "uvicorn", "api.app:app", "--port", str(chosen.port), "--log-level", "warning")
        wait_until(lambda: _answers(f"{live.base_url}/sign-in"), "the pages to answer")
        yield live
    finally:
        for each in reversed(live.processes):
            each.terminate()
        for each in live.processes:
            each.wait(timeout=20)
        live.database.close()


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with department(tmp_path_factory.mktemp("live")) as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser per file: while its driver runs, this process can run no other event loop, and later tests need one."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def _context(browser: Browser, live: Live, *, viewport: dict[str, int], script: bool) -> Iterator[BrowserContext]:
    made = browser.new_context(
        base_url=live.base_url,
        viewport=viewport,
        java_script_enabled=script,
        locale="en-GB",  # type: ignore[arg-type]
    )
    made.set_default_timeout(15_000)
    yield made
    made.close()


@pytest.fixture
def phone(chromium: Browser, live: Live) -> Iterator[Page]:
    """A telephone, 360 px wide, without script."""
    with _context(chromium, live, viewport=PHONE, script=False) as context:
        yield context.new_page()


@pytest.fixture
def desk(chromium: Browser, live: Live) -> Iterator[Page]:
    """A screen on a desk, without script."""
    with _context(chromium, live, viewport=DESK, script=False) as context:
        yield context.new_page()


LANDING = {"nyambura": "/clocks"}
"""Where signing in leads, by person; to the cases where nothing is said."""


@pytest.fixture
def sign_in(live: Live) -> Callable[[Page, str], None]:
    """Be signed in as somebody of the demonstration's department, without the form: it counts how often it is used."""
    from tests.browser.every_page import session_of

    def as_(page: Page, username: str) -> None:
        cookie = {"name": sessions.COOKIE, "value": session_of(live, username), "url": live.base_url}
        page.context.add_cookies([cookie])  # type: ignore[list-item]
        page.goto(LANDING.get(username, "/cases"))

    return as_


@pytest.fixture
def sign_in_by_form() -> Callable[[Page, str], None]:
    """Sign in as somebody of the demonstration's department, with name and password."""

    def as_(page: Page, username: str) -> None:
        page.goto("/sign-in")
        page.get_by_label("Username").fill(username)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name="Sign out").wait_for()

    return as_
