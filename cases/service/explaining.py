"""What moved a date, in sentences, from the ledger of changes."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from cases.explain import day_words
from cases.models import DeadlineChange
from cases.service.projecting import Identity
from cases.store import NAIROBI

_CHANGE: Any = DeadlineChange.__table__  # type: ignore[attr-defined]


def moves_in_words(session: Session, case_id: UUID) -> dict[Identity, list[str]]:
    """For each clock of a case, how its date moved: when, from what, to what, and why."""
    found: dict[Identity, list[str]] = defaultdict(list)
    for r in session.execute(select(_CHANGE).where(_CHANGE.c.case_id == case_id).order_by(_CHANGE.c.id)):
        on = r.recorded_at.astimezone(NAIROBI).date()
        words = f"Recomputed {day_words(on)}: was {_words(r.before)}, now {_words(r.after)}; {r.cause}"
        found[(r.key, r.visit, r.occurrence, r.subject)].append(words)
    return found


def _words(day: date | None) -> str:
    return day_words(day) if day else "without a date"
