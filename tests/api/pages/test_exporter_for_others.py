"""Border desk and call centre: the same form for somebody who stands at the desk or is on the telephone."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from api import sessions
from api.pages import signin
from cases.models import CaseFile, Document, Draft, EventRow, Party
from cases.seats import Role
from cases.service.people import create_account
from cases.settings import settings
from cases.store import Database, UnitOfWork
from tests.api.pages.reporter import TOPICS, another, count, fill, letters, secret
from tests.api.pages.visitor import Visitor
from tests.conftest import Now

PASSWORD = "a long password"


def hire(database: Database, username: str, *roles: Role) -> int:
    """Give somebody an account; its key."""
    with UnitOfWork(database) as uow:
        made = create_account(
            uow, username=username, name=username.title(), email=f"{username}@example.go.ke", password=PASSWORD,
            roles=[role.value for role in roles],
        )  # fmt: skip
        uow.commit()
    return int(made)


def at_work(trader: Visitor, database: Database, account: int) -> Visitor:
    """A browser in which that person is signed in."""
    signin._tries.cache_clear()
    made, key = another(trader), secrets.token_urlsafe(32)
    with UnitOfWork(database) as uow:
        sessions.open_for_program(uow.session, settings(), account_id=account, key=key, now=database.real_now())
        uow.commit()
    made.client.cookies.set(sessions.COOKIE, key)
    return made


@pytest.fixture
def akinyi(amina: Visitor, sqlite: Database) -> Visitor:
    """The border desk at work."""
    return at_work(amina, sqlite, hire(sqlite, "akinyi", Role.BORDER_DESK))


def write(who: Visitor, *, channel: str = "border_desk", their_language: str = "en", **changes: Any) -> Visitor:
    """Write a complaint down for somebody, up to the page that checks it."""
    who.go("/report/start").send("/report/new", channel=channel, their_language=their_language)
    for topic, fields in TOPICS.items():
        own = changes if topic == "you" else {}
        who.send(f"/report/{topic}", do="continue", **{**fields, **own})
    return who


def the(database: Database, kind: Any) -> Any:
    with database.read() as session:
        return session.exec(select(kind)).one()


def test_the_menu_leads_to_the_form(akinyi: Visitor) -> None:
    akinyi.go("/accessibility")
    assert 'href="/report/start"' in akinyi.page
    assert "Report for somebody" in akinyi.text


def test_every_page_says_that_it_is_for_somebody(akinyi: Visitor) -> None:
    write(akinyi, channel="phone")
    for path in ("/report/you", "/report/event", "/report/check"):
        assert "You are filling this in for somebody. By telephone." in akinyi.go(path).text


def test_a_trader_reads_nothing_about_somebody(amina: Visitor) -> None:
    assert "for somebody" not in fill(amina, "you").text


@pytest.mark.parametrize("channel", ["border_desk", "phone", "letter", "association"])
def test_the_case_keeps_how_it_came_in(akinyi: Visitor, sqlite: Database, channel: str) -> None:
    write(akinyi, channel=channel).send("/report/send", do="unproved")
    assert the(sqlite, CaseFile).values["channel"] == channel


def test_the_code_goes_to_the_person_who_reads_it_out(akinyi: Visitor, sqlite: Database) -> None:
    write(akinyi).send("/report/send")
    assert (akinyi.path, letters(sqlite)) == ("/report/code", ["email-code"])
    assert "Ask the person to read it out to you." in akinyi.text
    akinyi.send("/report/code", code=secret(sqlite, "email-code"))
    assert akinyi.path == "/report/sent"
    assert the(sqlite, Party).email_proved


def test_without_the_code_the_address_stays_unproved(akinyi: Visitor, sqlite: Database) -> None:
    write(akinyi).send("/report/send", do="unproved")
    assert akinyi.path == "/report/sent"
    assert "Nobody has proved this address" in akinyi.text
    assert not the(sqlite, Party).email_proved


def test_a_trader_cannot_leave_the_code_out(amina: Visitor, sqlite: Database) -> None:
    fill(amina).send("/report/send", do="unproved")
    assert amina.path == "/report/code"
    assert the(sqlite, CaseFile).reference is None


def test_without_an_e_mail_address_the_person_is_called(akinyi: Visitor, sqlite: Database) -> None:
    write(akinyi, filer_email="", filer_phone="0712 345 678")
    assert "an officer will call the person" in akinyi.text
    akinyi.send("/report/send")
    assert "There is no e-mail address: an officer calls the person." in akinyi.text
    assert the(sqlite, Party).call_back


def test_the_act_is_that_of_the_desk(akinyi: Visitor, sqlite: Database) -> None:
    write(akinyi).send("/report/send", do="unproved")
    with sqlite.read() as session:
        act = session.exec(select(EventRow).where(EventRow.action == "draft.submit")).one()
    assert (act.role, act.account_id is not None) == ("border_desk", True)


def test_the_receipt_says_how_it_reached_us_and_how_to_come_back(akinyi: Visitor) -> None:
    write(akinyi, channel="phone").send("/report/send", do="unproved")
    akinyi.go("/report/receipt")
    assert "How it reached us By telephone" in akinyi.text
    assert "http://testserver/track and enter your reference" in akinyi.text


def test_the_next_person_begins_with_an_empty_form(akinyi: Visitor, sqlite: Database) -> None:
    write(akinyi).send("/report/send", do="unproved")
    akinyi.go("/report/start").send("/report/new", channel="phone", their_language="en")
    assert 'value="Amina Wanjiru"' not in akinyi.page
    assert count(sqlite, Draft) == 0


def test_letters_are_in_the_language_that_the_person_chose(akinyi: Visitor, sqlite: Database) -> None:
    write(akinyi, their_language="sw").send("/report/send", do="unproved")
    assert (the(sqlite, Party).language, the(sqlite, CaseFile).language) == ("sw", "sw")
    assert 'lang="en"' in akinyi.page


def test_who_does_not_write_for_others_is_told(amina: Visitor, sqlite: Database) -> None:
    auditor = at_work(amina, sqlite, hire(sqlite, "auditor", Role.AUDITOR)).go("/report/start")
    assert (auditor.status, "Reports for others are written by a border desk" in auditor.text) == (403, True)
    assert "Report for somebody" not in auditor.text


def test_the_trader_goes_on_alone_with_the_link_and_proves_the_address(
    akinyi: Visitor, amina: Visitor, sqlite: Database
) -> None:
    write(akinyi)
    link = re.search(r'href="http://testserver(/report/continue/[^"]+)"', akinyi.go("/report/saved").page)[1]  # type: ignore[index]
    amina.go(link).send(link)
    assert "for somebody" not in amina.text
    amina.go("/report/check").send("/report/send")
    assert amina.path == "/report/code"
    amina.send("/report/code", code=secret(sqlite, "email-code"))
    with sqlite.read() as session:
        act = session.exec(select(EventRow).where(EventRow.action == "draft.submit")).one()
    assert (act.role, act.account_id) == ("party", None)


def test_a_desk_whose_session_ended_signs_in_again_and_finds_what_was_typed(
    akinyi: Visitor, sqlite: Database, now: Now
) -> None:
    akinyi.go("/report/start").send("/report/new", channel="phone", their_language="en")
    akinyi.send("/report/you", do="continue", **TOPICS["you"])
    form = {**akinyi.hidden("/report/goods"), **TOPICS["goods"], "do": "continue"}
    now.at += timedelta(hours=2)
    akinyi.post("/report/goods", form, Origin="http://testserver")
    assert akinyi.path.startswith("/sign-in?to=%2Freport%2Fcontinue%2F")
    assert "What you wrote is saved" in akinyi.text
    akinyi.send("/sign-in", username="akinyi", password=PASSWORD)
    akinyi.send(akinyi.path)
    assert akinyi.path == "/report/place"
    assert the(sqlite, Draft).answers["product_description"] == "Long-life milk"
    assert the(sqlite, Draft).channel == "phone"


def test_files_of_the_person_come_along(akinyi: Visitor, sqlite: Database) -> None:
    akinyi.go("/report/start").send("/report/new", channel="letter", their_language="en")
    akinyi.send("/report/you", do="continue", **TOPICS["you"])
    photo = [("attachments", ("a.pdf", b"%PDF-1.7\nx"))]
    akinyi.go("/report/evidence").send("/report/evidence", files=photo, do="upload")
    assert count(sqlite, Document) == 1
