"""The case and its history: what happened, what is due, who and what belongs to it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Column, Index, Text, UniqueConstraint, text
from sqlmodel import Field

from cases.models.columns import BigId, Instant, Json, Table

_OPEN = text("closed_on IS NULL AND reference IS NOT NULL")
_CLOSED = text("closed_on IS NOT NULL")
_NOT_LODGED = text("reference IS NULL")
_RUNNING = text("state IN ('open', 'paused')")
_OVER = text("closed_on IS NOT NULL")
"""Lists and counts read what is open, statistics what is over: each in an index of its own size. Lists are cut by their
column and the reference: the key of the case stands second in no index, or PostgreSQL would look cases up through it.
"""


class CaseFile(Table, table=True):
    """One case. Its history is the truth; these columns are what lists, rules and letters read most.

    `values` are the facts settled so far, `opening` those it began with, `stack` the asking stages. `revision` is the
    number of the last event. `head` is the hash of the last event.
    """

    __tablename__ = "case_file"
    __table_args__ = (
        Index("ix_case_open_next", "next_due", "reference", sqlite_where=_OPEN, postgresql_where=_OPEN,
              postgresql_include=["id", "officer_id", "department", "lifecycle", "stage", "regime", "direction",
                                  "measure_countries"]),
        Index("ix_case_open_officer", "officer_id", "next_due", "reference", sqlite_where=_OPEN,
              postgresql_where=_OPEN),
        Index("ix_case_open_department", "department", "next_due", "reference", sqlite_where=_OPEN,
              postgresql_where=_OPEN),
        Index("ix_case_open_priority", "priority", "reference", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_case_open_changed", "updated_at", "reference", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_case_not_lodged", "id", sqlite_where=_NOT_LODGED, postgresql_where=_NOT_LODGED),
        Index("ix_case_closed", "closed_on", "reference", sqlite_where=_CLOSED, postgresql_where=_CLOSED),
        Index("ix_case_stage", "stage", "reference"),
    )  # fmt: skip

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    reference: str | None = Field(default=None, unique=True, max_length=32)
    kind: str = Field(max_length=40)
    lifecycle: str = Field(max_length=60)
    version: int
    stage: str = Field(max_length=60)
    visit: int = 1
    stage_since: date
    stack: list[str] = Field(default_factory=list, sa_column=Column(Json, nullable=False))
    revision: int = 0
    head: str = Field(default="", max_length=64)
    opening: dict[str, Any] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    values: dict[str, Any] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    title: str = Field(default="", max_length=300)
    regime: str | None = Field(default=None, max_length=20)
    direction: str | None = Field(default=None, max_length=20)
    measure_countries: str = Field(default="", max_length=60)
    department: str = Field(default="trade", max_length=20)
    urgent: bool = False
    perishable: bool = False
    protected: bool = False
    imported: bool = False
    priority: int | None = None
    officer_id: int | None = Field(default=None, foreign_key="account.id")
    language: str = Field(default="en", max_length=5)
    lodged_on: date | None = None
    barrier_stopped_on: date | None = None
    decided_on: date | None = None
    closed_on: date | None = None
    close_status: str | None = Field(default=None, max_length=60)
    outcome_type: str | None = Field(default=None, max_length=60)
    next_due: date | None = None
    measure_id: int | None = Field(default=None, foreign_key="measure.id")
    created_at: datetime = Field(sa_type=Instant)
    updated_at: datetime = Field(sa_type=Instant)


class EventRow(Table, table=True):
    """One act, never changed. `hash` covers the content and the hash before it."""

    __tablename__ = "event"
    __table_args__ = (UniqueConstraint("case_id", "seq"),)

    id: int | None = Field(default=None, sa_column=Column(BigId, primary_key=True, autoincrement=True))
    case_id: UUID = Field(foreign_key="case_file.id")
    seq: int
    action: str = Field(max_length=120)
    stage: str = Field(max_length=60)
    to_stage: str = Field(max_length=60)
    visit: int
    subject: str | None = Field(default=None, max_length=120)
    happened_on: date
    recorded_at: datetime = Field(sa_type=Instant)
    account_id: int | None = None
    party_id: int | None = None
    seat: str = Field(default="", max_length=40)
    role: str = Field(default="", max_length=40)
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))
    data: dict[str, Any] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    facts: dict[str, Any] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    dates: dict[str, str] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    documents: list[str] = Field(default_factory=list, sa_column=Column(Json, nullable=False))
    breach: str = Field(default="", sa_column=Column(Text, nullable=False))
    corrects: int | None = None
    cite: str = Field(default="", max_length=200)
    power: str = Field(default="", max_length=200)
    previous_hash: str = Field(default="", max_length=64)
    hash: str = Field(default="", max_length=64)


class DeadlineRow(Table, table=True):
    """A clock as last computed. `look_after` is when the watch must look at it next; None when it need not."""

    __tablename__ = "deadline"
    __table_args__ = (
        UniqueConstraint("case_id", "key", "visit", "occurrence", "subject", name="uq_deadline"),
        Index("ix_deadline_look", "look_after", "id", sqlite_where=text("look_after IS NOT NULL"),
              postgresql_where=text("look_after IS NOT NULL")),
        Index("ix_deadline_open_due", "due_on", "id", sqlite_where=_RUNNING, postgresql_where=_RUNNING,
              postgresql_include=["case_id", "kind", "state", "seat"]),
        Index("ix_deadline_over", "closed_on", "id", sqlite_where=_OVER, postgresql_where=_OVER,
              postgresql_include=["case_id", "key", "cite", "status", "title", "kind", "state", "trigger_on", "due_on",
                                  "due_latest"]),
    )  # fmt: skip

    id: int | None = Field(default=None, sa_column=Column(BigId, primary_key=True, autoincrement=True))
    case_id: UUID = Field(foreign_key="case_file.id")
    key: str = Field(max_length=60)
    visit: int = 1
    occurrence: int = 1
    subject: str = Field(default="", max_length=120)
    stage: str = Field(default="", max_length=60)
    title: str = Field(max_length=200)
    kind: str = Field(max_length=20)
    seat: str = Field(default="", max_length=40)
    cite: str = Field(max_length=200)
    status: str = Field(max_length=20)
    state: str = Field(max_length=10)
    trigger_seq: int
    trigger_on: date
    due_on: date | None = None
    due_at: datetime | None = Field(default=None, sa_type=Instant)
    due_earliest: date | None = None
    due_latest: date | None = None
    opens_on: date | None = None
    closed_on: date | None = None
    closed_seq: int | None = None
    calendar: str = Field(max_length=20)
    calendar_version: int = 0
    look_after: datetime | None = Field(default=None, sa_type=Instant)
    expired_seq: int | None = None


class DeadlineChange(Table, table=True):
    """A date that moved: before, after, and the cause in words."""

    __tablename__ = "deadline_change"

    id: int | None = Field(default=None, sa_column=Column(BigId, primary_key=True, autoincrement=True))
    case_id: UUID = Field(foreign_key="case_file.id", index=True)
    key: str = Field(max_length=60)
    visit: int = 1
    occurrence: int = 1
    subject: str = Field(default="", max_length=120)
    before: date | None = None
    after: date | None = None
    cause: str = Field(sa_column=Column(Text, nullable=False))
    recorded_at: datetime = Field(sa_type=Instant)


class Party(Table, table=True):
    """A person or organisation of a case: the only place where names and addresses stand.

    `personal` holds the intake answers about the person (registration, sex, age band …). Erasing a person empties
    this row; no event changes.
    """

    __tablename__ = "party"

    id: int | None = Field(default=None, sa_column=Column(BigId, primary_key=True, autoincrement=True))
    case_id: UUID = Field(foreign_key="case_file.id", index=True)
    seat: str = Field(max_length=40)
    name: str = Field(default="", max_length=200)
    organisation: str = Field(default="", max_length=200)
    email: str | None = Field(default=None, max_length=254)
    phone: str | None = Field(default=None, max_length=20)
    country: str | None = Field(default=None, max_length=2)
    language: str = Field(default="en", max_length=5)
    email_proved: bool = False
    call_back: bool = False
    personal: dict[str, Any] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))


class Document(Table, table=True):
    """A file of a case: what it is, when it came, by whom, and its SHA-256. The bytes lie in the store under `key`."""

    __tablename__ = "document"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    case_id: UUID | None = Field(default=None, foreign_key="case_file.id", index=True)
    draft_id: int | None = Field(default=None, index=True)
    number: int = 0
    title: str = Field(default="", max_length=200)
    filename: str = Field(max_length=200)
    media_type: str = Field(max_length=100)
    size: int
    sha256: str = Field(max_length=64)
    key: str = Field(max_length=200)
    received_at: datetime = Field(sa_type=Instant)
    account_id: int | None = None
    party_id: int | None = None
    scan: str = Field(default="unscanned", max_length=12)


class CaseNote(Table, table=True):
    """What an officer jots down for colleagues. It is no act and moves nothing."""

    __tablename__ = "case_note"

    id: int | None = Field(default=None, sa_column=Column(BigId, primary_key=True, autoincrement=True))
    case_id: UUID = Field(foreign_key="case_file.id", index=True)
    account_id: int
    text: str = Field(sa_column=Column(Text, nullable=False))
    written_at: datetime = Field(sa_type=Instant)


class CaseLink(Table, table=True):
    """A typed tie from a case to another: `remainder_of`, `measure_behind`, `duplicate_of`, `split_from`.

    A tie that somebody made by hand names them, and may be ended again; it stays on record.
    """

    __tablename__ = "case_link"
    __table_args__ = (UniqueConstraint("from_id", "to_id", "relation"),)

    id: int | None = Field(default=None, sa_column=Column(BigId, primary_key=True, autoincrement=True))
    from_id: UUID = Field(foreign_key="case_file.id")
    to_id: UUID = Field(foreign_key="case_file.id", index=True)
    relation: str = Field(max_length=40)
    made_at: datetime = Field(sa_type=Instant)
    account_id: int | None = None
    reason: str = Field(default="", max_length=500)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    ended_by: int | None = None


class Measure(Table, table=True):
    """The rule complained of. Many complaints may hang on one measure; releasing one consignment does not end it."""

    __tablename__ = "measure"
    __table_args__ = (Index("ix_measure_authority", "country", "authority"),)

    id: int | None = Field(default=None, sa_column=Column(BigId, primary_key=True, autoincrement=True))
    country: str | None = Field(default=None, max_length=2)
    authority: str = Field(default="", max_length=200)
    title: str = Field(default="", max_length=300)
    legal_basis: str = Field(default="", sa_column=Column(Text, nullable=False))
    scheme: str | None = Field(default=None, max_length=20)
    declared_category: str | None = Field(default=None, max_length=20)
    validated_category: str | None = Field(default=None, max_length=20)
    mast_code: str | None = Field(default=None, max_length=10)
    policy_or_operational: str | None = Field(default=None, max_length=20)


class Incident(Table, table=True):
    """What went wrong, once: place, day, goods. It belongs to a case and, once classified, to a measure."""

    __tablename__ = "incident"

    id: int | None = Field(default=None, sa_column=Column(BigId, primary_key=True, autoincrement=True))
    case_id: UUID = Field(foreign_key="case_file.id", index=True)
    measure_id: int | None = Field(default=None, foreign_key="measure.id", index=True)
    occurred_on: date | None = None
    location_type: str | None = Field(default=None, max_length=40)
    location_name: str = Field(default="", max_length=200)
    goods: str = Field(default="", max_length=500)
    hs_codes: list[str] = Field(default_factory=list, sa_column=Column(Json, nullable=False))
    answers: dict[str, Any] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    restricted: dict[str, Any] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))


class ExternalRef(Table, table=True):
    """The number of the case on another system, with the status that it last showed there."""

    __tablename__ = "external_ref"
    __table_args__ = (UniqueConstraint("number", "case_id"), Index("ix_external_number", "number"))

    id: int | None = Field(default=None, sa_column=Column(BigId, primary_key=True, autoincrement=True))
    case_id: UUID = Field(foreign_key="case_file.id", index=True)
    scheme: str = Field(max_length=20)
    number: str = Field(max_length=40)
    status: str = Field(default="", max_length=60)
    source: str = Field(default="", max_length=400)
    published: dict[str, Any] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
