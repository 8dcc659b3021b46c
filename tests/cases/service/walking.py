"""Random walks through the real procedure: what a random person does on a random day, and what must hold afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from hypothesis import strategies as st
from sqlalchemy import func, select

from cases.deadlines import sojourns
from cases.engine import THE_SYSTEM, Actor, Offer, offers
from cases.explain import explain, replay
from cases.history import Facts, Value
from cases.inputs import is_needed, offered
from cases.lifecycle import Action, Input, InputType
from cases.lifecycles import lifecycle
from cases.models import Document, Party
from cases.service import open_case, take_action
from cases.service.acting import facts_now, life_of
from cases.service.rebuilding import rebuild
from cases.service.watching import due_cases, watch_case
from cases.store import Database, UnitOfWork
from cases.store.reading import Reading
from cases.store.search import keep_words
from cases.store.tables import CASE, DEADLINE, EVENT, OUTBOX
from tests.lifecycles.ntb.makers import MINISTRY, complaint, domestic, inbound
from tests.makers import COUNSEL, FOCAL, INES, SUPERVISOR, TRADER

DOCUMENT: Any = Document.__table__  # type: ignore[attr-defined]
PEOPLE = (TRADER, INES, FOCAL, SUPERVISOR, COUNSEL, MINISTRY)
LIFE = lifecycle("ntb_complaint")
NAME, ADDRESS = "Amina Yusuf", "amina@example.org"

BEGINNINGS: tuple[tuple[str, dict[str, Value]], ...] = (
    ("draft", complaint()),
    ("draft", complaint(consent_share_identity="yes", measure_countries=["UG"], goods_held_now=True)),
    ("draft", complaint(measure_countries=["TZ"], perishable=True, urgent=True, enacted_law=True)),
    ("draft", complaint(measure_countries=["DE"], has_email=False)),
    ("draft", domestic()),
    ("draft", inbound()),
    ("fix_reported", complaint(imported=True, regime="COMESA", measure_countries=["ZM"])),
    ("classification", complaint(imported=True)),
    ("notified", complaint(regime="AfCFTA", request_received_on="2027-03-01")),
    ("notified", complaint(regime="EAC", measure_countries=["UG"])),
    ("reply_review", complaint(regime="COMESA", measure_countries=["ZM"])),
    ("agency_action", inbound(regime="EAC", their_request_on="2027-03-01", lead_agency="kra")),
    ("awaiting_other_state", inbound(regime="EAC", their_request_on="2027-02-01", lead_agency="kra")),
    ("facilitation", complaint(regime="AfCFTA")),
    ("regional_review", complaint(regime="EAC", measure_countries=["TZ"])),
    ("implementation", complaint(regime="TFTA", measure_countries=["ZA"], fix_due_on="2027-04-30")),
    ("dispute_assessment", complaint(regime="AfCFTA")),
    ("bilateral_channel", complaint(regime="EU-EPA", measure_countries=["DE"])),
)
"""Where a case begins and with which facts: every direction, on the form and from a portal."""

WORDS = st.text(alphabet="abc ÄŋéሀУ☃\n\t\x00\u00a0\u202e", max_size=40).map(
    lambda t: f"{t} Words that are long enough for every question that asks for at least fifty characters {t}"
)
BAD: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30), st.just("\x00\ud800"),
    st.just("1e999999"), st.just(10**400), st.just("9999-12-31"), st.just("0001-01-01"), st.just("  "),
    st.lists(st.one_of(st.none(), st.text(max_size=5), st.just([[{}]])), max_size=3),
    st.dictionaries(st.text(max_size=5), st.one_of(st.none(), st.integers(), st.text(max_size=5)), max_size=3),
)  # fmt: skip
"""What no form sends and somebody will."""


def begin(database: Database, beginning: tuple[str, dict[str, Value]]) -> UUID:
    """Open a case and, from the form, send it."""
    stage, values = beginning
    with UnitOfWork(database) as uow:
        case_id = open_case(uow, LIFE, actor=THE_SYSTEM, at_stage=stage, values=values, title="Tea")
        uow.session.add(Party(case_id=case_id, seat="complainant", name=NAME, email=ADDRESS))
        if stage == "draft":
            take_action(uow, case_id, "save", actor=TRADER)
            take_action(uow, case_id, "submit", actor=TRADER)
        uow.commit()
    return case_id


def all_cases(database: Database) -> list[UUID]:
    with database.read() as session:
        return list(session.execute(select(CASE.c.id).order_by(CASE.c.reference)).scalars())


def revision(database: Database, case_id: UUID) -> int:
    with database.read() as session:
        return int(session.execute(select(CASE.c.revision).where(CASE.c.id == case_id)).scalar_one())


def open_to(database: Database, case_id: UUID, actor: Actor) -> tuple[Facts, list[Offer]]:
    """The case today, and what this person is offered."""
    with Reading(database) as uow:
        case = uow.case(case_id)
        facts = facts_now(uow, case)
        return facts, offers(life_of(case), facts, actor)


def leading_on(database: Database, case_id: UUID) -> list[tuple[Actor, Offer, Facts]]:
    """The acts of the present stage that lead to another one, with those who may take them."""
    found: list[tuple[Actor, Offer, Facts]] = []
    for actor in PEOPLE:
        facts, offered_now = open_to(database, case_id, actor)
        own = LIFE.stage(facts.stage).actions
        known = {offer.action.key for _, offer, _ in found}
        found += [
            (actor, offer, facts)
            for offer in offered_now
            if offer.open and offer.action in own and offer.action.key not in known
        ]
    return found


def others_than(database: Database, case_id: UUID) -> list[str]:
    """The references of the other cases."""
    with database.read() as session:
        found = session.execute(select(CASE.c.reference).where(CASE.c.id != case_id).order_by(CASE.c.reference))
        return [str(each) for each in found.scalars()]


def file_of(database: Database, case_id: UUID) -> str:
    """A document that lies in the case."""
    with UnitOfWork(database) as uow:
        known = uow.session.execute(select(DOCUMENT.c.id).where(DOCUMENT.c.case_id == case_id)).scalar()
        if known is None:
            known = uuid4()
            uow.session.add(
                Document(id=known, case_id=case_id, number=1, filename="note.pdf", media_type="application/pdf", size=1,
                         sha256="0" * 64, key=str(known), received_at=uow.now)
            )  # fmt: skip
            uow.session.flush()
            keep_words(uow.session, case_id)
            uow.commit()
    return str(known)


def answers(draw: Any, action: Action, facts: Facts, *, others: list[str], file: str) -> dict[str, Value]:
    """Valid answers to what the action asks; what need not be answered is sometimes left out."""
    found: dict[str, Value] = {}
    for each in action.inputs:
        if not is_needed(each, facts, found) and draw(st.booleans()):
            continue
        found[each.key] = draw(_answer(each, facts, others, file))
    return found


def _answer(each: Input, facts: Facts, others: list[str], file: str) -> st.SearchStrategy[Any]:
    match each.type:
        case InputType.TEXT | InputType.PERSON:
            most = each.most or 500
            return WORDS.map(lambda t: t[:most].replace("\x00", "x") if each.key != "mast_code" else "B33")
        case InputType.LONGTEXT:
            return WORDS
        case InputType.DATE:
            furthest = 120 if each.may_be_future else 0
            return st.integers(-20, furthest).map(lambda n: (facts.on + timedelta(days=n)).isoformat())
        case InputType.CHOICE:
            return st.sampled_from([value for value, _ in offered(each, facts)] or [""])
        case InputType.CHECKLIST:
            return st.fixed_dictionaries({k: st.sampled_from(["yes", "no", "na"]) for k, _ in offered(each, facts)})
        case InputType.COUNT:
            return st.integers(each.least or 0, each.most or 99)
        case InputType.DOCUMENT:
            return st.just([file])
        case InputType.CASE:
            return st.sampled_from([*others, "KE-NTB-2027-99999-X"])
        case InputType.BOOL:
            return st.sampled_from([True, False, "yes", "no"])
    raise AssertionError(f"nobody taught the walker to answer {each.type}")


def watch(database: Database, did: Counter[str]) -> list[str]:
    """Let the watch run over all that is due, twice: the second time it has nothing to do. Returns its troubles."""
    troubles: list[str] = []
    for case_id in _due(database):
        watched = watch_case(database, case_id)
        did.update(done.step.event.name for done in watched.taken)
        did.update(f"({letter})" for letter in (*watched.reminders, *watched.letters))
        troubles += watched.troubles
    before = _counts(database)
    for case_id in all_cases(database):
        watch_case(database, case_id)
    assert _counts(database) == before, "the second look did something"
    return troubles


def _due(database: Database) -> list[UUID]:
    with database.read() as session:
        return due_cases(session, database.now())


def _counts(database: Database) -> tuple[int, ...]:
    with database.read() as session:
        return tuple(session.execute(select(func.count()).select_from(t)).scalar_one() for t in (EVENT, OUTBOX))


def check(database: Database) -> None:
    """Everything that must hold whatever anybody did."""
    found = rebuild(database, dry=True)
    assert found.healthy, [each.words() for each in (*found.differences, *found.broken)]
    with Reading(database) as uow:
        for case_id in all_cases(database):
            case = uow.case(case_id)
            _check_facts(uow, case)
            _check_clocks(uow, case)
        _check_events(uow)
        _check_references(uow)


def _check_facts(uow: UnitOfWork, case: Any) -> None:
    facts, calendars = facts_now(uow, case), uow.calendars(case)
    asked = [stay.stage for stay in sojourns(LIFE, facts) if stay.away is not None]
    assert asked == list(case.stack), "the stack is not that of the stays"
    for clock in facts.clocks():
        trace = explain(LIFE, facts, calendars, clock).trace
        if trace is None:
            assert clock.due is None or clock.due_at is not None
        else:
            assert replay(trace) == clock.due


def _check_clocks(uow: UnitOfWork, case: Any) -> None:
    for row in uow.session.execute(select(DEADLINE).where(DEADLINE.c.case_id == case.id)):
        assert row.look_after is None or row.state == "open", f"{row.key} is {row.state} and looked at"
        assert case.closed_on is None or row.state not in ("open", "paused"), f"{row.key} runs in a closed case"
    assert (case.closed_on is not None) == LIFE.stage(case.stage).terminal
    assert case.close_status == (case.stage if case.closed_on else None)


def _check_events(uow: UnitOfWork) -> None:
    for row in uow.session.execute(select(EVENT)):
        told = str(dict(row._mapping))
        assert NAME not in told
        assert ADDRESS not in told


def _check_references(uow: UnitOfWork) -> None:
    given = uow.session.execute(select(CASE.c.reference).order_by(CASE.c.reference)).scalars()
    by_year: dict[str, list[int]] = {}
    for each in given:
        _, _, year, number, _ = each.split("-")
        by_year.setdefault(year, []).append(int(number))
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in by_year.values())


def dates_of(events: list[Any], seq: int) -> Iterator[str]:
    """The dates that an entry keeps beside its own day: by anchor, and as answers."""
    event = next(each for each in events if each.seq == seq)
    yield from event.dates
    yield from (key for key, value in event.data.items() if _is_day(value))


def _is_day(value: object) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return isinstance(value, str)
