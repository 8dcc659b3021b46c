"""A party joins a file that is open: by an act about a firm that brings it in, such as its registration.

Who speaks for the firm and how they are reached stands in the table of parties alone: the event of the act holds the
subject, never a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, update

from cases.engine import Step
from cases.errors import InputRefused
from cases.lifecycle import Action, Lifecycle
from cases.models import Party
from cases.seats import Seat
from cases.service.addressing import Subject, subject_of
from cases.service.parties import EMAIL, LONGEST_NAME, Person, add_party, checked_person
from cases.store import UnitOfWork
from cases.words import N_

_PARTY: Any = Party.__table__  # type: ignore[attr-defined]
NOBODY_ENTERS = N_("This act brings nobody into the case. Leave out who it is.")


def checked_entry(action: Action | None, person: Person | None) -> Person:
    """Who speaks for the firm, as it is kept; `InputRefused` for what is wrong, or where the act brings nobody in."""
    given = person or Person()
    if action is None or action.enters is None:
        if not given.is_empty:
            raise InputRefused({EMAIL: NOBODY_ENTERS}, cite=action.cite if action else None)
        return given
    kept, wrong = checked_person(given, named_elsewhere=True)
    if wrong:
        raise InputRefused(wrong, cite=action.cite)
    return kept


def enter(uow: UnitOfWork, case: Row[Any], life: Lifecycle, step: Step, person: Person) -> None:
    """Write down whoever an act brings in, once; a later entry of the same firm brings its address up to date."""
    action = life.action_in(step.event.stage, step.event.name)
    whom = subject_of(case, step.event.subject)
    if action is None or action.enters is None or whom is None or not whom.firm:
        return
    known = _known(uow, case.id, action.enters, whom)
    if known is None:
        add_party(uow, case.id, action.enters, _as_party(whom, person))
    elif not person.is_empty:
        uow.session.execute(update(_PARTY).where(_PARTY.c.id == known), _anew(whom, person))


def _known(uow: UnitOfWork, case_id: UUID, seat: Seat, whom: Subject) -> int | None:
    """The party that this firm is already; its key."""
    own = select(_PARTY.c.id, _PARTY.c.name, _PARTY.c.organisation, _PARTY.c.country.label("body")).where(
        _PARTY.c.case_id == case_id, _PARTY.c.seat == seat.key
    )
    return next((int(row.id) for row in uow.session.execute(own) if whom.is_party(row)), None)


def _as_party(whom: Subject, person: Person) -> Person:
    firm = whom.firm[:LONGEST_NAME]
    return Person(
        person.name or firm, person.email, person.phone, whom.state, person.language, firm if person.name else ""
    )


def _anew(whom: Subject, person: Person) -> Mapping[str, object]:
    """What was given this time; what was not given stays as it was."""
    named = {"name": person.name, "organisation": whom.firm[:LONGEST_NAME]} if person.name else {}
    reached = {key: value for key, value in (("email", person.email), ("phone", person.phone)) if value}
    return {**named, **reached, "language": person.language}
