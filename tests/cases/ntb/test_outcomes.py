import pytest

from cases.ntb.outcomes import CLOSE_STATUSES, OUTCOMES, direction_of_role, entry_stage, holder, outcome, proposed_close


@pytest.mark.parametrize(
    ("outcome_type", "close"),
    [
        ("measure_removed_or_amended", "closed_resolved_full"),
        ("settled_bilaterally", "closed_resolved_full"),
        ("settled_regionally", "closed_resolved_full"),
        ("verification_mission", "closed_resolved_full"),
        ("shipment_or_licence_released", "closed_relief_individual"),
        ("court_order_implemented", "closed_resolved_full"),
        ("clarified_not_an_ntb", "closed_clarified"),
        ("clarified_no_requirement", "closed_clarified"),
        ("origin_not_established", "closed_clarified"),
        ("closed_by_respondent_report", "closed_unconfirmed"),
        ("confirmed_by_complaining_state", "closed_resolved_full"),
        ("confirmed_by_complainant", "closed_resolved_full"),
        ("private_commercial_dispute", "closed_not_ntb"),
        ("duplicate", "closed_merged"),
        ("referred_to_technical_committee", None),
        ("contradictory_record", None),
        ("transferred_to_rec", None),
        ("not_stated", None),
        (None, None),
    ],
)
def test_the_proposed_close_status(outcome_type: str | None, close: str | None) -> None:
    assert proposed_close(outcome_type) == close


def test_every_proposal_is_a_close_status() -> None:
    proposed = {status for each in OUTCOMES.values() for status in (each.proposed, *each.or_else) if status}
    assert proposed - set(CLOSE_STATUSES) == set()


def test_a_settlement_may_also_be_partial() -> None:
    assert outcome("settled_bilaterally").or_else == ("closed_resolved_part",)


def test_a_contradictory_record_carries_a_flag() -> None:
    assert outcome("contradictory_record").flag.startswith("The record says Resolved")


@pytest.mark.parametrize(
    ("published", "outcome_type", "direction", "stage"),
    [
        ("Resolved", "measure_removed_or_amended", "outbound", "fix_reported"),
        ("Resolved", None, "outbound", "fix_reported"),
        ("Resolved", "referred_to_technical_committee", "outbound", "referred_technical"),
        ("Resolved", "confirmed_by_complainant", "domestic", "monitoring"),
        ("New", None, "outbound", "screening"),
        ("In process", None, "outbound", "notified"),
        ("In process", None, "transit_or_third", "notified"),
        ("In process", None, "inbound", "agency_action"),
        ("In process", None, "domestic", "agency_action"),
        ("Transferred", "transferred_to_rec", "inbound", "regional_review"),
        ("Complaint registered with REC", None, "inbound", "regional_review"),
    ],
)
def test_where_an_imported_case_opens(published: str, outcome_type: str | None, direction: str, stage: str) -> None:
    assert entry_stage(published, outcome_type, direction) == stage


def test_no_import_opens_in_a_terminal_stage() -> None:
    assert {each.enters for each in OUTCOMES.values()} & set(CLOSE_STATUSES) == set()


def test_a_transferred_case_is_held_by_the_regional_community() -> None:
    assert (holder("Transferred"), holder("New")) == ("rec", None)


@pytest.mark.parametrize(
    ("role", "direction"),
    [("complaining_state", "outbound"), ("responding_state", "inbound"), ("both_domestic", "domestic"),
     ("destination_market", "transit_or_third")],
)  # fmt: skip
def test_the_direction_of_a_role(role: str, direction: str) -> None:
    assert direction_of_role(role) == direction


@pytest.mark.parametrize("unknown", ["Solved", "resolved", ""])
def test_a_status_that_no_portal_uses_is_refused(unknown: str) -> None:
    with pytest.raises(LookupError):
        entry_stage(unknown, None, "outbound")


def test_an_outcome_that_nobody_coded_is_refused() -> None:
    with pytest.raises(LookupError):
        outcome("won")
