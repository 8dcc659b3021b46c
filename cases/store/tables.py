"""The tables as the queries name them."""

from __future__ import annotations

from typing import Any

from cases.models import Account, CaseFile, CaseText, DeadlineRow, EventRow, OutboxRow, RegisterEntry, ReminderSent

CASE: Any = CaseFile.__table__  # type: ignore[attr-defined]
EVENT: Any = EventRow.__table__  # type: ignore[attr-defined]
DEADLINE: Any = DeadlineRow.__table__  # type: ignore[attr-defined]
OUTBOX: Any = OutboxRow.__table__  # type: ignore[attr-defined]
REMINDER: Any = ReminderSent.__table__  # type: ignore[attr-defined]
REGISTER: Any = RegisterEntry.__table__  # type: ignore[attr-defined]
ACCOUNT: Any = Account.__table__  # type: ignore[attr-defined]
CASE_TEXT: Any = CaseText.__table__  # type: ignore[attr-defined]

DEADLINE_KEY = ("case_id", "key", "visit", "occurrence", "subject")
DEADLINE_COLUMNS = tuple(c.name for c in DEADLINE.c if c.name != "id")
EVENT_COLUMNS = tuple(c.name for c in EVENT.c if c.name != "id")
OUTBOX_COLUMNS = (
    "case_id", "event_seq", "letter", "seat", "party_id", "account_id", "contact_id", "address", "language", "context",
    "state", "why", "message_id", "dedupe", "subject", "attempts", "made_at", "next_try_at", "answer", "unobserved",
)  # fmt: skip
"""The columns with which a letter is born; the others come with its delivery."""
