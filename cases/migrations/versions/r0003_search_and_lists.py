"""Search and lists. There is no way back but a backup: a record that must be kept is never dropped.

The words of the cases on file are kept here, before their index is made. They are cut by `cases.folding` as it is now,
for they are compared with words that it cuts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from cases.folding import distinct

revision = "r0003"
down_revision = "r0002"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
WORDS = sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql")
OPEN = sa.text("closed_on IS NULL AND reference IS NOT NULL")
CLOSED = sa.text("closed_on IS NOT NULL")
NOT_LODGED = sa.text("reference IS NULL")
RUNNING = sa.text("state IN ('open', 'paused')")
UNSENT = sa.text("state IN ('queued', 'sending', 'parked', 'held')")
MOST_BYTES = 200_000
AT_ONCE = 200

FTS = """
CREATE VIRTUAL TABLE case_words USING fts5(
  words, content='case_text', content_rowid='id', tokenize='ascii', prefix='2 3', detail='none', columnsize=0)
"""
"""The words are folded and parted by blanks before they come here: everything beyond ASCII is part of a word."""
TRIGGERS = (
    "CREATE TRIGGER case_text_added AFTER INSERT ON case_text BEGIN "
    "INSERT INTO case_words (rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER case_text_changed AFTER UPDATE ON case_text BEGIN "
    "INSERT INTO case_words (case_words, rowid, words) VALUES ('delete', old.id, old.words); "
    "INSERT INTO case_words (rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER case_text_removed AFTER DELETE ON case_text BEGIN "
    "INSERT INTO case_words (case_words, rowid, words) VALUES ('delete', old.id, old.words); END",
)


def upgrade() -> None:
    op.create_table(
        "case_text",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("own", sa.Text(), nullable=False),
        sa.Column("documents", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("words", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("case_id"),
    )
    _keep_words()
    _index_words()
    _index_lists()


def _index_words() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.create_index("ix_case_text_words", "case_text", ["words"], postgresql_using="gin")
        return
    op.execute(FTS)
    op.execute("INSERT INTO case_words (case_words) VALUES ('rebuild')")
    for trigger in TRIGGERS:
        op.execute(trigger)


def _index_lists() -> None:
    """Open cases in each order, closed ones by their day; clocks that run and that are over; letters not sent."""
    for name in ("ix_case_open_next", "ix_case_officer", "ix_case_stage"):
        op.drop_index(name, table_name="case_file")
    named = ["id", "officer_id", "department", "lifecycle", "stage", "regime", "direction", "measure_countries"]
    _index("ix_case_open_next", "case_file", ["next_due", "reference"], OPEN, include=named)
    _index("ix_case_open_officer", "case_file", ["officer_id", "next_due", "reference"], OPEN)
    _index("ix_case_open_department", "case_file", ["department", "next_due", "reference"], OPEN)
    _index("ix_case_open_priority", "case_file", ["priority", "reference"], OPEN)
    _index("ix_case_open_changed", "case_file", ["updated_at", "reference"], OPEN)
    _index("ix_case_not_lodged", "case_file", ["id"], NOT_LODGED)
    _index("ix_case_closed", "case_file", ["closed_on", "reference"], CLOSED)
    op.create_index("ix_case_stage", "case_file", ["stage", "reference"])
    op.drop_index("ix_deadline_open_due", table_name="deadline")
    _index("ix_deadline_open_due", "deadline", ["due_on", "id"], RUNNING, include=["case_id", "kind", "state", "seat"])
    over = ["case_id", "key", "cite", "status", "title", "kind", "state", "trigger_on", "due_on", "due_latest"]
    _index("ix_deadline_over", "deadline", ["closed_on", "id"], CLOSED, include=over)
    op.create_index("ix_measure_authority", "measure", ["country", "authority"])
    _index("ix_outbox_unsent", "outbox", ["id"], UNSENT)


def _index(name: str, table: str, columns: list[str], where: Any, include: Sequence[str] = ()) -> None:
    given: dict[str, Any] = {"postgresql_include": list(include)} if include else {}
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where, **given)


CASE = sa.table(
    "case_file", sa.column("id", sa.Uuid()), sa.column("reference"), sa.column("title"), sa.column("measure_id"),
    sa.column("created_at"),
)  # fmt: skip
MEASURE = sa.table("measure", sa.column("id"), sa.column("authority"), sa.column("legal_basis"))
INCIDENT = sa.table(
    "incident", sa.column("id"), sa.column("case_id", sa.Uuid()), sa.column("goods"), sa.column("hs_codes", JSON),
    sa.column("location_name"), sa.column("answers", JSON),
)  # fmt: skip
NUMBER = sa.table("external_ref", sa.column("id"), sa.column("case_id", sa.Uuid()), sa.column("number"))
DOCUMENT = sa.table(
    "document", sa.column("number"), sa.column("case_id", sa.Uuid()), sa.column("title"), sa.column("filename")
)
NOTE = sa.table("case_note", sa.column("id"), sa.column("case_id", sa.Uuid()), sa.column("text"))
TEXT = sa.table(
    "case_text", sa.column("case_id", sa.Uuid()), sa.column("own"), sa.column("documents"), sa.column("notes"),
    sa.column("words", WORDS),
)  # fmt: skip


def _keep_words() -> None:
    """The words of every case that has a reference, the oldest first, so that keys grow with the cases."""
    known = sa.select(CASE.c.id).where(CASE.c.reference.is_not(None)).order_by(CASE.c.created_at, CASE.c.reference)
    ids = list(op.get_bind().execute(known).scalars())
    for at in range(0, len(ids), AT_ONCE):
        op.get_bind().execute(TEXT.insert(), list(_rows(ids[at : at + AT_ONCE])))


def _rows(ids: list[Any]) -> Iterator[dict[str, Any]]:
    own, documents, notes = (dict[Any, list[str]]((each, []) for each in ids) for _ in range(3))
    for case_id, *texts in _read(
        sa.select(CASE.c.id, CASE.c.reference, CASE.c.title, MEASURE.c.authority, MEASURE.c.legal_basis)
        .outerjoin(MEASURE, MEASURE.c.id == CASE.c.measure_id)
        .where(CASE.c.id.in_(ids))
    ):
        own[case_id] += [text for text in texts if text]
    columns = (INCIDENT.c.case_id, INCIDENT.c.goods, INCIDENT.c.hs_codes, INCIDENT.c.location_name, INCIDENT.c.answers)
    for case_id, goods, codes, place, answers in _read(
        sa.select(*columns).where(INCIDENT.c.case_id.in_(ids)).order_by(INCIDENT.c.id)
    ):
        own[case_id] += [goods, *map(str, codes), place, str(answers.get("description") or "")]
    for case_id, number in _read(
        sa.select(NUMBER.c.case_id, NUMBER.c.number).where(NUMBER.c.case_id.in_(ids)).order_by(NUMBER.c.id)
    ):
        own[case_id].append(number)
    for case_id, *names in _read(
        sa.select(DOCUMENT.c.case_id, DOCUMENT.c.title, DOCUMENT.c.filename)
        .where(DOCUMENT.c.case_id.in_(ids))
        .order_by(DOCUMENT.c.number)
    ):
        documents[case_id] += names
    for case_id, note in _read(
        sa.select(NOTE.c.case_id, NOTE.c.text).where(NOTE.c.case_id.in_(ids)).order_by(NOTE.c.id.desc())
    ):
        notes[case_id].append(note)
    for each in ids:
        kept = {name: distinct(given[each], most=MOST_BYTES)
                for name, given in (("own", own), ("documents", documents), ("notes", notes))}  # fmt: skip
        every = dict.fromkeys(word for words in kept.values() for word in words.split())
        yield {**kept, "case_id": each, "words": " ".join(every)}


def _read(question: Any) -> Sequence[Any]:
    return op.get_bind().execute(question).all()
