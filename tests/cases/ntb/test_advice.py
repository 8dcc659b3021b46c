from datetime import date
from typing import Any

import pytest

from cases.ntb.routing import Advice, advise

ON = date(2026, 3, 27)


def outbound(*measure: str, on: date = ON, **more: Any) -> Advice:
    return advise("outbound", "KE", measure, on=on, **more)


def lead(advice: Advice) -> str:
    return advice.lead.regime if advice.lead else ""


def option(advice: Advice, regime: str) -> Any:
    return next(each for each in advice.others if each.regime == regime)


@pytest.mark.parametrize(
    ("measure", "regime"),
    [("TZ", "EAC"), ("UG", "EAC"), ("EG", "COMESA"), ("ZA", "TFTA"), ("GH", "AfCFTA"), ("DE", "EU-EPA"),
     ("EU", "EU-EPA"), ("GB", "UK-EPA"), ("US", "WTO"), ("IN", "WTO")],
)  # fmt: skip
def test_the_first_regime_of_both_states_leads(measure: str, regime: str) -> None:
    assert lead(outbound(measure)) == regime


@pytest.mark.parametrize(
    ("measure", "on", "regime"),
    [
        ("CD", date(2022, 7, 10), "COMESA"),
        ("CD", date(2022, 7, 11), "EAC"),
        ("CD", date(2022, 7, 12), "EAC"),
        ("SO", date(2024, 3, 3), "COMESA"),
        ("SO", date(2024, 3, 4), "EAC"),
        ("SO", date(2024, 3, 5), "EAC"),
        ("ZA", date(2024, 7, 24), "AfCFTA"),
        ("ZA", date(2024, 7, 25), "TFTA"),
        ("ZA", date(2024, 7, 26), "TFTA"),
        ("GH", date(2019, 5, 29), "WTO"),
        ("GH", date(2019, 5, 30), "AfCFTA"),
        ("FR", date(2024, 6, 30), "WTO"),
        ("FR", date(2024, 7, 1), "EU-EPA"),
    ],
)
def test_membership_counts_on_the_day(measure: str, on: date, regime: str) -> None:
    assert lead(outbound(measure, on=on)) == regime


def test_an_unconfirmed_accession_does_not_lead_before_a_confirmed_membership() -> None:
    assert lead(outbound("MZ")) == "WTO"


def test_an_unconfirmed_accession_is_shown_as_to_be_confirmed() -> None:
    afcfta = option(outbound("MZ"), "AfCFTA")
    assert (afcfta.open, afcfta.to_be_confirmed, afcfta.status) == (False, True, "unconfirmed")


def test_an_unconfirmed_accession_that_would_lead_is_warned_about() -> None:
    assert any("Whether Mozambique belongs to the African" in warning for warning in outbound("MZ").warnings)


def test_only_an_unconfirmed_membership_leads_with_that_said() -> None:
    advice = outbound("IR")
    assert (lead(advice), advice.open_regimes, "to be confirmed" in advice.reasons[0]) == ("WTO", [], True)


def test_states_that_share_nothing_leave_the_mission() -> None:
    advice = outbound("SS", on=date(2015, 1, 5))
    assert (advice.lead, advice.entry, "mission" in advice.reasons[0]) == (None, "route_bilateral", True)


def test_the_reasons_give_dates() -> None:
    assert "DR Congo has belonged to the East African Community since 11 July 2022." in outbound("CD").reasons[1]


def test_the_other_regimes_that_are_open_are_listed() -> None:
    assert outbound("TZ").open_regimes == ["EAC", "AfCFTA", "WTO"]


def test_a_closed_regime_says_why() -> None:
    assert (
        option(outbound("TZ"), "TFTA").why == "Tanzania is not on file as belonging to the Tripartite Free Trade Area."
    )


def test_overlaps_are_warned_about() -> None:
    assert any("not filed in two formal disputes" in warning for warning in outbound("TZ").warnings)


def test_the_eu_agreement_bars_parallel_proceedings() -> None:
    assert any("bars parallel EPA and WTO proceedings" in warning for warning in outbound("DE").warnings)


def test_two_states_need_a_regime_of_all_three() -> None:
    assert lead(outbound("TZ", "ZM")) == "AfCFTA"


def test_two_states_are_advised_to_be_split_when_each_has_an_earlier_regime() -> None:
    warnings = " ".join(outbound("TZ", "ZM").warnings)
    assert "For Tanzania alone the East African Community would lead" in warnings


def test_two_states_of_one_community_stay_together() -> None:
    advice = outbound("TZ", "RW")
    assert (lead(advice), any("alone" in warning for warning in advice.warnings)) == ("EAC", False)


@pytest.mark.parametrize(
    ("direction", "reporting", "measure", "entry"),
    [
        ("outbound", "KE", "TZ", "route_outbound"),
        ("outbound", "KE", "US", "route_bilateral"),
        ("transit_or_third", "KE", "TZ", "route_outbound"),
        ("inbound", "UG", "KE", "route_inbound"),
        ("inbound", "DE", "KE", "route_inbound"),
        ("domestic", "KE", "KE", "route_domestic"),
    ],
)
def test_the_natural_entry(direction: str, reporting: str, measure: str, entry: str) -> None:
    assert advise(direction, reporting, [measure], on=ON).entry == entry


def test_a_domestic_complaint_is_led_by_the_agency_and_nothing_leaves_kenya() -> None:
    advice = advise("domestic", "KE", ["KE"], on=ON)
    assert (lead(advice), advice.others, advice.reasons[1]) == (
        "domestic", [], "No other state is asked, and nothing leaves Kenya.",
    )  # fmt: skip


def test_kenya_stands_in_where_a_third_state_is_both_reporting_and_imposing() -> None:
    assert lead(advise("transit_or_third", "MW", ["MW"], on=ON)) == "COMESA"


def test_an_enacted_law_of_a_partner_state_warns_of_the_court_period() -> None:
    warning = outbound("UG", enacted_law=True).warnings[0]
    assert "within 2 months" in warning
    assert "EAC Treaty Art. 30(2)" in warning


def test_the_court_period_is_shown_as_not_yet_proofread() -> None:
    assert "(not yet proofread)" in outbound("UG", enacted_law=True).warnings[0]


def test_the_enacted_law_of_another_state_warns_without_a_number() -> None:
    warning = outbound("EG", enacted_law=True).warnings[0]
    assert "months" not in warning


def test_a_practice_raises_no_court_warning() -> None:
    assert not any("Court" in warning for warning in outbound("UG").warnings)


def test_a_domestic_law_warns_of_the_court_period_too() -> None:
    assert "within 2 months" in advise("domestic", "KE", ["KE"], on=ON, enacted_law=True).warnings[0]


def test_an_open_preference_with_a_reason_leads() -> None:
    assert lead(outbound("UG", preferred="COMESA", preferred_reason="The facilitator is quicker.")) == "COMESA"


def test_the_reason_of_a_preference_is_shown() -> None:
    advice = outbound("UG", preferred="COMESA", preferred_reason="The facilitator is quicker.")
    assert advice.reasons[0].endswith("was asked for: The facilitator is quicker.")


def test_a_preference_without_a_reason_does_not_lead() -> None:
    advice = outbound("UG", preferred="COMESA")
    assert (lead(advice), any("write down the reason" in w for w in advice.warnings)) == ("EAC", True)


def test_a_preference_that_is_closed_does_not_lead() -> None:
    advice = outbound("TZ", preferred="COMESA", preferred_reason="We know it.")
    assert (lead(advice), any("COMESA was asked for but is not open" in w for w in advice.warnings)) == ("EAC", True)


def test_nothing_goes_out_without_evidence() -> None:
    assert outbound("TZ").missing_evidence[0].startswith("At least one document")


def test_evidence_on_file_is_not_missing() -> None:
    assert outbound("TZ", evidence=["refusal"], hs_codes=["040120"]).missing_evidence == []


def test_the_kind_of_barrier_names_what_is_missing() -> None:
    missing = outbound("TZ", evidence=["refusal", "log"], hs_codes=["040120"], kind="border").missing_evidence
    assert missing == ["Photos with place and time: the queue, the closed office, the goods",
                       "Names of people who saw it, given to us only"]  # fmt: skip


def test_the_text_of_an_enacted_law_is_asked_for() -> None:
    missing = outbound("UG", enacted_law=True, evidence=["refusal"], hs_codes=["1905"]).missing_evidence
    assert missing == ["The text of the law, with its number and date."]


def test_goods_held_point_to_informal_contact() -> None:
    assert any("informal contact" in reason for reason in outbound("TZ", goods_held=True).reasons)


def test_perishable_goods_change_the_count_under_the_afcfta() -> None:
    assert any("calendar days" in reason for reason in outbound("GH", perishable=True).reasons)


def test_food_points_to_the_sps_committee() -> None:
    assert any("SPS Committee" in reason for reason in outbound("US", hs_codes=["040120"]).reasons)


def test_other_goods_point_to_the_tbt_committee() -> None:
    assert any("through KEBS" in reason for reason in outbound("US", hs_codes=["720839"]).reasons)
