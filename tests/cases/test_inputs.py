"""What a field may hold, type by type: what is taken, and the sentence for what is not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cases.errors import InputRefused
from cases.history import Facts
from cases.inputs import Checked, check_inputs
from cases.law import SERVICE
from cases.lifecycle import RECEIVED, Action, Input, InputType
from cases.seats import OFFICER
from tests.cases.small_procedure import SMALL
from tests.makers import CaseOnPaper

TODAY = date(2027, 3, 3)
T = InputType
TEA = (("tea", "Tea"), ("milk", "Milk"))


def facts() -> Facts:
    return CaseOnPaper(SMALL, "2027-03-01").facts("2027-03-03")


def checked(*inputs: Input, documents: tuple[str, ...] = (), **data: Any) -> Checked:
    action = Action("act", "Act", [OFFICER], SERVICE("record"), inputs=inputs)
    return check_inputs(action, facts(), data, documents=documents, today=TODAY)


def field(of: InputType, **how: Any) -> Input:
    return Input("it", "It", of, **how)


def refusal(each: Input, answer: Any) -> str:
    with pytest.raises(InputRefused) as refused:
        checked(each, it=answer)
    assert list(refused.value.fields) == ["it"]
    str(refused.value).encode()
    return refused.value.fields["it"]


GOOD: list[tuple[Input, Any, Any]] = [
    (field(T.TEXT), "  Tea\u00a0from\nKericho ", "Tea from Kericho"),
    (field(T.TEXT, most=3), "Tea", "Tea"),
    (field(T.LONGTEXT), "one\r\ntwo\x00", "one\ntwo"),
    (field(T.DATE), "2027-03-03", "2027-03-03"),
    (field(T.DATE), " 1900-01-01 ", "1900-01-01"),
    (field(T.DATE, may_be_future=True), "2077-12-31", "2077-12-31"),
    (field(T.MONEY), "kes 1,200.50", {"amount": "1200.50", "currency": "KES"}),
    (field(T.MONEY), {"amount": 12, "currency": "USD"}, {"amount": "12", "currency": "USD"}),
    (field(T.PERCENTAGE), "12.5", "12.5"),
    (field(T.PERCENTAGE), "1e2", "100"),
    (field(T.COUNT), "1,200", 1200),
    (field(T.COUNT), 3.0, 3),
    (field(T.COUNT, least=1, most=3), "1", 1),
    (field(T.COUNT, least=1, most=3), 3, 3),
    (field(T.CHOICE, choices=TEA), "tea", "tea"),
    (field(T.MULTI, choices=TEA), ["tea", "milk", "tea"], ["tea", "milk"]),
    (field(T.MULTI, choices=TEA), "tea", ["tea"]),
    (field(T.DOCUMENT), ["a", "a", "b"], ["a", "b"]),
    (field(T.DOCUMENT), "a", ["a"]),
    (field(T.CASE), " KE-NTB-2027-00001-X\n", "KE-NTB-2027-00001-X"),
    (field(T.PERSON), "the head of desk", "the head of desk"),
    (field(T.CHECKLIST, choices=TEA), {"tea": "yes", "milk": "na", "beer": "x"}, {"tea": "yes", "milk": "na"}),
    (field(T.BOOL), False, False),
    (field(T.BOOL), "YES", True),
    (field(T.STATES), ["ug", "TZ"], ["UG", "TZ"]),
]

HUGE = 10**400
BAD: list[tuple[Input, Any, str]] = [
    (field(T.TEXT), 7, "must be text"),
    (field(T.TEXT), " \x00\u200b ", "Fill in"),
    (field(T.TEXT, most=3), "Teas", "at most 3 characters; you wrote 4"),
    (field(T.LONGTEXT, least=5), "four", "at least 5 characters; you wrote 4"),
    (field(T.LONGTEXT), "x" * 20_001, "at most 20,000"),
    (field(T.DATE), "3 March", "is not a date"),
    (field(T.DATE), 20270303, "Give a date such as"),
    (field(T.DATE), "2027-03-04", "lies in the future. Give 3 March 2027"),
    (field(T.DATE), "1899-12-31", "Check the year: 1899"),
    (field(T.DATE, may_be_future=True), "9999-12-31", "Check the year: 9999"),
    (field(T.DATE), "\ud800", "Fill in"),
    (field(T.MONEY), "1200", "with its currency"),
    (field(T.MONEY), "KESH 12", "three letters"),
    (field(T.MONEY), "KES 12,5", "is not a number"),
    (field(T.MONEY), {"currency": "KES"}, "Give a number"),
    (field(T.MONEY), {"amount": HUGE, "currency": "KES"}, "digits at most"),
    (field(T.PERCENTAGE), "a third", "is not a number"),
    (field(T.PERCENTAGE), "NaN", "is not a number"),
    (field(T.PERCENTAGE), "1e-999999", "digits at most"),
    (field(T.COUNT), True, "Give a number"),
    (field(T.COUNT), "2.5", "whole number"),
    (field(T.COUNT), "1e999999", "digits at most"),
    (field(T.COUNT), HUGE, "digits at most"),
    (field(T.COUNT), "9" * 10_000, "digits at most"),
    (field(T.COUNT), [3], "Give a number"),
    (field(T.COUNT, least=1, most=3), 0, "Give 1 or more"),
    (field(T.COUNT, least=1, most=3), 4, "Give 3 or less"),
    (field(T.CHOICE, choices=TEA), "beer", "“beer” is not among the answers"),
    (field(T.CHOICE, choices=TEA), ["tea"], "is not among the answers"),
    (field(T.CHOICE, choices=TEA), {"tea": {}}, "is not among the answers"),
    (field(T.CHOICE, choices=TEA, options=lambda f: TEA[:1]), "milk", "is not open in this case"),
    (field(T.MULTI, choices=TEA), ["tea", "beer"], "is not among the answers"),
    (field(T.MULTI, choices=TEA), 7, "Choose one or more"),
    (field(T.DOCUMENT), [7], "Name the documents"),
    (field(T.DOCUMENT), [str(n) for n in range(201)], "200 documents of this case at most"),
    (field(T.CASE), 7, "must be text"),
    (field(T.PERSON), {"name": "x"}, "must be text"),
    (field(T.CHECKLIST, choices=TEA), {"tea": "yes"}, "Still open: Milk"),
    (field(T.CHECKLIST, choices=TEA), {"tea": [[[]]], "milk": "no"}, "Still open: Tea"),
    (field(T.CHECKLIST, choices=TEA), "yes", "Answer every point"),
    (field(T.BOOL), "perhaps", "Answer yes or no"),
    (field(T.BOOL), 2, "Answer yes or no"),
    (field(T.STATES), "Uganda", "two letters"),
    (field(T.STATES), ["ßß"], "two letters"),
    (field(T.STATES), ["UG"] * 21, "20 states at most"),
]


@pytest.mark.parametrize(("each", "answer", "kept"), GOOD)
def test_a_good_answer_is_kept_in_its_plain_form(each: Input, answer: Any, kept: Any) -> None:
    assert checked(each, it=answer).values == {"it": kept}


@pytest.mark.parametrize(("each", "answer", "words"), BAD, ids=range(len(BAD)))
def test_a_bad_answer_is_refused_in_a_sentence(each: Input, answer: Any, words: str) -> None:
    assert words in refusal(each, answer)


def test_every_type_has_a_good_and_a_bad_answer() -> None:
    assert {each.type for each, *_ in GOOD} == {each.type for each, *_ in BAD} == set(InputType)


@pytest.mark.parametrize("of", [T.TEXT, T.LONGTEXT, T.DATE, T.COUNT, T.CHOICE])
@pytest.mark.parametrize("answer", [None, "", "  ", "\x00"])
def test_blanks_are_no_answer_where_none_is_needed(of: InputType, answer: Any) -> None:
    assert checked(field(of, required=False, choices=TEA), it=answer).values == {}


def test_a_field_that_nobody_asked_for_is_refused_and_can_be_shown() -> None:
    with pytest.raises(InputRefused, match="does not ask for this") as refused:
        checked(field(T.TEXT), **{"it": "x", "half \ud800": "y"})  # type: ignore[arg-type]
    assert list(refused.value.fields) == ["half"]


def test_documents_that_come_with_the_act_answer_its_question() -> None:
    assert checked(field(T.DOCUMENT), documents=("a",)).values == {"it": ["a"]}


def test_a_fact_and_a_date_that_counts_follow_from_the_answer() -> None:
    found = checked(field(T.DATE, fact="got_on", anchor=RECEIVED), it="2027-03-02")
    assert (found.facts, found.dates) == ({"got_on": "2027-03-02"}, {"received": date(2027, 3, 2)})


def test_a_receipt_known_as_a_range_settles_the_later_end() -> None:
    ends: dict[str, Any] = {"it_earliest": "2027-03-01", "it_latest": "2027-03-02"}
    found = checked(field(T.DATE, fact="got_on", anchor=RECEIVED), **ends)
    assert found.facts == {"got_on": "2027-03-02"}
    assert found.dates == {"received_earliest": date(2027, 3, 1), "received_latest": date(2027, 3, 2)}


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InputRefused, match="Swap them"):
        checked(field(T.DATE, anchor=RECEIVED), it_earliest="2027-03-02", it_latest="2027-03-01")
