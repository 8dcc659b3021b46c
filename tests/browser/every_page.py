"""A look at every page as `addresses` lists them: accessible, not wider than the screen, light, from this house only.

One file per language drives this, so that the two run side by side.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import select
from sqlmodel import Session

from api import sessions
from api.app import routers
from api.i18n import COOKIE as LANGUAGE
from cases.models import Account, DeadlineRow, Document, Draft, OutboxRow, Party, WebSession
from cases.seats import COMPLAINANT
from cases.service.drafts import save_topic, start_draft
from cases.service.drafts import token_of as link_of
from cases.store import UnitOfWork
from cases.store.tables import CASE
from tests.browser.accessible import findings, too_wide
from tests.browser.addresses import NOT_PAGES, PAGES, STAFF, Look
from tests.browser.conftest import DESK, PHONE, Live

PUBLIC_BYTES, STAFF_BYTES, PUBLIC_REQUESTS = 30 * 1024, 60 * 1024, 4

LOOKS = [(route, look) for route, looks in PAGES.items() for look in looks]


def pages() -> set[str]:
    """The routes that answer a GET with a page."""
    found = {route.path for router in routers() for route in router.routes if "GET" in getattr(route, "methods", ())}  # type: ignore[attr-defined]
    return {path for path in found if not path.startswith("/api/")}


def without_a_look() -> set[str]:
    return pages() - set(PAGES) - set(NOT_PAGES)


@dataclass
class Examples:
    """What the addresses are filled in with, and a browser per visitor."""

    live: Live
    browser: Browser
    language: str
    names: dict[str, str] = field(default_factory=dict)
    _contexts: dict[str, BrowserContext] = field(default_factory=dict)

    def page(self, who: str) -> Page:
        """A fresh page of that visitor; nothing is in its cache."""
        if who not in self._contexts:
            self._contexts[who] = self._context(who)
        page = self._contexts[who].new_page()
        self._contexts[who].new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        return page

    def _context(self, who: str) -> BrowserContext:
        made = self.browser.new_context(base_url=self.live.base_url, viewport=DESK)  # type: ignore[arg-type]
        cookies = {LANGUAGE: self.language}
        if who != "stranger":
            cookies[sessions.COOKIE] = session_of(self.live, who)
        made.add_cookies([{"name": k, "value": v, "url": self.live.base_url} for k, v in cookies.items()])
        made.set_default_timeout(15_000)
        return made

    def close(self) -> None:
        for each in self._contexts.values():
            each.close()


@contextmanager
def examples(live: Live, browser: Browser, language: str) -> Iterator[Examples]:
    made = Examples(live, browser, language, _names(live))
    yield made
    made.close()


def session_of(live: Live, who: str) -> str:
    """A session on the server for this visitor; gives what the cookie holds."""
    key, now = secrets.token_urlsafe(32), live.database.real_now()
    with UnitOfWork(live.database) as uow:
        row = WebSession(key_hash=sha256(key.encode()).hexdigest(), created_at=now, seen_at=now,
                         ends_at=now.replace(year=now.year + 1), **_bound(live, uow.session, who))  # fmt: skip
        uow.session.add(row)
        uow.commit()
    return key


TYPED = {"to": "/clocks/calendar", "fields": [["source", "A gazette notice, typed when the session had ended"]]}


def _bound(live: Live, session: Session, who: str) -> dict[str, Any]:
    if who not in ("reporter", "lodger"):
        found = session.execute(select(Account.id).where(Account.username == who)).scalar_one()  # type: ignore[call-overload]
        return {"account_id": found, "data": {"kept": TYPED} if who == "kamau" else {}}
    if who == "lodger":
        return {"case_id": _with_complainant(session)}
    wanted = select(Draft.id).where(Draft.channel == "web").order_by(Draft.id.desc())  # type: ignore[call-overload,union-attr]
    return {"draft_id": session.execute(wanted).scalars().first(),
            "data": {"second": "a-link"}}  # fmt: skip


def _with_complainant(session: Session) -> UUID:
    """An open case whose complainant can be written to."""
    wanted = (
        select(CASE.c.id).join(Party.__table__, Party.__table__.c.case_id == CASE.c.id)  # type: ignore[attr-defined]
        .where(CASE.c.closed_on.is_(None), CASE.c.stage == "agency_action", CASE.c.imported.is_(False),
               Party.__table__.c.seat == COMPLAINANT.key)  # type: ignore[attr-defined]
    )  # fmt: skip
    return UUID(str(session.execute(wanted).scalars().first()))


def _names(live: Live) -> dict[str, str]:
    """Examples out of the seeded department."""
    with UnitOfWork(live.database) as uow:
        draft, _ = start_draft(uow, channel="web", language="en", account_id=None)
        save_topic(uow, draft, "you", {"filer_name": "Amina", "filer_email": "amina@example.org"}, language="en")
        link = link_of(draft)
        case_id = _with_complainant(uow.session)
        case = f"/cases/{uow.case(case_id).reference}"
        clock = uow.session.execute(
            select(DeadlineRow.__table__).where(  # type: ignore[attr-defined]
                DeadlineRow.__table__.c.case_id == case_id, DeadlineRow.__table__.c.due_on.is_not(None))  # type: ignore[attr-defined]
        ).first()  # fmt: skip
        letter = uow.session.execute(
            select(OutboxRow.id).where(OutboxRow.case_id == case_id, OutboxRow.state != "parked")  # type: ignore[call-overload]
        ).scalars().first()  # fmt: skip
        document = uow.session.execute(select(Document.id).where(Document.case_id == case_id)).scalars().first()  # type: ignore[call-overload]
        routing = uow.session.execute(select(CASE.c.reference).where(CASE.c.stage == "routing")).scalars().first()
        uow.commit()
    assert clock is not None
    return {
        "case": case, "draft_link": link, "letter": f"{case}/letters/{letter}", "document": str(document),
        "date": f"{case}/dates/{clock.key}/{clock.visit}/{clock.occurrence}?subject={clock.subject}",
        "caught": "/mail", "entry": "1", "routing": f"/cases/{routing}",
    }  # fmt: skip


@dataclass
class Weight:
    """What a page took from the server when it was first opened."""

    bytes: float = 0
    addresses: list[str] = field(default_factory=list)


def weigh(page: Page, address: str) -> Weight:
    """Open the page and count what came over the wire, compressed, and from where."""
    weight = Weight()
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda e: setattr(weight, "bytes", weight.bytes + e["encodedDataLength"]))
    wire.on("Network.requestWillBeSent", lambda e: weight.addresses.append(e["request"]["url"]))
    page.goto(address, wait_until="load")
    return weight


def complaints(examples: Examples, look: Look) -> list[str]:
    """Everything that is wrong with a page, in sentences; empty when nothing is."""
    page = examples.page(look.who)
    address = look.address.format_map(examples.names)
    weight = weigh(page, address)
    wrong = [] if urlsplit(page.url).path == address.partition("?")[0] else [f"{address} led to {page.url}."]
    wrong += _heavy(weight, examples.live.base_url, staff=look.who in STAFF)
    if page.locator("html").get_attribute("lang") != examples.language:
        wrong.append("The page is in another language.")
    for screen in (DESK, PHONE):
        page.set_viewport_size(screen)  # type: ignore[arg-type]
        wrong += [f"At {screen['width']} px: {each}" for each in findings(page)]
        if too_wide(page):
            wrong.append(f"Wider than {screen['width']} px.")
    page.close()
    return wrong


def _heavy(weight: Weight, home: str, *, staff: bool) -> list[str]:
    wrong = []
    most = STAFF_BYTES if staff else PUBLIC_BYTES
    if weight.bytes > most:
        wrong.append(f"{weight.bytes / 1024:.1f} KB came over the wire; at most {most // 1024} may.")
    if not staff and len(weight.addresses) > PUBLIC_REQUESTS:
        wrong.append(f"{len(weight.addresses)} requests: {weight.addresses}")
    elsewhere = [each for each in weight.addresses if urlsplit(each).netloc != urlsplit(home).netloc]
    fonts = [each for each in weight.addresses if each.rpartition(".")[2] in ("woff", "woff2", "ttf", "otf")]
    return [*wrong, *(f"From elsewhere: {each}" for each in elsewhere), *(f"A font: {each}" for each in fonts)]
