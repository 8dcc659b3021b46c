"""What staff keep for their own work: saved views, mentions, who had a case, calendar addresses. No act in law."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, ForeignKey, Text, UniqueConstraint
from sqlmodel import Field

from cases.models.columns import BigId, Instant, Table


class SavedView(Table, table=True):
    """A list as somebody likes to see it: its address on this site, under a name of their own."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("account_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    name: str = Field(max_length=60)
    address: str = Field(max_length=1000)
    made_at: datetime = Field(sa_type=Instant)


class NoteMention(Table, table=True):
    """Somebody who was named in a note; `seen_at` is set when they open the case."""

    __tablename__ = "note_mention"
    __table_args__ = (UniqueConstraint("note_id", "account_id"),)

    id: int | None = Field(default=None, sa_column=Column(BigId, primary_key=True, autoincrement=True))
    note_id: int = Field(sa_column=Column(BigId, ForeignKey("case_note.id"), nullable=False))
    case_id: UUID = Field(foreign_key="case_file.id", index=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    made_at: datetime = Field(sa_type=Instant)
    seen_at: datetime | None = Field(default=None, sa_type=Instant)


class Custody(Table, table=True):
    """Who had the case, officer and department, from which moment and why. Appended to, never changed."""

    __tablename__ = "custody"

    id: int | None = Field(default=None, sa_column=Column(BigId, primary_key=True, autoincrement=True))
    case_id: UUID = Field(foreign_key="case_file.id", index=True)
    from_officer: int | None = None
    to_officer: int | None = None
    from_department: str = Field(default="", max_length=20)
    to_department: str = Field(default="", max_length=20)
    account_id: int | None = None
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))
    made_at: datetime = Field(sa_type=Instant)


class Feed(Table, table=True):
    """A secret address at which a calendar program reads clocks. Only its hash is kept; revoked, it answers nothing.

    `scope` is `officer` (the account's own cases), `team` (its department) or `case` (`case_id`).
    """

    __tablename__ = "feed"

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    scope: str = Field(max_length=10)
    case_id: UUID | None = Field(default=None, foreign_key="case_file.id")
    token_hash: str = Field(max_length=64, unique=True)
    made_at: datetime = Field(sa_type=Instant)
    read_at: datetime | None = Field(default=None, sa_type=Instant)
    revoked_at: datetime | None = Field(default=None, sa_type=Instant)
