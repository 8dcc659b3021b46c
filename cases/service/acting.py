"""Taking an action on a case, looking at what it would do, and correcting what was recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert

from cases import engine
from cases.engine import Actor, Step
from cases.errors import InputRefused, NotAllowed, Refused
from cases.history import Event, Facts, Value, standing_history
from cases.law import SERVICE
from cases.lifecycle import Lifecycle
from cases.lifecycles import lifecycle
from cases.models import DeadlineChange
from cases.service.addressing import Addressed, addressed, outbox_rows
from cases.service.consequences import follow, named_cases
from cases.service.projecting import Moved, changed, columns_of, deadline_rows, moved_columns, moves, next_due
from cases.store import NewEvent, UnitOfWork

CORRECTION = SERVICE("correction")


@dataclass(frozen=True, slots=True)
class Done:
    """What an act did: the step, the case's new revision, the letters with their addressees, and cases it opened."""

    case_id: UUID
    reference: str | None
    revision: int
    step: Step
    letters: tuple[Addressed, ...]
    opened: tuple[UUID, ...] = field(default=())


def life_of(case: Row[Any]) -> Lifecycle:
    """The lifecycle in the version under which the case was opened."""
    return lifecycle(case.lifecycle, case.version)


def facts_now(uow: UnitOfWork, case: Row[Any], *, on: date | None = None) -> Facts:
    """The case as its rules see it today."""
    return engine.facts_of(
        life_of(case),
        uow.history(case.id),
        uow.calendars(case),
        on=on or uow.today,
        at=uow.now,
        opening=case.opening,
        stack=case.stack,
        meetings=uow.meetings(case),
    )


def take_action(
    uow: UnitOfWork,
    case_id: UUID | str,
    action: str,
    *,
    actor: Actor,
    on: date | None = None,
    data: Mapping[str, Value] | None = None,
    seen: int | None = None,
    reason: str = "",
    documents: Sequence[str] = (),
    subject: str | None = None,
    despite: str = "",
    quiet: bool = False,
) -> Done:
    """Take one action on one case: move it, record it, set its clocks and queue its letters, or do nothing at all.

    `on` is the date that counts in law (today if left out); `seen` is the revision that the actor was looking at
    (the present one if left out: only for the system). A `quiet` act, of an import, sends no letters. The caller
    commits.
    """
    case = uow.case(case_id)
    step = _decide(uow, case, action, actor, on, data, reason, documents, subject, despite)
    seq = step.event.seq
    named = named_cases(uow, case, life_of(case), step)
    letters = [] if quiet else addressed(uow.session, case, step.values, step.letters, on=uow.today)
    uow.record(
        case,
        NewEvent(step.event, actor.account, actor.party, str(step.cite), step.power),
        moved_columns(step),
        seen=case.revision if seen is None else seen,
        deadlines=_changed_clocks(uow, case, step),
        letters=outbox_rows(
            letters, case_id=case.id, seq=seq, at=uow.now, real=uow.database.real_now(), cause=str(seq)
        ),
    )
    note_moves(uow, case.id, moves(step.clocks_before, step.clocks), cause=step.event.reason or step.event.action)
    follow(uow, case, step, named)
    opened = _open_linked(uow, case, step, actor) if step.opens else ()
    return Done(case.id, case.reference, seq, step, tuple(letters), opened)


def preview(
    uow: UnitOfWork,
    case_id: UUID | str,
    action: str,
    *,
    actor: Actor,
    on: date | None = None,
    data: Mapping[str, Value] | None = None,
    reason: str = "",
    documents: Sequence[str] = (),
    subject: str | None = None,
    despite: str = "",
) -> Done:
    """What `take_action` would do, with who would be written to and who not. Nothing is changed."""
    case = uow.case(case_id)
    step = _decide(uow, case, action, actor, on, data, reason, documents, subject, despite)
    letters = addressed(uow.session, case, step.values, step.letters, on=uow.today)
    return Done(case.id, case.reference, case.revision, step, tuple(letters))


def _decide(
    uow: UnitOfWork,
    case: Row[Any],
    action: str,
    actor: Actor,
    on: date | None,
    data: Mapping[str, Value] | None,
    reason: str,
    documents: Sequence[str],
    subject: str | None,
    despite: str,
) -> Step:
    facts = facts_now(uow, case)
    return engine.decide(
        life_of(case), facts, action,
        calendars=uow.calendars(case), actor=actor, on=on or facts.on, at=uow.now, data=data,
        reason=reason, documents=documents, subject=subject, despite=despite,
    )  # fmt: skip


def _changed_clocks(uow: UnitOfWork, case: Row[Any], step: Step) -> list[dict[str, object]]:
    return deadline_rows(
        case.id, life_of(case), changed(step.clocks_before, step.clocks, by=step.event), uow.calendars(case)
    )


def note_moves(uow: UnitOfWork, case_id: UUID, moved: Sequence[Moved], *, cause: str) -> None:
    """Keep before and after of every date that moved, with the cause."""
    if moved:
        uow.session.execute(
            insert(DeadlineChange),
            [
                {
                    "case_id": case_id, "key": m.clock.key, "visit": m.clock.visit, "occurrence": m.clock.occurrence,
                    "subject": m.clock.subject or "", "before": m.before, "after": m.after, "cause": cause,
                    "recorded_at": uow.now,
                }
                for m in moved
            ],
        )  # fmt: skip


def _open_linked(uow: UnitOfWork, case: Row[Any], step: Step, actor: Actor) -> tuple[UUID, ...]:
    from cases.service.opening import open_linked

    return (open_linked(uow, case, step, actor),)


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

    Nothing is overwritten: both events stay, and each moved date keeps its before and after.
    """
    if not actor.is_staff:
        raise NotAllowed("Only the department corrects its record. Tell your case officer what is wrong.")
    if not reason.strip():
        raise InputRefused({"reason": "Say why the earlier entry is wrong."})
    case = uow.case(case_id)
    facts = facts_now(uow, case)
    old = next((e for e in uow.history(case.id) if e.seq == seq and e.corrects is None), None)
    if old is None:
        raise Refused(f"Entry {seq} of this case cannot be corrected. Name the entry that first recorded it.")
    _check_order(facts, old, happened_on, uow.today)
    event = Event(
        seq=case.revision + 1, action=f"{facts.stage}.correct", stage=facts.stage, to=facts.stage,
        visit=facts.visits[-1].number, happened_on=happened_on or old.happened_on, recorded_at=uow.now,
        dates=dict(dates or {}), seat="supervisor" if "supervisor" in actor.roles else "ntb_officer",
        role=sorted(actor.roles)[0].value, reason=reason.strip(), corrects=seq,
    )  # fmt: skip
    return _write_correction(uow, case, facts, event, actor, seen)


def _check_order(facts: Facts, old: Event, happened_on: date | None, today: date) -> None:
    if happened_on is None:
        return
    if happened_on > today:
        raise InputRefused({"happened_on": "A corrected date cannot lie in the future."})
    before = [e for e in standing_history(facts.events) if e.seq < old.seq and e.to != e.stage]
    after = [e for e in standing_history(facts.events) if e.seq > old.seq and e.corrects is None]
    if before and happened_on < before[-1].happened_on:
        raise InputRefused({"happened_on": f"The entry before it happened on {before[-1].happened_on}."})
    if old.to != old.stage and after and happened_on > min(e.happened_on for e in after):
        raise InputRefused({"happened_on": f"A later entry happened on {min(e.happened_on for e in after)}."})


def _write_correction(uow: UnitOfWork, case: Row[Any], facts: Facts, event: Event, actor: Actor, seen: int) -> Done:
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
        deadlines=_changed_clocks(uow, case, step),
    )
    note_moves(uow, case.id, moves(step.clocks_before, step.clocks), cause=event.reason)
    return Done(case.id, case.reference, event.seq, step, ())
