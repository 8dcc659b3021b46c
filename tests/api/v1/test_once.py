"""Idempotency keys: one effect and equal answers, however often and however closely a POST is sent."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from httpx2 import Response
from sqlalchemy import func, insert, select

from api.v1.once import KEPT_FOR, forget_old_keys
from cases.models import Document, IdempotencyKey, OutboxRow, WebSession
from cases.store import Database, UnitOfWork
from cases.store.tables import CASE
from tests.api.v1.desk import LODGED, PASSWORD, Desk
from tests.cases.service.filing import PDF
from tests.conftest import Now

LODGING = {"answers": LODGED}


def count(database: Database, table: object) -> int:
    with database.read() as session:
        return int(session.execute(select(func.count()).select_from(table)).scalar_one())  # type: ignore[arg-type]


def five_times(send: Callable[[], Response]) -> list[Response]:
    """The same request five times at once."""
    with ThreadPoolExecutor(5) as threads:
        return [each.result() for each in [threads.submit(send) for _ in range(5)]]


def assert_equal(answers: list[Response]) -> None:
    assert {each.status_code for each in answers} in ({200}, {201})
    assert len({each.text for each in answers}) == 1
    assert sum("Idempotent-Replayed" not in each.headers for each in answers) == 1


def test_lodging_five_times_at_once_lodges_once(desk: Desk, database: Database) -> None:
    desk.token()
    assert_equal(five_times(lambda: desk.post("/cases", LODGING, Idempotency_Key="k1")))
    assert count(database, CASE) == 1


def test_acting_five_times_at_once_acts_once(desk: Desk, database: Database) -> None:
    reference = desk.lodge()
    before, letters = desk.events(), count(database, OutboxRow)
    assert_equal(five_times(lambda: desk.act(reference, "take_up", seen=4, key="k1")))
    assert desk.events() == before + 1
    assert count(database, OutboxRow) == letters + 1


def test_a_document_five_times_at_once_is_kept_once(desk: Desk, database: Database) -> None:
    reference = desk.lodge()
    headers = desk.headers(Idempotency_Key="k1")

    def send() -> Response:
        files = {"file": ("refusal.pdf", PDF, "application/pdf")}
        return desk.client.post(f"/api/v1/cases/{reference}/documents", files=files, headers=headers)

    assert_equal(five_times(send))
    assert count(database, Document) == 1


def test_a_token_five_times_at_once_is_one_session(desk: Desk, database: Database) -> None:
    body = {"username": "ines", "password": PASSWORD}
    headers = {"Idempotency-Key": "k1"}
    assert_equal(five_times(lambda: desk.client.post("/api/v1/tokens", json=body, headers=headers)))
    assert count(database, WebSession) == 1


def test_a_preview_five_times_at_once_gives_equal_answers(desk: Desk) -> None:
    reference = desk.lodge()
    path = f"/cases/{reference}/actions/take_up/preview"
    assert_equal(five_times(lambda: desk.post(path, {}, Idempotency_Key="k1")))
    assert desk.revision(reference) == 4


def test_five_officers_at_once_without_a_key_act_once(desk: Desk) -> None:
    reference = desk.lodge()
    statuses = sorted(each.status_code for each in five_times(lambda: desk.act(reference, "take_up", seen=4)))
    assert statuses == [200, 412, 412, 412, 412]


def test_a_replay_comes_after_the_case_has_moved_on(desk: Desk) -> None:
    reference = desk.lodge()
    first = desk.act(reference, "take_up", seen=4, key="k1")
    desk.act(reference, "ask", data={"questions": "Which certificate was refused at the border post, and by whom?"})
    again = desk.act(reference, "take_up", seen=4, key="k1")
    assert (again.text, again.headers["ETag"]) == (first.text, first.headers["ETag"])
    assert again.headers["Idempotent-Replayed"] == "true"


def test_a_key_with_another_body_is_refused(desk: Desk, database: Database) -> None:
    desk.post("/cases", LODGING, Idempotency_Key="k1")
    again = desk.post("/cases", {"answers": {**LODGED, "frequency": "once"}}, Idempotency_Key="k1")
    assert (again.status_code, again.json()["type"]) == (422, "/problems/key-reused")
    assert count(database, CASE) == 1


def test_a_key_belongs_to_whoever_sent_it(desk: Desk, database: Database) -> None:
    for who in ("ines", "kip"):
        assert desk.post("/cases", LODGING, who, Idempotency_Key="k1").status_code == 201
    assert count(database, CASE) == 2


def test_a_refusal_is_not_kept(desk: Desk) -> None:
    reference = desk.lodge()
    assert desk.act(reference, "take_up", seen=3, key="k1").status_code == 412
    assert desk.act(reference, "take_up", seen=4, key="k1").status_code == 200


@pytest.mark.parametrize("key", ["", "with space", "k" * 201, "ü"])
def test_a_key_is_printable_and_short(plain_desk: Desk, key: str) -> None:
    headers = [*plain_desk.headers().items(), ("Idempotency-Key", key.encode())]
    answered = plain_desk.client.post("/api/v1/cases", json=LODGING, headers=headers)  # type: ignore[arg-type]
    assert answered.status_code == 422


def test_a_key_that_is_still_at_work_is_told_to_wait(desk: Desk, database: Database) -> None:
    """On SQLite one writer waits for the other anyway; on PostgreSQL the key itself is what both want."""
    if database.is_sqlite:
        assert desk.post("/cases", LODGING, Idempotency_Key="k1").status_code == 201
        return
    scope = f"api:{desk.staff['ines']}:lodge"
    with UnitOfWork(database) as first:
        begun = {"scope": scope, "key": "k1", "body_hash": "", "state": "begun", "status": 0, "headers": {}}
        first.session.execute(insert(IdempotencyKey), {**begun, "answer": {}, "made_at": database.real_now()})
        answered = desk.post("/cases", LODGING, Idempotency_Key="k1")
        assert (answered.status_code, answered.json()["type"]) == (409, "/problems/in-progress")
        assert answered.headers["Retry-After"] == "5"
    assert desk.post("/cases", LODGING, Idempotency_Key="k1").status_code == 201


def test_keys_are_kept_for_a_week(desk: Desk, database: Database, now: Now) -> None:
    desk.post("/cases", LODGING, Idempotency_Key="k1")
    for after, left in ((KEPT_FOR, 2), (timedelta(seconds=1), 1)):
        now.at += after
        with UnitOfWork(database) as uow:
            forget_old_keys(uow)
            uow.commit()
        assert count(database, IdempotencyKey) == left
