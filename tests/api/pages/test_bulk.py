"""Giving out several cases at once: ticked or a whole list, looked at first, done once, and undone."""

from __future__ import annotations

from sqlalchemy import func, select, update

from cases.models import Account, Custody
from cases.store import UnitOfWork
from cases.store.tables import CASE
from tests.api.pages.office import Office, shown
from tests.api.pages.visitor import Visitor

_CUSTODY = Custody.__table__  # type: ignore[attr-defined]


def look(who: Visitor, office: Office, *cases: str, to: str = "otto", **more: str) -> Visitor:
    """Tick the cases in the list of all and press the button."""
    who.go("/cases?view=all")
    officer = str(office.people.get(to, to))
    return who.post("/assign", {**who.hidden("/assign"), "case": list(cases), "officer": officer, **more})


def give(who: Visitor, reason: str = "Ines is on leave") -> Visitor:
    return who.post("/assign", {**shown(who.page, "/assign"), "step": "give", "reason": reason})


def holder(office: Office, reference: str) -> str | None:
    with UnitOfWork(office.database) as uow:
        key = uow.case(reference).officer_id
    return next((name for name, each in office.people.items() if each == key), None)


def hand_overs(office: Office) -> int:
    with office.database.read() as session:
        return int(session.execute(select(func.count()).select_from(_CUSTODY)).scalar_one())


def test_a_look_says_what_would_change_and_changes_nothing(office: Office) -> None:
    hers, his = office.case(), office.case(officer="otto")
    who = look(office.at("ines"), office, hers, his)
    assert who.title.startswith("Give 1 case to Otto Barasa")
    assert "Otto Barasa has it already." in who.text
    assert (holder(office, hers), hand_overs(office)) == ("ines", 0)


def test_the_act_names_how_many_and_keeps_why(office: Office) -> None:
    cases = [office.case(), office.case(officer=None)]
    who = give(look(office.at("ines"), office, *cases))
    assert who.title.startswith("2 cases were given to Otto Barasa")
    assert [holder(office, each) for each in cases] == ["otto", "otto"]
    assert hand_overs(office) == 2


def test_a_second_click_gives_the_same_answer_and_does_nothing(office: Office) -> None:
    case = office.case()
    who = look(office.at("ines"), office, case)
    data = {**shown(who.page, "/assign"), "step": "give", "reason": "Leave"}
    first = who.post("/assign", data).path
    assert who.post("/assign", data).path == first
    assert hand_overs(office) == 1


def test_without_a_reason_nothing_is_given_and_the_ticks_are_kept(office: Office) -> None:
    case = office.case()
    who = give(look(office.at("ines"), office, case), reason=" ")
    assert (who.status, "Say in a few words why" in who.text) == (422, True)
    assert holder(office, case) == "ines"
    give(who)
    assert holder(office, case) == "otto"


def test_without_somebody_chosen_the_page_asks_whom(office: Office) -> None:
    case = office.case()
    who = look(office.at("ines"), office, case, to="")
    assert (who.status, "Choose who is to have the cases" in who.text) == (422, True)
    who.post("/assign", {**shown(who.page, "/assign"), "officer": str(office.people["otto"])})
    assert who.title.startswith("Give 1 case to Otto Barasa")


def test_without_a_tick_the_page_says_so(office: Office) -> None:
    office.case()
    who = look(office.at("ines"), office)
    assert (who.status, "Go back and tick at least one case." in who.text) == (422, True)


def test_a_whole_list_is_given_as_its_address_asks_for_it(office: Office) -> None:
    tea, wheat = office.case(title="Tea"), office.case(title="Wheat")
    who = office.at("ines").go("/cases?view=all&q=tea")
    fields = {**who.hidden("/assign"), "all": "yes", "officer": str(office.people["otto"])}
    give(who.post("/assign", fields))
    assert [holder(office, each) for each in (tea, wheat)] == ["otto", "ines"]


def test_a_list_of_more_than_a_page_offers_all_of_it(office: Office) -> None:
    for _ in range(26):
        office.case()
    assert "all 26 of this list" in office.at("ines").go("/cases").text


def test_cases_go_back_to_nobody(office: Office) -> None:
    case = office.case()
    who = give(look(office.at("ines"), office, case, to="none"))
    assert who.title.startswith("1 case was given back to nobody")
    assert holder(office, case) is None


def test_a_case_taken_after_the_look_stays_with_whoever_took_it(office: Office) -> None:
    case = office.case(officer=None)
    who = look(office.at("ines"), office, case)
    with UnitOfWork(office.database) as uow:
        uow.session.execute(update(CASE).where(CASE.c.reference == case), {"officer_id": office.people["kamau"]})
        uow.commit()
    give(who)
    assert "It changed hands after you looked." in who.text
    assert holder(office, case) == "kamau"


def test_undo_gives_each_case_back_to_whoever_had_it(office: Office) -> None:
    cases = [office.case(), office.case(officer=None)]
    who = give(look(office.at("ines"), office, *cases))
    who.send(f"{who.path}/undo")
    assert "Cases that are with whoever had them before: 2." in who.text
    assert [holder(office, each) for each in cases] == ["ines", None]


def test_undo_leaves_what_somebody_took_since_and_happens_once(office: Office) -> None:
    case = office.case()
    who = give(look(office.at("ines"), office, case))
    undo, data = f"{who.path}/undo", who.hidden(f"{who.path}/undo")
    who.post(undo, data)
    office_look = give(look(office.at("ines"), office, case))
    assert "was given to" in office_look.title
    who.post(undo, data)
    assert holder(office, case) == "otto"


def test_the_result_is_kept_for_whoever_gave_the_cases(office: Office) -> None:
    who = give(look(office.at("ines"), office, office.case()))
    assert office.at("otto").go(who.path).status == 404


def test_who_gives_out_no_cases_is_told(office: Office) -> None:
    case = office.case()
    who = office.at("kamau").go("/cases?view=all")
    data = {**who.hidden("/assign"), "case": case, "officer": str(office.people["otto"])}
    with UnitOfWork(office.database) as uow:
        kamau = Account.__table__.c.id == office.people["kamau"]  # type: ignore[attr-defined]
        uow.session.execute(update(Account.__table__).where(kamau), {"roles": ["counsel"]})  # type: ignore[attr-defined]
        uow.commit()
    who.post("/assign", data)
    assert (who.status, "Cases are given out by officers and supervisors." in who.text) == (403, True)


def test_a_form_changed_by_hand_chooses_nothing(office: Office) -> None:
    office.case()
    who = look(office.at("ines"), office, "\x00", "<b>", "1 OR 1=1", list="https://elsewhere.example/")
    assert (who.status, 'href="https://elsewhere' in who.page) == (422, False)
