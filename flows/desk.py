"""The desk of this process: one store and one pool of mail connections, opened once."""

from __future__ import annotations

from dataclasses import dataclass

from cases.settings import Settings, settings
from cases.store import Database
from notifications.smtp import Mailer


@dataclass(slots=True)
class Desk:
    """What every piece of work needs. `ending` says that the process stops: what runs is finished, nothing begun."""

    database: Database
    mailer: Mailer
    settings: Settings
    ending: bool = False


_desk: Desk | None = None


def desk() -> Desk:
    """The desk, opened on first use."""
    return _desk or open_desk(settings())


def open_desk(chosen: Settings, database: Database | None = None) -> Desk:
    """A desk with these settings, which becomes the desk of the process. Its mail belongs to one event loop."""
    global _desk
    store = database or Database(chosen.database_url, moves=chosen.demonstration)
    _desk = Desk(store, Mailer(chosen), chosen)
    return _desk


async def close_desk() -> None:
    """Give back connections; the next use opens a new desk."""
    global _desk
    if _desk is not None:
        await _desk.mailer.close()
        _desk.database.close()
        _desk = None
