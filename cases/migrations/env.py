"""Alembic runs this file for every command of `cases.migrations`: the connection is handed in, nothing is read."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

import cases.models  # noqa: F401  # fills the metadata
from cases.migrations import VERSION_TABLE
from cases.migrations.compared import COMPARED
from cases.models.columns import Instant, Json
from cases.models.search import Words


def plain(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """Column types as SQLAlchemy's own, so that a revision stays as it is when the models change."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    if item is Json:
        return "JSON"
    if item is Words or isinstance(item, Words):
        return 'sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql")'
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    version_table=VERSION_TABLE,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=plain,
    compare_type=True,
    **COMPARED,
)
with context.begin_transaction():
    context.run_migrations()
