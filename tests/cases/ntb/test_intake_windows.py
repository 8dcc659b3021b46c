"""One report in two windows: what only one of them changed is kept, what both changed is for the person to decide."""

from __future__ import annotations

from typing import Any

import pytest

from cases.ntb.intake import prints, put_together

BEFORE: dict[str, Any] = {"product_description": "Milk", "hs_codes": "0401"}


def together(now: dict[str, Any], typed: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The page was made when the report said BEFORE; now it says `now`, and the page sends `typed`."""
    return put_together({**BEFORE, **now}, {**BEFORE, **typed}, prints("goods", BEFORE))


def test_nothing_changed_elsewhere() -> None:
    kept, disputed = together({}, {"product_description": "Tea"})
    assert (kept["product_description"], disputed) == ("Tea", [])


def test_what_the_page_left_alone_stays_as_it_is_now() -> None:
    kept, disputed = together({"product_description": "Tea"}, {})
    assert (kept["product_description"], disputed) == ("Tea", [])


def test_both_changed_it_alike() -> None:
    kept, disputed = together({"product_description": "Tea"}, {"product_description": "Tea"})
    assert (kept["product_description"], disputed) == ("Tea", [])


def test_both_changed_it_differently() -> None:
    assert together({"product_description": "Tea"}, {"product_description": "Coffee"})[1] == ["product_description"]


def test_they_changed_different_answers() -> None:
    kept, disputed = together({"hs_codes": "0402"}, {"product_description": "Tea"})
    assert (kept, disputed) == ({"hs_codes": "0402", "product_description": "Tea"}, [])


def test_one_emptied_what_the_other_changed() -> None:
    assert together({"product_description": "Tea"}, {"product_description": ""})[1] == ["product_description"]


def test_a_page_without_prints_overwrites() -> None:
    assert put_together({"hs_codes": "0402"}, {"hs_codes": "0901"}, {}) == ({"hs_codes": "0901"}, [])


@pytest.mark.parametrize(
    ("key", "stored", "sent"),
    [
        ("goods_scope", None, "products"),
        ("consignment_value", None, {"amount": "", "currency": "KES"}),
        ("more_products", None, []),
        ("more_products", [{"description": "Butter"}], [{"description": "Butter", "hs_codes": ""}]),
        ("goods_from", "", None),
    ],
)
def test_what_says_the_same_has_one_print(key: str, stored: Any, sent: Any) -> None:
    assert prints("goods", {key: stored})[key] == prints("goods", {key: sent})[key]
