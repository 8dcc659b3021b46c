"""Every list, count and search on PostgreSQL can be answered by indexes, and none skips rows by counting them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event

from benchmarks import lists as bench
from benchmarks.filling import fill
from cases.store import Database
from tests import databases


@pytest.fixture(scope="module")
def filled(postgres_url: str) -> Iterator[Database]:
    """A small department. Reading from end to end is made dear, so that the plans do not hang on the size."""
    database = Database(postgres_url)
    event.listen(database.engine, "connect", _by_index)
    fill(database, 300)
    yield database
    database.close()
    databases.empty(postgres_url)


def _by_index(connection: Any, record: Any) -> None:
    connection.execute("SET enable_seqscan = off")
    connection.commit()


@pytest.fixture(scope="module")
def plans(filled: Database) -> dict[str, list[tuple[str, str]]]:
    """The statements of every question of the benchmark, each with its plan."""
    return {each.what: bench.plans(filled, each) for each in bench.questions(filled, 300)}


def test_every_question_goes_by_an_index(plans: dict[str, list[tuple[str, str]]]) -> None:
    whole = {what: [plan for _, plan in found if bench.WHOLE.search(plan)] for what, found in plans.items()}
    assert {what: found for what, found in whole.items() if found} == {}


def test_no_question_skips_rows_by_counting_them(plans: dict[str, list[tuple[str, str]]]) -> None:
    asked = [(what, sql) for what, found in plans.items() for sql, _ in found]
    assert [what for what, sql in asked if re.search(r"\bOFFSET\b", sql)] == []
    assert {what for what, _ in asked} == set(plans)


def test_the_filled_department_has_what_the_questions_ask_for(filled: Database) -> None:
    """A question of the benchmark that finds nothing would measure nothing."""
    chance = random.Random(1)
    with filled.read() as session:
        every = bench.lists.queue(session, bench.Asked(view="all"), bench.officer(chance), bench.DAYS, limit=1_000)
        counted = bench.lists.tab_counts(session, bench.officer(chance), bench.DAYS)
    assert len(every.rows) == counted["all"][""] > 20
