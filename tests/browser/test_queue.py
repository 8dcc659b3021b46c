"""Officers and their lists, by keyboard: search, filter, keep, give out and take back; and in place with a script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from api import sessions
from cases.store.tables import CASE
from tests.browser.accessible import findings, too_wide
from tests.browser.conftest import DESK, PHONE, Live
from tests.browser.every_page import session_of

pytestmark = pytest.mark.browser

SignIn = Callable[[Page, str], None]


def at_work(live: Live, page: Page, who: str = "ines") -> None:
    """Somebody is signed in there: too many sign-ins in a quarter of an hour would be refused."""
    page.context.add_cookies([{"name": sessions.COOKIE, "value": session_of(live, who), "url": live.base_url}])


def press_tab_to(page: Page, name: str) -> None:
    """Press Tab until the element with this name has the focus, as somebody without a mouse does."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("(document.activeElement.labels?.[0] ?? document.activeElement).innerText") == name:
            return
        if page.evaluate("document.activeElement.getAttribute('aria-label')") == name:
            return
    raise AssertionError(f"Tab never came to {name!r}.")


def open_cases(live: Live, most: int) -> list[str]:
    """References of open cases that nobody has, the latest first."""
    with live.database.read() as session:
        wanted = select(CASE.c.reference).where(CASE.c.officer_id.is_(None), CASE.c.closed_on.is_(None))
        ordered = wanted.where(CASE.c.reference.is_not(None)).order_by(CASE.c.reference.desc())
        return [str(each) for each in session.execute(ordered.limit(most)).scalars()]


def holders(live: Live, references: list[str]) -> set[int | None]:
    with live.database.read() as session:
        wanted = select(CASE.c.officer_id).where(CASE.c.reference.in_(references))
        return set(session.execute(wanted).scalars())


def test_search_opens_a_case_and_the_list_is_narrowed_and_kept_by_keyboard(
    live: Live, desk: Page, sign_in: SignIn
) -> None:
    reference = open_cases(live, 1)[0]
    sign_in(desk, "ines")
    desk.goto("/cases")
    press_tab_to(desk, "Search cases")
    desk.keyboard.type("milk")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="Search: milk")).to_be_visible()
    press_tab_to(desk, "Search cases")
    desk.keyboard.press("Control+A")
    desk.keyboard.type(reference.lower())
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile(f"/cases/{reference}$"))
    press_tab_to(desk, "Cases")
    desk.keyboard.press("Enter")
    late = desk.locator("#band-overdue")
    press_tab_to(desk, late.inner_text())
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile("when=overdue"))
    press_tab_to(desk, "Keep this list")
    desk.keyboard.press("Enter")
    press_tab_to(desk, "Name of the list")
    desk.keyboard.type("Late ones")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("The list “Late ones” is kept above your lists.")).to_be_visible()
    expect(desk.get_by_role("link", name="Late ones")).to_have_attribute("aria-current", "page")


def test_two_cases_are_given_out_after_a_look_and_taken_back_by_keyboard(live: Live, desk: Page) -> None:
    cases = open_cases(live, 2)
    at_work(live, desk)
    desk.goto("/cases?view=unassigned&sort=reference")
    for each in cases:
        press_tab_to(desk, f"Choose {each}")
        desk.keyboard.press("Space")
    press_tab_to(desk, "Who is to have them")
    desk.keyboard.type("Brian")
    press_tab_to(desk, "Look at what would change")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="Give 2 cases to Brian Otieno")).to_be_visible()
    assert holders(live, cases) == {None}
    press_tab_to(desk, "Why")
    desk.keyboard.type("He knows the border post")
    press_tab_to(desk, "Give 2 cases to Brian Otieno")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="2 cases were given to Brian Otieno")).to_be_visible()
    assert None not in holders(live, cases)
    press_tab_to(desk, "Undo: give them back to whoever had them")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("Cases that are with whoever had them before: 2.")).to_be_visible()
    assert holders(live, cases) == {None}


@pytest.fixture
def lively(chromium: Browser, live: Live) -> Iterator[Page]:
    """An officer's screen with script. What the content policy or a script complains of fails the test."""
    context = chromium.new_context(base_url=live.base_url, viewport=DESK, locale="en-GB")  # type: ignore[arg-type]
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    at_work(live, page)
    yield page
    context.close()
    assert [each for each in complaints if not each.startswith("Failed to load resource")] == []


def test_with_script_the_list_changes_in_place_and_says_how_long_it_is(lively: Page) -> None:
    lively.goto("/cases")
    lively.evaluate("window.stayed = true")
    lively.locator("#sort-reference").focus()
    lively.keyboard.press("Enter")
    expect(lively).to_have_url(re.compile("sort=reference"))
    expect(lively.locator("th[aria-sort=descending] a")).to_be_focused()
    lively.locator("#narrow summary").press("Enter")
    lively.get_by_label("State of the measure").select_option("UG")
    lively.get_by_role("button", name="Filter").press("Enter")
    chip = lively.get_by_role("link", name="Remove: State of the measure: Uganda")
    expect(chip).to_be_visible()
    expect(lively.locator("#told")).to_have_text(lively.locator("#list-says").inner_text())
    expect(lively.get_by_role("button", name="Filter")).to_be_focused()
    chip.press("Enter")
    expect(chip).to_have_count(0)
    expect(lively.locator("#list")).to_be_focused()
    assert lively.evaluate("window.stayed")
    lively.go_back()
    expect(chip).to_be_visible()


def test_with_script_an_ended_session_leads_to_sign_in_and_back(lively: Page) -> None:
    lively.goto("/cases")
    lively.context.clear_cookies(name="tatua")
    lively.locator("#sort-reference").press("Enter")
    expect(lively.get_by_label("Username")).to_be_visible()
    expect(lively).to_have_url(re.compile("to=%2Fcases%3Fsort%3Dreference"))


def test_the_slash_goes_to_the_search_box_unless_it_is_switched_off(lively: Page) -> None:
    lively.goto("/search")
    lively.keyboard.press("/")
    box = lively.get_by_label("Search cases")
    expect(box).to_be_focused()
    lively.keyboard.type("a/b")
    expect(box).to_have_value("a/b")
    lively.get_by_role("button", name="The key / goes to the search box. Switch that off").press("Enter")
    lively.goto("/search")
    lively.keyboard.press("/")
    expect(box).not_to_be_focused()


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["360", "1280"])
def test_the_pages_of_giving_out_are_accessible_and_fit(live: Live, lively: Page, screen: dict[str, int]) -> None:
    case = open_cases(live, 1)[0]
    lively.set_viewport_size(screen)  # type: ignore[arg-type]
    lively.goto("/cases?view=unassigned&sort=reference")
    lively.get_by_label(f"Choose {case}").check()
    lively.get_by_role("button", name="Look at what would change").click()
    found = [*findings(lively), too_wide(lively)]
    lively.get_by_label("Who is to have them").select_option(label="Nobody")
    lively.get_by_role("button", name="Look at what would change").click()
    found += [*findings(lively), too_wide(lively)]
    assert found == [False, False]
