"""The pages over a real store, for a small department."""

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
from tests.api.pages.office import Office
from tests.api.pages.visitor import Visitor


@pytest.fixture
def test_settings(sqlite: Database, tmp_path: Path) -> Iterator[Settings]:
    made = Settings(
        env="test", var_dir=tmp_path / "var", secret_key=SecretStr("s" * 40), base_url="http://testserver",
        database_url=sqlite.url, log_level="ERROR",
    )  # fmt: skip
    with using(made):
        yield made


@pytest.fixture
def office(test_settings: Settings, sqlite: Database) -> Office:
    signin._tries.cache_clear()
    return Office(create_app(test_settings, sqlite), sqlite, test_settings)


@pytest.fixture
def amina(test_settings: Settings, sqlite: Database) -> Iterator[Visitor]:
    """A trader with a telephone."""
    with TestClient(create_app(test_settings, sqlite)) as client:
        yield Visitor(client)
