"""The page of a case: what is due, what can be done, what happened, who may know what."""

from __future__ import annotations

import re

import pytest

from tests.api.pages.office import Office
from tests.api.pages.visitor import Visitor


def added(who: Visitor, reference: str, name: str, content: bytes) -> str:
    """Add a file on the page of a case; the address at which it is saved."""
    who.go(f"/cases/{reference}").send(
        f"/cases/{reference}/documents", files={"attachments": (name, content, "text/html")}
    )
    keys: list[str] = re.findall(r"/documents/([0-9a-f-]{36})", who.page)
    return f"/cases/{reference}/documents/{keys[-1]}"


EXPLANATION = "/dates/svc_screen_opened/1/1"


def test_the_next_date_and_the_stage_are_told_first(office: Office) -> None:
    text = office.at("ines").go(f"/cases/{office.case('screening')}").text
    assert "Eligibility check" in text
    assert "working days" in text


@pytest.mark.parametrize("path", ["", "/map.svg", "/parties", "/actions/take_up", "/dates/x/1/1", "/letters/1"])
def test_a_case_that_does_not_exist_is_not_found(office: Office, path: str) -> None:
    who = office.at("ines").go(f"/cases/KE-NTB-2027-09999-X{path}")
    assert (who.status, "There is no such case, or it is not open to you" in who.text) == (404, True)


def test_nobody_sees_a_case_without_signing_in(office: Office) -> None:
    assert office.stranger().go(f"/cases/{office.case()}").path.startswith("/sign-in")


def test_open_actions_are_links_and_shut_ones_say_why(office: Office) -> None:
    who = office.at("ines").go(f"/cases/{office.case('screening')}")
    assert "/actions/accept" in who.page
    assert "Not open now" in who.text


def test_a_clock_leads_to_its_explanation(office: Office) -> None:
    reference = office.case("screening")
    who = office.at("ines").go(f"/cases/{reference}")
    assert f'href="/cases/{reference}{EXPLANATION}"' in who.page
    text = who.go(f"/cases/{reference}{EXPLANATION}").text
    assert "Trigger The case was opened, Wednesday 3 March 2027" in text
    assert "= Last day:" in text


def test_a_date_that_the_case_has_not_is_not_found(office: Office) -> None:
    assert office.at("ines").go(f"/cases/{office.case('screening')}/dates/svc_screen_opened/9/1").status == 404


def test_the_map_is_a_picture(office: Office) -> None:
    answer = office.at("ines").client.get(f"/cases/{office.case()}/map.svg")
    assert (answer.headers["content-type"], "<svg" in answer.text) == ("image/svg+xml", True)


def test_a_protected_complainant_is_named_only_on_a_page_of_its_own(office: Office) -> None:
    reference = office.case(consent_share_identity="no")
    who = office.at("ines").go(f"/cases/{reference}")
    assert "Amina" not in who.text
    assert "Amina Wanjiru" in who.go(f"/cases/{reference}/parties").text


def test_a_complainant_who_agreed_is_named(office: Office) -> None:
    assert "Amina Wanjiru" in office.at("ines").go(f"/cases/{office.case()}").text


def test_a_case_is_taken_and_given(office: Office) -> None:
    reference = office.case(officer=None)
    who = office.at("ines").go(f"/cases/{reference}")
    who.send(f"/cases/{reference}/officer", officer="me")
    assert "Ines Wanjiru has this case now." in who.text
    who.send(f"/cases/{reference}/officer", officer=str(office.people["otto"]))
    assert "Otto Barasa has this case now." in who.text


def test_a_case_cannot_be_given_to_somebody_who_holds_none(office: Office) -> None:
    reference = office.case()
    who = office.at("ines").go(f"/cases/{reference}")
    who.send(f"/cases/{reference}/officer", officer=str(office.people["njoroge"]))
    assert "This person cannot hold a case." in who.text


def test_a_note_is_added_and_stays_inside(office: Office) -> None:
    reference = office.case()
    who = office.at("ines").go(f"/cases/{reference}")
    who.send(f"/cases/{reference}/notes", note="Call TBS on Monday.")
    assert "Call TBS on Monday." in who.text
    assert office.events(reference) == ["submitted.open"]


def test_an_empty_note_is_refused_beside_its_field(office: Office) -> None:
    reference = office.case()
    who = office.at("ines").go(f"/cases/{reference}").send(f"/cases/{reference}/notes", note="  ")
    assert (who.status, 'id="note-error"' in who.page) == (422, True)


def test_a_document_comes_back_as_a_download(office: Office) -> None:
    reference, who = office.case(), office.at("ines")
    href = added(who, reference, "note.pdf", b"%PDF-1.7\nx")
    answer = who.client.get(href)
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''note.pdf"
    assert (answer.headers["content-type"], answer.content) == ("application/pdf", b"%PDF-1.7\nx")


def test_a_file_that_is_not_what_it_says_is_refused(office: Office) -> None:
    reference = office.case()
    who = office.at("ines").go(f"/cases/{reference}")
    who.send(
        f"/cases/{reference}/documents", files={"attachments": ("a.pdf", b"MZ\x90\0" + b"\0" * 90, "application/pdf")}
    )
    assert (who.status, "Send a PDF, JPG, PNG" in who.text) == (422, True)


def test_a_document_of_another_case_is_not_found(office: Office) -> None:
    reference, other = office.case(), office.case()
    who = office.at("ines")
    key = added(who, reference, "note.pdf", b"%PDF-1.7\nx").rpartition("/")[2]
    for way in ("", "/open", "/inline"):
        assert who.go(f"/cases/{other}/documents/{key}{way}").status == 404


def test_what_was_typed_is_never_run_as_code(office: Office) -> None:
    reference = office.case(title="<script>alert(1)</script>{{7*7}}")
    page = office.at("ines").go(f"/cases/{reference}").page
    assert "<script>alert" not in page
    assert "{{7*7}}" in page
