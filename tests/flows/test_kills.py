"""The sender is killed while letters are being queued: none is lost, and what goes twice is the same letter.

There is no exactly-once over SMTP: the server may take a letter and the sender die before it can say so.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from cases.service.acting import take_action
from cases.store import Database, UnitOfWork
from cases.store.work import OUTBOX
from tests import databases
from tests.cases.service.watched_cases import INES, department, opened
from tests.flows.process import FlowsProcess
from tests.flows.sender import start_sender
from tests.flows.sink import Sink

log = logging.getLogger(__name__)

KILLS, KILLS_ON_POSTGRESQL, KILLS_OF_ALL = 50, 15, 4
LETTERS_PER_LIFE = 6


class Department:
    """A database in which an officer writes to a complainant all the time."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.database = Database(url)
        department(self.database)
        self.case_id: UUID = opened(self.database, "screening", officer=1)
        self.written = 0

    def write(self) -> None:
        """One act with one letter."""
        with UnitOfWork(self.database) as uow:
            self.written += 1
            message = {"message": f"Still waiting, {self.written}."}
            take_action(uow, self.case_id, "tell_complainant", actor=INES, data=message)
            uow.commit()

    def outbox(self) -> list[Any]:
        query = select(OUTBOX).where(OUTBOX.c.letter == "progress-note").order_by(OUTBOX.c.id)
        with self.database.read() as session:
            return list(session.execute(query).all())


@pytest.fixture
def sqlite_department(sqlite: Database) -> Department:
    return Department(sqlite.url)


def live_and_die(here: Department, kill: Callable[[], None], chance: random.Random) -> None:
    """Queue some letters, and kill the sender somewhere between the commit of one and its sending."""
    for _ in range(chance.randint(1, LETTERS_PER_LIFE)):
        here.write()
        time.sleep(chance.uniform(0.0, 0.01))
    time.sleep(chance.uniform(0.0, 0.03))
    kill()


def check(here: Department, mail: Sink, kills: int) -> None:
    """Every letter came, each under its one Message-ID, and no more twice than the sender was killed."""
    rows = here.outbox()
    assert len(rows) == here.written
    assert {row.state for row in rows} == {"sent"}
    assert set(mail.ids) == {row.message_id for row in rows}
    twice = sum(mail.ids.values()) - len(rows)
    log.info("%d kills, %d letters, 0 lost, %d twice on the wire", kills, len(rows), twice)
    assert twice <= kills


def test_fifty_kills_of_the_sender_lose_nothing(sqlite_department: Department, mail: Sink, tmp_path: Path) -> None:
    kill_often(sqlite_department, mail, tmp_path, KILLS)


def test_kills_of_the_sender_lose_nothing_on_postgresql(postgres_url: str, mail: Sink, tmp_path: Path) -> None:
    databases.empty(postgres_url)
    here = Department(postgres_url)
    kill_often(here, mail, tmp_path, KILLS_ON_POSTGRESQL)
    here.database.close()


def kill_often(here: Department, mail: Sink, tmp_path: Path, kills: int) -> None:
    settings = {
        "env": "test", "var_dir": tmp_path, "database_url": here.url, "sink_port": mail.port,
        "smtp_timeout": 1.0, "mail_lease_seconds": 1.0, "outbox_every_seconds": 0.01, "log_level": "ERROR",
    }  # fmt: skip
    chance = random.Random(2027)
    for _ in range(kills):
        process, before = start_sender(settings), len(mail.mail)
        here.write()
        mail.wait_for_more(before)
        live_and_die(here, process.kill, chance)
        process.join()
    last = start_sender(settings)
    mail.wait_for(here.written)
    wait_until_marked(here)
    last.terminate()
    last.join()
    check(here, mail, kills)


def wait_until_marked(here: Department, seconds: float = 20.0) -> None:
    """Wait until the last letter is not only sent but said to be."""
    ends = time.monotonic() + seconds
    while any(row.state != "sent" for row in here.outbox()) and time.monotonic() < ends:
        time.sleep(0.05)


def test_kills_of_the_whole_process_lose_nothing(sqlite_department: Department, mail: Sink, tmp_path: Path) -> None:
    here = sqlite_department
    quick = {"TATUA_SMTP_TIMEOUT": "1", "TATUA_MAIL_LEASE_SECONDS": "1", "TATUA_OUTBOX_EVERY_SECONDS": "0.01"}
    process = FlowsProcess(here.url, tmp_path / "var", mail.port, **quick)
    chance = random.Random(2028)
    for _ in range(KILLS_OF_ALL):
        process.start()
        before = len(mail.mail)
        here.write()
        mail.wait_for_more(before)
        live_and_die(here, process.kill, chance)
    process.start()
    mail.wait_for(here.written)
    wait_until_marked(here)
    assert process.stop() == 0
    check(here, mail, KILLS_OF_ALL)
