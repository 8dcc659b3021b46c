"""Is it alive, is it ready, do the clocks run. Without a prefix, for whatever watches the processes."""

from __future__ import annotations

from datetime import datetime, timedelta

from fastapi import APIRouter
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from starlette.responses import JSONResponse, Response

from api.deps import DatabaseDep
from api.v1.described import named
from api.v1.schemas import Shown
from cases.settings import settings
from cases.store.register import noted
from cases.store.tables import OUTBOX

router = APIRouter(tags=["health"], generate_unique_id_function=named)
SILENT_ROUNDS = 3
"""The watch is silent after so many of its rounds without a sign of life."""


class Health(Shown):
    """`ok`; `unavailable` when the database does not answer; `silent` when the watch has not run of late."""

    status: str
    watch_ran_at: datetime | None = None
    oldest_letter_seconds: int | None = None


UNWELL = {503: {"model": Health, "description": "Not now; `status` says why."}}


@router.get("/health/live")
def live() -> Health:
    """The process answers."""
    return Health(status="ok")


@router.get("/health/ready", response_model=Health, responses=UNWELL)  # type: ignore[arg-type]
def ready(database: DatabaseDep) -> Response:
    """The database answers."""
    try:
        with database.read() as session:
            session.execute(text("SELECT 1"))
    except DBAPIError:
        return _answer(Health(status="unavailable"), 503)
    return _answer(Health(status="ok"), 200)


@router.get("/health/clock", response_model=Health, responses=UNWELL)  # type: ignore[arg-type]
def clock(database: DatabaseDep) -> Response:
    """When the watch last ran and how old the oldest waiting letter is; 503 when the watch is silent."""
    try:
        with database.read() as session:
            watch = noted(session, "watch")
            oldest = session.execute(select(func.min(OUTBOX.c.made_at)).where(OUTBOX.c.state == "queued")).scalar()
    except DBAPIError:
        return _answer(Health(status="unavailable"), 503)
    now = database.real_now()
    ran_at = datetime.fromisoformat(str(watch["ran_at"])) if watch.get("ran_at") else None
    silent = ran_at is None or now - ran_at > silent_after()
    waiting = None if oldest is None else round((now - oldest).total_seconds())
    health = Health(status="silent" if silent else "ok", watch_ran_at=ran_at, oldest_letter_seconds=waiting)
    return _answer(health, 503 if silent else 200)


def silent_after() -> timedelta:
    """How long the watch may say nothing."""
    return timedelta(seconds=SILENT_ROUNDS * settings().watch_every_seconds)


def _answer(health: Health, status: int) -> Response:
    return JSONResponse(health.model_dump(mode="json"), status, headers={"Cache-Control": "no-store"})
