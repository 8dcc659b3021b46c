"""Search: words in cases, documents' titles and notes; a reference goes straight to its case."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pytest
from sqlalchemy import update

from cases.engine import Actor
from cases.seats import Role
from cases.service.desk import add_note
from cases.store import UnitOfWork
from cases.store.tables import CASE
from tests.api.pages.office import Office
from tests.api.pages.visitor import Visitor


def found(who: Visitor) -> list[str]:
    return re.findall(r'<h2 class="govuk-heading-s"><a class="govuk-link" href="/cases/([^"]+)"', who.page)


def note(office: Office, reference: str, text: str) -> None:
    with UnitOfWork(office.database) as uow:
        ines = Actor(frozenset({Role.OFFICER}), account=office.people["ines"])
        add_note(uow, uow.case(reference).id, text, actor=ines)
        uow.commit()


def test_words_find_a_case_and_show_where_they_stand(office: Office) -> None:
    wanted = office.case(title="Wheat flour at Malaba", officer="otto")
    office.case(title="Tea, Egypt")
    who = office.at("ines").go("/search?q=malaba+wheat")
    assert found(who) == [wanted]
    assert "In the case: Wheat flour at Malaba" in who.text
    assert "<mark>Wheat</mark>" in who.page


def test_words_of_a_note_find_its_case(office: Office) -> None:
    wanted = office.case()
    note(office, wanted, "The aflatoxin certificate is missing.")
    who = office.at("ines").go("/search?q=aflatoxin")
    assert found(who) == [wanted]
    assert "In a note: The aflatoxin certificate" in who.text


def test_the_newest_case_comes_first_and_a_closed_one_says_so(office: Office) -> None:
    old, new = office.case(title="Tea"), office.case(title="Tea")
    with UnitOfWork(office.database) as uow:
        uow.session.execute(update(CASE).where(CASE.c.reference == old), {"closed_on": date(2027, 3, 2)})
        uow.commit()
    who = office.at("ines").go("/search?q=tea")
    assert found(who) == [new, old]
    assert who.page.count(">Closed</strong>") == 1
    assert "closed on 2 Mar 2027" in who.text


def test_a_reference_typed_carelessly_goes_straight_to_its_case(office: Office) -> None:
    wanted = office.case()
    assert office.at("ines").go(f"/search?q={wanted.lower().replace('-', ' ')}").path == f"/cases/{wanted}"


def test_a_reference_that_nothing_has_finds_nothing(office: Office) -> None:
    who = office.at("ines").go("/search?q=KE-NTB-2020-00001-Z")
    assert (who.status, "No case says all of this." in who.text) == (200, True)


def test_hits_are_cut_into_pages(office: Office) -> None:
    every = [office.case(title="Tea") for _ in range(27)]
    who = office.at("ines").go("/search?q=tea")
    first, following = found(who), re.search(r'href="([^"]+)" rel="next"', who.page)
    assert following
    assert first + found(who.go(following[1].replace("&amp;", "&"))) == every[::-1]


def test_without_words_the_page_says_what_is_searched(office: Office) -> None:
    assert "Type words or a reference" in office.at("ines").go("/search").text


@pytest.mark.parametrize("q", ["<script>alert(1)</script>", '" OR 1=1 --', "x" * 10_000, "\x00tea", "آم 🍵", "%", "'"])
def test_odd_texts_break_nothing(office: Office, q: str) -> None:
    office.case()
    answer = office.at("ines").client.get("/search", params={"q": q})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("path", ["/cases", "/views", "/mentions", "/search"])
def test_the_box_stands_on_every_page_of_staff(office: Office, path: str) -> None:
    assert 'action="/search"' in office.at("ines").go(path).page


def test_a_stranger_is_sent_to_sign_in(office: Office) -> None:
    assert office.stranger().go("/search?q=tea").path.startswith("/sign-in")


def test_everything_that_was_found_comes_as_a_file(office: Office) -> None:
    wanted = office.case(title="Tea, Egypt")
    office.case(title="Wheat")
    answer = office.at("ines").client.get("/search.csv?q=tea")
    lines = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [line[0] for line in lines] == ["Reference", wanted]
    assert lines[1][-1] == "In the case: Tea, Egypt"
