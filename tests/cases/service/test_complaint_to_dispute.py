"""A barrier that becomes a dispute: one act closes the complaint and opens the file with all that it needs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Row, insert, select, update

from cases.engine import THE_SYSTEM
from cases.history import Value
from cases.lifecycles import lifecycle
from cases.models import CaseLink, Document, Incident, Party
from cases.service import open_case, take_action
from cases.service.documents import store_document
from cases.service.rebuilding import rebuild
from cases.settings import Settings
from cases.store import Database, UnitOfWork
from cases.store.tables import CASE, DEADLINE
from tests.cases.service.filing import PDF
from tests.conftest import Now
from tests.lifecycles.ntb.makers import MINISTRY
from tests.makers import INES, at

pytestmark = pytest.mark.usefixtures("own_settings")

FACTS: dict[str, Value] = {
    "channel": "web", "direction": "outbound", "reporting_country": "KE", "measure_countries": ["IN"], "regime": "WTO",
    "perishable": True, "urgent": False, "consent_share_identity": "no", "has_email": True, "has_evidence": True,
}  # fmt: skip
DOCUMENT: Any = Document.__table__  # type: ignore[attr-defined]


def failed(database: Database, now: Now, *, version: int | None = None, **facts: Value) -> tuple[UUID, str]:
    """A complaint of Amina's about tea, its channel failed on 10 March 2027; and its one document."""
    with UnitOfWork(database) as uow:
        case_id = open_case(
            uow, lifecycle("ntb_complaint", version), actor=INES, at_stage="bilateral_channel", title="Tea, India",
            values={**FACTS, **facts},
        )  # fmt: skip
        uow.session.add(Party(case_id=case_id, seat="complainant", name="Amina Yusuf", email="amina@example.org"))
        row = {"goods": "Black tea", "hs_codes": ["0902"], "answers": {}, "restricted": {}, "location_name": "Mumbai"}
        uow.session.execute(insert(Incident).values(case_id=case_id, **row))
        paper = store_document(uow, case_id=case_id, filename="refusal.pdf", content=PDF, actor=INES, title="Refusal")
        uow.commit()
    now.at = at("2027-03-10")
    act(database, case_id, "fail", by=INES, reason="No answer in the committee.")
    return case_id, str(paper.id)


def act(database: Database, case_id: UUID, action: str, **more: Any) -> tuple[UUID, ...]:
    with UnitOfWork(database) as uow:
        done = take_action(uow, case_id, action, actor=more.pop("by", MINISTRY), **more)
        uow.commit()
    return done.opened


def escalated(database: Database, now: Now, forum: str = "WTO", **more: Any) -> tuple[UUID, tuple[UUID, ...]]:
    case_id, paper = failed(database, now, **more)
    now.at = at("2027-03-20")
    data: dict[str, Value] = {
        "forum": forum, "opinion": [paper], "economic_case": "Two million dollars a year.", "approval": [paper],
        "budget": "B1", "told_on": "2027-03-12",
    }  # fmt: skip
    return case_id, act(database, case_id, "escalate", data=data)


def rows(database: Database, table: Any, case_id: UUID) -> list[Row[Any]]:
    with database.read() as session:
        return list(session.execute(select(table).where(table.c.case_id == case_id)).all())


def case(database: Database, case_id: UUID) -> Row[Any]:
    with database.read() as session:
        return session.execute(select(CASE).where(CASE.c.id == case_id)).one()


def test_the_dispute_begins_as_a_complaint_at_home(database: Database, now: Now) -> None:
    old, (new,) = escalated(database, now)
    assert (case(database, old).stage, case(database, new).stage) == ("escalated_dispute", "complaint_received")
    assert case(database, new).reference.startswith("KE-DS-2027-00001-")
    assert case(database, new).title == "Tea, India"
    with database.read() as session:
        due = session.execute(select(DEADLINE.c.due_on).where(DEADLINE.c.case_id == new)).scalar_one()
    assert str(due) == "2027-03-23", "our two working days begin with that act, a Saturday"


def test_the_state_that_acts_is_the_respondent(database: Database, now: Now) -> None:
    _, (new,) = escalated(database, now)
    facts = case(database, new).values
    assert (facts["role"], facts["respondents"], facts["perishable"]) == ("complainant", ["IN"], True)
    assert "measure_countries" not in facts


def test_parties_goods_and_evidence_go_along(database: Database, now: Now) -> None:
    _, (new,) = escalated(database, now)
    assert [r.name for r in rows(database, Party.__table__, new)] == ["Amina Yusuf"]  # type: ignore[attr-defined]
    assert [(r.goods, r.hs_codes) for r in rows(database, Incident.__table__, new)] == [("Black tea", ["0902"])]  # type: ignore[attr-defined]
    assert [r.title for r in rows(database, DOCUMENT, new)] == ["Refusal"]


def test_whoever_was_protected_stays_so(database: Database, now: Now) -> None:
    _, (new,) = escalated(database, now)
    assert case(database, new).protected


def test_the_two_files_are_tied(database: Database, now: Now) -> None:
    old, (new,) = escalated(database, now)
    with database.read() as session:
        tie = session.execute(select(CaseLink)).scalar_one()
    assert (tie.from_id, tie.to_id, tie.relation) == (new, old, "arises_from")


@pytest.mark.parametrize("forum", ["AfCFTA", "EAC", "COMESA", "TFTA", "EU-EPA"])
def test_another_forum_opens_no_file_at_the_wto(sqlite: Database, now: Now, forum: str) -> None:
    old, opened = escalated(sqlite, now, forum)
    assert (case(sqlite, old).stage, opened) == ("escalated_dispute", ())


def test_a_complaint_against_kenya_makes_kenya_no_complainant(sqlite: Database, now: Now) -> None:
    assert escalated(sqlite, now, direction="inbound", reporting_country="IN", measure_countries=["KE"])[1] == ()


def test_a_case_of_version_1_opens_no_dispute(database: Database, now: Now) -> None:
    old, opened = escalated(database, now, version=1)
    assert (case(database, old).version, case(database, old).stage, opened) == (1, "escalated_dispute", ())


def test_a_new_complaint_follows_version_2(sqlite: Database, now: Now) -> None:
    assert case(sqlite, failed(sqlite, now)[0]).version == 2


@pytest.mark.parametrize("version", [1, 2])
def test_a_rebuild_finds_nothing_to_put_right(database: Database, now: Now, version: int) -> None:
    escalated(database, now, version=version)
    assert rebuild(database, dry=True).healthy


def test_a_decision_that_is_refused_opens_nothing(sqlite: Database, now: Now, own_settings: Settings) -> None:
    with UnitOfWork(sqlite) as uow:
        case_id = open_case(
            uow, lifecycle("ntb_complaint"), actor=THE_SYSTEM, at_stage="dispute_assessment", values=FACTS
        )
        uow.session.execute(update(CASE).where(CASE.c.id == case_id), {"title": "Tea"})
        uow.commit()
    with pytest.raises(Exception, match="not ready for a formal dispute"):
        act(sqlite, case_id, "escalate", data={"forum": "WTO"})
    with sqlite.read() as session:
        assert len(session.execute(select(CASE.c.id)).all()) == 1
