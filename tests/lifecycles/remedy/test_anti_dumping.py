"""An anti-dumping investigation, dated: gates with their operators, day 60, 12 and 18 months, 37 days, five years."""

from __future__ import annotations

from datetime import date

import pytest

from cases.engine import Actor, offers, standings
from cases.errors import ActionRefused, GateClosed, InputRefused, NotAllowed
from cases.history import Value
from cases.law.limits import limit
from cases.lifecycle import Layers
from cases.lifecycle.wellformed import _layer_problems
from cases.lifecycles.remedy import LIFECYCLE, provisional
from cases.seats import Role
from cases.service.projecting import next_due
from tests.makers import INES, SUPERVISOR, TRADER, CaseOnPaper

MINISTER = Actor(frozenset({Role.DECISION_MAKER}), account=5)
SYSTEM = Actor(frozenset({Role.SYSTEM}))
PAPER = ["the document"]
OPENED: dict[str, Value] = {
    "product": "Steel wire rod", "hs_codes": "7213", "exporting_countries": ["CN", "IN"], "applicant": "Wire Makers",
    "origin": "application",
}  # fmt: skip
ASSESSED: dict[str, Value] = {
    "support_output": 600, "opposing_output": 100, "total_output": 1000, "prima_facie_margin": "18.5",
    "volume_shares": "CN 40\nIN 12", "injury_memo": PAPER,
}  # fmt: skip
FIRM = "CN: Example Steel"


def documented() -> CaseOnPaper:
    paper = CaseOnPaper(LIFECYCLE, "2026-01-05", values=OPENED)
    paper.do("submit", "2026-01-05", by=TRADER, application=PAPER)
    paper.do("accept", "2026-01-06")
    paper.do("confirm", "2026-01-12")
    return paper


def told() -> CaseOnPaper:
    paper = documented()
    paper.do("notify_governments", "2026-01-15", states=["CN", "IN"], proof=PAPER)
    return paper


def initiated() -> CaseOnPaper:
    """Published in the Gazette on Monday 2 February 2026: clock zero."""
    paper = told()
    paper.do("assess", "2026-01-20", **ASSESSED)
    paper.do("initiate", "2026-02-02", by=SUPERVISOR, gazette="123", initiated_on="2026-02-02", notice=PAPER)
    return paper


def asked() -> CaseOnPaper:
    """A questionnaire sent to one Chinese exporter on Monday 2 March 2026."""
    paper = initiated()
    paper.do("open_register", "2026-02-02")
    paper.do("register", "2026-02-09", subject=FIRM)
    paper.do("begin_questionnaires", "2026-03-02")
    paper.do("dispatch", "2026-03-02", subject=FIRM, questionnaire=PAPER)
    return paper


def affirmed(on: str = "2026-03-20") -> CaseOnPaper:
    paper = asked()
    paper.do("reply_received", "2026-03-10", subject=FIRM, reply=PAPER)
    paper.do("examine", "2026-03-11")
    paper.do("skip_visits", "2026-03-12", reason="After the finding.")
    paper.do("finding", "2026-03-15", subject=FIRM, margin="18.5")
    paper.do("affirm", on, by=SUPERVISOR, report=PAPER)
    return paper


def disclosed() -> CaseOnPaper:
    """Essential facts out on Monday 2 November 2026."""
    paper = affirmed()
    paper.do("go_on", "2026-03-21", by=SUPERVISOR, reason="No provisional measure is needed.")
    paper.do("disclose", "2026-11-02", disclosure=PAPER)
    return paper


def recommended() -> CaseOnPaper:
    paper = disclosed()
    paper.do("all_commented", "2026-11-10")
    paper.do("report", "2026-11-20", report=PAPER)
    paper.do("recommend", "2026-12-01", by=SUPERVISOR, rates="CN: 18.5")
    return paper


def in_force() -> CaseOnPaper:
    """A duty from Friday 15 January 2027."""
    paper = recommended()
    paper.do("approve", "2027-01-11", by=MINISTER, decision=PAPER)
    paper.do("publish", "2027-01-15", gazette="9", published_on="2027-01-15", measure_from="2027-01-15", rates="18.5")
    return paper


def open_to(paper: CaseOnPaper, on: str, actor: Actor) -> set[str]:
    return {each.action.key for each in offers(paper.life, paper.facts(on), actor) if each.open}


# Before initiation


@pytest.mark.parametrize(("support", "passes"), [(249, False), (250, True), (251, True)])
def test_a_quarter_of_all_output_must_support(support: int, passes: bool) -> None:
    paper, answers = told(), {**ASSESSED, "support_output": support, "opposing_output": 0}
    if passes:
        assert paper.do("assess", "2026-01-20", **answers).stage.key == "ad_initiation_pending"
        return
    with pytest.raises(GateClosed, match=r"24\.9 per cent of total output") as refused:
        paper.do("assess", "2026-01-20", **answers)
    assert str(refused.value.cite) == "ADA Art. 5.4"


@pytest.mark.parametrize(("support", "passes"), [(299, False), (300, False), (301, True)])
def test_more_than_half_of_the_voices_must_support(support: int, passes: bool) -> None:
    paper, answers = told(), {**ASSESSED, "support_output": support, "opposing_output": 300}
    if passes:
        paper.do("assess", "2026-01-20", **answers)
        return
    with pytest.raises(GateClosed, match="more than 50 per cent"):
        paper.do("assess", "2026-01-20", **answers)


@pytest.mark.parametrize(("margin", "passes"), [("1.99", False), ("2.0", True), ("2.01", True)])
def test_an_alleged_margin_below_two_per_cent_opens_nothing(margin: str, passes: bool) -> None:
    paper, answers = told(), {**ASSESSED, "prima_facie_margin": margin}
    if passes:
        paper.do("assess", "2026-01-20", **answers)
        return
    with pytest.raises(GateClosed, match=r"ADA Art\. 5\.8"):
        paper.do("assess", "2026-01-20", **answers)


@pytest.mark.parametrize(
    ("shares", "passes"),
    [("CN 2.9\nIN 2.9", False), ("CN 3.0\nIN 2.9", True), ("CN 2.9\nIN 4.1", True)],
)
def test_negligible_volumes_open_nothing(shares: str, passes: bool) -> None:
    paper, answers = told(), {**ASSESSED, "volume_shares": shares}
    if passes:
        paper.do("assess", "2026-01-20", **answers)
        return
    with pytest.raises(GateClosed, match="negligible"):
        paper.do("assess", "2026-01-20", **answers)


def test_the_note_goes_to_every_exporting_government() -> None:
    with pytest.raises(GateClosed, match="Missing: IN"):
        documented().do("notify_governments", "2026-01-15", states=["CN"], proof=PAPER)


def test_without_the_note_no_investigation_begins() -> None:
    paper = CaseOnPaper(LIFECYCLE, "2026-01-20", at_stage="ad_initiation_pending", values=OPENED)
    with pytest.raises(GateClosed, match="must be notified before") as refused:
        paper.do("initiate", "2026-02-02", by=SUPERVISOR, gazette="1", initiated_on="2026-02-02", notice=PAPER)
    assert "ADA Art. 5.5" in str(refused.value)


@pytest.mark.parametrize(("on", "open_now"), [("2026-01-25", False), ("2026-01-26", False), ("2026-01-27", True)])
def test_an_unanswered_list_of_gaps_closes_the_file_after_fourteen_days(on: str, open_now: bool) -> None:
    paper = CaseOnPaper(LIFECYCLE, "2026-01-05", values=OPENED)
    paper.do("submit", "2026-01-05", by=TRADER, application=PAPER)
    paper.do("accept", "2026-01-06")
    paper.do("list_gaps", "2026-01-12", gaps="Injury series for 2023.")
    assert ("no_answer" in open_to(paper, on, SYSTEM)) is open_now


# Questionnaires: 30 days from a receipt that is deemed a week after dispatch


def test_thirty_seven_days_from_dispatch() -> None:
    clock = asked().facts("2026-03-02").clock("questionnaire", subject=FIRM)
    assert clock is not None
    assert clock.due == date(2026, 4, 8)


@pytest.mark.parametrize(("on", "passes"), [("2026-04-07", False), ("2026-04-08", False), ("2026-04-09", True)])
def test_facts_available_only_after_the_last_day(on: str, passes: bool) -> None:
    paper = asked()
    paper.do("warn", on, subject=FIRM, missing="The whole reply.")
    if passes:
        paper.do("use_facts_available", on, subject=FIRM, reason="No reply.")
        assert standings(paper.facts(on))[FIRM] == "facts_available"
        return
    with pytest.raises(GateClosed, match="8 April 2026"):
        paper.do("use_facts_available", on, subject=FIRM, reason="No reply.")


def test_facts_available_need_a_warning_first() -> None:
    with pytest.raises(GateClosed, match="Annex II"):
        asked().do("use_facts_available", "2026-04-20", subject=FIRM, reason="No reply.")


def test_more_time_moves_the_date_of_that_exporter_alone() -> None:
    paper = asked()
    paper.do("dispatch", "2026-03-02", subject="IN: Other Steel", questionnaire=PAPER)
    paper.do("extend", "2026-04-01", subject=FIRM, days=7, reason="A flood.")
    facts = paper.facts("2026-04-01")
    assert facts.due("questionnaire", subject=FIRM) == date(2026, 4, 15)
    assert facts.due("questionnaire", subject="IN: Other Steel") == date(2026, 4, 8)


# One may leave while the case goes on


def test_a_country_leaves_and_its_exporters_with_it() -> None:
    paper = asked()
    paper.do("end_for", "2026-03-10", by=SUPERVISOR, subject="IN", ground="negligible", volume_shares="CN 40\nIN 2.9")
    with pytest.raises(ActionRefused, match="against IN has ended"):
        paper.do("dispatch", "2026-03-11", subject="IN: Other Steel", questionnaire=PAPER)
    assert paper.stage == "ad_questionnaires"


def test_the_others_go_on() -> None:
    paper = asked()
    paper.do("end_for", "2026-03-10", by=SUPERVISOR, subject="IN", ground="negligible", volume_shares="CN 40\nIN 2.9")
    paper.do("reply_received", "2026-03-12", subject=FIRM, reply=PAPER)
    assert standings(paper.facts("2026-03-12")) == {FIRM: "replied", "IN": "ended"}


@pytest.mark.parametrize(("margin", "passes"), [("1.99", True), ("2.0", False), ("2.01", False)])
def test_an_exporter_leaves_on_a_margin_below_two_per_cent(margin: str, passes: bool) -> None:
    paper = asked()
    if passes:
        paper.do("end_for", "2026-03-10", by=SUPERVISOR, subject=FIRM, ground="de_minimis", margin=margin)
        return
    with pytest.raises(GateClosed, match="is not less than 2 per cent"):
        paper.do("end_for", "2026-03-10", by=SUPERVISOR, subject=FIRM, ground="de_minimis", margin=margin)


def test_a_country_that_is_not_investigated_is_refused() -> None:
    with pytest.raises(GateClosed, match="VN is not investigated"):
        asked().do("dispatch", "2026-03-11", subject="VN: Steel", questionnaire=PAPER)


# The provisional measure: day 60 is Friday 3 April 2026


@pytest.mark.parametrize(("on", "passes"), [("2026-04-02", False), ("2026-04-03", True), ("2026-04-04", True)])
def test_no_provisional_measure_before_day_sixty(on: str, passes: bool) -> None:
    assert ("impose_provisional" in open_to(affirmed(), on, MINISTER)) is passes


def test_a_measure_on_day_fifty_nine_is_refused_with_its_article() -> None:
    with pytest.raises(GateClosed, match="not possible before 3 April 2026") as refused:
        affirmed().do("impose_provisional", "2026-04-02", by=MINISTER, gazette="7", effect_on="2026-04-02", rates="x")
    assert str(refused.value.cite) == "ADA Art. 7.3"


def test_it_opens_a_file_of_its_own_and_the_analysis_goes_on() -> None:
    step = affirmed().do(
        "impose_provisional", "2026-04-03", by=MINISTER, gazette="7", effect_on="2026-04-03", rates="CN: 18.5"
    )
    assert (step.stage.key, step.opens.lifecycle if step.opens else "") == ("ad_final_work", "remedy_provisional")


def measure(**values: Value) -> CaseOnPaper:
    return CaseOnPaper(provisional.LIFECYCLE, "2026-04-03", values={"effect_on": "2026-04-03", **values})


@pytest.mark.parametrize(
    ("values", "last"),
    [
        ({}, date(2026, 8, 3)),
        ({"prolonged": True}, date(2026, 10, 3)),  # a Saturday: what ends by itself does not wait for Monday
        ({"lesser_duty": True}, date(2026, 10, 3)),
        ({"lesser_duty": True, "prolonged": True}, date(2027, 1, 3)),
    ],
)
def test_it_lasts_four_six_six_or_nine_months(values: dict[str, Value], last: date) -> None:
    assert measure(**values).facts("2026-04-03").due("longest") == last


@pytest.mark.parametrize(("on", "open_now"), [("2026-08-02", False), ("2026-08-03", False), ("2026-08-04", True)])
def test_it_ends_by_itself(on: str, open_now: bool) -> None:
    assert ("lapse" in open_to(measure(), on, SYSTEM)) is open_now


def test_the_cabinet_secretary_prolongs_it_while_it_runs() -> None:
    paper = measure()
    paper.do("prolong", "2026-08-03", by=MINISTER, request="60 per cent of the trade", gazette="8")
    assert paper.facts("2026-08-03").due("longest") == date(2026, 10, 3)


def test_a_time_of_waiting_is_no_date_of_the_case_while_something_else_runs() -> None:
    assert next_due(asked().facts("2026-03-02").clocks()) == date(2026, 4, 8)  # the questionnaire, not day 60


# 12 and 18 months


def test_a_year_and_eighteen_months_run_from_the_gazette() -> None:
    facts = initiated().facts("2026-02-02")
    assert [facts.due(key) for key in ("year", "alarm_15", "alarm_17", "fall")] == [
        date(2027, 2, 2), date(2027, 5, 2), date(2027, 7, 2), date(2027, 8, 2),
    ]  # fmt: skip


@pytest.mark.parametrize(("on", "over"), [("2027-02-01", False), ("2027-02-02", False), ("2027-02-03", True)])
def test_the_year_is_an_alarm(on: str, over: bool) -> None:
    assert initiated().facts(on).lapsed("year") is over


@pytest.mark.parametrize(("on", "falls"), [("2027-08-01", False), ("2027-08-02", False), ("2027-08-03", True)])
def test_the_case_falls_the_day_after_eighteen_months(on: str, falls: bool) -> None:
    assert ("fall" in open_to(recommended(), on, SYSTEM)) is falls


@pytest.mark.parametrize(("on", "passes"), [("2027-08-01", True), ("2027-08-02", True), ("2027-08-03", False)])
def test_no_measure_follows_after_eighteen_months(on: str, passes: bool) -> None:
    paper = recommended()
    paper.do("approve", "2027-07-01", by=MINISTER, decision=PAPER)
    answers: dict[str, Value] = {"gazette": "9", "published_on": on, "measure_from": on, "rates": "18.5"}
    if passes:
        paper.do("publish", on, **answers)
        return
    with pytest.raises(GateClosed, match="fell on 2 August 2027"):
        paper.do("publish", on, **answers)


def test_a_looser_national_rule_refuses_to_start() -> None:
    fall = LIFECYCLE.deadline("fall")
    looser = Layers(cap=limit("ad_investigation"), rule=limit("ad_investigation_fall"))
    assert fall.layers is not None
    assert "is looser than the treaty cap" in _layer_problems(_with(fall, looser))[0]


def _with(deadline: object, layers: Layers) -> object:
    from dataclasses import replace

    return replace(deadline, layers=layers)  # type: ignore[type-var]


# Decision and entry into force are two acts, by two seats


def test_what_was_not_decided_does_not_enter_into_force() -> None:
    with pytest.raises(GateClosed, match="has not decided"):
        recommended().do("publish", "2027-01-15", gazette="9", published_on="2027-01-15", measure_from="2027-01-15",
                         rates="18.5")  # fmt: skip


def test_who_investigates_does_not_decide() -> None:
    with pytest.raises(NotAllowed, match="Cabinet Secretary"):
        recommended().do("approve", "2027-01-11", by=INES, decision=PAPER)


def test_who_decides_does_not_edit_findings() -> None:
    with pytest.raises(NotAllowed, match="Lead investigator"):
        affirmed_work().do("finding", "2026-04-10", by=MINISTER, subject=FIRM, margin="30")


def affirmed_work() -> CaseOnPaper:
    paper = affirmed()
    paper.do("go_on", "2026-03-21", by=SUPERVISOR, reason="No measure.")
    return paper


def test_the_report_waits_for_the_comments() -> None:
    with pytest.raises(GateClosed, match="until 16 November 2026"):
        disclosed().do("report", "2026-11-10", report=PAPER)


def test_without_an_answer_the_comments_end_by_themselves() -> None:
    paper = disclosed()
    paper.do("report", "2026-11-17", report=PAPER)
    assert paper.stage == "ad_final_report"


# Five years from the day on which the duty applies: 15 January 2027 to 15 January 2032


def test_the_last_day_for_a_review_is_the_day_before_five_years() -> None:
    assert in_force().facts("2027-01-15").due("expiry") == date(2032, 1, 14)


@pytest.mark.parametrize(("on", "expires"), [("2032-01-13", False), ("2032-01-14", False), ("2032-01-15", True)])
def test_a_duty_without_a_review_ends_by_itself(on: str, expires: bool) -> None:
    assert ("expire" in open_to(in_force(), on, SYSTEM)) is expires


def test_a_review_initiated_before_keeps_the_duty() -> None:
    paper = in_force()
    paper.do("initiate_review", "2032-01-14", by=SUPERVISOR, kind="sunset", gazette="77")
    assert "expire" not in open_to(paper, "2032-06-01", SYSTEM)


def test_a_review_initiated_too_late_is_refused() -> None:
    with pytest.raises(GateClosed, match="by 14 January 2032"):
        in_force().do("initiate_review", "2032-01-15", by=SUPERVISOR, kind="sunset", gazette="77")


def test_a_concluded_review_starts_five_new_years() -> None:
    paper = in_force()
    paper.do("initiate_review", "2031-12-01", by=SUPERVISOR, kind="sunset", gazette="77")
    paper.do("conclude_review", "2032-11-01", by=MINISTER, next="ad_measure_in_force", measure_from="2032-11-01")
    assert paper.facts("2032-11-01").due("expiry_again") == date(2037, 10, 31)


def test_an_answer_that_is_no_number_is_refused_beside_its_field() -> None:
    with pytest.raises(InputRefused) as refused:
        told().do("assess", "2026-01-20", **{**ASSESSED, "prima_facie_margin": "a lot"})
    assert list(refused.value.fields) == ["prima_facie_margin"]
