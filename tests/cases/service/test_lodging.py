"""Lodging: one number for one form, every answer where it belongs, and nothing by halves."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

import pytest
from sqlmodel import select

from cases.errors import InputRefused, NotFound
from cases.models import (
    Account,
    CaseFile,
    Document,
    Draft,
    EventRow,
    ExternalRef,
    Incident,
    Measure,
    OutboxRow,
    Party,
)
from cases.service.documents import open_document
from cases.service.drafts import draft_of, save_topic
from cases.service.lodging import lodge
from cases.service.receipts import receipt_of
from cases.store import Database, UnitOfWork
from tests.cases.service.filing import PDF, filled, lodged, prove, send

pytestmark = pytest.mark.usefixtures("own_settings")

T = TypeVar("T")


def one(database: Database, kind: type[T]) -> T:
    with database.read() as session:
        return session.exec(select(kind)).one()


def test_a_complete_form_becomes_a_case_with_a_number(database: Database) -> None:
    done = lodged(database)
    case = one(database, CaseFile)
    assert done.reference == "KE-NTB-2027-00001-M" == case.reference
    assert (case.stage, case.lodged_on, case.direction) == ("submitted", date(2027, 3, 3), "outbound")


def test_goods_that_are_held_open_the_urgent_lane(database: Database) -> None:
    lodged(database, goods_held_now="yes")
    assert one(database, CaseFile).urgent


def test_goods_that_are_not_held_do_not(database: Database) -> None:
    lodged(database, goods_held_now="no")
    assert not one(database, CaseFile).urgent


def test_who_the_person_is_stands_with_the_party_alone(database: Database) -> None:
    done = lodged(database)
    party = one(database, Party)
    assert (party.name, party.email, party.phone) == ("Amina Wanjiru", "amina@example.org", "+254712345678")
    assert party.personal == {"filer_sex": "female", "business_reg_no": "BN-123"}
    with database.read() as session:
        events = session.exec(select(EventRow).where(EventRow.case_id == done.case_id)).all()
        case = session.exec(select(CaseFile)).one()
        incident = session.exec(select(Incident)).one()
    rest = str([e.model_dump() for e in events]) + str(case.model_dump()) + str(incident.model_dump())
    assert not [word for word in ("Amina", "amina@", "712345678", "712 345", "BN-123") if word in rest]


def test_measure_and_incident_are_two_records(database: Database) -> None:
    lodged(database)
    measure, incident = one(database, Measure), one(database, Incident)
    assert (measure.country, measure.authority) == ("TZ", "Tanzania Bureau of Standards (TBS)")
    assert (incident.occurred_on, incident.location_name, incident.hs_codes) == (date(2027, 3, 1), "Namanga", ["0401"])
    assert incident.measure_id == measure.id == one(database, CaseFile).measure_id


def test_losses_are_kept_apart_from_what_everybody_in_the_department_reads(database: Database) -> None:
    lodged(database)
    incident = one(database, Incident)
    assert incident.restricted == {"loss_amount": {"amount": "80000", "currency": "KES"}}
    assert "loss_amount" not in incident.answers


def test_files_move_from_the_draft_to_the_case(database: Database) -> None:
    done = lodged(database)
    document = one(database, Document)
    assert (document.case_id, document.draft_id, document.number) == (done.case_id, None, 1)
    assert b"".join(open_document(document)) == PDF
    assert one(database, CaseFile).values["has_evidence"] is True


def test_the_draft_is_gone_afterwards(database: Database) -> None:
    lodged(database)
    with database.read() as session:
        assert session.exec(select(Draft)).all() == []


def test_the_priority_is_scored(database: Database) -> None:
    lodged(database)
    assert one(database, CaseFile).priority == 39


def test_numbers_on_other_portals_are_kept(database: Database) -> None:
    lodged(database)
    ref = one(database, ExternalRef)
    assert (ref.scheme, ref.number) == ("tripartite", "NTB-001-299")


def test_the_complainant_and_the_department_are_written_to(database: Database) -> None:
    done = lodged(database)
    with database.read() as session:
        rows = session.exec(select(OutboxRow).where(OutboxRow.event_seq != None)).all()  # noqa: E711
    assert {(r.letter, r.address) for r in rows if r.case_id == done.case_id} >= {
        ("complaint-received", "amina@example.org")
    }


def test_the_same_form_sent_twice_gives_the_same_confirmation(database: Database) -> None:
    draft = filled(database)
    prove(database, draft)
    assert send(database, draft).reference == send(database, draft).reference
    with database.read() as session:
        assert len(session.exec(select(CaseFile)).all()) == 1


def test_another_form_of_a_draft_that_was_sent_is_refused(database: Database) -> None:
    draft = filled(database)
    prove(database, draft)
    send(database, draft)
    with pytest.raises(NotFound, match="no longer here"):
        send(database, draft, "another")


def test_numbers_follow_each_other_without_a_gap(database: Database) -> None:
    first, second = filled(database), filled(database)
    prove(database, first)
    with pytest.raises(InputRefused):
        send(database, second, "second")
    send(database, first, "first")
    prove(database, second)
    assert send(database, second, "second").reference.startswith("KE-NTB-2027-00002-")


def test_an_address_that_is_not_proved_gets_no_number(database: Database) -> None:
    with pytest.raises(InputRefused, match=r"First prove that amina@example\.org is your address"):
        send(database, filled(database))
    assert one(database, CaseFile).reference is None


def test_an_address_that_was_changed_after_the_proof_is_not_proved(database: Database) -> None:
    draft = filled(database)
    prove(database, draft)
    with UnitOfWork(database) as uow:
        save_topic(uow, draft_of(uow.session, draft.id), "you", {"filer_email": "otto@example.org"})
        uow.commit()
    with pytest.raises(InputRefused, match=r"First prove that otto@example\.org"):
        send(database, draft)


def test_who_has_only_a_telephone_is_taken_and_called_back(database: Database) -> None:
    lodged(database, filer_email=None)
    party, case = one(database, Party), one(database, CaseFile)
    assert (party.email, party.call_back, case.values["has_email"]) == (None, True, False)


def test_what_is_missing_is_named_and_nothing_is_written(database: Database) -> None:
    draft = filled(database, description="Too short", other_forum=None)
    prove(database, draft)
    with pytest.raises(InputRefused) as refused:
        send(database, draft)
    assert set(refused.value.fields) == {"description", "other_forum"}
    with database.read() as session:
        assert session.exec(select(Party)).all() == []


def test_the_border_desk_lodges_for_a_trader(database: Database) -> None:
    with UnitOfWork(database) as uow:
        desk = Account(username="bd", name="Brian", email="bd@example.go.ke", password_hash="x", roles=["border_desk"])
        uow.session.add(desk)
        uow.commit()
    done = send(database, filled(database, account_id=desk.id))
    with database.read() as session:
        event = session.exec(select(EventRow).where(EventRow.action == "draft.submit")).one()
    assert done.reference.startswith("KE-NTB-2027-00001-")
    assert (event.role, event.account_id) == ("border_desk", desk.id)
    assert one(database, CaseFile).values["channel"] == "border_desk"
    assert not one(database, Party).email_proved


def test_the_receipt_names_number_hash_answers_and_files(database: Database) -> None:
    done = lodged(database)
    with database.read() as session:
        receipt = receipt_of(session, done.case_id)
        event = session.exec(select(EventRow).where(EventRow.action == "draft.submit")).one()
    assert (receipt.hash, receipt.lodged_on) == (event.hash, date(2027, 3, 3))
    assert receipt.answers["filer_name"] == "Amina Wanjiru"
    assert receipt.answers["loss_amount"] == {"amount": "80000", "currency": "KES"}
    assert [d.filename for d in receipt.documents] == ["refusal.pdf"]


def test_a_draft_has_no_receipt(database: Database) -> None:
    draft = filled(database)
    with database.read() as session, pytest.raises(NotFound, match="no receipt"):
        receipt_of(session, draft.case_id)


def test_lodging_that_is_undone_leaves_the_draft_as_it_was(database: Database) -> None:
    draft = filled(database)
    prove(database, draft)
    with UnitOfWork(database) as uow:
        lodge(uow, draft, submit_key="never committed")
    with UnitOfWork(database) as uow:
        assert draft_of(uow.session, draft.id).answers["filer_name"] == "Amina Wanjiru"
    assert send(database, draft).reference == "KE-NTB-2027-00001-M"
