"""What was reported, for officers: in short on the page of the case, in full on its own; who reads what."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import select

from cases.models import Account, CaseFile
from cases.seats import Role
from cases.seed import RECORDS
from cases.service.importing import import_ntb
from cases.store import UnitOfWork
from tests.api.pages.office import Office
from tests.api.pages.reporter import EVENT, GOODS, PDF, PLACE, WISHES, YOU, secret

TWO_PRODUCTS: dict[str, Any] = {
    **GOODS, "more_products-0-description": "Yoghurt", "more_products-0-hs_codes": "0403",
}  # fmt: skip
OPEN = {"remedy_sought": "recognise", "consent_share_identity": "yes"}
LOSS = {"loss_amount-amount": "90000", "loss_amount-currency": "KES"}
OF_FEW = ("Amina Wanjiru", "amina@example.org", "KES 90000", "Declaration 17")


def lodged(office: Office, **wishes: str) -> str:
    """A complaint lodged by Amina: two products, a loss, an invoice, and a permit that she does not have."""
    amina = office.stranger().go("/report/start")
    for topic, fields in (("you", YOU), ("goods", TWO_PRODUCTS), ("place", PLACE), ("event", {**EVENT, **LOSS})):
        amina.send(f"/report/{topic}", do="continue", **fields)
    amina.send("/report/evidence", do="upload", paper="invoice", files=[("attachments", ("bill.pdf", PDF))])
    amina.send("/report/evidence", do="continue", evidence_lacking="permit", consignment_docs="Declaration 17")
    amina.send("/report/wishes", do="continue", **{**WISHES, **OPEN, **wishes})
    amina.go("/report/check").send("/report/send")
    amina.send("/report/code", code=secret(office.database, "email-code"))
    with office.database.read() as session:
        return str(session.exec(select(CaseFile.reference)).one())


def protected(office: Office) -> str:
    """The same by somebody who fears revenge."""
    return lodged(office, retaliation_risk="yes", consent_share_identity="no")


def becomes(office: Office, who: str, role: Role) -> None:
    with UnitOfWork(office.database) as uow:
        changed = update(Account).where(Account.username == who).values(roles=[role.value])  # type: ignore[arg-type]
        uow.session.execute(changed)
        uow.commit()


def in_short(page: str) -> str:
    section = re.search(r'<section aria-labelledby="reported".*?</section>', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", section[0]).split())  # type: ignore[index]


def test_the_page_of_the_case_tells_what_was_reported_before_its_timeline(office: Office) -> None:
    page = office.at("ines").go(f"/cases/{lodged(office)}").page
    assert page.index('id="do-next"') < page.index('id="reported"') < page.index('id="timeline"')
    assert '<a class="govuk-link" href="#reported">' in page
    told = in_short(page)
    assert "Long-life milk (HS 0401); Yoghurt (HS 0403) · Namanga · Monday 1 March 2027" in told
    assert ("refused our certificate" in told, "They want: My papers are accepted" in told) == (True, True)


@pytest.mark.parametrize("words", OF_FEW)
def test_nothing_of_what_few_may_see_stands_in_short(office: Office, words: str) -> None:
    assert words not in in_short(office.at("ines").go(f"/cases/{lodged(office)}").page)


def test_a_long_story_is_cut_after_a_word_and_leads_on(office: Office) -> None:
    from api.pages.officer.reported import LONGEST, _cut

    told = _cut("words and more " * 200)
    assert (len(told) <= LONGEST + 2, told.endswith(("words …", "and …", "more …"))) == (True, True)
    assert _cut("Short.") == "Short."


def test_the_whole_report_shows_every_answer_to_who_works_on_the_case(office: Office) -> None:
    text = office.at("ines").go(f"/cases/{lodged(office)}/report").text
    for words in (*OF_FEW, "Product 2: Yoghurt; 0403", "Tanzania", "Lodged on Wednesday 3 March 2027.", "Web form"):
        assert words in text


def test_documents_stand_by_kind_with_what_is_lacking(office: Office) -> None:
    who = office.at("ines").go(f"/cases/{lodged(office)}/report")
    came = who.text.partition("What came with it")[2]
    assert came.index("The commercial invoice") < came.index("1. bill.pdf")
    assert came.index("said they do not have") < came.index("The permit or licence")
    assert who.text.count("The permit or licence") == 1
    assert who.go(re.search(r'href="(/cases/[^"]+/documents/[^"]+/open)"', who.page)[1]).status == 200  # type: ignore[index]


def test_what_was_added_later_did_not_come_with_the_report(office: Office) -> None:
    reference = lodged(office)
    who = office.at("ines").go(f"/cases/{reference}/documents")
    who.send(f"/cases/{reference}/documents", title="", files=[("attachments", ("later.pdf", PDF))])
    assert "later.pdf" not in who.go(f"/cases/{reference}/report").text


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.DECISION_MAKER])
def test_who_does_not_work_on_the_case_reads_it_without_the_answers_of_few(office: Office, role: Role) -> None:
    reference = lodged(office)
    becomes(office, "otto", role)
    who = office.at("otto").go(f"/cases/{reference}/report")
    assert [words for words in OF_FEW if words in who.text] == []
    assert ("refused our certificate" in who.text, "only those who work on the case see them" in who.text) == (
        True,
        True,
    )
    assert who.go(f"/cases/{reference}/report?few=yes").status == 403


def test_a_protected_complainant_stands_behind_a_link_of_their_own(office: Office) -> None:
    reference = protected(office)
    who = office.at("ines").go(f"/cases/{reference}/report")
    assert [words for words in (*OF_FEW, "takes revenge") if words in who.text] == []
    assert f'href="/cases/{reference}/report?few=yes"' in who.page
    who.go(f"/cases/{reference}/report?few=yes")
    assert [words for words in (*OF_FEW, "takes revenge") if words not in who.text] == []
    assert "This complainant is protected." in who.text


def test_a_protected_complainant_stands_nowhere_on_the_page_of_the_case(office: Office) -> None:
    page = office.at("ines").go(f"/cases/{protected(office)}").text
    assert [words for words in OF_FEW if words in page] == []


def test_an_imported_case_shows_what_the_portal_published_and_no_more(office: Office) -> None:
    records = json.loads(RECORDS.read_text(encoding="utf-8"))["records"]
    record = next(each for each in records if each["complaint_number"] == "NTB-000-039")
    import_ntb(office.database, {"records": [record]})
    with office.database.read() as session:
        reference = session.exec(select(CaseFile.reference)).one()
    who = office.at("ines").go(f"/cases/{reference}/report")
    for words in (record["complaint_number"], "Resolved", "As a public portal published it.", "Rwanda"):
        assert str(words) in who.text
    assert "Reported there on" not in who.text
    assert "HS 730110" in in_short(who.go(f"/cases/{reference}").page)


def test_a_case_without_a_complaint_shows_the_facts_with_which_it_began(office: Office) -> None:
    reference = office.case("screening", retaliation_risk=False)
    who = office.at("ines").go(f"/cases/{reference}/report")
    assert "The case began with these facts." in who.text
    assert ("State whose authority acts Tanzania" in who.text, "Fear of reprisal No" in who.text) == (True, True)
    becomes(office, "otto", Role.AUDITOR)
    assert "Fear of reprisal" not in office.at("otto").go(f"/cases/{reference}/report").text
