"""The page that explains a date: every line, the picture, in the language of the page, for printing."""

from __future__ import annotations

import re

import pytest

from tests.api.pages.office import Office

SCREEN = "dates/svc_screen_opened/1/1"


@pytest.fixture
def page(office: Office) -> str:
    return office.at("ines").go(f"/cases/{office.case('screening')}/{SCREEN}").page


def test_the_five_lines_stand_in_their_order(page: str) -> None:
    lines = re.findall(r'<li value="\d"><strong>(.*?)</strong>', page)
    assert lines == ["Trigger", "Rule", "Counting", "Pauses", "Extensions"]


def test_the_trigger_leads_to_its_entry(page: str) -> None:
    assert re.search(r'href="/cases/[^"]+#entry-1"', page)


def test_the_rule_leads_to_the_provision_and_to_the_procedure(page: str) -> None:
    assert 'href="/law/SERVICE#p-svc-screen"' in page
    assert 'href="/lifecycles/ntb_complaint#limit-svc_screen_opened"' in page


def test_every_square_of_the_picture_says_its_day_in_words(page: str) -> None:
    squares = re.findall(r'<td class="tatua-day[^"]*"[^>]*><span class="govuk-visually-hidden">(.*?)</span>', page)
    assert len(squares) >= 28
    assert len([each for each in squares if "the date itself" in each]) == 1
    assert any("day 5" in each for each in squares)


def test_a_date_that_never_moved_says_what_would_stand_there(page: str) -> None:
    assert "Nothing so far." in page


def test_the_print_carries_the_reference_and_the_address(page: str) -> None:
    printed = re.search(r'<p class="tatua-print-only[^"]*">(.*?)</p>', page)
    assert printed is not None
    assert re.search(r"KE-NTB-\S+ · http://testserver/cases/KE-NTB-\S+/dates/svc_screen_opened/1/1", printed[1])


def test_days_are_written_in_the_language_of_the_page(office: Office) -> None:
    who = office.at("ines")
    address = f"/cases/{office.case('screening')}/{SCREEN}"
    body = who.go(f"/language/sw?to={address}").page.partition("<main")[2].partition("</main>")[0]
    assert re.search(r"Jumatatu|Jumanne|Jumatano|Alhamisi|Ijumaa|Jumamosi|Jumapili", body)
    assert not re.search(r"Monday|Tuesday|Wednesday|Thursday|Friday|January|February|March 20", body)


def test_a_date_that_the_case_does_not_have_is_not_found(office: Office) -> None:
    assert office.at("ines").go(f"/cases/{office.case()}/dates/nothing/1/1").status == 404


def test_a_date_counted_from_an_answer_names_the_question(office: Office) -> None:
    who, reference = office.at("ines"), office.case("notified", regime="AfCFTA", request_received_on="2027-03-01")
    page = who.go(f"/cases/{reference}/dates/response/1/1").page
    assert "The date in “" in page
