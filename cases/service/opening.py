"""Opening a case: in its first stage, where an import or an answer says, or linked to the case that caused it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, insert, select, update

from cases import engine
from cases.beginning import Door, before_opening, check_opening, door_to
from cases.engine import Actor, Step
from cases.errors import InputRefused
from cases.hashing import chained
from cases.history import Value
from cases.lifecycle import Lifecycle
from cases.lifecycles import lifecycle
from cases.models import Counter, Document, Incident, Party
from cases.reference import reference
from cases.seats import SYSTEM, Role, Seat
from cases.service.parties import LONGEST_NAME, Person, add_party, checked_person
from cases.service.projecting import columns_of, deadline_rows, next_due
from cases.service.ties import tie
from cases.store import NewEvent, UnitOfWork
from cases.store.database import calendar_version
from cases.store.search import keep_words
from cases.store.work import CASE, EVENT, event_values

_COUNTER: Any = Counter.__table__  # type: ignore[attr-defined]
_PARTY: Any = Party.__table__  # type: ignore[attr-defined]
_INCIDENT: Any = Incident.__table__  # type: ignore[attr-defined]
_DOCUMENT: Any = Document.__table__  # type: ignore[attr-defined]


def open_case(
    uow: UnitOfWork,
    life: Lifecycle,
    *,
    actor: Actor,
    on: date | None = None,
    at_stage: str | None = None,
    values: Mapping[str, Value] | None = None,
    title: str = "",
    language: str = "en",
    reason: str = "",
    numbered: bool = True,
    lodged_on: date | None = None,
    imported: bool = False,
    clocks_from: date | None = None,
    seat: Seat = SYSTEM,
    role: Role = Role.SYSTEM,
) -> UUID:
    """Open a case and start its clocks; a `numbered` one gets its reference at once. Returns the case's key.

    `values` are the facts it begins with; `seat` and `role` are those in which a person opens it. The caller commits.
    """
    today = uow.today
    event = engine.opening(
        life, on=clocks_from or on or today, at=uow.now, at_stage=at_stage, reason=reason, seat=seat, role=role
    )
    case_id = uuid4()
    opening_facts = dict(values or {})
    calendars = uow.calendars()
    meetings = uow.database.meetings_at(uow.session, calendar_version(uow.session))
    facts = engine.facts_of(life, [event], calendars, on=today, at=uow.now, opening=opening_facts, meetings=meetings)
    clocks = facts.clocks()
    provision = life.stage(event.stage).actions[0].cite if life.stage(event.stage).actions else None
    new = NewEvent(event, actor.account, actor.party, str(provision or ""), "")
    row = event_values(case_id, new)
    row["previous_hash"], row["hash"] = "", chained("", row)
    uow.session.execute(
        insert(CASE),
        {
            **columns_of(opening_facts), "id": case_id, "reference": None, "kind": life.key.partition("_")[0],
            "lifecycle": life.key, "version": life.version, "stage": event.stage, "visit": 1,
            "stage_since": event.happened_on, "stack": [], "revision": 1, "head": row["hash"],
            "opening": opening_facts, "values": opening_facts, "title": title[:300], "imported": imported,
            "language": language, "lodged_on": lodged_on, "next_due": next_due(clocks),
            "created_at": uow.now, "updated_at": uow.now,
        },
    )  # fmt: skip
    uow.session.execute(insert(EVENT), row)
    uow.put_deadlines(deadline_rows(case_id, life, clocks, calendars))
    if numbered:
        give_reference(uow, case_id, life, on=today)
        keep_words(uow.session, case_id)
    return case_id


def open_by_hand(
    uow: UnitOfWork,
    key: str,
    *,
    actor: Actor,
    data: Mapping[str, Value],
    person: Person | None = None,
    on: date | None = None,
) -> UUID:
    """Open a file of a procedure with its opening answers, for whoever asked for it. Returns the case's key.

    The answers are checked as those of any act are, and become the facts with which the file begins. `on` is the day on
    which it reached us, today if left out. An officer who opens a file holds it. The caller commits.
    """
    door = door_to(key, actor)
    values, party = _checked(uow, door, data, person or Person(), on=on or uow.today)
    case_id = open_case(
        uow, door.life, actor=actor, on=on, at_stage=door.life.begins_at(values), values=_facts(door, values),
        title=str(values.get("title") or ""), language=party.language, lodged_on=on or uow.today, seat=door.seat,
        role=door.role,
    )  # fmt: skip
    if not party.is_empty:
        add_party(uow, case_id, door.party, party)
    if Role.OFFICER in actor.roles:
        uow.session.execute(update(CASE).where(CASE.c.id == case_id), {"officer_id": actor.account})
    return case_id


def _checked(
    uow: UnitOfWork, door: Door, data: Mapping[str, Value], person: Person, *, on: date
) -> tuple[dict[str, Value], Person]:
    """The answers and the party as they are kept, or all that is wrong with either."""
    kept, wrong = checked_person(person, named_elsewhere=bool(door.named_in))
    values: dict[str, Value] = {}
    try:
        facts = before_opening(door.life, uow.calendars(), today=uow.today, at=uow.now)
        values = check_opening(door, facts, data, on=on).values
    except InputRefused as refused:
        wrong = {**refused.fields, **wrong}
    if wrong:
        raise InputRefused(wrong, cite=door.act.cite)
    return values, replace(kept, name=str(values[door.named_in])[:LONGEST_NAME]) if door.named_in else kept


def _facts(door: Door, values: Mapping[str, Value]) -> dict[str, Value]:
    """The facts that the answers settle, by their names."""
    return {each.fact: values[each.key] for each in door.life.opening if each.fact and each.key in values}


def give_reference(uow: UnitOfWork, case_id: UUID, life: Lifecycle, *, on: date) -> str:
    """Give the next number of the series and year. The counter's row stays locked until the end, so none is skipped."""
    statement = (
        uow.insert_into(_COUNTER)
        .values(series=life.series, year=on.year, last=1)
        .on_conflict_do_update(index_elements=["series", "year"], set_={"last": _COUNTER.c.last + 1})
        .returning(_COUNTER.c.last)
    )
    number = uow.session.execute(statement).scalar_one()
    given = reference(life.series, on.year, number)
    uow.session.execute(update(CASE).where(CASE.c.id == case_id), {"reference": given})
    return given


def open_linked(uow: UnitOfWork, case: Row[Any], step: Step, actor: Actor) -> UUID:
    """Open the case that a step starts, with what it carries over, and tie the two together."""
    opens = step.opens
    if opens is None:
        raise ValueError("This step opens no case.")
    life = lifecycle(opens.lifecycle)
    title = str(step.event.data.get("title") or step.event.data.get("remains") or opens.title or case.title)
    new_id = open_case(
        uow, life,
        actor=actor, on=step.event.happened_on, at_stage=opens.at, values=opens.facts(step.values), title=title,
        language=case.language, reason=step.event.reason, lodged_on=step.event.happened_on,
    )  # fmt: skip
    if opens.with_parties:
        _hand_over(uow, case.id, new_id)
    uow.session.execute(
        update(CASE).where(CASE.c.id == new_id),
        {"officer_id": case.officer_id, "measure_id": case.measure_id if opens.same_measure else None},
    )
    tie(uow, new_id, case.id, opens.link, at=uow.now)
    keep_words(uow.session, new_id)
    return new_id


def _hand_over(uow: UnitOfWork, old: UUID, new: UUID) -> None:
    """Give the linked case the parties, the evidence and the incident of the old one, each as rows of its own.

    The bytes of a document are kept once; both cases name them.
    """
    _copy(uow, _PARTY, old, new)
    _copy(uow, _INCIDENT, old, new)
    documents = uow.session.execute(select(_DOCUMENT).where(_DOCUMENT.c.case_id == old)).all()
    if documents:
        rows = [{**d._mapping, "id": uuid4(), "case_id": new, "party_id": None} for d in documents]
        uow.session.execute(insert(_DOCUMENT), rows)


def _copy(uow: UnitOfWork, table: Any, old: UUID, new: UUID) -> None:
    columns = [c for c in table.c if c.name != "id"]
    rows = uow.session.execute(select(*columns).where(table.c.case_id == old)).all()
    if rows:
        uow.session.execute(insert(table), [{**r._mapping, "case_id": new} for r in rows])
