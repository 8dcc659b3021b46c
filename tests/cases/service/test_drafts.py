"""Drafts: nothing typed is lost, a link leads back, and what nobody finishes goes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlmodel import select

from cases.engine import THE_SYSTEM
from cases.errors import LinkRefused, NotFound
from cases.models import CaseFile, DeadlineRow, Document, Draft, EventRow, OutboxRow
from cases.service.acting import take_action
from cases.service.documents import documents_of
from cases.service.drafts import (
    delete_draft,
    draft_of,
    purge_abandoned,
    resume,
    save_topic,
    send_resume_link,
    send_resume_links,
    start_draft,
)
from cases.settings import Settings
from cases.store import Database, UnitOfWork
from tests.cases.service.filing import ANSWERS, filled, newest_secret
from tests.conftest import Now

pytestmark = pytest.mark.usefixtures("own_settings")

YOU = {"filer_name": "Amina Wanjiru", "filer_email": "amina@example.org", "filer_capacity": "exporter",
       "filer_country": "KE"}  # fmt: skip


def test_a_draft_opens_a_case_without_a_number(database: Database) -> None:
    with UnitOfWork(database) as uow:
        draft, _ = start_draft(uow, channel="web", language="sw")
        case = uow.case(draft.case_id)
    assert (case.stage, case.reference, case.language) == ("draft", None, "sw")


def test_a_topic_that_is_complete_is_done(database: Database) -> None:
    with UnitOfWork(database) as uow:
        draft, _ = start_draft(uow, channel="web", language="en")
        assert save_topic(uow, draft, "you", YOU) == {}
        assert draft_of(uow.session, draft.id).done == ["you"]


def test_wrong_answers_are_kept_as_typed_and_named(database: Database) -> None:
    with UnitOfWork(database) as uow:
        draft, _ = start_draft(uow, channel="web", language="en")
        wrong = save_topic(uow, draft, "goods", {"hs_codes": "99x", "perishable": "perhaps"})
        uow.commit()
    with database.read() as session:
        kept = draft_of(session, draft.id)
    assert {"hs_codes", "perishable", "product_description", "goods_held_now"} == set(wrong)
    assert (kept.answers["hs_codes"], kept.answers["perishable"], kept.done) == ("99x", "perhaps", [])


def test_a_done_topic_that_is_spoilt_is_no_longer_done(database: Database) -> None:
    with UnitOfWork(database) as uow:
        draft, _ = start_draft(uow, channel="web", language="en")
        save_topic(uow, draft, "you", YOU)
        save_topic(uow, draft, "you", {"filer_name": ""})
        assert draft_of(uow.session, draft.id).done == []


def test_what_was_typed_stands_in_the_draft_alone(database: Database) -> None:
    with UnitOfWork(database) as uow:
        draft, _ = start_draft(uow, channel="web", language="en")
        save_topic(uow, draft, "you", YOU)
        uow.commit()
    with database.read() as session:
        events = session.exec(select(EventRow)).all()
        case = session.exec(select(CaseFile)).one()
    told = str([(e.data, e.facts, e.reason) for e in events]) + str((case.values, case.opening, case.title))
    assert "Amina" not in told


def test_every_save_starts_the_ninety_days_again(database: Database, now: Now) -> None:
    with UnitOfWork(database) as uow:
        draft, _ = start_draft(uow, channel="web", language="en")
        uow.commit()
    now.at += timedelta(days=10)
    with UnitOfWork(database) as uow:
        save_topic(uow, draft, "you", YOU)
        clocks = uow.session.exec(select(DeadlineRow).where(DeadlineRow.state == "open")).all()
        assert [(c.key, c.due_on) for c in clocks] == [("svc_draft", date(2027, 6, 11))]


def test_the_token_that_was_shown_leads_back_again_and_again(database: Database) -> None:
    with UnitOfWork(database) as uow:
        draft, token = start_draft(uow, channel="web", language="en")
        uow.commit()
    for _ in range(2):
        with UnitOfWork(database) as uow:
            assert resume(uow, token).id == draft.id


@pytest.mark.parametrize("token", ["", "abc", "a.b", "../x", "IjAwIg.xx"])
def test_a_link_that_is_not_complete_is_refused(database: Database, token: str) -> None:
    with UnitOfWork(database) as uow, pytest.raises(LinkRefused, match="not complete"):
        resume(uow, token)


def test_the_link_by_e_mail_leads_back_once(database: Database) -> None:
    draft = filled(database)
    with UnitOfWork(database) as uow:
        assert send_resume_link(uow, draft_of(uow.session, draft.id)) == "amina@example.org"
        token = newest_secret(uow).rpartition("/")[2]
        assert resume(uow, token).id == draft.id
        with pytest.raises(LinkRefused, match="used already"):
            resume(uow, token)


def test_no_link_is_sent_without_an_address(database: Database) -> None:
    with UnitOfWork(database) as uow:
        draft, _ = start_draft(uow, channel="web", language="en")
        assert send_resume_link(uow, draft) is None


def test_who_lost_the_link_gets_one_by_the_address_they_typed(database: Database) -> None:
    filled(database, filer_email=" Amina@Example.org ")
    with UnitOfWork(database) as uow:
        assert send_resume_links(uow, "amina@example.ORG") == 1
        letter = uow.session.exec(select(OutboxRow)).one()
        assert (letter.letter, letter.address) == ("resume-link", "Amina@example.org")


def test_an_address_that_nobody_typed_gets_nothing(database: Database) -> None:
    filled(database)
    with UnitOfWork(database) as uow:
        assert send_resume_links(uow, "otto@example.org") == 0
        assert send_resume_links(uow, "") == 0
        assert uow.session.exec(select(OutboxRow)).all() == []


def test_deleting_a_draft_leaves_no_answer_no_file_and_no_address(database: Database, own_settings: Settings) -> None:
    draft = filled(database)
    with UnitOfWork(database) as uow:
        send_resume_link(uow, draft_of(uow.session, draft.id))
        delete_draft(uow, draft_of(uow.session, draft.id))
        uow.commit()
    with database.read() as session:
        letter = session.exec(select(OutboxRow)).one()
        assert session.exec(select(Draft)).all() == []
        assert session.exec(select(Document)).all() == []
    assert (letter.address, letter.context, letter.state) == (None, {}, "withheld")
    assert [path for path in own_settings.documents_dir.rglob("*") if path.is_file()] == []


def test_an_abandoned_draft_is_purged_and_others_stay(database: Database) -> None:
    gone, stays = filled(database), filled(database)
    with UnitOfWork(database) as uow:
        take_action(uow, gone.case_id, "abandon", actor=THE_SYSTEM)
        assert purge_abandoned(uow) == 1
        assert purge_abandoned(uow) == 0
        uow.commit()
        assert [d.id for d in uow.session.exec(select(Draft)).all()] == [stays.id]
        assert len(documents_of(uow.session, draft_id=stays.id)) == 1


def test_what_leads_to_a_draft_that_is_gone_says_so(database: Database) -> None:
    with UnitOfWork(database) as uow:
        draft, token = start_draft(uow, channel="web", language="en")
        delete_draft(uow, draft)
        with pytest.raises(LinkRefused, match="no longer here"):
            resume(uow, token)
        with pytest.raises(NotFound, match="no longer here"):
            draft_of(uow.session, 1)


def test_two_windows_save_one_after_the_other(database: Database) -> None:
    draft = filled(database)
    with database.read() as session:
        stale = draft_of(session, draft.id)
    with UnitOfWork(database) as uow:
        save_topic(uow, draft_of(uow.session, draft.id), "goods", {"product_description": "Tea"})
        uow.commit()
    with UnitOfWork(database) as uow:
        save_topic(uow, stale, "you", {"filer_name": "Amina W."})
        uow.commit()
    with database.read() as session:
        kept = draft_of(session, draft.id).answers
    assert (kept["product_description"], kept["filer_name"]) == ("Tea", "Amina W.")
    assert kept["frequency"] == ANSWERS["frequency"]
