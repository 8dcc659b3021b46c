"""The language switch, and where a language comes from: the account, the report, the case, else the browser."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update
from starlette.responses import Response
from starlette.testclient import TestClient

from api import i18n, sessions
from cases.models import Draft, Party
from cases.service.drafts import token_of
from cases.service.people import ACCOUNT
from cases.store import UnitOfWork
from tests.api.pages.office import PASSWORD, Office, press
from tests.api.pages.visitor import Visitor

TOLD = "These pages and our letters to you are in"
TOLD_SW = "Kurasa hizi na barua zetu kwako sasa ni kwa Kiswahili"


def spoken(who: Visitor) -> str:
    """The language of the page."""
    return who.page.partition('<html lang="')[2][:2]


def language_of(office: Office, username: str) -> str:
    with office.database.read() as session:
        wanted = select(ACCOUNT.c.language).where(ACCOUNT.c.username == username)
        return str(session.execute(wanted).scalar_one())


def set_language(office: Office, username: str, code: str) -> None:
    with UnitOfWork(office.database) as uow:
        uow.session.execute(update(ACCOUNT).where(ACCOUNT.c.username == username).values(language=code))
        uow.commit()


def draft(office: Office) -> Draft:
    with office.database.read() as session:
        found: Draft = session.execute(select(Draft)).scalars().one()
    return found


def reporter(office: Office, code: str) -> Visitor:
    """Somebody who began a report in that language."""
    who = office.stranger().go(f"/language/{code}?to=/report/start")
    return who.send("/report/you", do="continue", filer_capacity="exporter", filer_name="Amina", filer_country="KE")


def sign_in(who: Visitor, username: str) -> Visitor:
    return who.go("/sign-in").send("/sign-in", username=username, password=PASSWORD)


def test_a_stranger_gets_the_language_cookie_and_no_other(office: Office) -> None:
    who = office.stranger().go("/language/sw?to=/privacy")
    assert (who.path, spoken(who)) == ("/privacy", "sw")
    assert set(who.client.cookies) == {i18n.COOKIE}
    assert TOLD_SW not in who.text


def test_an_unknown_language_changes_nothing(office: Office) -> None:
    who = office.at("ines").go("/language/fr?to=/cases")
    assert (who.status, language_of(office, "ines")) == (404, "en")


def test_the_account_of_an_officer_keeps_the_choice(office: Office) -> None:
    who = office.at("ines").go("/language/sw?to=/cases")
    assert (spoken(who), TOLD_SW in who.text) == ("sw", True)
    assert (language_of(office, "ines"), language_of(office, "otto")) == ("sw", "en")


def test_the_way_back_is_as_easy(office: Office) -> None:
    who = office.at("ines").go("/language/sw?to=/cases").go("/language/en?to=/cases")
    assert (spoken(who), f"{TOLD} English" in who.text, language_of(office, "ines")) == ("en", True, "en")


def test_signing_in_speaks_the_language_of_the_account(office: Office) -> None:
    set_language(office, "ines", "sw")
    assert spoken(sign_in(office.stranger(), "ines")) == "sw"


def test_signing_in_after_somebody_else_speaks_ones_own_language(office: Office) -> None:
    who = office.stranger().go("/language/sw?to=/sign-in")
    assert spoken(sign_in(who, "otto")) == "en"


def test_a_wrong_password_changes_no_language(office: Office) -> None:
    set_language(office, "ines", "sw")
    who = office.stranger().go("/sign-in").send("/sign-in", username="ines", password="wrong")
    assert (who.status, spoken(who), spoken(who.go("/privacy"))) == (422, "en", "en")


def test_the_report_keeps_the_language_of_its_reporter(office: Office) -> None:
    reporter(office, "sw")
    assert draft(office).language == "sw"


def test_the_switch_within_a_report_counts_before_the_next_page_is_saved(office: Office) -> None:
    who = reporter(office, "en").go("/language/sw?to=/report/goods")
    assert (draft(office).language, spoken(who), TOLD_SW in who.text) == ("sw", "sw", True)


@pytest.mark.parametrize("browser", [None, "en", "sw"])
def test_the_link_opens_in_the_language_of_the_report(office: Office, browser: str | None) -> None:
    reporter(office, "sw")
    who = office.stranger()
    if browser:
        who.go(f"/language/{browser}?to=/privacy")
    path = f"/report/continue/{token_of(draft(office))}"
    assert spoken(who.go(path)) == "sw"
    assert spoken(who.send(path)) == "sw"
    assert spoken(who.go("/privacy")) == "sw"


def test_the_switch_on_the_page_of_the_link_changes_the_report(office: Office) -> None:
    reporter(office, "sw")
    path = f"/report/continue/{token_of(draft(office))}"
    who = office.stranger().go(path).go(f"/language/en?to={path}")
    assert (spoken(who), draft(office).language) == ("en", "en")
    assert spoken(who.send(path)) == "en"


def test_an_officer_who_takes_up_a_report_keeps_their_own_language(office: Office) -> None:
    reporter(office, "sw")
    path = f"/report/continue/{token_of(draft(office))}"
    who = office.at("ines").go(path)
    assert spoken(who) == "en"
    assert (spoken(who.send(path)), language_of(office, "ines")) == ("en", "en")


def test_a_link_that_is_not_ours_opens_in_the_language_of_the_browser(office: Office) -> None:
    assert spoken(office.stranger().go("/report/continue/abc")) == "en"


def test_whoever_follows_a_case_chooses_the_language_of_its_letters(office: Office) -> None:
    reference = office.case("submitted")
    key = office.key_of(reference)
    visit = sessions.Visit()
    visit.bind(case_id=key)
    client = TestClient(office.app)
    sessions.save(office.database, office.settings, visit, Response())
    client.cookies.set(sessions.COOKIE, str(visit.key))
    who = Visitor(client).go("/language/sw?to=/track/case")
    assert (spoken(who), TOLD_SW in who.text) == ("sw", True)
    with office.database.read() as session:
        assert session.execute(select(Party)).scalars().one().language == "sw"


def switch(page: str) -> str:
    return page.partition('aria-label="Language"')[2].partition("</nav>")[0]


@pytest.mark.parametrize("action", ["preview", "confirm"])
def test_a_page_that_was_sent_offers_no_switch_that_would_lose_what_was_typed(office: Office, action: str) -> None:
    form = f"/cases/{office.case('screening')}/actions/ask"
    typed = {"questions": "Which certificate?" if action == "preview" else ""}
    who = press(office.at("ines").go(form), form, action, typed)
    assert ('href="/language/' in switch(who.page), "Kiswahili" in switch(who.page)) == (False, True)
    assert "You can change the language on the page before this one." in who.text


def test_a_page_that_was_looked_at_offers_the_switch(office: Office) -> None:
    who = office.at("ines").go(f"/cases/{office.case('screening')}/actions/ask")
    assert 'href="/language/sw?to=' in switch(who.page)
    assert "on the page before this one" not in who.text
