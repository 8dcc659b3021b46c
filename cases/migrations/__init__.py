"""The schema, step by step: each revision in `versions/` brings a database from one shape to the next.

`upgrade` is what `tatua migrate` does; `draft` writes a new revision from what the tables of `cases.models` have that
the revisions do not. Alembic is imported only when one of them is called: the pages never need it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.pool import NullPool

if TYPE_CHECKING:
    from alembic.config import Config

VERSION_TABLE = "tatua_schema"
HERE = Path(__file__).resolve().parent
_LOCK = 7_302_411
"""An advisory lock of PostgreSQL: of several processes that migrate at once, one does and the others wait."""


def upgrade(url: str, revision: str = "head") -> str:
    """Bring the database to the newest schema, or to a named revision; returns the revision that it then has.

    The folder of a SQLite file is made if it is missing. A database that is new enough stays untouched.
    """
    from alembic import command

    with _connected(url) as connection:
        command.upgrade(_config(connection), revision)
        connection.commit()
        return _current(connection) or ""


def current(url: str) -> str | None:
    """The revision of the database, None when no table of ours was ever made there."""
    file = _sqlite_file(url)
    if file is not None and not file.exists():
        return None
    with _connected(url) as connection:
        return _current(connection)


def newest() -> str:
    """The revision that the code expects."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def draft(message: str, revision: str) -> Path:
    """Write a new revision file with the difference between the tables and the revisions so far, to be proofread."""
    from alembic import command

    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/draft.sqlite3"
        upgrade(url)
        with _connected(url) as connection:
            script = command.revision(_config(connection), message, autogenerate=True, rev_id=revision)
    if script is None or isinstance(script, list):
        raise RuntimeError("No single revision was written.")
    return Path(script.path)


def _config(connection: Connection | None = None) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _current(connection: Connection) -> str | None:
    from alembic.runtime.migration import MigrationContext

    return MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE}).get_current_revision()


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    file = _sqlite_file(url)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
            connection.commit()
        yield connection


def _sqlite_file(url: str) -> Path | None:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == ":memory:":
        return None
    return Path(parsed.database)
