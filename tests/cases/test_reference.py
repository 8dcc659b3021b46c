"""References: no single wrong character and no two neighbours exchanged pass for another case."""

from __future__ import annotations

from itertools import pairwise

import pytest

from cases.reference import check_character, read_reference, reference

GIVEN = [reference("KE-NTB", 2026 + number % 9, number * 37 + 1) for number in range(200)]
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"


GOOD = "KE-NTB-2026-00042-" + check_character("KE-NTB-2026-00042")


@pytest.mark.parametrize("given", GIVEN[:20])
def test_a_reference_is_read_back(given: str) -> None:
    assert read_reference(given) == given


def test_every_single_wrong_character_is_caught() -> None:
    slips = [
        given[:at] + letter + given[at + 1 :]
        for given in GIVEN
        for at, right in enumerate(given)
        if right != "-"
        for letter in LETTERS
        if letter != right
    ]
    assert [slip for slip in slips if read_reference(slip)] == []


def test_every_exchange_of_two_neighbours_is_caught() -> None:
    slips = [_exchanged(given, a, b) for given in GIVEN for a, b in _neighbours(given)]
    assert [slip for slip in slips if read_reference(slip)] == []


def _neighbours(given: str) -> list[tuple[int, int]]:
    """Places that follow each other, hyphens aside, and hold different characters."""
    places = [at for at, character in enumerate(given) if character != "-"]
    return [(a, b) for a, b in pairwise(places) if given[a] != given[b]]


def _exchanged(given: str, a: int, b: int) -> str:
    return given[:a] + given[b] + given[a + 1 : b] + given[a] + given[b + 1 :]


@pytest.mark.parametrize(
    "typed", [f" {GOOD.lower()} ", *(GOOD.replace("-", between) for between in ("–", " ", "-\n", ""))]
)
def test_case_spaces_and_dashes_are_put_right(typed: str) -> None:
    assert read_reference(typed) == GOOD


@pytest.mark.parametrize(
    "typed", ["", GOOD[:-2], GOOD.replace("2026", "٢٠٢٦"), f"{GOOD}\x00", f"KE-NTB-2026-{'9' * 5000}-K", "\ud800"]
)
def test_what_is_no_reference_is_none(typed: str) -> None:
    assert read_reference(typed) is None


def test_the_check_character_is_that_of_the_standard() -> None:
    assert check_character("G123489654321") == "Y"  # the example of ISO 7064, MOD 37-2


def test_the_hundred_thousandth_case_of_a_year_has_a_longer_number() -> None:
    given = reference("KE-NTB", 2027, 100_000)
    assert read_reference(given) == given
