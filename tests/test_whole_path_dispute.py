"""Two disputes over the interface, on both databases: Kenya joins one of others, and takes one of its own to a panel.

Dates are those of 2027, with Good Friday and Easter Monday (26 and 29 March) closed in Geneva.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cases.service.rebuilding import rebuild
from cases.store import Database
from tests.api.v1.desk import Desk
from tests.bureau import Act, Bureau, Paper, department
from tests.conftest import Now

SUGAR: dict[str, Any] = {
    "data": {
        "role": "third_party", "title": "Sugar", "respondents": ["IN"], "complainants": ["BR"], "ds_number": "DS645",
        "gatt_xxii": True, "circulated_on": "2027-03-02",
    },
}  # fmt: skip
FLOWERS: dict[str, Any] = {
    "data": {"role": "complainant", "title": "Ban on cut flowers", "respondents": ["EG"], "product": "Cut flowers"},
    "party": {"name": "Rift Roses Ltd", "email": "trade@riftroses.example"},
}  # fmt: skip


def yes(*keys: str) -> dict[str, str]:
    return dict.fromkeys(keys, "yes")


JOINING = (
    Act("2027-03-03", "ines", "screen", "interest_screening",
        {"circulated_on": "2027-03-02", "gatt_xxii": True, "why": "Kenya grows sugar."}),
    Act("2027-03-04", "ines", "ask_approval", "interest_screening",
        {"trade": "USD 5000000", "interest": "A large share of what Kenya imports."}),
    Act("2027-03-05", "mutiso", "approve_joining", "interest_screening"),
    Act("2027-03-08", "ines", "join_consultations", "join_requested", {"request": Paper("Request to join")}),
    Act("2027-03-15", "ines", "accepted", "joined"),
    Act("2027-05-03", "ines", "ended", "panel_established_watch"),
    Act("2027-07-26", "ines", "panel_stands", "panel_established_watch", {"established_on": "2027-07-26"}),
    Act("2027-07-30", "ines", "reserve_rights", "third_party", {"how": "in_writing"}),
    Act("2027-09-01", "ines", "set_timetable", "third_party", {"submission_due_on": "2027-10-15"}),
    Act("2027-10-14", "karim", "file_submission", "third_party", {"submission": Paper("Kenya's submission")}),
    Act("2027-11-10", "ines", "finished", "closed_observed"),
)  # fmt: skip

AT_HOME = (
    Act("2027-03-04", "ines", "accept", "screening"),
    Act("2027-03-05", "ines", "admit", "legal_assessment",
        {"admission": yes("member", "attributable", "interest")}),
    Act("2027-03-10", "karim", "opine", "economic_assessment",
        {"memo": Paper("Legal memorandum"), "provisions": "GATT Art. XI:1", "strength": "strong"}),
    Act("2027-03-11", "ines", "quantify", "options_paper",
        {"memo": Paper("Economic memorandum"), "trade_loss": "USD 1200000"}),
    Act("2027-03-11", "ines", "consult_ncwto", "interagency_review",
        {"options": yes("bilateral", "committee", "good_offices", "ntb", "regional", "consultations", "third_party",
                        "nothing"),
         "fruitful": "Yes: talks failed for two years.", "paper": Paper("Options paper")}),
    Act("2027-03-12", "ines", "recommend", "decision_to_litigate",
        {"minutes": Paper("Minutes"), "recommendation": "Ask for consultations."}),
    Act("2027-03-15", "mutiso", "approve", "counsel_instructed",
        {"decision": Paper("Decision"), "concurrence": Paper("Concurrence"), "budget": "B1"}),
    Act("2027-03-16", "karim", "engage", "drafting_consultation_request",
        {"engagement": Paper("Engagement letter"), "conflict_checked": True}),
    Act("2027-03-17", "ines", "record_forums", "drafting_consultation_request", {"forums_used": ["none"]}),
    Act("2027-03-17", "karim", "check_request", "drafting_consultation_request",
        {"checked": yes("measures", "articles", "legal_basis", "xxii")}),
    Act("2027-03-18", "ines", "file_request", "consultations_requested",
        {"request": Paper("Request for consultations"), "agreements": "GATT Art. XI:1", "gatt_xxii": True}),
    Act("2027-03-19", "ines", "record_receipt", "consultations_requested", {"received_on": "2027-03-19"}),
    Act("2027-03-25", "ines", "respondent_replied", "consultations_open", {"reply": "We will meet."}),
    Act("2027-04-12", "karim", "hold_meeting", "consultations_open", {"minutes": Paper("Minutes of the talks")}),
)  # fmt: skip
TIME_IS_OVER = Act("2027-05-18", "karim", "period_elapsed", "panel_request_ready")
TO_A_PANEL = (
    Act("2027-05-19", "karim", "period_elapsed", "panel_request_ready"),
    Act("2027-05-20", "mutiso", "approve_panel_request", "panel_requested",
        {"decision": Paper("Decision for a panel"), "content": yes("consulted", "measures", "summary"),
         "dsb_meeting_on": "2027-06-28"}),
    Act("2027-06-16", "ines", "item_is_on_agenda", "panel_requested"),
    Act("2027-06-28", "ines", "first_dsb_blocked", "panel_establishment_deferred"),
    Act("2027-07-05", "ines", "second_request", "panel_establishment_deferred", {"dsb_meeting_on": "2027-07-26"}),
    Act("2027-07-26", "ines", "established_at_second", "panel_established"),
)  # fmt: skip


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Iterator[Desk]:
    with department(database, tmp_path / "var") as found:
        yield found


def test_kenya_joins_a_dispute_and_files_its_submission(desk: Desk, now: Now) -> None:
    bureau = Bureau(desk, now, "dispute_wto", SUGAR)
    assert (bureau.case()["stage"], bureau.clock("join")) == ("monitoring", ("2027-03-12", "open"))
    for act in JOINING[:7]:
        bureau.take(act)
    assert bureau.clock("join") == ("2027-03-12", "met")
    assert bureau.clock("third_party_rights") == ("2027-08-05", "open")
    for act in JOINING[7:9]:
        bureau.take(act)
    assert bureau.clock("submission") == ("2027-10-15", "open")
    for act in JOINING[9:]:
        bureau.take(act)
    assert bureau.clock("submission") == ("2027-10-15", "met")
    case = bureau.case()
    assert (case["close_status"], case["closed_on"], case["next_due"]) == ("closed_observed", "2027-11-10", None)
    the_record_holds(bureau)


def test_an_exporters_complaint_becomes_a_panel(desk: Desk, now: Now) -> None:
    bureau = Bureau(desk, now, "dispute_wto", FLOWERS)
    for act in AT_HOME:
        bureau.take(act)
    assert [bureau.clock(key)[0] for key in ("reply", "enter", "settle")] == ["2027-03-30", "2027-04-19", "2027-05-18"]
    the_sixtieth_day_is_awaited(bureau)
    for act in TO_A_PANEL[:2]:
        bureau.take(act)
    assert bureau.clock("agenda") == ("2027-06-17", "open")
    for act in TO_A_PANEL[2:]:
        bureau.take(act)
    assert (bureau.clock("agenda")[1], bureau.case()["stage"]) == ("met", "panel_established")
    assert "panel-established" in {letter.partition(" ")[0] for letter in bureau.letters("2027-07-26")}
    the_record_holds(bureau)


def the_sixtieth_day_is_awaited(bureau: Bureau) -> None:
    bureau.morning(TIME_IS_OVER.day)
    refused = bureau.attempt(TIME_IS_OVER)
    assert (refused.status_code, refused.json()["legal_basis"]["citation"]) == (409, "DSU Art. 4.7")
    assert "Consultations run until 18 May 2027" in refused.json()["detail"]


def the_record_holds(bureau: Bureau) -> None:
    """Everything follows from the history, the chain of hashes holds, and each paper lies on the file."""
    rebuilt = rebuild(bureau.desk.database)
    assert (rebuilt.cases, rebuilt.differences, rebuilt.broken) == (1, [], [])
    events = bureau.events()
    assert [each["previous_hash"] for each in events[1:]] == [each["hash"] for each in events[:-1]]
    on_file = bureau.desk.get(f"/cases/{bureau.reference}/documents").json()["documents"]
    assert {each["title"] for each in on_file} == set(bureau.documents)
    assert "Rift Roses" not in str(events)
