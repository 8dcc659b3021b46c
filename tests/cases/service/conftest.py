"""Settings for tests of the services: a folder of their own and a fixed secret."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from cases.settings import Settings, using


@pytest.fixture
def own_settings(tmp_path: Path) -> Iterator[Settings]:
    chosen = Settings(env="test", var_dir=tmp_path / "var", secret_key=SecretStr("s" * 40), base_url="http://t")
    with using(chosen):
        yield chosen
