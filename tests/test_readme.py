"""The documents say what is so: settings, accounts, commands, links, and the script that moves a store."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.cli import app
from cases.seed import accounts
from cases.service.rebuilding import rebuild
from cases.settings import Settings
from cases.store import Database
from tests import databases
from tests.cases.service.filing import filled, lodged, prove, send
from tests.cases.service.makers import staff
from tests.conftest import Now

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md")),
             *sorted((ROOT / "docs" / "decisions").glob("*.md"))]  # fmt: skip


def between(name: str) -> str:
    """What stands in the README between the marks of that name."""
    return README.split(f"<!-- {name} -->\n")[1].split(f"\n<!-- end of {name} -->")[0]


def settings_table() -> str:
    rows = ["| setting | usual value | meaning |", "| --- | --- | --- |"]
    for row in Settings.documented():
        default = f"`{row.default}`" if row.default else ""
        rows.append(f"| `{row.name}` | {default} | {row.meaning.replace('|', chr(92) + '|')} |")
    return "\n".join(rows)


def test_the_table_of_settings_is_current() -> None:
    assert between("settings") == settings_table()


def test_the_accounts_of_the_demonstration_are_current() -> None:
    rows = ["| user name | password | role |", "| --- | --- | --- |"]
    rows += [f"| `{name}` | `{password}` | {str(role).replace('_', ' ')} |" for name, password, role in accounts()]
    assert between("accounts") == "\n".join(rows)


def test_every_command_is_named() -> None:
    names = [str(each.name or each.callback.__name__) for each in app.registered_commands if each.callback]
    names += [f"{each.name} " for each in app.registered_groups]
    assert [name for name in names if f".venv/bin/tatua {name}" not in README] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_to_a_file(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_folder_of_the_map_is_there() -> None:
    listed = README.split("## Map")[1].split("```")[1]
    folders = re.findall(r"^(\w+)/", listed, re.MULTILINE)
    assert [each for each in folders if not (ROOT / each).is_dir()] == []


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.usefixtures("own_settings")
def test_the_script_moves_a_store_to_postgresql(sqlite: Database, postgres_url: str, now: Now) -> None:
    staff(sqlite)
    case = lodged(sqlite)
    databases.empty(postgres_url)
    script = OPERATIONS.split("```python\n")[1].split("```")[0]
    moved = {**os.environ, "FROM": sqlite.url, "TO": postgres_url}
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT, env=moved)
    new = Database(postgres_url, now=now)
    try:
        assert rebuild(new, dry=True).healthy
        draft = filled(new, external_refs="")
        prove(new, draft)
        assert send(new, draft, key="n" * 32).reference > case.reference, "numbers and keys go on"
    finally:
        new.close()


@pytest.fixture
def own_settings(tmp_path: Path) -> Iterator[Settings]:
    from pydantic import SecretStr

    from cases.settings import using

    chosen = Settings(env="test", var_dir=tmp_path / "var", secret_key=SecretStr("s" * 40), base_url="http://t")
    with using(chosen):
        yield chosen
