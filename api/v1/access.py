"""Who calls: a bearer token of a member of staff, which is a session on the server, or the session of the pages."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.requests import Request
from starlette.responses import Response

from api import sessions
from api.deps import CASE_ROLES, WebDep
from api.pages.signin import recognised, too_often
from api.problems import ProblemRaised
from api.sessions import Staff
from api.v1.schemas import Token, TokenAsked
from cases.errors import NotAllowed

router = APIRouter(tags=["access"])
_bearer = HTTPBearer(auto_error=False, description="A token from POST /api/v1/tokens.")


@router.post("/tokens", status_code=201)
def get_token(web: WebDep, asked: TokenAsked, response: Response) -> Token:
    """A token for an account of staff. It lives as long as a session and ends with the account."""
    username = asked.username.lower()
    if too_often(web, username):
        raise ProblemRaised(429, "too-many-tries", "Too many tries. Wait 15 minutes.", {"Retry-After": "900"})
    account = recognised(web, username, asked.password)
    if account is None:
        raise ProblemRaised(401, "not-recognised", "The username or the password is not right.")
    visit = sessions.Visit()
    visit.bind(account_id=account.id)
    key, ends_at = sessions.open_for_program(web.database, web.settings, visit)
    response.headers["Cache-Control"] = "no-store"
    return Token(token=key, ends_at=ends_at)


def get_caller(
    request: Request, web: WebDep, bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Staff:
    """The member of staff behind the token. A browser's session only reads: it could be borrowed by another site."""
    if bearer is not None:
        staff = sessions.load(web.database, web.settings, bearer.credentials).staff
    else:
        staff = web.visit.staff if request.method == "GET" else None
    if staff is None:
        raise ProblemRaised(
            401, "no-token", "Send a token: “Authorization: Bearer …”. POST /api/v1/tokens gives one.",
            {"WWW-Authenticate": "Bearer"},
        )  # fmt: skip
    if not staff.has(*CASE_ROLES):
        raise NotAllowed("This account does not work on cases.")
    return staff


Caller = Annotated[Staff, Depends(get_caller)]
