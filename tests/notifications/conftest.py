"""Settings for tests of letters: a folder of their own and addresses that belong to nobody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cases.settings import Settings, using
from tests.notifications import makers


@pytest.fixture
def chosen(tmp_path: Path) -> Iterator[Settings]:
    with using(makers.settings(tmp_path / "var")) as settings:
        yield settings
