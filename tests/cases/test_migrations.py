"""The revisions bring an empty database to exactly the tables of `cases.models`, on both databases."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, MetaData, create_engine, text
from sqlmodel import SQLModel

from cases.migrations import VERSION_TABLE, current, newest, upgrade
from tests import databases


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        made = f"sqlite:///{tmp_path}/tatua.sqlite3"
        databases.migrate(made)
        return made
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    made = create_engine(url)
    yield made
    made.dispose()


def test_schema_and_tables_do_not_differ(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_every_table_has_as_many_columns_as_its_model(engine: Engine) -> None:
    found = MetaData()
    found.reflect(engine)
    reflected = {t.name: {c.name for c in t.columns} for t in found.tables.values() if t.name != VERSION_TABLE}
    assert reflected == {t.name: {c.name for c in t.columns} for t in SQLModel.metadata.tables.values()}


def test_partial_indexes_are_the_same_on_sqlite(tmp_path: Path) -> None:
    databases.migrate(f"sqlite:///{tmp_path}/migrated.sqlite3")
    plain = create_engine(f"sqlite:///{tmp_path}/plain.sqlite3")
    SQLModel.metadata.create_all(plain)
    migrated = create_engine(f"sqlite:///{tmp_path}/migrated.sqlite3")
    assert _indexes(migrated, _SQLITE_INDEXES) == _indexes(plain, _SQLITE_INDEXES)
    plain.dispose()
    migrated.dispose()


def test_partial_indexes_are_the_same_on_postgresql(postgres_url: str) -> None:
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA IF EXISTS plain CASCADE"))
        connection.execute(text("CREATE SCHEMA plain"))
        SQLModel.metadata.create_all(connection.execution_options(schema_translate_map={None: "plain"}))
    plain = {each.replace(" plain.", " public.") for each in _indexes(engine, _PG_INDEXES, schema="plain")}
    assert _indexes(engine, _PG_INDEXES, schema="public") == plain
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA plain CASCADE"))
    engine.dispose()


_SQLITE_INDEXES = "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
_PG_INDEXES = f"SELECT indexdef FROM pg_indexes WHERE schemaname = :schema AND tablename <> '{VERSION_TABLE}'"


def _indexes(engine: Engine, question: str, **given: str) -> set[str]:
    with engine.connect() as connection:
        return {str(sql) for sql in connection.execute(text(question), given).scalars()}


def test_migrating_again_changes_nothing(url: str) -> None:
    assert upgrade(url) == newest()
    assert upgrade(url) == newest()
    assert current(url) == newest()


def test_the_folder_of_a_sqlite_file_is_made(tmp_path: Path) -> None:
    upgrade(f"sqlite:///{tmp_path}/deep/er/tatua.sqlite3")
    assert (tmp_path / "deep/er/tatua.sqlite3").exists()


def test_a_database_that_is_not_there_has_no_revision_and_is_not_made(tmp_path: Path) -> None:
    assert current(f"sqlite:///{tmp_path}/none.sqlite3") is None
    assert not (tmp_path / "none.sqlite3").exists()


def test_alembic_is_imported_only_when_it_migrates() -> None:
    code = "import sys, cases.migrations; sys.exit('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
