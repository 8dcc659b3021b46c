"""What the tests of the flows share: a mail server, a desk, and one Prefect server for all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import SecretStr

from cases.settings import Settings
from cases.store import Database
from flows.desk import Desk, close_desk, open_desk
from tests.flows.sink import Sink, sink


@pytest.fixture
def mail() -> Iterator[Sink]:
    with sink() as caught:
        yield caught


@pytest.fixture
def chosen(tmp_path: Path, mail: Sink) -> Settings:
    """Settings of a department whose letters go to the test's own mail server."""
    return Settings(
        env="test", var_dir=tmp_path, secret_key=SecretStr("s" * 40), base_url="http://tatua.test",
        sink_port=mail.port, smtp_timeout=5, smtp_sender="Tatua <no-reply@tatua.test>",
    )  # fmt: skip


@pytest_asyncio.fixture
async def desk(chosen: Settings, database: Database) -> AsyncIterator[Desk]:
    """The desk of this process, on each of the two databases."""
    yield open_desk(chosen, database)
    await close_desk()


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[str]:
    """A Prefect server for the whole run; its address. It takes long to start."""
    from prefect.settings import PREFECT_API_URL
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=90):
        yield str(PREFECT_API_URL.value())
