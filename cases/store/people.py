"""Colleagues: who can be told of a note."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlmodel import Session

from cases.store.sight import READERS
from cases.store.tables import ACCOUNT


def colleagues(session: Session, account: int | None) -> Sequence[Row[Any]]:
    """Staff who read cases, by name; the one who asks aside."""
    columns = (ACCOUNT.c.id, ACCOUNT.c.username, ACCOUNT.c.name, ACCOUNT.c.roles)
    wanted = select(*columns).where(ACCOUNT.c.disabled.is_(False), ACCOUNT.c.id != account).order_by(ACCOUNT.c.name)
    readers = {role.value for role in READERS}
    return [row for row in session.execute(wanted).all() if readers & set(row.roles)]
