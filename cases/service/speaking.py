"""The language in which a person is written to: their own choice, kept where the person stands. The callers commit."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import update

from cases.models import Account, CaseFile, Draft, Party
from cases.seats import COMPLAINANT
from cases.store import UnitOfWork

_ACCOUNT: Any = Account.__table__  # type: ignore[attr-defined]
_CASE: Any = CaseFile.__table__  # type: ignore[attr-defined]
_DRAFT: Any = Draft.__table__  # type: ignore[attr-defined]
_PARTY: Any = Party.__table__  # type: ignore[attr-defined]


def speak_to_staff(uow: UnitOfWork, account_id: int, language: str) -> None:
    """Write to a member of staff in that language from now on, and show it when they sign in."""
    uow.session.execute(update(_ACCOUNT).where(_ACCOUNT.c.id == account_id).values(language=language))


def speak_to_author(uow: UnitOfWork, draft_id: int, language: str) -> None:
    """Write to whoever is writing this report in that language; the case that comes of it begins with it."""
    uow.session.execute(update(_DRAFT).where(_DRAFT.c.id == draft_id).values(language=language))


def speak_to_complainant(uow: UnitOfWork, case_id: UUID, language: str) -> None:
    """Write to the complainant of a case in that language; letters that are made already stay as they are."""
    theirs = (_PARTY.c.case_id == case_id, _PARTY.c.seat == COMPLAINANT.key)
    uow.session.execute(update(_PARTY).where(*theirs).values(language=language))
    uow.session.execute(update(_CASE).where(_CASE.c.id == case_id).values(language=language))
