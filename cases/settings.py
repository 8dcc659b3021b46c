"""Settings: one class, read from the environment (`TATUA_...`), the same for every process.

`settings()` gives the settings of this process; `using(chosen)` puts others in their place for a while.
What is left empty and can be derived (the database under `var_dir`, the address in letters) is filled in here,
so that no reader has to know the rule twice.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import time
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple, Self

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

PROJECT = Path(__file__).resolve().parent.parent


class SettingsRefused(Exception):
    """The settings do not allow a start. `reasons` are sentences that say what to set."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(
            "\n".join(("Tatua does not start with these settings:", *(f"- {each}" for each in self.reasons)))
        )


class SettingRow(NamedTuple):
    """One line of the table of settings: the environment variable, its default and what it means."""

    name: str
    default: str
    meaning: str


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="TATUA_", extra="ignore", frozen=True)

    env: Literal["demonstration", "production", "test"] = Field(
        "demonstration",
        description="`demonstration` loads a small department with its accounts and lets its day be moved; "
        "`production` does neither and refuses unsafe settings; `test` is for the tests.",
    )
    secret_key: SecretStr = Field(
        SecretStr(""),
        description="Signs sessions and links. Required in production; elsewhere made once and kept in `secret` "
        "under the folder for data.",
    )
    var_dir: Path = Field(PROJECT / "var", description="Folder for everything that is written while running.")
    database_url: str = Field(
        "",
        description="Case database: SQLite (`tatua.sqlite3` under the folder for data) unless set to "
        "`postgresql+psycopg://user:password@host/name`.",
    )
    host: str = Field("127.0.0.1", description="Address on which the pages are served.")
    port: int = Field(8000, ge=0, le=65535, description="Port of the pages.")
    base_url: str = Field("", description="Address that stands in links of letters; else made from host and port.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="How much is logged.")

    smtp_host: str = Field("", description="Mail server. Empty: letters go to the local mail sink and leave nowhere.")
    smtp_port: int = Field(587, ge=1, le=65535, description="Port of the mail server.")
    smtp_user: str = Field("", description="Login at the mail server; empty for none.")
    smtp_password: SecretStr = Field(SecretStr(""), description="Password at the mail server.")
    smtp_starttls: bool = Field(True, description="Upgrade the connection by STARTTLS and refuse to send without it.")
    smtp_tls: bool = Field(False, description="TLS from the first byte (port 465); then STARTTLS is not used.")
    smtp_timeout: float = Field(20.0, gt=0, description="Seconds to wait for the mail server.")
    smtp_sender: str = Field("Tatua <no-reply@tatua.invalid>", description="From line of every letter.")
    sink_port: int = Field(8025, ge=0, le=65535, description="Port of the local mail sink, on 127.0.0.1 only.")

    prefect_api_url: str = Field(
        "", description="A Prefect server that runs already. Empty: one is started, with its database under the data."
    )
    prefect_port: int = Field(4200, ge=0, le=65535, description="Port of the Prefect server that is started.")
    watch_every_seconds: float = Field(60.0, gt=0, description="How often the flows look at the clocks unasked.")
    outbox_every_seconds: float = Field(0.25, gt=0, description="How often the flows look for unsent mail unasked.")

    mail_lease_seconds: float = Field(
        30.0, gt=0, description="A letter whose sender died is taken up again after this long."
    )

    contact_phone: str = Field("", description="Telephone of the department for the public; shown only where set.")
    contact_address: str = Field("", description="Where the public finds or writes to the department; shown where set.")

    document_max_bytes: int = Field(20 * 1024 * 1024, ge=1, description="Largest document that is taken, in bytes.")
    documents_per_case: int = Field(100, ge=1, description="Most documents on one case.")
    documents_per_draft: int = Field(10, ge=1, description="Most documents on a report that is not lodged yet.")

    session_idle_minutes: int = Field(60, ge=1, description="A session ends after this long without a request.")
    session_absolute_hours: int = Field(12, ge=1, description="A session ends after this long in any case.")
    office_opens: time = Field(time(8), description="Reminders go out from this time, East Africa Time.")
    office_closes: time = Field(time(17), description="Reminders go out until this time, East Africa Time.")

    capitals: list[str] = Field(
        ["ZM", "GH", "BE", "GB"],
        description="States whose capital keeps a calendar of closed days, by ISO code, besides Nairobi, Geneva and "
        "Arusha; entered by `tatua migrate` where there is none yet.",
    )
    service_standards: dict[str, int] = Field(
        {}, description='Own service standards in place of the usual ones, in their unit, e.g. `{"svc_ack": 2}`.'
    )
    priority_weights: dict[str, int] = Field(
        {}, description="Own weights of the parts of the priority score in place of the usual ones."
    )

    @model_validator(mode="after")
    def _fill_in(self) -> Self:
        def put(name: str, value: object) -> None:
            self.__dict__[name] = value  # frozen for everybody else

        put("var_dir", self.var_dir if self.var_dir.is_absolute() else PROJECT / self.var_dir)
        if not self.database_url:
            put("database_url", f"sqlite:///{self.var_dir / 'tatua.sqlite3'}")
        if not self.base_url:
            put("base_url", f"http://{_for_a_browser(self.host)}:{self.port}")
        put("base_url", self.base_url.rstrip("/"))
        if not self.secret_key.get_secret_value() and self.env != "production":
            put("secret_key", SecretStr(_kept_secret(self.var_dir / "secret")))
        return self

    @property
    def demonstration(self) -> bool:
        return self.env == "demonstration"

    @property
    def uses_sink(self) -> bool:
        """Letters go to the mail sink on this machine, because no mail server is set."""
        return not self.smtp_host

    @property
    def smtp_address(self) -> tuple[str, int]:
        """Host and port to which letters are handed: the mail server, or the sink."""
        return ("127.0.0.1", self.sink_port) if self.uses_sink else (self.smtp_host, self.smtp_port)

    @property
    def mail_dir(self) -> Path:
        """Folder in which the mail sink keeps what it caught."""
        return self.var_dir / "mail"

    @property
    def documents_dir(self) -> Path:
        return self.var_dir / "documents"

    @property
    def run_dir(self) -> Path:
        """Folder for sockets and locks."""
        return self.var_dir / "run"

    @property
    def wake_socket(self) -> Path:
        """Socket on which the web tells the flows that there is work."""
        return self.run_dir / "flows.sock"

    @property
    def prefect_home(self) -> Path:
        return self.var_dir / "prefect"

    @property
    def starts_prefect(self) -> bool:
        """A Prefect server of our own is started, because none is named."""
        return not self.prefect_api_url

    @cached_property
    def prefect_api(self) -> str:
        """Address of the Prefect server's API, ours or the one named."""
        return self.prefect_api_url or f"http://127.0.0.1:{self.prefect_port}/api"

    def check_production(self, demonstration_accounts: Iterable[str] = ()) -> None:
        """Raise `SettingsRefused` with every reason why production must not start; elsewhere do nothing.

        `demonstration_accounts` are the names of such accounts found in the database by the caller.
        """
        if self.env == "production" and (reasons := list(self._unsafe(sorted(demonstration_accounts)))):
            raise SettingsRefused(reasons)

    def _unsafe(self, accounts: list[str]) -> Iterator[str]:
        if len(self.secret_key.get_secret_value()) < 32:
            yield "Set TATUA_SECRET_KEY to a secret of at least 32 characters: it signs sessions and links."
        if self.uses_sink:
            yield "Set TATUA_SMTP_HOST to your mail server: the mail sink of the demonstration keeps letters here."
        if accounts:
            yield f"Delete the demonstration accounts, whose passwords are public: {', '.join(accounts)}."

    @classmethod
    def documented(cls) -> list[SettingRow]:
        """The rows of the table in the README, in the order of this class."""
        return [
            SettingRow(f"TATUA_{name.upper()}", _shown(field.default), field.description or "")
            for name, field in cls.model_fields.items()
        ]


def _for_a_browser(host: str) -> str:
    """An address that listens everywhere is reached here by 127.0.0.1; an IPv6 address stands in brackets."""
    if host in ("0.0.0.0", "::", ""):
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _kept_secret(path: Path) -> str:
    """The secret in `path`, made on first use. Of several processes that start at once, all get the same."""
    with suppress(FileNotFoundError):
        return path.read_text().strip()
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    fresh.touch(mode=0o600)
    fresh.write_text(secrets.token_urlsafe(48))
    with suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()
    return path.read_text().strip()


def _shown(default: object) -> str:
    if isinstance(default, SecretStr) or default in ("", {}):
        return ""
    if isinstance(default, Path):
        return default.relative_to(PROJECT).as_posix()
    if isinstance(default, bool | list):
        return json.dumps(default)
    return f"{default:%H:%M}" if isinstance(default, time) else str(default)


_current: list[Settings] = []


def settings() -> Settings:
    """The settings of this process, read once; `SettingsRefused` when one cannot be understood.

    `TATUA_SECRETS_DIR` may name a folder with one file per setting.
    """
    if not _current:
        _current.append(_read())
    return _current[-1]


def _read() -> Settings:
    try:
        return Settings(_secrets_dir=os.environ.get("TATUA_SECRETS_DIR") or None)
    except ValidationError as error:
        wrong = [f"TATUA_{'.'.join(map(str, each['loc'])).upper()}: {each['msg']}." for each in error.errors()]
    except SettingsError as error:
        wrong = [f"{error}."]
    raise SettingsRefused(wrong)


@contextmanager
def using(chosen: Settings) -> Iterator[Settings]:
    """Let `settings()` answer with `chosen` until the end of the block."""
    _current.append(chosen)
    try:
        yield chosen
    finally:
        _current.pop()
