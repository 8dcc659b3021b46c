"""Taking an action on a page: the form, the look ahead, the act, once; two at once; what was typed is kept."""

from __future__ import annotations

import re
from typing import Any

import pytest

from cases.models import OutboxRow
from cases.store import UnitOfWork
from tests.api.pages.office import Office, day_fields, press, shown
from tests.api.pages.visitor import Visitor

CHECKED = {"checks-" + key: "yes" for key in ("measure", "not_tariff")}
QUESTION = "Which certificate did the officers at Namanga ask for?"


def take_up(office: Office, who: Visitor, reference: str, **fields: Any) -> Visitor:
    """Take a submitted complaint up, through the look ahead."""
    action = f"/cases/{reference}/actions/take_up"
    press(who.go(action), action, "preview", fields)
    return press(who, action, "confirm")


def letters(office: Office) -> list[OutboxRow]:
    with UnitOfWork(office.database) as uow:
        rows = uow.session.execute(OutboxRow.__table__.select().order_by("id")).all()  # type: ignore[attr-defined]
        return list(rows)  # type: ignore[arg-type]


def test_the_form_shows_what_it_does_and_its_law(office: Office) -> None:
    text = office.at("ines").go(f"/cases/{office.case()}/actions/take_up").text
    assert "What it does Starts the eligibility check" in text
    assert "our own service standard" in text


def test_the_look_ahead_shows_the_letter_and_records_nothing(office: Office) -> None:
    reference = office.case()
    action = f"/cases/{reference}/actions/take_up"
    who = press(office.at("ines").go(action), action, "preview")
    assert "The case goes to “Eligibility check”." in who.text
    assert "Will be sent" in who.text
    assert f"{reference}" in who.text
    assert "Dear Amina Wanjiru" in who.text
    assert (office.events(reference), letters(office)) == (["submitted.open"], [])


def test_the_act_is_recorded_and_says_who_is_told(office: Office) -> None:
    reference = office.case()
    who = take_up(office, office.at("ines"), reference)
    assert "Recorded: Take up the complaint." in who.text
    assert "The case is now in “Eligibility check”." in who.text
    assert "Letters go to: Complainant." in who.text
    assert office.events(reference) == ["submitted.open", "submitted.take_up"]


def test_the_button_names_the_act(office: Office) -> None:
    reference = office.case()
    action = f"/cases/{reference}/actions/take_up"
    assert "Take up this complaint" in press(office.at("ines").go(action), action, "preview").text


def test_a_form_sent_twice_is_one_act_and_one_confirmation(office: Office) -> None:
    reference = office.case()
    action = f"/cases/{reference}/actions/take_up"
    who = press(office.at("ines").go(action), action, "preview")
    form = {**shown(who.page, action), "step": "confirm"}
    for _ in range(2):
        assert "Recorded: Take up the complaint." in who.post(action, form).text
    assert office.events(reference) == ["submitted.open", "submitted.take_up"]
    assert len({row.dedupe for row in letters(office)}) == len(letters(office))


def test_who_comes_second_sees_both_versions_and_keeps_what_was_typed(office: Office) -> None:
    reference = office.case("screening")
    action = f"/cases/{reference}/actions/ask"
    first, second = office.at("ines").go(action), office.at("nyambura").go(action)
    press(press(first, action, "preview", {"questions": "How many cartons?"}), action, "confirm")
    press(second, action, "preview", {"questions": QUESTION})
    assert second.status == 409
    assert "What you wanted Ask the complainant" in second.text
    assert QUESTION in second.text
    assert "How many cartons?" in second.text
    assert "Ines Wanjiru (officer)" in second.text
    assert office.events(reference) == ["screening.open", "screening.ask"]


def test_what_was_typed_goes_on_after_somebody_else_wrote(office: Office) -> None:
    reference = office.case("screening")
    action = f"/cases/{reference}/actions/ask"
    first, second = office.at("ines"), office.at("nyambura").go(action)
    other = f"/cases/{reference}/actions/tell_complainant"
    press(press(first.go(other), other, "preview", {"message": "We are on it, as of this week."}), other, "confirm")
    press(second, action, "preview", {"questions": QUESTION})
    assert second.status == 409
    press(second, action, "edit")
    assert QUESTION in shown(second.page, action)["questions"]
    press(press(second, action, "preview"), action, "confirm")
    assert office.events(reference)[-1] == "screening.ask"


def test_a_stale_confirmation_shows_both_versions_too(office: Office) -> None:
    reference = office.case()
    action = f"/cases/{reference}/actions/take_up"
    late = press(office.at("nyambura").go(action), action, "preview")
    take_up(office, office.at("ines"), reference)
    press(late, action, "confirm")
    assert (late.status, "What the case is now" in late.text) == (409, True)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2027-03-04", "has not come yet"), ("2027-03-02", "came to this stage on 3 March 2027"),
        ("2027-02-31", "is not a date"), ("nonsense-3-2027", "is not a date"),
    ],
)  # fmt: skip
def test_a_wrong_date_stands_beside_its_field_and_typed_values_stay(office: Office, day: str, words: str) -> None:
    reference = office.case("screening")
    action = f"/cases/{reference}/actions/ask"
    year, month, of_month = [*day.split("-"), ""][:3] if day[0].isdigit() else ("2027", "3", "nonsense")
    fields = {"happened_on-day": of_month, "happened_on-month": month, "happened_on-year": year, "questions": QUESTION}
    who = press(office.at("ines").go(action), action, "preview", fields)
    assert (who.status, words in who.text) == (422, True)
    assert 'href="#happened_on-day"' in who.page
    assert 'id="happened_on-error"' in who.page
    assert QUESTION in shown(who.page, action)["questions"]
    assert shown(who.page, action)["happened_on-day"] == [of_month]


def test_the_day_of_entry_may_be_given(office: Office) -> None:
    reference = office.case("screening")
    action = f"/cases/{reference}/actions/ask"
    fields = {**day_fields("happened_on", "2027-03-03"), "questions": QUESTION}
    assert press(office.at("ines").go(action), action, "preview", fields).status == 200


def test_an_empty_answer_is_asked_for_beside_its_field(office: Office) -> None:
    reference = office.case("screening")
    action = f"/cases/{reference}/actions/ask"
    who = press(office.at("ines").go(action), action, "preview")
    assert (who.status, who.title.startswith("Error:")) == (422, True)
    assert 'href="#questions"' in who.page


def test_an_action_that_is_not_open_is_refused_in_words(office: Office) -> None:
    reference = office.case("submitted")
    who = office.at("ines").go(f"/cases/{reference}/actions/accept")
    assert (who.status, "is not open while the case is in “Submitted”" in who.text) == (409, True)


def test_an_action_that_nobody_knows_is_refused_in_words(office: Office) -> None:
    assert office.at("ines").go(f"/cases/{office.case()}/actions/fly").status == 409


def test_an_outsiders_act_is_recorded_on_their_behalf_with_its_paper(office: Office) -> None:
    reference = office.case("info_requested")
    action = f"/cases/{reference}/actions/answer"
    who = office.at("ines").go(action)
    assert "You record what Complainant did, on their behalf" in who.text
    paper = {"files-new": ("answer.pdf", b"%PDF-1.7\nanswer", "application/pdf")}
    press(who, action, "preview", {"answers": "The certificate of conformity."}, files=paper)
    assert "answer.pdf" in who.text
    press(who, action, "confirm")
    assert "Complainant; recorded on their behalf by Ines Wanjiru (officer)" in who.text
    assert "answer.pdf" in who.text


def test_a_wrong_file_keeps_what_was_typed(office: Office) -> None:
    reference = office.case("info_requested")
    action = f"/cases/{reference}/actions/answer"
    who = office.at("ines").go(action)
    paper = {"files-new": ("answer.pdf", b"MZ\x90\0" + b"\0" * 90, "application/pdf")}
    press(who, action, "preview", {"answers": "The certificate of conformity."}, files=paper)
    assert (who.status, "Send a PDF, JPG, PNG" in who.text) == (422, True)
    assert "The certificate of conformity." in shown(who.page, action)["answers"]


def test_a_paper_of_another_case_is_refused(office: Office) -> None:
    reference = office.case("info_requested")
    action = f"/cases/{reference}/actions/answer"
    who = office.at("ines").go(action)
    press(who, action, "preview", {"answers": "x", "files": "00000000-0000-0000-0000-000000000000"})
    assert (who.status, "Choose among the documents of this case" in who.text) == (422, True)


@pytest.mark.parametrize("typed", ["KE-NTB-2027-09999-X", "nonsense"])
def test_a_case_that_is_not_there_is_refused_as_the_one_to_join(office: Office, typed: str) -> None:
    reference = office.case("screening")
    action = f"/cases/{reference}/actions/duplicate"
    who = press(office.at("ines").go(action), action, "preview", {"master_case": typed})
    assert (who.status, "There is no such case" in who.text) == (422, True)


def test_a_case_is_not_joined_to_itself(office: Office) -> None:
    reference = office.case("screening")
    action = f"/cases/{reference}/actions/duplicate"
    who = press(office.at("ines").go(action), action, "preview", {"master_case": reference})
    assert "This is the case itself." in who.text


def test_a_focal_points_act_is_not_an_officers(office: Office) -> None:
    reference = office.case("reply_overdue", regime="EAC")
    who = office.at("ines").go(f"/cases/{reference}")
    shut = re.findall(r"Only ([^<]+) may do this", who.text)
    assert shut


def test_a_protected_complainant_is_not_named_in_the_look_ahead(office: Office) -> None:
    reference = office.case(consent_share_identity="no")
    action = f"/cases/{reference}/actions/take_up"
    who = press(office.at("ines").go(action), action, "preview")
    assert "Complainant (Amina Wanjiru)" not in who.text


LISTING = {
    "eac_class": "B", "agency": "TBS", "action_needed": "Recognise the mark", "target_on-day": "30",
    "target_on-month": "6", "target_on-year": "2027",
}  # fmt: skip


def listing(office: Office, **fields: str) -> tuple[Visitor, str, str]:
    """What a committee did although the page of law was not open: there is no evidence on file."""
    reference = office.case("time_bound", regime="EAC", has_evidence=False)
    action = f"/cases/{reference}/actions/list"
    who = office.at("ines").go(action)
    assert "The EAC lists a new barrier only with documentary evidence" in who.text
    return press(who, action, "preview", {**LISTING, **fields}), action, reference


def test_what_happened_although_it_was_not_open_needs_its_reason(office: Office) -> None:
    who, _action, reference = listing(office)
    assert (who.status, 'href="#despite"' in who.page) == (422, True)
    assert office.events(reference) == ["time_bound.open"]


def test_what_happened_although_it_was_not_open_is_recorded_with_the_breach(office: Office) -> None:
    who, action, _reference = listing(office, despite="The committee listed it on the minister's word.")
    assert "Recorded although it is not open" in who.text
    press(who, action, "confirm")
    assert "Not open at the time: The EAC lists a new barrier only with documentary evidence" in who.text
    assert "The committee listed it on the minister's word." in who.text


def test_a_wrong_day_among_the_answers_is_shown_as_typed_to_who_comes_second(office: Office) -> None:
    who, action, reference = listing(office, **{"target_on-day": "31", "despite": "On the minister's word."})
    assert who.status == 422
    other = f"/cases/{reference}/actions/tell_complainant"
    first = office.at("nyambura").go(other)
    press(press(first, other, "preview", {"message": "We are on it, as of this week."}), other, "confirm")
    press(who, action, "preview")
    assert (who.status, "2027-06-31" in who.text) == (409, True)


def test_an_entrys_date_is_corrected_by_a_new_one(office: Office) -> None:
    reference = office.case("screening")
    action = f"/cases/{reference}/entries/1/correct"
    who = office.at("ines").go(action)
    press(who, action, "", {**day_fields("happened_on", "2027-03-02"), "reason": "It came a day earlier."})
    assert "Entry 1 was corrected." in who.text
    assert "Correction of entry 1" in who.text
    assert "Corrected by entry 2" in who.text


def test_a_correction_needs_its_reason_and_keeps_the_date(office: Office) -> None:
    reference = office.case("screening")
    action = f"/cases/{reference}/entries/1/correct"
    who = press(office.at("ines").go(action), action, "", day_fields("happened_on", "2027-03-02"))
    assert (who.status, 'href="#reason"' in who.page) == (422, True)
    assert shown(who.page, action)["happened_on-day"] in (["2"], ["02"])


def test_a_correction_to_a_day_that_has_not_come_is_refused(office: Office) -> None:
    reference = office.case("screening")
    action = f"/cases/{reference}/entries/1/correct"
    fields = {**day_fields("happened_on", "2027-03-04"), "reason": "Wrong."}
    who = press(office.at("ines").go(action), action, "", fields)
    assert (who.status, 'href="#happened_on-day"' in who.page) == (422, True)
