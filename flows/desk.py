"""The desk of this process: one store and one pool of mail connections, opened once."""

from __future__ import annotations

from cases.law.limits import with_overrides
from cases.settings import Settings, settings
from cases.store import Database
from flows.work import Desk
from notifications.smtp import Mailer

_desk: Desk | None = None


def desk() -> Desk:
    """The desk, opened on first use."""
    global _desk
    if _desk is None:
        _desk = open_desk(settings())
    return _desk


def open_desk(chosen: Settings) -> Desk:
    """A desk with these settings, which becomes the desk of the process."""
    global _desk
    with_overrides(chosen.service_standards)
    database = Database(chosen.database_url, moves=chosen.demonstration)
    _desk = Desk(database, Mailer(chosen), chosen)
    return _desk


async def close_desk() -> None:
    """Give back connections; the next use opens a new desk."""
    global _desk
    if _desk is not None:
        await _desk.mailer.close()
        _desk.database.close()
        _desk = None
