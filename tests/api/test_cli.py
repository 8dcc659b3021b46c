"""The command line: one object for programs, sentences for people, a status that says whether all was taken."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import select, text, update
from typer.testing import CliRunner, Result

from api.cli import app
from api.cli_law import page_file, page_of
from cases.law.limits import with_overrides
from cases.seed import RECORDS, accounts
from cases.service.people import demonstration_accounts_of, password_fits
from cases.settings import Settings, using
from cases.store import Database
from cases.store.tables import CASE, EVENT


@pytest.fixture
def var(tmp_path: Path, sqlite_template: Path) -> Iterator[Settings]:
    """A migrated demonstration in a folder of its own, empty."""
    chosen = Settings(env="demonstration", var_dir=tmp_path, secret_key=SecretStr("s" * 40))
    shutil.copy(sqlite_template, tmp_path / "tatua.sqlite3")
    with using(chosen):
        yield chosen
    with_overrides({})


def tatua(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=typed)


def told(*arguments: str, status: int = 0, typed: str | None = None) -> dict[str, Any]:
    """The one object that a command prints."""
    result = tatua(*arguments, "--json", typed=typed)
    assert result.exit_code == status, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def some(tmp_path: Path, *numbers: str, **changed: object) -> str:
    """A file with some of the records; what is changed is changed in the last."""
    rows = {each["complaint_number"]: each for each in json.loads(RECORDS.read_text(encoding="utf-8"))["records"]}
    chosen = [dict(rows[number]) for number in numbers]
    chosen[-1].update(changed)
    file = tmp_path / "some.json"
    file.write_text(json.dumps({"records": chosen}), encoding="utf-8")
    return str(file)


def everything(var: Settings, query: Any) -> list[Any]:
    database = Database(var.database_url)
    with database.read() as session:
        rows = list(session.execute(query).all())
    database.close()
    return rows


def change(var: Settings, statement: Any) -> None:
    database = Database(var.database_url)
    with database.write() as session:
        session.execute(statement)
        session.commit()
    database.close()


def test_an_import_says_what_was_accepted(var: Settings, tmp_path: Path) -> None:
    found = told("import", "ntb", some(tmp_path, "NTB-000-030", "AfCFTA-000-011"))
    assert found == {"accepted": ["NTB-000-030", "AfCFTA-000-011"], "unchanged": [], "refused": []}


def test_a_second_import_says_unchanged(var: Settings, tmp_path: Path) -> None:
    file = some(tmp_path, "NTB-000-030")
    told("import", "ntb", file)
    assert told("import", "ntb", file) == {"accepted": [], "unchanged": ["NTB-000-030"], "refused": []}


def test_a_refused_record_gives_status_one_and_the_others_are_taken(var: Settings, tmp_path: Path) -> None:
    file = some(tmp_path, "NTB-000-030", "NTB-000-039", complaint_number="30")
    found = told("import", "ntb", file, status=1)
    assert (found["accepted"], found["refused"]) == (
        ["NTB-000-030"],
        [{"id": "30", "reason": "The number must look like NTB-001-299 or AfCFTA-000-012."}],
    )


def test_a_file_that_is_not_json_is_refused_as_a_whole(var: Settings, tmp_path: Path) -> None:
    file = tmp_path / "broken.json"
    file.write_text('{"records": [', encoding="utf-8")
    found = told("import", "ntb", str(file), status=1)
    assert found["accepted"] == []
    assert [each["id"] for each in found["refused"]] == ["broken.json"]


def test_a_file_that_is_not_there_is_wrong_use(var: Settings, tmp_path: Path) -> None:
    assert tatua("import", "ntb", str(tmp_path / "none.json")).exit_code == 2


def test_for_people_an_import_counts_and_gives_reasons(var: Settings, tmp_path: Path) -> None:
    result = tatua("import", "ntb", some(tmp_path, "NTB-000-030", complaint_number="30"))
    assert result.stdout.splitlines() == [
        "0 accepted, 0 unchanged, 1 refused.",
        "30: The number must look like NTB-001-299 or AfCFTA-000-012.",
    ]


def test_migrate_makes_the_database_and_enters_closed_days(tmp_path: Path) -> None:
    with using(Settings(env="test", var_dir=tmp_path / "new", secret_key=SecretStr("s" * 40))):
        first = told("migrate")
        second = told("migrate")
    assert (first["before"], first["after"]) == (None, second["after"])
    assert first["closed_days"] > 1000
    assert (second["before"], second["closed_days"]) == (second["after"], 0)


def test_a_database_that_is_not_migrated_is_refused_in_words(tmp_path: Path) -> None:
    with using(Settings(env="test", var_dir=tmp_path / "none", secret_key=SecretStr("s" * 40))):
        found = told("rebuild", status=1)
    assert "Run `tatua migrate` first." in found["refused"][0]["reason"]


def test_seed_loads_once(var: Settings) -> None:
    assert told("seed")["loaded"]["records"] == 44
    assert told("seed")["loaded"] is None
    assert len(everything(var, select(CASE.c.id))) == 63


def test_outside_the_demonstration_seed_loads_calendars_only(var: Settings, tmp_path: Path) -> None:
    with using(var.model_copy(update={"env": "test"})):
        assert told("seed")["loaded"] is None
    assert everything(var, text("SELECT count(*) FROM account"))[0][0] == 0
    assert everything(var, text("SELECT count(*) FROM closed_day"))[0][0] > 1000


def test_a_healthy_database_rebuilds_without_a_difference(var: Settings, tmp_path: Path) -> None:
    told("import", "ntb", some(tmp_path, "NTB-000-030"))
    assert told("rebuild") == {"cases": 1, "dry_run": False, "differences": [], "broken": []}


def test_a_dry_rebuild_with_differences_gives_status_one(var: Settings, tmp_path: Path) -> None:
    told("import", "ntb", some(tmp_path, "NTB-000-030"))
    change(var, update(CASE).values(stage="routing"))
    found = told("rebuild", "--dry-run", status=1)
    assert [(d["what"], d["before"], d["after"]) for d in found["differences"]] == [
        ("stage", "routing", "fix_reported")
    ]


def test_a_rebuild_puts_differences_right(var: Settings, tmp_path: Path) -> None:
    told("import", "ntb", some(tmp_path, "NTB-000-030"))
    change(var, update(CASE).values(stage="routing"))
    assert len(told("rebuild")["differences"]) == 1
    assert everything(var, select(CASE.c.stage))[0][0] == "fix_reported"


def test_a_broken_chain_gives_status_one(var: Settings, tmp_path: Path) -> None:
    told("import", "ntb", some(tmp_path, "NTB-000-030"))
    change(var, update(EVENT).values(reason="changed"))
    assert [each["what"] for each in told("rebuild", status=1)["broken"]] == ["the hash of event 1"]


def test_explain_gives_every_date_of_a_case(var: Settings, tmp_path: Path) -> None:
    told("import", "ntb", some(tmp_path, "NTB-001-130"))
    (reference,) = everything(var, select(CASE.c.reference))[0]
    found = told("explain", reference.lower())
    assert [each["key"] for each in found["deadlines"]] == ["svc_progress_opened", "svc_watch"]
    assert all(each["lines"][0].startswith("Trigger: The case was opened") for each in found["deadlines"])


@pytest.mark.parametrize(
    ("typed", "why"), [("KE-NTB-2027-00042-Z", "last character does not fit"), ("KE-NTB-2027-00042-4", "no such case")]
)
def test_explain_refuses_what_is_no_case(var: Settings, typed: str, why: str) -> None:
    assert why in told("explain", typed, status=1)["refused"][0]["reason"]


def test_the_lawyers_page_is_printed(var: Settings) -> None:
    result = tatua("lifecycles", "page", "ntb_complaint")
    assert result.stdout == page_of("ntb_complaint")


def test_the_lawyers_page_is_written(var: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.cli_law.DOCS", tmp_path)
    told("lifecycles", "page", "ntb_complaint", "--write")
    assert page_file("ntb_complaint").read_text(encoding="utf-8") == page_of("ntb_complaint")


def test_an_unknown_procedure_is_wrong_use(var: Settings) -> None:
    assert tatua("lifecycles", "page", "nothing").exit_code == 2


def test_a_page_that_is_not_current_is_a_problem(
    var: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.cli_law.DOCS", tmp_path)
    problems = told("lifecycles", "check", status=1)["problems"]
    assert any("docs/lifecycles/ntb_complaint.md is missing" in each for each in problems)


GRACE = (
    "user",
    "add",
    "grace",
    "--name",
    "Grace",
    "--email",
    "grace@example.org",
    "--role",
    "officer",
    "--password-stdin",
)


def test_an_account_is_made_with_a_password_from_standard_input(var: Settings) -> None:
    assert told(*GRACE, "--password-stdin", typed="a long enough word\n") == {"added": "grace", "roles": ["officer"]}
    ((password_hash,),) = everything(var, text("SELECT password_hash FROM account"))
    assert password_hash.startswith("$argon2id$")
    assert password_fits("a long enough word", password_hash)[0]


def test_an_account_that_cannot_be_is_refused_in_sentences(var: Settings) -> None:
    told(*GRACE, "--password-stdin", typed="a long enough word\n")
    reason = told(*GRACE, "--password-stdin", typed="short\n", status=1)["refused"][0]["reason"]
    assert "There is an account “grace” already." in reason
    assert "A password has at least 12 characters" in reason


def test_a_disabled_account_is_shown_as_such(var: Settings) -> None:
    told(*GRACE, "--password-stdin", typed="a long enough word\n")
    told("user", "disable", "grace")
    assert [each["disabled"] for each in told("user", "list")["accounts"]] == [True]


def test_the_last_administrator_stays(var: Settings) -> None:
    told(
        *(each.replace("officer", "administrator") for each in GRACE), "--password-stdin", typed="a long enough word\n"
    )
    assert "the last administrator" in told("user", "disable", "grace", status=1)["refused"][0]["reason"]


def test_a_new_password_replaces_the_old(var: Settings) -> None:
    told(*GRACE, "--password-stdin", typed="a long enough word\n")
    told("user", "password", "grace", "--password-stdin", typed="another long word\n")
    ((password_hash,),) = everything(var, text("SELECT password_hash FROM account"))
    assert password_fits("another long word", password_hash)[0]
    assert not password_fits("a long enough word", password_hash)[0]


DAY = ("calendar", "add", "2027-08-10", "--name", "General election", "--source", "Gazette Notice No. 1234 of 2027")


def test_a_gazetted_day_is_added(var: Settings) -> None:
    found = told(*DAY)
    assert (found["seat"], found["day"], found["version"], found["moved"]) == ("nairobi", "2027-08-10", 1, [])
    assert told("calendar", "list", "2027")["days"][0]["source"] == "Gazette Notice No. 1234 of 2027"


def test_a_dry_run_adds_nothing(var: Settings) -> None:
    told(*DAY, "--dry-run")
    assert told("calendar", "list", "2027")["days"] == []


def test_a_day_is_revoked(var: Settings) -> None:
    told(*DAY)
    found = told("calendar", "add", "2027-08-10", "--source", "Gazette Notice No. 1300 of 2027", "--revoke")
    assert (found["revoked"], found["name"]) == (True, "General election")


def test_a_day_that_is_closed_already_is_refused(var: Settings) -> None:
    told(*DAY)
    assert "closed on that day already" in told(*DAY, status=1)["refused"][0]["reason"]


def test_a_day_that_is_none_is_wrong_use(var: Settings) -> None:
    assert tatua("calendar", "add", "10.8.2027", "--source", "Gazette").exit_code == 2


def test_the_departments_own_standards_hold(var: Settings, tmp_path: Path) -> None:
    told("import", "ntb", some(tmp_path, "NTB-001-130"))
    (reference,) = everything(var, select(CASE.c.reference))[0]
    with using(var.model_copy(update={"service_standards": {"svc_watch": 10}})):
        found = told("explain", reference)
    assert "Rule: 10 days." in next(each["lines"] for each in found["deadlines"] if each["key"] == "svc_watch")


def test_production_does_not_start_with_accounts_of_the_demonstration(var: Settings) -> None:
    told("seed")
    assert demonstration_accounts_of(var.database_url) == sorted(name for name, _, _ in accounts())
    for name, _, role in accounts():
        if role != "administrator":
            told("user", "disable", name)
    assert demonstration_accounts_of(var.database_url) == ["njoroge"]


def test_a_wrong_setting_is_refused_and_named() -> None:
    result = _python("rebuild", TATUA_PORT="99999")
    assert (result.returncode, "TATUA_PORT" in result.stderr, "Traceback" in result.stderr) == (1, True, False)


def test_help_loads_nothing_heavy() -> None:
    heavy = "alembic, holidays, prefect, fastapi, sqlmodel, rich.progress"
    code = f"import sys, api.cli; sys.exit(', '.join(m for m in '{heavy}'.split(', ') if m in sys.modules) or 0)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    import os

    command = [sys.executable, "-m", "api.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment})
