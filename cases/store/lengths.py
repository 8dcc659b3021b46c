"""How long a list is, as far as somebody wants to know: counting stops there."""

from __future__ import annotations

from sqlalchemy import func, literal, select
from sqlmodel import Session

from cases.engine import Actor
from cases.store.lists import Asked, Days, matching
from cases.store.tables import CASE

MOST = 1_000


def how_many(session: Session, asked: Asked, actor: Actor, days: Days, *, most: int = MOST) -> int:
    """The number of cases in the list; `most` + 1 where there are more than so many."""
    some = select(literal(1)).select_from(CASE).where(matching(asked, actor, days)).limit(most + 1).subquery()
    return int(session.execute(select(func.count()).select_from(some)).scalar_one())
