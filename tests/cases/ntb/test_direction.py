import pytest

from cases.ntb.intake import direction_of


@pytest.mark.parametrize(
    ("reporting", "measure", "direction"),
    [
        ("KE", ["TZ"], "outbound"),
        ("KE", ["TZ", "RW"], "outbound"),
        ("KE", ["KE", "UG"], "outbound"),
        ("UG", ["KE"], "inbound"),
        ("UG", ["KE", "TZ"], "inbound"),
        ("KE", ["KE"], "domestic"),
        ("MW", ["MW"], "transit_or_third"),
        ("UG", ["TZ"], "transit_or_third"),
    ],
)
def test_the_direction_follows_from_who_complains_of_whom(reporting: str, measure: list[str], direction: str) -> None:
    assert direction_of(reporting, measure) == direction


def test_goods_stopped_between_origin_and_destination_are_in_a_third_state() -> None:
    assert direction_of("KE", ["TZ"], goods_from="KE", goods_to="ZM") == "transit_or_third"


def test_goods_stopped_at_their_destination_are_outbound() -> None:
    assert direction_of("KE", ["TZ"], goods_from="KE", goods_to="TZ") == "outbound"


def test_a_half_known_way_says_nothing() -> None:
    assert direction_of("KE", ["TZ"], goods_from="KE") == "outbound"


def test_goods_that_never_touch_kenya_do_not_make_a_third_state() -> None:
    assert direction_of("KE", ["TZ"], goods_from="UG", goods_to="ZM") == "outbound"


def test_without_a_reporting_country_the_filers_counts() -> None:
    assert direction_of("", ["KE"], "UG") == "inbound"
