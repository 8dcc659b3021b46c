"""One-time codes and links: how somebody without an account proves that an address is theirs.

A code has six digits, lives for fifteen minutes and stands five wrong tries; a link is signed. Both work once. Only a
keyed hash is kept, bound to the purpose, the case and the address to which the letter went, so that a code does not
prove an address that was changed afterwards. They live by the real time, not by the department's day.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlmodel import Session

from cases.errors import LinkRefused
from cases.models import AccessCode
from cases.ntb.wording import N_, Sentence
from cases.seats import COMPLAINANT
from cases.settings import settings
from cases.store import UnitOfWork

_CODE: Any = AccessCode.__table__  # type: ignore[attr-defined]

CODE_LIVES = timedelta(minutes=15)
MOST_TRIES = 5
MOST_AN_HOUR = 5
_HOUR = timedelta(hours=1)

USED = N_("This code was used already. Ask for a new one.")
EXPIRED = N_("This code has expired: a code works for 15 minutes. Ask for a new one.")
WRONG = N_(
    "This is not the code that we sent. Look into the newest message, or ask for a new code; after five wrong tries "
    "a code no longer works."
)
TOO_OFTEN = N_("We have sent five codes within an hour. Look into the newest message, or ask again after %(time)s.")
LINK_UNKNOWN = N_("This link is not complete or not one of ours. Ask for a new one.")
LINK_USED = N_("This link was used already: each link works once. Ask for a new one.")
LINK_EXPIRED = N_("This link has expired. Ask for a new one.")


class Purpose(StrEnum):
    """What a code or link is for."""

    PROVE_EMAIL = "prove-email"
    TRACK = "track"
    RESUME = "resume"


LETTERS = {Purpose.PROVE_EMAIL: "email-code", Purpose.TRACK: "tracking-code", Purpose.RESUME: "resume-link"}
"""The letter that carries the code or link."""


@dataclass(frozen=True, slots=True)
class About:
    """What a code is about: a case or the draft of one, and the address to which it goes."""

    case_id: UUID
    address: str
    draft_id: int | None = None
    party_id: int | None = None
    language: str = "en"


def issue_code(uow: UnitOfWork, purpose: Purpose, about: About) -> None:
    """Queue a letter with a new code; the codes before it end. `LinkRefused` after five within an hour."""
    _not_too_often(uow, purpose, about)
    code = f"{secrets.randbelow(1_000_000):06d}"
    now = uow.database.real_now()
    uow.session.execute(
        update(_CODE)
        .where(*_same(purpose, about), _CODE.c.used_at.is_(None), _CODE.c.expires_at > now)
        .values(expires_at=now)
    )
    row_id = _keep(uow, purpose, about, _keyed(purpose, about, code), expires_at=now + CODE_LIVES)
    _queue(uow, purpose, about, row_id, secret=code)


def is_waiting(uow: UnitOfWork, purpose: Purpose, about: About) -> bool:
    """Whether a code is on its way that still works."""
    now = uow.database.real_now()
    return any(row.used_at is None and row.expires_at > now for row in _rows(uow, purpose, about))


def use_code(uow: UnitOfWork, purpose: Purpose, about: About, code: str) -> None:
    """Accept the code, once; the caller commits. A refusal is counted and committed before `LinkRefused` is raised."""
    now = uow.database.real_now()
    rows = _rows(uow, purpose, about)
    live: Any = next((row for row in rows if row.used_at is None and row.expires_at > now), None)
    typed = "".join(c for c in code if c.isdecimal())
    if live is not None and not _one_more_try(uow, live.id):
        raise LinkRefused(WRONG)
    found = _matching(rows, _keyed(purpose, about, typed))
    if found is not None and found is live and _consume(uow, found.id, now):
        return
    uow.commit()
    raise LinkRefused(WRONG if found is None else USED if found.used_at or found is live else EXPIRED)


def issue_link(uow: UnitOfWork, purpose: Purpose, about: About, *, path: str, lives: timedelta) -> None:
    """Queue a letter with a link to `path/<token>` that works once. `LinkRefused` after five within an hour."""
    _not_too_often(uow, purpose, about)
    nonce = secrets.token_urlsafe(16)
    expires_at = uow.database.real_now() + lives
    row_id = _keep(uow, purpose, about, _keyed(purpose, about, nonce), expires_at=expires_at)
    token = _signed(purpose, [row_id, nonce])
    _queue(uow, purpose, about, row_id, secret=f"{settings().base_url}{path}/{token}")


def use_link(uow: UnitOfWork, purpose: Purpose, token: str) -> AccessCode:
    """Accept the link, once, and say what it opens. `LinkRefused` when it is unknown, used or too old."""
    row = link_row(uow.session, purpose, token)
    if row is None:
        raise LinkRefused(LINK_UNKNOWN)
    now = uow.database.real_now()
    if row.used_at is None and row.expires_at <= now:
        raise LinkRefused(LINK_EXPIRED)
    if row.used_at is not None or not _consume(uow, int(row.id or 0), now):
        raise LinkRefused(LINK_USED)
    return row


def link_row(session: Session, purpose: Purpose, token: str) -> AccessCode | None:
    """What a link of ours is about, without using it up; None for any other text."""
    match unsigned(f"link:{purpose.value}", token):
        case [int(row_id), str(_)]:
            row = session.get(AccessCode, row_id)
            return row if row is not None and row.purpose == purpose.value else None
    return None


def signed(salt: str, value: object) -> str:
    """A value that only this department can have written, fit for an address."""
    from itsdangerous import URLSafeSerializer

    return str(URLSafeSerializer(_secret(), salt=salt).dumps(value))


def unsigned(salt: str, token: str) -> object:
    """What was signed; None for anything else."""
    from itsdangerous import BadData, URLSafeSerializer

    try:
        return URLSafeSerializer(_secret(), salt=salt).loads(token)
    except BadData:
        return None


def _signed(purpose: Purpose, value: list[object]) -> str:
    return signed(f"link:{purpose.value}", value)


def _secret() -> bytes:
    return settings().secret_key.get_secret_value().encode()


def _keyed(purpose: Purpose, about: About, code: str) -> str:
    content = "\n".join((purpose.value, str(about.case_id), about.address.strip().lower(), code))
    return hmac.new(_secret(), content.encode(), sha256).hexdigest()


def _same(purpose: Purpose, about: About) -> tuple[Any, ...]:
    return (_CODE.c.purpose == purpose.value, _CODE.c.case_id == about.case_id)


def _rows(uow: UnitOfWork, purpose: Purpose, about: About) -> Sequence[Any]:
    """The latest codes, newest first: the one that counts, and those that it replaced."""
    columns = (_CODE.c.id, _CODE.c.code_hash, _CODE.c.expires_at, _CODE.c.used_at, _CODE.c.tries)
    newest = select(*columns).where(*_same(purpose, about)).order_by(_CODE.c.id.desc()).limit(MOST_AN_HOUR)
    return uow.session.execute(newest).all()


def _matching(rows: Sequence[Any], code_hash: str) -> Any:
    """The code that was typed; every one is compared, each in constant time."""
    found = [row for row in rows if hmac.compare_digest(row.code_hash, code_hash)]
    return found[0] if found else None


def _one_more_try(uow: UnitOfWork, row_id: int) -> bool:
    """Count a try; False when they are used up. One statement, so that tries side by side are all counted."""
    counted = update(_CODE).where(_CODE.c.id == row_id, _CODE.c.tries < MOST_TRIES).values(tries=_CODE.c.tries + 1)
    return bool(uow.session.execute(counted).rowcount)  # type: ignore[attr-defined]


def _consume(uow: UnitOfWork, row_id: int, now: datetime) -> bool:
    """Use it up; False when somebody else just did."""
    used = update(_CODE).where(_CODE.c.id == row_id, _CODE.c.used_at.is_(None)).values(used_at=now)
    return bool(uow.session.execute(used).rowcount)  # type: ignore[attr-defined]


def _not_too_often(uow: UnitOfWork, purpose: Purpose, about: About) -> None:
    now = uow.database.real_now()
    recent = select(_CODE.c.made_at).where(*_same(purpose, about), _CODE.c.made_at > now - _HOUR)
    made = sorted(uow.session.execute(recent).scalars().all())
    if len(made) >= MOST_AN_HOUR:
        from cases.store.database import NAIROBI

        again = (made[-MOST_AN_HOUR] + _HOUR).astimezone(NAIROBI)
        raise LinkRefused(Sentence(TOO_OFTEN, time=f"{again:%H:%M}"))


def _keep(uow: UnitOfWork, purpose: Purpose, about: About, code_hash: str, *, expires_at: datetime) -> int:
    kept = insert(_CODE).values(
        purpose=purpose.value, code_hash=code_hash, case_id=about.case_id, draft_id=about.draft_id,
        made_at=uow.database.real_now(), expires_at=expires_at, tries=0,
    )  # fmt: skip
    return int(uow.session.execute(kept.returning(_CODE.c.id)).scalar_one())


def _queue(uow: UnitOfWork, purpose: Purpose, about: About, row_id: int, *, secret: str) -> None:
    """The letter. Delivery wipes `secret` from the row and keeps no copy of what it sent."""
    real = uow.database.real_now()
    dedupe = f"{about.case_id}:code:{row_id}"
    uow.post(
        [
            {
                "case_id": about.case_id, "event_seq": None, "letter": LETTERS[purpose], "seat": COMPLAINANT.key,
                "party_id": about.party_id, "account_id": None, "contact_id": None, "address": about.address,
                "language": about.language, "context": {"secret": secret}, "state": "queued", "why": "",
                "message_id": f"<{sha256(dedupe.encode()).hexdigest()[:32]}@tatua>", "dedupe": dedupe, "subject": "",
                "attempts": 0, "made_at": real, "next_try_at": real, "answer": "", "unobserved": False,
            }
        ]
    )  # fmt: skip
