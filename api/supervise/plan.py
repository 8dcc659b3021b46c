"""What `./run` starts: the children with their commands and environments, and the ports that they need."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import closing
from typing import NamedTuple

from api.supervise.children import Child
from cases.settings import Settings

MIGRATE = Child("migrate", (sys.executable, "-m", "api.cli", "migrate"))
SEED = Child("seed", (sys.executable, "-m", "api.cli", "seed"))


class Port(NamedTuple):
    """A port that one child listens on, what it is for, and the setting that moves it."""

    host: str
    number: int
    purpose: str
    setting: str


def web(chosen: Settings) -> Child:
    """The pages. No access log: addresses of pages hold one-time links, which a log must not keep."""
    where = ("--host", chosen.host, "--port", str(chosen.port))
    how = ("--no-access-log", "--no-server-header", "--timeout-graceful-shutdown", "5")
    level = ("--log-level", chosen.log_level.lower())
    return Child("web", (sys.executable, "-m", "uvicorn", "api.app:app", *where, *how, *level))


def flows(chosen: Settings) -> Child:
    return Child("flows", (sys.executable, "-m", "flows.serve"), prefect_environment(chosen))


def prefect(chosen: Settings) -> Child:
    where = ("--host", "127.0.0.1", "--port", str(chosen.prefect_port))
    command = (sys.executable, "-m", "prefect", "server", "start", *where)
    return Child("prefect", command, prefect_environment(chosen))


def sink() -> Child:
    return Child("mail", (sys.executable, "-m", "api.mailsink"))


def helpers(chosen: Settings) -> Iterator[Child]:
    """The children that need no case database: they start at once, beside its migration."""
    if chosen.starts_prefect:
        yield prefect(chosen)
    if chosen.uses_sink:
        yield sink()


def prefect_environment(chosen: Settings) -> dict[str, str]:
    """Prefect reads its settings when it is imported: they must stand in the environment before.

    Nothing is reported to anybody, no hidden server is spawned, and old runs are removed as well as old events.
    """
    database = chosen.prefect_home / "prefect.db"
    return {
        "PREFECT_HOME": str(chosen.prefect_home),
        "PREFECT_API_URL": chosen.prefect_api,
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{database}",
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(30 * 24 * 60 * 60),
        "PREFECT_CLI_COLORS": "false",
        "DO_NOT_TRACK": "1",
    }


def ports(chosen: Settings) -> Iterator[Port]:
    yield Port(chosen.host, chosen.port, "the pages", "TATUA_PORT")
    if chosen.starts_prefect:
        yield Port("127.0.0.1", chosen.prefect_port, "the Prefect server", "TATUA_PREFECT_PORT")
    if chosen.uses_sink:
        yield Port("127.0.0.1", chosen.sink_port, "the mail sink", "TATUA_SINK_PORT")


def why_not(port: Port) -> str | None:
    """A sentence that says why nobody can listen on this port, or None."""
    family = socket.AF_INET6 if ":" in port.host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((port.host, port.number))
        except OSError as error:
            return (
                f"Port {port.number} on {port.host} for {port.purpose} cannot be used ({error.strerror}). "
                f"Stop the program that has it, or set {port.setting} to a free one."
            )
    return None
