"""The revisions bring an empty database to exactly the tables of `cases.models`, on both databases."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, MetaData, create_engine, make_url, select, text
from sqlmodel import SQLModel

from cases.engine import THE_SYSTEM
from cases.migrations import VERSION_TABLE, current, newest, upgrade
from cases.migrations.compared import COMPARED, WORDS
from cases.store import Database, UnitOfWork
from cases.store.search import keep_words, results
from cases.store.tables import CASE_TEXT
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
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE, **COMPARED})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_every_table_has_as_many_columns_as_its_model(engine: Engine) -> None:
    found = MetaData()
    found.reflect(engine, only=lambda name, _: not name.startswith(WORDS))
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


OLD = """
INSERT INTO case_file (id, reference, kind, lifecycle, version, stage, visit, stage_since, stack, revision, head,
  opening, "values", title, measure_countries, department, urgent, perishable, protected, imported, language,
  created_at, updated_at)
VALUES (:id, :reference, 'ntb', 'ntb_complaint', 1, 'screening', 1, '2027-03-01', '[]', 1, '', '{}', '{}',
  'Maziwa ya ng''ombe', '', 'trade', false, false, false, false, 'en', :at, :at);
INSERT INTO incident (case_id, location_name, goods, hs_codes, answers, restricted)
VALUES (:id, 'Namanga', 'Milk', '["0401"]', '{"description": "Refused", "loss": "hidden"}', '{"loss": "secret"}');
INSERT INTO document (id, case_id, number, title, filename, media_type, size, sha256, key, received_at, scan)
VALUES (:id, :id, 1, 'Barua', 'refusal.pdf', 'application/pdf', 1, '', '', :at, 'unscanned');
INSERT INTO case_note (case_id, account_id, text, written_at) VALUES (:id, 1, 'Called the post', :at);
INSERT INTO external_ref (case_id, scheme, number, status, source, published)
VALUES (:id, 'tripartite', 'NTB-001-299', '', '', '{}')
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without words for search, with a case that is lodged and one that is not."""
    url = f"sqlite:///{tmp_path}/old.sqlite3"
    server = None
    if request.param == "postgresql":
        given = make_url(request.getfixturevalue("postgres_url"))
        server = create_engine(given, isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.execute(text("CREATE DATABASE old"))
        url = given.set(database="old").render_as_string(hide_password=False)
    upgrade(url, "r0002")
    _put_in(url, {"11" * 16: "KE-NTB-2027-00001-M", "22" * 16: None})
    yield url
    if server is not None:
        with server.connect() as connection:
            connection.execute(text("DROP DATABASE old"))
        server.dispose()


def _put_in(url: str, cases: dict[str, str | None]) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        for key, reference in cases.items():
            given = {"id": key, "reference": reference, "at": "2027-03-01 08:00:00+00:00"}
            for statement in OLD.split(";"):
                used = {name: value for name, value in given.items() if f":{name}" in statement}
                connection.execute(text(statement), used)
    engine.dispose()


def test_the_words_of_cases_on_file_are_kept_when_search_comes(old: str) -> None:
    upgrade(old)
    database = Database(old)
    with database.read() as session:
        kept = session.execute(select(CASE_TEXT.c.own, CASE_TEXT.c.documents, CASE_TEXT.c.notes)).all()
        hits = results(session, "ng'ombe 0401 refused barua called", THE_SYSTEM).rows
        hidden = [results(session, word, THE_SYSTEM).rows for word in ("hidden", "secret")]
    database.close()
    assert [tuple(row) for row in kept] == [
        ("ke ntb 2027 00001 m maziwa ya ngombe ng ombe milk 0401 namanga refused 001 299", "barua refusal pdf",
         "called the post")
    ]  # fmt: skip
    assert [hit.case.reference for hit in hits] == ["KE-NTB-2027-00001-M"]
    assert hidden == [[], []]


def test_the_words_that_a_migration_keeps_are_those_that_the_services_keep(old: str) -> None:
    upgrade(old)
    database = Database(old)
    with UnitOfWork(database) as uow:
        assert not keep_words(uow.session, UUID("11" * 16))
    database.close()
