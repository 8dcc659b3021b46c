"""The main job, as the people do it: a trader on a telephone, an officer and a focal point at a desk, a supervisor.

One complaint goes from the form to its closure. The code comes out of the real mail sink, the letters go over SMTP
through the real flows process, and the department's day moves on the page made for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlmodel import select

from api.mailsink import CaughtMail
from cases.models import CaseFile, Contact, OutboxRow
from cases.store import NAIROBI, UnitOfWork
from cases.store.register import noted
from tests.browser.conftest import DESK, PHONE, Live, department, wait_until
from tests.browser.test_exporter import PDF, fill_six_topics, fits

pytestmark = pytest.mark.browser

ADDRESS = "amina.path@example.org"
WORDS = "The request is about the certificates of our long-life milk, which are refused without a written reason."


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A department of its own, whose day this test moves, with the flows at work."""
    with department(tmp_path_factory.mktemp("path")) as live:
        live.start("-m", "flows.serve")
        wait_until(lambda: live.settings.wake_socket.exists(), "the flows to start", 60)
        yield live


class Desk:
    """A member of staff at a screen, without script."""

    def __init__(self, page: Page, live: Live) -> None:
        self.page, self.live = page, live

    def act(self, reference: str, action: str, **answers: Any) -> None:
        """Take an action as a person would: fill in the form, look at what will be sent, press the button."""
        self.page.goto(f"/cases/{reference}/actions/{action}")
        for key, value in answers.items():
            self.answer(key, value)
        self.page.locator("button[name=step][value=preview]").click()
        expect(self.page.get_by_role("heading", name="What will be sent, and to whom")).to_be_visible()
        self.page.locator("button[name=step][value=confirm]").click()
        self.page.wait_for_url(re.compile(rf"/cases/{re.escape(reference)}$"))

    def answer(self, key: str, value: Any) -> None:
        page = self.page
        if isinstance(value, date):
            for part, number in (("day", value.day), ("month", value.month), ("year", value.year)):
                page.locator(f"[name='{key}-{part}']").fill(str(number))
        elif isinstance(value, Path):
            page.locator(f"[name='{key}-new']").set_input_files(value)
        elif page.locator(f"select[name='{key}']").count():
            page.locator(f"select[name='{key}']").select_option(value)
        elif page.locator(f"input[type=radio][name='{key}']").count():
            page.locator(f"input[type=radio][name='{key}'][value='{value}']").check()
        else:
            page.locator(f"[name='{key}']").fill(str(value))

    def next_day(self) -> None:
        """Move the department's day on the page, and wait until the watch has looked at the new one."""
        self.page.goto("/day")
        self.page.get_by_role("button").filter(has_text="Move").click()
        watched(self.live)


def watched(live: Live) -> None:
    """The watch has run on the department's day."""

    def looked() -> bool:
        with live.database.read() as session:
            ran = str(noted(session, "watch").get("department_time", ""))
        return bool(ran) and datetime.fromisoformat(ran).astimezone(NAIROBI).date() >= live.database.today()

    wait_until(looked, "the watch to look at the new day", 60)


@pytest.fixture
def people(chromium: Browser, office: Live) -> Iterator[dict[str, Page]]:
    """The telephone of the trader and the screens of the staff, all without script."""
    contexts: list[BrowserContext] = []

    def opened(viewport: dict[str, int]) -> Page:
        context = chromium.new_context(
            base_url=office.base_url,
            viewport=viewport,
            java_script_enabled=False,
            locale="en-GB",  # type: ignore[arg-type]
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        return context.new_page()

    yield {"trader": opened(PHONE), **{name: opened(DESK) for name in ("ines", "kamau", "nyambura")}}
    for context in contexts:
        context.close()


def lodge(page: Page, live: Live, photo: Path) -> str:
    """Lodge with evidence; the code comes out of the mail sink. Gives the reference."""
    fill_six_topics(page, photo, ADDRESS)
    page.get_by_role("button", name="Send me the code").click()
    letter = live.wait_for_mail(ADDRESS, "code")
    page.get_by_label("Code", exact=True).fill(live.code_in(letter))
    page.get_by_role("button", name="Send my report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your report is sent")
    found = re.search(r"KE-NTB-\d{4}-\d{5}-[0-9A-Z*]", page.locator("main").inner_text())
    assert found is not None
    return found[0]


def stage_is(page: Page, reference: str, title: str) -> None:
    page.goto(f"/cases/{reference}")
    expect(page.get_by_text(title, exact=False).first).to_be_visible()


def on_the_clocks_page(page: Page, reference: str, clock: str) -> None:
    """The supervisor sees the clock of the case."""
    page.goto("/clocks")
    page.get_by_role("link", name="All clocks", exact=True).click()
    rows = page.get_by_role("row").filter(has_text=reference).filter(has_text=clock)
    while not rows.count() and page.get_by_role("link", name="Next page").count():
        page.get_by_role("link", name="Next page").click()
    expect(rows.first).to_be_visible()


def test_a_complaint_from_the_form_to_its_closure(
    people: dict[str, Page], office: Live, sign_in_by_form: Callable[[Page, str], None], tmp_path: Path
) -> None:
    photo = tmp_path / "refusal.pdf"
    photo.write_bytes(PDF)
    trader = people["trader"]
    desks = {name: Desk(people[name], office) for name in ("ines", "kamau", "nyambura")}
    for name in desks:
        sign_in_by_form(people[name], name)
    ines, kamau = desks["ines"], desks["kamau"]
    supervisor = people["nyambura"]

    reference = lodge(trader, office, photo)
    office.wait_for_mail(ADDRESS, reference)
    on_the_clocks_page(supervisor, reference, "takes up")

    today = office.database.today()
    ines.page.goto(f"/cases/{reference}")
    ines.act(reference, "take_up")
    points = ("state_measure", "not_tariff", "goods_in_trade", "not_open", "enough_facts", "not_sub_judice")
    ines.act(reference, "accept", **{f"checklist-{point}": "yes" for point in points})
    ines.act(
        reference, "classify", validated_category="tripartite:3", mast_code="B83", policy_or_operational="operational",
        direction="outbound", score_value=10, score_held=20, score_recurrence=10, score_small=0, score_claim=10,
        score_ease=8,
    )  # fmt: skip
    on_the_clocks_page(supervisor, reference, "given to its owner")
    ines.act(
        reference, "route_outbound", regime="AfCFTA", lead_agency="kebs", department="trade",
        why_regime="The trader asked for it: the same measure holds up goods for other African markets.",
    )  # fmt: skip
    ines.act(
        reference, "verify", minute=photo, evidence=photo, agency_opinion="The certificate is in order.",
        **{"consent_check-consent_read": "yes"},
    )  # fmt: skip
    kamau.act(
        reference, "notify", request_text=WORDS, provisions="AfCFTA Annex 5 Art. 12", remedy="Accept the certificate.",
        evidence=photo, identity="anonymous", request_received_on=today,
    )  # fmt: skip
    wait_until(lambda: bool(to_tanzania(office, reference)), "the request to reach Tanzania's focal point")
    assert not [each for each in to_tanzania(office, reference) if "Amina" in each.text + each.html]
    stage_is(ines.page, reference, "awaiting the reply")
    on_the_clocks_page(supervisor, reference, "other state replies")

    overdue_reply(office, desks, reference)
    reply_on = office.database.today()
    kamau.act(reference, "reply", reply_text="The instruction was withdrawn.", received_on=reply_on)
    on_the_clocks_page(supervisor, reference, "weigh")
    ines.act(reference, "accept_fix", what="Tanzania withdrew the instruction.", fixed_on=reply_on)
    office.wait_for_mail(ADDRESS, reference)
    on_the_clocks_page(supervisor, reference, "confirms")

    confirm(trader, reply_on)
    stage_is(ines.page, reference, "Recurrence watch")
    on_the_clocks_page(supervisor, reference, "watch")
    the_watch_ends(office)
    stage_is(ines.page, reference, "Resolved in full")
    wait_until(lambda: any("closed" in m.subject.lower() for m in office.mail(ADDRESS, reference)), "the last letter")
    everything_went_out(office, reference)


def overdue_reply(office: Live, desks: dict[str, Desk], reference: str) -> None:
    """Four weeks pass, day by day: the watch reminds both sides at half time and before the end, then it is overdue."""
    sent = len(to_tanzania(office, reference))
    for _ in range(30):
        desks["nyambura"].next_day()
        if stage_of(office, reference) == "reply_overdue":
            break
    stage_is(desks["ines"].page, reference, "Reply overdue")
    wait_until(lambda: len(to_tanzania(office, reference)) >= sent + 2, "two reminders to the other state")
    on_the_clocks_page(desks["nyambura"].page, reference, "escalate")
    desks["kamau"].act(reference, "remind", letter="We have not had your reply and ask for it again.")
    stage_is(desks["ines"].page, reference, "Reply overdue")


def to_tanzania(office: Live, reference: str) -> list[CaughtMail]:
    """The letters about the case that Tanzania's focal point got."""
    with office.database.read() as session:
        theirs = select(Contact.address).where(Contact.seat == "nfp_other", Contact.body == "TZ")
        addresses = {str(a) for a in session.exec(theirs) if a}
    return [m for m in office.mail("", reference) if addresses & set(m.recipients)]


def stage_of(office: Live, reference: str) -> str:
    with office.database.read() as session:
        return str(session.exec(select(CaseFile.stage).where(CaseFile.reference == reference)).one())


def confirm(trader: Page, stopped_on: date) -> None:
    """The trader says on the telephone that the barrier is gone, and when."""
    trader.goto("/track/case")
    fits(trader)
    trader.goto("/track/case/confirm_full")
    for part, number in (("day", stopped_on.day), ("month", stopped_on.month), ("year", stopped_on.year)):
        trader.locator(f"[name='barrier_stopped_on-{part}']").fill(str(number))
    fits(trader)
    trader.locator("main form button[type=submit]").first.click()
    expect(trader.get_by_role("heading", level=1)).to_be_visible()


def the_watch_ends(office: Live) -> None:
    """Half a year passes at once: the watch of the new day closes the case by itself."""
    with UnitOfWork(office.database) as uow:
        later = uow.now + timedelta(days=200)
        office.database.move_to(uow.session, later)
        uow.commit()
    watched(office)


def everything_went_out(office: Live, reference: str) -> None:
    """Every letter of the case that has an address was sent, and none twice."""
    ids = [m.message_id for m in office.mail("", reference)]
    assert len(ids) == len(set(ids))
    with office.database.read() as session:
        case_id = select(CaseFile.id).where(CaseFile.reference == reference).scalar_subquery()
        rows = session.exec(select(OutboxRow).where(OutboxRow.case_id == case_id)).all()
    assert {r.state for r in rows} <= {"sent", "withheld", "parked", "bundled"}
    assert {r.message_id for r in rows if r.state == "sent" and r.letter != "email-code"} <= {
        m.message_id for m in office.mail()
    }
