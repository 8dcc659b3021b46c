"""A step written in one statement, on PostgreSQL: one round trip, whatever it brings. SQLite cannot do this.

The update of the case feeds the inserts, so that a stale revision writes nothing. The rows travel as JSON and are taken
apart by the server. `tests/cases/store/test_work.py` holds this form against the other: the same rows come out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from cases.models.columns import Instant
from cases.store.tables import CASE, DEADLINE_COLUMNS, DEADLINE_KEY, EVENT_COLUMNS, OUTBOX_COLUMNS


def write(
    connection: Connection,
    case_id: UUID,
    seen: int,
    moved: Mapping[str, object],
    event: Mapping[str, object],
    deadlines: Sequence[Mapping[str, object]],
    letters: Sequence[Mapping[str, object]],
) -> bool:
    """Write a step; False, with nothing written, when the case is no longer at the revision `seen`."""
    parameters = {
        "id": case_id, "seen": seen, "moved": _json(moved), "event": _json(event),
        "deadlines": _json(deadlines), "letters": _json(letters),
    }  # fmt: skip
    return bool(run(connection, _statement(tuple(moved)), parameters))


def run(connection: Connection, statement: str, parameters: Mapping[str, object]) -> Any:
    """The one value that a statement gives, straight from the driver: these two statements are the hot path.

    Errors look as if they came through SQLAlchemy, and a connection that broke is given up like any other.
    """
    driver: Any = connection.connection.driver_connection
    try:
        found = driver.execute(statement, parameters, prepare=True).fetchone()
    except Exception as error:
        raise _as_usual(connection, driver, error) from error
    return found[0] if found else None


def _as_usual(connection: Connection, driver: Any, error: Exception) -> BaseException:
    from psycopg import Error

    if not isinstance(error, Error):
        return error
    lost = bool(driver.closed)
    if lost:
        connection.invalidate(error)
    return DBAPIError.instance(
        None, None, error, Error, hide_parameters=True, connection_invalidated=lost, dialect=connection.dialect
    )


class CaseRead(SimpleNamespace):
    """A case with its history and the calendar version, read at once. It reads like a row of the table."""

    @property
    def _mapping(self) -> Mapping[str, Any]:
        return self.__dict__


_READ = """
    SELECT jsonb_build_object(
        'row', to_jsonb(c),
        'calendar_version', (SELECT value FROM register_entry WHERE key = 'calendar_version'),
        'history', (SELECT coalesce(jsonb_agg(to_jsonb(e) ORDER BY e.seq), '[]') FROM event e WHERE e.case_id = c.id)
    ) FROM case_file c WHERE """
_BY_KEY, _BY_REFERENCE = f"{_READ} c.id = %(wanted)s", f"{_READ} c.reference = %(wanted)s"


def _reader(column: Any) -> Callable[[Any], Any] | None:
    """How a value of a column comes back from JSON; None when it is the same there."""
    if isinstance(column.type, Instant):
        return lambda text: datetime.fromisoformat(text).astimezone(UTC)
    readers: dict[str, Callable[[Any], Any]] = {"Date": date.fromisoformat, "Uuid": UUID}
    return readers.get(type(column.type).__name__)


_READERS = tuple((c.name, reader) for c in CASE.c if (reader := _reader(c)) is not None)


def read(connection: Connection, wanted: UUID | str) -> CaseRead | None:
    """The case of that key or reference, in one round trip and one column; None when there is none."""
    statement = _BY_KEY if isinstance(wanted, UUID) else _BY_REFERENCE
    found = run(connection, statement, {"wanted": wanted})
    if found is None:
        return None
    row = found["row"]
    for name, reader in _READERS:
        if row[name] is not None:
            row[name] = reader(row[name])
    return CaseRead(**row, calendar_version=found["calendar_version"], history=found["history"])


_STATEMENTS: dict[tuple[str, ...], str] = {}


def _statement(columns: tuple[str, ...]) -> str:
    """The statement for these columns of the case; there are only a few different sets."""
    if columns not in _STATEMENTS:
        _STATEMENTS[columns] = _sql(columns)
    return _STATEMENTS[columns]


def _sql(columns: tuple[str, ...]) -> str:
    quoted, given = _names(columns), _names(columns, "r.")
    changed = ", ".join(f'"{c}" = excluded."{c}"' for c in DEADLINE_COLUMNS if c not in DEADLINE_KEY)
    return f"""
        WITH moved AS (
            UPDATE case_file SET ({quoted}) = (
                SELECT {given} FROM jsonb_populate_record(NULL::case_file, CAST(%(moved)s AS jsonb)) r)
            WHERE id = %(id)s AND revision = %(seen)s RETURNING id
        ), recorded AS (
            INSERT INTO event ({_names(EVENT_COLUMNS)})
            SELECT {_names(EVENT_COLUMNS, "r.")}
            FROM moved, jsonb_populate_record(NULL::event, CAST(%(event)s AS jsonb)) r
        ), clocks AS (
            INSERT INTO deadline ({_names(DEADLINE_COLUMNS)})
            SELECT {_names(DEADLINE_COLUMNS, "r.")}
            FROM moved, jsonb_populate_recordset(NULL::deadline, CAST(%(deadlines)s AS jsonb)) r
            ON CONFLICT ({_names(DEADLINE_KEY)}) DO UPDATE SET {changed}
        ), posted AS (
            INSERT INTO outbox ({_names(OUTBOX_COLUMNS)})
            SELECT {_names(OUTBOX_COLUMNS, "r.")}
            FROM moved, jsonb_populate_recordset(NULL::outbox, CAST(%(letters)s AS jsonb)) r
            ON CONFLICT (dedupe) DO NOTHING
        ) SELECT count(*) FROM moved"""  # names of our own columns


def _names(columns: Sequence[str], prefix: str = "") -> str:
    return ", ".join(f'{prefix}"{c}"' for c in columns)


def _json(rows: object) -> str:
    """Rows as JSON: days, moments and keys in the form in which PostgreSQL reads them back."""
    return orjson.dumps(rows).decode()
