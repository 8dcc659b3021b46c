"""The limits of the open regimes side by side: dates written out, the strictest that stands, what is only noted."""

from __future__ import annotations

from datetime import date

import pytest

from cases.calendars import Calendar, seat_calendar
from cases.ntb.routing import UNCONFIRMED, YES, Compared, Measured, Option, advise, compare
from cases.ntb.routing.options import option

START = date(2027, 3, 3)


def calendar(seat: str) -> Calendar:
    return seat_calendar(seat, 0, ())


def regime(key: str, standing: str = YES) -> Option:
    return option(key, [], standing, "")


def lines(*keys: str, perishable: bool = False, unsure: str = "") -> dict[str, Compared]:
    options = [regime(key, UNCONFIRMED if key == unsure else YES) for key in keys]
    return {each.key: each for each in compare(options, START, calendar, perishable=perishable)}


def cell(line: Compared, key: str) -> Measured:
    return next(each for each in line.cells if each is not None and each.regime == key)


@pytest.mark.parametrize(
    ("key", "kind", "perishable", "due"),
    [
        ("AfCFTA", "reply", False, "2027-03-31"),
        ("AfCFTA", "reply", True, "2027-03-23"),
        ("TFTA", "reply", False, "2027-03-23"),
        ("AfCFTA", "dispute_reply", False, "2027-03-17"),
        ("AfCFTA", "dispute_reply", True, "2027-03-15"),
        ("WTO", "dispute_reply", False, "2027-03-15"),
        ("WTO", "consultations", False, "2027-04-02"),
        ("WTO", "consultations", True, "2027-03-15"),
        ("WTO", "settlement", False, "2027-05-03"),
        ("WTO", "settlement", True, "2027-03-23"),
    ],
)
def test_the_date_of_each_limit(key: str, kind: str, perishable: bool, due: str) -> None:
    assert cell(lines(key, perishable=perishable)[kind], key).due == date.fromisoformat(due)


def test_a_limit_without_a_number_has_no_date() -> None:
    found = cell(lines("COMESA")["reply"], "COMESA")
    assert (found.due, found.period, found.stands) == (None, None, False)


def test_the_earliest_date_that_stands_is_the_strictest() -> None:
    line = lines("AfCFTA", "WTO")["dispute_reply"]
    assert [each.regime for each in line.strictest] == ["WTO"]


def test_equal_dates_are_both_the_strictest() -> None:
    line = lines("AfCFTA", "WTO", perishable=True)["dispute_reply"]
    assert [each.regime for each in line.strictest] == ["AfCFTA", "WTO"]


def test_an_unconfirmed_number_is_noted_and_never_marked() -> None:
    line = lines("EAC", "AfCFTA")["dispute_reply"]
    assert cell(line, "EAC").due == date(2027, 3, 15)
    assert ([each.regime for each in line.strictest], line.could_be_stricter) == (["AfCFTA"], ("EAC",))


def test_where_nothing_stands_nothing_is_marked() -> None:
    line = lines("AfCFTA", "TFTA")["reply"]
    assert (line.strictest, line.could_be_stricter) == ((), ())


def test_an_unconfirmed_membership_is_never_marked() -> None:
    line = lines("AfCFTA", "WTO", unsure="WTO")["dispute_reply"]
    assert ([each.regime for each in line.strictest], line.could_be_stricter) == (["AfCFTA"], ("WTO",))


def test_a_regime_whose_texts_name_no_such_limit_has_an_empty_cell() -> None:
    line = lines("AfCFTA", "WTO")["reply"]
    assert line.cells[1] is None


def test_a_kind_of_limit_that_nobody_names_has_no_row() -> None:
    assert set(lines("WTO")) == {"dispute_reply", "consultations", "settlement"}


def test_a_domestic_case_has_nothing_to_compare() -> None:
    advice = advise("domestic", "KE", ["KE"], on=START)
    assert advice.lead is not None
    assert compare([advice.lead], START, calendar) == []


def test_days_are_counted_where_the_instrument_has_its_forum() -> None:
    assert cell(lines("WTO")["dispute_reply"], "WTO").calendar == "geneva"
