"""A firm that registers joins the case as a party: letters reach it, and its history names no person."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from cases.errors import InputRefused
from cases.models import Party
from cases.service.acting import preview, take_action
from cases.service.addressing import NOT_A_PARTY
from cases.service.entering import NOBODY_ENTERS
from cases.service.parties import EMAIL, Person
from cases.store import Database, UnitOfWork
from cases.store.tables import EVENT, OUTBOX
from tests.cases.service.files_of_kinds import EXAMPLE_STEEL, INES, department, investigation
from tests.papers import on_file

NEW = "CN: Harbour Tyres"
SPEAKER = Person("Mei Lin", "mei.lin@example.com", language="sw")
_PARTY: Any = Party.__table__  # type: ignore[attr-defined]


@pytest.fixture
def case(database: Database) -> UUID:
    department(database)
    return investigation(database, "ad_registration")


def register(database: Database, case: UUID, subject: str, person: Person | None = None) -> None:
    with UnitOfWork(database) as uow:
        take_action(uow, case, "register", actor=INES, subject=subject, person=person)
        uow.commit()


def party(database: Database, case: UUID, organisation: str) -> list[tuple[Any, ...]]:
    wanted = select(_PARTY.c.name, _PARTY.c.email, _PARTY.c.country, _PARTY.c.language).where(
        _PARTY.c.case_id == case, _PARTY.c.seat == "interested_party", _PARTY.c.organisation == organisation
    )
    with database.read() as session:
        return [tuple(row) for row in session.execute(wanted)]


def test_whoever_speaks_for_a_firm_is_written_down_with_the_parties(database: Database, case: UUID) -> None:
    register(database, case, NEW, SPEAKER)
    assert party(database, case, "Harbour Tyres") == [("Mei Lin", "mei.lin@example.com", "CN", "sw")]


def test_no_event_names_them(database: Database, case: UUID) -> None:
    register(database, case, NEW, SPEAKER)
    with database.read() as session:
        rows = session.execute(select(EVENT).where(EVENT.c.case_id == case)).all()
    kept = json.dumps([dict(row._mapping) for row in rows], default=str)
    assert NEW in kept
    assert ("Mei" in kept, "mei.lin" in kept) == (False, False)


def test_a_questionnaire_reaches_them(database: Database, case: UUID) -> None:
    register(database, case, NEW, SPEAKER)
    assert [(row.address, row.language) for row in asked(database, case)] == [("mei.lin@example.com", "sw")]


def test_a_firm_without_an_address_is_a_party_whose_letters_are_printed(database: Database, case: UUID) -> None:
    register(database, case, NEW)
    (letter,) = asked(database, case)
    assert (letter.address, letter.party_id is not None, letter.state) == (None, True, "parked")


def test_a_firm_that_never_registered_is_still_named_as_such(database: Database, case: UUID) -> None:
    (letter,) = asked(database, case)
    assert letter.why == NOT_A_PARTY % {"whom": "Harbour Tyres (CN)"}


def asked(database: Database, case: UUID) -> list[Any]:
    """The letters that a questionnaire to the new firm causes."""
    with UnitOfWork(database) as uow:
        take_action(uow, case, "begin_questionnaires", actor=INES)
        paper = on_file(uow, case)
        take_action(uow, case, "dispatch", actor=INES, subject=NEW, data={"questionnaire": [paper]})
        uow.commit()
    with database.read() as session:
        wanted = select(OUTBOX).where(OUTBOX.c.case_id == case, OUTBOX.c.letter == "ad-questionnaire")
        return list(session.execute(wanted).all())


def test_registering_twice_leaves_one_party_with_its_newest_address(database: Database, case: UUID) -> None:
    register(database, case, NEW, SPEAKER)
    register(database, case, NEW, Person(email="office@example.com"))
    assert party(database, case, "Harbour Tyres") == [("Mei Lin", "office@example.com", "CN", "en")]


def test_a_firm_that_is_a_party_already_is_not_written_down_again(database: Database, case: UUID) -> None:
    before = party(database, case, "Example Steel")
    register(database, case, EXAMPLE_STEEL)
    assert (len(before), party(database, case, "Example Steel")) == (1, before)


def test_a_country_is_no_party(database: Database, case: UUID) -> None:
    register(database, case, "CN")
    assert party(database, case, "") == []


def test_a_wrong_address_is_refused_at_its_field_and_nothing_happens(database: Database, case: UUID) -> None:
    with UnitOfWork(database) as uow, pytest.raises(InputRefused) as refused:
        take_action(uow, case, "register", actor=INES, subject=NEW, person=Person(email="nobody"))
    assert set(refused.value.fields) == {EMAIL}
    assert party(database, case, "Harbour Tyres") == []


def test_the_look_ahead_checks_the_address_too(database: Database, case: UUID) -> None:
    with UnitOfWork(database) as uow, pytest.raises(InputRefused):
        preview(uow, case, "register", actor=INES, subject=NEW, person=Person(email="nobody"))


def test_an_act_that_brings_nobody_in_refuses_a_person(database: Database, case: UUID) -> None:
    with UnitOfWork(database) as uow, pytest.raises(InputRefused) as refused:
        take_action(uow, case, "begin_questionnaires", actor=INES, person=SPEAKER)
    assert refused.value.fields == {EMAIL: NOBODY_ENTERS}
