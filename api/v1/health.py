"""Is it alive, is it ready, do the clocks run."""

from __future__ import annotations

from datetime import datetime, timedelta

from fastapi import APIRouter
from sqlalchemy import func, select, text
from starlette.responses import JSONResponse, Response

from api.deps import DatabaseDep
from api.v1.schemas import Health
from cases.store.register import noted
from cases.store.tables import OUTBOX

router = APIRouter(tags=["health"])
SILENT_AFTER = timedelta(minutes=3)


@router.get("/health/live")
def live() -> Health:
    """The process answers."""
    return Health(status="ok")


@router.get("/health/ready", responses={503: {"model": Health}})
def ready(database: DatabaseDep) -> Health:
    """The database answers."""
    with database.read() as session:
        session.execute(text("SELECT 1"))
    return Health(status="ok")


@router.get("/health/clock", response_model=Health, responses={503: {"model": Health}})
def clock(database: DatabaseDep) -> Response:
    """When the watch last ran and how old the oldest waiting letter is; 503 when the watch is silent."""
    with database.read() as session:
        watch = noted(session, "watch")
        oldest = session.execute(select(func.min(OUTBOX.c.made_at)).where(OUTBOX.c.state == "queued")).scalar()
    now = database.real_now()
    ran_at = datetime.fromisoformat(str(watch["ran_at"])) if watch.get("ran_at") else None
    silent = ran_at is None or now - ran_at > SILENT_AFTER
    waiting = None if oldest is None else round((now - oldest).total_seconds())
    shown = Health(
        status="silent" if silent else "ok",
        detail={"watch_ran_at": ran_at.isoformat() if ran_at else None, "oldest_letter_seconds": waiting},
    )
    return JSONResponse(shown.model_dump(), 503 if silent else 200)
