"""What the page of a case says first, where the case stands, its long timeline, and the law beside the work."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from cases.engine import Actor
from cases.seats import Role
from cases.service import take_action
from cases.store import UnitOfWork
from tests.api.pages.office import Office


def between(page: str, first: str, last: str) -> bool:
    """Whether the one stands before the other."""
    return 0 <= page.index(first) < page.index(last)


def test_the_next_date_and_whose_turn_it_is_stand_before_the_clocks(office: Office) -> None:
    who = office.at("ines").go(f"/cases/{office.case('screening')}")
    lead = re.search(r'<div class="tatua-next">(.*?)</div>', who.page, re.DOTALL)
    assert lead is not None
    text = " ".join(re.sub(r"<[^>]+>", " ", lead[1]).split())
    assert text.startswith(
        "Next: The complaint is checked (not filed here), Wednesday 10 March 2027 (in 5 working days)"
    )
    assert "Due from: Case officer · In this stage: Our turn" in text
    assert between(who.page, 'class="tatua-next"', 'id="clocks"')


def ines(office: Office) -> Actor:
    return Actor(frozenset({Role.OFFICER}), account=office.people["ines"])


def test_a_closed_case_says_that_nothing_comes_next(office: Office) -> None:
    reference = office.case("screening")
    with UnitOfWork(office.database) as uow:
        take_action(uow, uow.case(reference).id, "withdraw", actor=ines(office), reason="Sold elsewhere.")
        uow.commit()
    assert "Next: nothing; the case is closed." in office.at("ines").go(f"/cases/{reference}").text


def test_the_map_says_where_the_case_is(office: Office) -> None:
    page = office.at("ines").go(f"/cases/{office.case('screening')}").page
    here = re.search(r'<li class="tatua-way__here" aria-current="step">(.*?)</li>', page, re.DOTALL)
    assert here is not None
    assert ("Eligibility check" in here[1], "you are here" in here[1]) == (True, True)


def test_what_can_be_done_stands_before_what_happened(office: Office) -> None:
    page = office.at("ines").go(f"/cases/{office.case('screening')}").page
    assert between(page, 'id="clocks"', 'id="do-next"')
    assert between(page, 'id="do-next"', 'id="timeline"')


def test_the_law_of_the_stage_stands_beside_the_work_with_its_status(office: Office) -> None:
    text = (
        office.at("ines")
        .go(f"/cases/{office.case('notified', regime='AfCFTA', request_received_on='2027-03-01')}")
        .text
    )
    law = text[text.index("The law of this stage") :]
    assert "to be confirmed" in law
    assert "Law of what is open in every stage" in law


def say_often(office: Office, reference: str, times: int) -> None:
    with UnitOfWork(office.database) as uow:
        for n in range(times):
            key = uow.case(reference).id
            take_action(uow, key, "tell_complainant", actor=ines(office), data={"message": f"No change, note {n}."})
        uow.commit()


def test_the_newest_twenty_entries_stand_on_the_page_and_all_on_their_own(office: Office) -> None:
    reference = office.case("screening")
    say_often(office, reference, 24)
    who = office.at("ines").go(f"/cases/{reference}")
    assert who.page.count('<li id="entry-') == 20
    assert "Show all 25 entries" in who.text
    assert ("note 23." in who.text, "note 3." in who.text) == (True, False)
    assert who.go(f"/cases/{reference}/timeline").page.count('<li id="entry-') == 25


def test_a_short_timeline_is_whole(office: Office) -> None:
    assert "Show all" not in office.at("ines").go(f"/cases/{office.case('screening')}").text


def test_who_had_the_case_stands_in_the_timeline_marked_as_the_desk(office: Office) -> None:
    reference = office.case("screening", officer=None)
    who = office.at("ines").go(f"/cases/{reference}")
    who.send(f"/cases/{reference}/officer", officer="me")
    who.send(f"/cases/{reference}/officer", officer=str(office.people["otto"]))
    assert "The desk Given to Otto Barasa (before: Ines Wanjiru)" in who.text
    assert "The desk Ines Wanjiru took the case" in who.text
    assert office.events(reference) == ["screening.open"]


@pytest.mark.parametrize("who", ["ines", "nyambura"])
def test_the_regime_is_advised_on_only_while_it_is_chosen(office: Office, who: str) -> None:
    shown = {
        stage: "Routing advice" in office.at(who).go(f"/cases/{office.case(stage, regime=regime)}").text
        for stage, regime in (("routing", None), ("notified", "EAC"))
    }
    assert shown == {"routing": True, "notified": False}


def test_the_strictest_limits_stand_on_the_page_while_the_regime_is_chosen(office: Office) -> None:
    text = office.at("ines").go(f"/cases/{office.case('routing')}").text
    assert "The strictest limits of the open regimes" in text
    assert "Formal dispute: reply: Monday 15 March 2027 (World Trade Organization)" in text


def test_the_clocks_of_each_regime_stand_side_by_side(office: Office) -> None:
    text = office.at("ines").go(f"/cases/{office.case('routing')}/regimes").text
    assert "Counted as if it began on Wednesday 3 March 2027" in text
    assert "Monday 15 March 2027 Strictest 10 days, Geneva DSU Art. 4.3" in text
    assert "no date To be confirmed no number on file NTB Act 2017 s. 14" in text


def test_the_limits_are_counted_from_the_day_on_which_the_request_arrived(office: Office) -> None:
    reference = office.case("notified", regime="AfCFTA", request_received_on="2027-02-26")
    assert (
        "Counted from Friday 26 February 2027, the day on which"
        in office.at("ines").go(f"/cases/{reference}/regimes").text
    )


def test_another_day_can_be_counted_from(office: Office) -> None:
    asked = "?on-day=1&on-month=4&on-year=2027"
    text = office.at("ines").go(f"/cases/{office.case('routing')}/regimes{asked}").text
    assert "Counted as if it began on Thursday 1 April 2027" in text


def test_a_day_that_is_none_is_told(office: Office) -> None:
    who = office.at("ines").go(f"/cases/{office.case('routing')}/regimes?on-day=31&on-month=2&on-year=2027")
    assert ("is not a date" in who.text, who.title.startswith("Error:")) == (True, True)


def test_the_headings_of_the_page_go_down_one_by_one(office: Office) -> None:
    page = office.at("ines").go(f"/cases/{office.case('routing')}").page
    levels = [int(n) for n in re.findall(r"<h([1-6])\b", page[page.index("<main") :])]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_priority_says_why(office: Office) -> None:
    who = office.at("ines").go(f"/cases/{office.case('screening')}")
    assert 'href="#why-priority"' in who.page
    assert re.search(r"Trade value[^:]*: \d+ / 25", who.text)
