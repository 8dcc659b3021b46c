"""Officers and supervisors at their screens: a complaint taken up, two at once, the day moved on."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from cases.store.tables import CASE
from tests.browser.conftest import DESK, Live, wait_until

pytestmark = pytest.mark.browser

SignIn = Callable[[Page, str], None]


def cases_in(live: Live, stage: str) -> list[str]:
    """References of seeded cases in a stage, the latest first."""
    with live.database.read() as session:
        wanted = select(CASE.c.reference).where(CASE.c.stage == stage, CASE.c.reference.is_not(None))
        return [str(r) for r in session.execute(wanted.order_by(CASE.c.reference.desc())).scalars()]


def test_an_officer_takes_a_complaint_up_without_script(live: Live, desk: Page, sign_in_by_form: SignIn) -> None:
    reference = cases_in(live, "submitted")[0]
    sign_in_by_form(desk, "ines")
    desk.get_by_label("Search cases").fill(reference)
    desk.get_by_role("button", name="Search").click()
    desk.get_by_role("button", name="Take up the complaint").click()
    desk.get_by_role("button", name="Look at what will be sent").click()
    expect(desk.get_by_text("The case goes to “Eligibility check”.")).to_be_visible()
    desk.get_by_text("Read the letter").first.click()
    expect(desk.locator(".tatua-letter").first).to_contain_text(reference)
    desk.get_by_role("button", name="Take up this complaint").click()
    expect(desk.get_by_text("Recorded: Take up the complaint.")).to_be_visible()
    expect(desk.get_by_role("heading", name="Timeline")).to_be_visible()


def test_who_comes_second_sees_both_versions(live: Live, chromium: Browser, sign_in: SignIn) -> None:
    reference = cases_in(live, "screening")[0]
    action = f"/cases/{reference}/actions/ask"
    pages = [chromium.new_context(base_url=live.base_url, viewport=DESK).new_page() for _ in range(2)]  # type: ignore[arg-type]
    for page, who in zip(pages, ("ines", "otieno"), strict=True):
        sign_in(page, who)
        page.goto(action)
        page.locator("#questions").fill(f"A question of {who}")
    for page in pages:
        page.get_by_role("button", name="Look at what will be sent").click()
    for page in pages:
        page.get_by_role("button", name="Send the questions").click()
    expect(pages[0].get_by_text("Recorded:")).to_be_visible()
    expect(pages[1].get_by_role("heading", name="What the case is now")).to_be_visible()
    expect(pages[1].get_by_text("A question of otieno")).to_be_visible()
    expect(pages[1].get_by_text("A question of ines")).to_be_visible()
    for page in pages:
        page.context.close()


def test_the_summary_of_errors_leads_to_the_field(live: Live, desk: Page, sign_in: SignIn) -> None:
    sign_in(desk, "ines")
    desk.goto(f"/cases/{cases_in(live, 'screening')[-1]}/actions/not_ntb")
    desk.get_by_role("button", name="Look at what will be sent").click()
    expect(desk).to_have_title(re.compile("^Error:"))
    desk.get_by_role("link", name=re.compile("Explanation to the complainant")).click()
    expect(desk).to_have_url(re.compile("#explanation$"))


def test_the_keyboard_alone_reaches_the_main_content(live: Live, desk: Page, sign_in: SignIn) -> None:
    sign_in(desk, "ines")
    desk.goto("/cases")
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="Skip to main content")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile("#main-content$"))


def test_the_day_moves_and_the_supervisor_sees_the_clocks(live: Live, desk: Page, sign_in: SignIn) -> None:
    sign_in(desk, "nyambura")
    expect(desk.get_by_role("heading", name="Clocks")).to_be_visible()
    before = live.database.today()
    desk.goto("/day")
    desk.get_by_role("button", name="Move to the next working day").click()
    expect(desk.get_by_text("It is 09:00 on")).to_be_visible()
    wait_until(lambda: live.database.today() > before, "the day to move")
    desk.goto("/clocks")
    desk.get_by_role("link", name=re.compile("Non-tariff barrier complaint, Overdue")).click()
    expect(desk.get_by_role("heading", name="Clocks: overdue")).to_be_visible()
