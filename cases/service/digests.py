"""One letter a day to each member of staff who has something due: what is overdue, due today, due this week."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, select

from cases.models import Account
from cases.store import UnitOfWork
from cases.store.work import CASE, DEADLINE

DIGEST = "digest"
_ACCOUNT: Any = Account.__table__  # type: ignore[attr-defined]


def queue_digests(uow: UnitOfWork) -> int:
    """Queue today's digests, each at most once a day; returns how many people have something due."""
    soon = uow.today + timedelta(days=7)
    rows = uow.session.execute(
        select(CASE.c.officer_id, DEADLINE.c.id, _ACCOUNT.c.email, _ACCOUNT.c.language)
        .join(CASE, CASE.c.id == DEADLINE.c.case_id)
        .join(_ACCOUNT, _ACCOUNT.c.id == CASE.c.officer_id)
        .where(
            DEADLINE.c.state == "open", DEADLINE.c.due_on <= soon, DEADLINE.c.kind != "target",
            _ACCOUNT.c.disabled.is_(False),
        )
    ).all()  # fmt: skip
    by_person: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        by_person[row.officer_id].append(row)
    uow.post([_digest(uow, account, theirs) for account, theirs in sorted(by_person.items())])
    return len(by_person)


def _digest(uow: UnitOfWork, account: int, rows: list[Row[Any]]) -> dict[str, object]:
    dedupe = f"{DIGEST}:{account}:{uow.today}"
    now = uow.database.real_now()
    return {
        "case_id": None, "event_seq": None, "letter": DIGEST, "seat": "ntb_officer", "party_id": None,
        "account_id": account, "contact_id": None, "address": rows[0].email, "language": rows[0].language,
        "context": {"deadlines": sorted(r.id for r in rows), "day": uow.today.isoformat()}, "state": "queued",
        "why": "", "message_id": f"<{sha256(dedupe.encode()).hexdigest()[:32]}@tatua>", "dedupe": dedupe,
        "subject": "", "attempts": 0, "made_at": now, "next_try_at": now, "answer": "", "unobserved": False,
    }  # fmt: skip
