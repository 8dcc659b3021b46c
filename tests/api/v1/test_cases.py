"""Cases over the interface: lodged as on the form, listed in pages, and the same answer for none and not yours."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from cases.models import Incident, Party
from cases.reference import reference as made
from cases.store import Database
from tests.api.v1.desk import LODGED, Desk


def test_a_desk_lodges_a_complaint(desk: Desk) -> None:
    answered = desk.post("/cases", {"answers": LODGED}, "kip")
    case = answered.json()
    assert answered.status_code == 201
    assert answered.headers["Location"] == f"/api/v1/cases/{case['reference']}"
    assert answered.headers["ETag"] == f'"{case["revision"]}"'
    assert (case["stage"], case["direction"], case["lodged_on"]) == ("submitted", "outbound", "2027-03-03")


def test_the_person_stands_in_the_party_alone(desk: Desk, database: Database) -> None:
    reference = desk.lodge()
    with database.read() as session:
        party = session.execute(select(Party)).scalar_one()
        incident = session.execute(select(Incident)).scalar_one()
    assert (party.name, party.phone, party.call_back) == ("Amina Wanjiru", "+254712345678", True)
    assert "Amina" not in str(incident.model_dump())
    for path in ("", "/events", "/actions", "/deadlines"):
        assert "Amina" not in desk.get(f"/cases/{reference}{path}").text


def test_every_answer_that_is_missing_or_wrong_is_named(desk: Desk) -> None:
    answers = {**LODGED, "hs_codes": "999999", "date_of_incident": "2027-03-04"}
    del answers["frequency"]
    answered = desk.post("/cases", {"answers": answers})
    assert answered.status_code == 422
    assert {each["field"] for each in answered.json()["errors"]} == {"hs_codes", "date_of_incident", "frequency"}
    assert desk.get("/cases").json()["items"] == []


def test_a_refused_lodging_leaves_nothing_behind(desk: Desk) -> None:
    desk.post("/cases", {"answers": {}})
    assert desk.events() == 0


def test_an_answer_that_the_form_does_not_ask_for_is_refused(plain_desk: Desk) -> None:
    answered = plain_desk.post("/cases", {"answers": {**LODGED, "favourite_colour": "red"}})
    assert answered.json()["errors"] == [{"field": "favourite_colour", "detail": "The form does not ask for this."}]


def test_an_auditor_lodges_nothing(plain_desk: Desk) -> None:
    assert plain_desk.post("/cases", {"answers": LODGED}, "atieno").status_code == 403


@pytest.mark.parametrize("reference", [made("KE-NTB", 2027, 99), "KE-NTB-2027-00001-A", "nonsense", "%00", "é"])
def test_what_does_not_exist_is_not_found(plain_desk: Desk, reference: str) -> None:
    plain_desk.lodge()
    answered = plain_desk.get(f"/cases/{reference}")
    assert (answered.status_code, answered.json()["type"]) == (404, "/problems/not-found")
    assert answered.json()["detail"].startswith("There is no such case, or it is not open to you.")


def test_a_draft_is_nobodys_case(desk: Desk, database: Database) -> None:
    from cases.service.drafts import start_draft
    from cases.store import UnitOfWork

    with UnitOfWork(database) as uow:
        start_draft(uow, channel="web", language="en")
        uow.commit()
    assert desk.get("/cases").json()["items"] == []


def test_a_list_comes_in_pages_that_lead_on(desk: Desk) -> None:
    references = [desk.lodge() for _ in range(5)]
    seen, path = [], "/cases?limit=2"
    while path:
        answered = desk.get(path)
        seen += [each["reference"] for each in answered.json()["items"]]
        link = answered.headers.get("Link", "")
        path = link[1 : link.index(">")].split("/api/v1")[1] if link else ""
    assert seen == references[::-1]


def test_the_last_page_leads_nowhere(desk: Desk) -> None:
    desk.lodge()
    answered = desk.get("/cases?limit=1")
    assert answered.json()["next_cursor"] is None
    assert "Link" not in answered.headers


def test_a_page_is_not_shaken_by_a_case_that_moves_meanwhile(desk: Desk) -> None:
    references = [desk.lodge() for _ in range(3)]
    first = desk.get("/cases?limit=2").json()
    desk.act(references[0], "take_up")
    second = desk.get(f"/cases?limit=2&cursor={first['next_cursor']}").json()
    assert [each["reference"] for each in second["items"]] == [references[0]]


@pytest.mark.parametrize("cursor", ["", "x", "AAAA", "%F0%9F%98%80", "S0UtTlRC"])
def test_a_cursor_of_somebody_elses_is_refused(plain_desk: Desk, cursor: str) -> None:
    answered = plain_desk.get(f"/cases?cursor={cursor}")
    assert answered.status_code == 422
    assert answered.json()["errors"][0]["field"] == "cursor"


@pytest.mark.parametrize(
    ("query", "found"),
    [("stage=submitted", 1), ("stage=screening", 1), ("stage=draft", 0), ("open=true", 2), ("open=false", 0),
     ("regime=EAC", 0), ("officer=ines", 0)],
)  # fmt: skip
def test_a_list_is_narrowed(desk: Desk, query: str, found: int) -> None:
    desk.act(desk.lodge(), "take_up")
    desk.lodge()
    assert len(desk.get(f"/cases?{query}").json()["items"]) == found


def test_events_are_chained_and_carry_both_dates(desk: Desk) -> None:
    events = desk.get(f"/cases/{desk.lodge()}/events").json()["events"]
    assert [each["action"] for each in events] == ["draft.open", "draft.save", "draft.save", "draft.submit"]
    assert [each["previous_hash"] for each in events[1:]] == [each["hash"] for each in events[:-1]]
    assert {each["happened_on"] for each in events} == {"2027-03-03"}
    assert {each["recorded_at"] for each in events} == {"2027-03-03T07:00:00Z"}
