"""An exporter on a telephone, 360 px wide and without script, from the start page to the receipt and back again."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import delete
from sqlmodel import select

from cases.models import Document, Draft, OutboxRow, Party, WebSession
from tests.browser.conftest import Live, wait_until

pytestmark = pytest.mark.browser

PDF = b"%PDF-1.7\nrefusal"


def code_for(live: Live, letter: str, address: str, subject: str) -> str:
    """The newest code: from the letter that is waiting, or from the mail when it went out meanwhile."""
    found: list[str] = []

    def looked() -> bool:
        with live.database.read() as session:
            rows = session.exec(select(OutboxRow).where(OutboxRow.letter == letter).order_by(OutboxRow.id)).all()  # type: ignore[arg-type]
        mine = [row for row in rows if row.address == address]
        if mine and "secret" in mine[-1].context:
            found.append(str(mine[-1].context["secret"]))
        elif mine and (caught := live.mail(address, subject)):
            found.append(live.code_in(caught[0]))
        return bool(found)

    wait_until(looked, f"the letter {letter}")
    return found[0]


def fits(page: Page) -> None:
    """Nothing on the page is wider than the telephone."""
    wide, visible = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= visible, page.url


def fill_six_topics(page: Page, photo: Path, address: str) -> None:
    page.goto("/")
    page.get_by_role("button", name="Start").click()
    fill_topics(page, photo, address)


def fill_topics(page: Page, photo: Path, address: str) -> None:
    page.get_by_label("Exporter", exact=True).check()
    page.get_by_label("Your name").fill("Amina Wanjiru")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("In which country do you live").select_option("KE")
    go_on(page, "Your goods")
    page.get_by_label("What are the goods?").fill("Long-life milk in cartons")
    page.get_by_text("Find the code by words").click()
    page.get_by_label("Goods in one or two English words").fill("milk")
    page.get_by_role("button", name="Find codes").click()
    page.get_by_label("0401 Milk").check()
    page.get_by_role("button", name="Add what I ticked").click()
    expect(page.get_by_label("HS code of the product")).to_have_value("0401")
    page.get_by_role("group", name="Do the goods perish").get_by_label("No").check()
    page.get_by_role("group", name="Are goods or a vehicle held").get_by_label("Yes").check()
    go_on(page, "Where and when")
    page.get_by_role("group", name="Which country's authority").get_by_label("Tanzania").check()
    page.get_by_label("Which authority?").select_option("tbs")
    page.get_by_label("Where?").select_option("namanga")
    page.get_by_label("Day").fill("1")
    page.get_by_label("Month").fill("3")
    page.get_by_label("Year").fill("2026")
    page.get_by_label("Which country's government should take this up").select_option("KE")
    go_on(page, "What happened")
    page.get_by_label("Standards, tests, labels or marks").check()
    page.get_by_label("What happened?").fill("The officers refused our certificate and asked for another test.")
    page.get_by_label("With every consignment").check()
    go_on(page, "Evidence")
    page.get_by_label("Files (optional)").set_input_files(photo)
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("refusal.pdf", exact=True).first).to_be_visible()
    go_on(page, "What you want and who may know")
    page.get_by_role("group", name="May we tell the other state").get_by_label("No", exact=True).check()
    page.get_by_role("group", name="Is it before a court").get_by_label("No").check()
    go_on(page, "Check your answers")


def go_on(page: Page, heading: str) -> None:
    """The page fits; Continue leads to the next one."""
    fits(page)
    page.get_by_role("button", name="Continue").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def test_a_complaint_with_evidence_on_a_telephone_without_script(phone: Page, live: Live, tmp_path: Path) -> None:
    photo = tmp_path / "refusal.pdf"
    photo.write_bytes(PDF)
    address = "amina.browser@example.org"
    fill_six_topics(phone, photo, address)
    fits(phone)
    phone.get_by_role("button", name="Send me the code").click()
    phone.get_by_label("Code", exact=True).fill(code_for(live, "email-code", address, "code"))
    phone.get_by_role("button", name="Send my report").dblclick()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Your report is sent")
    phone.go_back()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Your report is sent")
    fits(phone)
    number = re.search(r"KE-NTB-\d{4}-\d{5}-.", phone.locator("main").inner_text())
    assert number is not None
    phone.get_by_role("button", name="See and print the receipt").click()
    expect(phone.get_by_text("SHA-256")).to_be_visible()
    fits(phone)
    phone.goto("/track/case")
    expect(phone.get_by_role("heading", level=1)).to_have_text("We have received your complaint.")
    fits(phone)


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(phone: Page) -> None:
    phone.goto("/report/start")
    phone.get_by_label("Your name").fill("Amina Wanjiru")
    phone.get_by_label("E-mail address").fill("amina@")
    phone.get_by_role("button", name="Continue").last.click()
    expect(phone).to_have_title(re.compile("^Error: "))
    expect(phone.get_by_role("alert")).to_contain_text("There is a problem")
    expect(phone.get_by_label("Your name")).to_have_value("Amina Wanjiru")
    phone.get_by_role("link", name=re.compile("is not an e-mail address")).click()
    expect(phone.get_by_label("E-mail address")).to_be_focused()
    fits(phone)


def begin(page: Page, address: str) -> None:
    """The first page, filled in, up to the second."""
    page.goto("/report/you")
    page.get_by_label("Exporter", exact=True).check()
    page.get_by_label("Your name").fill("Wanjiku O'Brien")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("In which country do you live").select_option("KE")
    go_on(page, "Your goods")


def draft_of(live: Live, address: str) -> Draft:
    with live.database.read() as session:
        return next(each for each in session.exec(select(Draft)) if each.answers.get("filer_email") == address)


def test_several_products_and_a_place_that_is_not_on_the_list(phone: Page, live: Live) -> None:
    address = "several.browser@example.org"
    begin(phone, address)
    phone.get_by_label("What are the goods?").fill("Long-life milk")
    phone.get_by_label("HS code of the product").fill("0401")
    for name in ("Do the goods perish", "Are goods or a vehicle held"):
        phone.get_by_role("group", name=name).get_by_label("No").check()
    phone.get_by_role("button", name="Add another product").click()
    second = phone.get_by_role("group", name="Product 2")
    second.get_by_label("What are the goods?").fill("Butter")
    fits(phone)
    go_on(phone, "Where and when")
    phone.get_by_role("group", name="Which country's authority").get_by_label("Tanzania").check()
    phone.get_by_label("Which authority?").select_option("elsewhere")
    phone.get_by_label("Where?").select_option("elsewhere")
    for part, number in (("day", "1"), ("month", "3"), ("year", "2026")):
        phone.locator(f"#date_of_incident-{part}").fill(number)
    phone.get_by_label("Which country's government should take this up").select_option("KE")
    go_on(phone, "Where and when")
    expect(phone.get_by_label("Which country's government should take this up")).to_have_count(0)
    phone.get_by_label("Name of the authority").fill("Tanzania Dairy Board")
    phone.get_by_label("Government office").check()
    phone.get_by_label("Name of the place").fill("Dodoma")
    go_on(phone, "What happened")
    kept = draft_of(live, address).answers
    assert (kept["more_products"][0]["description"], kept["location_name_other"]) == ("Butter", "Dodoma")


def test_an_ended_session_loses_nothing_that_was_typed(phone: Page, live: Live) -> None:
    address = "ended.browser@example.org"
    begin(phone, address)
    phone.get_by_label("What are the goods?").fill("Tea in chests")
    with live.database.write() as session:
        session.execute(delete(WebSession).where(WebSession.draft_id == draft_of(live, address).id))  # type: ignore[arg-type]
        session.commit()
    phone.get_by_role("button", name="Continue").last.click()
    expect(phone.get_by_role("alert")).to_contain_text("There is a problem")
    expect(phone.get_by_label("What are the goods?")).to_have_value("Tea in chests")


def test_an_upload_that_is_cut_off_leaves_no_half_document(phone: Page, live: Live) -> None:
    address = "cut.browser@example.org"
    begin(phone, address)
    before = draft_of(live, address)
    phone.goto("/report/evidence")
    cut_off_upload(phone, live)
    phone.goto("/report/evidence")
    expect(phone.get_by_text("Files so far")).to_have_count(0)
    assert draft_of(live, address).answers == before.answers
    with live.database.read() as session:
        assert not session.exec(select(Document).where(Document.draft_id == before.id)).all()


def cut_off_upload(page: Page, live: Live) -> None:
    """Send the form of the page with a large file, and hang up in the middle of it."""
    form = {name: page.locator(f"input[name={name}]").first.get_attribute("value") for name in ("csrf_token", "draft")}
    cookies = "; ".join(f"{each['name']}={each['value']}" for each in page.context.cookies())
    parts = [f'--cut\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in form.items()]
    file = '--cut\r\nContent-Disposition: form-data; name="attachments"; filename="a.pdf"\r\n\r\n%PDF-1.7\r\n'
    body = "".join([*parts, file]).encode() + b"x" * 100_000
    head = (
        f"POST /report/evidence HTTP/1.1\r\nHost: 127.0.0.1:{live.settings.port}\r\nCookie: {cookies}\r\n"
        f"Content-Type: multipart/form-data; boundary=cut\r\nContent-Length: {len(body) * 20}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", live.settings.port), timeout=10) as line:
        line.sendall(head.encode() + body)


def test_a_border_desk_writes_for_a_trader_and_hands_over_a_receipt(
    desk: Page, live: Live, sign_in: Callable[[Page, str], None], tmp_path: Path
) -> None:
    photo = tmp_path / "refusal.pdf"
    photo.write_bytes(PDF)
    address = "wanjiku.desk@example.org"
    sign_in(desk, "akinyi")
    desk.get_by_role("link", name="Report for somebody").click()
    desk.get_by_label("At the border desk").check()
    desk.get_by_label("Kiswahili").check()
    desk.get_by_role("button", name="Start a new report for somebody").click()
    expect(desk.get_by_text("You are filling this in for somebody.")).to_be_visible()
    fill_topics(desk, photo, address)
    desk.get_by_role("button", name="Send the code to the person").click()
    expect(desk.get_by_text("Ask the person to read it out to you.")).to_be_visible()
    desk.get_by_label("Code", exact=True).fill(code_for(live, "email-code", address, ""))
    desk.get_by_role("button", name="Send my report").click()
    expect(desk.get_by_role("heading", name="Give the person the receipt")).to_be_visible()
    desk.get_by_role("button", name="See and print the receipt").click()
    expect(desk.get_by_text("At the border desk")).to_be_visible()
    with live.database.read() as session:
        party = session.exec(select(Party).where(Party.email == address)).one()
    assert (party.language, party.email_proved) == ("sw", True)
