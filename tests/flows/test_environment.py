"""What Prefect is told before it is imported, in a process of its own: it reads its settings at that moment only."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from api.supervise.plan import prefect_environment
from cases.settings import Settings

PROJECT = Path(__file__).resolve().parents[2]
TELL = """
import json, sys, {module}
from prefect.settings import get_current_settings
told = get_current_settings()
vacuum = told.server.services.db_vacuum
print(json.dumps({{
    "api": told.api.url, "ephemeral": told.server.ephemeral.enabled, "analytics": told.server.analytics_enabled,
    "home": str(told.home), "vacuum": sorted(vacuum.enabled_vacuum_types), "days": vacuum.retention_period.days,
}}))
"""
LOADED = "import json, sys, flows.mailing; print(json.dumps({'prefect': 'prefect' in sys.modules}))"


def said_by(code: str, var_dir: Path, **environment: str) -> dict[str, object]:
    """What a fresh process prints."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("TATUA_", "PREFECT_"))}
    ours = {**clean, "TATUA_ENV": "test", "TATUA_VAR_DIR": str(var_dir), **environment}
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, env=ours, capture_output=True, text=True, check=True
    )
    return dict(json.loads(ran.stdout.splitlines()[-1]))


@pytest.fixture(scope="module")
def told_by_flows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """The settings that Prefect finds when the flows are imported with nothing set but a port."""
    var_dir = tmp_path_factory.mktemp("var")
    return said_by(TELL.format(module="flows"), var_dir, TATUA_PREFECT_PORT="4299")


def test_the_flows_report_to_our_own_server(told_by_flows: dict[str, object]) -> None:
    assert told_by_flows["api"] == "http://127.0.0.1:4299/api"


def test_no_hidden_server_is_spawned_by_the_flows(told_by_flows: dict[str, object]) -> None:
    assert told_by_flows["ephemeral"] is False


def test_nothing_is_reported_to_anybody(told_by_flows: dict[str, object]) -> None:
    assert told_by_flows["analytics"] is False


def test_what_prefect_keeps_lies_under_our_data(told_by_flows: dict[str, object]) -> None:
    assert str(told_by_flows["home"]).endswith("/prefect")


def test_the_server_removes_old_runs_as_well_as_old_events(tmp_path: Path) -> None:
    chosen = Settings(env="test", var_dir=tmp_path, secret_key=SecretStr("s" * 40))
    told = said_by(TELL.format(module="flows"), tmp_path, **prefect_environment(chosen))
    assert (told["vacuum"], told["days"]) == (["events", "flow_runs", "orphans"], 30)


def test_the_sender_of_letters_starts_without_prefect(tmp_path: Path) -> None:
    assert said_by(LOADED, tmp_path) == {"prefect": False}
