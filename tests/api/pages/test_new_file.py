"""Opening a file by hand: the kinds, the form out of the procedure, what was typed, and the double click."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from cases.store.tables import CASE
from tests.api.pages.office import Office, day_fields, shown
from tests.api.pages.visitor import Visitor

FORM = "/cases/new/dispute_wto"
BAN: dict[str, Any] = {
    "role": "complainant", "title": "Ban on cut flowers", "respondents": ["EG", "DZ"], "perishable": "yes",
    "measure": "A decree.", "party_name": "Rift Roses Ltd", "party_email": "trade@riftroses.example",
}  # fmt: skip


def filled(who: Visitor, **changed: Any) -> dict[str, Any]:
    return {**shown(who.page, FORM), **BAN, **changed}


def sent(office: Office, **changed: Any) -> Visitor:
    ines = office.at("ines").go(FORM)
    return ines.post(FORM, filled(ines, **changed))


def files(office: Office) -> int:
    with office.database.read() as session:
        return int(session.execute(select(func.count()).select_from(CASE)).scalar_one())


def test_the_kinds_are_offered_and_the_barrier_has_its_own_form(office: Office) -> None:
    page = office.at("ines").go("/cases/new").page
    for address in ("/cases/new/dispute_wto", "/cases/new/remedy_anti_dumping", "/report/start"):
        assert f'href="{address}"' in page
    assert "remedy_hearing" not in page


def test_the_menu_leads_there(office: Office) -> None:
    assert 'href="/cases/new" aria-current="true"' in office.at("nyambura").go("/cases/new").page


def test_whoever_works_on_no_cases_is_told_so(office: Office) -> None:
    assert office.at("njoroge").go("/cases/new").status == 403


def test_the_form_asks_what_the_procedure_asks(office: Office) -> None:
    text = office.at("ines").go("/cases/new/remedy_anti_dumping").text
    for words in ("Product under investigation", "One per line, such as CN: Example Steel.", "China", "E-mail address"):
        assert words in text
    assert "Name of the person" not in text, "the applicant is asked by the procedure"


def test_an_unknown_kind_is_not_found(office: Office) -> None:
    assert office.at("ines").go("/cases/new/ntb_complaint").status == 404


def test_a_file_is_opened_and_shown(office: Office) -> None:
    page = sent(office)
    assert page.path.startswith("/cases/KE-DS-2027-00001-")
    assert "The file is open." in page.text
    assert "Ban on cut flowers" in page.text
    assert "Complaint received" in page.text


def test_the_role_says_where_it_begins(office: Office) -> None:
    page = sent(
        office, role="third_party", complainants=["BR"], ds_number="DS645", **day_fields("circulated_on", "2027-03-01")
    )
    assert "A new dispute is looked at" in page.text


def test_a_form_that_is_sent_twice_opens_one_file(office: Office) -> None:
    ines = office.at("ines").go(FORM)
    data = filled(ines)
    first, second = ines.post(FORM, data).path, ines.post(FORM, data).path
    assert (first, files(office)) == (second, 1)


def test_what_was_typed_is_kept_beside_the_refusals(office: Office) -> None:
    page = sent(office, title="", party_email="nowhere")
    assert page.status == 422
    assert "“nowhere” is not an e-mail address" in page.text
    assert 'href="#title"' in page.page
    kept = shown(page.page, FORM)
    assert (kept["party_email"], kept["measure"], kept["respondents"]) == (["nowhere"], ["A decree."], ["DZ", "EG"])
    assert files(office) == 0


def test_after_a_refusal_the_same_form_can_be_sent(office: Office) -> None:
    page = sent(office, title="")
    again = page.post(FORM, {**shown(page.page, FORM), "title": "Ban"})
    assert again.path.startswith("/cases/KE-DS-")


@pytest.mark.parametrize(("day", "words"), [("2027-03-04", "has not come yet"), ("2027-02-30", "is not a date")])
def test_a_day_that_cannot_be_is_refused_at_its_field(office: Office, day: str, words: str) -> None:
    page = sent(office, **day_fields("happened_on", day))
    assert words in page.text
    assert 'href="#happened_on-day"' in page.page


def test_the_history_says_who_opened_it(office: Office) -> None:
    assert "Ines Wanjiru (officer)" in sent(office).text
