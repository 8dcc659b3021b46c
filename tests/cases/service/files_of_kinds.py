"""Makers for tests of disputes and investigations on real databases: the people, the directory, and files that run."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Row, select, update

from cases.engine import THE_SYSTEM, Actor
from cases.history import Value
from cases.lifecycles import lifecycle
from cases.models import Account, Contact, Party
from cases.seats import Role
from cases.service.acting import Done, take_action
from cases.service.opening import open_case
from cases.store import Database, UnitOfWork
from cases.store.work import CASE, OUTBOX
from tests.papers import on_file

INES = Actor(frozenset({Role.OFFICER}), account=1)
DIRECTOR = Actor(frozenset({Role.SUPERVISOR}), account=2)
MINISTER = Actor(frozenset({Role.DECISION_MAKER}), account=3)
COUNSEL = Actor(frozenset({Role.COUNSEL}), account=4)
PEOPLE = {"ines": Role.OFFICER, "achieng": Role.SUPERVISOR, "minister": Role.DECISION_MAKER, "karim": Role.COUNSEL}
OFFICES = (
    ("exporting_government", "CN"), ("exporting_government", "IN"), ("opposing_party", "EG"), ("opposing_party", "US"),
    ("wto_secretariat", ""), ("geneva_mission", ""), ("ncwto", ""), ("acwl", ""), ("kra", ""), ("ag", ""),
    ("ps_trade", ""),
)  # fmt: skip
PARTIES = (
    ("complainant", "Wanja", "Wire Makers", "KE"), ("interested_party", "Mr Li", "Example Steel", "CN"),
    ("interested_party", "Mr Wu", "Other Steel", "CN"), ("interested_party", "Mr Rao", "Indian Wire", "IN"),
)  # fmt: skip
STEEL: dict[str, Value] = {
    "product": "Steel wire rod", "hs_codes": "7213", "exporting_countries": ["CN", "IN"], "applicant": "Wire Makers",
    "origin": "application", "has_email": True,
}  # fmt: skip
TEA: dict[str, Value] = {
    "role": "complainant", "respondents": ["EG"], "gatt_xxii": True, "hs_codes": "0902", "has_email": True,
}  # fmt: skip
EXAMPLE_STEEL = "CN: Example Steel"


def department(database: Database) -> None:
    """Ines, the director Achieng, the minister and Karim, and the offices that are written to."""
    with UnitOfWork(database) as uow:
        for name, role in PEOPLE.items():
            mail = f"{name}@example.go.ke"
            uow.session.add(Account(username=name, name=name.title(), email=mail, password_hash="x", roles=[role]))
            uow.session.flush()
        for seat, body in OFFICES:
            stem = "-".join(filter(None, (seat, body.lower())))
            uow.session.add(
                Contact(seat=seat, body=body, name=stem, address=f"{stem}@example.org", valid_from=date(2020, 1, 1))
            )
        uow.commit()


def opened(database: Database, life: str, stage: str, values: dict[str, Value], **more: Value) -> UUID:
    """A file in that stage, in the hands of Ines, with its parties."""
    with UnitOfWork(database) as uow:
        case_id = open_case(
            uow, lifecycle(life), actor=THE_SYSTEM, at_stage=stage, values={**values, **more}, title="the title"
        )
        for seat, name, firm, country in PARTIES:
            mail = f"{name.replace(' ', '.').lower()}@example.com"
            uow.session.add(
                Party(case_id=case_id, seat=seat, name=name, organisation=firm, country=country, email=mail)
            )
        uow.session.execute(update(CASE).where(CASE.c.id == case_id), {"officer_id": 1})
        uow.commit()
    return case_id


def investigation(database: Database, stage: str, **more: Value) -> UUID:
    return opened(database, "remedy_anti_dumping", stage, STEEL, **more)


def dispute(database: Database, stage: str, **more: Value) -> UUID:
    return opened(database, "dispute_wto", stage, TEA, **more)


def act(
    database: Database,
    case_id: UUID,
    action: str,
    actor: Actor = INES,
    *,
    subject: str | None = None,
    reason: str = "",
    despite: str = "",
    papers: tuple[str, ...] = (),
    **data: Value,
) -> Done:
    """Take an action today; `papers` are the questions that are answered with a document."""
    with UnitOfWork(database) as uow:
        answers: dict[str, Value] = {**data, **{key: [on_file(uow, case_id)] for key in papers}}
        done = take_action(
            uow, case_id, action, actor=actor, data=answers, reason=reason, despite=despite, subject=subject
        )
        uow.commit()
    return done


def initiated(database: Database) -> UUID:
    """An investigation whose notice is in the Gazette of today: clock zero."""
    case_id = investigation(database, "ad_initiation_pending")
    today = database.today().isoformat()
    act(database, case_id, "initiate", DIRECTOR, gazette="123", initiated_on=today, despite="Told by telephone.")
    return case_id


def to(database: Database, letter: str) -> list[str]:
    """The addresses to which a letter goes, in order; parked ones as their reason."""
    return sorted(row.address or row.why for row in rows(database, letter))


def rows(database: Database, letter: str) -> list[Row[object]]:
    with database.read() as session:
        found = session.execute(select(OUTBOX).where(OUTBOX.c.letter == letter).order_by(OUTBOX.c.id))
        return list(found.all())
