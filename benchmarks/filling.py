"""A department with many cases, made by SQL: of a hundred, twelve are open, most of them young, with clocks of all
sorts; every case has ten events, four to six clocks, two letters, and words of which some are common and some rare.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection, text
from sqlmodel import SQLModel

from cases.reference import reference
from cases.store import Database

TODAY = date(2027, 3, 3)
OFFICERS = 40
COMMON = ("border", "kenya", "certificate", "delay", "customs", "mpakani", "cheti")
SOME, RARE = 2_000, 30_000
"""How many words occur in some cases, and how many in very few."""

NUMBERED = "CREATE TEMP TABLE numbered (n int, reference text) ON COMMIT DROP"
WORDED = "CREATE TEMP TABLE worded (n int, words text) ON COMMIT DROP"

ACCOUNTS = """
INSERT INTO account (id, username, name, email, password_hash, roles, department, language, disabled, demonstration,
  failed_sign_ins)
SELECT n, 'officer' || n, 'Officer ' || n, 'officer' || n || '@example.org', '', '["officer"]',
  (ARRAY['trade', 'agriculture', 'standards'])[1 + n % 3], 'en', false, false, 0
FROM generate_series(1, :officers) n
"""
CASES = """
WITH drawn AS MATERIALIZED (
  SELECT n, reference, :cases - n AS age, random() AS chance, random() AS held, random() AS picked, random() AS law
  FROM numbered
), dated AS MATERIALIZED (
  SELECT *, CAST(:today AS date) - CAST(age::float / :cases * 1400 AS int) AS opened,
    chance < CASE WHEN age < :cases * 0.1 THEN 0.7 WHEN age < :cases * 0.3 THEN 0.2 ELSE 0.015 END AS is_open
  FROM drawn
)
INSERT INTO case_file (id, reference, kind, lifecycle, version, stage, visit, stage_since, stack, revision, head,
  opening, "values", title, regime, direction, measure_countries, department, urgent, perishable, protected, imported,
  priority, officer_id, language, lodged_on, closed_on, close_status, created_at, updated_at)
SELECT gen_random_uuid(), reference, 'ntb', 'ntb_complaint', 1,
  CASE WHEN is_open THEN (ARRAY['screening', 'screening', 'info_requested', 'classification', 'routing', 'notified',
    'notified', 'notified', 'reply_overdue', 'reply_review', 'awaiting_other_state', 'agency_action', 'agreement',
    'implementation', 'monitoring', 'factual_report'])[1 + floor(picked * picked * 16)]
  ELSE (ARRAY['closed_resolved_full', 'closed_resolved_part', 'closed_not_ntb', 'closed_withdrawn'])[1 + n % 4] END,
  1, opened + 5, '[]', 10, md5(n::text), '{}', jsonb_build_object('direction', 'outbound', 'note', repeat('x', 300)),
  'Tea and coffee, consignment ' || n,
  CASE WHEN law < 0.05 THEN NULL ELSE (ARRAY['EAC', 'EAC', 'COMESA', 'TFTA', 'AfCFTA', 'domestic'])[1 + n % 6] END,
  (ARRAY['outbound', 'outbound', 'outbound', 'inbound', 'domestic', 'transit'])[1 + n / 7 % 6], 'UG',
  CASE WHEN n % 10 < 7 THEN 'trade' WHEN n % 10 < 9 THEN 'agriculture' ELSE 'standards' END,
  n % 20 = 0, n % 9 = 0, n % 11 = 0, false, CASE WHEN n % 10 = 0 THEN NULL ELSE CAST(floor(law * 100) AS int) END,
  CASE WHEN is_open AND held < 0.08 THEN NULL ELSE 1 + CAST(floor(:officers * power(picked, 1.3)) AS int) END,
  'en', opened, CASE WHEN is_open THEN NULL ELSE least(opened + 20 + CAST(chance * 300 AS int), :today) END,
  CASE WHEN is_open THEN NULL ELSE 'resolved_full' END, opened + time '08:00',
  opened + time '08:00' + chance * least(age, 90) * interval '1 day'
FROM dated ORDER BY n
"""
EVENTS = """
INSERT INTO event (case_id, seq, action, stage, to_stage, visit, happened_on, recorded_at, account_id, seat, role,
  reason, data, facts, dates, documents, breach, cite, power, previous_hash, hash)
SELECT c.id, n, 'screening.note', 'screening', 'screening', 1, c.lodged_on + n, c.created_at + n * interval '1 day', 1,
  'ntb_officer', 'officer', 'An ordinary reason of some words.', '{"question": "which certificate"}', '{}', '{}', '[]',
  '', 'Tatua service standard', 'Tatua service standard', md5(n::text), md5((n + 1)::text)
FROM case_file c, generate_series(1, 10) n ORDER BY c.created_at, n
"""
CLOCKS = """
WITH each AS MATERIALIZED (
  SELECT c.id, c.stage, c.lodged_on, c.closed_on, n, random() AS chance, random() AS late, random() AS sort,
    c.closed_on IS NULL AND n > 3 AS runs
  FROM case_file c, generate_series(1, 4 + abs(hashtext(c.reference)) % 3) n
)
INSERT INTO deadline (case_id, key, visit, occurrence, subject, stage, title, kind, seat, cite, status, state,
  trigger_seq, trigger_on, due_on, closed_on, closed_seq, calendar, calendar_version, look_after)
SELECT id, (ARRAY['svc_ack', 'svc_screen_opened', 'svc_classify', 'svc_notify', 'response', 'plan_date'])[n], 1, 1, '',
  stage, 'What is due at step ' || n,
  CASE WHEN sort < 0.55 THEN 'act_by' WHEN sort < 0.9 THEN 'their_act_by' WHEN sort < 0.95 THEN 'target'
    ELSE 'wait_until' END,
  CASE WHEN sort < 0.55 THEN 'ntb_officer' ELSE 'nfp_other' END,
  (ARRAY['Tatua service standard svc_ack', 'Tatua service standard svc_screen', 'Tatua service standard svc_notify',
    'AfCFTA Annex 5 Art. 8', 'EAC NTB Act 2017 s. 14', 'Tatua service standard plan'])[n], 'service',
  CASE WHEN NOT runs THEN (CASE WHEN late < 0.75 THEN 'met' WHEN late < 0.9 THEN 'met_late' ELSE 'ended' END)
    WHEN late < 0.08 THEN 'paused' ELSE 'open' END,
  n, CASE WHEN runs THEN CAST(:today AS date) - CAST(chance * 60 AS int) ELSE lodged_on + n * 3 END,
  CASE WHEN NOT runs THEN lodged_on + n * 3 + 10 WHEN late > 0.96 THEN NULL
    ELSE CAST(:today AS date) - 15 + CAST(chance * 120 AS int) END,
  CASE WHEN runs THEN NULL ELSE least(lodged_on + n * 3 + CAST(chance * 14 AS int), coalesce(closed_on, :today)) END,
  CASE WHEN runs THEN NULL ELSE n END, 'nairobi', 1,
  CASE WHEN runs THEN now() + chance * interval '30 days' END
FROM each
"""
NEXT = """
UPDATE case_file SET next_due = d.due FROM (SELECT case_id, min(due_on) AS due FROM deadline
  WHERE state = 'open' AND kind <> 'target' GROUP BY case_id) d WHERE d.case_id = case_file.id
"""
LETTERS = """
INSERT INTO outbox (case_id, letter, seat, language, context, state, why, message_id, dedupe, subject, attempts,
  made_at, next_try_at, answer, unobserved)
SELECT c.id, 'receipt', 'complainant', 'en', '{}',
  CASE WHEN c.closed_on IS NULL AND abs(hashtext(c.reference)) % 40 = 0 THEN 'parked' ELSE 'sent' END, '',
  c.reference || n, c.reference || n, 'We have your complaint', 1, c.created_at, c.created_at, '', false
FROM case_file c, generate_series(1, 2) n
"""
TEXTS = """
INSERT INTO case_text (case_id, own, documents, notes, words)
SELECT c.id, w.words, '', '', CAST(w.words AS tsvector)
FROM worded w JOIN numbered USING (n) JOIN case_file c USING (reference) ORDER BY n
"""


def fill(database: Database, cases: int) -> None:
    """Empty the database and put so many cases into it, the oldest first."""
    names = ", ".join(f'"{table.name}"' for table in SQLModel.metadata.sorted_tables)
    given = {"cases": cases, "today": TODAY, "officers": OFFICERS}
    with database.engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
        connection.execute(text("SET LOCAL session_replication_role = replica"))  # our rows fit; do not check each
        connection.execute(text("SELECT setseed(0.5)"))
        connection.execute(text(NUMBERED))
        connection.execute(text(WORDED))
        _copy(connection, "numbered", ((n, reference("KE-NTB", 2027, n)) for n in range(1, cases + 1)))
        _copy(connection, "worded", _worded(cases))
        for statement in (ACCOUNTS, CASES, EVENTS, CLOCKS, NEXT, LETTERS, TEXTS):
            known = {key: value for key, value in given.items() if f":{key}" in statement}
            connection.execute(text(statement), known)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


def _copy(connection: Connection, table: str, rows: Iterator[tuple[int, str]]) -> None:
    driver = connection.connection.driver_connection
    assert driver is not None
    with driver.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _worded(cases: int) -> Iterator[tuple[int, str]]:
    """For each case forty words: its number, common ones by their chance, and others, some rarer than the rest."""
    chance = random.Random(7)
    some, rare = [f"word{n}" for n in range(SOME)], [f"rare{n}" for n in range(RARE)]
    weights = [1 / (n + 10) for n in range(SOME)]
    for n in range(1, cases + 1):
        common = [word for at, word in enumerate(COMMON) if chance.random() < 0.6 / (at + 1)]
        words = [*common, *chance.choices(some, weights, k=30), *chance.choices(rare, k=6)]
        yield n, " ".join(dict.fromkeys(("ke", "ntb", "2027", f"{n:05d}", *words)))
