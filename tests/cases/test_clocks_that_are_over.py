"""What is met stays as it was met: later rounds of a duty and later pauses change nothing in the past."""

from __future__ import annotations

from cases.deadlines import Clock
from cases.lifecycles import lifecycle
from cases.lifecycles.ntb.asks import CHECKS
from tests.makers import TRADER, CaseOnPaper, day


def screened() -> CaseOnPaper:
    facts = {"direction": "outbound", "channel": "web"}
    return CaseOnPaper(lifecycle("ntb_complaint"), "2027-03-01", at_stage="screening", values=facts)  # type: ignore[arg-type]


def clocks(paper: CaseOnPaper, key: str, on: str) -> list[Clock]:
    return [each for each in paper.facts(on).clocks() if each.key == key]


def accepted_late() -> CaseOnPaper:
    """The check was due on Monday 8 March and came on Friday 12 March."""
    paper = screened()
    paper.do("accept", "2027-03-12", checklist={key: "yes" for key, _ in CHECKS.choices})
    return paper


def test_a_later_pause_does_not_make_a_late_act_timely() -> None:
    paper = accepted_late()
    paper.do("ask_complainant", "2027-03-15", questions="What happened at the border post, and on which day?")
    paper.do("answer", "2027-03-29", by=TRADER, answers="They kept the papers on 1 March.")
    (check,) = clocks(paper, "svc_screen_opened", "2027-03-29")
    assert (check.due, check.state) == (day("2027-03-08"), "met_late")


def test_a_pause_before_the_act_still_counts() -> None:
    paper = screened()
    paper.do("ask", "2027-03-02", questions="What happened at the border post, and on which day?")
    paper.do("answer", "2027-03-09", by=TRADER, answers="They kept the papers on 1 March.")
    paper.do("accept", "2027-03-12", checklist={key: "yes" for key, _ in CHECKS.choices})
    (check,) = clocks(paper, "svc_screen_opened", "2027-03-12")
    assert (check.due, check.state) == (day("2027-03-15"), "met")


def test_every_round_of_a_recurring_duty_keeps_its_own_date() -> None:
    paper = screened()
    paper.do("tell_complainant", "2027-03-10", message="We are reading your papers.")
    paper.do("tell_complainant", "2027-04-12", message="We are still reading your papers.")
    rounds = clocks(paper, "svc_progress_opened", "2027-04-12")
    assert [(each.occurrence, each.due, each.state.value) for each in rounds] == [
        (1, day("2027-03-31"), "met"),
        (2, day("2027-04-09"), "met_late"),
        (3, day("2027-05-12"), "open"),
    ]
