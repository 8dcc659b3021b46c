"""A case that is closed and opened again lives twice: the clocks of the first life stay ended, new ones start."""

from __future__ import annotations

from cases.deadlines import Clock, State
from tests.cases.small_procedure import SMALL
from tests.makers import FOCAL, TRADER, CaseOnPaper, day


def reopened() -> CaseOnPaper:
    """Asked on 1 March, told on 10 March, withdrawn on 12 March, opened again on 1 June."""
    paper = CaseOnPaper(SMALL, "2027-03-01")
    paper.do("ask", "2027-03-01")
    paper.do("answer", "2027-03-01", by=TRADER)
    paper.do("tell", "2027-03-10")
    paper.do("send", "2027-03-11")
    paper.do("withdraw", "2027-03-12", by=TRADER)
    paper.do("reopen", "2027-06-01")
    return paper


def clocks(paper: CaseOnPaper, key: str, on: str) -> list[tuple[State, object, object]]:
    return [(c.state, c.due, c.closed_on) for c in paper.facts(on).clocks() if c.key == key]


def identities(paper: CaseOnPaper, on: str) -> list[Clock]:
    return paper.facts(on).clocks()


def test_a_recurring_duty_is_owed_anew_from_the_reopening() -> None:
    assert clocks(reopened(), "progress", "2027-06-01") == [
        (State.MET, day("2027-03-31"), day("2027-03-10")),
        (State.ENDED, day("2027-04-09"), day("2027-03-12")),
        (State.OPEN, day("2027-07-01"), None),
    ]


def test_an_old_limit_of_the_whole_case_stays_ended() -> None:
    assert clocks(reopened(), "whole", "2027-06-01") == [(State.ENDED, day("2028-03-13"), day("2027-03-12"))]


def test_the_same_act_in_the_new_life_starts_a_new_limit() -> None:
    paper = reopened()
    assert paper.stage == "sent"
    paper.do("acknowledge", "2027-06-02", by=FOCAL)
    paper.do("withdraw", "2027-06-03", by=TRADER)
    paper.do("reopen", "2027-07-01")
    assert [c.visit for c in paper.facts("2027-07-01").clocks() if c.key == "progress"] == [1, 1, 2, 3]


def test_no_two_clocks_are_the_same_one() -> None:
    found = [c.identity for c in identities(reopened(), "2027-06-01")]
    assert sorted(set(found)) == sorted(found)


def test_a_date_on_file_runs_on_in_the_new_life() -> None:
    paper = CaseOnPaper(SMALL, "2027-03-01")
    paper.do("weigh", "2027-03-02", hard="yes")
    paper.do("plan", "2027-03-02", target="2027-09-01")
    paper.do("withdraw", "2027-03-12", by=TRADER)
    paper.do("reopen", "2027-06-01")
    target = paper.facts("2027-06-01").clock("target")
    assert target is not None
    assert (target.state, target.due) == (State.OPEN, day("2027-09-01"))
