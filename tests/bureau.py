"""A department that works on files over the interface, from morning to morning; shared by the tests of whole paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from sqlalchemy import select
from starlette.testclient import TestClient

from api.app import create_app
from cases.models import Account
from cases.service.closing_days import seed_calendars
from cases.service.watching import due_cases, watch_case
from cases.settings import Settings, using
from cases.store import Database, UnitOfWork
from cases.store.tables import OUTBOX
from tests.api.v1.desk import Desk, hire, password_hash
from tests.cases.service.filing import PDF
from tests.conftest import Now

NAIROBI = ZoneInfo("Africa/Nairobi")
ABOVE = {"karim": "counsel", "mutiso": "decision_maker"}


@dataclass(frozen=True)
class Act:
    """An act of a path: on which day, by whom, where it leads, with which answers; `Paper` answers are uploaded."""

    day: str
    who: str
    action: str
    stage: str
    data: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    subject: str | None = None


@dataclass(frozen=True)
class Paper:
    """A document that is uploaded when it is first named."""

    title: str


class Bureau:
    """One file in the hands of the department: people act over the interface, and the watch runs at nine."""

    def __init__(self, desk: Desk, now: Now, key: str, opening: Mapping[str, Any]) -> None:
        self.desk, self.now = desk, now
        answered = desk.post(f"/lifecycles/{key}/cases", dict(opening))
        assert answered.status_code == 201, answered.text
        self.reference = str(answered.json()["reference"])
        self.documents: dict[str, str] = {}

    def morning(self, day: str) -> None:
        """Let every morning come up to this one; the watch runs on each."""
        until = _nine(date.fromisoformat(day))
        while self.now.at < until:
            self.now.at = _nine(self.now.at.astimezone(NAIROBI).date() + timedelta(days=1))
            self.watch()

    def leap(self, day: str) -> None:
        """Sleep until this morning, whatever may have passed, and look then."""
        self.now.at = _nine(date.fromisoformat(day))
        self.watch()

    def watch(self) -> None:
        with self.desk.database.read() as session:
            due = due_cases(session, self.desk.database.now())
        for case_id in due:
            assert watch_case(self.desk.database, case_id).troubles == []

    def take(self, act: Act) -> dict[str, Any]:
        """Take an act on its morning; what the interface answers."""
        self.morning(act.day)
        taken = self.attempt(act)
        assert taken.status_code == 200, (act.action, taken.text)
        answer: dict[str, Any] = taken.json()
        assert answer["stage"] == act.stage, act.action
        return answer

    def attempt(self, act: Act) -> Any:
        data = {key: self._sent(value) for key, value in act.data.items()}
        return self.desk.act(self.reference, act.action, act.who, data=data, reason=act.reason, subject=act.subject)

    def _sent(self, value: Any) -> Any:
        if not isinstance(value, Paper):
            return value
        self.documents[value.title] = self.documents.get(value.title) or self._upload(value.title)
        return [self.documents[value.title]]

    def _upload(self, title: str) -> str:
        files = {"file": (f"{title}.pdf", PDF, "application/pdf")}
        path = f"/api/v1/cases/{self.reference}/documents"
        sent = self.desk.client.post(path, files=files, data={"title": title}, headers=self.desk.headers())
        return str(sent.json()["id"])

    def case(self, reference: str = "") -> dict[str, Any]:
        found: dict[str, Any] = self.desk.get(f"/cases/{reference or self.reference}").json()
        return found

    def clock(self, key: str, subject: str | None = None) -> tuple[str, str]:
        """The day of the newest clock of that key, and how it stands."""
        found = self.desk.get(f"/cases/{self.reference}/deadlines").json()["deadlines"]
        newest = [each for each in found if (each["key"], each["subject"]) == (key, subject)][-1]
        return newest["due_on"], newest["state"]

    def events(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.desk.get(f"/cases/{self.reference}/events").json()["events"]
        return found

    def letters(self, day: str) -> set[str]:
        """Letters queued on a day, as `letter → seat`; those that stay behind are left out."""
        with self.desk.database.read() as session:
            rows = session.execute(select(OUTBOX.c.letter, OUTBOX.c.seat, OUTBOX.c.made_at, OUTBOX.c.state)).all()
        return {
            f"{row.letter} → {row.seat}"
            for row in rows
            if f"{row.made_at.astimezone(NAIROBI):%Y-%m-%d}" == day and row.state != "withheld"
        }


def _nine(day: date) -> datetime:
    return datetime.combine(day, time(9), NAIROBI).astimezone(UTC)


@contextmanager
def department(database: Database, var_dir: Path) -> Iterator[Desk]:
    """The interface over a real store, with counsel and a decision maker among the staff, and closed days."""
    chosen = Settings(
        env="test", var_dir=var_dir, secret_key=SecretStr("s" * 40), base_url="http://testserver",
        session_idle_minutes=10_000_000, session_absolute_hours=100_000,
    )  # fmt: skip
    with using(chosen), TestClient(create_app(chosen, database)) as client:
        staff = hire(database)
        with UnitOfWork(database) as uow:
            people = [
                Account(username=name, name=name.title(), email=f"{name}@trade.example", roles=[role],
                        password_hash=password_hash())
                for name, role in ABOVE.items()
            ]  # fmt: skip
            uow.session.add_all(people)
            uow.session.flush()
            staff |= {each.username: int(each.id or 0) for each in people}
            seed_calendars(uow)
            uow.commit()
        yield Desk(client, database, chosen, staff)
