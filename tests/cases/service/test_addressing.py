"""Whom the letters of disputes and investigations reach, on both databases: states by fact, a firm by itself."""

from __future__ import annotations

import pytest

from cases.history import Value
from cases.seats import EXPORTING_GOVERNMENT, LEAD_AGENCY, MISSION, NFP_OTHER, OPPOSING_PARTY, REC_SECRETARIAT, Seat
from cases.service.addressing import bodies
from cases.store import Database
from tests.cases.service.files_of_kinds import (
    COUNSEL,
    DIRECTOR,
    EXAMPLE_STEEL,
    MINISTER,
    act,
    department,
    dispute,
    initiated,
    investigation,
    opened,
    rows,
    to,
)
from tests.conftest import Now


@pytest.mark.parametrize(
    ("seat", "values", "found"),
    [
        (NFP_OTHER, {"direction": "outbound", "measure_countries": ["UG", "KE"], "reporting_country": "KE"}, ["UG"]),
        (NFP_OTHER, {"direction": "inbound", "measure_countries": ["KE"], "reporting_country": "TZ"}, ["TZ"]),
        (NFP_OTHER, {}, []),
        (MISSION, {"measure_countries": ["UG", "TZ"]}, ["UG", "TZ"]),
        (LEAD_AGENCY, {"lead_agency": "kebs"}, ["kebs"]),
        (REC_SECRETARIAT, {"regime": "EAC"}, ["EAC"]),
        (OPPOSING_PARTY, {"role": "complainant", "respondents": ["EG"], "complainants": ["KE", "UG"]}, ["EG"]),
        (OPPOSING_PARTY, {"role": "third_party", "respondents": ["EG"], "complainants": ["US"]}, ["EG", "US"]),
        (EXPORTING_GOVERNMENT, {"exporting_countries": ["CN", "IN"]}, ["CN", "IN"]),
    ],
)  # fmt: skip
def test_the_facts_name_the_states_of_a_seat(seat: Seat, values: dict[str, Value], found: list[str]) -> None:
    assert bodies(seat, values) == found


def test_every_exporting_government_is_told_of_the_application(database: Database) -> None:
    department(database)
    case_id = investigation(database, "ad_documented")
    act(database, case_id, "notify_governments", states=["CN", "IN"], papers=("proof",))
    assert to(database, "ad-government-notified") == [
        "exporting_government-cn@example.org", "exporting_government-in@example.org",
    ]  # fmt: skip


def test_initiation_reaches_the_parties_the_governments_and_customs(database: Database) -> None:
    department(database)
    initiated(database)
    assert to(database, "ad-initiated") == sorted(
        [
            "exporting_government-cn@example.org",
            "exporting_government-in@example.org",
            "geneva_mission@example.org",
            "kra@example.org",
            "mr.li@example.com",
            "mr.rao@example.com",
            "mr.wu@example.com",
            "wanja@example.com",
        ]
    )


def test_a_questionnaire_reaches_its_own_exporter_alone(database: Database) -> None:
    department(database)
    case_id = investigation(database, "ad_questionnaires")
    act(database, case_id, "dispatch", subject=EXAMPLE_STEEL, papers=("questionnaire",))
    assert to(database, "ad-questionnaire") == ["mr.li@example.com"]


@pytest.mark.parametrize("subject", ["CN: example  steel", "CN: MR LI"])
def test_a_firm_is_known_by_name_or_organisation_however_it_is_typed(database: Database, subject: str) -> None:
    department(database)
    case_id = investigation(database, "ad_questionnaires")
    act(database, case_id, "dispatch", subject=subject, papers=("questionnaire",))
    assert to(database, "ad-questionnaire") == ["mr.li@example.com"]


def test_a_firm_of_the_same_name_in_another_country_is_another_firm(database: Database) -> None:
    department(database)
    case_id = investigation(database, "ad_questionnaires")
    act(database, case_id, "dispatch", subject="IN: Example Steel", papers=("questionnaire",))
    [row] = rows(database, "ad-questionnaire")
    assert (row.state, row.address) == ("parked", None)


def test_a_letter_to_a_firm_that_nobody_registered_is_parked_with_the_reason(database: Database) -> None:
    department(database)
    case_id = investigation(database, "ad_questionnaires")
    act(database, case_id, "dispatch", subject="CN: Unknown Wire", papers=("questionnaire",))
    assert to(database, "ad-questionnaire") == [
        "Nobody with an address is registered here for Unknown Wire (CN). Print the letter, or register the party."
    ]


def test_a_country_that_leaves_is_told_with_its_own_exporters_and_no_others(database: Database) -> None:
    department(database)
    case_id = investigation(database, "ad_questionnaires")
    act(database, case_id, "end_for", DIRECTOR, subject="IN", ground="negligible", volume_shares="CN 40\nIN 2.9")
    assert to(database, "ad-terminated") == sorted(
        [
            "exporting_government-in@example.org",
            "geneva_mission@example.org",
            "kra@example.org",
            "mr.rao@example.com",
            "wanja@example.com",
        ]
    )


def test_consultations_are_asked_of_the_respondent_and_told_to_our_advisers(database: Database) -> None:
    department(database)
    case_id = dispute(database, "drafting_consultation_request")
    act(database, case_id, "record_forums", forums_used=["none"])
    checked: Value = dict.fromkeys(("measures", "articles", "legal_basis", "xxii"), "yes")
    act(database, case_id, "check_request", COUNSEL, checked=checked)
    act(database, case_id, "file_request", agreements="GATT Art. XI", gatt_xxii=True, papers=("request",))
    assert to(database, "consultations-requested") == [
        "acwl@example.org", "ncwto@example.org", "opposing_party-eg@example.org", "wto_secretariat@example.org",
    ]  # fmt: skip
    assert to(database, "dispute-told") == ["wanja@example.com"]


def test_joining_is_asked_of_both_parties(database: Database) -> None:
    department(database)
    case_id = dispute(
        database, "interest_screening", role="third_party", complainants=["US"], circulated_on="2027-03-02"
    )
    act(database, case_id, "approve_joining", MINISTER)
    act(database, case_id, "join_consultations", papers=("request",))
    assert to(database, "joined-consultations") == [
        "opposing_party-eg@example.org", "opposing_party-us@example.org", "wto_secretariat@example.org",
    ]  # fmt: skip


def test_the_decision_is_asked_of_the_minister_and_the_attorney_general(database: Database) -> None:
    department(database)
    case_id = dispute(database, "interagency_review")
    act(database, case_id, "recommend", recommendation="Go.", papers=("minutes",))
    assert to(database, "dispute-approval-asked") == ["ag@example.org", "minister@example.go.ke"]


def test_the_desk_of_a_file_is_the_officer_to_whom_it_is_assigned(database: Database) -> None:
    department(database)
    case_id = dispute(database, "legal_assessment")
    act(database, case_id, "opine", COUNSEL, provisions="GATT Art. XI", strength="strong", papers=("memo",))
    assert to(database, "your-turn") == ["ines@example.go.ke"]


def test_the_executive_director_is_the_supervisor(database: Database) -> None:
    department(database)
    case_id = investigation(database, "ad_essential_facts")
    act(database, case_id, "all_commented")
    act(database, case_id, "report", papers=("report",))
    assert to(database, "decision-due") == ["achieng@example.go.ke"]


def test_customs_hear_of_a_provisional_measure_from_its_own_file(database: Database, now: Now) -> None:
    department(database)
    case_id = opened(
        database, "remedy_provisional", "security_in_force", {"effect_on": "2027-03-03", "exporting_countries": ["CN"]}
    )
    act(database, case_id, "release", DIRECTOR, reason="No injury was found.")
    assert to(database, "ad-security-released") == sorted(
        ["kra@example.org", "mr.li@example.com", "mr.rao@example.com", "mr.wu@example.com"]
    )
