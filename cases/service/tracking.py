"""A case as its complainant sees it, in outside words, and what they may do about it.

No inside name of a stage, no name of an officer, no date that is not confirmed: whoever waits for another state reads
when the department will act next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlmodel import Session

from cases import engine
from cases.engine import Actor
from cases.errors import ActionNotOpen, LinkRefused, NotFound
from cases.history import Event, Facts, Value
from cases.lifecycle import DOCUMENT, Action, Input, Lifecycle, Stage
from cases.models import CaseFile, Document, Party
from cases.ntb.wording import N_, Sentence
from cases.reference import read_reference
from cases.seats import COMPLAINANT, Role
from cases.service import codes
from cases.service.acting import Done, facts_now, life_of, take_action
from cases.service.desk import sent_before
from cases.service.documents import documents_of, store_document
from cases.service.outside_dates import NextDate, delays, next_date
from cases.service.outside_words import words_for
from cases.store import UnitOfWork

_CASE: Any = CaseFile.__table__  # type: ignore[attr-defined]
_PARTY: Any = Party.__table__  # type: ignore[attr-defined]

NOT_YOURS = N_("There is no such case, or it is not open to you. Check the reference.")
OUR_STAGES = ("draft",)

FOR_THE_DESK = frozenset({"keep_measure", "decided_on", "outcome_type"})
"""Inputs that an officer fills in when recording for somebody; the complainant is not asked."""
KNOWN = {"source": "complainant"}
"""Answers that follow from who acts."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what happened so far; `yours` are the complainant's own acts, `more` the text that goes with it."""

    day: date
    words: str
    yours: bool = False
    more: str = ""


@dataclass(frozen=True, slots=True)
class OutsideAction:
    """What the complainant may do now, with what is asked of them."""

    key: str
    button: str
    says: str
    inputs: tuple[Input, ...]
    takes_files: bool
    file_needed: bool
    asks_reason: bool
    main: bool


@dataclass(frozen=True, slots=True)
class TrackView:
    """Everything on the complainant's page. `main` actions answer what is asked of them now."""

    reference: str
    title: str
    words: str
    turn: str
    you: str
    closed: bool
    lodged_on: date | None
    next_date: NextDate | None
    delays: tuple[Sentence, ...]
    urgent: bool
    history: tuple[Line, ...]
    documents: tuple[Document, ...]
    question: str
    actions: tuple[OutsideAction, ...]
    revision: int
    language: str

    def action(self, key: str) -> OutsideAction:
        """The action of that key; `ActionNotOpen` in words when it is not open to the complainant now."""
        found = next((each for each in self.actions if each.key == key), None)
        if found is None:
            raise ActionNotOpen(NOT_OPEN)
        return found


NOT_OPEN = N_("This can no longer be done, or was done already. Look at where your case stands now.")


def complainant_of(session: Session, case_id: UUID) -> Row[Any] | None:
    """The complainant of a case: key, e-mail address and language; the one who can be written to first."""
    wanted = select(_PARTY.c.id, _PARTY.c.email, _PARTY.c.language).where(
        _PARTY.c.case_id == case_id, _PARTY.c.seat == COMPLAINANT.key
    )
    rows = session.execute(wanted.order_by(_PARTY.c.id)).all()
    return next((row for row in rows if row.email), rows[0] if rows else None)


def send_tracking_code(uow: UnitOfWork, typed: str) -> None:
    """Queue a code to the complainant of that reference, if there is one who can be written to. Never tells."""
    found = _about(uow, typed)
    if found is None:
        return
    try:
        codes.issue_code(uow, codes.Purpose.TRACK, found)
    except LinkRefused:
        return


def open_tracking(uow: UnitOfWork, typed: str, code: str) -> UUID:
    """The case that reference and code open; `LinkRefused` in the same words for a wrong code and no such case."""
    found = _about(uow, typed)
    if found is None:
        raise LinkRefused(codes.WRONG)
    codes.use_code(uow, codes.Purpose.TRACK, found, code)
    return found.case_id


def _about(uow: UnitOfWork, typed: str) -> codes.About | None:
    reference = read_reference(typed)
    wanted = select(_CASE.c.id).where(_CASE.c.reference == reference)
    case_id: UUID | None = uow.session.execute(wanted).scalar_one_or_none() if reference else None
    who = complainant_of(uow.session, case_id) if case_id else None
    if case_id is None or who is None or not who.email:
        return None
    return codes.About(case_id, who.email, party_id=who.id, language=who.language)


def track_view(uow: UnitOfWork, case_id: UUID) -> TrackView:
    """The case in outside words, as of today. Reads only."""
    case = uow.case(case_id)
    if case.reference is None:
        raise NotFound(NOT_YOURS)
    life, facts = life_of(case), facts_now(uow, case)
    stage, who = life.stage(facts.stage), complainant_of(uow.session, case_id)
    outside = stage.outside
    return TrackView(
        reference=case.reference, title=case.title, words=outside.words, turn=outside.turn, you=outside.you,
        closed=stage.terminal, lodged_on=case.lodged_on, next_date=None if stage.terminal else next_date(facts),
        delays=() if stage.terminal else delays(facts), urgent=case.urgent and not stage.terminal,
        history=tuple(history_of(life, facts)), documents=_theirs(uow.session, case_id, who),
        question=open_question(life, facts), actions=tuple(actions_of(life, facts, _actor(who))),
        revision=case.revision, language=case.language,
    )  # fmt: skip


def _actor(who: Row[Any] | None) -> Actor:
    return Actor(frozenset({Role.PARTY}), party=who.id if who else None)


def _theirs(session: Session, case_id: UUID, who: Row[Any] | None) -> tuple[Document, ...]:
    return tuple(d for d in documents_of(session, case_id=case_id) if who is not None and d.party_id == who.id)


def history_of(life: Lifecycle, facts: Facts) -> list[Line]:
    """What happened so far, newest first: where the case went, what the complainant did, what we wrote to them."""
    lines = [line for event in facts.events for line in _lines(life, event)]
    return list(reversed(lines))


def _lines(life: Lifecycle, event: Event) -> list[Line]:
    if event.corrects is not None or event.to in OUR_STAGES:
        return []
    action = life.action_in(event.stage, event.name)
    found: list[Line] = []
    if action is not None and event.seat == COMPLAINANT.key:
        found.append(Line(event.happened_on, words_for(action).done, yours=True))
    elif action is not None and (told := _told(action, event)):
        found.append(Line(event.happened_on, N_("We wrote to you."), more=told))
    if event.to != event.stage or event.seq == 1:
        found.append(Line(event.happened_on, life.stage(event.to).outside.words))
    return found


def _told(action: Action, event: Event) -> str:
    """The text of the act when it was meant for the complainant alone."""
    if not any(email.to.key == COMPLAINANT.key for email in action.emails):
        return ""
    if any(email.to.reach not in ("case", "staff") for email in action.emails):
        return ""
    meant = [each.key for each in action.inputs if each.outward or each.key == "questions"]
    return "\n\n".join(str(event.data[key]) for key in meant if event.data.get(key))


def open_question(life: Lifecycle, facts: Facts) -> str:
    """What we asked and wait for an answer to, in the officer's words."""
    if life.stage(facts.stage).outside.turn != YOUR_TURN:
        return ""
    for event in reversed(facts.events):
        if event.data.get("questions"):
            return str(event.data["questions"])
        if event.seat == COMPLAINANT.key:
            return ""
    return ""


YOUR_TURN = "Your turn"


def actions_of(life: Lifecycle, facts: Facts, actor: Actor) -> list[OutsideAction]:
    """What is open to the complainant now; what belongs to the stage comes before what is open anywhere."""
    stage = life.stage(facts.stage)
    offered = [o.action for o in engine.offers(life, facts, actor) if o.open and o.seat is COMPLAINANT]
    found = [_outside(action, stage) for action in offered if not action.system]
    return sorted(found, key=lambda each: not each.main)


def _outside(action: Action, stage: Stage) -> OutsideAction:
    asked = [each for each in action.inputs if each.key not in FOR_THE_DESK and each.key not in KNOWN]
    files = [each for each in asked if each.type is DOCUMENT]
    words = words_for(action)
    return OutsideAction(
        key=action.key, button=words.button, says=words.follows,
        inputs=tuple(each for each in asked if each.type is not DOCUMENT), takes_files=bool(files),
        file_needed=any(each.required for each in files), asks_reason=action.needs_reason, main=action in stage.actions,
    )  # fmt: skip


def act(
    uow: UnitOfWork,
    case_id: UUID,
    key: str,
    *,
    form_key: str,
    data: Mapping[str, Value] | None = None,
    reason: str = "",
    files: Sequence[tuple[str, Any]] = (),
) -> Done | None:
    """Take the complainant's action with their answers and files; None when this form was sent before.

    The refusals are those of the lifecycle and of the files. The caller commits.
    """
    if sent_before(uow, f"track:{case_id}", form_key) is not None:
        return None
    case = uow.case(case_id)
    actor = _actor(complainant_of(uow.session, case_id))
    life, facts = life_of(case), facts_now(uow, case)
    action = life.action_in(facts.stage, key)
    offered = next((each for each in actions_of(life, facts, actor) if each.key == key), None)
    if action is None or offered is None:
        raise ActionNotOpen(NOT_OPEN)
    kept = [
        store_document(uow, case_id=case_id, filename=name, content=content, actor=actor, field="files")
        for name, content in files
    ]
    asked = {each.key for each in action.inputs}
    answers = {**{k: v for k, v in KNOWN.items() if k in asked}, **(data or {})}
    return take_action(
        uow, case_id, key, actor=actor, data=answers, reason=reason, documents=[str(each.id) for each in kept]
    )
