"""The explanation of a date in words: trigger, rule, counting with every skipped day, pauses, extensions."""

from __future__ import annotations

from cases.explain import Explanation, explain, plain_reason, replay
from tests.cases.small_procedure import SMALL
from tests.makers import TRADER, CaseOnPaper, PlainCalendars


def case(*closed: str) -> CaseOnPaper:
    return CaseOnPaper(SMALL, "2027-03-01", calendars=PlainCalendars(closed, version=14))


def told(paper: CaseOnPaper, key: str, on: str, *moves: str) -> Explanation:
    facts = paper.facts(on)
    clock = facts.clock(key)
    assert clock is not None
    return explain(SMALL, facts, paper.calendars, clock, moves)


def lines(explanation: Explanation) -> list[str]:
    return [f"{line.number} {line.title} {line.words}" for line in explanation.lines]


def test_a_date_in_working_days_names_every_skipped_day() -> None:
    assert lines(told(case("2027-03-03"), "look", "2027-03-01")) == [
        "1 Trigger The case was opened, Monday 1 March 2027 (entry 1).",
        "2 Rule 5 working days.",
        "3 Counting working days, Nairobi calendar v14; day 1 is Tuesday 2 March 2027, day 5 the date. "
        "Skipped: 6, 7 March 2027 (weekends); 3 March 2027 (closed on 2027-03-03).",
        "4 Pauses none.",
        "5 Extensions none.",
    ]


def test_the_heading_names_the_duty_and_the_result_the_day() -> None:
    explanation = told(case(), "look", "2027-03-01", "Recomputed Friday 5 March 2027: was …")
    assert explanation.heading == "We look at it: Monday 8 March 2027"
    assert explanation.result == "Last day: Monday 8 March 2027."
    assert explanation.moved == ("Recomputed Friday 5 March 2027: was …",)
    assert explanation.status == "our own service standard"


def test_a_receipt_counts_and_says_so() -> None:
    paper = case()
    paper.do("send", "2027-03-03", received_on="2027-03-03")
    trigger, rule, counting, *_ = lines(told(paper, "reply_by", "2027-03-03"))
    assert trigger.endswith("Send the request, Wednesday 3 March 2027, counted from the day it was received (entry 2).")
    assert rule == "2 Rule 10 days."
    assert "Saturday 13 March 2027 is closed (weekend), so Monday 15 March 2027 counts" in counting


def test_a_pause_says_from_when_to_when_and_how_much_it_gives_back() -> None:
    paper = case()
    paper.do("ask", "2027-03-03")
    paper.do("answer", "2027-03-10", by=TRADER)
    assert lines(told(paper, "look", "2027-03-10"))[3] == (
        "4 Pauses from Wednesday 3 March 2027 to Wednesday 10 March 2027: 5 working days (Asked)."
    )


def test_a_pause_that_goes_on_says_since_when() -> None:
    paper = case()
    paper.do("ask", "2027-03-03")
    assert "stopped since Wednesday 3 March 2027 (Asked)" in lines(told(paper, "look", "2027-03-04"))[3]


def test_more_time_is_told_with_its_ground() -> None:
    paper = case()
    paper.do("send", "2027-03-02", received_on="2027-03-02")
    paper.do("more_time", "2027-03-10", reason="They asked for it.", days=6)
    explanation = told(paper, "reply_by", "2027-03-10")
    assert lines(explanation)[4] == "5 Extensions 6 more, given Wednesday 10 March 2027 (They asked for it.)."
    assert explanation.lines[4].event == 3


def test_a_limit_that_is_not_on_file_gives_no_date_and_promises_nothing() -> None:
    paper = CaseOnPaper(SMALL, "2027-03-01", values={"regime": "COMESA"})
    paper.do("send", "2027-03-02")
    explanation = told(paper, "regime", "2027-03-02")
    assert explanation.heading == "The regime's answer: no length is on file"
    assert explanation.result == "No date follows: the length of this limit is not on file."
    assert (explanation.promised, explanation.trace) == (False, None)


def test_an_unconfirmed_limit_is_marked_as_to_be_confirmed() -> None:
    paper = CaseOnPaper(SMALL, "2027-03-01", values={"regime": "AfCFTA"})
    paper.do("send", "2027-03-02")
    explanation = told(paper, "regime", "2027-03-02")
    assert (explanation.status, explanation.promised) == ("to be confirmed", False)
    assert lines(explanation)[1].endswith("; length and basis are to be confirmed.")


def test_a_range_is_told_with_both_ends() -> None:
    paper = case()
    paper.do(
        "send", "2027-03-05", known="2027-03-12", received_on_earliest="2027-03-08", received_on_latest="2027-03-10"
    )
    assert told(paper, "reply_by", "2027-03-12").result == (
        "Last day for the other side: Monday 22 March 2027 (between Thursday 18 March 2027 and Monday 22 March 2027)."
    )


def test_a_date_counted_back_replays() -> None:
    paper = case()
    paper.do("weigh", "2027-03-02", hard="yes")
    paper.do("plan", "2027-03-02", target="2027-03-24")
    explanation = told(paper, "agenda", "2027-03-02")
    assert explanation.trace is not None
    assert replay(explanation.trace) == explanation.due
    assert lines(explanation)[1] == "2 Rule 11 days counted back."


def plain(paper: CaseOnPaper, key: str, on: str) -> list[str]:
    return [str(each) for each in plain_reason(told(paper, key, on))]


def test_an_outsider_reads_why_in_short() -> None:
    assert plain(case(), "look", "2027-03-01") == [
        "We give ourselves 5 working days, counted from Monday 1 March 2027.",
        "Weekends and public holidays do not count.",
    ]


def test_an_outsider_reads_that_a_closed_day_or_a_pause_moved_it() -> None:
    paper = case()
    paper.do("ask", "2027-03-03")
    paper.do("answer", "2027-03-10", by=TRADER)
    assert plain(paper, "look", "2027-03-10")[-1] == "The days on which we waited for an answer were added."


def test_an_outsider_reads_the_rule_with_its_law() -> None:
    paper = case()
    paper.do("send", "2027-03-03", received_on="2027-03-03")
    first, *_ = plain(paper, "reply_by", "2027-03-03")
    assert first.startswith("The rule is 10 days, counted from Wednesday 3 March 2027: DSU Art. 4.3")


def test_an_outsider_reads_nothing_about_a_date_that_is_not_confirmed() -> None:
    paper = CaseOnPaper(SMALL, "2027-03-01", values={"regime": "AfCFTA"})
    paper.do("send", "2027-03-02")
    assert plain(paper, "regime", "2027-03-02") == []


def test_a_date_counted_from_an_answer_names_the_question() -> None:
    paper = case()
    paper.do("weigh", "2027-03-02", hard="yes")
    paper.do("plan", "2027-03-02", target="2027-03-24")
    assert lines(told(paper, "target", "2027-03-02"))[:2] == [
        "1 Trigger The date in “By”, Wednesday 24 March 2027 (entry 3).",
        "2 Rule A date that was set in the case.",
    ]


def test_the_papers_that_came_with_the_trigger_are_named() -> None:
    paper = case()
    paper.do("send", "2027-03-03", received_on="2027-03-03", documents=("a-document",))
    assert told(paper, "reply_by", "2027-03-03").lines[0].documents == ("a-document",)


def test_a_pause_leads_to_the_entry_that_stopped_the_clock() -> None:
    paper = case()
    paper.do("ask", "2027-03-03")
    assert told(paper, "look", "2027-03-04").lines[3].event == 2
