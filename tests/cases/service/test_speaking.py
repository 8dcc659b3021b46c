"""A person's own language: kept where the person stands, and followed by the letters made afterwards."""

from __future__ import annotations

import pytest
from sqlmodel import select

from cases.models import Account, CaseFile, OutboxRow, Party
from cases.seats import Role
from cases.service.codes import LINK_UNKNOWN, Purpose, link_row
from cases.service.drafts import draft_behind, draft_of, resume, send_resume_link, start_draft
from cases.service.people import create_account
from cases.service.speaking import speak_to_author, speak_to_complainant, speak_to_staff
from cases.service.tracking import send_tracking_code
from cases.store import Database, UnitOfWork
from tests.cases.service.filing import filled, lodged, newest_secret, prove, send

pytestmark = pytest.mark.usefixtures("own_settings")


def languages(database: Database, letter: str) -> list[str]:
    """The language of every letter of that name, in the order in which they were made."""
    with database.read() as session:
        rows = session.exec(select(OutboxRow).where(OutboxRow.letter == letter)).all()
    return [row.language for row in sorted(rows, key=lambda row: row.id or 0)]


def test_an_account_keeps_the_choice(database: Database) -> None:
    with UnitOfWork(database) as uow:
        key = create_account(
            uow, "zuhura", name="Zuhura Ali", email="zuhura@trade.example", roles=[Role.OFFICER.value],
            password="a password that is long",
        )  # fmt: skip
        speak_to_staff(uow, key, "sw")
        uow.commit()
    with database.read() as session:
        assert session.exec(select(Account).where(Account.username == "zuhura")).one().language == "sw"


def test_the_case_and_its_letters_begin_in_the_language_of_the_report(database: Database) -> None:
    draft = filled(database)
    with UnitOfWork(database) as uow:
        speak_to_author(uow, int(draft.id or 0), "sw")
        uow.commit()
    prove(database, draft)
    send(database, draft)
    with database.read() as session:
        assert session.exec(select(Party)).one().language == "sw"
        assert session.exec(select(CaseFile)).one().language == "sw"
    assert (languages(database, "email-code"), languages(database, "complaint-received")) == (["sw"], ["sw"])


def test_letters_after_the_choice_of_a_complainant_follow_it(database: Database) -> None:
    done = lodged(database)
    with UnitOfWork(database) as uow:
        send_tracking_code(uow, done.reference)
        speak_to_complainant(uow, done.case_id, "sw")
        send_tracking_code(uow, done.reference)
        uow.commit()
    assert languages(database, "tracking-code") == ["en", "sw"]


def test_a_choice_is_of_one_case_only(database: Database) -> None:
    first, second = lodged(database), filled(database)
    with UnitOfWork(database) as uow:
        speak_to_complainant(uow, first.case_id, "sw")
        uow.commit()
    with database.read() as session:
        assert draft_of(session, second.id).language == "en"


def test_looking_at_a_link_does_not_use_it_up(database: Database) -> None:
    draft = filled(database)
    with UnitOfWork(database) as uow:
        send_resume_link(uow, draft_of(uow.session, draft.id))
        token = newest_secret(uow).rpartition("/")[2]
        behind = [draft_behind(uow.session, token) for _ in range(2)]
        assert [each.id for each in behind if each] == [draft.id, draft.id]
        assert resume(uow, token).id == draft.id


def test_the_link_that_was_shown_leads_to_its_draft(database: Database) -> None:
    with UnitOfWork(database) as uow:
        draft, token = start_draft(uow, channel="web", language="sw")
        behind = draft_behind(uow.session, token)
    assert behind is not None
    assert behind.id == draft.id


@pytest.mark.parametrize("token", ["", "abc", "a.b", "IjAwIg.xx", "x" * 5000])
def test_a_link_that_is_not_ours_leads_nowhere(database: Database, token: str) -> None:
    with UnitOfWork(database) as uow:
        assert draft_behind(uow.session, token) is None


def test_a_link_of_another_purpose_leads_nowhere(database: Database) -> None:
    draft = filled(database)
    with UnitOfWork(database) as uow:
        send_resume_link(uow, draft_of(uow.session, draft.id))
        token = newest_secret(uow).rpartition("/")[2]
        assert link_row(uow.session, Purpose.TRACK, token) is None, LINK_UNKNOWN
