"""Sessions on the server. The cookie holds an opaque key; the table holds its hash, so that a copy of it opens nothing.

A session ends after a time without a request, and after a longer time in any case (settings). Its key changes
whenever it is bound to a person, a case or a draft, so that a key known before is worth nothing afterwards.
"""

from __future__ import annotations

import copy
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session
from starlette.responses import Response

from cases.engine import Actor
from cases.models import Account, WebSession
from cases.seats import Role
from cases.settings import Settings
from cases.store import Database

COOKIE = "tatua"
TOUCH_EVERY = timedelta(minutes=1)

_SESSION: Any = WebSession.__table__  # type: ignore[attr-defined]
_ACCOUNT: Any = Account.__table__  # type: ignore[attr-defined]
_READ = select(
    _SESSION, _ACCOUNT.c.username, _ACCOUNT.c.name, _ACCOUNT.c.roles, _ACCOUNT.c.department, _ACCOUNT.c.disabled
).outerjoin(_ACCOUNT, _ACCOUNT.c.id == _SESSION.c.account_id)


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff who is signed in."""

    id: int
    username: str
    name: str
    roles: frozenset[Role]
    department: str

    @property
    def actor(self) -> Actor:
        return Actor(self.roles, account=self.id)

    def has(self, *roles: Role) -> bool:
        return bool(self.roles & set(roles))


@dataclass
class Visit:
    """The session of one visitor. `data` is theirs to keep (small, JSON); everything is written by `save`."""

    key: str | None = None
    staff: Staff | None = None
    case_id: UUID | None = None
    draft_id: int | None = None
    data: dict[str, Any] = field(default_factory=dict)
    created_at: datetime | None = None
    seen_at: datetime | None = None
    account_id: int | None = None
    _renew: bool = False
    _kept: dict[str, Any] = field(default_factory=dict)

    def bind(self, *, account_id: int | None = None, case_id: UUID | None = None, draft_id: int | None = None) -> None:
        """Let the session speak for a person, a case or a draft from now on, under a new key."""
        self.account_id, self.case_id, self.draft_id = account_id, case_id, draft_id
        self.data = {}
        self._renew = True

    def end(self) -> None:
        """Forget everything, here and in the browser."""
        self.bind()

    @property
    def empty(self) -> bool:
        return not (self.data or self.account_id or self.case_id or self.draft_id)


def _hash(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def load(database: Database, chosen: Settings, key: str | None) -> Visit:
    """The session behind a cookie; a new, empty one when there is none or it has ended."""
    if not key:
        return Visit()
    with database.read() as session:
        row = session.execute(_READ.where(_SESSION.c.key_hash == _hash(key))).one_or_none()
    now = database.real_now()
    idle = timedelta(minutes=chosen.session_idle_minutes)
    if row is None or row.ends_at <= now or row.seen_at + idle <= now or row.disabled:
        return Visit()
    return Visit(
        key, _staff(row), row.case_id, row.draft_id, dict(row.data), row.created_at, row.seen_at, row.account_id,
        _kept=copy.deepcopy(row.data),
    )  # fmt: skip


def _staff(row: Any) -> Staff | None:
    if row.account_id is None:
        return None
    return Staff(row.account_id, row.username, row.name, frozenset(Role(r) for r in row.roles), row.department)


def save(database: Database, chosen: Settings, visit: Visit, response: Response) -> None:
    """Write what changed and set the cookie. A visitor of whom nothing is known gets neither row nor cookie."""
    now = database.real_now()
    if visit.key is None and visit.empty:
        return
    if visit.key is None or visit._renew:
        _start_anew(database, chosen, visit, now)
        _set_cookie(response, chosen, visit)
    elif visit.data != visit._kept or visit.seen_at is None or now - visit.seen_at >= TOUCH_EVERY:
        with database.write() as session:
            row = update(_SESSION).where(_SESSION.c.key_hash == _hash(visit.key))
            session.execute(row.values(data=visit.data, seen_at=now))
            session.commit()
        visit.seen_at, visit._kept = now, copy.deepcopy(visit.data)


def _start_anew(database: Database, chosen: Settings, visit: Visit, now: datetime) -> None:
    """A row under a new key in place of the old one; sessions that have ended are swept out on the way."""
    old, visit.key = visit.key, None if visit.empty else secrets.token_urlsafe(32)
    with database.write() as session:
        session.execute(delete(_SESSION).where(_SESSION.c.ends_at <= now))
        if old:
            session.execute(delete(_SESSION).where(_SESSION.c.key_hash == _hash(old)))
        if visit.key:
            session.execute(insert(_SESSION), _row(chosen, visit, visit.key, now))
        session.commit()
    visit._renew, visit.seen_at, visit._kept = False, now, copy.deepcopy(visit.data)


def _row(chosen: Settings, visit: Visit, key: str, now: datetime) -> dict[str, object]:
    return {
        "key_hash": _hash(key), "account_id": visit.account_id, "case_id": visit.case_id, "draft_id": visit.draft_id,
        "language": "en", "data": visit.data, "created_at": now, "seen_at": now,
        "ends_at": now + timedelta(hours=chosen.session_absolute_hours),
    }  # fmt: skip


def open_for_program(session: Session, chosen: Settings, *, account_id: int, key: str, now: datetime) -> datetime:
    """Put a session for a program under this key, without a cookie; says when it ends. The caller commits."""
    visit = Visit()
    visit.bind(account_id=account_id)
    session.execute(insert(_SESSION), _row(chosen, visit, key, now))
    return now + timedelta(hours=chosen.session_absolute_hours)


def _set_cookie(response: Response, chosen: Settings, visit: Visit) -> None:
    secure = chosen.base_url.startswith("https://")
    if visit.key is None:
        response.delete_cookie(COOKIE, path="/", secure=secure, httponly=True, samesite="lax")
    else:
        response.set_cookie(COOKIE, visit.key, path="/", secure=secure, httponly=True, samesite="lax")
