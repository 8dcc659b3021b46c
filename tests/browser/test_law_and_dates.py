"""Why a date is what it is, followed by keyboard to the law and the procedure; and a connection that goes away."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import PHONE, Live
from tests.browser.test_officer import cases_in

pytestmark = pytest.mark.browser

SignIn = Callable[[Page, str], None]


def press(link: Locator) -> None:
    """As the keyboard does it: the focus goes there, Enter follows."""
    link.focus()
    link.press("Enter")


def test_an_officer_follows_a_date_to_its_law_and_its_procedure(live: Live, desk: Page, sign_in: SignIn) -> None:
    sign_in(desk, "ines")
    desk.goto(f"/cases/{cases_in(live, 'screening')[0]}")
    press(desk.locator(".tatua-clocks a[href*='/dates/svc_progress']").first)
    expect(desk.get_by_role("heading", name="Day by day")).to_be_visible()
    expect(desk.locator(".tatua-legend")).to_contain_text("the date itself")
    here = desk.url
    press(desk.locator(".tatua-explained a[href^='/law/']"))
    expect(desk.get_by_role("columnheader", name="Where it is used")).to_be_visible()
    desk.goto(here)
    press(desk.get_by_role("link", name="This limit in the procedure"))
    expect(desk).to_have_url(re.compile(r"/lifecycles/ntb_complaint#limit-\w+"))
    expect(desk.locator("tr:target")).to_be_visible()


def test_an_explanation_prints_on_paper_of_its_own(live: Live, desk: Page, sign_in: SignIn) -> None:
    sign_in(desk, "ines")
    desk.goto(f"/cases/{cases_in(live, 'screening')[0]}")
    press(desk.locator(".tatua-clocks a[href*='/dates/']").first)
    desk.emulate_media(media="print")
    expect(desk.locator(".tatua-print-only")).to_contain_text(live.base_url)
    expect(desk.locator(".govuk-footer")).to_be_hidden()
    assert desk.locator("nav:visible, form:visible, button:visible").count() == 0


def test_an_outsider_searches_the_law(live: Live, phone: Page) -> None:
    phone.goto("/law")
    phone.get_by_label("Words").fill("facilitated talks")
    phone.get_by_label("Words").press("Enter")
    expect(phone.get_by_role("link", name="AfCFTA Annex 5 App. 2, second stage", exact=True)).to_be_visible()
    expect(phone.get_by_text("to be confirmed", exact=True).last).to_be_visible()


def test_what_was_typed_waits_until_the_connection_is_back(live: Live, chromium: Browser) -> None:
    context = chromium.new_context(base_url=live.base_url, viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("Username").fill("ines")
    context.set_offline(True)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("You are offline.")
    expect(page.get_by_label("Username")).to_have_value("ines")
    context.set_offline(False)
    expect(page.get_by_role("alert")).to_be_hidden()
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_title(re.compile("^Error:"))
    context.close()
