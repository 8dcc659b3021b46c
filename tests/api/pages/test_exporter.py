"""The exporter's pages: a complaint from the start page to its reference, and what can go wrong on the way."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from cases.models import CaseFile, Document, Draft, Party
from cases.reference import reference
from cases.store import Database
from tests.api.pages.reporter import (
    EVENT,
    EXE,
    GOODS,
    PDF,
    TOPICS,
    WISHES,
    YOU,
    another,
    count,
    fill,
    follow,
    letters,
    officer,
    secret,
    send,
)
from tests.api.pages.visitor import Visitor
from tests.conftest import Now


def test_the_start_page_says_who_it_is_for_and_leads_on(amina: Visitor) -> None:
    amina.go("/")
    assert "Report a barrier to your trade" in amina.title
    for words in ("For exporters, importers", "About 10 minutes", "Are goods held now?", "within 4 working hours",
                  "Other ways to report", "90 days", "You decide who may know your name"):  # fmt: skip
        assert words in amina.text
    for link in ("/report/start", "/report/continue", "/track", "/privacy"):
        assert f'href="{link}"' in amina.page


def test_the_start_page_sets_no_cookie_and_writes_no_row(amina: Visitor, sqlite: Database) -> None:
    amina.go("/")
    assert not amina.client.cookies
    assert count(sqlite, Draft) == 0


def test_start_leads_to_the_first_of_six_pages(amina: Visitor) -> None:
    amina.go("/report/start")
    assert amina.path == "/report/you"
    assert "1 of 6" in amina.text


def test_a_complaint_from_the_first_page_to_its_reference(amina: Visitor, sqlite: Database) -> None:
    fill(amina)
    assert amina.path == "/report/check"
    number = send(amina, sqlite)
    assert amina.path == "/report/sent"
    assert "by Thursday 4 March 2027 (in 1 day)" in amina.text
    with sqlite.read() as session:
        case = session.exec(select(CaseFile)).one()
        party = session.exec(select(Party)).one()
    assert (case.reference, case.stage, party.email_proved) == (number, "submitted", True)
    assert "complaint-received" in letters(sqlite)


def test_pages_follow_each_other_and_lead_back(amina: Visitor) -> None:
    fill(amina, "you", "goods")
    assert amina.path == "/report/place"
    assert "3 of 6" in amina.text
    assert 'href="/report/goods" class="govuk-back-link"' in amina.page


def test_what_is_wrong_is_said_on_top_and_beside_and_what_was_typed_stays(amina: Visitor) -> None:
    fill(amina, "you")
    amina.send("/report/goods", do="continue", **{**GOODS, "hs_codes": "99x", "product_description": "Tea"})
    assert amina.path == "/report/goods?check=1"
    assert amina.title.startswith("Error:")
    assert 'href="#hs_codes"' in amina.page
    assert amina.text.count("“99x” is not an HS code.") == 2
    assert 'value="99x"' in amina.page
    assert 'value="Tea"' in amina.page


@pytest.mark.parametrize(
    ("topic", "changes", "words"),
    [
        ("you", {"filer_email": "", "filer_phone": ""}, "Give an e-mail address or a telephone number"),
        ("you", {"filer_email": "amina@"}, "is not an e-mail address"),
        ("you", {"filer_capacity": "association", "on_behalf_of": ""}, "Enter the member for whom you write."),
        ("goods", {"hs_codes": "9999"}, "is not in the Harmonized System 2022"),
        ("goods", {"goods_held_now": ""}, "Say whether goods or a vehicle are held now."),
        ("place", {"date_of_incident-year": "2028"}, "This day lies in the future."),
        ("place", {"date_of_incident-day": "31", "date_of_incident-month": "2"}, "is not a date"),
        ("place", {"measure_country": []}, "Choose the country whose authority"),
        ("place", {"authority": "elsewhere", "authority_other": ""}, "Enter the name of the authority or office."),
        ("event", {"description": "Too short"}, "Write at least 50 characters"),
        ("wishes", {"other_forum": "yes", "other_forum_detail": ""}, "Say which court or portal"),
        ("wishes", {"external_refs": "NTB-1"}, "is not a portal number"),
    ],
)
def test_refusals_say_what_to_do(amina: Visitor, topic: str, changes: dict[str, Any], words: str) -> None:
    fill(amina, "you")
    amina.go(f"/report/{topic}").send(f"/report/{topic}", do="continue", **{**TOPICS[topic], **changes})
    assert words in amina.text
    assert amina.status == 200


def test_an_answer_not_on_the_list_is_refused_without_a_fault(amina: Visitor) -> None:
    fill(amina, "you")
    amina.send("/report/goods", do="continue", **{**GOODS, "goods_held_now": "<script>"})
    assert "Answer yes or no." in amina.text
    assert "<script>" not in amina.page


def test_a_service_needs_no_hs_code(amina: Visitor) -> None:
    fill(amina, "you", "goods", goods_scope="service", hs_codes="")
    assert amina.path == "/report/place"


def test_an_old_incident_is_taken_with_a_warning(amina: Visitor) -> None:
    fill(amina, "you", "goods", "place", **{"date_of_incident-year": "2024"})
    assert amina.path == "/report/event"
    assert "This happened more than 24 months ago." in amina.go("/report/place").text


def test_reloading_after_a_page_sends_nothing_again(amina: Visitor, sqlite: Database) -> None:
    fill(amina, "you")
    amina.go(amina.path)
    assert count(sqlite, Draft) == 1


def test_an_hs_code_is_found_by_words_and_what_was_typed_stays(amina: Visitor) -> None:
    fill(amina, "you")
    amina.send("/report/goods", do="find", hs_words="milk", product_description="Long-life milk")
    assert "0401 Milk and cream; not concentrated" in amina.text
    assert 'value="Long-life milk"' in amina.page
    amina.send("/report/goods", do="pick", hs_pick=["0401", "0402"], product_description="Long-life milk")
    assert 'value="0401, 0402"' in amina.page
    assert "There is a problem" not in amina.text


def test_words_that_fit_no_code_get_advice(amina: Visitor) -> None:
    fill(amina, "you")
    assert "Nothing found. Try one word only" in amina.send("/report/goods", do="find", hs_words="zzz").text


def test_enter_in_the_search_for_a_code_searches(amina: Visitor) -> None:
    fill(amina, "you")
    assert "0902 Tea" in amina.send("/report/goods", do="continue", hs_words="tea").text


def test_files_are_added_and_removed(amina: Visitor, sqlite: Database) -> None:
    fill(amina, "you")
    two = [("attachments", ("a.pdf", PDF)), ("attachments", ("b's photo.pdf", PDF))]
    amina.go("/report/evidence").send("/report/evidence", files=two, do="upload")
    assert "Files so far a.pdf 16 B Remove a.pdf b's photo.pdf" in amina.text
    key = re.search(r'value="(remove:[^"]+)"', amina.page)[1]  # type: ignore[index]
    amina.send("/report/evidence", files=[("attachments", ("", b""))], do=key)
    assert "a.pdf" not in amina.text
    assert count(sqlite, Document) == 1


def test_a_file_that_is_not_taken_is_named_and_the_others_are_kept(amina: Visitor, sqlite: Database) -> None:
    fill(amina, "you")
    two = [("attachments", ("good.pdf", PDF)), ("attachments", ("photo.jpg", EXE))]
    amina.go("/report/evidence").send("/report/evidence", files=two, do="continue")
    assert "“photo.jpg” is a .exe file by its content. Send a PDF" in amina.text
    assert amina.title.startswith("Error:")
    assert count(sqlite, Document) == 1
    assert "photo.jpg” is" not in amina.go("/report/evidence").text


def test_the_evidence_page_says_what_helps_for_this_kind(amina: Visitor) -> None:
    fill(amina, "you", "goods", "place", "event")
    assert "The test report, certificate of conformity or mark" in amina.text


def test_check_shows_every_answer_with_a_way_to_change_it(amina: Visitor) -> None:
    fill(amina)
    for words in ("Amina Wanjiru", "Long-life milk", "Tanzania Bureau of Standards (TBS)", "Namanga", "Tanzania"):
        assert words in amina.text
    assert 'href="/report/goods?to=check#hs_codes"' in amina.page


def test_changing_an_answer_leads_back_to_the_check(amina: Visitor) -> None:
    fill(amina)
    amina.go("/report/goods?to=check").send("/report/goods", do="continue", **{**GOODS, "product_description": "Tea"})
    assert amina.path == "/report/check"
    assert "Tea" in amina.text


def test_a_report_that_is_not_complete_cannot_be_sent(amina: Visitor, sqlite: Database) -> None:
    fill(amina, "you", "goods")
    amina.go("/report/check")
    assert "Before you can send it" in amina.text
    assert "/report/send" not in amina.page
    amina.post("/report/send", amina.go("/report/goods").hidden("/report/goods"))
    assert (amina.path, letters(sqlite)) == ("/report/check", [])
    with sqlite.read() as session:
        assert session.exec(select(CaseFile)).one().reference is None


def test_a_wrong_code_gives_no_reference_and_says_what_to_do(amina: Visitor, sqlite: Database) -> None:
    fill(amina).send("/report/send")
    assert "We have sent a code to amina@example.org" in amina.text
    wrong = f"{(int(secret(sqlite, 'email-code')) + 1) % 1_000_000:06d}"
    amina.send("/report/code", code=wrong)
    assert (amina.status, "This is not the code that we sent." in amina.text) == (422, True)
    with sqlite.read() as session:
        assert session.exec(select(CaseFile)).one().reference is None


def test_an_expired_code_is_told_from_a_wrong_one_and_another_is_sent(
    amina: Visitor, sqlite: Database, now: Now
) -> None:
    fill(amina).send("/report/send")
    now.at += timedelta(minutes=15)
    amina.send("/report/code", code=secret(sqlite, "email-code"))
    assert "This code has expired" in amina.text
    amina.send("/report/code", do="again")
    assert "We have sent you another code." in amina.text
    amina.send("/report/code", code=secret(sqlite, "email-code"))
    assert amina.path == "/report/sent"


def test_going_back_to_the_check_does_not_send_a_second_code(amina: Visitor, sqlite: Database) -> None:
    fill(amina).send("/report/send")
    amina.go("/report/check").send("/report/send")
    assert letters(sqlite).count("email-code") == 1


def test_a_double_click_on_send_gives_one_reference(amina: Visitor, sqlite: Database) -> None:
    fill(amina).send("/report/send")
    form = {**amina.hidden("/report/code"), "code": secret(sqlite, "email-code")}
    first = amina.post("/report/code", form, Origin="http://testserver").text
    second = amina.post("/report/code", form, Origin="http://testserver").text
    assert (first, amina.path) == (second, "/report/sent")
    assert count(sqlite, CaseFile) == 1


def test_the_back_button_after_sending_shows_the_confirmation(amina: Visitor, sqlite: Database) -> None:
    fill(amina)
    send(amina, sqlite)
    assert amina.go("/report/check").path == "/report/sent"
    assert amina.go("/report/code").path == "/report/sent"


def test_who_has_only_a_telephone_is_taken_without_a_code(amina: Visitor, sqlite: Database) -> None:
    fill(amina, filer_email="", filer_phone="0712 345 678")
    assert "an officer will call you" in amina.text
    amina.send("/report/send")
    assert amina.path == "/report/sent"
    assert "an officer calls you" in amina.text
    with sqlite.read() as session:
        assert session.exec(select(Party)).one().call_back


def test_the_receipt_shows_number_hash_answers_and_files(amina: Visitor, sqlite: Database) -> None:
    fill(amina, "you", "goods", "place", "event")
    amina.send("/report/evidence", files=[("attachments", ("a.pdf", PDF))], do="continue")
    amina.send("/report/wishes", do="continue", **WISHES)
    number = send(amina, sqlite)
    amina.go("/report/receipt")
    for words in (number, "Wednesday 3 March 2027", "Amina Wanjiru", "Long-life milk", "a.pdf", "SHA-256"):
        assert words in amina.text
    assert re.search(r"\b[0-9a-f]{64}\b", amina.text)


def test_a_saved_report_is_continued_by_the_link_shown(amina: Visitor) -> None:
    fill(amina, "you", "goods")
    amina.send("/report/place", do="save", **{"date_of_incident-day": "Kept as typed"})
    assert amina.path == "/report/saved"
    link = re.search(r'href="http://testserver(/report/continue/[^"]+)"', amina.page)[1]  # type: ignore[index]
    for _ in range(2):
        other = another(amina).go(link)
        other.send(link)
        assert other.path == "/report/place"
        assert 'value="Kept as typed"' in other.page


def test_the_link_by_e_mail_works_once(amina: Visitor, sqlite: Database) -> None:
    fill(amina, "you").send("/report/goods", do="save")
    assert "We have also sent a link to amina@example.org" in amina.text
    link = secret(sqlite, "resume-link").removeprefix("http://testserver")
    another(amina).go(link)
    assert another(amina).go(link).send(link).path == "/report/goods"
    late = another(amina).go(link).send(link)
    assert (late.status, "This link was used already" in late.text) == (410, True)


def test_a_link_is_sent_again_to_the_address_in_the_report(amina: Visitor, sqlite: Database) -> None:
    fill(amina, "you")
    known = another(amina).go("/report/continue").send("/report/continue", address="amina@example.org").text
    unknown = another(amina).go("/report/continue").send("/report/continue", address="otto@example.org").text
    assert known == unknown
    assert letters(sqlite) == ["resume-link"]


def test_a_page_that_is_sent_after_the_session_ended_is_saved(amina: Visitor, sqlite: Database, now: Now) -> None:
    fill(amina, "you")
    now.at += timedelta(hours=2)
    form = {**amina.hidden("/report/goods"), **GOODS, "do": "continue"}
    amina.post("/report/goods", form, Origin="http://testserver")
    assert amina.path == "/report/place"
    with sqlite.read() as session:
        assert session.exec(select(Draft)).one().answers["product_description"] == "Long-life milk"


def test_a_page_from_elsewhere_is_refused(amina: Visitor, sqlite: Database) -> None:
    fill(amina, "you")
    form = {"draft": amina.hidden("/report/goods")["draft"], **GOODS, "do": "continue"}
    amina.post("/report/goods", form, Origin="http://evil.example")
    assert amina.status == 403
    with sqlite.read() as session:
        assert "product_description" not in session.exec(select(Draft)).one().answers


def test_without_a_session_the_pages_lead_to_the_saved_reports(amina: Visitor) -> None:
    for path in ("/report/goods", "/report/check", "/report/saved", "/report/code", "/report/go-on"):
        assert another(amina).go(path).path == "/report/continue"


def test_a_report_is_deleted_at_the_person_s_wish(amina: Visitor, sqlite: Database) -> None:
    fill(amina, "you")
    amina.go("/report/saved").send("/report/delete")
    assert "Your report is deleted." in amina.text
    assert count(sqlite, Draft) == 0


def test_several_barriers_are_split_into_two_reports(amina: Visitor, sqlite: Database) -> None:
    fill(amina, "you", "goods", "place")
    amina.send("/report/event", do="continue", **EVENT, several_barriers="yes")
    assert "One report is about one barrier." in amina.text
    amina.send("/report/event", do="split", **EVENT, several_barriers="yes")
    assert amina.path == "/report/second"
    link = re.search(r'href="http://testserver(/report/continue/[^"]+)"', amina.page)[1]  # type: ignore[index]
    other = another(amina).go(link)
    assert other.send(link).path == "/report/event"
    assert count(sqlite, Draft) == 2
    assert amina.go("/report/event").send("/report/event", do="continue", **EVENT).path == "/report/evidence"


def test_a_page_that_does_not_exist_is_said_in_words(amina: Visitor) -> None:
    fill(amina, "you")
    assert amina.go("/report/nonsense").status == 404
    assert "Start again from the first page" in amina.text


@pytest.mark.parametrize("path", ["/report/sent", "/report/receipt", "/track/case/documents/1"])
def test_what_belongs_to_nobody_here_is_not_shown(amina: Visitor, path: str) -> None:
    assert amina.go(path).status == 404


def test_pages_speak_kiswahili_and_the_case_keeps_the_language(amina: Visitor, sqlite: Database) -> None:
    amina.go("/language/sw?to=/report/start")
    fill(amina, "you")
    with sqlite.read() as session:
        assert session.exec(select(Draft)).one().language == "sw"


# Following a case


@pytest.fixture
def sent(amina: Visitor, sqlite: Database) -> str:
    """The reference of a complaint that was sent."""
    return send(fill(amina), sqlite)


def test_reference_and_code_open_the_case_on_another_telephone(amina: Visitor, sqlite: Database, sent: str) -> None:
    other = follow(another(amina), sent, sqlite)
    assert other.path == "/track/case"
    for words in (sent, "We have received your complaint.", "Our turn", "Thursday 4 March 2027 (in 1 day): We act"):
        assert words in other.text


def test_an_unknown_reference_gets_the_same_pages(amina: Visitor, sqlite: Database, sent: str) -> None:
    unknown = reference("KE-NTB", 2027, 99)
    pages = []
    for each in (sent, unknown):
        other = another(amina).go("/track").send("/track", reference=each)
        first = other.text.replace(each, "X")
        other.send("/track/code", code="000000")
        pages.append((first, other.status, other.text.replace(each, "X")))
    assert pages[0] == pages[1]


def test_a_reference_with_a_typing_error_is_caught_before_a_code_is_sent(amina: Visitor, sqlite: Database) -> None:
    amina.go("/track").send("/track", reference="KE-NTB-2027-00001-A")
    assert (amina.status, "not a complete reference" in amina.text) == (422, True)
    assert letters(sqlite) == []


def test_a_question_is_answered_with_a_file(amina: Visitor, sqlite: Database, sent: str) -> None:
    officer(sqlite, "take_up")
    officer(sqlite, "ask", questions="Which certificate number?")
    amina.go("/track/case")
    assert "Which certificate number?" in amina.text
    assert "Wednesday 17 March 2027 (in 14 days): Please act by this day." in amina.text
    amina.go("/track/case/answer").send("/track/case/answer", files=[("files", ("c.pdf", PDF))], answers="KE 123")
    assert amina.path == "/track/case"
    assert "An officer checks whether we can act on your complaint." in amina.text
    assert "c.pdf" in amina.text
    assert "answer-received" in letters(sqlite)


def test_an_answer_that_is_missing_is_said_beside_the_field(amina: Visitor, sqlite: Database, sent: str) -> None:
    officer(sqlite, "take_up")
    officer(sqlite, "ask", questions="Which certificate number?")
    amina.go("/track/case/answer").send("/track/case/answer", files=[("files", ("", b""))], answers="")
    assert (amina.status, amina.text.count("Fill in “Your answers”.")) == (422, 2)


def test_evidence_is_added_once_even_when_sent_twice(amina: Visitor, sqlite: Database, sent: str) -> None:
    form = amina.go("/track/case/add_evidence").hidden("/track/case/add_evidence")
    for _ in range(2):
        amina.post("/track/case/add_evidence", form, files=[("files", ("x.pdf", PDF))])
        assert amina.path == "/track/case"
    assert count(sqlite, Document) == 1


def test_evidence_without_a_file_is_refused_at_the_field(amina: Visitor, sqlite: Database, sent: str) -> None:
    amina.go("/track/case/add_evidence").send("/track/case/add_evidence", files=[("files", ("", b""))])
    assert (amina.status, 'href="#files"' in amina.page) == (422, True)


def test_one_s_own_file_comes_back_as_a_download(amina: Visitor, sqlite: Database, sent: str) -> None:
    amina.go("/track/case/add_evidence").send("/track/case/add_evidence", files=[("files", ("Amina's x.pdf", PDF))])
    answer = amina.client.get("/track/case/documents/1")
    assert answer.content == PDF
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''Amina%27s%20x.pdf"


@pytest.mark.parametrize(
    ("action", "fields", "words"),
    [
        ("confirm_full", {"barrier_stopped_on": "2 3 2027"}, "We are watching whether the barrier comes back."),
        ("confirm_part", {"barrier_stopped_on": "2 3 2027", "remains": "The fee."}, "We are watching whether"),
        ("only_my_goods", {"remains": "The test is still asked for."}, "Closed: your goods were helped."),
        ("deny", {"facts": "They still ask for it."}, "An officer checks whether we can act"),
    ],
)
def test_a_fix_is_confirmed_or_denied(
    amina: Visitor, sqlite: Database, sent: str, action: str, fields: dict[str, str], words: str
) -> None:
    officer(sqlite, "take_up")
    officer(sqlite, "report_fix", source="other_state", what="The order was withdrawn.")
    assert "Yes, it is gone" in amina.go("/track/case").text
    if day := fields.pop("barrier_stopped_on", ""):
        parts = zip(("day", "month", "year"), day.split(), strict=True)
        fields |= {f"barrier_stopped_on-{part}": value for part, value in parts}
    files = [("files", ("", b""))] if action == "deny" else None
    amina.go(f"/track/case/{action}").send(f"/track/case/{action}", files=files, **fields)
    assert words in amina.text


def test_a_complaint_is_withdrawn_with_a_reason_and_reopened(amina: Visitor, sqlite: Database, sent: str) -> None:
    amina.go("/track/case/withdraw").send("/track/case/withdraw", reason="")
    assert "Say why." in amina.text
    amina.send("/track/case/withdraw", reason="Settled between us.")
    assert "Closed: withdrawn." in amina.text
    amina.go("/track/case/reopen").send(
        "/track/case/reopen", files=[("files", ("", b""))], ground="recurrence", what="They did it again."
    )
    assert "Your case is open again." in amina.text


def test_what_is_no_longer_open_is_said_in_words(amina: Visitor, sqlite: Database, sent: str) -> None:
    assert amina.go("/track/case/take_up").status == 409
    assert "This can no longer be done, or was done already." in amina.text


def test_leaving_closes_the_case_on_this_device(amina: Visitor, sent: str) -> None:
    amina.go("/track/case").send("/track/leave")
    assert amina.go("/track/case").path == "/track"


def test_the_link_of_a_letter_fills_in_the_reference(amina: Visitor) -> None:
    assert 'value="KE-NTB-2027-00042-K"' in amina.go("/track?reference=KE-NTB-2027-00042-K").page


def test_the_origin_is_asked_for_only_when_it_is_about_origin(amina: Visitor) -> None:
    fill(amina, "you", "goods", "place", "event")
    assert "did you claim origin" not in amina.text
    amina.go("/report/event").send("/report/event", do="continue", **{**EVENT, "barrier_kind": "origin"})
    assert "Under which agreement did you claim origin?" in amina.text
    amina.send("/report/evidence", files=[("attachments", ("", b""))], do="continue")
    assert "Choose the agreement under which you claimed origin." in amina.text


def test_the_link_is_sent_from_the_page_that_shows_it(amina: Visitor, sqlite: Database) -> None:
    fill(amina, "you").go("/report/saved").send("/report/saved")
    assert "We have also sent a link to amina@example.org" in amina.text
    assert letters(sqlite) == ["resume-link"]


def test_goods_that_are_held_are_answered_within_hours(amina: Visitor, sqlite: Database) -> None:
    send(fill(amina, goods_held_now="yes"), sqlite)
    assert "by Wednesday 3 March 2027, 14:00 East Africa Time (today)" in amina.text
    assert "your report is in the urgent lane" in amina.text


def test_a_double_click_on_the_first_page_makes_one_draft(amina: Visitor, sqlite: Database) -> None:
    form = {**amina.go("/report/you").hidden("/report/you"), **YOU, "do": "continue"}
    for _ in range(2):
        amina.post("/report/you", form, Origin="http://testserver")
        assert amina.path == "/report/goods"
    assert count(sqlite, Draft) == 1


def test_going_back_to_the_first_page_shows_what_was_saved(amina: Visitor) -> None:
    fill(amina, "you")
    assert 'value="Amina Wanjiru"' in amina.go("/report/you").page


def test_another_report_may_be_begun_while_one_is_open(amina: Visitor, sqlite: Database) -> None:
    fill(amina, "you")
    amina.go("/report/start")
    assert "A report is open here that is not sent yet." in amina.text
    amina.send("/report/new")
    assert 'value="Amina Wanjiru"' not in amina.page
    amina.send("/report/you", do="continue", **YOU)
    assert count(sqlite, Draft) == 2
