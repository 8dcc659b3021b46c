"""Correcting what was recorded: a new event that names the old one. Nothing is overwritten; every date that hung on
the old one moves, those of clocks that were met or ended too, and each keeps its before and after.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from cases import engine
from cases.engine import Actor, Step
from cases.errors import InputRefused, NotAllowed, Refused, StaleRevision
from cases.history import Event, Facts, Value
from cases.inputs import EARLIEST_YEAR, MOST_YEARS_AHEAD
from cases.law import SERVICE
from cases.lifecycle import Anchor, Input, InputType, Lifecycle
from cases.seats import OFFICER, SUPERVISOR, Role
from cases.service.acting import Done, changed_clocks, facts_now, life_of, note_moves
from cases.service.projecting import columns_of, moves, next_due
from cases.store import NewEvent, UnitOfWork
from cases.typed import written
from cases.words import N_, Sentence

CORRECTION = SERVICE("correction")
CORRECTORS = frozenset({Role.OFFICER, Role.FOCAL_POINT, Role.SUPERVISOR})
"""Who keeps the record."""
SAME = N_("These are the dates on record. Change one, or leave the entry as it is.")
CHECK_YEAR = N_("Check the year: %(year)s. Write it with four digits, such as %(this_year)s.")
NOT_YET = N_("A corrected date cannot lie in the future.")


def correct(
    uow: UnitOfWork,
    case_id: UUID | str,
    seq: int,
    *,
    actor: Actor,
    reason: str,
    seen: int,
    happened_on: date | None = None,
    dates: Mapping[str, date] | None = None,
) -> Done:
    """Correct the dates of an earlier event by a new one that names it; every date that hung on it moves.

    `dates` are by anchor (`received`) or by the key of a question that the act answered with a date. What is left out
    stays as it stands, earlier corrections included. The caller commits.
    """
    if not actor.roles & CORRECTORS:
        raise NotAllowed(
            N_("Only officers of the department correct its record. Tell your case officer what is wrong.")
        )
    case = uow.case(case_id)
    if seen != case.revision:
        raise StaleRevision(seen, case.revision)
    facts = facts_now(uow, case)
    old = _standing(facts, seq)
    given = _given(life_of(case), old, dates or {}, uow.today)
    _check_happened(facts, old, happened_on, uow.today)
    if not written(reason):
        raise InputRefused({"reason": N_("Say why the earlier entry is wrong.")})
    on = happened_on or old.happened_on
    if on == old.happened_on and given.says_nothing_new(old):
        raise InputRefused({"happened_on": SAME})
    event = Event(
        seq=case.revision + 1, action=f"{facts.stage}.correct", stage=facts.stage, to=facts.stage,
        visit=facts.visits[-1].number, happened_on=on, recorded_at=uow.now, dates=given.dates, data=given.data,
        facts={**given.facts, **_closing(old, on)}, reason=written(reason), corrects=seq,
        seat=SUPERVISOR.key if Role.SUPERVISOR in actor.roles else OFFICER.key,
        role=min(actor.roles & CORRECTORS).value,
    )  # fmt: skip
    return _write(uow, case, facts, event, actor, seen)


def _standing(facts: Facts, seq: int) -> Event:
    """The entry as it stands, earlier corrections included."""
    old = next((e for e in facts.events if e.seq == seq and e.corrects is None), None)
    if old is None:
        words = N_("Entry %(number)s of this case cannot be corrected. Name the entry that first recorded it.")
        raise Refused(Sentence(words, number=seq))
    return old


@dataclass(slots=True)
class _Given:
    """Corrected dates, wherever the event keeps them: as dates that count in law, as answers, as facts."""

    dates: dict[str, date] = field(default_factory=dict)
    data: dict[str, Value] = field(default_factory=dict)
    facts: dict[str, Value] = field(default_factory=dict)

    def says_nothing_new(self, old: Event) -> bool:
        same = all(old.dates.get(key) == day for key, day in self.dates.items())
        return same and all(old.data.get(key) == day for key, day in self.data.items())


def _given(life: Lifecycle, old: Event, dates: Mapping[str, date], today: date) -> _Given:
    action = life.action_in(old.stage, old.name) if life.has_stage(old.stage) else None
    asked = [each for each in (action.inputs if action else ()) if each.type is InputType.DATE]
    given, wrong = _Given(), dict[str, str]()
    for key, day in dates.items():
        questions = [each for each in asked if key in (each.key, each.anchor)]
        if not questions and key not in old.dates and key not in set(Anchor):
            wrong[key] = N_("This entry has no such date.")
        elif not EARLIEST_YEAR <= day.year <= today.year + MOST_YEARS_AHEAD:
            wrong[key] = Sentence(CHECK_YEAR, year=day.year, this_year=today.year)
        elif day > today and not any(each.may_be_future for each in questions):
            wrong[key] = NOT_YET
        else:
            _put(given, old, key, day, questions)
    if wrong:
        raise InputRefused(wrong)
    return given


def _put(given: _Given, old: Event, key: str, day: date, questions: list[Input]) -> None:
    for each in questions:
        given.data[each.key] = day.isoformat()
        if each.fact:
            given.facts[each.fact] = day.isoformat()
        if each.anchor:
            given.dates[each.anchor.value] = day
    if not questions:
        given.dates[key] = day


def _closing(old: Event, on: date) -> dict[str, Value]:
    """An act that closed the case closed it on its own day."""
    return {"closed_on": on.isoformat()} if old.facts.get("closed_on") else {}


def _check_happened(facts: Facts, old: Event, on: date | None, today: date) -> None:
    """The order of things stays: nothing before the stage that it belongs to began, nor after it was left."""
    if on is None:
        return
    if on > today:
        raise InputRefused({"happened_on": NOT_YET})
    if on.year < EARLIEST_YEAR:
        raise InputRefused({"happened_on": Sentence(CHECK_YEAR, year=on.year, this_year=today.year)})
    acts = [each for each in facts.events if each.corrects is None]
    began = [each for each in acts if each.seq < old.seq and _moves(each)]
    later = [each for each in acts if each.seq > old.seq and (_moves(old) or _moves(each))]
    if began and on < began[-1].happened_on:
        words = N_("The case came to this stage on %(day)s. Correct that entry first.")
        raise InputRefused({"happened_on": Sentence(words, day=began[-1].happened_on)})
    if later and on > (last := min(each.happened_on for each in later)):
        words = N_("A later entry happened on %(day)s. Correct that entry first.")
        raise InputRefused({"happened_on": Sentence(words, day=last)})


def _moves(event: Event) -> bool:
    """Whether a stay in a stage began with this event: the opening, and every change of stage."""
    return event.seq == 1 or (event.to != event.stage and event.subject is None)


def _write(uow: UnitOfWork, case: Row[Any], facts: Facts, event: Event, actor: Actor, seen: int) -> Done:
    life, calendars = life_of(case), uow.calendars(case)
    after = engine.facts_of(
        life, [*uow.history(case.id), event], calendars,
        on=facts.on, at=facts.at, opening=case.opening, stack=case.stack, meetings=facts.meetings,
    )  # fmt: skip
    step = Step(
        event=event, stack=tuple(case.stack), letters=(), clocks=tuple(after.clocks()),
        clocks_before=tuple(facts.clocks()), values=after.values, stage=life.stage(facts.stage), visit=case.visit,
        closes=False, moved=False, opens=None, cite=CORRECTION, power=str(CORRECTION),
    )  # fmt: skip
    columns = {**columns_of(after.values), "values": dict(after.values), "next_due": next_due(step.clocks)}
    columns["stage_since"] = after.visits[-1].entered_on
    uow.record(
        case,
        NewEvent(event, actor.account, actor.party, str(step.cite), step.power),
        columns,
        seen=seen,
        deadlines=changed_clocks(uow, case, step),
    )
    note_moves(uow, case.id, moves(step.clocks_before, step.clocks, settled=True), cause=event.reason)
    return Done(case.id, case.reference, event.seq, step, ())
