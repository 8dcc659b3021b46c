"""Section 16 of the procedure on the 44 public records, as far as it needs no database."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from statistics import mean

import pytest

from cases.ntb.categories import category
from cases.ntb.intake import is_late, is_portal_number
from cases.ntb.portal import PortalRecord, RefusedRecord, read_records

FILE = Path(__file__).parents[3] / "cases" / "seed" / "ntb_records.json"
PAYLOAD = json.loads(FILE.read_text(encoding="utf-8"))
ROWS = {row["complaint_number"]: row for row in PAYLOAD["records"]}
RECORDS = {each.number: each for each in read_records(PAYLOAD) if isinstance(each, PortalRecord)}

SYNTHETIC = {
    "complaint_number": "NTB-009-001",
    "system": "tripartite",
    "reporting_country": "Kenya",
    "imposing_country": "Uganda",
    "location": "Busia",
    "category_code": "2.3",
    "category_label": "Issues related to the rules of origin",
    "hs_codes": ["0401.20"],
    "date_of_incident": "2026-03-20",
    "date_reported": "2026-03-20",
    "date_resolved": "2026-03-20",
    "status_as_published": "Resolved",
    "kenya_role": "complaining_state",
    "outcome_type": "settled_bilaterally",
    "days_incident_to_resolution": 0,
    "days_report_to_resolution": 0,
}


def read(**changes: object) -> PortalRecord:
    record = read_records([{**SYNTHETIC, **changes}])[0]
    assert isinstance(record, PortalRecord)
    return record


def refusal(**changes: object) -> str:
    record = read_records([{**SYNTHETIC, **changes}])[0]
    assert isinstance(record, RefusedRecord)
    return record.reason


def flags(record: PortalRecord) -> list[str]:
    return [flag.field for flag in record.flags]


def test_every_record_is_accepted() -> None:
    assert len(RECORDS) == len(ROWS) == 44


def test_every_number_has_the_shape_of_its_portal() -> None:
    assert [number for number in RECORDS if not is_portal_number(number)] == []


def test_the_published_statuses() -> None:
    counted = Counter(record.status_as_published for record in RECORDS.values())
    assert counted == {"Resolved": 34, "New": 7, "In process": 1, "Transferred": 2}


def test_where_the_records_open() -> None:
    counted = Counter(record.entry_stage for record in RECORDS.values())
    assert counted == {
        "fix_reported": 29, "referred_technical": 4, "monitoring": 1, "screening": 7, "notified": 1,
        "regional_review": 2,
    }  # fmt: skip


def test_a_missing_reporting_country_is_flagged_and_not_invented() -> None:
    record = RECORDS["AfCFTA-000-012"]
    assert (record.reporting_country, "reporting_country" in flags(record)) == (None, True)


def test_a_community_is_no_reporting_state() -> None:
    record = RECORDS["NTB-001-299"]
    assert (record.reporting_country, record.reporting_name) == (None, "EAC")


def test_a_missing_location_is_flagged() -> None:
    assert "location" in flags(RECORDS["NTB-000-843"])


def test_a_missing_date_is_flagged() -> None:
    record = RECORDS["NTB-000-922"]
    assert (record.date_of_incident, {"date_of_incident", "decided_on"} <= set(flags(record))) == (None, True)


def test_every_data_quality_note_becomes_a_flag() -> None:
    noted = {number for number, row in ROWS.items() if row["data_quality_note"]}
    assert {number for number, record in RECORDS.items() if "data_quality_note" in flags(record)} == noted


def test_21_records_carry_a_note() -> None:
    assert sum(record.data_quality_note is not None for record in RECORDS.values()) == 21


@pytest.mark.parametrize("number", ["NTB-000-922", "NTB-000-947", "NTB-000-948", "NTB-001-241"])
def test_a_referral_to_a_technical_committee_is_not_an_end(number: str) -> None:
    assert (RECORDS[number].entry_stage, RECORDS[number].proposed_close) == ("referred_technical", None)


def test_the_contradictory_record_is_flagged_without_a_proposal() -> None:
    record = RECORDS["NTB-000-843"]
    assert (record.proposed_close, "outcome_type" in flags(record)) == (None, True)


def test_a_clarified_record_is_proposed_as_clarified() -> None:
    clarified = [r for r in RECORDS.values() if (r.outcome_type or "").startswith("clarified_")]
    assert {record.proposed_close for record in clarified} == {"closed_clarified"}


def test_a_released_licence_is_relief_for_one() -> None:
    assert RECORDS["NTB-001-189"].proposed_close == "closed_relief_individual"


def test_only_one_record_shows_the_traders_own_confirmation() -> None:
    assert [number for number, record in RECORDS.items() if record.trader_confirmed] == ["NTB-001-130"]


def test_what_is_not_stated_stays_unclosed() -> None:
    unstated = [record for record in RECORDS.values() if record.outcome_type in (None, "not_stated")]
    assert {record.proposed_close for record in unstated} == {None}


def test_2_5_of_the_afcfta_record_is_origin() -> None:
    assert category(*RECORDS["AfCFTA-000-011"].category).label == "Rules of origin"


@pytest.mark.parametrize("number", [number for number, row in ROWS.items() if row["category_code"] != "other"])
def test_the_label_of_each_record_is_that_of_its_list(number: str) -> None:
    assert category(*RECORDS[number].category).label == ROWS[number]["category_label"]


def test_the_five_procurement_records_keep_their_declared_category() -> None:
    declared = [number for number, record in RECORDS.items() if record.category == ("tripartite", "1.7")]
    assert declared == ["NTB-001-281", "NTB-001-282", "NTB-001-283", "NTB-001-285", "NTB-001-288"]


def test_the_free_text_category_is_accepted() -> None:
    record = RECORDS["NTB-001-299"]
    assert (record.category, "category" in flags(record)) == (("tripartite", "other"), False)


def test_the_private_shipping_lines_are_flagged_for_screening() -> None:
    assert any("Private shipping lines" in flag.says for flag in RECORDS["NTB-001-299"].flags)


@pytest.mark.parametrize(
    ("number", "states"),
    [("NTB-000-842", ("BI",)), ("NTB-001-241", ("TZ",)), ("NTB-000-808", ("TZ", "RW")), ("NTB-001-130", ("KE",))],
)
def test_the_measure_country_is_that_of_the_authority(number: str, states: tuple[str, ...]) -> None:
    assert RECORDS[number].measure_countries == states


@pytest.mark.parametrize("number", list(ROWS))
def test_the_durations_are_those_of_the_file(number: str) -> None:
    record, row = RECORDS[number], ROWS[number]
    counted = (record.days_incident_to_resolution, record.days_report_to_resolution)
    assert counted == (row["days_incident_to_resolution"], row["days_report_to_resolution"])


def test_the_two_records_with_a_report_date_and_an_end() -> None:
    assert (RECORDS["NTB-000-808"].days_report_to_resolution, RECORDS["NTB-000-967"].days_report_to_resolution) == (
        212, 137,
    )  # fmt: skip


def test_a_barrier_gone_on_the_same_day_took_zero_days() -> None:
    assert read().days_incident_to_resolution == 0


def test_zero_days_sort_first_and_count_in_the_average() -> None:
    days = [read().days_incident_to_resolution, RECORDS["NTB-001-130"].days_incident_to_resolution]
    known = sorted(each for each in days if each is not None)
    assert (known, mean(known)) == ([0, 11], 5.5)


def test_the_late_report_is_accepted_with_a_flag() -> None:
    record = RECORDS["NTB-001-244"]
    assert (record.date_of_incident, record.date_reported, "date_of_incident" in flags(record)) == (
        date(2020, 10, 13), date(2025, 4, 30), True,
    )  # fmt: skip


def test_its_gap_is_more_than_24_months() -> None:
    assert is_late(date(2020, 10, 13), date(2025, 4, 30))


def test_the_date_of_resolution_is_the_date_of_a_meeting() -> None:
    record = RECORDS["NTB-000-846"]
    assert (record.decided_on, record.barrier_stopped_on) == (date(2018, 11, 16), None)


def test_several_records_share_a_meeting() -> None:
    shared = [record.number for record in RECORDS.values() if record.decided_on == date(2018, 11, 16)]
    assert (len(shared), [flag for n in shared for flag in flags(RECORDS[n]) if flag == "decided_on"]) == (5, [])


@pytest.mark.parametrize(
    ("number", "direction"),
    [("NTB-000-030", "outbound"), ("NTB-000-117", "inbound"), ("NTB-001-130", "domestic"),
     ("NTB-001-254", "transit_or_third")],
)  # fmt: skip
def test_the_direction_follows_kenyas_role(number: str, direction: str) -> None:
    assert RECORDS[number].direction == direction


def test_hs_codes_lose_their_dots() -> None:
    assert RECORDS["NTB-001-285"].hs_codes[0] == "87012190"


def test_the_portals_mark_becomes_policy_or_operational() -> None:
    marks = [RECORDS[number].policy_or_operational for number in ("NTB-000-779", "NTB-001-244", "NTB-000-030")]
    assert marks == ["policy_regulatory", "operational", "unclear"]


def test_a_clean_record_has_no_flag() -> None:
    assert read().flags == ()


def test_a_wrong_duration_is_flagged() -> None:
    assert flags(read(days_incident_to_resolution=3)) == ["days_incident_to_resolution"]


def test_dates_out_of_order_are_flagged() -> None:
    assert flags(
        read(date_resolved="2026-03-01", days_incident_to_resolution=None, days_report_to_resolution=None)
    ) == ["decided_on"]


def test_an_unknown_category_is_flagged() -> None:
    assert flags(read(category_code="9.9")) == ["category"]


def test_an_unknown_hs_code_is_flagged() -> None:
    assert flags(read(hs_codes=["0401.99"])) == ["hs_codes"]


@pytest.mark.parametrize("named", [["Tanzania", "Rwanda"], "Tanzania, Rwanda", "Tanzania and Rwanda"])
def test_several_states_may_be_named(named: object) -> None:
    assert read(imposing_country=named).measure_countries == ("TZ", "RW")


@pytest.mark.parametrize("number", ["NTB-1-2", "ntb-001-001", "", None])
def test_a_record_without_a_proper_number_is_refused(number: object) -> None:
    assert refusal(complaint_number=number) == "The number must look like NTB-001-299 or AfCFTA-000-012."


def test_a_date_that_is_none_is_refused() -> None:
    assert refusal(date_of_incident="2026-02-30").startswith("A date is not of the form")


def test_an_unknown_status_is_refused() -> None:
    assert refusal(status_as_published="Solved") == "The published status is not one that the portals use."


def test_an_unknown_role_is_refused() -> None:
    assert "direction is not clear" in refusal(kenya_role="observer")


def test_an_unknown_outcome_is_refused() -> None:
    assert "outcomes known here" in refusal(outcome_type="won")


def test_an_unknown_state_is_refused() -> None:
    assert "cannot be recognised" in refusal(imposing_country="Atlantis")


def test_a_number_of_the_other_portal_is_refused() -> None:
    assert "different portals" in refusal(system="afcfta")


def test_a_field_of_the_wrong_type_is_refused() -> None:
    assert refusal(summary=7).startswith("A field that holds text holds something else")


def test_the_second_of_two_equal_numbers_is_refused() -> None:
    assert [type(each).__name__ for each in read_records([SYNTHETIC, SYNTHETIC])] == ["PortalRecord", "RefusedRecord"]


def test_what_is_no_record_is_refused_by_its_place() -> None:
    assert read_records(["NTB-001-001"])[0].id == "record 1"  # type: ignore[union-attr]


@pytest.mark.parametrize("payload", [None, "text", {"records": None}, {}, 7])
def test_a_file_without_records_is_refused(payload: object) -> None:
    with pytest.raises(ValueError, match="holds no list of records"):
        read_records(payload)
