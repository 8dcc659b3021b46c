"""A dispute at the WTO, dated: waiting times from receipt, ten days to join, two meetings, agendas that close."""

from __future__ import annotations

from datetime import date

import pytest

from cases.engine import Actor, offers
from cases.errors import DateRefused, GateClosed, InputRefused, NotAllowed
from cases.history import Value
from cases.lifecycles.dispute import LIFECYCLE
from cases.seats import Role
from tests.makers import COUNSEL, INES, CaseOnPaper

MINISTER = Actor(frozenset({Role.DECISION_MAKER}), account=5)
DOCUMENT = ("the letter",)
ADMITTED = {"member": "yes", "attributable": "yes", "interest": "yes"}
CHECKED = {"measures": "yes", "articles": "yes", "legal_basis": "yes", "xxii": "yes"}
PANEL = {"consulted": "yes", "measures": "yes", "summary": "yes"}
WAYS = dict.fromkeys(
    ("bilateral", "committee", "good_offices", "ntb", "regional", "consultations", "third_party", "nothing"), "yes"
)


def complaint(**values: Value) -> CaseOnPaper:
    facts: dict[str, Value] = {"role": "complainant", "respondents": ["EG"], "gatt_xxii": True, **values}
    return CaseOnPaper(LIFECYCLE, "2026-03-02", values=facts)


def drafted(**values: Value) -> CaseOnPaper:
    """A complaint with everything decided, on the day on which the request is drafted."""
    paper = complaint(**values)
    paper.do("accept", "2026-03-03")
    paper.do("admit", "2026-03-04", admission=ADMITTED)
    paper.do("opine", "2026-03-05", by=COUNSEL, memo=list(DOCUMENT), provisions="GATT Art. XI", strength="strong")
    paper.do("quantify", "2026-03-06", memo=list(DOCUMENT), trade_loss="USD 1200000")
    paper.do("consult_ncwto", "2026-03-09", options=WAYS, fruitful="Yes.", paper=list(DOCUMENT))
    paper.do("recommend", "2026-03-10", minutes=list(DOCUMENT), recommendation="Go.")
    paper.do("approve", "2026-03-11", by=MINISTER, decision=list(DOCUMENT), concurrence=list(DOCUMENT), budget="B1")
    paper.do("engage", "2026-03-12", by=COUNSEL, engagement=list(DOCUMENT), conflict_checked=True)
    return paper


def filed(**values: Value) -> CaseOnPaper:
    """Consultations requested on Monday 16 March 2026."""
    paper = drafted(**values)
    paper.do("record_forums", "2026-03-13", forums_used=["none"])
    paper.do("check_request", "2026-03-13", by=COUNSEL, checked=CHECKED)
    paper.do("file_request", "2026-03-16", request=list(DOCUMENT), agreements="GATT Art. XI", gatt_xxii=True, **(
        {"perishable": True} if values.get("perishable") else {}
    ), **({"restraint": "Talks failed for years."} if values.get("respondents") == ["UG"] else {}))  # fmt: skip
    return paper


def received(on: str = "2026-03-18", **values: Value) -> CaseOnPaper:
    """The same, received by the other side on Wednesday 18 March."""
    paper = filed(**values)
    paper.do("record_receipt", on, received_on=on)
    return paper


def open_to(paper: CaseOnPaper, on: str, actor: Actor = COUNSEL) -> set[str]:
    return {each.action.key for each in offers(LIFECYCLE, paper.facts(on), actor) if each.open}


def due(paper: CaseOnPaper, key: str, on: str) -> date | None:
    return paper.facts(on).due(key)


# At home


def test_a_request_is_not_filed_before_a_second_person_checked_it() -> None:
    paper = drafted()
    paper.do("record_forums", "2026-03-13", forums_used=["none"])
    with pytest.raises(GateClosed, match="second person"):
        paper.do("file_request", "2026-03-16", request=list(DOCUMENT), agreements="GATT", gatt_xxii=True)


def test_a_second_forum_needs_the_word_of_the_attorney_general() -> None:
    paper = drafted()
    paper.do("record_forums", "2026-03-13", forums_used=["afcfta"])
    paper.do("check_request", "2026-03-13", by=COUNSEL, checked=CHECKED)
    with pytest.raises(GateClosed, match="Another forum was already used"):
        paper.do("file_request", "2026-03-16", request=list(DOCUMENT), agreements="GATT", gatt_xxii=True)


def test_with_that_word_the_request_is_filed() -> None:
    paper = drafted()
    paper.do("record_forums", "2026-03-13", forums_used=["afcfta"])
    paper.do("check_request", "2026-03-13", by=COUNSEL, checked=CHECKED)
    paper.do("allow_second_forum", "2026-03-13", by=COUNSEL, opinion=list(DOCUMENT), reason="Other parties.")
    paper.do("file_request", "2026-03-16", request=list(DOCUMENT), agreements="GATT", gatt_xxii=True)
    assert paper.stage == "consultations_requested"


def test_against_a_least_developed_country_restraint_is_explained() -> None:
    paper = drafted(respondents=["UG"])
    paper.do("record_forums", "2026-03-13", forums_used=["none"])
    paper.do("check_request", "2026-03-13", by=COUNSEL, checked=CHECKED)
    with pytest.raises(InputRefused) as refused:
        paper.do("file_request", "2026-03-16", request=list(DOCUMENT), agreements="GATT", gatt_xxii=True)
    assert list(refused.value.fields) == ["restraint"]


def test_an_officer_does_not_decide_to_litigate() -> None:
    paper = complaint()
    paper.do("accept", "2026-03-03")
    paper.do("admit", "2026-03-04", admission=ADMITTED)
    paper.do("opine", "2026-03-05", by=COUNSEL, memo=list(DOCUMENT), provisions="GATT Art. XI", strength="weak")
    paper.do("quantify", "2026-03-06", memo=list(DOCUMENT), trade_loss="USD 1")
    paper.do("consult_ncwto", "2026-03-09", options=WAYS, fruitful="Yes.", paper=list(DOCUMENT))
    paper.do("recommend", "2026-03-10", minutes=list(DOCUMENT), recommendation="Go.")
    with pytest.raises(NotAllowed, match="Cabinet Secretary"):
        paper.do("decline", "2026-03-11", reason="Too weak.")


# Ten, thirty and sixty days from receipt: 18 March


def test_the_three_periods_run_from_receipt_and_not_from_the_request() -> None:
    paper = received()
    days = [due(paper, key, "2026-03-18") for key in ("reply", "enter", "settle")]
    assert days == [date(2026, 3, 30), date(2026, 4, 17), date(2026, 5, 17)]  # day 10 is Saturday 28 March: Monday


@pytest.mark.parametrize(("on", "open_now"), [("2026-03-29", False), ("2026-03-30", False), ("2026-03-31", True)])
def test_without_a_reply_the_way_opens_the_day_after_the_tenth(on: str, open_now: bool) -> None:
    assert ("no_reply" in open_to(received(), on)) is open_now


@pytest.mark.parametrize(("on", "open_now"), [("2026-04-16", False), ("2026-04-17", False), ("2026-04-18", True)])
def test_without_talks_the_way_opens_the_day_after_the_thirtieth(on: str, open_now: bool) -> None:
    paper = received()
    paper.do("respondent_replied", "2026-03-27", reply="We will meet.")
    assert ("period_elapsed" in open_to(paper, on)) is open_now


@pytest.mark.parametrize(("on", "open_now"), [("2026-05-16", False), ("2026-05-17", False), ("2026-05-18", True)])
def test_after_talks_a_panel_may_be_asked_for_the_day_after_the_sixtieth(on: str, open_now: bool) -> None:
    paper = received()
    paper.do("respondent_replied", "2026-03-27", reply="We will meet.")
    paper.do("hold_meeting", "2026-04-10")
    assert ("period_elapsed" in open_to(paper, on)) is open_now


def test_a_waiting_time_that_ends_on_a_sunday_does_not_move() -> None:
    assert due(received(), "settle", "2026-03-18") == date(2026, 5, 17)  # a Sunday


@pytest.mark.parametrize(("on", "open_now"), [("2026-04-07", False), ("2026-04-08", True)])
def test_perishable_goods_wait_twenty_days_only(on: str, open_now: bool) -> None:
    paper = received(perishable=True)
    paper.do("respondent_replied", "2026-03-20", reply="We will meet.")
    paper.do("hold_meeting", "2026-03-25")
    assert ("period_elapsed" in open_to(paper, on)) is open_now


def test_a_panel_request_that_was_early_does_not_ripen_by_being_recorded_late() -> None:
    paper = received()
    paper.do("respondent_replied", "2026-03-27", reply="We will meet.")
    paper.do("hold_meeting", "2026-04-10")
    with pytest.raises(GateClosed, match="Consultations run until 17 May 2026") as refused:
        paper.do("period_elapsed", "2026-05-10", known="2026-06-01", by=COUNSEL)
    assert str(refused.value.cite) == "DSU Art. 4.7"


def test_both_letters_open_the_way_at_once() -> None:
    paper = received()
    paper.do("respondent_replied", "2026-03-27", reply="We will meet.")
    paper.do("declare_failed_jointly", "2026-04-01", by=COUNSEL, ours=list(DOCUMENT), theirs=list(DOCUMENT))
    assert "approve_panel_request" in open_to(paper, "2026-04-01", MINISTER)


def test_a_receipt_before_the_sending_is_refused() -> None:
    with pytest.raises(DateRefused):
        filed().do("record_receipt", "2026-03-10", known="2026-03-18", received_on="2026-03-10")


def test_without_a_receipt_nothing_opens() -> None:
    with pytest.raises(GateClosed, match="Record the receipt first"):
        filed().do("panel_right", "2027-03-16", by=COUNSEL)


# A receipt that is known only as a range: the request of 27 July 2026, circulated on 30 July


def range_known() -> CaseOnPaper:
    paper = CaseOnPaper(LIFECYCLE, "2026-07-27", at_stage="consultations_requested", values={"role": "complainant"})
    paper.do(
        "record_receipt", "2026-07-30", received_on_earliest="2026-07-27", received_on_latest="2026-07-30",
        circulated_on="2026-07-30",
    )  # fmt: skip
    return paper


def test_day_sixty_is_a_range_too() -> None:
    clock = range_known().facts("2026-07-30").clock("settle")
    assert clock is not None
    assert (clock.earliest, clock.latest) == (date(2026, 9, 25), date(2026, 9, 28))


@pytest.mark.parametrize(("on", "open_now"), [("2026-09-25", False), ("2026-09-28", False), ("2026-09-29", True)])
def test_only_the_end_of_the_range_is_safe(on: str, open_now: bool) -> None:
    paper = range_known()
    paper.do("respondent_replied", "2026-08-05", reply="Yes.")
    paper.do("hold_meeting", "2026-08-10")
    assert ("period_elapsed" in open_to(paper, on)) is open_now


def test_the_receipt_itself_replaces_the_range() -> None:
    paper = range_known()
    paper.do("record_receipt", "2026-08-03", received_on="2026-07-28")
    assert paper.facts("2026-08-03").due("settle") == date(2026, 9, 26)


def test_a_supplemented_request_starts_a_second_clock() -> None:
    paper = received()
    paper.do("respondent_replied", "2026-03-27", reply="Yes.")
    paper.do("supplement_request", "2026-04-01", what="Another decree")
    paper.do("record_receipt", "2026-04-02", received_on="2026-04-02")
    assert [c.due for c in paper.facts("2026-04-02").clocks() if c.key == "settle"][-1] == date(2026, 6, 1)


# Two meetings


def requested() -> CaseOnPaper:
    """A panel asked for; the DSB meets on Thursday 28 May 2026."""
    paper = received()
    paper.do("respondent_replied", "2026-03-27", reply="Yes.")
    paper.do("hold_meeting", "2026-04-10")
    paper.do("period_elapsed", "2026-05-18", by=COUNSEL)
    paper.do("approve_panel_request", "2026-05-18", by=MINISTER, decision=list(DOCUMENT), content=PANEL,
             dsb_meeting_on="2026-05-28")  # fmt: skip
    return paper


def test_the_agenda_closes_on_the_eleventh_day_before() -> None:
    paper = received()
    paper.do("panel_right", "2026-05-18", by=COUNSEL)
    paper.do("approve_panel_request", "2026-05-18", by=MINISTER, decision=list(DOCUMENT), content=PANEL,
             dsb_meeting_on="2026-06-29")  # fmt: skip
    assert due(paper, "agenda", "2026-05-18") == date(2026, 6, 18)


@pytest.mark.parametrize(("on", "open_now"), [("2026-06-17", True), ("2026-06-18", True), ("2026-06-19", False)])
def test_an_item_comes_on_the_agenda_until_that_day(on: str, open_now: bool) -> None:
    paper = received()
    paper.do("panel_right", "2026-05-18", by=COUNSEL)
    paper.do("approve_panel_request", "2026-05-18", by=MINISTER, decision=list(DOCUMENT), content=PANEL,
             dsb_meeting_on="2026-06-29")  # fmt: skip
    assert ("item_is_on_agenda" in open_to(paper, on, INES)) is open_now


def test_the_panel_is_established_at_the_second_meeting() -> None:
    paper = requested()
    paper.do("first_dsb_blocked", "2026-05-28")
    paper.do("second_request", "2026-06-10", dsb_meeting_on="2026-06-29")
    paper.do("established_at_second", "2026-06-29")
    assert paper.stage == "panel_established"


def test_without_a_second_agenda_no_panel_follows() -> None:
    paper = requested()
    paper.do("first_dsb_blocked", "2026-05-28")
    with pytest.raises(GateClosed, match="second meeting") as refused:
        paper.do("established_at_second", "2026-06-29")
    assert str(refused.value.cite) == "DSU Art. 6.1"


def test_an_ungrounded_establishment_that_happened_is_recorded_with_its_breach() -> None:
    paper = received()
    step = paper.do("established", "2026-04-20", despite="The minutes of the meeting say so.")
    assert "No request for a panel is on record" in step.event.breach


def test_a_settlement_that_fails_goes_back_to_where_it_was_begun() -> None:
    paper = requested()
    paper.do("settle", "2026-05-20", terms="A quota.")
    paper.do("fail", "2026-05-25", reason="No agreement on the amount.")
    assert paper.stage == "panel_requested"


# Kenya as a third party: circulated on Monday 2 March 2026


def watched(**values: Value) -> CaseOnPaper:
    facts: dict[str, Value] = {"role": "third_party", "respondents": ["IN"], "complainants": ["BR"], "gatt_xxii": True,
                               "circulated_on": "2026-03-02", **values}  # fmt: skip
    return CaseOnPaper(LIFECYCLE, "2026-03-03", at_stage="monitoring", values=facts)


def approved(**values: Value) -> CaseOnPaper:
    paper = watched(**values)
    paper.do("screen", "2026-03-04", why="Sugar.", gatt_xxii=values.get("gatt_xxii", True))
    paper.do("ask_approval", "2026-03-05", trade="USD 5000000", interest="A large share of exports.")
    paper.do("approve_joining", "2026-03-06", by=MINISTER)
    return paper


def test_ten_days_to_join_run_from_circulation() -> None:
    assert due(approved(), "join", "2026-03-06") == date(2026, 3, 12)


@pytest.mark.parametrize(("on", "open_now"), [("2026-03-11", True), ("2026-03-12", True), ("2026-03-13", False)])
def test_joining_is_open_until_the_tenth_day(on: str, open_now: bool) -> None:
    assert ("join_consultations" in open_to(approved(), on, INES)) is open_now


def test_a_request_to_join_on_day_eleven_is_recorded_as_late_where_it_really_happened() -> None:
    paper = approved()
    with pytest.raises(GateClosed, match="ended on 12 March 2026") as refused:
        paper.do("join_consultations", "2026-03-13", request=list(DOCUMENT))
    assert str(refused.value.cite) == "DSU Art. 4.11"
    step = paper.do("join_consultations", "2026-03-13", request=list(DOCUMENT), despite="The Mission filed it late.")
    assert step.event.breach.startswith("The ten days to ask to join ended")


def test_joining_in_time_may_be_recorded_later() -> None:
    paper = approved()
    step = paper.do("join_consultations", "2026-03-12", known="2026-03-20", request=list(DOCUMENT))
    assert step.event.breach == ""


def test_a_tenth_day_on_a_sunday_moves_to_monday() -> None:
    assert due(watched(circulated_on="2026-03-05"), "join", "2026-03-06") == date(2026, 3, 16)


def test_consultations_under_article_twenty_three_cannot_be_joined() -> None:
    with pytest.raises(GateClosed, match="nobody can join"):
        approved(gatt_xxii=False).do("join_consultations", "2026-03-10", request=list(DOCUMENT))


def at_the_panel() -> CaseOnPaper:
    """A panel established on Friday 29 May 2026."""
    paper = approved()
    paper.do("wait_for_panel", "2026-03-10")
    paper.do("panel_stands", "2026-05-29", established_on="2026-05-29")
    return paper


@pytest.mark.parametrize(("on", "open_now"), [("2026-06-07", True), ("2026-06-08", True), ("2026-06-09", False)])
def test_rights_are_reserved_within_ten_days_of_establishment(on: str, open_now: bool) -> None:
    assert ("reserve_rights" in open_to(at_the_panel(), on, INES)) is open_now


def test_from_a_new_dispute_to_a_filed_submission() -> None:
    paper = at_the_panel()
    paper.do("reserve_rights", "2026-06-05", how="in_writing")
    paper.do("set_timetable", "2026-09-01", submission_due_on="2026-10-05")
    assert due(paper, "submission", "2026-09-01") == date(2026, 10, 5)
    paper.do("file_submission", "2026-10-02", by=COUNSEL, submission=list(DOCUMENT))
    clock = paper.facts("2026-10-06").clock("submission")
    assert clock is not None
    assert clock.state == "met"
