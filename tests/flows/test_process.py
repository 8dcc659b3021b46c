"""The flows process as it really runs, without Prefect: woken, ended, cut off from its store, moved to another day."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from cases.service.acting import take_action
from cases.store import NAIROBI, Database, UnitOfWork
from cases.store.register import noted
from tests import databases
from tests.cases.service.watched_cases import DODOMA, INES, department, opened, posted
from tests.flows.process import FlowsProcess, flows_process
from tests.flows.sink import Sink


@pytest.fixture
def store(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """A department that lives today, as the process does."""
    database = Database(f"sqlite:///{tmp_path}/tatua.sqlite3", moves=True)
    databases.migrate(database.url)
    department(database)
    yield database
    database.close()


def write(database: Database, letters: int = 1) -> None:
    """Tell a complainant how the case stands, so many times: a letter each."""
    case_id = opened(database, "screening", officer=1)
    for number in range(letters):
        with UnitOfWork(database) as uow:
            take_action(uow, case_id, "tell_complainant", actor=INES, data={"message": f"No change yet, {number}."})
            uow.commit()


def ring(var_dir: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as bell:
        bell.sendto(b"!", str(var_dir / "run" / "flows.sock"))


def watched_at(database: Database) -> object:
    with database.read() as session:
        return noted(session, "watch").get("ran_at")


def test_a_letter_goes_out_by_itself_and_is_marked_as_unobserved(store: Database, tmp_path: Path, mail: Sink) -> None:
    with flows_process(store.url, tmp_path, mail.port):
        write(store)
        mail.wait_for(1)
    [row] = [row for row in posted(store) if row.letter == "progress-note"]
    assert (row.state, row.unobserved) == ("sent", True)


def test_the_bell_wakes_it(store: Database, tmp_path: Path, mail: Sink) -> None:
    with flows_process(store.url, tmp_path, mail.port, TATUA_OUTBOX_EVERY_SECONDS="600"):
        time.sleep(1)
        write(store)
        ring(tmp_path)
        mail.wait_for(1, seconds=10)


def test_it_ends_within_two_seconds_with_status_zero(store: Database, tmp_path: Path, mail: Sink) -> None:
    process = FlowsProcess(store.url, tmp_path, mail.port)
    process.start()
    asked = time.monotonic()
    assert process.stop() == 0
    assert time.monotonic() - asked < 2


def test_nothing_is_lost_or_doubled_by_an_orderly_end(store: Database, tmp_path: Path, mail: Sink) -> None:
    process = FlowsProcess(store.url, tmp_path, mail.port)
    process.start()
    write(store, letters=12)
    process.stop()
    process.start()
    mail.wait_for(12)
    process.stop()
    assert sorted(mail.ids.values()) == [1] * 12


def test_it_notices_at_once_that_the_day_was_moved(store: Database, tmp_path: Path, mail: Sink) -> None:
    today = datetime.now(NAIROBI)
    opened(store, "notified", request_received_on=today.date().isoformat())
    with flows_process(store.url, tmp_path, mail.port, TATUA_WATCH_EVERY_SECONDS="600"):
        time.sleep(1)
        with UnitOfWork(store) as uow:
            store.move_to(uow.session, today.replace(hour=9) + timedelta(days=40))
            uow.commit()
        mail.wait_for(3, seconds=15)
    assert DODOMA in {each.to for each in mail.mail}


def test_it_says_when_it_last_looked_at_the_clocks(store: Database, tmp_path: Path, mail: Sink) -> None:
    with flows_process(store.url, tmp_path, mail.port, TATUA_WATCH_EVERY_SECONDS="0.2"):
        time.sleep(1)
        before = watched_at(store)
        time.sleep(1)
        assert before != watched_at(store)


def test_a_database_that_hung_up_is_asked_again(postgres_url: str, tmp_path: Path, mail: Sink) -> None:
    databases.empty(postgres_url)
    store = Database(postgres_url)
    department(store)
    with flows_process(postgres_url, tmp_path, mail.port, TATUA_WATCH_EVERY_SECONDS="0.2"):
        write(store)
        mail.wait_for(1)
        hang_up(store)
        write(store)
        mail.wait_for(2, seconds=10)
    store.close()


def hang_up(database: Database) -> None:
    """End every other connection to the database, as its restart does."""
    everybody = "pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"
    with database.engine.begin() as connection:
        connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM {everybody}"))
    database.close()
