"""A case opened for reading: what its pages need, read once and in one look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Row, and_, select

from api.pages.base import Web
from cases.agenda import HOME
from cases.calendars import Calendar
from cases.deadlines import Calendars, Clock
from cases.engine import Actor, Offer, offers
from cases.history import Facts
from cases.lifecycle import Action, Lifecycle
from cases.models import CaseNote, Contact, DeadlineChange, Document, NoteMention, Party
from cases.seats import Role
from cases.service.acting import facts_now, life_of
from cases.service.documents import documents_of
from cases.store.custody import custody_of
from cases.store.lists import find_case
from cases.store.reading import Reading
from cases.store.tables import ACCOUNT, EVENT, OUTBOX
from cases.store.ties import ties_of

_PARTY: Any = Party.__table__  # type: ignore[attr-defined]
_NOTE: Any = CaseNote.__table__  # type: ignore[attr-defined]
_MENTION: Any = NoteMention.__table__  # type: ignore[attr-defined]
_CONTACT: Any = Contact.__table__  # type: ignore[attr-defined]
_CHANGE: Any = DeadlineChange.__table__  # type: ignore[attr-defined]

KNOWS_WHO = (Role.OFFICER, Role.FOCAL_POINT, Role.SUPERVISOR, Role.BORDER_DESK, Role.COUNSEL)
"""Roles that may open who a protected complainant is."""


@dataclass
class Opened:
    """One case at one moment, for one member of staff."""

    uow: Reading
    row: Row[Any]
    life: Lifecycle
    facts: Facts
    actor: Actor

    @property
    def reference(self) -> str:
        return str(self.row.reference)

    @property
    def href(self) -> str:
        return f"/cases/{self.reference}"

    @property
    def calendars(self) -> Calendars:
        return self.uow.calendars(self.row)

    @property
    def home(self) -> Calendar:
        """The department's own calendar, in which distances are told."""
        return self.calendars.of(HOME)

    @cached_property
    def offers(self) -> list[Offer]:
        """Every action of the stage as it stands for this person."""
        return offers(self.life, self.facts, self.actor)

    def action(self, key: str) -> Action | None:
        """The action of that key anywhere on the page of law, for showing what was done."""
        return next((action for _, action in self.life.all_actions() if action.key == key), None)

    @cached_property
    def clocks(self) -> list[Clock]:
        return self.facts.clocks()

    @cached_property
    def holder(self) -> str:
        """Who has the case; empty when nobody."""
        if self.row.officer_id is None:
            return ""
        return str(
            self.uow.session.execute(select(ACCOUNT.c.name).where(ACCOUNT.c.id == self.row.officer_id)).scalar_one()
        )

    @cached_property
    def events(self) -> Sequence[Row[Any]]:
        """The history with the names of staff who recorded it, oldest first."""
        wanted = (
            select(EVENT, ACCOUNT.c.name.label("recorded_by"))
            .outerjoin(ACCOUNT, ACCOUNT.c.id == EVENT.c.account_id)
            .where(EVENT.c.case_id == self.row.id)
            .order_by(EVENT.c.seq)
        )
        return self.uow.session.execute(wanted).all()

    @cached_property
    def documents(self) -> list[Document]:
        return documents_of(self.uow.session, case_id=self.row.id)

    @cached_property
    def parties(self) -> Sequence[Row[Any]]:
        wanted = select(_PARTY).where(_PARTY.c.case_id == self.row.id).order_by(_PARTY.c.id)
        return self.uow.session.execute(wanted).all()

    @cached_property
    def notes(self) -> Sequence[Row[Any]]:
        """The notes, newest first; `unseen` where this person is named in one and has not opened the case since."""
        named = and_(_MENTION.c.note_id == _NOTE.c.id, _MENTION.c.account_id == self.actor.account)
        columns = (
            _NOTE.c.id, _NOTE.c.text, _NOTE.c.written_at, ACCOUNT.c.name,
            and_(_MENTION.c.id.is_not(None), _MENTION.c.seen_at.is_(None)).label("unseen"),
        )  # fmt: skip
        wanted = select(*columns).join(ACCOUNT, ACCOUNT.c.id == _NOTE.c.account_id).outerjoin(_MENTION, named)
        ordered = wanted.where(_NOTE.c.case_id == self.row.id).order_by(_NOTE.c.id.desc())
        return self.uow.session.execute(ordered).all()

    @cached_property
    def custody(self) -> Sequence[Row[Any]]:
        """From whose desk to whose the case went, oldest first."""
        return custody_of(self.uow.session, self.row.id)

    @cached_property
    def letters(self) -> Sequence[Row[Any]]:
        """The letters of the case with the name of each recipient, newest first."""
        wanted = (
            select(
                OUTBOX, _PARTY.c.name.label("party_name"), ACCOUNT.c.name.label("account_name"),
                _CONTACT.c.name.label("contact_name"),
            )
            .outerjoin(_PARTY, _PARTY.c.id == OUTBOX.c.party_id)
            .outerjoin(ACCOUNT, ACCOUNT.c.id == OUTBOX.c.account_id)
            .outerjoin(_CONTACT, _CONTACT.c.id == OUTBOX.c.contact_id)
            .where(OUTBOX.c.case_id == self.row.id)
            .order_by(OUTBOX.c.id.desc())
        )  # fmt: skip
        return self.uow.session.execute(wanted).all()

    @cached_property
    def links(self) -> list[tuple[str, Row[Any]]]:
        """Cases tied to this one, with the tie as read from here. A tie that is over is not shown."""
        return ties_of(self.uow.session, self.row.id, self.actor)

    def moves_of(self, clock: Clock) -> Sequence[Row[Any]]:
        """How a date moved before, oldest first."""
        wanted = select(_CHANGE).where(
            _CHANGE.c.case_id == self.row.id, _CHANGE.c.key == clock.key, _CHANGE.c.visit == clock.visit,
            _CHANGE.c.occurrence == clock.occurrence, _CHANGE.c.subject == (clock.subject or ""),
        )  # fmt: skip
        return self.uow.session.execute(wanted.order_by(_CHANGE.c.id)).all()

    @property
    def knows_who(self) -> bool:
        return bool(self.actor.roles & set(KNOWS_WHO))

    @property
    def names_hidden(self) -> bool:
        """A complainant who asked for protection is named on a page of its own, and only there."""
        return bool(self.row.protected)

    @property
    def document_titles(self) -> Mapping[str, str]:
        return {str(d.id): f"{d.number}. {d.title or d.filename}" for d in self.documents}


@contextmanager
def opened(web: Web, reference: str) -> Iterator[Opened]:
    """Open a case for the member of staff who asks; `NotFound` when there is none or it is not theirs."""
    actor = web.staff.actor
    with Reading(web.database) as uow:
        row = uow.case(find_case(uow.session, reference, actor))
        yield Opened(uow, row, life_of(row), facts_now(uow, row), actor)
