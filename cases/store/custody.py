"""How a case went from desk to desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlmodel import Session

from cases.models import Custody
from cases.store.tables import ACCOUNT

_CUSTODY: Any = Custody.__table__  # type: ignore[attr-defined]


def custody_of(session: Session, case_id: UUID) -> Sequence[Row[Any]]:
    """How the case went from hand to hand, oldest first, with the names."""
    old, new, by = ACCOUNT.alias("old"), ACCOUNT.alias("new"), ACCOUNT.alias("by")
    wanted = (
        select(_CUSTODY, old.c.name.label("from_name"), new.c.name.label("to_name"), by.c.name.label("by_name"))
        .outerjoin(old, old.c.id == _CUSTODY.c.from_officer)
        .outerjoin(new, new.c.id == _CUSTODY.c.to_officer)
        .outerjoin(by, by.c.id == _CUSTODY.c.account_id)
        .where(_CUSTODY.c.case_id == case_id)
    )
    return session.execute(wanted.order_by(_CUSTODY.c.id)).all()
