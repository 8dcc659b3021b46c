"""Clocks: what starts, moves, pauses and ends them. Each test states one fact with its dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.deadlines import Clock, State
from cases.engine import THE_SYSTEM
from cases.errors import GateClosed
from cases.explain import explain, replay
from tests.cases.small_procedure import SMALL
from tests.makers import COUNSEL, FOCAL, TRADER, CaseOnPaper, PlainCalendars, day


def case(opened: str = "2027-03-01", *closed: str, **values: str) -> CaseOnPaper:
    return CaseOnPaper(SMALL, opened, values=values, calendars=PlainCalendars(closed))


def clock(paper: CaseOnPaper, key: str, on: str) -> Clock:
    found = paper.facts(on).clock(key)
    assert found is not None, f"{key} does not run"
    return found


def test_working_days_start_on_the_day_after_entry() -> None:
    assert clock(case("2027-03-01"), "look", "2027-03-01").due == day("2027-03-08")


def test_a_closed_day_moves_a_working_day_limit() -> None:
    assert clock(case("2027-03-01", "2027-03-03"), "look", "2027-03-01").due == day("2027-03-09")


@pytest.mark.parametrize(("on", "lapsed"), [("2027-03-07", False), ("2027-03-08", False), ("2027-03-09", True)])
def test_a_limit_lapses_on_the_day_after_its_last(on: str, lapsed: bool) -> None:
    assert case("2027-03-01").facts(on).lapsed("look") is lapsed


def test_leaving_the_stage_meets_a_limit_that_names_no_act() -> None:
    paper = case("2027-03-01")
    paper.do("send", "2027-03-04")
    met = clock(paper, "look", "2027-03-04")
    assert (met.state, met.closed_on) == (State.MET, day("2027-03-04"))


def test_leaving_too_late_is_met_late() -> None:
    paper = case("2027-03-01")
    paper.do("send", "2027-03-10")
    assert clock(paper, "look", "2027-03-10").state is State.MET_LATE


def test_our_own_clock_stops_while_we_wait_for_the_complainant() -> None:
    paper = case("2027-03-01")
    paper.do("ask", "2027-03-03")
    assert clock(paper, "look", "2027-03-10").state is State.PAUSED
    paper.do("answer", "2027-03-10", by=TRADER)
    resumed = clock(paper, "look", "2027-03-10")
    assert (resumed.state, resumed.due, resumed.visit) == (State.OPEN, day("2027-03-15"), 1)


def test_asking_and_answering_on_one_day_changes_nothing() -> None:
    paper = case("2027-03-01")
    before = clock(paper, "look", "2027-03-03").due
    paper.do("ask", "2027-03-03")
    paper.do("answer", "2027-03-03", by=TRADER)
    assert clock(paper, "look", "2027-03-03").due == before


def test_a_detour_within_a_detour_comes_back_to_the_first_question() -> None:
    paper = case("2027-03-01")
    paper.do("ask", "2027-03-02")
    paper.do("sleep", "2027-03-17", by=THE_SYSTEM)
    paper.do("wake", "2027-03-20")
    assert paper.stage == "asked"
    paper.do("answer", "2027-03-22", by=TRADER)
    assert paper.stage == "home"


def test_a_clock_counts_from_the_receipt_when_its_rule_says_so() -> None:
    paper = case("2027-03-01")
    paper.do("send", "2027-03-02", received_on="2027-03-02")
    assert clock(paper, "reply_by", "2027-03-02").due == day("2027-03-12")


def test_an_unknown_receipt_gives_a_range_and_the_later_end_binds() -> None:
    paper = case("2027-03-01")
    paper.do(
        "send", "2027-03-05", known="2027-03-12", received_on_earliest="2027-03-08", received_on_latest="2027-03-10"
    )
    ranged = clock(paper, "reply_by", "2027-03-12")
    assert (ranged.earliest, ranged.latest) == (day("2027-03-18"), day("2027-03-22"))


def test_a_legal_limit_that_ends_on_a_weekend_moves_to_monday() -> None:
    paper = case("2027-03-01")
    paper.do("send", "2027-03-03", received_on="2027-03-03")
    assert clock(paper, "reply_by", "2027-03-03").due == day("2027-03-15")


def test_more_time_is_counted_in_the_unit_of_the_limit() -> None:
    paper = case("2027-03-01")
    paper.do("send", "2027-03-02", received_on="2027-03-02")
    paper.do("more_time", "2027-03-10", reason="They asked for it.", days=6)
    assert clock(paper, "reply_by", "2027-03-10").due == day("2027-03-18")


def test_a_suspension_gives_back_what_it_took() -> None:
    paper = case("2027-03-01")
    paper.do("send", "2027-03-02", received_on="2027-03-02")
    paper.do("stop", "2027-03-05")
    assert clock(paper, "reply_by", "2027-03-08").state is State.PAUSED
    paper.do("go_on", "2027-03-09")
    assert clock(paper, "reply_by", "2027-03-09").due == day("2027-03-16")


@pytest.mark.parametrize(("on", "over"), [("2027-05-07", False), ("2027-05-08", False), ("2027-05-09", True)])
def test_a_time_of_waiting_ends_on_its_day_also_on_a_weekend(on: str, over: bool) -> None:
    paper = case("2027-03-01")
    paper.do("send", "2027-03-09", received_on="2027-03-09")
    paper.do("acknowledge", "2027-03-10", by=FOCAL)
    paper.do("reply", "2027-03-12", by=FOCAL)
    assert paper.facts(on).lapsed("settle") is over


def test_a_window_says_when_it_opens() -> None:
    paper = case("2027-03-01")
    paper.do("weigh", "2027-03-02", hard="yes")
    window = clock(paper, "join", "2027-03-02")
    assert (window.opens_on, window.due) == (day("2027-03-07"), day("2027-03-22"))


def test_a_date_is_counted_back_to_an_open_day() -> None:
    paper = case("2027-03-01")
    paper.do("weigh", "2027-03-02", hard="yes")
    paper.do("plan", "2027-03-02", target="2027-03-24")
    assert clock(paper, "agenda", "2027-03-02").due == day("2027-03-12")


def test_a_meeting_from_the_calendar_is_a_target() -> None:
    paper = CaseOnPaper(SMALL, "2027-03-01", meetings={"rmc": [day("2027-02-01"), day("2027-06-10")]})
    paper.do("weigh", "2027-03-02", hard="yes")
    assert clock(paper, "meeting", "2027-03-02").due == day("2027-06-10")


def test_each_exporter_has_a_clock_with_deemed_receipt() -> None:
    paper = case("2027-03-01")
    paper.do("weigh", "2027-03-02", hard="yes")
    paper.do("question", "2027-03-03", subject="Mill A")
    paper.do("question", "2027-03-08", subject="Mill B")
    paper.do("returned", "2027-04-01", subject="Mill A")
    facts = paper.facts("2027-04-01")
    a, b = facts.clock("form", subject="Mill A"), facts.clock("form", subject="Mill B")
    assert a is not None
    assert b is not None
    assert (a.state, a.due) == (State.MET, day("2027-04-09"))
    assert (b.state, b.due) == (State.OPEN, day("2027-04-14"))


def test_a_recurring_duty_starts_anew_with_each_act() -> None:
    paper = case("2027-03-01")
    paper.do("ask", "2027-03-01")
    paper.do("answer", "2027-03-01", by=TRADER)
    assert clock(paper, "progress", "2027-03-01").due == day("2027-03-31")
    paper.do("tell", "2027-03-10")
    renewed = clock(paper, "progress", "2027-03-10")
    assert (renewed.due, renewed.occurrence) == (day("2027-04-09"), 2)


def test_months_clip_to_the_months_end() -> None:
    paper = case("2027-02-01")
    paper.do("send", "2028-02-29")
    assert clock(paper, "whole", "2028-02-29").due == day("2029-02-28")


def test_the_second_occurrence_starts_its_own_clock() -> None:
    paper = case("2027-03-01")
    paper.do("tell", "2027-03-02")
    assert paper.facts("2027-03-02").clock("second") is None
    paper.do("tell", "2027-03-04")
    assert clock(paper, "second", "2027-03-04").due == day("2027-03-09")


def test_the_latest_taking_restarts_one_clock() -> None:
    paper = case("2027-03-01")
    paper.do("tell", "2027-03-02")
    paper.do("tell", "2027-03-09")
    assert [c.due for c in paper.facts("2027-03-09").clocks() if c.key == "latest"] == [day("2027-03-15")]


def test_the_strictest_layer_binds() -> None:
    paper = case("2027-03-01")
    paper.do("weigh", "2027-03-02", hard="yes")
    assert clock(paper, "layered", "2027-03-02").due == day("2027-03-16")


def test_a_limit_chosen_by_the_facts_may_have_no_length() -> None:
    paper = case("2027-03-01", regime="COMESA")
    paper.do("send", "2027-03-02")
    assert clock(paper, "regime", "2027-03-02").due is None


def test_an_unconfirmed_limit_is_never_confirmed() -> None:
    paper = case("2027-03-01", regime="AfCFTA")
    paper.do("send", "2027-03-02")
    unconfirmed = clock(paper, "regime", "2027-03-02")
    assert (unconfirmed.due, unconfirmed.confirmed) == (day("2027-03-30"), False)


def test_closing_ends_every_clock_of_the_case() -> None:
    paper = case("2027-03-01")
    paper.do("send", "2027-03-02")
    paper.do("withdraw", "2027-03-03", by=TRADER)
    assert not [c for c in paper.facts("2027-03-03").clocks() if c.state in (State.OPEN, State.PAUSED)]


def test_a_correction_moves_what_hung_on_the_event() -> None:
    paper = case("2027-03-01")
    paper.do("send", "2027-03-05")
    paper.correct(2, "2027-03-03")
    assert clock(paper, "whole", "2027-03-08").trigger_on == day("2027-03-03")


CLOSED = st.sets(st.integers(0, 120), max_size=12)


@given(start=st.integers(0, 60), closed=CLOSED, asked=st.integers(0, 10), waited=st.integers(0, 20))
def test_the_explanation_replays_to_the_date(start: int, closed: set[int], asked: int, waited: int) -> None:
    first = date(2027, 1, 4) + timedelta(days=start)
    days = [(date(2027, 1, 4) + timedelta(days=n)).isoformat() for n in closed]
    paper = case(first.isoformat(), *days)
    question, answer = first + timedelta(days=asked), first + timedelta(days=asked + waited)
    paper.do("ask", question.isoformat())
    paper.do("answer", answer.isoformat(), by=TRADER)
    paper.do("send", answer.isoformat(), received_on=answer.isoformat())
    facts = paper.facts((answer + timedelta(days=1)).isoformat())
    for found in facts.clocks():
        trace = explain(SMALL, facts, paper.calendars, found).trace
        if trace is not None:
            assert replay(trace) == found.due


@given(start=st.integers(0, 300), closed=CLOSED, extra=st.integers(0, 60))
def test_a_further_closed_day_never_brings_a_forward_count_forward(start: int, closed: set[int], extra: int) -> None:
    first = date(2027, 1, 4) + timedelta(days=start)
    days = [first + timedelta(days=n) for n in closed]
    one_more = first + timedelta(days=extra)
    for key in ("look", "reply_by", "whole"):
        before = _sent(first, days)
        after = _sent(first, [*days, one_more])
        assert (after.facts(first.isoformat()).due(key) or date.min) >= (
            before.facts(first.isoformat()).due(key) or date.max
        )


def _sent(first: date, closed: list[date]) -> CaseOnPaper:
    paper = case(first.isoformat(), *(d.isoformat() for d in closed))
    paper.do("send", first.isoformat(), received_on=first.isoformat())
    return paper


@given(start=st.integers(0, 300), stopped=st.integers(0, 9))
def test_pausing_and_resuming_on_one_day_changes_nothing(start: int, stopped: int) -> None:
    first = date(2027, 1, 4) + timedelta(days=start)
    paper = _sent(first, [])
    before = clock(paper, "reply_by", first.isoformat()).due
    on = (first + timedelta(days=stopped)).isoformat()
    paper.do("stop", on)
    paper.do("go_on", on)
    assert clock(paper, "reply_by", on).due == before


def test_a_panel_is_refused_while_talks_run_and_open_after() -> None:
    paper = case("2027-03-01")
    paper.do("send", "2027-03-02", received_on="2027-03-02")
    paper.do("acknowledge", "2027-03-03", by=FOCAL)
    paper.do("reply", "2027-03-05", by=FOCAL)
    with pytest.raises(GateClosed, match="until 01 May 2027"):
        paper.do("panel", "2027-05-01", by=COUNSEL)
    assert paper.do("panel", "2027-05-02", by=COUNSEL).closes
