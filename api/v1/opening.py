"""Opening a file of a procedure: the answers that it begins with, for whoever asked for it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import Field
from starlette.responses import Response

from api.deps import DatabaseDep
from api.v1.access import Caller
from api.v1.cases import case_shown, etag, seen_case
from api.v1.described import ETAG, LOCATION, PREFIX, REPLAYED, gives, named, problems
from api.v1.once import Answer, KeyHeader, once
from api.v1.parties import party_named, person_of
from api.v1.schemas import Asked, CaseShown, PartyAsked
from api.wake import wake
from cases.service.opening import open_by_hand
from cases.store import UnitOfWork

router = APIRouter(prefix=PREFIX, tags=["cases"], generate_unique_id_function=named)

LifeKey = Annotated[str, Path(max_length=60, pattern="^[a-z0-9_]+$", description="Key of a procedure with `opening`.")]


class Opening(Asked):
    """A file to be opened. `data` are the answers that the procedure's `opening` asks for."""

    on: date | None = Field(None, description="The day on which it reached us; today if left out.")
    data: Annotated[dict[str, Any], Field(max_length=100)]
    party: PartyAsked = PartyAsked()


@router.post(
    "/lifecycles/{key}/cases", status_code=201, response_model=CaseShown,
    responses={**problems(401, 403, 404, 409, 413), **gives(201, ETAG, LOCATION, REPLAYED)},
)  # fmt: skip
def open_file(
    caller: Caller, database: DatabaseDep, key: LifeKey, opening: Opening, idempotency: KeyHeader = None
) -> Response:
    """Open a file of a procedure. Complaints about barriers have a form of their own: `POST /cases`."""

    def act(uow: UnitOfWork) -> Answer:
        case_id = _opened(uow, key, caller, opening)
        row = seen_case(uow.session, caller.actor, str(uow.case(case_id).reference))
        location = {"Location": f"/api/v1/cases/{row.reference}", "ETag": etag(row.revision)}
        return Answer(201, case_shown(row), location)

    answer = once(database, idempotency, f"{caller.id}:open {key}", opening, act)
    wake()
    return answer


def _opened(uow: UnitOfWork, key: str, caller: Caller, opening: Opening) -> Any:
    person = person_of(opening.party)
    with party_named():
        return open_by_hand(uow, key, actor=caller.actor, data=opening.data, person=person, on=opening.on)
