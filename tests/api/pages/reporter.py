"""Makers for the exporter's pages: the answers of one complaint, filling them in, sending it, following it."""

from __future__ import annotations

import re
from typing import Any

from sqlmodel import select
from starlette.testclient import TestClient

from cases.engine import Actor
from cases.models import CaseFile, OutboxRow
from cases.seats import Role
from cases.service.acting import take_action
from cases.store import Database, UnitOfWork
from tests.api.pages.office import shown
from tests.api.pages.visitor import Visitor

PDF = b"%PDF-1.7\nrefusal"
EXE = b"MZ\x90\0" + b"\0" * 100

YOU = {"filer_capacity": "exporter", "filer_name": "Amina Wanjiru", "filer_email": "amina@example.org",
       "filer_country": "KE"}  # fmt: skip
GOODS = {"goods_scope": "products", "product_description": "Long-life milk", "hs_codes": "0401", "perishable": "no",
         "goods_held_now": "no"}  # fmt: skip
PLACE = {"measure_country": ["TZ"], "authority": "tbs", "location_type": "border_post", "location_name": "namanga",
         "date_of_incident-day": "1", "date_of_incident-month": "3", "date_of_incident-year": "2027",
         "reporting_country": "KE"}  # fmt: skip
EVENT = {"barrier_kind": "standard", "frequency": "every_consignment",
         "description": "The officers at Namanga refused our certificate and asked for a new test."}  # fmt: skip
WISHES = {"consent_share_identity": "no", "consent_publish": "no", "other_forum": "no"}
TOPICS: dict[str, dict[str, Any]] = {
    "you": YOU, "goods": GOODS, "place": PLACE, "event": EVENT, "evidence": {}, "wishes": WISHES
}  # fmt: skip


_SELECT = re.compile(r'<select\b[^>]*name="([^"]+)"[^>]*>(.*?)</select>', re.DOTALL)
_CHOSEN = re.compile(r'<option value="([^"]*)" selected')


def held(page: str, action: str) -> dict[str, Any]:
    """What the form that goes to this address would send untouched, drop-downs included."""
    chosen = {name: found[1] for name, options in _SELECT.findall(page) if (found := _CHOSEN.search(options))}
    return {**shown(page, action), **chosen}


def another(amina: Visitor) -> Visitor:
    """The same person on another telephone."""
    return Visitor(TestClient(amina.client.app))


def fill(who: Visitor, *topics: str, **changes: Any) -> Visitor:
    """Fill in topics, from the first page on."""
    who.go("/report/start")
    for topic in topics or TOPICS:
        fields = {**TOPICS[topic], **{k: v for k, v in changes.items() if k in TOPICS[topic] or topic == "you"}}
        who.send(f"/report/{topic}", do="continue", **fields)
    return who


def secret(database: Database, letter: str) -> str:
    """The code or link of the newest letter of that name."""
    with database.read() as session:
        rows = session.exec(select(OutboxRow).where(OutboxRow.letter == letter)).all()
    return str(max(rows, key=lambda row: row.id or 0).context["secret"])


def letters(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.exec(select(OutboxRow.letter)).all())


def count(database: Database, kind: Any) -> int:
    with database.read() as session:
        return len(session.exec(select(kind)).all())


def send(who: Visitor, database: Database) -> str:
    """Send the report that is filled in; gives the reference."""
    who.go("/report/check").send("/report/send")
    who.send("/report/code", code=secret(database, "email-code"))
    return str(re.search(r"KE-NTB-\d{4}-\d{5}-.", who.text)[0])  # type: ignore[index]


def follow(who: Visitor, number: str, database: Database) -> Visitor:
    who.go("/track").send("/track", reference=number)
    return who.send("/track/code", code=secret(database, "tracking-code"))


def officer(database: Database, action: str, **data: Any) -> None:
    ines = Actor(frozenset({Role.OFFICER, Role.FOCAL_POINT, Role.SUPERVISOR}))
    with UnitOfWork(database) as uow:
        case = uow.session.exec(select(CaseFile)).first()
        assert case is not None
        take_action(uow, case.id, action, actor=ines, data=data)
        uow.commit()
