"""Who calls: a bearer token of a member of staff, which is a session on the server; or, to read only, a browser's."""

from __future__ import annotations

import hmac
import secrets
from base64 import urlsafe_b64encode
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
from api.v1.described import PREFIX, named, problems
from api.v1.once import Answer, Content, KeyHeader, forget_old_keys, once
from api.v1.schemas import Token, TokenAsked
from cases.errors import NotAllowed
from cases.settings import Settings
from cases.store import UnitOfWork

router = APIRouter(prefix=PREFIX, tags=["access"], generate_unique_id_function=named)
_bearer = HTTPBearer(auto_error=False, description="A token from POST /api/v1/tokens.")
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
UNAUTHORISED = {"WWW-Authenticate": "Bearer"}


@router.post("/tokens", status_code=201, response_model=Token, responses=problems(401, 409, 429))
def get_token(web: WebDep, asked: TokenAsked, key: KeyHeader = None) -> Response:
    """A token for an account of staff. It lives as long as a session of the pages and ends with the account."""
    username = asked.username.lower()
    if too_often(web, username):
        raise ProblemRaised(429, "too-many-tries", "Too many tries. Wait 15 minutes.", {"Retry-After": "900"})
    account = recognised(web, username, asked.password)
    if account is None:
        raise ProblemRaised(401, "not-recognised", "The username or the password is not right.", UNAUTHORISED)

    def act(uow: UnitOfWork) -> Answer:
        forget_old_keys(uow)
        seed, now = secrets.token_urlsafe(32), uow.database.real_now()
        token = _token(web.settings, seed)
        ends_at = sessions.open_for_program(uow.session, web.settings, account_id=account.id, key=token, now=now)
        return Answer(201, Token(token=seed, ends_at=ends_at), {"Cache-Control": "no-store"})

    def shown(kept: Content) -> Content:
        return {**kept, "token": _token(web.settings, kept["token"])}

    return once(web.database, key, f"token:{account.id}", username, act, shown)


def _token(settings: Settings, seed: str) -> str:
    """The token that grows from a seed. Only the seed is kept for a replay: a copy of the database opens nothing."""
    secret = settings.secret_key.get_secret_value().encode()
    return urlsafe_b64encode(hmac.digest(secret, f"token:{seed}".encode(), "sha256")).decode().rstrip("=")


def get_caller(request: Request, web: WebDep, bearer: Bearer) -> Staff:
    """The member of staff behind the token. A browser's session only reads: it could be borrowed by another site."""
    if bearer is not None:
        visit = sessions.load(web.database, web.settings, bearer.credentials)
        sessions.save(web.database, web.settings, visit, Response())
    else:
        visit = web.visit if request.method == "GET" else sessions.Visit()
    if visit.staff is None:
        raise ProblemRaised(
            401, "no-token", "Send a token: “Authorization: Bearer …”. POST /api/v1/tokens gives one.", UNAUTHORISED
        )
    if not visit.staff.has(*CASE_ROLES):
        raise NotAllowed("This account does not work on cases. Ask an administrator for the role that you need.")
    return visit.staff


Caller = Annotated[Staff, Depends(get_caller)]


@router.delete("/tokens", status_code=204, responses=problems(401, 403))
def end_token(web: WebDep, caller: Caller, bearer: Bearer) -> None:
    """End the session of the token that this request carries; it opens nothing any more."""
    if bearer is not None:
        visit = sessions.load(web.database, web.settings, bearer.credentials)
        visit.end()
        sessions.save(web.database, web.settings, visit, Response())
