"""What moved a date, in sentences, from the ledger of changes."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from cases.lifecycle import Lifecycle
from cases.models import DeadlineChange
from cases.service.projecting import Identity
from cases.store import NAIROBI
from cases.words import N_, Sentence

_CHANGE: Any = DeadlineChange.__table__  # type: ignore[attr-defined]
RECOMPUTED = N_("Recomputed %(when)s: was %(before)s, now %(after)s; %(cause)s.")


def moves_in_words(session: Session, case_id: UUID, life: Lifecycle) -> dict[Identity, list[Sentence]]:
    """For each clock of a case, how its date moved, oldest first: when, from what, to what, and why."""
    found: dict[Identity, list[Sentence]] = defaultdict(list)
    for r in session.execute(select(_CHANGE).where(_CHANGE.c.case_id == case_id).order_by(_CHANGE.c.id)):
        words = Sentence(
            RECOMPUTED, when=r.recorded_at.astimezone(NAIROBI).date(), before=_day(r.before), after=_day(r.after),
            cause=_cause(r.cause, life),
        )  # fmt: skip
        found[(r.key, r.visit, r.occurrence, r.subject)].append(words)
    return found


def _day(day: date | None) -> date | Sentence:
    return day or Sentence(N_("without a date"))


def _cause(cause: str, life: Lifecycle) -> Sentence:
    """The reason that was written down; an act without one is named by its title."""
    stage, _, name = cause.rpartition(".")
    action = life.action_in(stage, name) if life.has_stage(stage) else None
    return Sentence(action.title if action else cause.rstrip("."))
