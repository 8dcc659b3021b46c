"""A case is its history: corrections stand in the place of what they correct; stays and facts follow."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cases.deadlines import sojourns
from cases.history import Event, Facts, Value, standing_history, visits_of
from tests.cases.small_procedure import SMALL
from tests.makers import TRADER, CaseOnPaper, at, day


def sent() -> CaseOnPaper:
    paper = CaseOnPaper(SMALL, "2027-03-01")
    paper.do("send", "2027-03-04")
    return paper


def correction(paper: CaseOnPaper, of: int, on: str, **changes: Value) -> Event:
    last = paper.events[-1]
    return Event(
        seq=last.seq + 1, action=f"{last.to}.correct", stage=last.to, to=last.to, visit=1, happened_on=day(on),
        recorded_at=at("2027-03-20"), facts=changes, corrects=of,
    )  # fmt: skip


def test_the_last_of_two_corrections_stands() -> None:
    paper = sent()
    paper.correct(2, "2027-03-03")
    paper.correct(2, "2027-03-02")
    assert standing_history(paper.events)[1].happened_on == day("2027-03-02")


def test_standing_history_of_a_standing_history_is_the_same() -> None:
    paper = sent()
    paper.correct(2, "2027-03-03")
    paper.correct(1, "2027-02-27")
    once = standing_history(paper.events)
    assert standing_history(once) == once


def test_a_corrected_entry_moves_the_stay_before_and_the_stay_after() -> None:
    paper = sent()
    paper.correct(2, "2027-03-03")
    before, after = visits_of(standing_history(paper.events))
    assert (before.left_on, after.entered_on) == (day("2027-03-03"), day("2027-03-03"))


def test_a_corrected_entry_moves_the_day_on_which_a_limit_lapsed() -> None:
    paper = sent()
    assert not paper.facts("2027-03-13").lapsed("reply_by")
    paper.correct(2, "2027-03-02")
    assert paper.facts("2027-03-13").lapsed("reply_by")


def test_a_corrected_fact_does_not_override_what_was_settled_later() -> None:
    paper = CaseOnPaper(SMALL, "2027-03-01")
    paper.do("weigh", "2027-03-02", hard="no")
    paper.do("reopen", "2027-03-08")
    paper.events.append(correction(paper, 2, "2027-03-01", closed_on="2027-03-01"))
    assert paper.facts("2027-03-20").value("closed_on") is None


def test_a_question_on_the_way_does_not_end_the_stay() -> None:
    paper = CaseOnPaper(SMALL, "2027-03-01")
    paper.do("tell", "2027-03-02")
    paper.do("ask", "2027-03-03")
    paper.do("answer", "2027-03-05", by=TRADER)
    assert paper.facts("2027-03-05").taken("home.tell", this_visit=True)


def test_another_stay_forgets_what_was_done_in_the_one_before() -> None:
    paper = CaseOnPaper(SMALL, "2027-03-01")
    paper.do("tell", "2027-03-02")
    paper.do("weigh", "2027-03-03", hard="no")
    paper.do("reopen", "2027-03-08")
    assert paper.stage == "home"
    facts = paper.facts("2027-03-08")
    assert (facts.taken("home.tell", this_visit=True), facts.taken("home.tell")) == (False, True)


def test_without_a_procedure_the_last_entry_begins_the_stay() -> None:
    paper = CaseOnPaper(SMALL, "2027-03-01")
    paper.do("tell", "2027-03-02")
    assert Facts(paper.events, on=day("2027-03-02")).taken("tell", this_visit=True)


@pytest.mark.parametrize(
    ("acts", "asked"),
    [
        (("ask",), ["home"]),
        (("ask", "answer"), []),
        (("send", "fixed"), ["sent"]),
        (("send", "fixed", "deny"), []),
        (("send", "fixed", "withdraw"), []),
        (("ask", "withdraw", "reopen"), []),
    ],
)
def test_the_stack_and_the_stays_agree(acts: tuple[str, ...], asked: list[str]) -> None:
    paper = CaseOnPaper(SMALL, "2027-03-01")
    for number, act in enumerate(acts, 2):
        by = TRADER if act in ("answer", "deny", "withdraw") else None
        paper.do(act, f"2027-03-{number:02}", **({"by": by} if by else {}))  # type: ignore[arg-type]
    away = [stay.stage for stay in sojourns(SMALL, paper.facts("2027-03-20")) if stay.away]
    assert (list(paper.stack), away) == (asked, asked)


def test_an_imported_case_that_nobody_asked_goes_back_to_the_first_stage_of_work() -> None:
    paper = CaseOnPaper(SMALL, "2027-03-01", at_stage="fix")
    paper.do("deny", "2027-03-02", by=TRADER)
    assert (paper.stage, paper.stack) == ("home", ())


def test_an_event_is_named_with_and_without_its_stage() -> None:
    paper = sent()
    assert paper.facts("2027-03-04").last("send") == paper.facts("2027-03-04").last("home.send")
    assert paper.facts("2027-03-04").last("sent.send") is None
    assert replace(paper.events[1], action="x.y").name == "y"
