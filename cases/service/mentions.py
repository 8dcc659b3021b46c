"""Colleagues who are named in a note: told once by a letter that gives the case and never the note's text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, update

from cases.models import Account, NoteMention
from cases.seats import FOCAL_POINT, OFFICER, SUPERVISOR, Role
from cases.service.addressing import NO_ADDRESS
from cases.store import UnitOfWork
from cases.store.sight import READERS

_ACCOUNT: Any = Account.__table__  # type: ignore[attr-defined]
_MENTION: Any = NoteMention.__table__  # type: ignore[attr-defined]

LETTER = "mentioned"
_NAMED = re.compile(r"(?<![\w@.+-])@([A-Za-z][A-Za-z0-9._-]{0,59})")
MOST_NAMED = 50
_SEATS = ((Role.SUPERVISOR, SUPERVISOR), (Role.FOCAL_POINT, FOCAL_POINT))


def named_in(text: str) -> list[str]:
    """The usernames that a text names with `@`, each once, in lower case. An e-mail address names nobody."""
    return list(dict.fromkeys(found.rstrip(".-_").lower() for found in _NAMED.findall(text)))[:MOST_NAMED]


def tell_colleagues(
    uow: UnitOfWork, case_id: UUID, note: int, text: str, ticked: Sequence[int], *, by: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Keep who is named in a note and queue their letters; says whom, and which names no reader of cases has."""
    named = named_in(text)
    people = [row for row in _people(uow, named, ticked) if set(row.roles) & {role.value for role in READERS}]
    unknown = [name for name in named if name not in {row.username for row in people}]
    others = [row for row in people if row.id != by]
    if others:
        rows = [{"note_id": note, "case_id": case_id, "account_id": row.id, "made_at": uow.now} for row in others]
        uow.session.execute(uow.insert_into(_MENTION).values(rows).on_conflict_do_nothing())
        writer = uow.session.execute(select(_ACCOUNT.c.name).where(_ACCOUNT.c.id == by)).scalar_one()
        uow.post([_letter(uow, case_id, note, row, writer) for row in others])
    return tuple(row.name for row in others), tuple(unknown)


def _people(uow: UnitOfWork, named: Sequence[str], ticked: Sequence[int]) -> Sequence[Row[Any]]:
    columns = (_ACCOUNT.c.id, _ACCOUNT.c.username, _ACCOUNT.c.name, _ACCOUNT.c.email, _ACCOUNT.c.language,
               _ACCOUNT.c.roles)  # fmt: skip
    meant = _ACCOUNT.c.username.in_(named) | _ACCOUNT.c.id.in_(ticked[:MOST_NAMED])
    wanted = select(*columns).where(_ACCOUNT.c.disabled.is_(False), meant).order_by(_ACCOUNT.c.id)
    return uow.session.execute(wanted).all()


def _letter(uow: UnitOfWork, case_id: UUID, note: int, to: Row[Any], writer: str) -> dict[str, object]:
    dedupe, now = f"{LETTER}:{note}:{to.id}", uow.database.real_now()
    seat = next((seat for role, seat in _SEATS if role.value in to.roles), OFFICER)
    return {
        "case_id": case_id, "event_seq": None, "letter": LETTER, "seat": seat.key, "party_id": None,
        "account_id": to.id, "contact_id": None, "address": to.email or None, "language": to.language,
        "context": {"by": writer, "day": uow.today.isoformat()}, "state": "queued" if to.email else "parked",
        "why": "" if to.email else NO_ADDRESS,
        "message_id": f"<{sha256(dedupe.encode()).hexdigest()[:32]}@tatua>", "dedupe": dedupe, "subject": "",
        "attempts": 0, "made_at": now, "next_try_at": now, "answer": "", "unobserved": False,
    }  # fmt: skip


def see_mentions(uow: UnitOfWork, case_id: UUID, account: int) -> None:
    """Whoever was named in a note has opened the case. The caller commits."""
    theirs = (_MENTION.c.case_id == case_id, _MENTION.c.account_id == account, _MENTION.c.seen_at.is_(None))
    uow.session.execute(update(_MENTION).where(*theirs), {"seen_at": uow.now})
