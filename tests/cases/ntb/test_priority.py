import pytest

from cases.ntb.priority import PriorityFacts, Weights, score, value_band

WORST = PriorityFacts(
    value_band="over_50m", goods_held=True, perishable=True, frequency="permanent", traders=10,
    small_or_women_traders=True, legal_strength="strong", ease="easy",
)  # fmt: skip


def points(facts: PriorityFacts, key: str) -> int:
    return next(part.points for part in score(facts).parts if part.key == key)


def test_the_most_pressing_case_has_100() -> None:
    assert score(WORST).total == 100


def test_nothing_known_has_0() -> None:
    assert score(PriorityFacts()).total == 0


def test_the_parts_add_up_to_the_total() -> None:
    found = score(PriorityFacts(value_band="1m_10m", perishable=True, frequency="repeated", ease="hard"))
    assert found.total == sum(part.points for part in found.parts) == 15 + 10 + 6 + 5


def test_the_parts_are_out_of_100() -> None:
    assert [part.out_of for part in score(WORST).parts] == [25, 20, 15, 10, 15, 15]


def test_every_part_says_why() -> None:
    assert [part.key for part in score(PriorityFacts()).parts if not part.why] == []


@pytest.mark.parametrize(
    ("total", "band"),
    [
        (100, "urgent"),
        (70, "urgent"),
        (69, "high"),
        (50, "high"),
        (49, "normal"),
        (30, "normal"),
        (29, "low"),
        (0, "low"),
    ],
)
def test_the_bands(total: int, band: str) -> None:
    assert Weights().band(total) == band


def test_held_goods_open_the_urgent_lane_whatever_the_score() -> None:
    found = score(PriorityFacts(goods_held=True))
    assert (found.band, found.lane) == ("low", "urgent")


def test_the_urgent_band_opens_the_urgent_lane() -> None:
    found = score(PriorityFacts("over_50m", False, True, "permanent", 10, True, "strong", "moderate"))
    assert (found.band, found.lane) == ("urgent", "urgent")


def test_a_normal_case_stays_in_the_normal_lane() -> None:
    assert score(PriorityFacts(perishable=True)).lane == "normal"


def test_weights_are_settings() -> None:
    assert score(PriorityFacts(goods_held=True, perishable=True), Weights(urgency=40, urgent_from=40)).band == "urgent"


@pytest.mark.parametrize(
    ("held", "perishable", "expected"), [(True, True, 20), (True, False, 15), (False, True, 10), (False, False, 0)]
)
def test_urgency(held: bool, perishable: bool, expected: int) -> None:
    assert points(PriorityFacts(goods_held=held, perishable=perishable), "urgency") == expected


@pytest.mark.parametrize(("traders", "expected"), [(1, 6), (2, 9), (9, 9), (10, 12)])
def test_recurrence_counts_the_traders(traders: int, expected: int) -> None:
    assert points(PriorityFacts(frequency="repeated", traders=traders), "recurrence") == expected


@pytest.mark.parametrize(
    ("amount", "band"),
    [("0", "under_100k"), ("99999.99", "under_100k"), ("100000", "100k_1m"), ("999999", "100k_1m"),
     ("1000000", "1m_10m"), ("10000000", "10m_50m"), ("49999999", "10m_50m"), ("50000000", "over_50m")],
)  # fmt: skip
def test_value_bands(amount: str, band: str) -> None:
    assert value_band(amount) == band


@pytest.mark.parametrize(("amount", "currency"), [("500", "USD"), ("-1", "KES"), ("much", "KES"), (None, "KES")])
def test_no_band_is_guessed(amount: object, currency: str) -> None:
    assert value_band(amount, currency) is None


def test_the_facts_of_a_case_are_read_by_their_intake_names() -> None:
    found = score(
        {
            "consignment_value": {"amount": "1200000", "currency": "KES"},
            "goods_held_now": True,
            "perishable": False,
            "frequency": "once",
            "filer_capacity": "small_trader",
        }
    )
    assert [part.points for part in found.parts] == [15, 15, 0, 10, 0, 0]


def test_a_value_in_another_currency_says_that_it_is_not_known() -> None:
    part = score({"consignment_value": {"amount": "500", "currency": "USD"}}).parts[0]
    assert (part.points, part.why) == (0, "The value is not known in Kenya shillings.")


def test_the_reason_does_not_give_a_persons_sex_away() -> None:
    assert "or women" in next(part.why for part in score(WORST).parts if part.key == "small")
