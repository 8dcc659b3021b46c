"""Every letter is written, for its readers, in every language; and says what happened, when, and what comes next."""

from __future__ import annotations

import dataclasses
import re
from datetime import date

import pytest

from cases.law import LegalStatus
from cases.lifecycles import IN_FORCE
from cases.seats import COMPLAINANT, LEAD_AGENCY, NFP_OTHER, OFFICER, PS_TRADE
from notifications import check
from notifications.checking import phrase_problems, template_problems
from notifications.compose import words_of
from notifications.contents import FIELDS
from notifications.dates import written
from notifications.letters import LETTERS, letter
from notifications.letters.base import OUTSIDE, Letter
from notifications.occasion import Occasion
from notifications.review import LIST, review_list
from tests.notifications.makers import LIFE, REFERENCE, clock, event, every_letter, occasion


def test_every_letter_of_the_procedures_is_written() -> None:
    assert check(IN_FORCE) == []


def test_a_letter_that_nobody_wrote_is_named() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(LETTERS, "merged")
        assert "The letter merged of ntb_complaint is not written." in check(IN_FORCE)


def test_a_letter_that_nobody_sends_is_named() -> None:
    assert "The letter case-moved is sent by no procedure." in check([])


def test_a_letter_for_other_readers_is_named() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(letter("merged"), "audiences", frozenset())
        found = check(IN_FORCE)
    assert "The letter merged goes to “Complainant” in ntb_complaint, but is not written for them." in found


def test_a_missing_template_is_named() -> None:
    class Unwritten(Letter):
        key = "unwritten"

    assert "The letter unwritten has no body in 'sw'." in template_problems(Unwritten)


def test_a_template_that_speaks_of_what_the_letter_does_not_know_is_named() -> None:
    class Short(Letter):
        key = "merged"

    found = template_problems(Short)
    assert "merged/body.en.txt speaks of 'master', which is no field of the letter." in found


def test_a_changed_wording_of_a_stage_shows_up_as_a_missing_phrase() -> None:
    stage = LIFE.stage("notified")
    changed = dataclasses.replace(stage, outside=dataclasses.replace(stage.outside, words="We asked them."))
    life = dataclasses.replace(LIFE, stages=[changed if s.key == "notified" else s for s in LIFE.stages])
    assert phrase_problems(life) == [
        "There is no Kiswahili for “We asked them.” of ntb_complaint.",
        "There are no formal words (formal.en) for “We asked them.” of ntb_complaint.",
        "There are no formal words (formal.sw) for “We asked them.” of ntb_complaint.",
    ]


def test_every_field_of_every_letter_has_a_source() -> None:
    asked = {f.name for kind in LETTERS.values() for f in dataclasses.fields(kind) if "answer" not in f.metadata}
    assert asked - FIELDS.keys() == set()


def test_every_purpose_is_a_sentence() -> None:
    assert [key for key, kind in LETTERS.items() if not kind.purpose().endswith(".")] == []


def test_the_list_for_the_kiswahili_reader_is_current() -> None:
    assert LIST.read_text(encoding="utf-8") == review_list()


def test_every_letter_starts_with_its_reference_and_says_when() -> None:
    for each in every_letter():
        words, kind = words_of(each), LETTERS[each.letter]
        assert words.subject.startswith(f"{REFERENCE}: "), each.letter
        if kind.secret or each.deadline:
            continue
        assert written(date(2027, 3, 3), each.language) in words.paragraphs[0].lines[0], (each.letter, words.text)


def test_no_letter_has_ragged_words() -> None:
    for each in every_letter():
        text = words_of(each).text
        assert not re.search(r"\n\n\n|  |\{|\}| \.|None|\(\)|\.\.", text), (each.letter, each.language, text)


def test_kiswahili_letters_are_in_kiswahili() -> None:
    for each in every_letter():
        if each.language == "sw" and each.letter != "your-turn":
            assert not re.search(r"\b(the|your|please|case)\b", _ours(each), re.IGNORECASE), (each.letter, _ours(each))


def _ours(each: Occasion) -> str:
    """The text without what people wrote, links, and the titles of limits and acts of the department's own page."""
    lines = [line for line in words_of(each).text.split("\n") if not line.startswith((">", "- ", "https://"))]
    text = "\n".join(lines)
    for title in (*(c.title for c in each.clocks), each.deadline.title if each.deadline else "", *_titles()):
        text = text.replace(title, "") if title else text
    return re.sub(r"answer \w+|our standard", "", text)


def _titles() -> list[str]:
    """Titles of acts and stages as the department's own pages have them, the long ones first."""
    found = {a.title for life in IN_FORCE for _, a in life.all_actions()}
    return sorted(found | {s.title for life in IN_FORCE for s in life.stages}, key=len, reverse=True)


def test_the_complainant_reads_where_the_case_stands_in_the_words_of_the_page() -> None:
    words = words_of(occasion("case-moved", COMPLAINANT, stage="reply_overdue"))
    assert words.subject == f"{REFERENCE}: The other state has not answered yet. We are pressing for an answer."
    assert "Whose turn is it? Our turn." in words.text


def test_another_office_reads_it_in_formal_words() -> None:
    words = words_of(occasion("state-informed", NFP_OTHER, stage="fix_reported"))
    assert "A remedy was reported; the complainant is being asked to confirm it." in words.text


def test_a_service_date_is_called_our_own_standard() -> None:
    words = words_of(occasion("case-moved", COMPLAINANT, clocks=(clock("ntb_officer", "2027-03-12"),)))
    assert "Next we act, by Friday 12 March 2027 at the latest (our own service standard)." in words.text


def test_a_date_of_law_is_cited() -> None:
    law = clock("complainant", "2027-03-12", status=LegalStatus.READ, cite="EAC Treaty Art. 30(2)")
    words = words_of(occasion("case-moved", COMPLAINANT, clocks=(law,)))
    assert "Your next date is Friday 12 March 2027 (EAC Treaty Art. 30(2))." in words.text


def test_known_law_says_that_it_is_not_proofread() -> None:
    law = clock("complainant", "2027-03-12", status=LegalStatus.KNOWN, cite="EAC Treaty Art. 30(2)")
    words = words_of(occasion("court-time", COMPLAINANT, deadline=law, clocks=(law,)))
    assert "may end on Friday 12 March 2027 (EAC Treaty Art. 30(2) (not yet proofread))" in words.text


UNCONFIRMED = clock("nfp_other", "2027-03-23", status=LegalStatus.UNCONFIRMED, key="response", kind="their_act_by")


@pytest.mark.parametrize("key", ["request-to-other-state", "reply-reminder", "request-sent", "case-moved"])
def test_an_unconfirmed_date_is_told_to_no_outsider(key: str) -> None:
    words = words_of(occasion(key, clocks=(UNCONFIRMED,), deadline=UNCONFIRMED if key == "reply-reminder" else None))
    assert "23 March" not in words.text
    assert "2027-03-23" not in words.text


def test_in_its_place_the_outsider_reads_when_we_act() -> None:
    words = words_of(occasion("request-to-other-state", clocks=(UNCONFIRMED, clock("ntb_officer", "2027-04-02"))))
    assert "Our office will act next by Friday 2 April 2027 at the latest (our own service standard)." in words.text


def test_with_nothing_of_ours_running_the_next_date_is_to_be_confirmed() -> None:
    words = words_of(occasion("request-sent", clocks=(UNCONFIRMED,)))
    assert "The next date is to be confirmed. We write to you as soon as there is news." in words.text


def test_an_officer_reads_the_unconfirmed_date_as_such() -> None:
    words = words_of(occasion("reply-due-soon", OFFICER, deadline=UNCONFIRMED, clocks=(UNCONFIRMED,)))
    assert "Due on Tuesday 23 March 2027 (to be confirmed): " in words.text


def test_the_principal_secretary_reads_no_unconfirmed_date() -> None:
    words = words_of(occasion("decision-due", PS_TRADE, deadline=UNCONFIRMED, clocks=(UNCONFIRMED,)))
    assert "23 March" not in words.text


def test_a_day_that_we_propose_to_another_state_is_called_no_legal_period() -> None:
    ours = clock("nfp_other", "2027-04-02", kind="their_act_by", key="svc_other_state")
    words = words_of(occasion("reply-to-other-state", NFP_OTHER, clocks=(ours,)))
    assert "by Friday 2 April 2027. This is the day that Kenya proposes and no legal period." in words.text


@pytest.mark.parametrize(("due", "told"), [("2027-03-02", False), ("2027-03-03", True), ("2027-03-04", True)])
def test_a_day_of_ours_that_is_over_is_not_promised_again(due: str, told: bool) -> None:
    words = words_of(occasion("case-moved", COMPLAINANT, clocks=(clock("ntb_officer", due),)))
    assert ("Next we act" in words.text) is told


def test_a_closed_case_has_no_next_date() -> None:
    words = words_of(occasion("case-closed", COMPLAINANT, stage="closed_clarified"))
    assert "date" not in words.text.partition("\n")[2].replace("dated", "")


def test_the_reasons_for_a_closure_are_quoted() -> None:
    act = event("reply_review.accept_explanation", "closed_clarified", reason="The fee is a road toll.\nIt is lawful.")
    words = words_of(occasion("case-closed", COMPLAINANT, stage="closed_clarified", event=act))
    assert "> The fee is a road toll.\n> It is lawful." in words.text


def test_links_lead_the_trader_to_tracking_and_the_officer_to_the_case() -> None:
    assert f"https://tatua.example/track?reference={REFERENCE}\n" in words_of(occasion("case-moved", COMPLAINANT)).text
    assert f"https://tatua.example/cases/{REFERENCE}\n" in words_of(occasion("your-turn", OFFICER)).text


def test_other_offices_get_no_link() -> None:
    for each in every_letter():
        if each.audience in OUTSIDE:
            assert "http" not in words_of(each).text, each.letter


def test_only_code_letters_carry_a_secret() -> None:
    for each in every_letter():
        assert ("123456" in words_of(each).text) is LETTERS[each.letter].secret, each.letter


def test_the_agency_reads_what_is_to_be_done() -> None:
    act = event("agreement.plan", "implementation", actions="Scrap the fee", responsible="KRA", fix_due_on="2027-05-28")
    words = words_of(occasion("action-required", LEAD_AGENCY, event=act, stage="implementation"))
    assert "> Scrap the fee" in words.text
    assert words.subject.startswith(f"{REFERENCE}: Action required by Friday 28 May 2027")


def test_a_case_of_the_other_department_is_signed_by_it() -> None:
    values = {**occasion("case-moved").values, "department": "eac_affairs"}
    assert "State Department responsible for EAC affairs" in words_of(occasion("case-moved", values=values)).text


def test_a_language_that_we_do_not_write_gives_english() -> None:
    assert words_of(occasion("case-moved", COMPLAINANT, "fr")).language == "en"
