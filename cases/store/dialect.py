"""The insert of a database that knows `ON CONFLICT`: the dialect that is used is loaded, and no other."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Any


@lru_cache(maxsize=2)
def _dialect(name: str) -> Any:
    return import_module(f"sqlalchemy.dialects.{name}")


def insert_into(dialect: str, table: Any) -> Any:
    """An insert into a table with `on_conflict_do_nothing` and `on_conflict_do_update`; `sqlite` or `postgresql`."""
    return _dialect(dialect).insert(table)
