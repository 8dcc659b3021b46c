"""Several products and consignments: each checked by its parts, empty ones left out, errors said at the part."""

import pytest

from tests.cases.ntb.forms import checked

BUTTER = {"description": "Butter", "hs_codes": "0405"}


def test_a_product_is_kept_as_it_is_checked() -> None:
    page = checked("goods", more_products=[BUTTER])
    assert page.values["more_products"] == [{"description": "Butter", "hs_codes": ["0405"]}]


def test_an_empty_product_is_left_out() -> None:
    page = checked("goods", more_products=[{"description": " ", "hs_codes": ""}, BUTTER])
    assert (page.ok, len(page.values["more_products"])) == (True, 1)  # type: ignore[arg-type]


def test_a_product_needs_no_code() -> None:
    assert checked("goods", more_products=[{"description": "Butter"}]).ok


def test_a_product_needs_words() -> None:
    page = checked("goods", more_products=[BUTTER, {"hs_codes": "0405"}])
    assert list(page.errors) == ["more_products-1-description"]


def test_what_is_wrong_is_said_at_the_part() -> None:
    page = checked("goods", more_products=[{"description": "Butter", "hs_codes": "040"}])
    assert "“040” is not an HS code" in page.errors["more_products-0-hs_codes"]
    assert "more_products" not in page.values


@pytest.mark.parametrize(("count", "ok"), [(8, True), (9, True), (10, False)])
def test_nine_further_products_are_taken(count: int, ok: bool) -> None:
    assert checked("goods", more_products=[BUTTER] * count).ok is ok


@pytest.mark.parametrize("given", ["Butter", {"description": "Butter"}, ["Butter"], [["Butter"]]])
def test_what_is_no_list_of_products_is_refused(given: object) -> None:
    assert list(checked("goods", more_products=given).errors) == ["more_products"]


def test_a_consignment_keeps_day_papers_value_and_place() -> None:
    given = {
        "on": {"day": "1", "month": "2", "year": "2026"}, "papers": "DEC 1", "place": "Busia",
        "value": {"amount": "5,000", "currency": "usd"},
    }  # fmt: skip
    kept = checked("place", consignments=[given]).values["consignments"]
    value = {"amount": "5000", "currency": "USD"}
    assert kept == [{"on": "2026-02-01", "papers": "DEC 1", "place": "Busia", "value": value}]


@pytest.mark.parametrize(("day", "ok"), [("2026-03-26", True), ("2026-03-27", True), ("2026-03-28", False)])
def test_a_consignment_was_stopped_today_at_the_latest(day: str, ok: bool) -> None:
    assert checked("place", consignments=[{"on": day}]).ok is ok
