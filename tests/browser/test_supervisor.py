"""A supervisor at the screen, by keyboard: a count and its list and file, a case given away, a calendar address."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
import vobject
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select, update

from cases.store import UnitOfWork
from cases.store.tables import CASE, DEADLINE
from tests.browser.conftest import Live

pytestmark = pytest.mark.browser

SignIn = Callable[[Page, str], None]


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    """Go to a link or a button and press a key on it, as one does who uses no pointer."""
    target.focus()
    page.keyboard.press(key)


def overdue(live: Live) -> str:
    """An open case of which our own clock is the oldest that is over; its reference."""
    with UnitOfWork(live.database) as uow:
        wanted = select(CASE.c.id, CASE.c.reference).join(DEADLINE, DEADLINE.c.case_id == CASE.c.id)
        case = uow.session.execute(
            wanted.where(CASE.c.closed_on.is_(None), CASE.c.reference.is_not(None), DEADLINE.c.state == "open",
                         DEADLINE.c.kind == "act_by").order_by(CASE.c.reference).limit(1)
        ).one()  # fmt: skip
        late = live.database.today() - timedelta(days=40)
        which = (DEADLINE.c.case_id == case.id, DEADLINE.c.state == "open", DEADLINE.c.kind == "act_by")
        uow.session.execute(update(DEADLINE).where(*which).values(due_on=late))
        uow.commit()
    return str(case.reference)


def test_a_count_leads_to_its_list_and_the_list_to_a_file(live: Live, desk: Page, sign_in: SignIn) -> None:
    overdue(live)
    sign_in(desk, "nyambura")
    desk.goto("/clocks")
    count = desk.get_by_role("link", name=re.compile("^Together, Overdue"))
    number = int(count.inner_text())
    press(desk, count)
    expect(desk.get_by_role("heading", name="Clocks: overdue")).to_be_visible()
    expect(desk.locator("tbody tr")).to_have_count(number)
    for form in ("CSV", "XLSX"):
        with desk.expect_download() as taken:
            press(desk, desk.get_by_role("link", name=form))
        content = taken.value.path().read_bytes()
        assert rows_in(form, content) == number


def rows_in(form: str, content: bytes) -> int:
    """How many rows a file has below its head."""
    if form == "CSV":
        return len(list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))))
    return int(load_workbook(io.BytesIO(content)).active.max_row) - 1


def test_a_list_is_narrowed_by_its_form(live: Live, desk: Page, sign_in: SignIn) -> None:
    sign_in(desk, "nyambura")
    desk.goto("/clocks/list")
    desk.get_by_label("Whose turn").focus()
    desk.keyboard.type("Ours")
    press(desk, desk.get_by_role("button", name="Filter"))
    expect(desk).to_have_url(re.compile("whose=ours"))
    expect(desk.get_by_label("Whose turn")).to_have_value("ours")


def test_the_oldest_overdue_is_given_to_somebody_else(live: Live, desk: Page, sign_in: SignIn) -> None:
    reference = overdue(live)
    sign_in(desk, "nyambura")
    desk.goto("/clocks")
    beside = desk.get_by_role("listitem").filter(has_text=reference).first
    press(desk, beside.locator("summary"))
    beside.get_by_label("Give it to").focus()
    desk.keyboard.type("Brian")
    desk.keyboard.press("Tab")
    desk.keyboard.type("Ines is on leave")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text(f"{reference} is with Brian Otieno now.")).to_be_visible()


def test_what_lies_ahead_is_a_picture_and_a_table(live: Live, desk: Page, sign_in: SignIn) -> None:
    sign_in(desk, "nyambura")
    desk.goto("/clocks")
    picture = desk.get_by_role("img", name=re.compile("^Due in the next 30 days"))
    assert picture.evaluate("it => it.complete && it.naturalWidth") == 900
    press(desk, desk.locator("summary").filter(has_text="The same as a table"))
    expect(desk.get_by_role("table", name="What falls due in the next 30 days, per working day")).to_be_visible()


def test_a_calendar_address_is_made_read_and_revoked(live: Live, desk: Page, sign_in: SignIn) -> None:
    sign_in(desk, "nyambura")
    press(desk, desk.get_by_role("link", name="My calendar"))
    desk.get_by_label("The cases that I have").focus()
    desk.keyboard.press("ArrowDown")
    press(desk, desk.get_by_role("button", name="Make the address"))
    address = desk.get_by_label("Address").input_value()
    with urlopen(address, timeout=10) as answer:
        read = vobject.readOne(io.StringIO(answer.read().decode()))
    assert len(read.vevent_list) > 10
    press(desk, desk.get_by_role("link", name="Back to my calendar"))
    expect(desk.get_by_text("never yet")).to_have_count(0)
    press(desk, desk.get_by_role("button", name=re.compile("^Revoke")).first)
    expect(desk.get_by_text("The address is revoked.")).to_be_visible()
    with pytest.raises(HTTPError, match="404"):
        urlopen(address, timeout=10)
