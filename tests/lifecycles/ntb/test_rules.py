"""Rules across stages: consent, three dates, linked cases, clocks that stop, cases from a portal."""

from __future__ import annotations

import pytest

from cases.engine import offers
from cases.errors import GateClosed, InputRefused
from cases.history import Value
from cases.inputs import offered
from cases.lifecycles.ntb.asks import IDENTITY, regime_input
from tests.lifecycles.ntb.makers import NTB, Path, Take, attempt, by, complaint, domestic, facts_after, run, take
from tests.lifecycles.ntb.paths_abroad import EDIBLE_OIL, GHANA_TEA, MALAWI_SWEETS, TO_AFCFTA
from tests.lifecycles.ntb.paths_home import TO_ROUTING, WITHDRAWN
from tests.lifecycles.ntb.paths_inbound import PORTAL
from tests.makers import INES, TRADER, CaseOnPaper

WAITING = Path("a question on Tuesday 2 March", "2027-03-01", (
    take("submit", "2027-03-01"), take("take_up", "2027-03-01"), take("ask", "2027-03-02"),
))  # fmt: skip
AT_AFCFTA = Path("asked on Monday 15 March", "2027-03-01", TO_AFCFTA)
IN_ROUTING = Path("classified", "2027-03-01", TO_ROUTING)


def letters_of(path: Path, action: str) -> dict[tuple[str, str], str | None]:
    """The letters of the last taking of an act: (letter, seat) and why it was withheld."""
    step = [step for step in run(path).steps if step.event.name == action][-1]
    return {(letter.letter, letter.seat.key): letter.withheld for letter in step.letters}


@pytest.mark.parametrize(
    ("consent", "ways"),
    [
        ("no", ["anonymous"]),
        ("only_association", ["association", "anonymous"]),
        ("yes", ["named", "association", "anonymous"]),
        (None, ["anonymous"]),
    ],
)
def test_a_name_goes_out_only_as_far_as_the_complainant_agreed(consent: str | None, ways: list[str]) -> None:
    paper = CaseOnPaper(NTB, "2027-03-01", values=complaint(consent_share_identity=consent))
    assert [key for key, _ in offered(IDENTITY, paper.facts("2027-03-01"))] == ways


def test_a_request_that_names_an_unwilling_complainant_is_refused() -> None:
    path = Path("verified", "2027-03-01", TO_AFCFTA[:-1])
    with pytest.raises(InputRefused, match="“named” is not open in this case"):
        attempt(run(path).paper, Take("notify", "2027-03-15", data={"identity": "named"}))


def test_the_other_state_does_not_hear_of_a_complaint_that_never_reached_it() -> None:
    withheld = letters_of(WITHDRAWN, "withdraw")[("state-informed", "nfp_other")]
    assert withheld == "The other state has not been told of this case."


def test_the_other_state_hears_of_the_end_of_what_it_was_told() -> None:
    path = Path("asked, then withdrawn", "2027-03-01", (*TO_AFCFTA, take("withdraw", "2027-03-16")))
    assert letters_of(path, "withdraw")[("state-informed", "nfp_other")] is None


def test_who_has_only_a_telephone_is_called() -> None:
    path = Path("by telephone", "2027-03-01", WAITING.acts, complaint(has_email=False))
    assert letters_of(path, "ask")[("call-complainant", "ntb_officer")] is None


def test_who_has_email_is_not_called() -> None:
    assert letters_of(WAITING, "ask")[("call-complainant", "ntb_officer")] is not None


def test_three_dates_are_three_dates() -> None:
    facts = facts_after(Path("closed", "2018-04-18", EDIBLE_OIL.acts[:-2], EDIBLE_OIL.values), "2019-06-11")
    dates = [facts.text(key) for key in ("decided_on", "barrier_stopped_on", "closed_on")]
    assert dates == ["2018-11-16", "2018-12-10", "2019-06-11"]


def test_reopening_takes_the_closing_date_away() -> None:
    assert facts_after(EDIBLE_OIL, "2019-07-02").value("closed_on") is None


@pytest.mark.parametrize(
    ("path", "action", "link", "with_parties"),
    [
        (EDIBLE_OIL, "confirm_part", "remainder_of", True),
        (MALAWI_SWEETS, "only_my_goods", "measure_of", True),
        (WITHDRAWN, "withdraw", "measure_of", False),
    ],
)
def test_an_act_opens_a_linked_case(path: Path, action: str, link: str, with_parties: bool) -> None:
    opens = next(step.opens for step in run(path).steps if step.event.name == action)
    assert opens is not None
    assert (opens.link, opens.with_parties, opens.at) == (link, with_parties, "classification")


def test_withdrawing_opens_no_case_unless_the_desk_keeps_the_measure() -> None:
    path = Path("withdrawn", "2027-03-01", (*TO_ROUTING, take("withdraw", "2027-03-05")))
    assert run(path).steps[-1].opens is None


def test_our_own_clocks_stand_still_while_the_complainant_is_asked() -> None:
    clock = facts_after(WAITING, "2027-03-10").clock("svc_screen")
    assert clock is not None
    assert clock.state == "paused"


def test_the_time_of_a_question_is_given_back() -> None:
    path = Path("answered after five working days", "2027-03-01", (*WAITING.acts, take("answer", "2027-03-09")))
    assert str(facts_after(path, "2027-03-09").due("svc_screen")) == "2027-03-15"


@pytest.mark.parametrize(("on", "lapsed"), [("2027-03-15", False), ("2027-03-16", False), ("2027-03-17", True)])
def test_the_clock_of_the_question_itself_runs(on: str, lapsed: bool) -> None:
    assert facts_after(WAITING, on).lapsed("svc_info") is lapsed


def test_the_legal_clock_does_not_stop_for_our_questions() -> None:
    assert str(facts_after(AT_AFCFTA, "2027-03-16").due("response")) == "2027-04-12"


def test_the_acknowledged_day_of_receipt_counts() -> None:
    acknowledge = take("acknowledge", "2027-03-18", request_received_on="2027-03-17")
    path = Path("acknowledged", "2027-03-01", (*TO_AFCFTA, acknowledge))
    assert str(facts_after(path, "2027-03-18").due("response")) == "2027-04-14"


def test_a_note_to_the_complainant_starts_the_thirty_days_anew() -> None:
    path = Path("a note", "2027-03-01", (*TO_ROUTING, take("tell_complainant", "2027-03-10")))
    assert str(facts_after(path, "2027-03-11").due("svc_progress")) == "2027-04-09"


def test_the_date_of_a_reply_that_is_not_confirmed_is_marked() -> None:
    clock = facts_after(AT_AFCFTA, "2027-03-16").clock("response")
    assert clock is not None
    assert not clock.confirmed


def test_both_sides_are_reminded_at_half_time_and_three_days_before() -> None:
    rungs = [rung.key for rung in NTB.deadline("response").remind]
    assert rungs == ["half:nfp_other", "before-3:nfp_other", "half:nfp_ke", "before-3:nfp_ke"]


@pytest.mark.parametrize(
    ("countries", "regimes"),
    [(["UG"], {"EAC", "COMESA"}), (["TZ"], {"EAC"}), (["EG"], {"COMESA"}), (["DE"], set())],
)
def test_only_regimes_of_the_states_concerned_are_offered(countries: list[Value], regimes: set[str]) -> None:
    paper = CaseOnPaper(NTB, "2027-03-01", values=complaint(measure_countries=countries))
    open_now = {key for key, _ in offered(regime_input("route_outbound"), paper.facts("2027-03-01"))}
    assert open_now & {"EAC", "COMESA"} == regimes


IMPORTED_INTO = (
    "fix_reported", "referred_technical", "monitoring", "screening", "notified", "agency_action", "regional_review",
)  # fmt: skip


@pytest.mark.parametrize("stage", IMPORTED_INTO)
def test_a_case_from_a_portal_opens_where_it_stands_and_goes_on(stage: str) -> None:
    paper = CaseOnPaper(NTB, "2027-03-01", values=PORTAL, at_stage=stage)
    assert any(offer.open and offer.action.to is not None for offer in offers(NTB, paper.facts("2027-03-02"), INES))


def test_time_alone_never_closes_a_case_from_a_portal() -> None:
    paper = CaseOnPaper(NTB, "2027-03-01", values=PORTAL, at_stage="fix_reported")
    with pytest.raises(GateClosed, match="no date runs now"):
        attempt(paper, take("timeout", "2028-03-01"))


def test_a_case_from_a_portal_that_was_reopened_asks_the_trader_and_then_time_counts() -> None:
    path = Path("asked after all", "2027-03-01", (
        by(TRADER, take("deny", "2027-03-10", "classification")),
        take("report_fix", "2027-04-01", "fix_reported"),
        take("timeout", "2027-04-23", "closed_unconfirmed"),
    ), PORTAL, "fix_reported")  # fmt: skip
    assert run(path).paper.stage == "closed_unconfirmed"


def test_an_end_of_the_watch_that_was_imported_in_part_closes_in_part() -> None:
    values = PORTAL | {"proposed_close_status": "closed_resolved_part"}
    path = Path("watched", "2027-03-01", (take("watch_ended", "2027-09-01"),), values, "monitoring")
    assert run(path).paper.stage == "closed_resolved_part"


@pytest.mark.parametrize(("on", "lapsed"), [("2026-02-28", False), ("2026-03-02", False), ("2026-03-03", True)])
def test_the_court_period_of_an_enacted_law_is_two_months(on: str, lapsed: bool) -> None:
    values = domestic(enacted_law=True, law_dated_on="2025-12-31", date_of_incident="2026-01-02")
    assert CaseOnPaper(NTB, "2026-01-05", values=values).facts(on).lapsed("eacj_reference") is lapsed


def test_the_main_road_ends_where_it_should() -> None:
    assert run(GHANA_TEA).paper.stage == "reply_review"
