"""Cases in a database for tests of the services."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import update

from cases.history import Value
from cases.lifecycles import lifecycle
from cases.models import Account, Party
from cases.service import open_case
from cases.store import Database, UnitOfWork
from cases.store.work import CASE
from tests.makers import INES

OUTBOUND: dict[str, Value] = {
    "channel": "web",
    "direction": "outbound",
    "reporting_country": "KE",
    "measure_countries": ["UG"],
    "consent_share_identity": "yes",
    "has_email": True,
    "perishable": False,
    "urgent": False,
}
QUESTION: dict[str, Value] = {"questions": "Which certificate was refused, and what were you told at the border post?"}
ANSWER: dict[str, Value] = {"answers": "The certificate of origin; they said that it was not on their list."}


def staff(database: Database) -> dict[str, int]:
    """Ines the officer and Wafula the supervisor; their keys."""
    with UnitOfWork(database) as uow:
        people = [
            Account(username="ines", name="Ines", email="ines@example.org", password_hash="-", roles=["officer"]),
            Account(
                username="wafula", name="Wafula", email="wafula@example.org", password_hash="-", roles=["supervisor"]
            ),
        ]
        uow.session.add_all(people)
        uow.session.flush()
        keys = {p.username: p.id or 0 for p in people}
        uow.commit()
    return keys


def lodged(database: Database, *, at_stage: str = "submitted", officer: int | None = None, **values: Value) -> UUID:
    """A complaint of Amina's, who gave an e-mail address."""
    with UnitOfWork(database) as uow:
        facts: Mapping[str, Value] = {**OUTBOUND, **values}
        case_id = open_case(uow, lifecycle("ntb_complaint"), actor=INES, at_stage=at_stage, values=facts, title="Milk")
        uow.session.add(Party(case_id=case_id, seat="complainant", name="Amina Yusuf", email="amina@example.org"))
        uow.session.flush()
        if officer is not None:
            uow.session.execute(update(CASE).where(CASE.c.id == case_id), {"officer_id": officer})
        uow.commit()
    return case_id
