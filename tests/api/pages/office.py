"""Makers for the pages of staff: people with one password, cases in a stage, a browser that is signed in."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from datetime import date
from html import unescape
from typing import Any
from uuid import UUID

from sqlalchemy import update
from starlette.testclient import TestClient

from api import sessions
from cases.engine import THE_SYSTEM
from cases.history import Value
from cases.lifecycles import lifecycle
from cases.models import Account, Party
from cases.seats import COMPLAINANT, Role
from cases.service import open_case
from cases.settings import Settings
from cases.store import Database, UnitOfWork
from cases.store.tables import CASE
from tests.api.pages.visitor import Visitor
from tests.api.v1.desk import PASSWORD, password_hash

__all__ = ["OPENING", "PASSWORD", "STAFF", "Office"]

STAFF = {
    "ines": ("Ines Wanjiru", [Role.OFFICER]), "otto": ("Otto Barasa", [Role.OFFICER]),
    "nyambura": ("Nyambura Githinji", [Role.SUPERVISOR]), "njoroge": ("Njoroge Kibe", [Role.ADMINISTRATOR]),
    "kamau": ("Kamau Mwangi", [Role.FOCAL_POINT]),
}  # fmt: skip

OPENING: dict[str, Value] = {
    "channel": "web", "direction": "outbound", "reporting_country": "KE", "measure_countries": ["TZ"],
    "authority": "tbs", "filer_capacity": "exporter", "perishable": False, "goods_held_now": False, "urgent": False,
    "date_of_incident": "2027-02-20", "consent_share_identity": "yes", "consent_publish": False, "has_email": True,
    "has_evidence": True,
}  # fmt: skip


class Office:
    """The department of a test: its people, its cases, and what its browsers see."""

    def __init__(self, app: Any, database: Database, chosen: Settings) -> None:
        self.app, self.database, self.settings = app, database, chosen
        self.people = self._hire()

    def _hire(self) -> dict[str, int]:
        with UnitOfWork(self.database) as uow:
            made = [
                Account(username=key, name=name, email=f"{key}@trade.example", password_hash=password_hash(),
                        roles=[role.value for role in roles])
                for key, (name, roles) in STAFF.items()
            ]  # fmt: skip
            uow.session.add_all(made)
            uow.session.flush()
            found = {each.username: int(each.id or 0) for each in made}
            uow.commit()
        return found

    def stranger(self) -> Visitor:
        """A browser that nobody signed in."""
        return Visitor(TestClient(self.app))

    def at(self, who: str) -> Visitor:
        """A browser in which that person is signed in: signing in itself is tested where it matters."""
        client, key = TestClient(self.app), secrets.token_urlsafe(32)
        with UnitOfWork(self.database) as uow:
            now = self.database.real_now()
            sessions.open_for_program(uow.session, self.settings, account_id=self.people[who], key=key, now=now)
            uow.commit()
        client.cookies.set(sessions.COOKIE, key)
        return Visitor(client)

    def case(
        self,
        stage: str = "submitted",
        *,
        title: str = "Long-life milk, Tanzania",
        officer: str | None = "ines",
        on: date | None = None,
        **values: Value,
    ) -> str:
        """A case in a stage, held by Ines unless said otherwise; its reference."""
        with UnitOfWork(self.database) as uow:
            case_id = open_case(
                uow, lifecycle("ntb_complaint"),
                actor=THE_SYSTEM, at_stage=stage, values={**OPENING, **values}, title=title, on=on, clocks_from=on,
            )  # fmt: skip
            row = uow.case(case_id)
            uow.session.add(
                Party(case_id=case_id, seat=COMPLAINANT.key, name="Amina Wanjiru", email="amina@example.org")
            )
            holder = self.people[officer] if officer else None
            uow.session.execute(update(CASE).where(CASE.c.id == case_id), {"officer_id": holder})
            uow.session.flush()
            uow.commit()
        return str(row.reference)

    def key_of(self, reference: str) -> UUID:
        with UnitOfWork(self.database) as uow:
            return UUID(str(uow.case(reference).id))

    def events(self, reference: str) -> list[str]:
        """The acts on record, in order."""
        with UnitOfWork(self.database) as uow:
            return [event.action for event in uow.history(uow.case(reference).id)]


def day_fields(key: str, day: str) -> dict[str, str]:
    """An ISO day as the three fields of a form."""
    year, month, of_month = day.split("-")
    return {f"{key}-day": of_month, f"{key}-month": month, f"{key}-year": year}


def press(who: Visitor, action: str, step: str, fields: Mapping[str, Any] | None = None, **more: Any) -> Visitor:
    """Send the form of the page with what it holds, pressing the button of that step."""
    data = {**shown(who.page, action), **(fields or {}), "step": step}
    return who.post(action, data, **more)


_FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL)
_INPUT = re.compile(r"<input\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_AREA = re.compile(r'<textarea\b[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', re.DOTALL)


def shown(page: str, action: str) -> dict[str, Any]:
    """What the form that goes to this address holds, as a browser would send it back untouched."""
    form = next(each for each in _FORM.findall(page) if f'action="{action}"' in unescape(each))
    found: dict[str, Any] = {}
    for tag in _INPUT.findall(form):
        given = dict(_ATTRIBUTE.findall(tag))
        if given.get("type") in ("checkbox", "radio") and " checked" not in tag:
            continue
        if given.get("type") != "file" and "name" in given:
            found.setdefault(given["name"], []).append(unescape(given.get("value", "")))
    for name, text in _AREA.findall(form):
        found[name] = [unescape(text.strip())]
    return found
