"""What the letters of disputes and investigations say, and what they never say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cases.history import Value
from cases.law import LegalStatus
from cases.lifecycles import lifecycle
from cases.seats import (
    COMPLAINANT,
    CS_TRADE,
    EXPORTING_GOVERNMENT,
    GAZETTE,
    GENEVA_MISSION,
    INTERESTED_PARTY,
    KRA,
    NCWTO,
    OPPOSING_PARTY,
    PS_TRADE,
    Seat,
)
from cases.settings import Settings
from cases.store import Database
from notifications.compose import compose, words_of
from notifications.letters.base import ABROAD
from notifications.occasion import ClockLine, Occasion
from tests.cases.service.files_of_kinds import EXAMPLE_STEEL, act, department, initiated, investigation, rows
from tests.notifications.makers import FIRM, OF_A_KIND, clock, event, every_letter, occasion

DISPUTE, REMEDY = lifecycle("dispute_wto"), lifecycle("remedy_anti_dumping")


def of_dispute(
    key: str, seat: Seat, action: str, to: str, *, clocks: tuple[ClockLine, ...] = (), **data: Value
) -> Occasion:
    return occasion(
        key, seat, life=DISPUTE, values=OF_A_KIND["dispute"], stage=to, clocks=clocks, hs_codes=(),
        event=replace(event(action, to, reason="canary"), data=data),
    )  # fmt: skip


def of_remedy(
    key: str, seat: Seat, action: str, to: str, *, subject: str | None = None, clocks: tuple[ClockLine, ...] = (),
    **data: Value,
) -> Occasion:  # fmt: skip
    done = replace(event(action, to), subject=subject, data=data)
    return occasion(
        key, seat, life=REMEDY, values=OF_A_KIND["remedy"], stage=to, event=done, clocks=clocks, hs_codes=()
    )


# A dispute


def test_a_dispute_is_named_by_number_state_and_codes() -> None:
    words = words_of(of_dispute("panel-established", NCWTO, "panel_requested.established", "panel_established"))
    assert words.subject.endswith("Panel established: DS700, a measure of Egypt on goods of HS 0902")


@pytest.mark.parametrize(
    "action", ["consultations_requested.respondent_replied", "consultations_open.withdraw", "settlement_drafting.sign"]
)
def test_the_exporter_reads_how_it_stands_and_nothing_that_was_said(action: str) -> None:
    each = of_dispute("dispute-told", COMPLAINANT, action, "consultations_open", reply="canary", note="canary")
    text = words_of(each).text
    assert "Kenya and the other side are talking. What is said there is confidential." in text
    assert "canary" not in text


def test_the_exporter_reads_what_is_missing() -> None:
    each = of_dispute(
        "dispute-told", COMPLAINANT, "complaint_received.return_incomplete", "complaint_received", missing="The tariff."
    )
    assert "What is missing:\n\n> The tariff." in words_of(each).text


def test_the_reasons_of_a_closure_at_the_wto_are_told_to_nobody_by_letter() -> None:
    at_the_wto = [stage for stage in DISPUTE.stages if stage.phase in ("wto", "third_party")]
    letters = {e.letter for stage in at_the_wto for a in stage.actions for e in a.emails}
    assert "case-closed" not in letters


def test_the_dates_that_run_are_listed_with_their_law() -> None:
    law = clock(
        "opposing_party", "2027-03-15", status=LegalStatus.READ, cite="DSU Art. 4.3", title="The other side replies"
    )
    each = of_dispute(
        "dispute-clock-started", GENEVA_MISSION, "consultations_requested.record_receipt", "consultations_requested",
        clocks=(law, clock()),
    )  # fmt: skip
    text = words_of(each).text
    assert "These dates run:\n\n- The other side replies: Monday 15 March 2027 (DSU Art. 4.3)\n\n" in text
    assert "A note to the complainant" not in text.partition("Our office")[0]


def test_a_date_known_as_a_range_is_called_provisional() -> None:
    law = replace(
        clock(
            "opposing_party", "2027-03-15", status=LegalStatus.READ, cite="DSU Art. 4.3", title="The other side replies"
        ),
        latest=date(2027, 3, 18),
    )
    each = of_dispute(
        "dispute-clock-started", GENEVA_MISSION, "consultations_requested.record_receipt", "consultations_requested",
        clocks=(law,),
    )  # fmt: skip
    assert "Monday 15 March 2027 to Thursday 18 March 2027, provisional (DSU Art. 4.3)" in words_of(each).text


def test_the_other_side_does_not_read_when_we_act_next() -> None:
    each = of_dispute(
        "consultations-requested", OPPOSING_PARTY, "drafting_consultation_request.file_request",
        "consultations_requested", clocks=(clock("cs_trade", "2027-03-12"),), agreements="GATT Art. XI",
    )  # fmt: skip
    text = words_of(each).text
    assert "> GATT Art. XI" in text
    assert "12 March" not in text


def test_where_others_complain_the_right_to_a_panel_is_theirs() -> None:
    each = of_dispute("right-to-panel-open", CS_TRADE, "consultations_open.period_elapsed", "panel_request_ready")
    theirs = replace(each, values={**each.values, "role": "third_party"})
    assert "Kenya may now request a panel" in words_of(each).text
    assert "The complaining Member may now request a panel" in words_of(theirs).text


def test_the_mission_reads_the_day_of_the_meeting_and_of_its_agenda() -> None:
    closes = clock("geneva_mission", "2027-03-18", status=LegalStatus.KNOWN, cite="DSB practice (agenda)")
    each = of_dispute(
        "agenda-closing",
        GENEVA_MISSION,
        "panel_request_ready.approve_panel_request",
        "panel_requested",
        clocks=(closes,),
    )
    text = words_of(each).text
    assert "its meeting on Monday 29 March 2027" in text
    assert "The agenda closes on Thursday 18 March 2027 (DSB practice (agenda) (not yet proofread))." in text


def test_the_nearest_date_of_ours_stands_in_the_call_for_approval() -> None:
    join = clock(
        "geneva_mission", "2027-03-11", status=LegalStatus.KNOWN, cite="DSU Art. 4.11", title="Kenya asks to join"
    )
    each = of_dispute(
        "dispute-approval-asked", PS_TRADE, "interest_screening.ask_approval", "interest_screening", clocks=(join,)
    )
    assert "The nearest date: Kenya asks to join, Thursday 11 March 2027 (DSU Art. 4.11" in words_of(each).text


# An investigation


def test_before_initiation_a_government_reads_of_its_own_country_alone_and_of_no_applicant() -> None:
    each = of_remedy(
        "ad-government-notified", EXPORTING_GOVERNMENT, "ad_documented.notify_governments", "ad_gov_notified"
    )
    text = words_of(replace(each, body="CN")).text
    assert "imports of Steel wire rod from China (HS 7213)" in text
    assert "remains confidential" in text
    assert "India" not in text
    assert "Wire Makers" not in text


def test_nobody_else_is_told_before_initiation() -> None:
    early = [stage for stage in REMEDY.stages if stage.phase == "before"]
    told = {e.to.key for stage in early for a in stage.actions if a.key != "initiate" for e in a.emails}
    assert told <= {"complainant", "exporting_government", "investigator", "executive_director"}


def test_a_questionnaire_shows_the_deemed_receipt_and_the_last_day() -> None:
    reply = replace(
        clock("interested_party", "2027-04-09", key="questionnaire", status=LegalStatus.READ, cite="ADA Art. 6.1.1",
              subject=FIRM),
        started=date(2027, 3, 3),
    )  # fmt: skip
    other = replace(reply, identity=("questionnaire", 1, 1, "IN: Indian Wire"), due=date(2027, 3, 10))
    each = of_remedy(
        "ad-questionnaire", INTERESTED_PARTY, "ad_questionnaires.dispatch", "ad_questionnaires", subject=FIRM,
        clocks=(other, reply),
    )  # fmt: skip
    text = words_of(each).text
    assert "a questionnaire was sent to Example Steel (China)" in text
    assert "counts as received on Wednesday 10 March 2027" in text
    assert "due by Friday 9 April 2027 (ADA Art. 6.1.1)" in text


def test_the_date_of_one_exporter_is_told_to_no_other() -> None:
    reply = clock("interested_party", "2027-04-09", key="questionnaire", status=LegalStatus.READ, subject=FIRM)
    each = of_remedy("ad-preliminary", INTERESTED_PARTY, "ad_preliminary_work.affirm", "ad_prelim_affirmative",
                     clocks=(reply,))  # fmt: skip
    assert "9 April" not in words_of(each).text


def test_customs_read_rates_and_days_and_parties_read_the_notice() -> None:
    done: Any = {"gazette": "77", "effect_on": "2027-04-03", "rates": "CN: 18.5 per cent"}
    customs = of_remedy(
        "ad-security-instruction", KRA, "ad_prelim_affirmative.impose_provisional", "ad_final_work", **done
    )
    party = of_remedy(
        "ad-preliminary", INTERESTED_PARTY, "ad_prelim_affirmative.impose_provisional", "ad_final_work", **done
    )
    assert "> CN: 18.5 per cent" in words_of(customs).text
    assert "from Saturday 3 April 2027" in words_of(customs).text
    assert "by notice 77 in the Kenya Gazette" in words_of(party).text
    assert "18.5" not in words_of(party).text


def test_one_that_leaves_reads_the_ground() -> None:
    each = of_remedy(
        "ad-terminated", INTERESTED_PARTY, "ad_questionnaires.end_for", "ad_questionnaires", subject="IN",
        ground="negligible",
    )  # fmt: skip
    text = words_of(each).text
    assert "the investigation ends for India and goes on for the others." in text
    assert "The volume is negligible (ADA Art. 5.8)." in text


def test_a_rejected_application_stays_confidential() -> None:
    each = of_remedy("ad-terminated", EXPORTING_GOVERNMENT, "ad_gov_notified.reject", "ad_rejected")
    early = replace(each, values={k: v for k, v in each.values.items() if k != "initiated_on"})
    text = words_of(early).text
    assert "No investigation was initiated on the application." in text
    assert "The application stays confidential." in text


def test_a_party_reads_no_title_no_reason_and_gets_no_link() -> None:
    for each in every_letter():
        if each.audience in ABROAD:
            text = words_of(replace(each, title="canary title")).text
            assert "canary" not in text, each.letter
            assert "http" not in text, each.letter


def test_each_kind_is_signed_by_its_own_desk() -> None:
    dispute = of_dispute("panel-established", NCWTO, "panel_requested.established", "panel_established")
    remedy = of_remedy("case-informed", GAZETTE, "ad_cs_decision.approve", "ad_cs_decision")
    assert "Yours faithfully,\nThe WTO dispute desk\n" in words_of(dispute).text
    assert "Yours faithfully,\nThe Kenya Trade Remedies Agency\n" in words_of(remedy).text
    assert "Dawati la migogoro ya WTO" in words_of(replace(dispute, language="sw")).text


# From the database


def test_the_government_of_each_country_is_written_to_about_its_own_imports(sqlite: Database, chosen: Settings) -> None:
    department(sqlite)
    case_id = investigation(sqlite, "ad_documented")
    act(sqlite, case_id, "notify_governments", states=["CN", "IN"], papers=("proof",))
    with sqlite.read() as session:
        told = {row.address: compose(session, row, chosen).text for row in rows(sqlite, "ad-government-notified")}
    assert "wire rod from China (HS" in told["exporting_government-cn@example.org"]
    assert "wire rod from India (HS" in told["exporting_government-in@example.org"]


def test_a_parked_letter_is_addressed_to_the_firm_that_is_not_registered(sqlite: Database, chosen: Settings) -> None:
    department(sqlite)
    case_id = investigation(sqlite, "ad_questionnaires")
    act(sqlite, case_id, "dispatch", subject="CN: Unknown Wire", papers=("questionnaire",))
    [row] = rows(sqlite, "ad-questionnaire")
    with sqlite.read() as session:
        assert "Dear Unknown Wire (CN)," in compose(session, row, chosen).text


def test_the_questionnaire_of_a_real_case_has_thirty_seven_days(sqlite: Database, chosen: Settings) -> None:
    department(sqlite)
    case_id = investigation(sqlite, "ad_questionnaires")
    act(sqlite, case_id, "dispatch", subject=EXAMPLE_STEEL, papers=("questionnaire",))
    [row] = rows(sqlite, "ad-questionnaire")
    with sqlite.read() as session:
        text = compose(session, row, chosen).text
    assert "counts as received on Wednesday 10 March 2027. The reply is due by Friday 9 April 2027" in text


def test_the_industry_reads_by_when_a_review_must_be_initiated(sqlite: Database, chosen: Settings) -> None:
    each = of_remedy("ad-expiry-warning", COMPLAINANT, "ad_cs_decision.publish", "ad_measure_in_force")
    ends = clock("investigator", "2032-03-02", key="expiry", status=LegalStatus.READ, cite="ADA Art. 11.3")
    text = words_of(replace(each, deadline=ends)).text
    assert "A review must be initiated by Tuesday 2 March 2032 (ADA Art. 11.3), or the duty on imports" in text


def test_every_letter_of_an_initiation_composes_from_the_database(sqlite: Database, chosen: Settings) -> None:
    department(sqlite)
    initiated(sqlite)
    with sqlite.read() as session:
        texts = [compose(session, row, chosen).text for row in rows(sqlite, "ad-initiated")]
    assert len(texts) == 8
    assert all("notice is number 123 in the Kenya Gazette of Wednesday 3 March 2027" in text for text in texts)


def test_the_case_falls_in_words(sqlite: Database, chosen: Settings) -> None:
    each = of_remedy("ad-out-of-time", KRA, "ad_cs_decision.fall", "ad_lapsed_18m")
    assert "its time was over without a final decision (ADA Art. 5.10)" in words_of(each).text
