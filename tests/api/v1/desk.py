"""Makers for tests of the interface: a department with one password, tokens, and a complaint lodged by its desk."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from httpx2 import Response
from sqlalchemy import func, select
from starlette.testclient import TestClient

from api import sessions
from cases.models import Account
from cases.seats import Role
from cases.service.people import hashed
from cases.settings import Settings
from cases.store import Database, UnitOfWork
from cases.store.tables import EVENT
from tests.cases.service.filing import ANSWERS

PASSWORD = "a password for tests"
STAFF = {
    "ines": ["officer"], "wanjiru": ["focal_point"], "achieng": ["supervisor"], "atieno": ["auditor"],
    "kip": ["border_desk"], "adan": ["administrator"],
}  # fmt: skip
LODGED: dict[str, Any] = {key: value for key, value in ANSWERS.items() if key != "filer_email"}
"""The answers of a trader at the desk who has a telephone only."""


@lru_cache(maxsize=1)
def password_hash() -> str:
    return hashed(PASSWORD)


def hire(database: Database) -> dict[str, int]:
    """The staff; their keys by username."""
    with UnitOfWork(database) as uow:
        people = [
            Account(username=name, name=name.title(), email=f"{name}@trade.example", password_hash=password_hash(),
                    roles=[Role(role).value for role in roles])
            for name, roles in STAFF.items()
        ]  # fmt: skip
        uow.session.add_all(people)
        uow.session.flush()
        keys = {each.username: int(each.id or 0) for each in people}
        uow.commit()
    return keys


@dataclass
class Desk:
    """The interface in the hands of a member of staff (Ines, unless said otherwise)."""

    client: TestClient
    database: Database
    settings: Settings
    staff: dict[str, int]
    tokens: dict[str, str] = field(default_factory=dict)

    def token(self, who: str = "ines") -> str:
        """A token made in the store: signing in costs a tenth of a second and is tested where it matters."""
        if who not in self.tokens:
            key = secrets.token_urlsafe(32)
            with UnitOfWork(self.database) as uow:
                now = self.database.real_now()
                sessions.open_for_program(uow.session, self.settings, account_id=self.staff[who], key=key, now=now)
                uow.commit()
            self.tokens[who] = key
        return self.tokens[who]

    def headers(self, who: str = "ines", **more: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token(who)}", **{k.replace("_", "-"): v for k, v in more.items()}}

    def get(self, path: str, who: str = "ines", **headers: str) -> Response:
        return self.client.get(f"/api/v1{path}", headers=self.headers(who, **headers))

    def post(self, path: str, body: object = None, who: str = "ines", **headers: str) -> Response:
        return self.client.post(f"/api/v1{path}", json=body, headers=self.headers(who, **headers))

    def lodge(self, who: str = "ines", *, key: str = "", **changes: Any) -> str:
        """A lodged complaint; its reference."""
        answered = self.post(
            "/cases", {"answers": {**LODGED, **changes}}, who, **({"Idempotency_Key": key} if key else {})
        )
        assert answered.status_code == 201, answered.text
        return str(answered.json()["reference"])

    def act(
        self, reference: str, action: str, who: str = "ines", *, seen: int | None = None, key: str = "",
        data: Mapping[str, Any] | None = None, **body: Any,
    ) -> Response:  # fmt: skip
        """Take an action, having seen the present revision unless another is named."""
        headers = {"If_Match": f'"{self.revision(reference) if seen is None else seen}"'}
        headers |= {"Idempotency_Key": key} if key else {}
        return self.post(f"/cases/{reference}/actions/{action}", {"data": dict(data or {}), **body}, who, **headers)

    def revision(self, reference: str) -> int:
        return int(self.get(f"/cases/{reference}").json()["revision"])

    def events(self) -> int:
        """How many events there are."""
        with self.database.read() as session:
            return int(session.execute(select(func.count()).select_from(EVENT)).scalar_one())
