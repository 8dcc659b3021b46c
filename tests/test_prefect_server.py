"""The pinned Prefect and the pinned FastAPI fit: no dependency checker notices when they do not.

In a process of its own, so that no other test of this run finds Prefect's server already imported.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

BUILD = """
import json
from prefect.server.api.server import create_app

app = create_app()
[api] = [route.app for route in app.routes if getattr(route, "path", "") == "/api"]
print(json.dumps(sorted(api.openapi()["paths"])))
"""


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The paths under /api of a Prefect server application that was really built."""
    home = tmp_path_factory.mktemp("prefect")
    environment = {**os.environ, "PREFECT_HOME": str(home), "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
    command = [sys.executable, "-c", BUILD]
    ran = subprocess.run(command, cwd=Path(home), env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    built: list[str] = json.loads(ran.stdout.splitlines()[-1])
    return built


@pytest.mark.parametrize("path", ["/health", "/flow_runs/", "/artifacts/", "/deployments/"])
def test_the_prefect_server_is_built_and_answers_on(path: str, paths: list[str]) -> None:
    assert path in paths
