"""Letters on their way: the outbox, the contact directory, and which reminder went out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, LargeBinary, Text, UniqueConstraint, text
from sqlmodel import Field

from cases.models.columns import BigId, Instant, Json, Table

_UNSENT = text("state IN ('queued', 'sending', 'parked', 'held')")


class OutboxRow(Table, table=True):
    """One letter to one recipient, written in the transaction that caused it.

    States: `queued` → `sending` (claimed until `claimed_until` under `claim`) → `sent`; `parked` when it cannot go
    (no address, refused for good); `withheld` is never queued but kept to show who did not get it and why.
    The recipient is named by key (`party_id`, `account_id`, `contact_id`); `address` is the one used when it went.
    `message_id` never changes, so that a receiver can tell a repetition.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("dedupe"),
        Index("ix_outbox_waiting", "next_try_at", "id", sqlite_where=text("state IN ('queued', 'sending')"),
              postgresql_where=text("state IN ('queued', 'sending')")),
        Index("ix_outbox_case", "case_id", "id"),
        Index("ix_outbox_unsent", "id", sqlite_where=_UNSENT, postgresql_where=_UNSENT),
    )  # fmt: skip

    id: int | None = Field(default=None, sa_column=Column(BigId, primary_key=True, autoincrement=True))
    case_id: UUID | None = Field(default=None, foreign_key="case_file.id")
    event_seq: int | None = None
    letter: str = Field(max_length=60)
    seat: str = Field(default="", max_length=40)
    party_id: int | None = None
    account_id: int | None = None
    contact_id: int | None = None
    address: str | None = Field(default=None, max_length=254)
    language: str = Field(default="en", max_length=5)
    context: dict[str, Any] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    state: str = Field(default="queued", max_length=10)
    why: str = Field(default="", sa_column=Column(Text, nullable=False))
    message_id: str = Field(max_length=120)
    dedupe: str = Field(max_length=300)
    subject: str = Field(default="", max_length=300)
    mime: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    attempts: int = 0
    made_at: datetime = Field(sa_type=Instant)
    next_try_at: datetime = Field(sa_type=Instant)
    claim: str | None = Field(default=None, max_length=40)
    claimed_until: datetime | None = Field(default=None, sa_type=Instant)
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    answer: str = Field(default="", sa_column=Column(Text, nullable=False))
    unobserved: bool = False


class Contact(Table, table=True):
    """The directory: who sits in a seat for a state or an agency, from when to when, and how to write to them."""

    __tablename__ = "contact"
    __table_args__ = (Index("ix_contact_seat", "seat", "body"),)

    id: int | None = Field(default=None, primary_key=True)
    seat: str = Field(max_length=40)
    body: str = Field(default="", max_length=60)
    name: str = Field(default="", max_length=200)
    address: str | None = Field(default=None, max_length=254)
    language: str = Field(default="en", max_length=5)
    valid_from: date
    valid_to: date | None = None
    source: str = Field(default="", max_length=300)


class ReminderSent(Table, table=True):
    """A rung of a reminder ladder that went out; the key makes it happen at most once."""

    __tablename__ = "reminder_sent"
    __table_args__ = (UniqueConstraint("case_id", "key", "visit", "occurrence", "subject", "rung", name="uq_rung"),)

    id: int | None = Field(default=None, sa_column=Column(BigId, primary_key=True, autoincrement=True))
    case_id: UUID = Field(foreign_key="case_file.id")
    key: str = Field(max_length=60)
    visit: int
    occurrence: int
    subject: str = Field(default="", max_length=120)
    rung: str = Field(max_length=60)
    sent_at: datetime = Field(sa_type=Instant)
