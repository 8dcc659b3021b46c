"""Refusals for programs: RFC 9457 problems, each with a stable `type`, a sentence, and its legal basis."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from asgi_correlation_id import correlation_id
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from cases import errors
from cases.errors import Refused

MEDIA_TYPE = "application/problem+json"
TYPES: tuple[tuple[type[Refused], str, int], ...] = (
    (errors.NotFound, "not-found", 404),
    (errors.StaleRevision, "stale-revision", 412),
    (errors.NotAllowed, "not-allowed", 403),
    (errors.InputRefused, "input-refused", 422),
    (errors.ActionNotOpen, "action-not-open", 409),
    (errors.GateClosed, "gate-closed", 409),
    (errors.DateRefused, "date-refused", 422),
    (errors.ActionRefused, "action-refused", 409),
    (errors.LinkRefused, "link-refused", 410),
    (errors.Busy, "busy", 503),
    (Refused, "refused", 409),
)
KINDS = {400: "malformed", 404: "not-found", 405: "method-not-allowed", 413: "too-large"}
"""Types of refusals that no rule of ours raises; the phrases of the standard library change with its version."""
TITLES = {413: "Content Too Large", 422: "Unprocessable Content"}
WORDS = {
    400: "The request cannot be read. Check that the body is JSON, or a form where files are sent.",
    404: "There is nothing at this address. Check it against /api/v1/openapi.json.",
    405: "This address does not take that method; the Allow header names those that it takes.",
    413: "That is too large. Nothing was saved.",
    415: "This address takes another kind of body.",
}
FAULT = "Something went wrong on our side. Nothing of yours was half recorded. Quote the X-Request-ID if you tell us."
INVALID = "The request does not have the form that is asked. Put right what “errors” names."
RETRY = {"Retry-After": "5"}


class ProblemRaised(HTTPException):
    """A refusal of the interface itself: a missing header, a reused key."""

    def __init__(self, status: int, kind: str, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(status, detail, headers)
        self.kind = kind


def answer(request: Request, error: Exception) -> Response:
    """The problem that answers an error; what nobody foresaw says nothing of its inside."""
    if isinstance(error, Refused):
        return _refused(request, error)
    if isinstance(error, RequestValidationError):
        return _invalid(request, error)
    if isinstance(error, HTTPException):
        return _plain(request, error)
    # A fault is answered outside the middleware that writes this header everywhere else.
    headers = {"X-Request-ID": correlation_id.get() or ""}
    return problem(request, 500, "fault", FAULT, headers=headers)


def _plain(request: Request, error: HTTPException) -> Response:
    status, headers = error.status_code, dict(error.headers or {})
    if isinstance(error, ProblemRaised):
        return problem(request, status, error.kind, str(error.detail), headers=headers)
    return problem(request, status, KINDS.get(status, "refused"), WORDS.get(status, str(error.detail)), headers=headers)


def _refused(request: Request, refused: Refused) -> Response:
    kind, status = next((kind, status) for cls, kind, status in TYPES if isinstance(refused, cls))
    more: dict[str, Any] = {}
    if refused.cite is not None:
        more["legal_basis"] = {
            "citation": str(refused.cite),
            "status": refused.cite.status.value,
            "shown": refused.cite.shown,
        }
    if isinstance(refused, errors.InputRefused):
        more["errors"] = [{"field": key, "detail": str(words)} for key, words in refused.fields.items()]
    if isinstance(refused, errors.StaleRevision):
        more |= {"seen": refused.seen, "current": refused.current}
    return problem(request, status, kind, str(refused.reason), headers=RETRY if status == 503 else None, **more)


def _invalid(request: Request, error: RequestValidationError) -> Response:
    wrong = error.errors()
    if any(each["type"] == "json_invalid" for each in wrong):
        return problem(request, 400, "malformed", WORDS[400])
    found = [
        {"field": ".".join(str(part) for part in each["loc"][1:]) or str(each["loc"][0]), "detail": each["msg"]}
        for each in wrong
    ]
    return problem(request, 422, "invalid", INVALID, errors=found)


def problem(
    request: Request, status: int, kind: str, detail: str, *, headers: dict[str, str] | None = None, **more: Any
) -> Response:
    """One problem document. What UTF-8 cannot hold (half a character that was sent) becomes a question mark."""
    content = {
        "type": f"/problems/{kind}",
        "title": TITLES.get(status) or HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.url.path,
        **more,
    }
    text = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
    return Response(text, status, headers=headers, media_type=MEDIA_TYPE)
