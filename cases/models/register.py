"""The department's own registers: drafts, counters, closed days, meetings, idempotency keys, and small settings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field

from cases.models.columns import BigId, Instant, Json, Table


class Draft(Table, table=True):
    """A complaint that is being written. It belongs to a case in its first stage, which has no reference yet.

    `answers` are as typed, so that nothing is lost; they are checked again at submission. The row goes when the
    complaint is lodged or abandoned.
    """

    __tablename__ = "draft"

    id: int | None = Field(default=None, sa_column=Column(BigId, primary_key=True, autoincrement=True))
    case_id: UUID = Field(foreign_key="case_file.id", unique=True)
    resume_hash: str = Field(max_length=64, unique=True)
    answers: dict[str, Any] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    done: list[str] = Field(default_factory=list, sa_column=Column(Json, nullable=False))
    language: str = Field(default="en", max_length=5)
    channel: str = Field(default="web", max_length=20)
    account_id: int | None = None
    email_proved: str | None = Field(default=None, max_length=254)
    submit_key: str = Field(default="", max_length=64)
    edited_at: datetime = Field(sa_type=Instant)


class Counter(Table, table=True):
    """The last number given in a series and year; locked while a reference is given, so that none is skipped."""

    __tablename__ = "counter"

    series: str = Field(primary_key=True, max_length=20)
    year: int = Field(primary_key=True)
    last: int = 0


class ClosedDayRow(Table, table=True):
    """A day on which a seat is closed, with its source. `version` is the calendar's version that brought it."""

    __tablename__ = "closed_day"
    __table_args__ = (UniqueConstraint("seat", "day"),)

    id: int | None = Field(default=None, primary_key=True)
    seat: str = Field(max_length=20, index=True)
    day: date
    name: str = Field(max_length=200)
    source: str = Field(max_length=300)
    status: str = Field(max_length=12)
    version: int = 1
    account_id: int | None = None
    entered_at: datetime = Field(sa_type=Instant)


class MeetingDay(Table, table=True):
    """A meeting of a committee, from its calendar."""

    __tablename__ = "meeting_day"
    __table_args__ = (UniqueConstraint("body", "day"),)

    id: int | None = Field(default=None, primary_key=True)
    body: str = Field(max_length=40)
    day: date
    source: str = Field(default="", max_length=300)


class IdempotencyKey(Table, table=True):
    """A POST that was answered: the same key and body get the same answer, another body is refused."""

    __tablename__ = "idempotency_key"
    __table_args__ = (UniqueConstraint("scope", "key"),)

    id: int | None = Field(default=None, sa_column=Column(BigId, primary_key=True, autoincrement=True))
    scope: str = Field(max_length=120)
    key: str = Field(max_length=200)
    body_hash: str = Field(max_length=64)
    state: str = Field(max_length=10)
    status: int = 0
    headers: dict[str, Any] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    answer: dict[str, Any] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    made_at: datetime = Field(sa_type=Instant)


class RegisterEntry(Table, table=True):
    """Small values that all processes share: the calendar versions, the department's day, when the watch last ran."""

    __tablename__ = "register_entry"

    key: str = Field(primary_key=True, max_length=60)
    value: dict[str, Any] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    changed_at: datetime = Field(sa_type=Instant)
