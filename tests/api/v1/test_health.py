"""Alive, ready, and whether the clocks run: a silent watch is an alarm."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from cases.store import Database, UnitOfWork
from cases.store.register import note
from tests.api.v1.desk import Desk
from tests.conftest import Now


def watched(database: Database) -> None:
    with UnitOfWork(database) as uow:
        note(uow.session, "watch", {"ran_at": database.real_now().isoformat()}, at=database.real_now())
        uow.commit()


def test_it_is_alive_and_ready(client: TestClient) -> None:
    for path in ("/health/live", "/health/ready"):
        assert (client.get(path).status_code, client.get(path).json()["status"]) == (200, "ok")


def test_without_its_database_it_lives_but_is_not_ready(
    plain_client: TestClient, sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise OperationalError("", {}, Exception("gone"))

    monkeypatch.setattr(sqlite, "read", gone)
    assert plain_client.get("/health/live").status_code == 200
    for path in ("/health/ready", "/health/clock"):
        assert (plain_client.get(path).status_code, plain_client.get(path).json()["status"]) == (503, "unavailable")


def test_a_watch_that_never_ran_is_silent(plain_client: TestClient) -> None:
    answered = plain_client.get("/health/clock")
    assert (answered.status_code, answered.json()["status"], answered.json()["watch_ran_at"]) == (503, "silent", None)


@pytest.mark.parametrize(("seconds", "status"), [(179, "ok"), (180, "ok"), (181, "silent")])
def test_a_watch_is_silent_after_three_rounds(
    plain_client: TestClient, sqlite: Database, now: Now, seconds: int, status: str
) -> None:
    watched(sqlite)
    now.at += timedelta(seconds=seconds)
    assert plain_client.get("/health/clock").json()["status"] == status


def test_the_oldest_letter_that_waits_is_told(desk: Desk, database: Database, now: Now) -> None:
    watched(database)
    reference = desk.lodge(filer_email="amina@example.org")
    desk.act(reference, "take_up")
    now.at += timedelta(seconds=90)
    assert desk.client.get("/health/clock").json()["oldest_letter_seconds"] == 90
