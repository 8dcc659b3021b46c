"""Several products, windows, evidence and handing over, on both databases."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import select

from cases.models import Account, Draft, EventRow, Incident, Measure
from cases.ntb.categories import EVIDENCE
from cases.ntb.intake import prints
from cases.service.documents import store_document
from cases.service.drafts import PARTY, draft_of, hand_over, put_windows_together, save_topic
from cases.store import Database, UnitOfWork
from tests.cases.service.filing import PDF, filled, lodged, prove, send

pytestmark = pytest.mark.usefixtures("own_settings")

MORE: dict[str, Any] = {
    "more_products": [{"description": "Butter", "hs_codes": "0405"}, {"description": "Cheese", "hs_codes": "0406"}],
    "consignments": [{"on": "2027-03-02", "papers": "DEC 1"}],
}


def one(database: Database, kind: Any) -> Any:
    with database.read() as session:
        return session.exec(select(kind)).one()


def test_all_products_stand_with_the_incident_and_the_first_is_the_main_one(database: Database) -> None:
    lodged(database, **MORE)
    incident = one(database, Incident)
    assert (incident.goods, incident.hs_codes) == ("Long-life milk in cartons", ["0401", "0405", "0406"])
    assert [each["description"] for each in incident.answers["more_products"]] == ["Butter", "Cheese"]
    assert one(database, Measure).title == "Long-life milk in cartons, Tanzania"


def test_the_papers_of_consignments_are_seen_by_few(database: Database) -> None:
    lodged(database, **MORE)
    incident = one(database, Incident)
    assert incident.restricted["consignments"] == [{"on": "2027-03-02", "papers": "DEC 1"}]
    assert "consignments" not in incident.answers


def test_no_product_stands_in_the_history(database: Database) -> None:
    lodged(database, **MORE)
    with database.read() as session:
        assert not [e for e in session.exec(select(EventRow)) if "Butter" in str(e.data) + str(e.facts)]


def test_documents_say_which_evidence_is_held(database: Database) -> None:
    draft = filled(database)
    with UnitOfWork(database) as uow:
        for title in (EVIDENCE["invoice"], EVIDENCE["invoice"], "My own words"):
            store_document(uow, draft_id=draft.id, filename="i.pdf", content=PDF, actor=PARTY, title=title)
        uow.commit()
    prove(database, draft)
    send(database, draft)
    assert one(database, Incident).answers["evidence_held"] == ["invoice"]


def test_what_another_window_saved_is_seen_when_the_page_comes_back(database: Database) -> None:
    draft = filled(database)
    seen = prints("goods", one(database, Draft).answers)
    with UnitOfWork(database) as uow:
        save_topic(uow, draft, "goods", {"hs_codes": "0402"})
        uow.commit()
    with UnitOfWork(database) as uow:
        kept, disputed = put_windows_together(uow, draft, {"hs_codes": "0901"}, seen)
    assert (kept, disputed) == ({"hs_codes": "0901"}, ["hs_codes"])


@pytest.mark.parametrize("typed", ["a\0b", "\ud800ab", ["a\0b"], {"a\0": "b\0"}])
def test_what_a_database_cannot_keep_is_left_out(database: Database, typed: Any) -> None:
    draft = filled(database)
    with UnitOfWork(database) as uow:
        save_topic(uow, draft, "event", {"steps_taken": typed})
        uow.commit()
    assert "\0" not in str(one(database, Draft).answers["steps_taken"])


def test_who_goes_on_alone_is_the_author_from_then_on(database: Database) -> None:
    with UnitOfWork(database) as uow:
        desk = Account(username="bd", name="Brian", email="bd@example.go.ke", password_hash="x", roles=["border_desk"])
        uow.session.add(desk)
        uow.session.flush()
        key = desk.id
        uow.commit()
    draft = filled(database, account_id=key)
    with UnitOfWork(database) as uow:
        hand_over(uow, draft_of(uow.session, draft.id))
        uow.commit()
    prove(database, draft)
    send(database, draft)
    with database.read() as session:
        act = session.exec(select(EventRow).where(EventRow.action == "draft.submit")).one()
    assert (act.role, act.account_id) == ("party", None)
