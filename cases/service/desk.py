"""The desk: who has a case, notes to colleagues, and forms that are sent twice. None of it is an act in law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlmodel import Session

from cases.engine import Actor
from cases.errors import InputRefused, NotAllowed
from cases.models import Account, CaseNote, IdempotencyKey
from cases.ntb.wording import N_, Sentence
from cases.seats import Role
from cases.service.custody import note_custody
from cases.service.mentions import tell_colleagues
from cases.store import UnitOfWork
from cases.store.search import keep_words
from cases.store.tables import CASE

_ACCOUNT: Any = Account.__table__  # type: ignore[attr-defined]
_NOTE: Any = CaseNote.__table__  # type: ignore[attr-defined]
_KEY: Any = IdempotencyKey.__table__  # type: ignore[attr-defined]

HOLDERS = frozenset({Role.OFFICER, Role.FOCAL_POINT, Role.SUPERVISOR, Role.BORDER_DESK})
"""Who may have a case, and who may give one to another."""
LONGEST_NOTE = 5_000
LONGEST_REASON = 1_000


def assign(uow: UnitOfWork, case_id: UUID, to: int | None, *, actor: Actor, reason: str = "") -> str:
    """Give a case to a member of staff, or to nobody, and keep who did. Returns the new holder's name.

    A case that is with them already stays so, and nothing is kept. The caller commits.
    """
    if not actor.roles & HOLDERS:
        raise NotAllowed(N_("Cases are given out by officers and supervisors. Ask one of them."))
    name = "" if to is None else _holder(uow, to)
    held = select(CASE.c.id, CASE.c.officer_id, CASE.c.department).where(CASE.c.id == case_id).with_for_update()
    case = uow.session.execute(held).one()
    if case.officer_id != to:
        uow.session.execute(update(CASE).where(CASE.c.id == case_id), {"officer_id": to, "updated_at": uow.now})
        note_custody(uow, case, officer=to, department=case.department, actor=actor, reason=reason[:LONGEST_REASON])
    return name


def _holder(uow: UnitOfWork, to: int) -> str:
    columns = (_ACCOUNT.c.name, _ACCOUNT.c.roles, _ACCOUNT.c.disabled)
    found = uow.session.execute(select(*columns).where(_ACCOUNT.c.id == to)).one_or_none()
    if found is None or found.disabled or not {role.value for role in HOLDERS} & set(found.roles):
        raise InputRefused({"officer": N_("This person cannot hold a case. Choose one of those listed.")})
    return str(found.name)


@dataclass(frozen=True, slots=True)
class Noted:
    """A note that was kept: the names of those who are told of it, and the names in it that nobody has."""

    id: int
    told: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def add_note(uow: UnitOfWork, case_id: UUID, text: str, *, actor: Actor, to: Sequence[int] = ()) -> Noted:
    """Keep a note for colleagues; it moves nothing and leaves the department never. The caller commits.

    Who is named in it (`@username`) or ticked (`to`) is told by letter; a name that nobody has stops nothing.
    """
    if actor.account is None or not actor.is_staff:
        raise NotAllowed(N_("Notes are for the department's own staff."))
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise InputRefused({"note": N_("Write the note, then add it.")})
    if len(text) > LONGEST_NOTE:
        words = N_("Write at most %(most)s characters; you wrote %(written)s.")
        raise InputRefused({"note": Sentence(words, most=f"{LONGEST_NOTE:,}", written=f"{len(text):,}")})
    values = {"case_id": case_id, "account_id": actor.account, "text": text, "written_at": uow.now}
    key = int(uow.session.execute(insert(_NOTE).returning(_NOTE.c.id), values).scalar_one())
    keep_words(uow.session, case_id)
    told, unknown = tell_colleagues(uow, case_id, key, text, to, by=actor.account)
    return Noted(key, told, unknown)


def sent_before(uow: UnitOfWork, scope: str, token: str) -> Mapping[str, Any] | None:
    """What followed when this very form was sent the first time; None when this is the first time.

    Two at once wait for each other: the second sees what the first did. The note is kept or undone with the act.
    """
    values = {
        "scope": scope, "key": token, "body_hash": "", "state": "done", "status": 303, "headers": {}, "answer": {},
        "made_at": uow.database.real_now(),
    }  # fmt: skip
    first = uow.insert_into(_KEY).values(values).on_conflict_do_nothing(index_elements=["scope", "key"])
    if uow.session.execute(first.returning(_KEY.c.id)).first() is not None:
        return None
    kept = select(_KEY.c.answer).where(_KEY.c.scope == scope, _KEY.c.key == token)
    answer: Mapping[str, Any] = uow.session.execute(kept).scalar_one()
    return answer


def answered(session: Session, scope: str, token: str) -> Mapping[str, Any] | None:
    """What followed from a form that was sent already; None for one that was not."""
    kept = select(_KEY.c.answer).where(_KEY.c.scope == scope, _KEY.c.key == token)
    answer: Mapping[str, Any] | None = session.execute(kept).scalar_one_or_none()
    return answer


def remember_sent(uow: UnitOfWork, scope: str, token: str, answer: Mapping[str, Any]) -> None:
    """What followed from the form, for the one who sends it again."""
    kept = update(_KEY).where(_KEY.c.scope == scope, _KEY.c.key == token)
    uow.session.execute(kept.values(answer=dict(answer)))
