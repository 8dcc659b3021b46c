"""A step written statement by statement: the form for SQLite, and for writes outside a step on both databases.

Statements have one shape whatever the number of rows, so that they are compiled once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, insert, update

from cases.store.dialect import insert_into
from cases.store.tables import CASE, DEADLINE, DEADLINE_COLUMNS, DEADLINE_KEY, EVENT, OUTBOX

_MOVE = update(CASE).where(CASE.c.id == bindparam("case_key"), CASE.c.revision == bindparam("seen"))
_EVENT = insert(EVENT)


@lru_cache(maxsize=2)
def _deadline_upsert(dialect: str) -> Any:
    statement = insert_into(dialect, DEADLINE)
    changed = {k: getattr(statement.excluded, k) for k in DEADLINE_COLUMNS if k not in DEADLINE_KEY}
    return statement.on_conflict_do_update(index_elements=DEADLINE_KEY, set_=changed)


@lru_cache(maxsize=2)
def _new_letters(dialect: str) -> Any:
    return insert_into(dialect, OUTBOX).on_conflict_do_nothing(index_elements=["dedupe"])


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
    if connection.execute(_MOVE, {**moved, "case_key": case_id, "seen": seen}).rowcount != 1:
        return False
    connection.execute(_EVENT, dict(event))
    put_deadlines(connection, deadlines)
    post(connection, letters)
    return True


def put_deadlines(connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
    """Add clocks, or replace those that are known."""
    if rows:
        connection.execute(_deadline_upsert(connection.dialect.name), [dict(row) for row in rows])


def post(connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
    """Add letters whose key is new."""
    if rows:
        connection.execute(_new_letters(connection.dialect.name), [dict(row) for row in rows])
