"""Who may see which case. Every query that shows a case to a person goes through `may_see`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, false, select

from cases.engine import Actor
from cases.models import Party
from cases.seats import Role
from cases.store.tables import ACCOUNT, CASE
from cases.words import N_

_PARTY: Any = Party.__table__  # type: ignore[attr-defined]

NOT_YOURS = N_("There is no such case, or it is not open to you. Check the reference.")
READERS = frozenset(
    {Role.OFFICER, Role.FOCAL_POINT, Role.COUNSEL, Role.SUPERVISOR, Role.DECISION_MAKER, Role.BORDER_DESK, Role.AUDITOR}
)
"""Roles that read the department's cases. An administrator keeps accounts and reads none."""

LISTED = (
    CASE.c.id, CASE.c.reference, CASE.c.title, CASE.c.lifecycle, CASE.c.version, CASE.c.stage, CASE.c.stage_since,
    CASE.c.regime, CASE.c.direction, CASE.c.measure_countries, CASE.c.department, CASE.c.officer_id, CASE.c.next_due,
    CASE.c.urgent, CASE.c.protected, CASE.c.priority, CASE.c.lodged_on, CASE.c.closed_on, CASE.c.close_status,
    CASE.c.revision, CASE.c.updated_at, ACCOUNT.c.name.label("officer"),
)  # fmt: skip
"""The columns of a case in a list; the account is that of its officer."""


def reads_all(actor: Actor) -> bool:
    """Whether this person reads every lodged case, with its notes."""
    return bool(actor.roles & READERS) or Role.SYSTEM in actor.roles


def may_see(actor: Actor) -> ColumnElement[bool]:
    """What this person may see, as a condition on the table of cases. Reports that are not lodged are nobody's."""
    if reads_all(actor):
        lodged: ColumnElement[bool] = CASE.c.reference.is_not(None)
        return lodged
    if actor.party is not None:
        return exists().where(_PARTY.c.id == actor.party, _PARTY.c.case_id == CASE.c.id)
    return false()


def may_see_of(actor: Actor, case_id: ColumnElement[UUID]) -> ColumnElement[bool]:
    """The same as a condition on rows that name their case, for statistics that need nothing else of it.

    Few cases are not lodged: to leave those out is far less than to read all others.
    """
    if reads_all(actor):
        return case_id.not_in(select(CASE.c.id).where(CASE.c.reference.is_(None)))
    if actor.party is not None:
        return case_id.in_(select(_PARTY.c.case_id).where(_PARTY.c.id == actor.party))
    return false()
