"""Signing in and out: one answer for all that is wrong, limits, and sessions that end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from api import sessions
from cases.service.people import ACCOUNT
from cases.store import UnitOfWork
from tests.api.pages.office import PASSWORD, Office
from tests.api.pages.visitor import Visitor
from tests.conftest import Now

WRONG = "The username or the password is not right."


def sign_in(who: Visitor, username: str, password: str = PASSWORD, to: str = "/sign-in") -> Visitor:
    return who.go(to).send("/sign-in", username=username, password=password)


def test_an_officer_signs_in_and_sees_the_queue(office: Office) -> None:
    who = sign_in(office.stranger(), "ines")
    assert (who.status, who.path) == (200, "/cases")
    assert "Ines Wanjiru" in who.text


def test_a_supervisors_day_begins_with_the_clocks(office: Office) -> None:
    assert sign_in(office.stranger(), "nyambura").path == "/clocks"


def test_one_comes_back_to_the_page_that_was_asked_for(office: Office) -> None:
    who = office.stranger().go("/cases?view=all")
    assert who.path.startswith("/sign-in")
    assert who.send("/sign-in", username="ines", password=PASSWORD).path == "/cases?view=all"


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_one_never_comes_back_to_another_site(office: Office, to: str) -> None:
    who = office.stranger()
    who.client.follow_redirects = False
    who.go(f"/sign-in?to={to}").send("/sign-in", username="ines", password=PASSWORD)
    assert who.client.post("/sign-in").status_code == 403
    assert 'value="/cases"' in office.stranger().go(f"/sign-in?to={to}").page


@pytest.mark.parametrize(("username", "password"), [("ines", "wrong"), ("nobody", PASSWORD), ("ines", ""), ("", "")])
def test_every_mistake_gets_the_same_answer_and_keeps_the_name(office: Office, username: str, password: str) -> None:
    who = sign_in(office.stranger(), username, password)
    assert (who.status, WRONG in who.text) == (422, True)
    assert f'value="{username}"' in who.page
    assert who.title.startswith("Error:")
    assert 'href="#username"' in who.page


def test_a_disabled_account_gets_the_same_answer(office: Office) -> None:
    with UnitOfWork(office.database) as uow:
        uow.session.execute(update(ACCOUNT).where(ACCOUNT.c.username == "otto").values(disabled=True))
        uow.commit()
    assert WRONG in sign_in(office.stranger(), "otto").text


@pytest.mark.parametrize("username", ["ines", "nobody"])
def test_the_eleventh_try_is_refused_whoever_it_is(office: Office, username: str) -> None:
    who = office.stranger()
    for _ in range(10):
        assert sign_in(who, username, "wrong").status == 422
    assert sign_in(who, username).status == 429
    assert "Wait 15 minutes" in who.text


def test_the_key_changes_when_somebody_signs_in(office: Office) -> None:
    who = office.stranger().go("/sign-in")
    before = who.client.cookies[sessions.COOKIE]
    who.send("/sign-in", username="ines", password=PASSWORD)
    assert who.client.cookies[sessions.COOKIE] != before


def test_signing_out_ends_the_session_on_the_server(office: Office) -> None:
    who = office.at("ines").go("/cases")
    kept = who.client.cookies[sessions.COOKIE]
    who.send("/sign-out")
    thief = office.stranger()
    thief.client.cookies.set(sessions.COOKIE, kept)
    assert thief.go("/cases").path.startswith("/sign-in")


@pytest.mark.parametrize(("minutes", "inside"), [(59, True), (60, False), (61, False)])
def test_a_session_ends_after_an_hour_without_a_request(office: Office, now: Now, minutes: int, inside: bool) -> None:
    who = office.at("ines").go("/cases")
    now.at += timedelta(minutes=minutes)
    assert (who.go("/cases").path == "/cases") is inside


@pytest.mark.parametrize(("minutes", "inside"), [(12 * 60 - 1, True), (12 * 60, False)])
def test_a_session_ends_after_half_a_day_in_any_case(office: Office, now: Now, minutes: int, inside: bool) -> None:
    who = office.at("ines").go("/cases")
    began = now.at
    while now.at < began + timedelta(minutes=minutes - 30):
        now.at += timedelta(minutes=30)
        who.go("/cases")
    now.at = began + timedelta(minutes=minutes)
    assert (who.go("/cases").path == "/cases") is inside


def test_a_stolen_table_opens_nothing(office: Office) -> None:
    who = office.at("ines")
    with UnitOfWork(office.database) as uow:
        kept = [row.key_hash for row in uow.session.execute(sessions._SESSION.select())]
    assert who.client.cookies[sessions.COOKIE] not in kept


def test_an_administrator_has_no_business_with_cases(office: Office) -> None:
    who = office.at("njoroge").go("/cases")
    assert (who.status, "does not work on cases" in who.text) == (403, True)
