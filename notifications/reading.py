"""Reading what a letter needs, by the keys in its row of the outbox; or, before an act is taken, from its step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlmodel import Session

from cases.deadlines import Clock
from cases.history import Event, Value
from cases.law import LegalStatus
from cases.lifecycles import lifecycle
from cases.models import Account, CaseFile, Contact, DeadlineChange, DeadlineRow, EventRow, Incident, OutboxRow, Party
from cases.ntb.agencies import agency
from cases.ntb.states import state_name
from cases.seats import COMPLAINANT as COMPLAINANT_SEAT
from cases.seats import LEAD_AGENCY, SEATS, Role, Seat
from cases.service import Done
from cases.service.addressing import Addressed, bodies
from cases.settings import Settings
from notifications.dates import day_in_nairobi, day_of
from notifications.letters import letter
from notifications.letters.base import ADDRESS, OUTSIDE, PARTY, STATE, Audience, Line, audience_of
from notifications.occasion import ClockLine, Filer, Occasion, law_words
from notifications.phrases import phrase
from notifications.senders import sender_of

_CASE: Any = CaseFile.__table__  # type: ignore[attr-defined]
_EVENT: Any = EventRow.__table__  # type: ignore[attr-defined]
_CLOCK: Any = DeadlineRow.__table__  # type: ignore[attr-defined]
_PARTY: Any = Party.__table__  # type: ignore[attr-defined]
_ACCOUNT: Any = Account.__table__  # type: ignore[attr-defined]
_CONTACT: Any = Contact.__table__  # type: ignore[attr-defined]
_INCIDENT: Any = Incident.__table__  # type: ignore[attr-defined]
_CHANGE: Any = DeadlineChange.__table__  # type: ignore[attr-defined]
_OUTBOX: Any = OutboxRow.__table__  # type: ignore[attr-defined]

_THE_CASE = select(_CASE).where(_CASE.c.id == bindparam("id"))
_THE_EVENT = select(_EVENT).where(_EVENT.c.case_id == bindparam("id"), _EVENT.c.seq == bindparam("seq"))
_THE_CLOCKS = select(_CLOCK).where(_CLOCK.c.case_id == bindparam("id")).order_by(_CLOCK.c.due_on, _CLOCK.c.id)
_THE_FILER = (
    select(_PARTY.c.name, _PARTY.c.organisation)
    .where(_PARTY.c.case_id == bindparam("id"), _PARTY.c.seat == COMPLAINANT_SEAT.key)
    .order_by(_PARTY.c.id)
)
_THE_INCIDENT = (
    select(_INCIDENT.c.hs_codes, _INCIDENT.c.answers)
    .where(_INCIDENT.c.case_id == bindparam("id"))
    .order_by(_INCIDENT.c.id)
)
_NAMES = (("party_id", _PARTY), ("account_id", _ACCOUNT), ("contact_id", _CONTACT))

Kept = OutboxRow | Row[Any]
"""A row of the outbox, as a model or as plain columns."""


def occasion_of(session: Session, row: Kept, settings: Settings, *, today: date | None = None) -> Occasion:
    """What the letter of this row is about. `LookupError` for a letter, case or procedure that is not there."""
    kind, seat = letter(row.letter), SEATS.get(row.seat)
    person: dict[str, Any] = {
        "letter": kind.key, "audience": _audience(kind.audiences, seat), "seat": seat,
        "to": _name(session, row) or (seat.title if seat else ""), "address": row.address,
        "language": row.language, "base_url": settings.base_url, "context": row.context,
    }  # fmt: skip
    if row.case_id is None:
        day = day_of(row.context.get("day")) or today or day_in_nairobi(row.made_at)
        lines = _lines(session, row, settings.base_url)
        return Occasion(**person, today=day, lines=lines)
    case = session.execute(_THE_CASE, {"id": row.case_id}).one()
    body = str(row.context.get("body") or "")
    if row.contact_id is None and seat is not None and audience_of(seat) in OUTSIDE:
        person["to"] = _nobody_on_file(person["to"], seat, case.values, row.language, body)
    event = _event(session, row.case_id, row.event_seq)
    clocks = tuple(_clock_line(each) for each in session.execute(_THE_CLOCKS, {"id": row.case_id}))
    day = today or day_in_nairobi(event.recorded_at if event else row.made_at)
    lines = _moved(session, row, case, settings.base_url)
    return Occasion(
        **person, today=day, lines=lines, stage=event.to if event else case.stage, event=event, clocks=clocks,
        values=case.values, deadline=_named(clocks, row.context), **_about(session, case), body=body,
        reply_to=_reply_to(session, case, person["audience"]),
    )  # fmt: skip


def occasion_before(
    session: Session, case: Row[Any], done: Done, to: Addressed, settings: Settings, *, today: date | None = None
) -> Occasion:
    """What a letter would be about if the step were taken. Nothing is written."""
    kind, step, who = letter(to.letter), done.step, to.recipient
    clocks = sorted((_clock_of(c) for c in step.clocks), key=lambda c: (c.due is None, c.due))
    return Occasion(
        letter=kind.key, audience=_audience(kind.audiences, to.seat), seat=to.seat,
        to=_to(to, step.values), address=who.address if who else None,
        language=who.language if who else "en", base_url=settings.base_url,
        today=today or day_in_nairobi(step.event.recorded_at), stage=step.event.to, event=step.event,
        values=step.values, clocks=tuple(clocks), **_about(session, case), body=who.body if who else "",
        reply_to=_reply_to(session, case, _audience(kind.audiences, to.seat)),
    )  # fmt: skip


def _audience(audiences: frozenset[Audience], seat: Seat | None) -> Audience:
    return ADDRESS if ADDRESS in audiences else audience_of(seat)


def _about(session: Session, case: Row[Any]) -> dict[str, Any]:
    filer = session.execute(_THE_FILER, {"id": case.id}).first()
    incident = session.execute(_THE_INCIDENT, {"id": case.id}).first()
    return {
        "case_id": case.id, "reference": case.reference or "", "title": case.title,
        "life": lifecycle(case.lifecycle, case.version), "filer": Filer(*filer) if filer else Filer(),
        "hs_codes": tuple(incident.hs_codes) if incident else (),
        "description": str(incident.answers.get("description") or "") if incident else "",
    }  # fmt: skip


def _reply_to(session: Session, case: Row[Any], audience: Audience) -> str:
    """To whom an outsider answers: the officer of the case; a state to whoever speaks to states for this kind."""
    if audience not in OUTSIDE:
        return ""
    staff = session.execute(select(_ACCOUNT).where(_ACCOUNT.c.disabled.is_(False)).order_by(_ACCOUNT.c.id)).all()
    officer = next((a.email for a in staff if a.id == case.officer_id), "")
    focal = next((a.email for a in staff if Role.FOCAL_POINT.value in (a.roles or [])), "")
    if audience is STATE and sender_of(case.kind).hears is Role.FOCAL_POINT:
        return focal
    return officer or focal


def _name(session: Session, row: Kept) -> str:
    for column, table in _NAMES:
        key = getattr(row, column)
        if key is not None:
            return str(session.execute(select(table.c.name).where(table.c.id == key)).scalar() or "")
    return ""


def _to(to: Addressed, values: Mapping[str, Value]) -> str:
    """The recipient of a planned letter by the name that the letter itself will use."""
    who = to.recipient
    if audience_of(to.seat) in OUTSIDE - {PARTY} and (who is None or who.contact_id is None):
        return _office(to.seat, values, who.language if who else "en", who.body if who else "")
    return (who.name if who else "") or to.seat.title


def _nobody_on_file(name: str, seat: Seat, values: Mapping[str, Value], language: str, body: str) -> str:
    """The name of a party, or what is meant where nobody is on file: a firm as the act named it, or the office."""
    return body or name if audience_of(seat) is PARTY else _office(seat, values, language, body)


def _office(seat: Seat, values: Mapping[str, Value], language: str, body: str = "") -> str:
    """An office of which nobody is on file: the seat, with the state or agency that is meant (all, for no `body`)."""
    names = [state_name(each, language) for each in ([body] if body else bodies(seat, values)) if each]
    if seat is LEAD_AGENCY:
        known = agency(str(values.get("lead_agency") or ""))
        names = [known.name] if known else []
    title = phrase(seat.title, language)
    return f"{title} ({', '.join(names)})" if names else title


def _event(session: Session, case_id: UUID, seq: int | None) -> Event | None:
    if seq is None:
        return None
    found = session.execute(_THE_EVENT, {"id": case_id, "seq": seq}).one_or_none()
    if found is None:
        return None
    return Event(
        seq=found.seq, action=found.action, stage=found.stage, to=found.to_stage, visit=found.visit,
        happened_on=found.happened_on, recorded_at=found.recorded_at, data=found.data, facts=found.facts,
        subject=found.subject or None, seat=found.seat, role=found.role, reason=found.reason,
    )  # fmt: skip


def _clock_line(row: Row[Any]) -> ClockLine:
    return ClockLine(
        (row.key, row.visit, row.occurrence, row.subject), row.title, row.seat, row.stage, row.kind, row.cite,
        LegalStatus(row.status), row.state, row.due_on, row.due_latest, row.trigger_on,
    )  # fmt: skip


def _clock_of(clock: Clock) -> ClockLine:
    return ClockLine(
        clock.identity, clock.title, clock.seat, clock.stage, clock.kind.value, str(clock.cite), clock.cite.status,
        clock.state.value, clock.due, clock.latest, clock.trigger_on,
    )  # fmt: skip


def _named(clocks: Sequence[ClockLine], context: Mapping[str, Any]) -> ClockLine | None:
    identity = context.get("deadline")
    return next((c for c in clocks if identity and list(c.identity) == list(identity)), None)


def _lines(session: Session, row: Kept, base_url: str) -> tuple[Line, ...]:
    """The reminders that a bundle stands for, or the clocks of a digest, each with its case and its last day."""
    if row.context.get("deadlines"):
        return _digest(session, row, base_url)
    ids = row.context.get("rows") or []
    statement = (
        select(_OUTBOX.c.context, _OUTBOX.c.letter, _CASE.c.id, _CASE.c.reference, _CASE.c.title)
        .join(_CASE, _CASE.c.id == _OUTBOX.c.case_id)
        .where(_OUTBOX.c.id.in_(ids))
        .order_by(_OUTBOX.c.id)
    )
    return tuple(_reminder(session, each, row.language, base_url) for each in session.execute(statement).all())


def _digest(session: Session, row: Kept, base_url: str) -> tuple[Line, ...]:
    statement = (
        select(_CLOCK, _CASE.c.reference)
        .join(_CASE, _CASE.c.id == _CLOCK.c.case_id)
        .where(_CLOCK.c.id.in_(row.context["deadlines"]))
        .order_by(_CLOCK.c.due_on, _CLOCK.c.id)
    )
    return tuple(_line(each, _clock_line(each), row.language, base_url) for each in session.execute(statement))


def _reminder(session: Session, row: Row[Any], language: str, base_url: str) -> Line:
    clocks = [_clock_line(each) for each in session.execute(_THE_CLOCKS, {"id": row.id})]
    return _line(row, _named(clocks, row.context), language, base_url)


def _line(row: Row[Any], clock: ClockLine | None, language: str, base_url: str) -> Line:
    return Line(
        reference=row.reference or "", title=phrase(clock.title, language) if clock else row.title,
        day=clock.due if clock else None, law=law_words(clock, language) if clock else "",
        link=f"{base_url}/cases/{row.reference}",
    )  # fmt: skip


def _moved(session: Session, row: Kept, case: Row[Any], base_url: str) -> tuple[Line, ...]:
    """The dates that moved, by the keys of their changes."""
    ids = row.context.get("changes") or []
    if not ids:
        return ()
    titles = select(_CLOCK.c.title).where(_CLOCK.c.case_id == _CHANGE.c.case_id, _CLOCK.c.key == _CHANGE.c.key).limit(1)
    statement = (
        select(_CHANGE, titles.scalar_subquery().label("title")).where(_CHANGE.c.id.in_(ids)).order_by(_CHANGE.c.id)
    )
    return tuple(
        Line(
            reference=case.reference or "", title=phrase(each.title or each.key, row.language), day=each.after, law="",
            before=each.before, cause=each.cause, link=f"{base_url}/cases/{case.reference}",
        )
        for each in session.execute(statement)
    )  # fmt: skip
