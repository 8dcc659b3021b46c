"""Reminders to one member of staff that fall due together go out as one letter, not as ten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, select, update

from cases.store import UnitOfWork
from cases.store.work import OUTBOX

BUNDLE = "reminders"
"""The letter that stands for several reminders."""

_HELD = select(OUTBOX).where(OUTBOX.c.state == "held").order_by(OUTBOX.c.id).with_for_update()
"""Locked where several watches may run, so that no reminder stands in two letters."""


def held_for_bundle(row: Mapping[str, object]) -> dict[str, object]:
    """A reminder to a member of staff waits for the end of the look, when it may be bundled; others go at once."""
    if row["account_id"] is None or row["state"] != "queued":
        return dict(row)
    return {**row, "state": "held"}


def bundle(uow: UnitOfWork) -> int:
    """Release what is held: a single reminder as it is, several to one person as one letter. Returns how many go out.

    The caller commits. Bundled rows stay, marked so, with the letter that stands for them.
    """
    by_person: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in uow.session.execute(_HELD):
        by_person[row.account_id].append(row)
    for rows in by_person.values():
        ids = [row.id for row in rows]
        if len(rows) > 1:
            uow.post([_one_for(rows, uow)])
        uow.session.execute(
            update(OUTBOX).where(OUTBOX.c.id.in_(ids)), {"state": "queued" if len(rows) == 1 else "bundled"}
        )
    return len(by_person)


def _one_for(rows: list[Row[Any]], uow: UnitOfWork) -> dict[str, object]:
    first, ids = rows[0], [row.id for row in rows]
    dedupe = f"{BUNDLE}:{first.account_id}:{ids[0]}-{ids[-1]}"
    now = uow.database.real_now()
    return {
        "case_id": None, "event_seq": None, "letter": BUNDLE, "seat": first.seat, "party_id": None,
        "account_id": first.account_id, "contact_id": None, "address": first.address, "language": first.language,
        "context": {"rows": ids}, "state": "queued", "why": "",
        "message_id": f"<{sha256(dedupe.encode()).hexdigest()[:32]}@tatua>", "dedupe": dedupe, "subject": "",
        "attempts": 0, "made_at": now, "next_try_at": now, "answer": "", "unobserved": False,
    }  # fmt: skip
