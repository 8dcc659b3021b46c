"""The receipt: what was lodged, when, under which number, and the hash by which nobody can change it unseen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from cases.errors import NotFound
from cases.history import Value
from cases.models import CaseFile, Document, EventRow, Incident, Party
from cases.seats import COMPLAINANT
from cases.service.documents import documents_of
from cases.words import N_

_EVENT: Any = EventRow.__table__  # type: ignore[attr-defined]
_PARTY: Any = Party.__table__  # type: ignore[attr-defined]
_INCIDENT: Any = Incident.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Receipt:
    """A lodged complaint as its complainant may keep it. `answers` are as they are on file, who they are included.

    `hash` is that of the act of lodging, which is chained to what came before and after. `email` is the address that
    letters go to, None for somebody who is called.
    """

    reference: str
    title: str
    lodged_on: date
    recorded_at: datetime
    hash: str
    urgent: bool
    email: str | None
    email_proved: bool
    call_back: bool
    answers: dict[str, Value]
    documents: list[Document]


def receipt_of(session: Session, case_id: UUID) -> Receipt:
    """The receipt of a lodged case, from what is on file; `NotFound` for one that was not lodged here."""
    case = session.get(CaseFile, case_id)
    lodging = session.execute(
        select(_EVENT.c.hash, _EVENT.c.happened_on, _EVENT.c.recorded_at, _EVENT.c.documents)
        .where(_EVENT.c.case_id == case_id, _EVENT.c.action == "draft.submit")
        .order_by(_EVENT.c.seq)
    ).first()
    if case is None or case.reference is None or lodging is None:
        raise NotFound(N_("There is no receipt for this case, or it is not open to you."))
    session.refresh(case)
    party = _complainant(session, case_id)
    return Receipt(
        reference=case.reference, title=case.title, lodged_on=lodging.happened_on, recorded_at=lodging.recorded_at,
        hash=lodging.hash, urgent=case.urgent, email=party.email, email_proved=party.email_proved,
        call_back=party.call_back, answers=_all_answers(party, incident_of(session, case_id)),
        documents=[each for each in documents_of(session, case_id=case_id) if str(each.id) in lodging.documents],
    )  # fmt: skip


def answers_of(session: Session, case_id: UUID) -> dict[str, Value]:
    """Every answer of a complaint on file, who the person is and what only few may see included."""
    return _all_answers(_complainant(session, case_id), incident_of(session, case_id))


def _all_answers(party: Party, incident: Incident | None) -> dict[str, Value]:
    happened = {**incident.answers, **incident.restricted} if incident else {}
    return {**_of_the_person(party), **happened}


def incident_of(session: Session, case_id: UUID) -> Incident | None:
    """What went wrong, as it was told; None for a case that began otherwise."""
    wanted = select(Incident).where(_INCIDENT.c.case_id == case_id).order_by(_INCIDENT.c.id)
    return session.execute(wanted).scalars().first()


def _complainant(session: Session, case_id: UUID) -> Party:
    wanted = select(Party).where(_PARTY.c.case_id == case_id, _PARTY.c.seat == COMPLAINANT.key).order_by(_PARTY.c.id)
    return session.execute(wanted).scalars().first() or Party(case_id=case_id, seat=COMPLAINANT.key)


def _of_the_person(party: Party) -> dict[str, Value]:
    said: dict[str, Value] = {"filer_name": party.name, "filer_email": party.email, "filer_phone": party.phone}
    return {key: value for key, value in {**said, **party.personal}.items() if value}
