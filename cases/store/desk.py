"""What staff keep for their own work: the lists they saved, and the notes in which colleagues named them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, select
from sqlmodel import Session

from cases.engine import Actor
from cases.models import CaseNote, NoteMention, SavedView
from cases.store.lists import ACCOUNT, PAGE, may_see
from cases.store.tables import CASE

_VIEW: Any = SavedView.__table__  # type: ignore[attr-defined]
_NOTE: Any = CaseNote.__table__  # type: ignore[attr-defined]
_MENTION: Any = NoteMention.__table__  # type: ignore[attr-defined]


def saved_views(session: Session, account: int | None) -> Sequence[Row[Any]]:
    """The lists that this person keeps, by name."""
    wanted = select(_VIEW.c.id, _VIEW.c.name, _VIEW.c.address).where(_VIEW.c.account_id == account)
    return session.execute(wanted.order_by(func.lower(_VIEW.c.name), _VIEW.c.id)).all()


def unseen_mentions(session: Session, actor: Actor) -> int:
    """How many notes name this person that they have not opened yet."""
    wanted = select(func.count()).select_from(_MENTION).join(CASE, CASE.c.id == _MENTION.c.case_id)
    return int(session.execute(wanted.where(_theirs(actor), _MENTION.c.seen_at.is_(None))).scalar_one())


@dataclass(frozen=True, slots=True)
class Mentions:
    """Notes that name a person, the latest first, and where the next page begins; None on the last one."""

    rows: Sequence[Row[Any]]
    after: int | None


def mentions(session: Session, actor: Actor, *, after: int | None = None, limit: int = PAGE) -> Mentions:
    """The notes that name this person, in cases that are open to them; seen ones too."""
    wanted = (
        select(_MENTION.c.id, _MENTION.c.made_at, _MENTION.c.seen_at, _NOTE.c.text, _NOTE.c.id.label("note"),
               ACCOUNT.c.name.label("writer"), CASE.c.reference, CASE.c.title, CASE.c.closed_on)
        .join(_NOTE, _NOTE.c.id == _MENTION.c.note_id)
        .join(ACCOUNT, ACCOUNT.c.id == _NOTE.c.account_id)
        .join(CASE, CASE.c.id == _MENTION.c.case_id)
        .where(_theirs(actor))
        .order_by(_MENTION.c.id.desc())
    )  # fmt: skip
    if after is not None:
        wanted = wanted.where(_MENTION.c.id < after)
    rows = session.execute(wanted.limit(limit + 1)).all()
    return Mentions(rows[:limit], rows[limit - 1].id if len(rows) > limit else None)


def _theirs(actor: Actor) -> ColumnElement[bool]:
    return and_(_MENTION.c.account_id == actor.account, may_see(actor))
