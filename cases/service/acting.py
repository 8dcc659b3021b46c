"""Taking an action on a case, and looking at what it would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert

from cases import engine
from cases.engine import Actor, Step
from cases.errors import StaleRevision
from cases.history import Facts, Value
from cases.lifecycle import Lifecycle
from cases.lifecycles import lifecycle
from cases.models import DeadlineChange
from cases.service.addressing import Addressed, addressed, outbox_rows
from cases.service.consequences import check_documents, follow, named_cases
from cases.service.custody import follow_custody, receiving
from cases.service.entering import checked_entry, enter
from cases.service.parties import Person
from cases.service.projecting import Moved, changed, deadline_rows, moved_columns, moves
from cases.store import NewEvent, UnitOfWork


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
        known=uow.database.kept_clocks(case.id, case.head, uow.calendar_version(case)),
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
    person: Person | None = None,
) -> Done:
    """Take one action on one case: move it, record it, set its clocks and queue its letters, or do nothing at all.

    `on` is the date that counts in law (today if left out); `seen` is the revision that the actor was looking at
    (the present one if left out: only for the system). A `quiet` act, of an import, sends no letters. `person`
    speaks for the party that the act brings into the case. The caller commits.
    """
    case = uow.case(case_id)
    if seen is not None and seen != case.revision:
        raise StaleRevision(seen, case.revision)
    step = _decide(uow, case, action, actor, on, data, reason, documents, subject, despite)
    party = checked_entry(life_of(case).action_in(case.stage, action), person)
    seq = step.event.seq
    named = named_cases(uow, case, life_of(case), step)
    check_documents(uow, case, step, life_of(case))
    letters = [] if quiet else letters_of(uow, case, step, actor)
    head = uow.record(
        case,
        NewEvent(step.event, actor.account, actor.party, str(step.cite), step.power),
        moved_columns(step),
        seen=case.revision if seen is None else seen,
        deadlines=changed_clocks(uow, case, step),
        letters=outbox_rows(
            letters, case_id=case.id, seq=seq, at=uow.now, real=uow.database.real_now(), cause=str(seq)
        ),
    )
    uow.database.keep_clocks(case.id, head, uow.calendar_version(case), list(step.clocks))
    note_moves(uow, case.id, moves(step.clocks_before, step.clocks), cause=step.event.reason or step.event.action)
    follow(uow, case, step, named)
    enter(uow, case, life_of(case), step, party)
    follow_custody(uow, case, step, actor)
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
    person: Person | None = None,
) -> Done:
    """What `take_action` would do, with who would be written to and who not. Nothing is changed."""
    case = uow.case(case_id)
    step = _decide(uow, case, action, actor, on, data, reason, documents, subject, despite)
    checked_entry(life_of(case).action_in(case.stage, action), person)
    check_documents(uow, case, step, life_of(case))
    return Done(case.id, case.reference, case.revision, step, tuple(letters_of(uow, case, step, actor)))


def letters_of(uow: UnitOfWork, case: Row[Any], step: Step, actor: Actor) -> list[Addressed]:
    """The letters of a step with their addressees, as of today, and those to a department that takes the case over."""
    found = addressed(uow.session, case, step.values, step.letters, on=uow.today, subject=step.event.subject)
    return [*found, *receiving(uow.session, case, step, found, actor=actor)]


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


def changed_clocks(uow: UnitOfWork, case: Row[Any], step: Step) -> list[dict[str, object]]:
    """The rows of the clocks that a step starts, moves or ends."""
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
