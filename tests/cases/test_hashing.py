"""The hash of an event: the same bytes on every database, and another hash for every other content."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest
from sqlalchemy import select

from cases.hashing import HASHED, canonical, chained
from cases.service import take_action
from cases.store import Database, UnitOfWork
from cases.store.tables import EVENT
from tests.cases.service.makers import lodged
from tests.makers import INES

ROW: dict[str, object] = {
    "case_id": UUID(int=1), "seq": 2, "action": "screening.ask", "stage": "screening", "to_stage": "info_requested",
    "visit": 1, "subject": None, "happened_on": date(2027, 3, 3),
    "recorded_at": datetime(2027, 3, 3, 7, 0, 0, 123456, UTC), "account_id": 1, "party_id": None, "seat": "ntb_officer",
    "role": "officer", "reason": "Ünïcode ☃", "data": {"b": 1, "a": ["ŋ"]}, "facts": {}, "dates": {}, "documents": [],
    "breach": "", "corrects": None, "cite": "x", "power": "y",
}  # fmt: skip
OTHER: dict[str, object] = {
    "case_id": UUID(int=2), "seq": 3, "subject": "Mill A", "happened_on": date(2027, 3, 4), "visit": 2,
    "recorded_at": datetime(2027, 3, 3, 7, 0, 0, 123457, UTC), "account_id": 2, "party_id": 1, "data": {"b": 2},
    "facts": {"a": None}, "dates": {"received": "2027-03-01"}, "documents": ["d"], "corrects": 1,
}  # fmt: skip


def test_the_order_of_answers_does_not_count() -> None:
    assert canonical(ROW) == canonical({**ROW, "data": {"a": ["ŋ"], "b": 1}})


def test_a_moment_is_the_same_in_every_zone() -> None:
    nairobi = datetime(2027, 3, 3, 10, 0, 0, 123456, timezone(timedelta(hours=3)))
    assert canonical(ROW) == canonical({**ROW, "recorded_at": nairobi})


@pytest.mark.parametrize("key", HASHED)
def test_every_column_counts(key: str) -> None:
    assert chained("", ROW) != chained("", {**ROW, key: OTHER.get(key, "another")})


def test_the_predecessor_counts() -> None:
    assert chained("a", ROW) != chained("b", ROW)


def test_both_databases_give_back_the_bytes_that_were_hashed(database: Database) -> None:
    case_id = lodged(database)
    words = "Ask: 𝔘nicode, ☃, “quotes”, \\ and ' — 茶\nand a second line"
    with UnitOfWork(database) as uow:
        take_action(uow, case_id, "take_up", actor=INES)
        take_action(uow, case_id, "ask", actor=INES, data={"questions": words}, reason="naïve — 🚚")
        uow.commit()
    with database.read() as session:
        rows = session.execute(select(EVENT).where(EVENT.c.case_id == case_id).order_by(EVENT.c.seq)).all()
    assert [row.hash for row in rows] == [chained(row.previous_hash, dict(row._mapping)) for row in rows]
    assert rows[-1].data["questions"] == words
