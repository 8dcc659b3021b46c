"""The thresholds of ADA Art. 5.4 and 5.8, on, below and above each."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cases.remedies import DE_MINIMIS, Volumes, read_shares, standing


@pytest.mark.parametrize(
    ("support", "opposition", "total", "holds"),
    [
        ("249", "0", "1000", False),  # 24.9 per cent of all output
        ("250", "0", "1000", True),  # 25.0 passes
        ("251", "0", "1000", True),
        ("300", "300", "1000", False),  # 50.0 of the voices does not pass
        ("301", "300", "1000", True),
        ("299", "300", "1000", False),
        ("0", "0", "1000", False),
    ],
)
def test_standing_needs_both_limbs(support: str, opposition: str, total: str, holds: bool) -> None:
    assert standing(Decimal(support), Decimal(opposition), Decimal(total)).holds is holds


def test_the_refusal_names_number_and_article() -> None:
    words = standing(Decimal(249), Decimal(0), Decimal(1000)).refusal
    assert words == (
        "Support stands at 24.9 per cent of total output; at least 25 per cent of the total output of the domestic "
        "industry is needed (ADA Art. 5.4)."
    )


def test_numbers_are_tested_unrounded() -> None:
    found = standing(Decimal(2499999), Decimal(0), Decimal(10000000))
    assert "24.999" in found.refusal


def test_impossible_outputs_are_told() -> None:
    with pytest.raises(ValueError, match="cannot be below zero"):
        standing(Decimal(800), Decimal(300), Decimal(1000))


@pytest.mark.parametrize(("margin", "met"), [("1.99", True), ("2.0", False), ("2.01", False)])
def test_a_margin_below_two_per_cent_is_de_minimis(margin: str, met: bool) -> None:
    assert DE_MINIMIS.met(Decimal(margin)) is met


@pytest.mark.parametrize(
    ("shares", "negligible"),
    [
        ("CN 45\nIN 2.9", ("IN",)),
        ("CN 45\nIN 3.0", ()),
        ("CN 45\nIN 3.1", ()),
        ("CN 45\nIN 2.5\nVN 2.5\nTH 2.0", ("IN", "TH", "VN")),  # together exactly 7
        ("CN 45\nIN 2.5\nVN 2.5\nTH 2.1", ()),  # together above 7: all are in
    ],
)
def test_small_volumes_are_negligible_unless_they_are_many(shares: str, negligible: tuple[str, ...]) -> None:
    assert Volumes(read_shares(shares)).negligible() == negligible


def test_a_line_that_cannot_be_read_is_named() -> None:
    with pytest.raises(ValueError, match="China forty"):
        read_shares("China forty")
