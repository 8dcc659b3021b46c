"""An officer works on a case by keyboard alone: every way goes by Tab, Enter, Space and typing, without script."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from cases.models import Document
from cases.store.tables import CASE
from tests.browser.conftest import Live
from tests.browser.test_officer import cases_in

pytestmark = pytest.mark.browser

SignIn = Callable[[Page, str], None]
MOST_TABS = 150
FOCUSED = "each => each === document.activeElement"
SEEN = """each => { const style = getComputedStyle(each); const box = each.getBoundingClientRect();
  return box.width > 0 && (style.outlineStyle !== 'none' || style.boxShadow !== 'none'); }"""


def reach(page: Page, wanted: Locator) -> None:
    """Tab until the element has the focus; it must be seen to have it."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate(FOCUSED):
            assert wanted.evaluate(SEEN), "The focus is not to be seen."
            return
    raise AssertionError(f"{wanted} is not reached by {MOST_TABS} tabs.")


def press(page: Page, wanted: Locator) -> None:
    reach(page, wanted)
    page.keyboard.press("Enter")


def write(page: Page, wanted: Locator, text: str) -> None:
    reach(page, wanted)
    page.keyboard.type(text)


def test_an_act_is_taken(live: Live, desk: Page, sign_in: SignIn) -> None:
    reference = cases_in(live, "reply_overdue")[0]
    sign_in(desk, "ines")
    desk.goto(f"/cases/{reference}")
    press(desk, desk.get_by_role("link", name="Skip to main content"))
    press(desk, desk.get_by_role("button", name="Write to the complainant how it stands"))
    write(desk, desk.get_by_label("What we tell them, even if nothing has changed"), "The agency has not answered yet.")
    press(desk, desk.get_by_role("button", name="Look at what will be sent"))
    expect(desk.get_by_role("heading", name="What will be sent, and to whom")).to_be_visible()
    press(desk, desk.get_by_role("button", name="Send the note"))
    expect(desk.get_by_text("Recorded: Write to the complainant how it stands.")).to_be_visible()


def test_a_colleague_is_named_in_a_note_and_sees_it(live: Live, desk: Page, sign_in: SignIn) -> None:
    reference = cases_in(live, "evidence_nmc")[0]
    sign_in(desk, "ines")
    desk.goto(f"/cases/{reference}")
    write(desk, desk.get_by_label("New note"), "@amina please look at the O'Brien papers.")
    press(desk, desk.get_by_role("button", name="Add the note"))
    expect(desk.get_by_text("A letter tells Amina Hassan.")).to_be_visible()
    desk.context.clear_cookies()
    sign_in(desk, "amina")
    desk.goto(f"/cases/{reference}")
    expect(desk.get_by_text("You are named, new to you")).to_be_visible()


def test_two_cases_are_tied(live: Live, desk: Page, sign_in: SignIn) -> None:
    one, other = cases_in(live, "fix_reported")[:2]
    sign_in(desk, "ines")
    desk.goto(f"/cases/{one}")
    press(desk, desk.get_by_role("link", name="Tie to another case"))
    write(desk, desk.get_by_label("The other case"), other)
    reach(desk, desk.get_by_label("The same barrier, reported twice"))
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("ArrowDown")
    write(desk, desk.get_by_label("Why"), "One rule, two reports.")
    press(desk, desk.get_by_role("button", name="Tie the two cases"))
    expect(desk.get_by_text(f"Tied to {other}. Neither case moved.")).to_be_visible()
    expect(desk.get_by_text(re.compile("The same measure as"))).to_be_visible()


def test_a_case_is_handed_over_to_another_department(live: Live, desk: Page, sign_in: SignIn) -> None:
    reference = cases_in(live, "referred_technical")[0]
    sign_in(desk, "nyambura")
    desk.goto(f"/cases/{reference}")
    press(desk, desk.get_by_role("link", name="Hand over to another department").last)
    reach(desk, desk.get_by_label("EAC affairs"))
    desk.keyboard.press("Space")
    write(desk, desk.get_by_label("Reason"), "The barrier runs under the EAC.")
    press(desk, desk.get_by_role("button", name="Look at what will be sent"))
    expect(desk.get_by_text("(Amina Hassan)")).to_be_visible()
    press(desk, desk.get_by_role("button", name="Hand over"))
    expect(desk.get_by_text("Handed over to another department: EAC affairs")).to_be_visible()


def a_paper(live: Live) -> tuple[str, str]:
    """A seeded case with a document, and the document's title."""
    table: Any = Document.__table__  # type: ignore[attr-defined]
    wanted = select(CASE.c.reference, table.c.title).join(table, table.c.case_id == CASE.c.id)
    with live.database.read() as session:
        found = session.execute(wanted.where(CASE.c.stage == "notified").order_by(table.c.number)).first()
    assert found is not None
    return str(found.reference), str(found.title)


def test_a_document_is_opened_in_the_browser(live: Live, desk: Page, sign_in: SignIn) -> None:
    reference, title = a_paper(live)
    sign_in(desk, "ines")
    desk.goto(f"/cases/{reference}")
    press(desk, desk.locator("#documents ~ table").get_by_role("link", name=title))
    expect(desk.get_by_role("heading", name=title)).to_be_visible()
    with desk.expect_response(re.compile("/inline$")) as shown:
        press(desk, desk.get_by_role("button", name="Open it in the browser"))
    assert shown.value.headers["content-disposition"].startswith("inline")
    expect(desk).to_have_url(re.compile("/inline$"))


def test_a_session_that_ends_in_mid_form_loses_nothing(live: Live, desk: Page, sign_in: SignIn) -> None:
    action = f"/cases/{cases_in(live, 'screening')[-1]}/actions/ask"
    sign_in(desk, "ines")
    desk.goto(action)
    write(desk, desk.locator("#questions"), "Which certificate did O'Brien's officers ask for?")
    desk.context.clear_cookies()
    press(desk, desk.get_by_role("button", name="Look at what will be sent"))
    expect(desk.get_by_text("nothing of what you typed is lost")).to_be_visible()
    write(desk, desk.get_by_label("Username"), "ines")
    write(desk, desk.get_by_label("Password"), "karibu-tatua")
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile(f"{action}$"))
    expect(desk.locator("#questions")).to_have_value("Which certificate did O'Brien's officers ask for?")
