"""A dispute that Kenya joins and an anti-dumping investigation, from the form that opens the file to its last act.

The acts that people meet first, one that is refused, one about a single exporter, and the last one are done at the
screen; the middle of the investigation is told to the services. Letters go over SMTP through the real flows process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from api import sessions
from cases.engine import Actor
from cases.history import Value
from cases.seats import Role
from cases.service import take_action
from cases.service.documents import store_document
from cases.store import UnitOfWork
from cases.store.tables import ACCOUNT
from tests.browser.conftest import DESK, Live, department, wait_until
from tests.browser.every_page import session_of
from tests.browser.test_exporter import PDF
from tests.browser.test_whole_path import Desk, on_the_clocks_page

pytestmark = pytest.mark.browser

EXPORTER, SPEAKS_FOR_IT = "CN: Harbour Tyres", "office@harbourtyres.example"
NAMES = ("ines", "mutiso", "nyambura")
KINDS = ("Non-tariff barrier complaint", "WTO dispute", "Anti-dumping investigation")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A department of its own with the flows at work: its letters really go out."""
    with department(tmp_path_factory.mktemp("kinds")) as live:
        live.start("-m", "flows.serve")
        wait_until(lambda: live.settings.wake_socket.exists(), "the flows to start", 60)
        yield live


@pytest.fixture
def desks(chromium: Browser, office: Live) -> Iterator[dict[str, Desk]]:
    """The screens of an officer, the decision maker and the supervisor, each signed in, without script."""
    contexts: list[BrowserContext] = []

    def screen(who: str) -> Desk:
        context = chromium.new_context(
            base_url=office.base_url,
            viewport=DESK,  # type: ignore[arg-type]
            java_script_enabled=False,
            locale="en-GB",
        )
        context.set_default_timeout(20_000)
        context.add_cookies([{"name": sessions.COOKIE, "value": session_of(office, who), "url": office.base_url}])
        contexts.append(context)
        return Desk(context.new_page(), office)

    yield {who: screen(who) for who in NAMES}
    for context in contexts:
        context.close()


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    found = tmp_path / "paper.pdf"
    found.write_bytes(PDF)
    return found


def open_file(desk: Desk, kind: str, ticked: Mapping[str, str], **answers: Any) -> str:
    """Open a file with the form of its kind; gives the reference."""
    desk.page.goto(f"/cases/new/{kind}")
    for key, value in ticked.items():
        desk.page.locator(f"input[type=checkbox][name='{key}'][value='{value}']").check()
    for key, value in answers.items():
        desk.answer(key, value)
    desk.page.get_by_role("button", name="Open the file").click()
    expect(desk.page.get_by_text("The file is open.")).to_be_visible()
    return desk.page.url.rpartition("/")[2]


class Told:
    """The middle of a path, told to the services as the pages do it, with one paper for every document."""

    def __init__(self, live: Live, reference: str) -> None:
        self.live, self.reference = live, reference

    def act(self, who: str, action: str, *, subject: str | None = None, reason: str = "", **data: Value | Path) -> None:
        with UnitOfWork(self.live.database) as uow:
            case_id, actor = uow.case(self.reference).id, self._actor(uow, who)
            given = {k: self._kept(uow, case_id, actor, v) if isinstance(v, Path) else v for k, v in data.items()}
            take_action(uow, case_id, action, actor=actor, data=given, subject=subject, reason=reason)
            uow.commit()

    @staticmethod
    def _actor(uow: UnitOfWork, who: str) -> Actor:
        row = uow.session.execute(select(ACCOUNT.c.id, ACCOUNT.c.roles).where(ACCOUNT.c.username == who)).one()
        return Actor(frozenset(Role(each) for each in row.roles), account=row.id)

    @staticmethod
    def _kept(uow: UnitOfWork, case_id: Any, actor: Actor, paper: Path) -> list[Value]:
        row = store_document(uow, case_id=case_id, filename=paper.name, content=paper.read_bytes(), actor=actor)
        return [str(row.id)]


def test_kenya_joins_a_dispute(desks: dict[str, Desk], office: Live, paper: Path) -> None:
    ines, mutiso, today = desks["ines"], desks["mutiso"], office.database.today()
    reference = open_file(
        ines, "dispute_wto", {"respondents": "IN", "complainants": "BR"}, role="third_party", title="Sugar, again",
        ds_number="DS999", product="Sugar", gatt_xxii="yes", circulated_on=today,
    )  # fmt: skip
    assert reference.startswith("KE-DS-")
    ines.act(reference, "screen", circulated_on=today, gatt_xxii="yes", why="Kenya grows sugar.")
    on_the_clocks_page(desks["nyambura"].page, reference, "asks to join")
    ines.act(reference, "ask_approval", interest="A large share of the imports.",
             **{"trade-amount": "5000000", "trade-currency": "USD"})  # fmt: skip
    office.wait_for_mail("mutiso@trade.example", reference)
    mutiso.act(reference, "approve_joining")
    ines.act(reference, "wait_for_panel")
    ines.act(reference, "panel_stands", established_on=today)
    on_the_clocks_page(desks["nyambura"].page, reference, "reserves its rights")
    ines.act(reference, "reserve_rights", how="in_writing")
    ines.act(reference, "set_timetable", submission_due_on=today + timedelta(days=30))
    expect(ines.page.get_by_role("listitem").filter(has_text="submission is filed").first).to_be_visible()
    ines.act(reference, "file_submission", submission=paper)
    ines.act(reference, "finished")
    expect(ines.page.get_by_text("nothing; the case is closed.")).to_be_visible()


def test_an_investigation_leads_to_a_duty(desks: dict[str, Desk], office: Live, paper: Path) -> None:
    ines, nyambura, today = desks["ines"], desks["nyambura"], office.database.today()
    reference = open_file(
        ines, "remedy_anti_dumping", {"exporting_countries": "CN"}, title="Tyres for lorries",
        product="New pneumatic tyres", hs_codes="4011", exporters=EXPORTER, applicant="Tyre Makers of Kenya",
        origin="application", party_email="office@tyremakers.example",
    )  # fmt: skip
    assert reference.startswith("KE-AD-")
    told = Told(office, reference)
    ines.act(reference, "submit", application=paper)
    office.wait_for_mail("office@tyremakers.example", reference)
    ines.act(reference, "accept")
    ines.act(reference, "confirm")
    until_initiation(told, paper)
    nyambura.act(reference, "initiate", gazette="Notice 12", initiated_on=today, notice=paper)
    told.act("ines", "open_register")
    one_exporter(office, ines, told, paper)
    until_the_finding(told, paper)
    too_early(desks["mutiso"].page, reference)
    until_the_decision(told, paper)
    ines.act(reference, "publish", gazette="Notice 13", published_on=today, measure_from=today, rates="CN: 18.5")
    five_years(ines.page, today)
    of_every_kind(nyambura.page)
    on_the_clocks_page(nyambura.page, reference, "A review is initiated")


def until_initiation(told: Told, paper: Path) -> None:
    told.act("ines", "notify_governments", states=["CN"], proof=paper)
    told.act(
        "ines", "assess", support_output=600, opposing_output=100, total_output=1000, prima_facie_margin="18.5",
        volume_shares="CN 40", injury_memo=paper,
    )  # fmt: skip


def one_exporter(office: Live, ines: Desk, told: Told, paper: Path) -> None:
    """A firm registers, is asked by letter and answers: the page says how it stands."""
    ines.act(told.reference, "register", subject=EXPORTER, party_name="Mei Lin", party_email=SPEAKS_FOR_IT)
    told.act("ines", "begin_questionnaires")
    ines.act(told.reference, "dispatch", subject=EXPORTER, questionnaire=paper)
    row = ines.page.locator("section[aria-labelledby=subjects]").get_by_role("row").filter(has_text=EXPORTER)
    expect(row).to_contain_text("Questionnaire sent")
    office.wait_for_mail(SPEAKS_FOR_IT, told.reference)
    told.act("ines", "reply_received", subject=EXPORTER, reply=paper)


def until_the_finding(told: Told, paper: Path) -> None:
    told.act("ines", "examine")
    told.act("ines", "skip_visits", reason="After the finding.")
    told.act("ines", "finding", subject=EXPORTER, margin="18.5")
    told.act("nyambura", "affirm", report=paper)


def too_early(page: Page, reference: str) -> None:
    """Before day 60 the page says in words, and with the law, that no provisional measure is possible."""
    page.goto(f"/cases/{reference}/actions/impose_provisional")
    expect(page.locator(".govuk-warning-text")).to_contain_text("60")
    expect(page.get_by_text("ADA Art. 7.3").first).to_be_visible()
    page.goto(f"/cases/{reference}")
    page.get_by_text(re.compile("^Not open now")).click()
    expect(page.get_by_role("listitem").filter(has_text="Impose a provisional measure").last).to_be_visible()


def until_the_decision(told: Told, paper: Path) -> None:
    told.act("nyambura", "go_on", reason="The measure would come too late.")
    told.act("ines", "disclose", disclosure=paper)
    told.act("ines", "all_commented")
    told.act("ines", "report", report=paper)
    told.act("nyambura", "recommend", rates="CN: 18.5")
    told.act("mutiso", "approve", decision=paper)


def five_years(page: Page, since: date) -> None:
    """The duty ends on the day before its fifth anniversary unless a review is initiated."""
    last = since.replace(year=since.year + 5) - timedelta(days=1)
    clock = page.locator("section[aria-labelledby=clocks] li").filter(has_text="A review is initiated, or the duty")
    expect(clock.first).to_contain_text(f"{last.day} {last:%B %Y}")


def of_every_kind(page: Page) -> None:
    """The supervisor's clocks name the three kinds beside each other."""
    page.goto("/clocks")
    for kind in KINDS:
        expect(page.get_by_role("row").filter(has_text=kind).first).to_be_visible()
