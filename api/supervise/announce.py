"""What a person reads when Tatua is ready: the addresses and, in the demonstration, the accounts to try."""

from __future__ import annotations

import asyncio
import http.client
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from cases.settings import Settings

LETTERS_PAGE = "/mail"


async def answers(host: str, port: int, path: str) -> None:
    """Return when the page of this path answers 200."""
    while not await asyncio.to_thread(_answers_now, host, port, path):
        await asyncio.sleep(0.2)


def _answers_now(host: str, port: int, path: str) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def reachable(chosen: Settings) -> str:
    """The address on this machine by which the pages can be asked whether they live."""
    return "127.0.0.1" if chosen.host in ("0.0.0.0", "") else "::1" if chosen.host == "::" else chosen.host


def demonstration_accounts(chosen: Settings) -> list[tuple[str, str, str]]:
    """User name, password and role of each account that the demonstration department comes with."""
    if not chosen.demonstration:
        return []
    from cases.seed import accounts

    return [(name, password, str(role)) for name, password, role in accounts()]


def lines(chosen: Settings, accounts: Sequence[tuple[str, str, str]]) -> list[str]:
    """The text inside the box."""
    said = [f"Tatua is ready ({chosen.env})", "", f"Pages    {chosen.base_url}/"]
    if chosen.uses_sink:
        said.append(f"Letters  {chosen.base_url}{LETTERS_PAGE}   (caught here, sent to nobody)")
    said.append(f"Prefect  {_site(chosen.prefect_api)}   (runs and schedules; may take longer to answer)")
    if accounts:
        said += ["", "Accounts to try", *_columns([("user name", "password", "role"), *accounts])]
    return [*said, "", "Ctrl-C stops everything. Starting again loses nothing."]


def _columns(rows: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def box(content: list[str]) -> str:
    width = max(map(len, content))
    edge = "─" * (width + 2)
    return "\n".join([f"┌{edge}┐", *(f"│ {line.ljust(width)} │" for line in content), f"└{edge}┘"])


def _site(api: str) -> str:
    parts = urlsplit(api)
    return f"{parts.scheme}://{parts.netloc}/"
