"""Cases over the interface: list, lodge, read, act. Every act says which revision it saw (`If-Match`)."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import APIRouter, Header, Query
from sqlalchemy import Row, select
from starlette.requests import Request
from starlette.responses import Response

from api.deps import DatabaseDep
from api.problems import ProblemRaised
from api.v1.access import Caller
from api.v1.once import Answer, KeyHeader, once
from api.v1.schemas import (
    ActionShown,
    ActionsShown,
    ActionTaken,
    Basis,
    CaseShown,
    CasesShown,
    DeadlineShown,
    DeadlinesShown,
    EventShown,
    EventsShown,
    InputShown,
    LetterShown,
    LineShown,
    Lodging,
    Problem,
    Taken,
)
from api.wake import wake
from cases.engine import Actor, Offer, offers
from cases.errors import InputRefused, NotFound
from cases.explain import explain
from cases.inputs import offered
from cases.law import Provision
from cases.lifecycles import lifecycle
from cases.models import Account, Party
from cases.page import leads_to
from cases.reference import read_reference
from cases.seats import Role
from cases.service import take_action
from cases.service.acting import Done, facts_now, life_of
from cases.service.drafts import save_topic, start_draft
from cases.service.explaining import moves_in_words
from cases.service.lodging import lodge
from cases.store import Database, UnitOfWork
from cases.store.lists import may_see
from cases.store.tables import CASE, EVENT

_ACCOUNT: Any = Account.__table__  # type: ignore[attr-defined]
_PARTY: Any = Party.__table__  # type: ignore[attr-defined]

PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": words, "content": {"application/problem+json": {}}}
    for status, words in (
        (400, "The body cannot be read"), (401, "No token"), (403, "Not for this account"),
        (404, "No such case, or not yours"), (409, "Not open now"), (410, "No longer valid"),
        (412, "Somebody was first"), (413, "Too large"), (422, "Something to put right"),
        (428, "Say which revision you saw"), (429, "Too many tries"), (503, "Try again"),
    )
}  # fmt: skip
router = APIRouter(tags=["cases"], responses=PROBLEMS)

IfMatch = Annotated[
    str | None, Header(alias="If-Match", max_length=40, description="The ETag of the case as you saw it.")
]
_LISTED = select(CASE, _ACCOUNT.c.username.label("officer")).outerjoin(_ACCOUNT, _ACCOUNT.c.id == CASE.c.officer_id)


def basis(p: Provision) -> Basis:
    """A provision for programs."""
    return Basis(citation=str(p), status=p.status.value, shown=p.shown)


@router.get("/cases")
def list_cases(
    request: Request,
    caller: Caller,
    database: DatabaseDep,
    response: Response,
    stage: Annotated[str | None, Query(max_length=60)] = None,
    regime: Annotated[str | None, Query(max_length=20)] = None,
    officer: Annotated[str | None, Query(max_length=60)] = None,
    is_open: Annotated[bool | None, Query(alias="open")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
    cursor: Annotated[str | None, Query(max_length=300)] = None,
) -> CasesShown:
    """Cases that the account may see, the latest changed first; `next_cursor` and `Link` lead on."""
    query = _LISTED.where(may_see(caller.actor), CASE.c.reference.is_not(None))
    for column, wanted in ((CASE.c.stage, stage), (CASE.c.regime, regime), (_ACCOUNT.c.username, officer)):
        query = query.where(column == wanted) if wanted else query
    if is_open is not None:
        query = query.where(CASE.c.closed_on.is_(None) if is_open else CASE.c.closed_on.is_not(None))
    if cursor:
        changed, key = _read_cursor(cursor)
        earlier = (CASE.c.updated_at < changed) | ((CASE.c.updated_at == changed) & (CASE.c.id < key))
        query = query.where(earlier)
    with database.read() as session:
        rows = session.execute(query.order_by(CASE.c.updated_at.desc(), CASE.c.id.desc()).limit(limit + 1)).all()
    following = _cursor(rows[limit - 1]) if len(rows) > limit else None
    if following:
        response.headers["Link"] = f'<{request.url.include_query_params(cursor=following)}>; rel="next"'
    return CasesShown(items=[case_shown(r) for r in rows[:limit]], next_cursor=following)


def _cursor(row: Row[Any]) -> str:
    text = json.dumps([row.updated_at.isoformat(), str(row.id)])
    return base64.urlsafe_b64encode(text.encode()).decode()


def _read_cursor(cursor: str) -> tuple[Any, UUID]:
    try:
        changed, key = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii")))
        moment = datetime.fromisoformat(changed)
        return (moment, UUID(key)) if moment.tzinfo else _no_cursor()
    except (ValueError, TypeError, binascii.Error, AttributeError):
        return _no_cursor()


def _no_cursor() -> tuple[Any, UUID]:
    raise InputRefused({"cursor": "This cursor is not one of ours. Start again without it."})


def case_shown(row: Row[Any]) -> CaseShown:
    """A case for programs."""
    life = lifecycle(row.lifecycle, row.version)
    return CaseShown(
        reference=row.reference or "", kind=row.kind, title=row.title, stage=row.stage,
        stage_title=life.stage(row.stage).title, regime=row.regime, direction=row.direction,
        measure_countries=row.measure_countries.split(), revision=row.revision, urgent=row.urgent,
        officer=row.officer, lodged_on=row.lodged_on, barrier_stopped_on=row.barrier_stopped_on,
        decided_on=row.decided_on, closed_on=row.closed_on, close_status=row.close_status,
        outcome_type=row.outcome_type, next_due=row.next_due, updated_at=row.updated_at,
    )  # fmt: skip


def seen_case(database: Database, caller: Actor, reference: str) -> Row[Any]:
    """The case if the account may know of it; else the same answer as for one that does not exist."""
    given = read_reference(reference)
    if given is not None:
        with database.read() as session:
            row = session.execute(_LISTED.where(CASE.c.reference == given, may_see(caller))).one_or_none()
        if row is not None:
            return row
    raise NotFound("There is no such case, or it is not open to you. Check the reference.")


def etag(revision: int) -> str:
    return f'"{revision}"'


@router.post("/cases", status_code=201, response_model=CaseShown)
def lodge_case(caller: Caller, database: DatabaseDep, lodging: Lodging, key: KeyHeader = None) -> Response:
    """Lodge a complaint for somebody, from a desk. The answers are those of the intake form, checked as there."""
    if not caller.has(Role.BORDER_DESK, Role.OFFICER, Role.SUPERVISOR):
        raise ProblemRaised(403, "not-allowed", "Only a desk lodges complaints for others.")

    def act() -> Answer:
        with UnitOfWork(database) as uow:
            draft, _ = start_draft(uow, channel=lodging.channel, language=lodging.language, account_id=caller.id)
            save_topic(uow, draft, "you", lodging.answers)
            done = lodge(uow, draft, submit_key=uuid4().hex)
            uow.commit()
        wake()
        row = seen_case(database, caller.actor, done.reference)
        return 201, case_shown(row), {"Location": f"/api/v1/cases/{done.reference}", "ETag": etag(row.revision)}

    return once(database, key, f"{caller.id}:lodge", lodging, act)


@router.get("/cases/{reference}", response_model=CaseShown)
def read_case(caller: Caller, database: DatabaseDep, reference: str, response: Response) -> CaseShown:
    """One case, with its revision as ETag."""
    row = seen_case(database, caller.actor, reference)
    response.headers["ETag"] = etag(row.revision)
    return case_shown(row)


@router.get("/cases/{reference}/events")
def read_events(caller: Caller, database: DatabaseDep, reference: str) -> EventsShown:
    """Everything that happened, with both dates and the hashes that chain it."""
    row = seen_case(database, caller.actor, reference)
    with database.read() as session:
        found = session.execute(select(EVENT).where(EVENT.c.case_id == row.id).order_by(EVENT.c.seq)).all()
    return EventsShown(reference=row.reference, events=[_event_shown(r) for r in found])


def _event_shown(r: Row[Any]) -> EventShown:
    return EventShown(
        seq=r.seq, action=r.action, stage=r.stage, to=r.to_stage, happened_on=r.happened_on,
        recorded_at=r.recorded_at, seat=r.seat, role=r.role, reason=r.reason, data=r.data, documents=r.documents,
        breach=r.breach, corrects=r.corrects, cite=r.cite, hash=r.hash,
    )  # fmt: skip


@router.get("/cases/{reference}/actions")
def read_actions(caller: Caller, database: DatabaseDep, reference: str, response: Response) -> ActionsShown:
    """What may be done now, and what not with the reason."""
    seen = seen_case(database, caller.actor, reference)
    with UnitOfWork(database) as uow:
        row = uow.case(seen.id)
        facts, life = facts_now(uow, row), life_of(row)
        shown = [_action_shown(o, life, facts) for o in offers(life, facts, caller.actor)]
    response.headers["ETag"] = etag(row.revision)
    return ActionsShown(reference=row.reference, revision=row.revision, actions=shown)


def _action_shown(o: Offer, life: Any, facts: Any) -> ActionShown:
    a = o.action
    inputs = [
        InputShown(key=i.key, label=i.label, type=i.type.value, required=i.required and i.needed is None, hint=i.hint,
                   choices=offered(i, facts))
        for i in a.inputs
    ]  # fmt: skip
    return ActionShown(
        key=a.key, title=a.title, says=a.says, open=o.open, reason=o.reason,
        on_behalf_of=o.seat.title if o.seat and o.on_behalf else None, needs_reason=a.needs_reason,
        recordable=o.recordable, leads_to=leads_to(life, a), law=basis(a.cite), inputs=inputs,
    )  # fmt: skip


@router.post("/cases/{reference}/actions/{action}", response_model=Taken)
def take(
    caller: Caller,
    database: DatabaseDep,
    reference: str,
    action: str,
    taken: ActionTaken,
    if_match: IfMatch = None,
    key: KeyHeader = None,
) -> Response:
    """Take an action. `If-Match` names the revision that you saw; without it the act is refused (428)."""
    row = seen_case(database, caller.actor, reference)

    def act() -> Answer:
        with UnitOfWork(database) as uow:
            done = take_action(
                uow, row.id, action, actor=caller.actor, on=taken.on, data=taken.data, seen=_seen(if_match),
                reason=taken.reason, documents=taken.documents, subject=taken.subject, despite=taken.despite,
            )  # fmt: skip
            uow.commit()
        wake()
        return 200, _taken(database, done), {"ETag": etag(done.revision)}

    return once(database, key, f"{caller.id}:{row.id}:{action}", taken, act)


def _seen(if_match: str | None) -> int:
    if if_match is None:
        raise ProblemRaised(428, "no-revision", "Send If-Match with the ETag of the case as you saw it.")
    digits = if_match.removeprefix("W/").strip('"')
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise ProblemRaised(412, "stale-revision", "If-Match is not an ETag of this case. Read the case again.")
    return int(digits)


def _taken(database: Database, done: Done) -> Taken:
    letters = [
        LetterShown(letter=a.letter, seat=a.seat.key, sent=a.recipient is not None and a.recipient.address is not None,
                    why_not=a.withheld or (a.recipient.why if a.recipient else ""))
        for a in done.letters
    ]  # fmt: skip
    return Taken(
        reference=done.reference or "", revision=done.revision, action=done.step.event.action,
        stage=done.step.stage.key, stage_title=done.step.stage.title, closed=done.step.closes,
        warnings=list(done.step.warnings), letters=letters, opened=_references(database, done.opened),
    )  # fmt: skip


def _references(database: Database, keys: tuple[UUID, ...]) -> list[str]:
    if not keys:
        return []
    with database.read() as session:
        return list(session.execute(select(CASE.c.reference).where(CASE.c.id.in_(keys))).scalars())


@router.get("/cases/{reference}/deadlines")
def read_deadlines(caller: Caller, database: DatabaseDep, reference: str) -> DeadlinesShown:
    """Every clock with the explanation of its date."""
    seen = seen_case(database, caller.actor, reference)
    with UnitOfWork(database) as uow:
        row = uow.case(seen.id)
        facts, life, calendars = facts_now(uow, row), life_of(row), uow.calendars(row)
        moved = moves_in_words(uow.session, row.id)
        shown = []
        for clock in facts.clocks():
            e = explain(life, facts, calendars, clock, moved.get(clock.identity, ()))
            shown.append(
                DeadlineShown(
                    key=clock.key, title=clock.title, kind=clock.kind.value, state=clock.state.value,
                    due_on=clock.due, due_at=clock.due_at, earliest=clock.earliest, latest=clock.latest,
                    trigger_on=clock.trigger_on, promised=e.promised, law=basis(clock.cite), result=e.result,
                    explanation=[LineShown(number=n.number, title=n.title, words=n.words) for n in e.lines],
                    moved=list(e.moved),
                )
            )  # fmt: skip
    return DeadlinesShown(reference=row.reference, revision=row.revision, deadlines=shown)


