"""What may be done with a case, what it would do, and doing it. Every act says which revision it saw (`If-Match`)."""

from __future__ import annotations

from datetime import UTC
from typing import Annotated

from fastapi import APIRouter, Header, Path
from sqlalchemy import select
from sqlmodel import Session
from starlette.responses import Response

from api.deps import DatabaseDep
from api.problems import ProblemRaised
from api.v1.access import Caller
from api.v1.cases import etag, seen_case
from api.v1.described import ETAG, PREFIX, REPLAYED, gives, named, problems
from api.v1.once import Answer, KeyHeader, once
from api.v1.parties import party_named, person_of
from api.v1.schemas import (
    ActionShown,
    ActionsShown,
    ActionTaken,
    Basis,
    DeadlineShown,
    DeadlinesShown,
    InputShown,
    LetterShown,
    LineShown,
    Previewed,
    Taken,
)
from api.wake import wake
from cases.deadlines import Clock
from cases.engine import Offer, offers
from cases.explain import Explanation, explain
from cases.history import Facts
from cases.inputs import offered
from cases.law import Provision
from cases.lifecycle import Input, Lifecycle
from cases.page import leads_to
from cases.reference import read_reference
from cases.service import preview, take_action
from cases.service.acting import Done, facts_now, life_of
from cases.service.explaining import moves_in_words
from cases.service.projecting import next_due
from cases.store import UnitOfWork
from cases.store.reading import Reading
from cases.store.tables import CASE

router = APIRouter(prefix=PREFIX, tags=["actions"], generate_unique_id_function=named)

ActionKey = Annotated[str, Path(max_length=60, pattern="^[a-z0-9_]+$", description="Key of an action of the stage.")]
IfMatch = Annotated[
    str | None, Header(alias="If-Match", max_length=40, description="The ETag of the case as you saw it.")
]


def basis(p: Provision) -> Basis:
    """A provision for programs."""
    return Basis(citation=str(p), status=p.status.value, shown=p.shown)


@router.get("/cases/{reference}/actions", responses={**problems(401, 403, 404), **gives(200, ETAG)})
def read_actions(caller: Caller, database: DatabaseDep, reference: str, response: Response) -> ActionsShown:
    """What may be done now, and what not with the reason."""
    with Reading(database) as uow:
        row = uow.case(seen_case(uow.session, caller.actor, reference).id)
        facts, life = facts_now(uow, row), life_of(row)
        shown = [_action_shown(o, life, facts) for o in offers(life, facts, caller.actor)]
    response.headers["ETag"] = etag(row.revision)
    return ActionsShown(reference=row.reference, revision=row.revision, stage=row.stage, actions=shown)


def _action_shown(o: Offer, life: Lifecycle, facts: Facts) -> ActionShown:
    a = o.action
    return ActionShown(
        key=a.key, title=a.title, says=a.says, open=o.open, reason=o.reason,
        on_behalf_of=o.seat.title if o.seat and o.on_behalf else None, needs_reason=a.needs_reason,
        recordable=o.recordable, leads_to=leads_to(life, a), per=a.per,
        enters=a.enters.key if a.enters else None,
        law=basis(a.cite), inputs=[_input_shown(i, facts) for i in a.inputs],
    )  # fmt: skip


def _input_shown(i: Input, facts: Facts) -> InputShown:
    return InputShown(
        key=i.key, label=i.label, type=i.type.value, required=i.required and i.needed is None,
        needed_when=i.needed_when, hint=i.hint, choices=offered(i, facts),
    )  # fmt: skip


@router.post(
    "/cases/{reference}/actions/{action}", response_model=Taken,
    responses={**problems(401, 403, 404, 409, 412, 413, 428), **gives(200, ETAG, REPLAYED)},
)  # fmt: skip
def take(
    caller: Caller,
    database: DatabaseDep,
    reference: str,
    action: ActionKey,
    taken: ActionTaken,
    if_match: IfMatch = None,
    key: KeyHeader = None,
) -> Response:
    """Take an action: move the case, set its clocks, queue its letters, all or nothing."""
    seen = _seen(if_match)

    def act(uow: UnitOfWork) -> Answer:
        row = seen_case(uow.session, caller.actor, reference)
        with party_named():
            done = take_action(
                uow, row.id, action, actor=caller.actor, on=taken.on, data=taken.data, seen=seen, reason=taken.reason,
                documents=taken.documents, subject=taken.subject, despite=taken.despite, person=person_of(taken.party),
            )  # fmt: skip
        return Answer(200, _taken(uow.session, done), {"ETag": etag(done.revision)})

    answer = once(database, key, f"{caller.id}:{action}:{read_reference(reference)}", taken, act)
    wake()
    return answer


def _seen(if_match: str | None) -> int:
    if if_match is None or if_match.strip() == "*":
        raise ProblemRaised(428, "no-revision", "Send If-Match with the ETag of the case as you saw it.")
    digits = if_match.strip().removeprefix("W/").strip('"')
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise ProblemRaised(412, "stale-revision", "If-Match is not an ETag of this case. Read the case again.")
    return int(digits)


def _letters(done: Done) -> list[LetterShown]:
    return [
        LetterShown(letter=a.letter, seat=a.seat.key, sent=a.recipient is not None and a.recipient.address is not None,
                    why_not=a.withheld or (a.recipient.why if a.recipient else ""))
        for a in done.letters
    ]  # fmt: skip


def _taken(session: Session, done: Done) -> Taken:
    step = done.step
    opened = session.execute(select(CASE.c.reference).where(CASE.c.id.in_(done.opened))) if done.opened else None
    return Taken(
        reference=done.reference or "", revision=done.revision, action=step.event.action, stage=step.stage.key,
        stage_title=step.stage.title, closed=step.closes, next_due=next_due(step.clocks),
        warnings=list(step.warnings), letters=_letters(done), opened=list(opened.scalars()) if opened else [],
    )  # fmt: skip


@router.post(
    "/cases/{reference}/actions/{action}/preview", response_model=Previewed,
    responses={**problems(401, 403, 404, 409, 413), **gives(200, ETAG, REPLAYED)},
)  # fmt: skip
def preview_action(
    caller: Caller, database: DatabaseDep, reference: str, action: ActionKey, taken: ActionTaken, key: KeyHeader = None
) -> Response:
    """What the act would do: the next stage, its letters, and who is not written to and why. Nothing is changed."""

    def act(uow: UnitOfWork) -> Answer:
        row = seen_case(uow.session, caller.actor, reference)
        with party_named():
            done = preview(
                uow, row.id, action, actor=caller.actor, on=taken.on, data=taken.data, reason=taken.reason,
                documents=taken.documents, subject=taken.subject, despite=taken.despite, person=person_of(taken.party),
            )  # fmt: skip
        return Answer(200, _previewed(done), {"ETag": etag(done.revision)})

    return once(database, key, f"{caller.id}:preview {action}:{read_reference(reference)}", taken, act)


def _previewed(done: Done) -> Previewed:
    step = done.step
    return Previewed(
        reference=done.reference or "", revision=done.revision, action=step.event.action, stage=step.stage.key,
        stage_title=step.stage.title, closes=step.closes, next_due=next_due(step.clocks),
        warnings=list(step.warnings), letters=_letters(done), law=basis(step.cite),
    )  # fmt: skip


@router.get("/cases/{reference}/deadlines", tags=["cases"], responses={**problems(401, 403, 404), **gives(200, ETAG)})
def read_deadlines(caller: Caller, database: DatabaseDep, reference: str, response: Response) -> DeadlinesShown:
    """Every clock with the explanation of its date."""
    with Reading(database) as uow:
        row = uow.case(seen_case(uow.session, caller.actor, reference).id)
        facts, life, calendars = facts_now(uow, row), life_of(row), uow.calendars(row)
        moved = moves_in_words(uow.session, row.id, life)
        shown = [
            _deadline_shown(clock, explain(life, facts, calendars, clock, moved.get(clock.identity, ())))
            for clock in facts.clocks()
        ]
    response.headers["ETag"] = etag(row.revision)
    return DeadlinesShown(reference=row.reference, revision=row.revision, deadlines=shown)


def _deadline_shown(clock: Clock, e: Explanation) -> DeadlineShown:
    return DeadlineShown(
        key=clock.key, title=clock.title, subject=clock.subject, kind=clock.kind.value,
        state=clock.state.value, due_on=clock.due,
        due_at=clock.due_at.astimezone(UTC) if clock.due_at else None,
        earliest=clock.earliest, latest=clock.latest, trigger_on=clock.trigger_on,
        promised=e.promised, law=basis(clock.cite), result=e.result, moved=list(e.moved),
        explanation=[LineShown(number=n.number, title=n.title, words=n.words) for n in e.lines],
    )  # fmt: skip
