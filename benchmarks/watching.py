"""P6: a look at what is due costs what is due, not what is open: from 10,000 to 1,000,000 deadlines on PostgreSQL."""

from __future__ import annotations

import statistics
import time
from datetime import UTC, datetime

from sqlalchemy import text

from benchmarks.figures import Figure, percentile
from cases.service.watching import due_cases
from cases.store import Database

SMALL, LARGE, DUE = 10_000, 1_000_000, 100
LOOKS = 60
NOW = datetime(2027, 3, 3, 7, 0, tzinfo=UTC)

FILL = """
INSERT INTO case_file (id, kind, lifecycle, version, stage, visit, stage_since, stack, revision, head, opening,
  "values", title, measure_countries, department, urgent, perishable, protected, imported, language, created_at,
  updated_at)
SELECT gen_random_uuid(), 'ntb', 'ntb_complaint', 1, 'screening', 1, '2027-03-01', '[]', 1, '', '{}', '{}',
  'x', '', 'trade', false, false, false, false, 'en', now(), now() FROM generate_series(1, :cases);
"""
DEADLINES = """
INSERT INTO deadline (case_id, key, visit, occurrence, subject, stage, title, kind, seat, cite, status, state,
  trigger_seq, trigger_on, due_on, calendar, calendar_version, look_after)
SELECT c.id, 'bench' || n, 1, 1, '', 'screening', 'bench', 'act_by', 'ntb_officer', 'x', 'service', 'open', 1,
  '2027-03-01', '2028-01-01', 'nairobi', 1, timestamptz '2028-01-01' + n * interval '1 second'
FROM case_file c, generate_series(1, :per_case) n;
"""


def _fill(database: Database, deadlines: int) -> None:
    per_case = 10
    with database.engine.begin() as connection:
        connection.execute(text("TRUNCATE case_file RESTART IDENTITY CASCADE"))
        connection.execute(text(FILL), {"cases": deadlines // per_case})
        connection.execute(text(DEADLINES), {"per_case": per_case})
        connection.execute(
            text(
                "UPDATE deadline SET look_after = timestamptz '2027-03-01' + id * interval '1 second' WHERE id IN "
                "(SELECT id FROM deadline ORDER BY id LIMIT :due)"
            ),
            {"due": DUE},
        )
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


def _looks(database: Database) -> list[float]:
    """The milliseconds of a look at what is due, many times."""
    spent = []
    with database.read() as session:
        for _ in range(LOOKS):
            began = time.perf_counter()
            due_cases(session, NOW)
            spent.append((time.perf_counter() - began) * 1e3)
    return spent


def plan(database: Database) -> str:
    """The plan of the look, as PostgreSQL explains it."""
    with database.engine.connect() as connection:
        rows = connection.execute(
            text(
                "EXPLAIN (ANALYZE, BUFFERS) SELECT case_id FROM deadline WHERE look_after <= '2027-03-03 07:00+00' "
                "ORDER BY look_after LIMIT 200"
            )
        )
        return "\n".join(str(row[0]) for row in rows)


def measure(database: Database) -> list[Figure]:
    """P6 on an empty, migrated PostgreSQL."""
    _fill(database, SMALL)
    small = _looks(database)
    _fill(database, LARGE)
    large = _looks(database)
    if "Seq Scan" in plan(database):
        raise AssertionError("The watch reads the whole table of deadlines:\n" + plan(database))
    ratio = statistics.median(large) / statistics.median(small)
    return [
        Figure("P6", f"the watch with {DUE} due, {LARGE:,} open", f"{statistics.median(large):.2f} ms",
               f"{statistics.median(small):.2f} ms at {SMALL:,}", ratio, 1.5, at_most=True),
        Figure("P6b", "the same, 95th percentile (ms)", f"{percentile(large, 0.95):.2f} ms", "5 ms",
               percentile(large, 0.95), 5, at_most=True),
    ]  # fmt: skip
