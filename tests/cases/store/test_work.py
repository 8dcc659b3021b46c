"""The two forms in which a step is written give the same rows."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from cases.service import take_action
from cases.store import Database, UnitOfWork, one_statement, statements
from cases.store.tables import CASE, DEADLINE, EVENT, OUTBOX
from tests.cases.service.makers import ANSWER, QUESTION, lodged
from tests.conftest import Now
from tests.databases import empty
from tests.makers import INES, TRADER

CHANGING = {"id", "case_id", "hash", "previous_hash", "head", "message_id", "dedupe"}
"""What differs between two cases that went the same way."""


def _walk(database: Database) -> list[list[dict[str, Any]]]:
    case_id = lodged(database)
    for action, actor, data in (("take_up", INES, {}), ("ask", INES, QUESTION), ("answer", TRADER, ANSWER)):
        with UnitOfWork(database) as uow:
            take_action(uow, case_id, action, actor=actor, data=data)
            uow.commit()
    with database.read() as session:
        found = []
        for table in (CASE, EVENT, DEADLINE, OUTBOX):
            key = table.c.id if table is CASE else table.c.case_id
            order = table.c.key if table is DEADLINE else table.c.id
            read = session.execute(select(table).where(key == case_id).order_by(order))
            found.append([{k: v for k, v in r._mapping.items() if k not in CHANGING} for r in read])
    return found


def test_one_statement_and_many_write_the_same_rows(
    postgres_url: str, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty(postgres_url)
    database = Database(postgres_url, now=now)
    at_once = _walk(database)
    empty(postgres_url)
    with monkeypatch.context() as patched:
        patched.setattr(one_statement, "write", statements.write)
        one_by_one = _walk(database)
    database.close()
    assert at_once == one_by_one


def test_both_databases_keep_the_same_rows(sqlite: Database, postgres_url: str, now: Now) -> None:
    empty(postgres_url)
    postgres = Database(postgres_url, now=now)
    assert _walk(sqlite) == _walk(postgres)
    postgres.close()
