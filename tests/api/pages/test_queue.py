"""The officer's queue: whose cases it shows, in which order, cut by key, narrowed by the address, and as a file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from html import unescape
from typing import Any

import pytest
from sqlalchemy import event, insert, update

from cases.models import Account, CaseNote, NoteMention
from cases.store import UnitOfWork
from cases.store.tables import CASE
from tests.api.pages.office import Office
from tests.api.pages.visitor import Visitor


def references(who: Visitor) -> list[str]:
    return re.findall(r'<th scope="row"[^>]*><a class="govuk-link" href="/cases/([^"]+)"', who.page)


def link(who: Visitor, words: str) -> str:
    """The address of the link with these words."""
    for href, inside in re.findall(r'<a\b[^>]*href="([^"]*)"[^>]*>(.*?)</a>', who.page, re.DOTALL):
        if " ".join(unescape(re.sub(r"<[^>]+>", " ", inside)).split()) == words:
            return unescape(href)
    raise AssertionError(f"{who.path} has no link {words!r}.")


def test_mine_and_unassigned_come_first_by_default(office: Office) -> None:
    mine, free = office.case(), office.case(officer=None)
    office.case(officer="otto")
    assert sorted(references(office.at("ines").go("/cases"))) == sorted([mine, free])


@pytest.mark.parametrize(
    ("view", "expected"), [("mine", 1), ("unassigned", 1), ("desk", 2), ("team", 3), ("all", 3), ("nonsense", 2)]
)
def test_each_view_shows_its_cases(office: Office, view: str, expected: int) -> None:
    for officer in ("ines", None, "otto"):
        office.case(officer=officer)
    assert len(references(office.at("ines").go(f"/cases?view={view}"))) == expected


def test_the_next_legal_date_orders_the_queue(office: Office) -> None:
    later = office.case("screening", on=date(2027, 3, 3))
    sooner = office.case("screening", on=date(2027, 2, 24))
    assert references(office.at("ines").go("/cases")) == [sooner, later]


def test_a_page_ends_and_the_next_begins_after_it(office: Office) -> None:
    every = [office.case() for _ in range(27)]
    who = office.at("ines").go("/cases")
    first = references(who)
    following = re.search(r'href="([^"]+)" rel="next"', who.page)
    assert following
    second = references(who.go(following[1].replace("&amp;", "&")))
    assert (len(first), len(second)) == (25, 2)
    assert sorted(first + second) == sorted(every)


def test_words_of_the_title_find_a_case(office: Office) -> None:
    wanted = office.case(title="Wheat flour at Malaba")
    office.case(title="Tea, Egypt")
    assert references(office.at("ines").go("/cases?q=malaba+WHEAT")) == [wanted]


def test_a_reference_typed_carelessly_finds_its_case(office: Office) -> None:
    wanted = office.case()
    office.case()
    assert references(office.at("ines").go(f"/cases?q={wanted.lower()}")) == [wanted]


@pytest.mark.parametrize("q", ["%", "_", "\\", "'", '"', "100%_'"])
def test_signs_of_the_query_language_find_nothing_and_break_nothing(office: Office, q: str) -> None:
    office.case()
    who = office.at("ines")
    answer = who.client.get("/cases", params={"q": q})
    assert (answer.status_code, references(who._show(answer))) == (200, [])


def test_filters_narrow_the_list(office: Office) -> None:
    wanted = office.case("screening", regime="EAC")
    office.case("submitted")
    who = office.at("ines")
    assert references(who.go("/cases?stage=screening")) == [wanted]
    assert references(who.go("/cases?regime=EAC")) == [wanted]
    assert references(who.go("/cases?officer=none")) == []


def test_the_clock_filter_finds_what_is_overdue(office: Office) -> None:
    late = office.case("screening", on=date(2027, 1, 4))
    office.case("screening", on=date(2027, 3, 3))
    assert references(office.at("ines").go("/cases?view=all&when=overdue")) == [late]


def test_a_mark_changed_by_hand_begins_at_the_beginning(office: Office) -> None:
    wanted = office.case()
    assert references(office.at("ines").go("/cases?after=nonsense~1")) == [wanted]


def test_an_empty_list_says_what_will_appear(office: Office) -> None:
    assert "A complaint appears as soon as it is lodged" in office.at("ines").go("/cases").text


def test_a_protected_case_is_marked(office: Office) -> None:
    office.case(consent_share_identity="no")
    assert "Protected" in office.at("ines").go("/cases").text


def test_a_team_is_the_department(office: Office) -> None:
    elsewhere, here = office.case(), office.case(officer="otto")
    with UnitOfWork(office.database) as uow:
        uow.session.execute(update(CASE).where(CASE.c.reference == elsewhere), {"department": "eac_affairs"})
        uow.commit()
    assert references(office.at("ines").go("/cases?view=team")) == [here]


def test_a_tab_says_how_many_it_holds(office: Office) -> None:
    office.case(), office.case(officer="otto")
    who = office.at("ines").go("/cases")
    assert len(references(who.go(link(who, "All 2")))) == 2


def test_a_count_leads_to_the_cases_that_it_counts(office: Office) -> None:
    late = office.case("screening", on=date(2027, 1, 4))
    office.case("screening", on=date(2027, 3, 3))
    who = office.at("ines").go("/cases?view=mine&stage=screening")
    assert references(who.go(link(who, "Overdue 1"))) == [late]
    assert who.path == "/cases?view=mine&when=overdue"


def test_a_list_says_how_long_it_is(office: Office) -> None:
    office.case("screening"), office.case()
    who = office.at("ines")
    assert 'data-says="2 cases"' in who.go("/cases").page
    assert 'data-says="1 case"' in who.go("/cases?stage=screening").page


def test_a_chip_takes_its_filter_away_and_leaves_the_others(office: Office) -> None:
    office.case("routing", regime="EAC")
    who = office.at("ines").go("/cases?view=mine&stage=routing&regime=EAC")
    assert link(who, "Remove: Stage: Choose regime and owner ✕") == "/cases?view=mine&regime=EAC"
    assert link(who, "Clear the filters") == "/cases?view=mine"


def test_a_stage_that_two_procedures_know_stands_with_both_names(office: Office) -> None:
    office.case("screening")
    who = office.at("ines").go("/cases?stage=screening")
    assert "Eligibility check / Can it lead to a dispute?" in who.text


def test_an_unknown_value_is_shown_as_it_stands_and_can_be_taken_away(office: Office) -> None:
    who = office.at("ines").go("/cases?kind=<b>")
    assert "Kind: <b>" in unescape(who.page)
    assert "<b>" not in who.page


def test_the_form_is_open_while_a_list_is_narrowed(office: Office) -> None:
    who = office.at("ines")
    assert 'id="narrow" open' not in who.go("/cases").page
    assert 'id="narrow" open' in who.go("/cases?q=tea").page


def test_the_state_of_the_measure_narrows_the_list(office: Office) -> None:
    wanted = office.case(measure_countries=["UG", "TZ"])
    office.case(measure_countries=["EG"])
    assert references(office.at("ines").go("/cases?state=TZ")) == [wanted]
    assert references(office.at("ines").go("/cases?state=%25")) == []


def test_headers_sort_and_say_which_way(office: Office) -> None:
    first, second = office.case("screening", on=date(2027, 2, 24)), office.case("screening", on=date(2027, 3, 3))
    who = office.at("ines").go("/cases?view=mine")
    assert references(who) == [first, second]
    assert references(who.go(link(who, "Reference"))) == [second, first]
    assert re.findall(r'aria-sort="(\w+)"', who.page) == ["descending"]
    assert link(who, "Next date") == "/cases?view=mine"


def test_a_sort_that_is_none_is_the_next_date(office: Office) -> None:
    office.case()
    assert 'aria-sort="ascending"' in office.at("ines").go("/cases?sort=nonsense").page


def test_a_page_of_a_sorted_list_keeps_the_order(office: Office) -> None:
    every = sorted((office.case() for _ in range(27)), reverse=True)
    who = office.at("ines").go("/cases?sort=reference")
    first = references(who)
    assert first + references(who.go(link(who, "Next page"))) == every


def test_closed_cases_have_no_next_date(office: Office) -> None:
    wanted = office.case()
    with UnitOfWork(office.database) as uow:
        uow.session.execute(update(CASE).where(CASE.c.reference == wanted), {"closed_on": date(2027, 3, 2)})
        uow.commit()
    who = office.at("ines").go("/cases?closed=yes")
    assert references(who) == [wanted]
    assert "2 Mar 2027" in who.text
    assert "Next date" not in who.text


def test_a_long_text_is_cut_and_breaks_nothing(office: Office) -> None:
    answer = office.at("ines").client.get("/cases", params={"q": "x" * 5_000})
    assert answer.status_code == 200


def test_a_file_holds_the_list_with_its_filters(office: Office) -> None:
    wanted = office.case("screening", title="=Tea")
    office.case()
    answer = office.at("ines").client.get("/cases.csv?stage=screening")
    lines = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [line[:2] for line in lines] == [["Reference", "Title"], [wanted, "'=Tea"]]


def test_a_file_goes_on_after_its_first_piece(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.pages.officer.queue.table.AT_ONCE", 2)
    every = {office.case() for _ in range(5)}
    answer = office.at("ines").client.get("/cases.csv")
    assert {line[0] for line in csv.reader(io.StringIO(answer.text))} > every


def test_a_workbook_opens_with_the_same_cases(office: Office) -> None:
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    wanted = office.case()
    answer = office.at("ines").client.get("/cases.xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert [row[0] for row in sheet.values] == ["Reference", wanted]


def test_who_does_not_give_out_cases_is_told_and_gets_no_ticks(office: Office) -> None:
    office.case()
    with UnitOfWork(office.database) as uow:
        otto = Account.__table__.c.id == office.people["otto"]  # type: ignore[attr-defined]
        uow.session.execute(update(Account.__table__).where(otto), {"roles": ["auditor"]})  # type: ignore[attr-defined]
        uow.commit()
    who = office.at("otto").go("/cases?view=all")
    assert "Cases are given out by officers and supervisors." in who.text
    assert 'type="checkbox"' not in who.page


def mention(office: Office, reference: str, who: str) -> None:
    with UnitOfWork(office.database) as uow:
        key = uow.case(reference).id
        note = {"case_id": key, "account_id": office.people["otto"], "text": "Look at this", "written_at": uow.now}
        made = uow.session.execute(insert(CaseNote.__table__).returning(CaseNote.__table__.c.id), note).scalar_one()  # type: ignore[attr-defined]
        row = {"note_id": made, "case_id": key, "account_id": office.people[who], "made_at": uow.now}
        uow.session.execute(insert(NoteMention.__table__), row)  # type: ignore[attr-defined]
        uow.commit()


def test_who_was_mentioned_is_led_to_the_notes(office: Office) -> None:
    wanted = office.case()
    for _ in range(2):
        mention(office, wanted, "ines")
    who = office.at("ines").go("/cases")
    who.go(link(who, "You were mentioned in 2 notes"))
    assert who.text.count("Look at this Otto Barasa · 3 March 2027, 10:00") == 2


def test_nobody_is_led_to_the_mentions_of_another(office: Office) -> None:
    mention(office, office.case(), "ines")
    who = office.at("otto")
    assert "You were mentioned" not in who.go("/cases").text
    assert "Nobody has mentioned you yet" in who.go("/mentions").text


@contextmanager
def statements(office: Office) -> Iterator[list[str]]:
    """What is sent to the database meanwhile."""
    seen: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        seen.append(statement)

    event.listen(office.database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(office.database.engine, "before_cursor_execute", note)


def test_the_queue_costs_a_handful_of_statements_however_long_it_is(office: Office) -> None:
    who = office.at("ines")
    costs = []
    for more in (1, 25):
        for _ in range(more):
            office.case("screening")
        who.go("/cases")
        with statements(office) as seen:
            who.go("/cases?stage=screening")
        costs.append(len([each for each in seen if each.lstrip().startswith(("SELECT", "WITH"))]))
    assert costs[1] <= costs[0] <= 11
