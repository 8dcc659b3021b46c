"""Tokens: for staff only, as good as a session and no better, and never readable in the store."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from cases.models import IdempotencyKey, WebSession
from cases.service.people import disable_account
from cases.settings import Settings
from cases.store import Database, UnitOfWork
from tests.api.v1.desk import PASSWORD, Desk
from tests.conftest import Now

INES = {"username": "ines", "password": PASSWORD}


def test_a_password_gives_a_token_that_opens_the_list(desk: Desk) -> None:
    token = desk.client.post("/api/v1/tokens", json=INES).json()["token"]
    assert desk.client.get("/api/v1/cases", headers={"Authorization": f"Bearer {token}"}).status_code == 200


@pytest.mark.parametrize("username", ["ines", "nobody"])
def test_a_wrong_password_and_a_wrong_name_give_one_answer(plain_desk: Desk, username: str) -> None:
    answered = plain_desk.client.post("/api/v1/tokens", json={"username": username, "password": "wrong"})
    assert answered.status_code == 401
    assert answered.json()["type"] == "/problems/not-recognised"
    assert answered.headers["WWW-Authenticate"] == "Bearer"


def test_the_eleventh_try_within_a_quarter_of_an_hour_is_put_off(plain_desk: Desk) -> None:
    tries = [plain_desk.client.post("/api/v1/tokens", json={"username": "x", "password": "y"}) for _ in range(11)]
    assert [each.status_code for each in tries] == [401] * 10 + [429]
    assert tries[-1].headers["Retry-After"] == "900"


def test_the_same_key_gives_the_same_token(desk: Desk) -> None:
    answers = [
        desk.client.post("/api/v1/tokens", json=INES, headers={"Idempotency-Key": "morning"}).json() for _ in range(2)
    ]
    assert answers[0] == answers[1]


def test_no_token_can_be_read_in_the_store(desk: Desk, database: Database) -> None:
    headers = {"Idempotency-Key": "morning"}
    token = desk.client.post("/api/v1/tokens", json=INES, headers=headers).json()["token"]
    with database.read() as session:
        kept = [
            str(row.model_dump()) for table in (WebSession, IdempotencyKey) for row in session.scalars(select(table))
        ]
    assert kept
    assert all(token not in row and PASSWORD not in row for row in kept)


def test_without_a_token_nothing_is_shown(plain_client: TestClient) -> None:
    answered = plain_client.get("/api/v1/cases")
    assert (answered.status_code, answered.json()["type"]) == (401, "/problems/no-token")


def test_a_token_that_was_ended_opens_nothing(desk: Desk) -> None:
    assert desk.client.delete("/api/v1/tokens", headers=desk.headers()).status_code == 204
    assert desk.get("/cases").status_code == 401


def test_a_token_ends_with_the_account(desk: Desk, database: Database) -> None:
    desk.token()
    with UnitOfWork(database) as uow:
        disable_account(uow, "ines")
        uow.commit()
    assert desk.get("/cases").status_code == 401


def test_an_idle_token_ends_after_its_hour(plain_desk: Desk, now: Now, own_settings: Settings) -> None:
    plain_desk.token()
    now.at += timedelta(minutes=own_settings.session_idle_minutes)
    assert plain_desk.get("/cases").status_code == 401


def test_a_token_in_use_lives_on(plain_desk: Desk, now: Now) -> None:
    for _ in range(3):
        now.at += timedelta(minutes=59)
        assert plain_desk.get("/cases").status_code == 200


def test_an_account_that_does_not_work_on_cases_is_refused(plain_desk: Desk) -> None:
    assert plain_desk.get("/cases", "adan").status_code == 403
