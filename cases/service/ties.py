"""Typed ties between cases."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from cases.models import CaseLink
from cases.store import UnitOfWork

_LINK: Any = CaseLink.__table__  # type: ignore[attr-defined]


def tie(uow: UnitOfWork, from_id: UUID, to_id: UUID, relation: str, *, at: datetime) -> None:
    """Tie two cases together; a tie that exists stays as it is."""
    values = {"from_id": from_id, "to_id": to_id, "relation": relation, "made_at": at}
    uow.session.execute(uow.insert_into(_LINK).values(values).on_conflict_do_nothing())
