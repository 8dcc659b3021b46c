"""A story of the demonstration told to the real services, day by day, as if each day were today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, select, update

from cases.engine import THE_SYSTEM, Actor
from cases.history import Value
from cases.models import CaseNote, Draft, Party
from cases.ntb.intake import BY_ID, TOPIC_KEYS
from cases.seats import COMPLAINANT, Role
from cases.seed.files import FileStory
from cases.seed.paper import pdf
from cases.seed.stories import Act, Ago, Paper, Story, Telling
from cases.service.acting import take_action
from cases.service.documents import store_document
from cases.service.drafts import save_topic, start_draft
from cases.service.lodging import lodge
from cases.service.opening import open_by_hand
from cases.service.parties import add_party
from cases.service.people import ACCOUNT
from cases.store import NAIROBI, UnitOfWork
from cases.store.search import keep_words
from cases.store.tables import CASE

_DRAFT: Any = Draft.__table__  # type: ignore[attr-defined]
_PARTY: Any = Party.__table__  # type: ignore[attr-defined]
_NOTE: Any = CaseNote.__table__  # type: ignore[attr-defined]
_FIRST_HOUR = time(9)
_MINUTES_APART = 7
_DRAFT_AGO = 3


class Clock:
    """The time of the demonstration: it goes back to the days of a story and never beyond now."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._at = now
        self._told: dict[date, int] = {}

    def __call__(self) -> datetime:
        return self._at

    def back(self) -> None:
        """It is now again."""
        self._at = self._now

    def go_to(self, day: date) -> None:
        """A few minutes after the last thing that was told of that day, in office hours."""
        before = self._told.get(day, 0)
        self._told[day] = before + 1
        hour = datetime.combine(day, _FIRST_HOUR, NAIROBI) + timedelta(minutes=before * _MINUTES_APART)
        self._at = min(hour, self._now)


class _Told:
    """One story while it is told: its case, and how its days and papers become dates and documents."""

    def __init__(self, uow: UnitOfWork, clock: Clock, story: Story | FileStory, staff: Mapping[str, int]) -> None:
        self.uow, self.clock, self.story, self.staff = uow, clock, story, staff
        clock.back()
        self._calendar = uow.calendars().of("nairobi")
        self._today = uow.today
        self.case_id: UUID

    def day(self, ago: int) -> date:
        return self._calendar.add_open_days(self._today, -ago)

    def go(self, ago: int) -> date:
        day = self.day(ago)
        self.clock.go_to(day)
        return day

    def answers(self, told: Telling) -> dict[str, Value]:
        return {key: self._answer(value) for key, value in told.items()}

    def _answer(self, value: Value | Ago | Paper) -> Value:
        if isinstance(value, Ago):
            return self.day(value.days).isoformat()
        if isinstance(value, Paper):
            return [self.paper(value.title, case_id=self.case_id)]
        return value

    def paper(self, title: str, *, case_id: UUID | None = None, draft_id: int | None = None) -> str:
        content = pdf(title, "A document of the demonstration. Nothing in it is real.")
        row = store_document(
            self.uow, filename=f"{title}.pdf", content=content, actor=THE_SYSTEM, case_id=case_id, draft_id=draft_id,
            title=title,
        )  # fmt: skip
        return str(row.id)


def open_file(uow: UnitOfWork, clock: Clock, story: FileStory, staff: Mapping[str, int]) -> UUID:
    """Open the file of a story as its officer does, with its parties, and take its acts. The caller commits."""
    told = _Told(uow, clock, story, staff)
    day = told.go(story.opened)
    told.case_id = open_by_hand(
        uow, story.procedure, actor=_actor(told, story.officer), data=told.answers(story.answers), person=story.person,
        on=day,
    )  # fmt: skip
    for seat, person in story.others:
        add_party(uow, told.case_id, seat, person)
    _assign(told)
    for act in story.acts:
        _take(told, act)
    return told.case_id


def tell(uow: UnitOfWork, clock: Clock, story: Story, staff: Mapping[str, int]) -> UUID:
    """Lodge the complaint of a story and take its acts. The caller commits."""
    told = _Told(uow, clock, story, staff)
    told.go(_DRAFT_AGO if story.lodged is None else story.lodged)
    draft, _ = start_draft(uow, channel="web", language="en")
    told.case_id = draft.case_id
    _fill_in(told, draft, story)
    if story.lodged is None:
        return told.case_id
    for title in story.evidence:
        told.paper(title, draft_id=draft.id)
    lodge(uow, draft, submit_key=uuid4().hex)
    _assign(told)
    for act in story.acts:
        _take(told, act)
    return told.case_id


def _fill_in(told: _Told, draft: Draft, story: Story) -> None:
    """Every topic that the story has answers to; a wrong answer in a story is a mistake of ours."""
    answers = told.answers(story.answers)
    for topic in TOPIC_KEYS:
        mine = {key: value for key, value in answers.items() if BY_ID[key].topic == topic}
        if not mine:
            continue
        wrong = save_topic(told.uow, draft, topic, mine)
        if wrong and story.lodged is not None:
            raise ValueError(f"The story of {answers.get('filer_name')} has wrong answers: {wrong}")
    told.uow.session.execute(
        update(_DRAFT).where(_DRAFT.c.id == draft.id), {"email_proved": answers.get("filer_email")}
    )


def _assign(told: _Told) -> None:
    story, session = told.story, told.uow.session
    if story.officer is None:
        return
    account = told.staff[story.officer]
    session.execute(update(CASE).where(CASE.c.id == told.case_id), {"officer_id": account})
    if story.note:
        values = {"case_id": told.case_id, "account_id": account, "text": story.note, "written_at": told.uow.now}
        session.execute(insert(_NOTE), values)
        keep_words(session, told.case_id)


def _take(told: _Told, act: Act) -> None:
    day = told.go(act.ago)
    take_action(
        told.uow, told.case_id, act.action, actor=_actor(told, act.by), on=day, data=told.answers(act.data),
        reason=act.reason, subject=act.subject,
    )  # fmt: skip


def _actor(told: _Told, by: str) -> Actor:
    if by == "system":
        return THE_SYSTEM
    session = told.uow.session
    if by == "party":
        party = select(_PARTY.c.id).where(_PARTY.c.case_id == told.case_id, _PARTY.c.seat == COMPLAINANT.key)
        return Actor(frozenset({Role.PARTY}), party=session.execute(party).scalars().first())
    roles = session.execute(select(ACCOUNT.c.roles).where(ACCOUNT.c.id == told.staff[by])).scalar_one()
    return Actor(frozenset(Role(role) for role in roles), account=told.staff[by])
