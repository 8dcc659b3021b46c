"""When the watch last ran, and whether its silence is an alarm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from cases.store import Database
from cases.store.register import noted

WATCH = "watch"
SILENT_AFTER = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class Watch:
    """The last run, None when there was none. `silent` is the alarm: dates fall due and nobody looks."""

    ran_at: datetime | None
    silent: bool


def watch(session: Session, database: Database) -> Watch:
    """By the real time, for the watch is a process and not a matter of law."""
    text = noted(session, WATCH).get("ran_at")
    ran_at = datetime.fromisoformat(text) if isinstance(text, str) else None
    silent = ran_at is None or database.real_now() - ran_at > SILENT_AFTER
    return Watch(ran_at, silent)
