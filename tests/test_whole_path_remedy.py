"""An anti-dumping investigation over the interface, on both databases: from counselling to a duty, and to its end.

Clock zero is 1 April 2027. One country leaves the case while it goes on against the other; the provisional measure ends
by itself beside it; the duty ends on the day before its fifth anniversary because nobody initiates a review.
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

STEEL: dict[str, Any] = {
    "data": {
        "title": "Steel wire rod", "product": "Wire rod in coils", "hs_codes": "7213",
        "exporting_countries": ["CN", "IN"], "exporters": "CN: Example Steel\nIN: Other Steel",
        "applicant": "Wire Makers of Kenya", "origin": "application",
    },
    "party": {"email": "office@wiremakers.example"},
}  # fmt: skip
CHINESE, INDIAN = "CN: Example Steel", "IN: Other Steel"

BEFORE = (
    Act("2027-03-03", "ines", "submit", "ad_lodged", {"application": Paper("Application")}),
    Act("2027-03-04", "ines", "accept", "ad_doc_check"),
    Act("2027-03-10", "ines", "confirm", "ad_documented"),
    Act("2027-03-11", "ines", "notify_governments", "ad_gov_notified",
        {"states": ["CN", "IN"], "proof": Paper("Note to the governments")}),
    Act("2027-03-18", "ines", "assess", "ad_initiation_pending",
        {"support_output": 600, "opposing_output": 100, "total_output": 1000, "prima_facie_margin": "18.5",
         "volume_shares": "CN 40\nIN 12", "injury_memo": Paper("Injury")}),
    Act("2027-04-01", "achieng", "initiate", "ad_initiated",
        {"gazette": "123", "initiated_on": "2027-04-01", "notice": Paper("Notice")}),
)  # fmt: skip
INQUIRY = (
    Act("2027-04-01", "ines", "open_register", "ad_registration"),
    Act("2027-04-08", "ines", "register", "ad_registration", subject=CHINESE),
    Act("2027-04-09", "ines", "register", "ad_registration", subject=INDIAN),
    Act("2027-04-19", "ines", "begin_questionnaires", "ad_questionnaires"),
    Act("2027-04-19", "ines", "dispatch", "ad_questionnaires", {"questionnaire": Paper("Questions")}, subject=CHINESE),
    Act("2027-05-03", "achieng", "end_for", "ad_questionnaires", {"ground": "de_minimis", "margin": "1.5"},
        subject="IN"),
    Act("2027-05-25", "ines", "reply_received", "ad_questionnaires", {"reply": Paper("Reply")}, subject=CHINESE),
    Act("2027-05-26", "ines", "examine", "ad_deficiency_letters"),
    Act("2027-05-27", "ines", "skip_visits", "ad_preliminary_work", reason="After the finding."),
    Act("2027-06-10", "ines", "finding", "ad_preliminary_work", {"margin": "18.5"}, subject=CHINESE),
    Act("2027-06-15", "achieng", "affirm", "ad_prelim_affirmative", {"report": Paper("Preliminary report")}),
)  # fmt: skip
TOO_LATE = Act("2027-05-04", "ines", "dispatch", "", {"questionnaire": Paper("Questions")}, subject=INDIAN)
PROVISIONAL = Act(
    "2027-06-16", "mutiso", "impose_provisional", "ad_final_work",
    {"gazette": "200", "effect_on": "2027-06-16", "rates": "CN: Example Steel 18.5"},
)  # fmt: skip
DECIDING = (
    Act("2027-09-01", "ines", "disclose", "ad_essential_facts", {"disclosure": Paper("Essential facts")}),
    Act("2027-09-10", "ines", "all_commented", "ad_essential_facts"),
    Act("2027-09-20", "ines", "report", "ad_final_report", {"report": Paper("Final report")}),
    Act("2027-10-01", "achieng", "recommend", "ad_cs_decision", {"rates": "CN: 18.5"}),
    Act("2027-10-11", "mutiso", "approve", "ad_cs_decision", {"decision": Paper("Decision")}),
    Act("2027-10-15", "ines", "publish", "ad_measure_in_force",
        {"gazette": "300", "published_on": "2027-10-15", "measure_from": "2027-10-15", "rates": "CN: 18.5"}),
)  # fmt: skip


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Iterator[Desk]:
    with department(database, tmp_path / "var") as found:
        yield found


def test_an_investigation_goes_from_counselling_to_a_duty_and_to_its_end(desk: Desk, now: Now) -> None:
    bureau = Bureau(desk, now, "remedy_anti_dumping", STEEL)
    assert bureau.case()["stage"] == "ad_prefiling"
    for act in BEFORE:
        bureau.take(act)
    clocks = [bureau.clock(key)[0] for key in ("provisional_wait", "year", "alarm_15", "alarm_17", "fall")]
    assert clocks == ["2027-05-31", "2028-04-01", "2028-07-01", "2028-09-01", "2028-10-01"]
    the_inquiry(bureau)
    measure = the_provisional_measure(bureau)
    for act in DECIDING:
        bureau.take(act)
    bureau.morning("2027-10-16")
    assert bureau.case(measure)["stage"] == "security_in_force", "its last day"
    bureau.morning("2027-10-17")
    assert bureau.case(measure)["stage"] == "security_lapsed", "it ends by itself"
    the_duty_ends(bureau)
    rebuilt = rebuild(bureau.desk.database)
    assert (rebuilt.cases, rebuilt.differences, rebuilt.broken) == (2, [], [])


def the_inquiry(bureau: Bureau) -> None:
    """One country leaves, and nothing more can be asked of its firms; the case goes on against the other."""
    for act in INQUIRY[:6]:
        bureau.take(act)
    assert bureau.clock("questionnaire", CHINESE) == ("2027-05-26", "open"), "37 days from dispatch"
    bureau.morning(TOO_LATE.day)
    refused = bureau.attempt(TOO_LATE)
    assert (refused.status_code, "The case against IN has ended" in refused.json()["detail"]) == (409, True)
    for act in INQUIRY[6:]:
        bureau.take(act)
    assert bureau.clock("questionnaire", CHINESE) == ("2027-05-26", "met")
    ended = next(each for each in bureau.events() if each["action"].endswith(".end_for"))
    assert (ended["subject"], ended["stage"]) == ("IN", ended["to"])


def the_provisional_measure(bureau: Bureau) -> str:
    """A file of its own, opened by the Cabinet Secretary's act; its reference."""
    opened: list[str] = bureau.take(PROVISIONAL)["opened"]
    assert [reference[:5] for reference in opened] == ["KE-PM"]
    assert "ad-security-instruction → kra" in bureau.letters(PROVISIONAL.day)
    return opened[0]


def the_duty_ends(bureau: Bureau) -> None:
    assert bureau.clock("expiry") == ("2032-10-14", "open")
    bureau.leap("2032-10-14")
    assert bureau.case()["stage"] == "ad_measure_in_force"
    bureau.leap("2032-10-15")
    case = bureau.case()
    assert (case["stage"], case["closed_on"]) == ("ad_expired", "2032-10-15")
    assert (bureau.events()[-1]["action"], bureau.events()[-1]["role"]) == ("ad_measure_in_force.expire", "system")
    assert "ad-expired → kra" in bureau.letters("2032-10-15")
