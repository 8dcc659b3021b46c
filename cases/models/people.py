"""Who a person is: accounts of staff, sessions, and the one-time codes of everybody else."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field

from cases.models.columns import BigId, Instant, Json, Table


class Account(Table, table=True):
    """A member of staff. `roles` are values of `cases.seats.Role`; `demonstration` accounts bar production."""

    __tablename__ = "account"

    id: int | None = Field(default=None, primary_key=True)
    username: str = Field(unique=True, max_length=60)
    name: str = Field(max_length=120)
    email: str = Field(max_length=254)
    password_hash: str = Field(max_length=300)
    roles: list[str] = Field(default_factory=list, sa_column=Column(Json, nullable=False))
    department: str = Field(default="trade", max_length=20)
    language: str = Field(default="en", max_length=5)
    disabled: bool = False
    demonstration: bool = False
    failed_sign_ins: int = 0
    locked_until: datetime | None = Field(default=None, sa_type=Instant)


class WebSession(Table, table=True):
    """A session on the server; the cookie holds only its opaque key, kept here as a hash.

    A staff session has an `account_id`; an outsider's has the `case_id` whose code was proved, or a draft.
    """

    __tablename__ = "web_session"

    key_hash: str = Field(primary_key=True, max_length=64)
    account_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    case_id: UUID | None = Field(default=None, foreign_key="case_file.id")
    draft_id: int | None = None
    language: str = Field(default="en", max_length=5)
    data: dict[str, Any] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    created_at: datetime = Field(sa_type=Instant)
    seen_at: datetime = Field(sa_type=Instant)
    ends_at: datetime = Field(sa_type=Instant)


class AccessCode(Table, table=True):
    """A one-time code or link sent to an address. Only its hash is kept; it is consumed by POST."""

    __tablename__ = "access_code"

    id: int | None = Field(default=None, sa_column=Column(BigId, primary_key=True, autoincrement=True))
    purpose: str = Field(max_length=20)
    code_hash: str = Field(max_length=64, index=True)
    case_id: UUID | None = Field(default=None, foreign_key="case_file.id", index=True)
    draft_id: int | None = Field(default=None, index=True)
    made_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    used_at: datetime | None = Field(default=None, sa_type=Instant)
    tries: int = 0
