"""The few fixtures that all tests share. Logic needs none of them: most tests work on plain histories."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from cases.store import Database
from tests import databases

pytest_plugins = ["tests.no_skips"]

# How long an example takes says more about the machine than about the code: speed is measured in benchmarks.
settings.register_profile("tatua", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tatua")

NOW = datetime(2027, 3, 3, 7, 0, tzinfo=UTC)
"""10:00 in Nairobi on Wednesday 3 March 2027: the time of every test that does not say otherwise."""


class Now:
    """A clock that stands still until the test moves it."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, made once per worker and copied for each test."""
    path = tmp_path_factory.mktemp("template") / "tatua.sqlite3"
    databases.migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with databases.postgres() as url:
        yield url


@pytest.fixture
def sqlite(sqlite_template: Path, tmp_path: Path, now: Now) -> Iterator[Database]:
    path = tmp_path / "tatua.sqlite3"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}", now=now)
    databases.hurry_sqlite(database)
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, now: Now) -> Iterator[Database]:
    """The store on each of the two databases: a test that asks for it runs twice."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite")
        return
    url = request.getfixturevalue("postgres_url")
    databases.empty(url)
    database = Database(url, now=now)
    yield database
    database.close()
