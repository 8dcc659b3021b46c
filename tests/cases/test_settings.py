"""The settings: what is derived, what is kept, and what production refuses."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cases.settings import PROJECT, Settings, SettingsRefused, settings, using

KEY = "k" * 32


def production(folder: Path, **given: object) -> Settings:
    safe = {"env": "production", "secret_key": KEY, "smtp_host": "mail.trade.example"}
    return Settings.model_validate({"var_dir": folder, **safe, **given})


def test_the_database_lies_under_the_data_unless_set(tmp_path: Path) -> None:
    assert Settings(var_dir=tmp_path).database_url == f"sqlite:///{tmp_path}/tatua.sqlite3"


def test_a_folder_is_taken_from_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = Settings(env="test", var_dir=Path("var/elsewhere"), secret_key=KEY)
    assert chosen.var_dir == PROJECT / "var" / "elsewhere"


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "http://127.0.0.1:8000"), ("0.0.0.0", "http://127.0.0.1:8000"), ("::1", "http://[::1]:8000")],
)
def test_links_lead_to_the_pages_unless_set(host: str, address: str, tmp_path: Path) -> None:
    assert Settings(var_dir=tmp_path, host=host).base_url == address


def test_the_address_in_links_ends_without_a_slash(tmp_path: Path) -> None:
    assert Settings(var_dir=tmp_path, base_url="https://tatua.example/").base_url == "https://tatua.example"


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TATUA_SERVICE_STANDARDS", '{"svc_ack": 2}')
    assert Settings(var_dir=tmp_path).service_standards == {"svc_ack": 2}


def test_the_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    first, second = Settings(var_dir=tmp_path), Settings(var_dir=tmp_path)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key.get_secret_value()) == 64


def test_processes_that_start_at_once_get_the_same_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = pool.map(lambda _: Settings(var_dir=tmp_path).secret_key.get_secret_value(), range(32))
    assert len(set(keys)) == 1


def test_nobody_else_on_the_machine_may_read_the_secret(tmp_path: Path) -> None:
    Settings(var_dir=tmp_path)
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_production_makes_no_secret_of_its_own(tmp_path: Path) -> None:
    production(tmp_path, secret_key="")
    assert list(tmp_path.iterdir()) == []


def test_the_secret_is_not_printed(tmp_path: Path) -> None:
    assert KEY not in repr(production(tmp_path))


def test_letters_go_to_the_sink_without_a_mail_server(tmp_path: Path) -> None:
    assert Settings(var_dir=tmp_path, sink_port=2525).smtp_address == ("127.0.0.1", 2525)


def test_letters_go_to_the_mail_server_that_is_set(tmp_path: Path) -> None:
    assert production(tmp_path, smtp_port=465).smtp_address == ("mail.trade.example", 465)


def test_production_starts_with_safe_settings(tmp_path: Path) -> None:
    production(tmp_path).check_production()


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"secret_key": ""}, "Set TATUA_SECRET_KEY"),
        ({"secret_key": "k" * 31}, "at least 32 characters"),
        ({"smtp_host": ""}, "Set TATUA_SMTP_HOST"),
    ],
)
def test_production_refuses(given: dict[str, str], reason: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused, match=reason):
        production(tmp_path, **given).check_production()


def test_production_refuses_accounts_of_the_demonstration(tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused, match=r"Delete the demonstration accounts.*: ines, karim\."):
        production(tmp_path).check_production({"karim", "ines"})


def test_every_reason_is_given_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused) as refused:
        production(tmp_path, secret_key="", smtp_host="").check_production(["ines"])
    assert len(refused.value.reasons) == 3


def test_the_demonstration_starts_without_any_setting(tmp_path: Path) -> None:
    Settings(var_dir=tmp_path).check_production(["ines"])


def test_every_setting_is_documented() -> None:
    assert [row.name for row in Settings.documented() if not row.meaning] == []


def test_the_documented_default_names_no_folder_of_this_machine() -> None:
    assert [row.default for row in Settings.documented() if row.name == "TATUA_VAR_DIR"] == ["var"]


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("TATUA_PORT", "eighty", "TATUA_PORT: Input should be a valid integer"),
        ("TATUA_ENV", "staging", "TATUA_ENV: Input should be 'demonstration', 'production' or 'test'"),
        ("TATUA_SERVICE_STANDARDS", "{", "service_standards"),
    ],
)
def test_a_setting_that_cannot_be_understood_is_named(name: str, value: str, reason: str, tmp_path: Path) -> None:
    environment = {**os.environ, "TATUA_VAR_DIR": str(tmp_path), name: value}
    code = (
        "from cases.settings import SettingsRefused, settings\ntry: settings()\nexcept SettingsRefused as no: print(no)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert reason in ran.stdout


def test_other_settings_hold_until_the_end_of_the_block(tmp_path: Path) -> None:
    chosen = Settings(var_dir=tmp_path)
    with using(chosen):
        assert settings() is chosen
    with using(Settings(var_dir=tmp_path, port=9000)):
        assert settings() is not chosen
