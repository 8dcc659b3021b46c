"""Idempotency keys: the same key and body replay the first answer; another body, or one in progress, is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Annotated, Any

from fastapi import Header
from pydantic import BaseModel
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from starlette.responses import JSONResponse, Response

from api.problems import ProblemRaised
from cases.models import IdempotencyKey
from cases.store import Database

_KEY: Any = IdempotencyKey.__table__  # type: ignore[attr-defined]

KeyHeader = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key", min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$",
        description="The same key and body give the same answer again, whatever happened to the first one.",
    ),
]  # fmt: skip

Answer = tuple[int, BaseModel, dict[str, str]]


def once(database: Database, key: str | None, scope: str, body: BaseModel, act: Callable[[], Answer]) -> Response:
    """Act once per key within a scope (who and what); without a key, act."""
    if key is None:
        return _response(*act())
    body_hash = sha256(f"{scope}\n{body.model_dump_json()}".encode()).hexdigest()
    if not _claim(database, scope, key, body_hash):
        return _replay(database, scope, key, body_hash)
    try:
        status, answer, headers = act()
    except BaseException:
        _forget(database, scope, key)
        raise
    _keep(database, scope, key, status, answer, headers)
    return _response(status, answer, headers)


def _response(status: int, answer: BaseModel, headers: dict[str, str]) -> Response:
    return JSONResponse(json.loads(answer.model_dump_json()), status, headers=headers)


def _claim(database: Database, scope: str, key: str, body_hash: str) -> bool:
    with database.write() as session:
        try:
            session.execute(
                insert(_KEY),
                {
                    "scope": scope, "key": key, "body_hash": body_hash, "state": "begun", "status": 0, "headers": {},
                    "answer": {}, "made_at": database.real_now(),
                },
            )  # fmt: skip
            session.commit()
        except IntegrityError:
            session.rollback()
            return False
    return True


def _replay(database: Database, scope: str, key: str, body_hash: str) -> Response:
    with database.read() as session:
        row = session.execute(select(_KEY).where(_KEY.c.scope == scope, _KEY.c.key == key)).one_or_none()
    if row is None or row.state != "done":
        raise ProblemRaised(409, "in-progress", "A request with this key is being worked on. Try again in a moment.")
    if row.body_hash != body_hash:
        raise ProblemRaised(422, "key-reused", "This key was used with another body. Use a new key.")
    return JSONResponse(row.answer, row.status, headers={**row.headers, "Idempotent-Replayed": "true"})


def _forget(database: Database, scope: str, key: str) -> None:
    with database.write() as session:
        session.execute(delete(_KEY).where(_KEY.c.scope == scope, _KEY.c.key == key))
        session.commit()


def _keep(
    database: Database, scope: str, key: str, status: int, answer: BaseModel, headers: dict[str, str]
) -> None:
    values = {"state": "done", "status": status, "headers": headers, "answer": json.loads(answer.model_dump_json())}
    with database.write() as session:
        session.execute(update(_KEY).where(_KEY.c.scope == scope, _KEY.c.key == key), values)
        session.commit()
