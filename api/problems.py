"""Refusals for programs: RFC 9457 problems, each with a stable `type`, a sentence, and the legal basis if it has one."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

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
        kind = error.kind if isinstance(error, ProblemRaised) else _kind(error.status_code)
        return problem(request, error.status_code, kind, str(error.detail), headers=dict(error.headers or {}))
    return problem(request, 500, "fault", "Something went wrong on our side. Nothing of yours was half recorded.")


def _refused(request: Request, refused: Refused) -> Response:
    kind, status = next((kind, status) for cls, kind, status in TYPES if isinstance(refused, cls))
    more: dict[str, Any] = {}
    if refused.cite is not None:
        more["legal_basis"] = {"citation": str(refused.cite), "status": refused.cite.status.value}
    if isinstance(refused, errors.InputRefused):
        more["errors"] = [{"field": key, "detail": str(words)} for key, words in refused.fields.items()]
    if isinstance(refused, errors.StaleRevision):
        more |= {"seen": refused.seen, "current": refused.current}
    headers = {"Retry-After": "5"} if status == 503 else None
    return problem(request, status, kind, str(refused.reason), headers=headers, **more)


def _invalid(request: Request, error: RequestValidationError) -> Response:
    found = [
        {"field": ".".join(str(part) for part in each["loc"][1:]) or str(each["loc"][0]), "detail": each["msg"]}
        for each in error.errors()
    ]
    malformed = any(each["type"] == "json_invalid" for each in error.errors())
    words = "The body is not JSON that can be read." if malformed else "The request does not have the form that is asked."
    return problem(request, 400 if malformed else 422, "malformed" if malformed else "invalid", words, errors=found)


def problem(
    request: Request, status: int, kind: str, detail: str, *, headers: dict[str, str] | None = None, **more: Any
) -> Response:
    """One problem document."""
    content = {
        "type": f"/problems/{kind}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.url.path,
        **more,
    }
    return JSONResponse(content, status, headers=headers, media_type=MEDIA_TYPE)


def _kind(status: int) -> str:
    return HTTPStatus(status).phrase.lower().replace(" ", "-")
