"""The desk: who has a case, notes, and a form that is sent twice."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from cases.engine import THE_SYSTEM, Actor
from cases.errors import InputRefused, NotAllowed
from cases.lifecycles import lifecycle
from cases.models import Account, CaseNote
from cases.seats import Role
from cases.service import open_case
from cases.service.desk import LONGEST_NOTE, add_note, answered, assign, remember_sent, sent_before
from cases.store import Database, UnitOfWork
from cases.store.custody import custody_of
from tests.makers import AUDITOR, TRADER


@pytest.fixture
def ines(database: Database) -> Actor:
    """An officer with an account in the store."""
    return Actor(frozenset({Role.OFFICER}), account=_hired(database, "ines", "officer"))


def _hired(database: Database, name: str, role: str, *, disabled: bool = False) -> int:
    with UnitOfWork(database) as uow:
        made = Account(
            username=name,
            name=name.title(),
            email=f"{name}@x.example",
            password_hash="",
            roles=[role],
            disabled=disabled,
        )
        uow.session.add(made)
        uow.session.flush()
        key = int(made.id or 0)
        uow.commit()
    return key


def a_case(uow: UnitOfWork) -> UUID:
    return open_case(uow, lifecycle("ntb_complaint"), actor=THE_SYSTEM, at_stage="screening")


def test_a_case_is_given_to_an_officer_and_back_to_nobody(database: Database, ines: Actor) -> None:
    with UnitOfWork(database) as uow:
        key = a_case(uow)
        assert assign(uow, key, ines.account, actor=ines) == "Ines"
        assert assign(uow, key, None, actor=ines) == ""


@pytest.mark.parametrize(("role", "disabled"), [("administrator", False), ("officer", True)])
def test_who_cannot_hold_a_case_is_not_given_one(database: Database, ines: Actor, role: str, disabled: bool) -> None:
    other = _hired(database, "otto", role, disabled=disabled)
    with UnitOfWork(database) as uow, pytest.raises(InputRefused, match="cannot hold a case"):
        assign(uow, a_case(uow), other, actor=ines)


def hands(database: Database, key: UUID) -> list[tuple[str | None, str | None, str]]:
    with UnitOfWork(database) as uow:
        return [(row.from_name, row.to_name, row.reason) for row in custody_of(uow.session, key)]


def test_who_gave_a_case_to_whom_is_kept(database: Database, ines: Actor) -> None:
    otto = _hired(database, "otto", "officer")
    with UnitOfWork(database) as uow:
        key = a_case(uow)
        assign(uow, key, ines.account, actor=ines)
        assign(uow, key, otto, actor=ines, reason="Leave until May.")
        assign(uow, key, None, actor=ines)
        uow.commit()
    assert hands(database, key) == [(None, "Ines", ""), ("Ines", "Otto", "Leave until May."), ("Otto", None, "")]


def test_a_case_that_stays_where_it_is_changes_no_hands(database: Database, ines: Actor) -> None:
    with UnitOfWork(database) as uow:
        key = a_case(uow)
        assign(uow, key, ines.account, actor=ines)
        assign(uow, key, ines.account, actor=ines)
        uow.commit()
    assert len(hands(database, key)) == 1


def test_an_auditor_gives_out_no_cases(database: Database, ines: Actor) -> None:
    with UnitOfWork(database) as uow, pytest.raises(NotAllowed, match="officers and supervisors"):
        assign(uow, a_case(uow), ines.account, actor=AUDITOR)


def test_a_note_is_kept_with_its_writer(database: Database, ines: Actor) -> None:
    with UnitOfWork(database) as uow:
        add_note(uow, a_case(uow), " Call on Monday. ", actor=ines)
        note = uow.session.execute(select(CaseNote)).scalar_one()
        assert (note.text, note.account_id) == ("Call on Monday.", ines.account)


@pytest.mark.parametrize(("text", "words"), [("  ", "Write the note"), ("x" * (LONGEST_NOTE + 1), "at most 5,000")])
def test_a_note_that_is_none_is_refused(database: Database, ines: Actor, text: str, words: str) -> None:
    with UnitOfWork(database) as uow, pytest.raises(InputRefused, match=words):
        add_note(uow, a_case(uow), text, actor=ines)


def test_a_party_writes_no_notes(database: Database) -> None:
    with UnitOfWork(database) as uow, pytest.raises(NotAllowed):
        add_note(uow, a_case(uow), "Hello", actor=TRADER)


def test_a_form_is_new_once_and_then_known_with_its_answer(database: Database) -> None:
    with UnitOfWork(database) as uow:
        assert sent_before(uow, "form:1", "abc") is None
        remember_sent(uow, "form:1", "abc", {"href": "/cases"})
        uow.commit()
    with UnitOfWork(database) as uow:
        assert sent_before(uow, "form:1", "abc") == {"href": "/cases"}
        assert answered(uow.session, "form:1", "abc") == {"href": "/cases"}
        assert answered(uow.session, "form:2", "abc") is None


def test_a_form_whose_act_was_undone_is_new_again(database: Database) -> None:
    with UnitOfWork(database) as uow:
        sent_before(uow, "form:1", "abc")
    with UnitOfWork(database) as uow:
        assert sent_before(uow, "form:1", "abc") is None
