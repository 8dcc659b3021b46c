"""The insert of a database that knows `ON CONFLICT`: the dialect that is used is loaded, and no other."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

_BY_VALUES = text(
    "SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true), "
    "set_config('max_parallel_workers_per_gather', '0', true)"
)


@lru_cache(maxsize=2)
def _dialect(name: str) -> Any:
    return import_module(f"sqlalchemy.dialects.{name}")


def insert_into(dialect: str, table: Any) -> Any:
    """An insert into a table with `on_conflict_do_nothing` and `on_conflict_do_update`; `sqlite` or `postgresql`."""
    return _dialect(dialect).insert(table)


def plan_by_values(session: Session) -> None:
    """Until the end of this transaction, let PostgreSQL plan each statement by its values.

    What a common word or a far page needs is not what a rare one does, and a plan kept for all of them suits none. A
    page takes no more than one process of the server, and nothing is compiled for it.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_BY_VALUES)
