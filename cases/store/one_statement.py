"""A step written in one statement, on PostgreSQL: one round trip, whatever it brings. SQLite cannot do this.

The update of the case feeds the inserts, so that a stale revision writes nothing. The rows travel as JSON and are taken
apart by the server. `tests/cases/store/test_work.py` holds this form against the other: the same rows come out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, text
from sqlalchemy.sql.elements import TextClause

from cases.store.tables import DEADLINE_COLUMNS, DEADLINE_KEY, EVENT_COLUMNS, OUTBOX_COLUMNS


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
    return bool(connection.execute(_statement(tuple(moved)), parameters).scalar_one())


_STATEMENTS: dict[tuple[str, ...], TextClause] = {}


def _statement(columns: tuple[str, ...]) -> TextClause:
    """The statement for these columns of the case; there are only a few different sets."""
    if columns not in _STATEMENTS:
        _STATEMENTS[columns] = text(_sql(columns))
    return _STATEMENTS[columns]


def _sql(columns: tuple[str, ...]) -> str:
    quoted, given = _names(columns), _names(columns, "r.")
    changed = ", ".join(f'"{c}" = excluded."{c}"' for c in DEADLINE_COLUMNS if c not in DEADLINE_KEY)
    return f"""
        WITH moved AS (
            UPDATE case_file SET ({quoted}) = (
                SELECT {given} FROM jsonb_populate_record(NULL::case_file, CAST(:moved AS jsonb)) r)
            WHERE id = :id AND revision = :seen RETURNING id
        ), recorded AS (
            INSERT INTO event ({_names(EVENT_COLUMNS)})
            SELECT {_names(EVENT_COLUMNS, "r.")} FROM moved, jsonb_populate_record(NULL::event, CAST(:event AS jsonb)) r
        ), clocks AS (
            INSERT INTO deadline ({_names(DEADLINE_COLUMNS)})
            SELECT {_names(DEADLINE_COLUMNS, "r.")}
            FROM moved, jsonb_populate_recordset(NULL::deadline, CAST(:deadlines AS jsonb)) r
            ON CONFLICT ({_names(DEADLINE_KEY)}) DO UPDATE SET {changed}
        ), posted AS (
            INSERT INTO outbox ({_names(OUTBOX_COLUMNS)})
            SELECT {_names(OUTBOX_COLUMNS, "r.")}
            FROM moved, jsonb_populate_recordset(NULL::outbox, CAST(:letters AS jsonb)) r
            ON CONFLICT (dedupe) DO NOTHING
        ) SELECT count(*) FROM moved"""  # names of our own columns


def _names(columns: Sequence[str], prefix: str = "") -> str:
    return ", ".join(f'{prefix}"{c}"' for c in columns)


def _json(rows: object) -> str:
    return json.dumps(rows, default=_plain, ensure_ascii=False)


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} does not belong in a row")
