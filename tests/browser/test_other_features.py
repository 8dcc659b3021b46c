"""What the other paths leave out: language, saving and going on, the report as read, regimes, stopped clocks."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from cases.store.tables import CASE, DEADLINE, OUTBOX
from tests.browser.conftest import Live

pytestmark = pytest.mark.browser

SignIn = Callable[[Page, str], None]


def case_in(live: Live, stage: str) -> str:
    """A seeded complaint in that stage, lodged here."""
    wanted = select(CASE.c.reference).where(CASE.c.stage == stage, CASE.c.imported.is_(False))
    with live.database.read() as session:
        return str(session.execute(wanted.order_by(CASE.c.reference)).scalars().first())


def follow(page: Page, name: str) -> None:
    """Go to a link by keyboard."""
    link = page.get_by_role("link", name=name).first
    link.focus()
    page.keyboard.press("Enter")


def test_the_language_is_chosen_and_stays(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_role("link", name="Kiswahili").click()
    expect(phone.get_by_role("heading", name="Ripoti kikwazo cha biashara yako")).to_be_visible()
    phone.goto("/track")
    expect(phone.locator("html")).to_have_attribute("lang", "sw")


def test_a_report_is_saved_and_continued_by_its_link(phone: Page) -> None:
    phone.goto("/report/you")
    phone.get_by_label("Your name").fill("Wanjiku O'Brien")
    phone.get_by_role("button", name="Save and come back later").click()
    link = re.search(r"/report/continue/[\w.~-]+", phone.locator("main").inner_text())
    assert link
    phone.context.clear_cookies()
    phone.goto(link[0])
    phone.get_by_role("main").get_by_role("button").first.click()
    phone.goto("/report/you")
    expect(phone.get_by_label("Your name")).to_have_value("Wanjiku O'Brien")


def test_an_officer_reads_what_was_reported(live: Live, desk: Page, sign_in: SignIn) -> None:
    sign_in(desk, "ines")
    desk.goto(f"/cases/{case_in(live, 'agency_action')}")
    follow(desk, "The whole report, for reading and printing")
    expect(desk).to_have_url(re.compile("/report$"))
    expect(desk.get_by_text("What are the goods?").first).to_be_visible()


def test_the_regimes_stand_side_by_side(live: Live, desk: Page, sign_in: SignIn) -> None:
    sign_in(desk, "ines")
    desk.goto(f"/cases/{case_in(live, 'routing')}/regimes")
    expect(desk.get_by_role("table").first).to_be_visible()
    expect(desk.get_by_text("Strictest", exact=True).first).to_be_visible()
    expect(desk.get_by_text("To be confirmed").first).to_be_visible()


def test_a_supervisor_sees_why_a_clock_is_stopped(live: Live, desk: Page, sign_in: SignIn) -> None:
    with live.database.read() as session:
        paused = session.execute(select(DEADLINE.c.id).where(DEADLINE.c.state == "paused")).first()
    assert paused
    sign_in(desk, "nyambura")
    follow(desk, "Stopped")
    expect(desk.get_by_role("table").get_by_text("Waiting for the complainant").first).to_be_visible()


def test_a_letter_that_was_parked_is_sent_again(live: Live, desk: Page, sign_in: SignIn) -> None:
    wanted = (
        select(CASE.c.reference, OUTBOX.c.id)
        .join(OUTBOX, OUTBOX.c.case_id == CASE.c.id)
        .where(OUTBOX.c.state == "parked", CASE.c.closed_on.is_(None))
    )
    with live.database.read() as session:
        reference, letter = session.execute(wanted).first()  # type: ignore[misc]
    sign_in(desk, "nyambura")
    desk.goto(f"/cases/{reference}/letters/{letter}")
    desk.get_by_label("E-mail address").fill("office@example.org")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("Sent again by Nyambura Githinji")).to_be_visible()


def test_a_supervisor_reads_which_articles_were_kept(desk: Page, sign_in: SignIn) -> None:
    sign_in(desk, "nyambura")
    follow(desk, "By article")
    expect(desk.get_by_role("columnheader", name=re.compile("Missed"))).to_be_visible()
