"""May this actor take this action on this day: refusals in words, ways back, branches, scopes, linked cases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cases.engine import THE_SYSTEM, offers
from cases.errors import ActionNotOpen, ActionRefused, DateRefused, GateClosed, InputRefused, NotAllowed
from cases.law import SERVICE
from cases.lifecycle import Action, Input, InputType
from cases.seats import OFFICER
from tests.cases.small_procedure import SMALL
from tests.makers import AUDITOR, COUNSEL, FOCAL, INES, TRADER, CaseOnPaper


def case(opened: str = "2027-03-01") -> CaseOnPaper:
    return CaseOnPaper(SMALL, opened)


def test_an_action_of_another_stage_is_refused_by_the_name_of_this_one() -> None:
    with pytest.raises(ActionNotOpen, match="“Answer” is not open while the case is in “At home”"):
        case().do("answer", "2027-03-01", by=TRADER)


def test_an_unknown_action_is_refused() -> None:
    with pytest.raises(ActionNotOpen, match="knows no action “fly”"):
        case().do("fly", "2027-03-01")


def test_somebody_without_the_seat_learns_who_may() -> None:
    with pytest.raises(NotAllowed, match="Only Case officer may do this"):
        case().do("send", "2027-03-01", by=AUDITOR)


def test_a_day_that_has_not_come_is_refused() -> None:
    with pytest.raises(DateRefused, match="5 March 2027 has not come yet"):
        case().do("send", "2027-03-05", known="2027-03-04")


def test_a_day_before_the_stage_began_is_refused() -> None:
    with pytest.raises(DateRefused, match="came to this stage on 1 March 2027"):
        case().do("send", "2027-02-26", known="2027-03-04")


def test_a_day_in_the_past_is_taken_and_counts() -> None:
    assert case().do("send", "2027-03-02", known="2027-03-04").event.happened_on.day == 2


def test_a_gate_refuses_with_its_reason() -> None:
    paper = case()
    paper.do("send", "2027-03-02")
    with pytest.raises(GateClosed, match="They have not acknowledged it yet"):
        paper.do("reply", "2027-03-03", by=FOCAL)


def test_what_happened_all_the_same_is_recorded_with_the_breach() -> None:
    paper = case()
    paper.do("send", "2027-03-02")
    step = paper.do("reply", "2027-03-03", by=FOCAL, despite="The reply came without an acknowledgement.")
    assert step.event.breach.startswith("They have not acknowledged it yet. Recorded all the same")


def test_an_act_of_ours_cannot_be_forced_past_a_gate() -> None:
    paper = case()
    paper.do("weigh", "2027-03-02", hard="yes")
    with pytest.raises(GateClosed):
        paper.do("panel", "2027-03-03", by=COUNSEL, despite="We want it.")


@pytest.mark.parametrize(("hard", "stage"), [("yes", "talks"), ("no", "closed_done")])
def test_the_next_stage_follows_from_the_answers(hard: str, stage: str) -> None:
    paper = case()
    paper.do("weigh", "2027-03-02", hard=hard)
    assert paper.stage == stage


@pytest.mark.parametrize("chosen", ["sent", "talks"])
def test_the_next_stage_is_chosen(chosen: str) -> None:
    paper = case()
    paper.do("branch", "2027-03-02", next=chosen)
    assert paper.stage == chosen


def test_a_choice_that_is_not_offered_is_refused() -> None:
    with pytest.raises(InputRefused, match="not among the answers"):
        case().do("branch", "2027-03-02", next="moon")


def test_a_missing_answer_is_named() -> None:
    with pytest.raises(InputRefused) as refused:
        case().do("branch", "2027-03-02")
    assert refused.value.fields == {"next": "Choose “Next”."}


def test_an_answer_nobody_asked_for_is_refused() -> None:
    with pytest.raises(InputRefused, match="does not ask for this"):
        case().do("send", "2027-03-02", colour="green")


def test_a_reason_is_demanded_where_the_page_says_so() -> None:
    paper = case()
    paper.do("send", "2027-03-02")
    with pytest.raises(InputRefused, match="Say why"):
        paper.do("more_time", "2027-03-03", days=3)


@pytest.mark.parametrize(("days", "taken"), [(0, False), (1, True), (30, True), (31, False)])
def test_a_count_is_bound_by_its_limits(days: int, taken: bool) -> None:
    paper = case()
    paper.do("send", "2027-03-02")
    if taken:
        assert paper.do("more_time", "2027-03-03", reason="Asked.", days=days).event.data == {"days": days}
        return
    with pytest.raises(InputRefused):
        paper.do("more_time", "2027-03-03", reason="Asked.", days=days)


def test_a_fix_that_is_denied_goes_back_to_where_it_was_reported() -> None:
    paper = case()
    paper.do("send", "2027-03-02")
    paper.do("fixed", "2027-03-03")
    paper.do("deny", "2027-03-04", by=TRADER)
    assert paper.stage == "sent"


def test_closing_is_dated_by_the_act_that_closed() -> None:
    paper = case()
    step = paper.do("weigh", "2027-03-02", known="2027-03-09", hard="no")
    assert (step.values["closed_on"], step.values["close_status"]) == ("2027-03-02", "closed_done")


def test_a_reopened_case_is_back_in_its_latest_working_stage_and_no_longer_closed() -> None:
    paper = case()
    paper.do("send", "2027-03-02")
    paper.do("withdraw", "2027-03-03", by=TRADER)
    step = paper.do("reopen", "2027-04-01")
    assert (paper.stage, step.values["closed_on"]) == ("sent", None)


def test_an_action_open_anywhere_is_not_open_where_it_is_excepted() -> None:
    paper = case()
    paper.do("withdraw", "2027-03-03", by=TRADER)
    with pytest.raises(ActionNotOpen):
        paper.do("withdraw", "2027-03-04", by=TRADER)


def test_one_exporter_ends_while_the_case_goes_on() -> None:
    paper = case()
    paper.do("weigh", "2027-03-02", hard="yes")
    paper.do("exclude", "2027-03-03", subject="Mill A")
    assert paper.stage == "talks"
    with pytest.raises(ActionRefused, match="case against Mill A has ended"):
        paper.do("question", "2027-03-04", subject="Mill A")
    assert paper.do("question", "2027-03-04", subject="Mill B").event.subject == "Mill B"


def test_a_subject_is_asked_for() -> None:
    paper = case()
    paper.do("weigh", "2027-03-02", hard="yes")
    with pytest.raises(InputRefused, match="which exporter"):
        paper.do("question", "2027-03-03")


@pytest.mark.parametrize(("rest", "opens"), [("yes", True), ("no", False)])
def test_what_remains_opens_a_linked_case(rest: str, opens: bool) -> None:
    paper = case()
    paper.do("send", "2027-03-02")
    paper.do("fixed", "2027-03-03")
    assert (paper.do("confirm", "2027-03-04", by=TRADER, rest=rest).opens is not None) is opens


def test_a_letter_that_stays_behind_says_why() -> None:
    letters = {p.letter: p.withheld for p in case().do("send", "2027-03-02").letters}
    assert letters == {"request": None, "note": "Nobody asked."}


def test_offers_show_open_and_closed_actions_with_the_reason() -> None:
    paper = case()
    paper.do("send", "2027-03-02")
    shown = {o.action.key: (o.open, o.reason, o.on_behalf) for o in offers(SMALL, paper.facts("2027-03-03"), FOCAL)}
    assert shown["reply"] == (False, "They have not acknowledged it yet.", True)
    assert shown["acknowledge"] == (True, "", True)
    assert shown["more_time"][:2] == (False, "Only Case officer may do this.")


def test_the_systems_own_actions_are_not_offered_to_people() -> None:
    paper = case()
    paper.do("ask", "2027-03-02")
    assert "sleep" not in {o.action.key for o in offers(SMALL, paper.facts("2027-03-03"), INES)}
    assert "sleep" in {o.action.key for o in offers(SMALL, paper.facts("2027-03-03"), THE_SYSTEM)}


def test_nobody_takes_an_action_of_the_system() -> None:
    paper = case()
    paper.do("ask", "2027-03-02")
    with pytest.raises(NotAllowed):
        paper.do("sleep", "2027-03-03", by=INES)


def test_an_act_about_the_whole_case_takes_no_subject() -> None:
    with pytest.raises(InputRefused, match="concerns the whole case"):
        case().do("send", "2027-03-02", subject="Mill A")


def test_a_blank_subject_is_none() -> None:
    paper = case()
    assert paper.do("send", "2027-03-02", subject=" \x00").event.subject is None
    assert paper.facts("2027-03-02").stage == "sent"


def test_a_subject_is_not_endless() -> None:
    paper = case()
    paper.do("weigh", "2027-03-02", hard="yes")
    assert paper.do("question", "2027-03-03", subject="x" * 120).event.subject == "x" * 120
    with pytest.raises(InputRefused, match="at most 120"):
        paper.do("question", "2027-03-03", subject="x" * 121)


def test_a_reason_is_kept_without_what_no_database_keeps() -> None:
    paper = case()
    paper.do("send", "2027-03-02")
    step = paper.do("more_time", "2027-03-03", reason=" They \x00asked\ud800.\r\nTwice. ", days=3)
    assert step.event.reason == "They asked.\nTwice."


def test_a_reason_of_nothing_that_can_be_seen_is_none() -> None:
    paper = case()
    paper.do("send", "2027-03-02")
    with pytest.raises(InputRefused, match="Say why"):
        paper.do("more_time", "2027-03-03", reason="\x00\u200b", days=3)


def test_a_reason_is_not_endless() -> None:
    with pytest.raises(InputRefused, match="at most 20,000"):
        case().do("send", "2027-03-02", reason="x" * 20_001)


def test_the_documents_of_an_act_are_those_handed_in_and_those_named_in_its_answers() -> None:
    files = Input("files", "Files", InputType.DOCUMENT)
    act = Action("act", "Act", [OFFICER], SERVICE("record"), inputs=[files])
    home = replace(SMALL.stages[0], actions=[*SMALL.stages[0].actions, act])
    paper = CaseOnPaper(replace(SMALL, stages=[home, *SMALL.stages[1:]]), "2027-03-01")
    step = paper.do("act", "2027-03-02", documents=("letter",), files=["minute", "letter"])
    assert step.event.documents == ("letter", "minute")
