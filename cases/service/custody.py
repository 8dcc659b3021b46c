"""Who has a case and had it: rows that are added when it changes hands, and the letter to a department that takes over.

A case changes hands in two ways: the desk gives it to a colleague (`cases.service.desk`), which is no act in law; or
an act gives it to another department, and then it leaves the desk of whoever had it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlmodel import Session

from cases.departments import department_of
from cases.engine import Actor, Step
from cases.models import Account, Custody
from cases.ntb.wording import N_
from cases.seats import OFFICER, SUPERVISOR, Role, Seat
from cases.service.addressing import NO_ADDRESS, Addressed, Recipient
from cases.store import UnitOfWork
from cases.store.tables import CASE

_ACCOUNT: Any = Account.__table__  # type: ignore[attr-defined]

LETTER, TOLD_ALREADY = "case-handed-over", "handed-over"
NOBODY_THERE = N_("Nobody of the receiving department has an account as officer or supervisor. Tell them yourself.")


def note_custody(
    uow: UnitOfWork,
    case: Row[Any],
    *,
    officer: int | None,
    department: str,
    actor: Actor,
    reason: str = "",
) -> None:
    """Keep who had the case until now, who has it from now on, who gave it, and why."""
    values = {
        "case_id": case.id, "from_officer": case.officer_id, "to_officer": officer,
        "from_department": case.department, "to_department": department, "account_id": actor.account,
        "reason": reason, "made_at": uow.now,
    }  # fmt: skip
    uow.session.execute(insert(Custody), values)


def receiving(
    session: Session, case: Row[Any], step: Step, told: Sequence[Addressed], *, actor: Actor
) -> list[Addressed]:
    """The letters of a step that gives the case to another department: to its officers and supervisors.

    Who is told of the hand-over already, and who hands over, gets no second letter.
    """
    department = department_of(step.values)
    if department == case.department:
        return []
    known = {each.recipient.account_id for each in told if each.recipient and each.letter == TOLD_ALREADY}
    people = [(row, seat) for row in _desk_of(session, department) if (seat := _seat(row.roles))]
    if not people:
        return [Addressed(LETTER, SUPERVISOR, None, NOBODY_THERE)]
    return [
        Addressed(LETTER, seat, _recipient(seat, row)) for row, seat in people if row.id not in {*known, actor.account}
    ]


def _desk_of(session: Session, department: str) -> Sequence[Row[Any]]:
    columns = (_ACCOUNT.c.id, _ACCOUNT.c.name, _ACCOUNT.c.email, _ACCOUNT.c.language, _ACCOUNT.c.roles)
    wanted = select(*columns).where(_ACCOUNT.c.disabled.is_(False), _ACCOUNT.c.department == department)
    return session.execute(wanted.order_by(_ACCOUNT.c.id)).all()


def _seat(roles: Sequence[str]) -> Seat | None:
    if Role.SUPERVISOR.value in roles:
        return SUPERVISOR
    return OFFICER if Role.OFFICER.value in roles else None


def _recipient(seat: Seat, row: Row[Any]) -> Recipient:
    return Recipient(
        seat, row.name, row.email or None, row.language, account_id=row.id, why="" if row.email else NO_ADDRESS
    )


def follow_custody(uow: UnitOfWork, case: Row[Any], step: Step, actor: Actor) -> None:
    """Where a step gave the case to another department, it leaves the desk of an officer who is not of that one."""
    department = department_of(step.values)
    if department == case.department:
        return
    officer = case.officer_id if _works_in(uow.session, case.officer_id, department) else None
    uow.session.execute(update(CASE).where(CASE.c.id == case.id), {"officer_id": officer})
    note_custody(uow, case, officer=officer, department=department, actor=actor, reason=step.event.reason)


def _works_in(session: Session, account: int | None, department: str) -> bool:
    wanted = select(_ACCOUNT.c.id).where(_ACCOUNT.c.id == account, _ACCOUNT.c.department == department)
    return account is not None and session.execute(wanted).first() is not None
