"""The interface described: OpenAPI 3.1 with our problems in place of the framework's, and an example for everything."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.problems import MEDIA_TYPE
from api.v1 import examples
from api.v1.schemas import Problem

PREFIX = "/api/v1"
router = APIRouter(prefix=PREFIX, include_in_schema=False)
REF = "#/components/schemas/"
ABOUT = """Cases of the department, for its own programs. Every rule, date and refusal is the one of the pages.

* Sign in with `POST /tokens`, then send `Authorization: Bearer …`.
* Legal days are dates (East Africa Time); moments are RFC 3339 in UTC.
* Every act on a case needs `If-Match` with the ETag of the case as you saw it: 428 without it, 412 when somebody was
  first.
* Every POST takes an `Idempotency-Key`: sent again with the same body it gives the same answer and does nothing twice.
* A case that does not exist and one that is not yours give the same answer.
* Refusals are problem documents (RFC 9457) with a sentence, the fields concerned and the legal basis.
"""
SAID = {
    400: "The request cannot be read.",
    401: "No token, or one that has ended.",
    403: "Not for this account.",
    404: "There is no such thing, or it is not open to you: the same answer for both.",
    405: "Another method.",
    409: "Not now: the action is not open, a gate is closed, or the same request is being worked on.",
    412: "Somebody changed the case after you saw it.",
    413: "Too large.",
    422: "Something has to be put right, or an Idempotency-Key was used with another body.",
    428: "Say which revision you saw (If-Match).",
    429: "Too many tries; see Retry-After.",
    500: "A fault of ours; nothing was half recorded.",
    503: "The case files cannot be reached or written just now; see Retry-After.",
}
_TEXT = {"schema": {"type": "string"}}
EVERYWHERE = {"X-Request-ID": {"description": "Names this request in our log.", **_TEXT}}
WITH = {
    401: {"WWW-Authenticate": {"description": "`Bearer`.", **_TEXT}},
    429: {"Retry-After": {"description": "Seconds to wait.", **_TEXT}},
    503: {"Retry-After": {"description": "Seconds to wait.", **_TEXT}},
}
ETAG = {"ETag": {"description": "The revision of the case, for If-Match.", **_TEXT}}
REPLAYED = {"Idempotent-Replayed": {"description": "`true` when this answer was given before.", **_TEXT}}
LOCATION = {"Location": {"description": "Where it is now.", **_TEXT}}
LINK = {"Link": {"description": '`rel="next"` leads to the next page.', **_TEXT}}


def named(route: APIRoute) -> str:
    """Operations are called as their functions are."""
    return route.name


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The refusals that an operation documents, with those of every operation."""
    return {status: {"description": SAID[status]} for status in sorted({400, 422, 500, 503, *statuses})}


def gives(status: int, *headers: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    """The headers of an operation's own answer."""
    return {status: {"headers": {name: said for each in headers for name, said in each.items()}}}


@router.get("/openapi.json")
def describe(request: Request) -> Response:
    """This document; made when first asked for."""
    app: FastAPI = request.app
    if app.openapi_schema is None:
        app.openapi_schema = document(app)
    return JSONResponse(app.openapi_schema)


def document(app: FastAPI) -> dict[str, Any]:
    """The whole description."""
    made = get_openapi(
        title="Tatua", version="1", openapi_version="3.1.0", description=ABOUT, routes=app.routes, tags=TAGS
    )
    made["components"]["schemas"] |= _problem_schemas()
    for path, operations in made["paths"].items():
        for operation in operations.values():
            _complete(path, operation)
    return made


TAGS = [
    {"name": "access", "description": "Tokens for accounts of staff."},
    {"name": "cases", "description": "Cases, their events, clocks and documents."},
    {"name": "actions", "description": "What may be done, what it would do, and doing it."},
    {"name": "procedures", "description": "The procedures as data, and the law on file."},
    {"name": "health", "description": "Whether it is alive and ready, and whether the clocks run."},
]


def _problem_schemas() -> dict[str, Any]:
    schema = Problem.model_json_schema(ref_template=REF + "{model}")
    return {**schema.pop("$defs"), "Problem": schema}


def _complete(path: str, operation: dict[str, Any]) -> None:
    sent, answered = examples.of(operation["operationId"])
    for media in operation.get("requestBody", {}).get("content", {}).values():
        media["example"] = sent
    for status, response in operation["responses"].items():
        headers = {**EVERYWHERE, **WITH.get(int(status), {}), **response.get("headers", {})}
        response["headers"] = headers
        if int(status) >= 400 and path.startswith(PREFIX):
            response["content"] = _problem(int(status), path)
        elif int(status) < 400:
            for media in response.get("content", {}).values():
                media["example"] = answered


def _problem(status: int, path: str) -> dict[str, Any]:
    example = {**examples.PROBLEMS[status], "instance": path.replace("{reference}", examples.REFERENCE)}
    return {MEDIA_TYPE: {"schema": {"$ref": REF + "Problem"}, "example": example}}
