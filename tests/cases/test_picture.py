"""The count as a calendar: every day from the start to the date with what became of it."""

from __future__ import annotations

from cases.explain import Month, Square, explain, picture
from tests.cases.small_procedure import SMALL
from tests.makers import TRADER, CaseOnPaper, PlainCalendars, day


def squares(paper: CaseOnPaper, key: str, on: str) -> dict[str, Square]:
    """The days that became something, by their ISO date."""
    days = [each for month in months(paper, key, on) for week in month.weeks for each in week if each]
    return {each.day.isoformat(): each for each in days if each.mark or each.last}


def months(paper: CaseOnPaper, key: str, on: str) -> tuple[Month, ...]:
    facts = paper.facts(on)
    clock = facts.clock(key)
    assert clock is not None
    return picture(explain(SMALL, facts, paper.calendars, clock), paper.calendars.of(clock.plan.seat))


def told(paper: CaseOnPaper, key: str, on: str) -> list[str]:
    found = squares(paper, key, on).items()
    return [f"{d[5:]} {s.mark}{f' {s.number}' if s.number else ''}{' last' if s.last else ''}" for d, s in found]


def test_working_days_have_numbers_and_closed_days_none() -> None:
    paper = CaseOnPaper(SMALL, "2027-03-01", calendars=PlainCalendars(["2027-03-03"]))
    assert told(paper, "look", "2027-03-01") == [
        "03-01 start", "03-02 counted 1", "03-03 skipped", "03-04 counted 2", "03-05 counted 3", "03-06 skipped",
        "03-07 skipped", "03-08 counted 4", "03-09 counted 5 last",
    ]  # fmt: skip


def test_a_skipped_day_names_its_reason() -> None:
    paper = CaseOnPaper(SMALL, "2027-03-01", calendars=PlainCalendars(["2027-03-03"]))
    found = squares(paper, "look", "2027-03-01")
    assert (found["2027-03-03"].why, found["2027-03-06"].why) == ("closed on 2027-03-03", "weekend")


def test_calendar_days_count_on_weekends_and_a_closed_last_day_moves() -> None:
    paper = CaseOnPaper(SMALL, "2027-03-01")
    paper.do("send", "2027-03-03", received_on="2027-03-03")
    assert told(paper, "reply_by", "2027-03-03")[-4:] == [
        "03-12 counted 9", "03-13 counted 10", "03-14 skipped", "03-15 moved last",
    ]  # fmt: skip


def test_days_on_which_the_clock_stood_still_are_marked_and_not_counted() -> None:
    paper = CaseOnPaper(SMALL, "2027-03-01")
    paper.do("ask", "2027-03-03")
    paper.do("answer", "2027-03-05", by=TRADER)
    assert told(paper, "look", "2027-03-05")[1:6] == [
        "03-02 counted 1", "03-03 paused", "03-04 paused", "03-05 counted 2", "03-06 skipped",
    ]  # fmt: skip
    assert told(paper, "look", "2027-03-05")[-1] == "03-10 counted 5 last"


def test_more_time_is_marked_as_added() -> None:
    paper = CaseOnPaper(SMALL, "2027-03-01")
    paper.do("send", "2027-03-02", received_on="2027-03-02")
    paper.do("more_time", "2027-03-10", reason="They asked for it.", days=2)
    assert told(paper, "reply_by", "2027-03-10")[-4:] == [
        "03-12 counted 10", "03-13 skipped", "03-14 skipped", "03-15 added last",
    ]  # fmt: skip


def test_a_count_back_runs_from_the_date_to_the_day_before_it() -> None:
    paper = CaseOnPaper(SMALL, "2027-03-01")
    paper.do("weigh", "2027-03-02", hard="yes")
    paper.do("plan", "2027-03-02", target="2027-03-24")
    found = told(paper, "agenda", "2027-03-02")
    assert found[:3] == ["03-12 moved last", "03-13 counted 11", "03-14 counted 10"]
    assert found[-1] == "03-24 start"


def test_a_period_of_a_year_has_no_picture() -> None:
    paper = CaseOnPaper(SMALL, "2027-03-01")
    paper.do("send", "2027-03-02")
    assert months(paper, "whole", "2027-03-02") == ()


def test_a_month_is_whole_weeks_from_monday_on() -> None:
    (march,) = months(CaseOnPaper(SMALL, "2027-03-01"), "look", "2027-03-01")
    assert march.first == day("2027-03-01")
    assert [len(week) for week in march.weeks] == [7] * 5
    assert [each.day.day if each else None for each in march.weeks[-1]] == [29, 30, 31, None, None, None, None]


def test_a_sentence_is_said_again_in_another_language_with_its_days() -> None:
    paper = CaseOnPaper(SMALL, "2027-03-01", calendars=PlainCalendars(["2027-03-03"]))
    facts = paper.facts("2027-03-01")
    clock = facts.clock("look")
    assert clock is not None
    words = explain(SMALL, facts, paper.calendars, clock).lines[2].words
    said = words.told(lambda text: text.replace("working days", "siku za kazi"), lambda each, form: f"<{each:%d/%m}>")
    assert said.startswith("siku za kazi, Nairobi calendar v1; day 1 is <02/03>, day 5 the date. Skipped: 6, 7 <06/03>")
