"""The arrows between the packages, and what the web process may load. The contracts stand in `.importlinter`."""

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parent.parent

# Each costs the start of the pages a good part of a second or more; they are imported where they are used.
LATE_OR_NEVER = ("prefect", "numpy", "pandas", "holidays", "alembic", "xlsxwriter")


def python(code: str) -> str:
    ran = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_every_import_contract_is_kept() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run([lint, "--no-cache"], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


def test_the_web_loads_neither_prefect_nor_what_only_one_page_needs() -> None:
    loaded = python(f"import api.app, sys; print(*sorted(set({LATE_OR_NEVER}) & set(sys.modules)))")
    assert loaded.split() == []


def test_the_help_of_the_command_line_loads_no_prefect() -> None:
    loaded = python("import api.cli, sys; print('prefect' in sys.modules)")
    assert loaded.strip() == "False"


def test_the_supervisor_loads_nothing_of_what_it_starts() -> None:
    loaded = python(
        "import api.supervise, sys; print(*sorted({'prefect', 'fastapi', 'sqlmodel', 'uvicorn'} & set(sys.modules)))"
    )
    assert loaded.split() == []
