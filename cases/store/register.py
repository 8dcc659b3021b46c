"""Small values that all processes share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from cases.models import RegisterEntry


def note(session: Session, key: str, value: Mapping[str, object], *, at: datetime) -> None:
    """Keep a value under a key; the caller commits."""
    entry = session.get(RegisterEntry, key) or RegisterEntry(key=key, value={}, changed_at=at)
    entry.value = dict(value)
    entry.changed_at = at
    session.add(entry)
    session.flush()


def noted(session: Session, key: str) -> dict[str, object]:
    """The value under a key; empty when nothing was noted."""
    entry = session.get(RegisterEntry, key)
    return dict(entry.value) if entry else {}
