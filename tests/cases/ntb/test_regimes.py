import pytest

from cases.law.limits import limit
from cases.ntb.routing import ORDER, REGIMES, Regime


@pytest.mark.parametrize(
    ("regime", "stages"),
    [
        ("EAC", "time_bound regional_review referred_technical ministerial_review"),
        ("COMESA", "facilitation factual_report time_bound regional_review ministerial_review"),
        ("TFTA", "facilitation factual_report regional_review"),
        ("AfCFTA", "facilitation factual_report time_bound regional_review ministerial_review"),
        ("EU-EPA", "bilateral_channel"),
        ("UK-EPA", "bilateral_channel"),
        ("WTO", "bilateral_channel"),
        ("domestic", ""),
    ],
)
def test_the_extra_stages_of_the_comparative_table(regime: str, stages: str) -> None:
    assert REGIMES[regime].extra_stages == tuple(stages.split())


@pytest.mark.parametrize("regime", REGIMES.values(), ids=lambda each: each.key)
def test_every_limit_that_a_regime_names_is_on_file(regime: Regime) -> None:
    keys = (regime.response_limit, *regime.facilitator_limits, *regime.dispute_limits)
    assert [key for key in keys if key and limit(key).key != key] == []


def test_only_the_bilateral_ways_have_the_bilateral_entry() -> None:
    bilateral = [key for key, regime in REGIMES.items() if regime.action == "route_bilateral"]
    assert bilateral == ["EU-EPA", "UK-EPA", "WTO"]


def test_the_order_of_the_routing_rule() -> None:
    assert ORDER == ("EAC", "COMESA", "TFTA", "AfCFTA", "EU-EPA", "UK-EPA", "WTO")


def test_the_afcfta_portal_has_two_more_statuses() -> None:
    more = set(REGIMES["AfCFTA"].portal_statuses) - set(REGIMES["EAC"].portal_statuses)
    assert more == {"Transferred", "Complaint registered with REC"}
