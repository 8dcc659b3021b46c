"""May this person open a file of this procedure, and how does it begin? Refused in words, with a sentence per answer.

Pure, as the engine is: `cases.service.opening` writes what follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cases import engine
from cases.deadlines import Calendars
from cases.engine import Actor
from cases.errors import DateRefused, NotAllowed, NotFound
from cases.history import Facts, Value
from cases.inputs import Checked, check_inputs
from cases.lifecycle import Action, Lifecycle
from cases.lifecycles import IN_FORCE
from cases.ntb.wording import N_, Sentence, written
from cases.seats import Role, Seat

NO_DOOR = N_("No procedure of this name is opened by hand. Choose one of those that are offered.")
NOT_YOURS = N_("Only %(seats)s, or whoever records for them, may open such a file.")
NOT_YET = N_("%(day)s has not come yet. Give the day on which it reached us, %(today)s at the latest.")


@dataclass(frozen=True, slots=True)
class Door:
    """The way in to a procedure for this person: the act of opening a file, and the seat and role in which they do."""

    life: Lifecycle
    act: Action
    seat: Seat
    role: Role
    party: Seat
    named_in: str


def doors(actor: Actor) -> list[Door]:
    """Every procedure of which this person may open a file, in the order in which they are in force."""
    return [door for life in IN_FORCE if (door := _door(life, actor)) is not None]


def door_to(key: str, actor: Actor) -> Door:
    """The way in to one procedure; `NotFound` where nobody opens files by hand, `NotAllowed` where others do."""
    life = next((each for each in IN_FORCE if each.key == key and each.by_staff), None)
    if life is None or life.by_staff is None:
        raise NotFound(NO_DOOR)
    found = _door(life, actor)
    if found is None:
        seats = " or ".join(seat.title for seat in life.by_staff.by)
        raise NotAllowed(Sentence(NOT_YOURS, seats=seats), cite=life.by_staff.cite)
    return found


def _door(life: Lifecycle, actor: Actor) -> Door | None:
    """None where this person holds no seat of those that open a file."""
    way = life.by_staff
    if way is None or not actor.is_staff:
        return None
    act = Action("open", life.title, by=way.by, cite=way.cite, inputs=life.opening, says=way.says)
    seat = engine.acting_seat(act, actor)
    if seat is None:
        return None
    role = min(seat.presses & actor.roles or seat.on_behalf & actor.roles)
    return Door(life, act, seat, role, way.party, way.named_in)


def before_opening(life: Lifecycle, calendars: Calendars, *, today: date, at: datetime) -> Facts:
    """A file of which nothing is known yet: what its opening questions are asked about."""
    return engine.facts_of(life, [engine.opening(life, on=today, at=at)], calendars, on=today, at=at)


def check_opening(door: Door, facts: Facts, data: Mapping[str, Value], *, on: date) -> Checked:
    """The opening answers as they are kept; `InputRefused` or `DateRefused` in words, as for any other act."""
    if on > facts.on:
        raise DateRefused(Sentence(NOT_YET, day=written(on), today=written(facts.on)), cite=door.act.cite)
    return check_inputs(door.act, facts, data, documents=(), today=facts.on)
