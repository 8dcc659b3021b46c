"""Disputes and investigations on the pages of the first parts: acts and clocks of one of several say whose they are."""

from __future__ import annotations

from html import unescape
from re import sub
from typing import Any

import pytest

from cases.engine import THE_SYSTEM, Actor
from cases.history import Value
from cases.lifecycles import lifecycle
from cases.seats import Role
from cases.service import open_case, take_action
from cases.service.documents import store_document
from cases.service.opening import open_by_hand
from cases.store import UnitOfWork
from tests.api.pages.office import Office, press
from tests.cases.service.filing import PDF

STEEL: dict[str, Value] = {
    "title": "Wire rod", "product": "Wire rod in coils", "hs_codes": "7213", "exporting_countries": ["CN"],
    "applicant": "Wire Makers", "origin": "application",
}  # fmt: skip
SUGAR: dict[str, Value] = {
    "role": "third_party", "title": "Sugar", "respondents": ["IN"], "complainants": ["BR"],
    "circulated_on": "2027-03-02", "gatt_xxii": True,
}  # fmt: skip
FIRMS = ("CN: Smith & Sons #2", "CN: Example Steel")


@pytest.fixture
def steel(office: Office) -> str:
    """An investigation in which two firms are asked on 3 March 2027."""
    ines = Actor(frozenset({Role.OFFICER}), account=office.people["ines"])
    chief = Actor(frozenset({Role.SUPERVISOR}), account=office.people["nyambura"])

    def act(uow: UnitOfWork, case_id: Any, action: str, actor: Actor = ines, **more: Any) -> None:
        take_action(uow, case_id, action, actor=actor, quiet=True, **more)

    with UnitOfWork(office.database) as uow:
        case_id = open_by_hand(uow, "remedy_anti_dumping", actor=ines, data=STEEL)
        paper = [str(store_document(uow, case_id=case_id, filename="a.pdf", content=PDF, actor=ines).id)]
        act(uow, case_id, "submit", data={"application": paper})
        act(uow, case_id, "accept")
        act(uow, case_id, "confirm")
        act(uow, case_id, "notify_governments", data={"states": ["CN"], "proof": paper})
        act(uow, case_id, "assess", data={
            "support_output": 600, "opposing_output": 100, "total_output": 1000, "prima_facie_margin": "18.5",
            "volume_shares": "CN 40", "injury_memo": paper,
        })  # fmt: skip
        act(uow, case_id, "initiate", chief, data={"gazette": "1", "initiated_on": "2027-03-03", "notice": paper})
        act(uow, case_id, "open_register")
        for firm in FIRMS:
            act(uow, case_id, "register", subject=firm)
        act(uow, case_id, "begin_questionnaires")
        for firm in FIRMS:
            act(uow, case_id, "dispatch", subject=firm, data={"questionnaire": paper})
        reference = str(uow.case(case_id).reference)
        uow.commit()
    return reference


def test_each_clock_says_whom_it_binds(office: Office, steel: str) -> None:
    text = office.at("ines").go(f"/cases/{steel}").text
    for firm in FIRMS:
        assert f"A questionnaire is answered ({firm})" in text


def test_the_address_of_such_a_date_holds_any_name(office: Office, steel: str) -> None:
    page = office.at("ines").go(f"/cases/{steel}")
    href = f"/cases/{steel}/dates/questionnaire/1/1?subject=CN%3A+Smith+%26+Sons+%232"
    assert f'href="{href}"' in page.page
    assert "9 April 2027" in page.go(href).text


def test_the_history_says_whom_an_entry_is_about(office: Office, steel: str) -> None:
    text = office.at("ines").go(f"/cases/{steel}").text
    for firm in FIRMS:
        assert f"Register a party ({firm})" in text


def test_the_form_of_such_an_act_asks_whom_it_is_about(office: Office, steel: str) -> None:
    assert "Which exporter this is about" in office.at("ines").go(f"/cases/{steel}/actions/reply_received").text


def test_their_clocks_stand_beside_the_others_on_the_supervisors_page(office: Office, steel: str) -> None:
    office.case("screening")
    with UnitOfWork(office.database) as uow:
        ines = Actor(frozenset({Role.OFFICER}), account=office.people["ines"])
        open_by_hand(uow, "dispute_wto", actor=ines, data=SUGAR)
        uow.commit()
    text = office.at("nyambura").go("/clocks/list").text
    for series in ("KE-NTB-2027", "KE-AD-2027", "KE-DS-2027"):
        assert series in text


def row_of(office: Office, reference: str, subject: str) -> str:
    """The words of the row of one of those that the case is about."""
    page = office.at("ines").go(f"/cases/{reference}").page
    table = page.split('id="subjects"')[1].split("</table>")[0]
    row = next(each for each in table.split("<tr")[2:] if unescape(each.split("</th>")[0]).endswith(subject))
    return " ".join(unescape(sub(r"<[^>]+>", " ", row)).split())


def test_a_table_says_how_each_exporter_stands_and_by_when_it_answers(office: Office, steel: str) -> None:
    words = row_of(office, steel, "CN: Example Steel")
    for each in ("Questionnaire sent", "9 April 2027", "A questionnaire is answered"):
        assert each in words


def test_it_says_that_one_has_answered(office: Office, steel: str) -> None:
    act_on(office, steel, "ines", "reply_received", subject="CN: Example Steel", paper="reply")
    words = row_of(office, steel, "CN: Example Steel")
    assert ("Replied" in words, "Kept" in words) == (True, True)
    assert "Questionnaire sent" in row_of(office, steel, "CN: Smith & Sons #2")


def test_what_ends_for_a_country_has_ended_for_its_exporters(office: Office, steel: str) -> None:
    act_on(office, steel, "nyambura", "end_for", subject="CN", data={"ground": "de_minimis", "margin": "1.5"})
    for subject in ("CN", *FIRMS):
        assert "Ended" in row_of(office, steel, subject)


def test_a_case_about_the_whole_alone_has_no_such_table(office: Office) -> None:
    assert 'id="subjects"' not in office.at("ines").go(f"/cases/{office.case('screening')}").page


def test_whoever_speaks_for_a_firm_is_asked_and_stands_with_the_people_of_the_case(office: Office) -> None:
    with UnitOfWork(office.database) as uow:
        case_id = open_case(uow, lifecycle("remedy_anti_dumping"), actor=THE_SYSTEM, at_stage="ad_registration",
                            values=STEEL, title="Rod")  # fmt: skip
        reference = str(uow.case(case_id).reference)
        uow.commit()
    action = f"/cases/{reference}/actions/register"
    typed = {"subject": FIRMS[1], "party_name": "Mei Lin", "party_email": "mei.lin@example.com"}
    ahead = press(office.at("ines").go(action), action, "preview", typed)
    assert "Mei Lin, mei.lin@example.com" in ahead.text
    page = press(ahead, action, "confirm").go(f"/cases/{reference}")
    assert "Interested party: Mei Lin, Example Steel" in page.text
    assert "Mei Lin" not in page.go(f"/cases/{reference}/timeline").text


def act_on(
    office: Office, reference: str, who: str, action: str, *, subject: str, paper: str = "",
    data: dict[str, Value] | None = None,
) -> None:  # fmt: skip
    """An act about one of them; `paper` is the question that a new document answers."""
    role = Role.SUPERVISOR if who == "nyambura" else Role.OFFICER
    actor = Actor(frozenset({role}), account=office.people[who])
    with UnitOfWork(office.database) as uow:
        case_id = uow.case(reference).id
        given = dict(data or {})
        if paper:
            row = store_document(uow, case_id=case_id, filename="b.pdf", content=PDF, actor=actor)
            given[paper] = [str(row.id)]
        take_action(uow, case_id, action, actor=actor, quiet=True, subject=subject, data=given)
        uow.commit()
