"""Ties on the pages: made with a reason, shown on both cases, ended; cases that are alike are suggested."""

from __future__ import annotations

from sqlalchemy import update

from cases.models import Incident, Measure
from cases.store import UnitOfWork
from cases.store.tables import CASE
from tests.api.pages.office import Office
from tests.api.pages.visitor import Visitor

WHY = "One lorry, two reports."


def tie(office: Office, who: Visitor, one: str, other: str, **fields: str) -> Visitor:
    answers = {"reference": other, "relation": "same_measure", "reason": WHY, **fields}
    return who.go(f"/cases/{one}/links").send(f"/cases/{one}/links", **answers)


def test_a_tie_is_shown_on_both_cases(office: Office) -> None:
    one, other = office.case(), office.case()
    who = tie(office, office.at("ines"), one, other, relation="arises_from")
    assert f"Tied to {other}. Neither case moved." in who.text
    assert f"Arises from {other}" in who.text
    assert f"From this one arises {one}" in who.go(f"/cases/{other}").text
    assert WHY in who.text


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(office: Office) -> None:
    one = office.case()
    who = tie(office, office.at("ines"), one, one, reason="Because of the <lorry>.")
    assert (who.status, "This is the case itself." in who.text) == (422, True)
    assert 'href="#reference"' in who.page
    assert "Because of the &lt;lorry&gt;." in who.page


def test_a_tie_sent_twice_is_one_tie(office: Office) -> None:
    one, other = office.case(), office.case()
    who = tie(office, office.at("ines"), one, other)
    tie(office, who, one, other)
    assert (who.status, "The two cases are tied like this already." in who.text) == (422, True)


def test_a_tie_is_ended_and_made_again(office: Office) -> None:
    one, other = office.case(), office.case()
    who = tie(office, office.at("ines"), one, other)
    end = who.page.split('action="')
    href = next(each.partition('"')[0] for each in end if each.partition('"')[0].endswith("/end"))
    who.send(href)
    assert "The tie has ended; it stays on record." in who.text
    assert "No linked case." in who.text
    tie(office, who, one, other)
    assert f"The same measure as {other}" in who.text


def alike(office: Office) -> tuple[str, str]:
    found = office.case("screening"), office.case("screening", title="Fermented milk, Tanzania")
    with UnitOfWork(office.database) as uow:
        for reference in found:
            case = uow.case(reference)
            measure = Measure(country="TZ", authority="TBS", declared_category="8.4")
            uow.session.add(measure)
            uow.session.flush()
            uow.session.add(Incident(case_id=case.id, measure_id=measure.id, hs_codes=["040120"]))
            uow.session.execute(update(CASE).where(CASE.c.id == case.id), {"measure_id": measure.id})
        uow.session.flush()
        uow.commit()
    return found


def test_a_case_that_is_alike_is_suggested_with_the_reasons(office: Office) -> None:
    one, other = alike(office)
    text = office.at("ines").go(f"/cases/{one}").text
    assert f"{other} Fermented milk, Tanzania The same authority: TBS." in text
    assert "The same heading of the HS: 0401." in text


def test_a_suggestion_fills_the_form_in(office: Office) -> None:
    one, other = alike(office)
    who = office.at("ines").go(f"/cases/{one}/links?to={other}")
    assert f'value="{other}"' in who.page


def test_a_tied_case_is_not_suggested_any_more(office: Office) -> None:
    one, other = alike(office)
    who = tie(office, office.at("ines"), one, other)
    assert "Perhaps the same barrier" not in who.go(f"/cases/{one}").text
