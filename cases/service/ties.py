"""Typed ties between cases: made by an act of the procedure, or by hand. A tie by hand only links; it closes nothing.

A tie that was made by hand may be ended again. It stays on record; tying again makes it run once more.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, or_, select, update

from cases.engine import Actor
from cases.errors import InputRefused, NotAllowed, NotFound
from cases.models import CaseLink
from cases.ntb.wording import N_
from cases.seats import Role
from cases.store import UnitOfWork
from cases.store.lists import find_case
from cases.store.tables import CASE

_LINK: Any = CaseLink.__table__  # type: ignore[attr-defined]

BY_HAND = {
    "duplicate_of": N_("The same barrier, reported twice"),
    "arises_from": N_("This case arises from the other one"),
    "same_measure": N_("Both are about the same measure"),
}
"""The relations that a person may tie, in words. None of them closes a case: to join cases is an act."""
TIERS = frozenset({Role.OFFICER, Role.FOCAL_POINT, Role.SUPERVISOR, Role.COUNSEL})
LONGEST_REASON = 500

ITSELF = N_("This is the case itself. Give the reference of the other one.")
TWICE = N_("The two cases are tied like this already.")


def tie(uow: UnitOfWork, from_id: UUID, to_id: UUID, relation: str, *, at: datetime) -> None:
    """Tie two cases together by an act. One that was ended by hand runs again, and can no longer be ended by hand."""
    values = {"from_id": from_id, "to_id": to_id, "relation": relation, "made_at": at}
    uow.session.execute(
        uow.insert_into(_LINK)
        .values(values)
        .on_conflict_do_update(
            index_elements=["from_id", "to_id", "relation"],
            set_={"account_id": None, "ended_at": None, "ended_by": None},
        )
    )


def tie_by_hand(uow: UnitOfWork, case_id: UUID, reference: str, relation: str, reason: str, *, actor: Actor) -> str:
    """Tie a case to the one with this reference, with a reason. Returns the reference. The caller commits."""
    _may_tie(actor)
    other = _checked(uow, case_id, reference, relation, reason, actor)
    known = uow.session.execute(select(_LINK).where(_either_way(case_id, other.id, relation))).first()
    if known is not None and known.ended_at is None:
        raise InputRefused({"reference": TWICE})
    values = {
        "account_id": actor.account, "reason": reason.strip(), "made_at": uow.now, "ended_at": None, "ended_by": None,
    }  # fmt: skip
    if known is not None:
        ends = {"from_id": case_id, "to_id": other.id}
        uow.session.execute(update(_LINK).where(_LINK.c.id == known.id), {**values, **ends})
    else:
        fresh = {**values, "from_id": case_id, "to_id": other.id, "relation": relation}
        made = uow.insert_into(_LINK).values(fresh).on_conflict_do_nothing().returning(_LINK.c.id)
        if uow.session.execute(made).first() is None:
            raise InputRefused({"reference": TWICE})
    return str(other.reference)


def _may_tie(actor: Actor) -> None:
    if actor.account is None or not actor.roles & TIERS:
        raise NotAllowed(N_("Cases are tied together by those who work on them."))


def _checked(uow: UnitOfWork, case_id: UUID, reference: str, relation: str, reason: str, actor: Actor) -> Row[Any]:
    """The other case; `InputRefused` with everything that is wrong. One out of sight is refused like none."""
    wrong: dict[str, str] = {}
    other: UUID | None = None
    try:
        other = find_case(uow.session, reference, actor)
    except NotFound as unknown:
        wrong["reference"] = unknown.reason
    if other == case_id:
        wrong["reference"] = ITSELF
    if relation not in BY_HAND:
        wrong["relation"] = N_("Choose how the two cases belong together.")
    if not reason.strip():
        wrong["reason"] = N_("Say in a few words why; your colleagues read it.")
    elif len(reason.strip()) > LONGEST_REASON:
        wrong["reason"] = N_("Write at most 500 characters.")
    if wrong:
        raise InputRefused(wrong)
    return uow.session.execute(select(CASE.c.id, CASE.c.reference).where(CASE.c.id == other)).one()


def _either_way(one: UUID, other: UUID, relation: str) -> Any:
    """The tie of two cases in whichever direction it was made; cause and effect have only one."""
    forth = and_(_LINK.c.from_id == one, _LINK.c.to_id == other)
    back = and_(_LINK.c.from_id == other, _LINK.c.to_id == one)
    ways = forth if relation == "arises_from" else or_(forth, back)
    return and_(_LINK.c.relation == relation, ways)


def end_tie(uow: UnitOfWork, case_id: UUID, link: int, *, actor: Actor) -> bool:
    """End a tie that was made by hand; it stays on record. False when it is over already. The caller commits."""
    _may_tie(actor)
    mine = or_(_LINK.c.from_id == case_id, _LINK.c.to_id == case_id)
    found = uow.session.execute(select(_LINK).where(_LINK.c.id == link, mine)).one_or_none()
    if found is None:
        raise NotFound(N_("This case has no such tie."))
    if found.account_id is None:
        raise NotAllowed(
            N_("This tie was made by an act of the procedure and belongs to its record. It cannot be ended.")
        )
    running = update(_LINK).where(_LINK.c.id == link, _LINK.c.ended_at.is_(None))
    return bool(uow.session.execute(running, {"ended_at": uow.now, "ended_by": actor.account}).rowcount)  # type: ignore[attr-defined]
