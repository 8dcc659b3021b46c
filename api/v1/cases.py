"""Cases over the interface: list, lodge, read."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Query
from sqlalchemy import Row, select
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from api.deps import DatabaseDep
from api.v1.access import Caller
from api.v1.described import ETAG, LINK, LOCATION, PREFIX, REPLAYED, gives, named, problems
from api.v1.once import Answer, KeyHeader, once
from api.v1.schemas import CaseShown, CasesShown, EventShown, EventsShown, Lodging
from api.wake import wake
from cases.engine import Actor
from cases.errors import InputRefused, NotAllowed, NotFound
from cases.lifecycles import lifecycle
from cases.ntb.intake import unknown_fields
from cases.reference import read_reference
from cases.seats import Role
from cases.service.drafts import save_topic, start_draft
from cases.service.lodging import lodge
from cases.store import UnitOfWork
from cases.store.lists import ACCOUNT, NOT_YOURS, may_see
from cases.store.tables import CASE, EVENT

router = APIRouter(prefix=PREFIX, tags=["cases"], generate_unique_id_function=named)

_LISTED = select(CASE, ACCOUNT.c.username.label("officer")).outerjoin(ACCOUNT, ACCOUNT.c.id == CASE.c.officer_id)
DESK = (Role.BORDER_DESK, Role.OFFICER, Role.SUPERVISOR)


def asked(most: int, shape: str, words: str) -> Any:
    """A filter: what it may be, in words for the description."""
    return Query(max_length=most, pattern=shape, description=words)


@router.get("/cases", responses={**problems(401, 403), **gives(200, LINK)})
def list_cases(
    request: Request,
    caller: Caller,
    database: DatabaseDep,
    response: Response,
    stage: Annotated[str | None, asked(60, "^[a-z0-9_]+$", "Key of a stage.")] = None,
    regime: Annotated[str | None, asked(20, "^[A-Za-z0-9-]+$", "Key of a regime.")] = None,
    officer: Annotated[str | None, asked(60, "^[a-z0-9._-]+$", "Username of whoever holds the case.")] = None,
    is_open: Annotated[bool | None, Query(alias="open", description="Only open, or only closed cases.")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
    cursor: Annotated[str | None, Query(max_length=100, description="From `next_cursor` of the page before.")] = None,
) -> CasesShown:
    """Cases that the account may see, the highest reference first; `next_cursor` and `Link` lead to the next page."""
    query = _LISTED.where(may_see(caller.actor), CASE.c.reference.is_not(None))
    for column, wanted in ((CASE.c.stage, stage), (CASE.c.regime, regime), (ACCOUNT.c.username, officer)):
        query = query.where(column == wanted) if wanted else query
    if is_open is not None:
        query = query.where(CASE.c.closed_on.is_(None) if is_open else CASE.c.closed_on.is_not(None))
    if cursor is not None:
        query = query.where(CASE.c.reference < _read_cursor(cursor))
    with database.read() as session:
        rows = session.execute(query.order_by(CASE.c.reference.desc()).limit(limit + 1)).all()
    following = _cursor(rows[limit - 1].reference) if len(rows) > limit else None
    if following:
        response.headers["Link"] = f'<{request.url.include_query_params(cursor=following)}>; rel="next"'
    return CasesShown(items=[case_shown(r) for r in rows[:limit]], next_cursor=following)


def _cursor(reference: str) -> str:
    return base64.urlsafe_b64encode(reference.encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> str:
    try:
        text = base64.urlsafe_b64decode(cursor.encode("ascii") + b"===").decode("ascii")
    except (ValueError, binascii.Error):
        text = ""
    if (reference := read_reference(text)) is None:
        raise InputRefused({"cursor": "This cursor is not one of ours. Start again without it."})
    return reference


def case_shown(row: Row[Any]) -> CaseShown:
    """A case for programs."""
    life = lifecycle(row.lifecycle, row.version)
    return CaseShown(
        reference=row.reference or "", kind=row.kind, lifecycle=row.lifecycle, version=row.version, title=row.title,
        stage=row.stage, stage_title=life.stage(row.stage).title, stage_since=row.stage_since, regime=row.regime,
        direction=row.direction, measure_countries=row.measure_countries.split(), revision=row.revision,
        urgent=row.urgent, officer=row.officer, lodged_on=row.lodged_on, barrier_stopped_on=row.barrier_stopped_on,
        decided_on=row.decided_on, closed_on=row.closed_on, close_status=row.close_status,
        outcome_type=row.outcome_type, next_due=row.next_due, updated_at=row.updated_at,
    )  # fmt: skip


def seen_case(session: Session, actor: Actor, reference: str) -> Row[Any]:
    """The case if the account may know of it; else the same answer as for one that does not exist."""
    given = read_reference(reference)
    if given is not None:
        row = session.execute(_LISTED.where(CASE.c.reference == given, may_see(actor))).one_or_none()
        if row is not None:
            return row
    raise NotFound(NOT_YOURS)


def etag(revision: int) -> str:
    return f'"{revision}"'


@router.post(
    "/cases", status_code=201, response_model=CaseShown,
    responses={**problems(401, 403, 409, 413), **gives(201, ETAG, LOCATION, REPLAYED)},
)  # fmt: skip
def lodge_case(caller: Caller, database: DatabaseDep, lodging: Lodging, key: KeyHeader = None) -> Response:
    """Lodge a complaint for somebody, from a desk. The answers are those of the intake form, checked as there."""
    if not caller.has(*DESK):
        raise NotAllowed("Complaints are lodged for others by a border desk, an officer or a supervisor.")

    def act(uow: UnitOfWork) -> Answer:
        _check_answers(lodging)
        draft, _ = start_draft(uow, channel=lodging.channel, language=lodging.language, account_id=caller.id)
        save_topic(uow, draft, "you", lodging.answers)
        done = lodge(uow, draft, submit_key=uuid4().hex)
        row = seen_case(uow.session, caller.actor, done.reference)
        location = {"Location": f"/api/v1/cases/{done.reference}", "ETag": etag(row.revision)}
        return Answer(201, case_shown(row), location)

    answer = once(database, key, f"{caller.id}:lodge", lodging, act)
    wake()
    return answer


def _check_answers(lodging: Lodging) -> None:
    """Nothing that was sent is dropped in silence."""
    wrong = dict.fromkeys(unknown_fields(lodging.answers), "The form does not ask for this.")
    if "attachments" in lodging.answers:
        wrong["attachments"] = "Lodge first, then add the documents to the case and take “add_evidence”."
    if wrong:
        raise InputRefused(wrong)


@router.get("/cases/{reference}", responses={**problems(401, 403, 404), **gives(200, ETAG)})
def read_case(caller: Caller, database: DatabaseDep, reference: str, response: Response) -> CaseShown:
    """One case, with its revision as ETag."""
    with database.read() as session:
        row = seen_case(session, caller.actor, reference)
    response.headers["ETag"] = etag(row.revision)
    return case_shown(row)


@router.get("/cases/{reference}/events", responses=problems(401, 403, 404))
def read_events(caller: Caller, database: DatabaseDep, reference: str) -> EventsShown:
    """Everything that happened, with both dates and the hashes that chain it."""
    with database.read() as session:
        row = seen_case(session, caller.actor, reference)
        found = session.execute(select(EVENT).where(EVENT.c.case_id == row.id).order_by(EVENT.c.seq)).all()
    return EventsShown(reference=row.reference, events=[_event_shown(r) for r in found])


def _event_shown(r: Row[Any]) -> EventShown:
    return EventShown(
        seq=r.seq, action=r.action, stage=r.stage, to=r.to_stage, subject=r.subject, happened_on=r.happened_on,
        recorded_at=r.recorded_at, seat=r.seat, role=r.role, reason=r.reason, data=r.data, documents=r.documents,
        breach=r.breach, corrects=r.corrects, cite=r.cite, hash=r.hash, previous_hash=r.previous_hash,
    )  # fmt: skip
