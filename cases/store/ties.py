"""The cases that are tied to a case, as far as the person may see them; a tie that is over is left out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Row, case, or_, select
from sqlmodel import Session

from cases.engine import Actor
from cases.models import CaseLink
from cases.store.sight import may_see
from cases.store.tables import ACCOUNT, CASE

_LINK: Any = CaseLink.__table__  # type: ignore[attr-defined]


def ties_of(session: Session, case_id: UUID, actor: Actor) -> list[tuple[str, Row[Any]]]:
    """Each tie as read from the case (`duplicate_of`, or `duplicate_of:from` where it points here), oldest first.

    `account_id` of the row is set where somebody made the tie by hand; `tied_by` is their name.
    """
    wanted = (
        select(
            _LINK.c.id.label("link"), _LINK.c.relation, _LINK.c.from_id, _LINK.c.reason, _LINK.c.made_at,
            _LINK.c.account_id, ACCOUNT.c.name.label("tied_by"), CASE.c.reference, CASE.c.title, CASE.c.id,
            CASE.c.closed_on,
        )
        .join(CASE, CASE.c.id == case((_LINK.c.from_id == case_id, _LINK.c.to_id), else_=_LINK.c.from_id))
        .outerjoin(ACCOUNT, ACCOUNT.c.id == _LINK.c.account_id)
        .where(or_(_LINK.c.from_id == case_id, _LINK.c.to_id == case_id))
        .where(_LINK.c.ended_at.is_(None), may_see(actor))
        .order_by(_LINK.c.id)
    )  # fmt: skip
    rows = session.execute(wanted).all()
    return [(f"{row.relation}{'' if row.from_id == case_id else ':from'}", row) for row in rows]
