"""The interface over a real store, for a small department: who calls has a token of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from api.app import create_app
from api.pages import signin
from cases.settings import Settings, using
from cases.store import Database
from tests.api.v1.desk import Desk, hire


@pytest.fixture
def own_settings(tmp_path: Path) -> Iterator[Settings]:
    chosen = Settings(
        env="test", var_dir=tmp_path / "var", secret_key=SecretStr("s" * 40), base_url="http://testserver"
    )
    with using(chosen):
        yield chosen


@pytest.fixture
def client(database: Database, own_settings: Settings) -> Iterator[TestClient]:
    """The application on each of the two databases, without a token; faults are answered as for a stranger."""
    signin._tries.cache_clear()
    with TestClient(create_app(own_settings, database), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def desk(client: TestClient, database: Database, own_settings: Settings) -> Desk:
    """The interface as members of staff use it."""
    return Desk(client, database, own_settings, hire(database))


@pytest.fixture
def plain_client(sqlite: Database, own_settings: Settings) -> Iterator[TestClient]:
    """The application on SQLite alone, for what the store has no part in."""
    signin._tries.cache_clear()
    with TestClient(create_app(own_settings, sqlite), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def plain_desk(plain_client: TestClient, sqlite: Database, own_settings: Settings) -> Desk:
    return Desk(plain_client, sqlite, own_settings, hire(sqlite))
