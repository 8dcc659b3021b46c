"""Idempotency keys: the same key and body replay the first answer; another body, or one in progress, is refused.

The key stands in the transaction of the act itself: whoever sends it again at the same moment waits for the first and
gets its answer, and a crash leaves neither act nor key. Refusals are not kept: who put something right may send again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Annotated, Any, NamedTuple

from fastapi import Header
from pydantic import BaseModel
from sqlalchemy import delete, select, update
from sqlalchemy import text as sql
from sqlalchemy.exc import OperationalError
from starlette.responses import JSONResponse, Response

from api.problems import ProblemRaised
from cases.models import IdempotencyKey
from cases.store import Database, UnitOfWork

_KEY: Any = IdempotencyKey.__table__  # type: ignore[attr-defined]
SCOPE = "api:"
KEPT_FOR = timedelta(days=7)
LOCK_NOT_AVAILABLE = "55P03"

KeyHeader = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key", min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$",
        description="The same key and body give the same answer again for a week, whatever became of the first one.",
    ),
]  # fmt: skip


class Answer(NamedTuple):
    """What an act answers, as it is kept for whoever sends the key again."""

    status: int
    body: BaseModel
    headers: dict[str, str] = {}


Content = dict[str, Any]


def fingerprint(*parts: str | bytes) -> str:
    """A hash by which two bodies are the same."""
    return sha256(b"\n".join(part.encode() if isinstance(part, str) else part for part in parts)).hexdigest()


def once(
    database: Database,
    key: str | None,
    scope: str,
    body: BaseModel | str,
    act: Callable[[UnitOfWork], Answer],
    shown: Callable[[Content], Content] = lambda content: content,
) -> Response:
    """Act in one transaction, once per key within a scope (who does what); without a key, act.

    `shown` turns what is kept into what is answered, the first time and every time.
    """
    with UnitOfWork(database) as uow:
        kept = None if key is None else _claim(uow, SCOPE + scope, key, fingerprint(_text(body)))
        if kept is not None:
            replayed = {**kept.headers, "Idempotent-Replayed": "true"}
            return JSONResponse(shown(json.loads(kept.answer["json"])), kept.status, headers=replayed)
        status, answer, headers = act(uow)
        text = answer.model_dump_json()
        if key is not None:
            # As text: PostgreSQL gives the fields of JSON back in an order of its own.
            _keep(uow, SCOPE + scope, key, {"status": status, "headers": headers, "answer": {"json": text}})
        uow.commit()
    return JSONResponse(shown(json.loads(text)), status, headers=headers)


def _text(body: BaseModel | str) -> str:
    return body if isinstance(body, str) else body.model_dump_json()


def _claim(uow: UnitOfWork, scope: str, key: str, body_hash: str) -> Any:
    """None when the key is ours from now on; else what was answered the first time."""
    if _insert(uow, scope, key, body_hash):
        return None
    row = uow.session.execute(select(_KEY).where(_KEY.c.scope == scope, _KEY.c.key == key)).one()
    if row.body_hash != body_hash:
        raise ProblemRaised(422, "key-reused", "This key was used with another body. Use a new key for a new request.")
    return row


def _insert(uow: UnitOfWork, scope: str, key: str, body_hash: str) -> bool:
    """Whether the key is new. A request with the same key that is still at work is waited for, a few seconds long."""
    on_postgres = not uow.database.is_sqlite
    values = {
        "scope": scope, "key": key, "body_hash": body_hash, "state": "begun", "status": 0, "headers": {}, "answer": {},
        "made_at": uow.database.real_now(),
    }  # fmt: skip
    new = uow.insert_into(_KEY).values(values).on_conflict_do_nothing(index_elements=["scope", "key"])
    try:
        if on_postgres:
            uow.session.execute(sql("SET LOCAL lock_timeout = '5s'"))
        first = uow.session.execute(new.returning(_KEY.c.id)).first() is not None
        if on_postgres:
            uow.session.execute(sql("SET LOCAL lock_timeout = DEFAULT"))
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) == LOCK_NOT_AVAILABLE:
            raise ProblemRaised(
                409, "in-progress", "A request with this key is being worked on. Try again in a moment.",
                {"Retry-After": "5"},
            ) from None  # fmt: skip
        raise
    return first


def _keep(uow: UnitOfWork, scope: str, key: str, answered: dict[str, Any]) -> None:
    uow.session.execute(update(_KEY).where(_KEY.c.scope == scope, _KEY.c.key == key), {"state": "done", **answered})


def forget_old_keys(uow: UnitOfWork) -> None:
    """Drop the interface's own keys that have had their week. The caller commits."""
    before = uow.database.real_now() - KEPT_FOR
    uow.session.execute(delete(_KEY).where(_KEY.c.made_at < before, _KEY.c.scope.startswith(SCOPE)))
