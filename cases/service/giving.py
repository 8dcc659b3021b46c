"""Giving out many cases at once: a look first, then all of it in one transaction, and the way back.

What would not change hands says why, in the look and in the act. A case that changed hands between the two stays with
whoever has it now. Going back is an act of its own: it gives each case to its earlier holder, if nobody else has
taken it since.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, select
from sqlmodel import Session

from cases.engine import Actor
from cases.errors import InputRefused, NotAllowed
from cases.service.desk import HOLDERS, assign
from cases.store import UnitOfWork
from cases.store.lists import ACCOUNT, may_see, officers
from cases.store.tables import CASE
from cases.typed import in_a_line
from cases.words import N_, Sentence

MOST = 200
"""As many as a person can look through before they press the button."""
LONGEST_REASON = 300


class Stays(StrEnum):
    """Why a case does not change hands."""

    HIDDEN = "hidden"
    CLOSED = "closed"
    THEIRS = "theirs"
    MOVED = "moved"
    GONE = "gone"
    """Its earlier holder holds no cases any more."""


@dataclass(frozen=True, slots=True)
class Line:
    """One of the chosen cases: who has it, and why it stays as it is; None when it changes hands."""

    reference: str
    title: str
    before: int | None
    holder: str
    stays: Stays | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What would change, or changed. `to` is nobody where it is None; `name` is empty then."""

    to: int | None
    name: str
    lines: tuple[Line, ...]

    @property
    def changes(self) -> list[Line]:
        return [each for each in self.lines if each.stays is None]

    @property
    def rest(self) -> list[Line]:
        return [each for each in self.lines if each.stays is not None]


def look(session: Session, references: Sequence[str], to: int | None, actor: Actor) -> Plan:
    """What giving these cases to that person, or to nobody, would change. Writes nothing."""
    _refuse_others(actor)
    rows = _rows(session, references, actor)
    return Plan(to, _name(session, to), tuple(_line(key, rows.get(key), to) for key in dict.fromkeys(references)))


def give_out(uow: UnitOfWork, seen: Mapping[str, int | None], to: int | None, *, actor: Actor, reason: str) -> Plan:
    """Give the cases to that person, or to nobody. `seen` says who had each when the giver looked.

    Cases that changed hands since stay; the plan that comes back is what was done. The caller commits.
    """
    _refuse_others(actor)
    why, name = _reason(reason), _name(uow.session, to)
    rows = _rows(uow.session, list(seen), actor, hold=True)
    lines = [_unless_moved(_line(key, rows.get(key), to), before) for key, before in seen.items()]
    for each in lines:
        if each.stays is None:
            assign(uow, rows[each.reference].id, to, actor=actor, reason=why)
    return Plan(to, name, tuple(lines))


def take_back(uow: UnitOfWork, given: Mapping[str, int | None], to: int | None, *, actor: Actor, reason: str) -> Plan:
    """Give each case back to who had it before, unless somebody else has taken it since. The caller commits."""
    _refuse_others(actor)
    rows = _rows(uow.session, list(given), actor, hold=True)
    able = {None, *(each.id for each in officers(uow.session))}
    lines = [_back(key, rows.get(key), to, before, able) for key, before in given.items()]
    for each in lines:
        if each.stays is None:
            assign(uow, rows[each.reference].id, given[each.reference], actor=actor, reason=reason)
    return Plan(None, "", tuple(lines))


def _refuse_others(actor: Actor) -> None:
    if not actor.roles & HOLDERS:
        raise NotAllowed(N_("Cases are given out by officers and supervisors. Ask one of them."))


def _name(session: Session, to: int | None) -> str:
    """The name of who is to have the cases; refused when they hold none."""
    if to is None:
        return ""
    found = next((each for each in officers(session) if each.id == to), None)
    if found is None:
        raise InputRefused({"officer": N_("This person cannot hold a case. Choose one of those listed.")})
    return str(found.name)


def _reason(typed: str) -> str:
    reason = in_a_line(typed)
    if not reason:
        raise InputRefused({"reason": N_("Say in a few words why, such as “Ines is on leave”.")})
    if len(reason) > LONGEST_REASON:
        words = N_("Use at most %(most)s characters for the reason; you used %(used)s.")
        raise InputRefused({"reason": Sentence(words, most=LONGEST_REASON, used=len(reason))})
    return reason


def _rows(session: Session, references: Sequence[str], actor: Actor, *, hold: bool = False) -> dict[str, Row[Any]]:
    """The cases by reference, as far as they are open to the person; held in one order where they will be changed."""
    if len(references) > MOST:
        raise InputRefused({"case": Sentence(N_("Give out at most %(n)s cases at once."), n=MOST)})
    wanted = (
        select(CASE.c.id, CASE.c.reference, CASE.c.title, CASE.c.officer_id, CASE.c.closed_on,
               ACCOUNT.c.name.label("holder"))
        .outerjoin(ACCOUNT, ACCOUNT.c.id == CASE.c.officer_id)
        .where(CASE.c.reference.in_(references), may_see(actor))
        .order_by(CASE.c.id)
    )  # fmt: skip
    if hold:
        wanted = wanted.with_for_update(of=CASE)
    return {row.reference: row for row in session.execute(wanted)}


def _line(reference: str, row: Row[Any] | None, to: int | None) -> Line:
    if row is None:
        return Line(reference, "", None, "", Stays.HIDDEN)
    stays = Stays.CLOSED if row.closed_on is not None else Stays.THEIRS if row.officer_id == to else None
    return Line(reference, row.title, row.officer_id, row.holder or "", stays)


def _unless_moved(line: Line, seen: int | None) -> Line:
    """The case stays where somebody else gave it to another after the person looked."""
    if line.stays is None and line.before != seen:
        return Line(line.reference, line.title, line.before, line.holder, Stays.MOVED)
    return line


def _back(
    reference: str, row: Row[Any] | None, given_to: int | None, before: int | None, able: set[int | None]
) -> Line:
    line = _line(reference, row, before)
    if line.stays is not None:
        return line
    stays = Stays.MOVED if line.before != given_to else Stays.GONE if before not in able else None
    return Line(line.reference, line.title, line.before, line.holder, stays)
