"""Saved views: kept from a list, shown above it, renamed, deleted and brought back."""

from __future__ import annotations

import re

from sqlalchemy import select

from cases.models import SavedView
from tests.api.pages.office import Office, shown
from tests.api.pages.visitor import Visitor

_VIEW = SavedView.__table__  # type: ignore[attr-defined]


def keep(who: Visitor, name: str, path: str = "/cases?view=all&when=overdue") -> Visitor:
    return who.go(path).send("/views", name=name)


def key_of(office: Office, name: str) -> int:
    with office.database.read() as session:
        return int(session.execute(select(_VIEW.c.id).where(_VIEW.c.name == name)).scalar_one())


def test_a_list_is_kept_with_its_filters_and_stands_above_the_lists(office: Office) -> None:
    office.case()
    who = keep(office.at("ines"), "Late ones")
    assert who.path == "/cases?view=all&when=overdue"
    assert "The list “Late ones” is kept above your lists." in who.text
    assert re.search(r'href="/cases\?view=all&amp;when=overdue" aria-current="page">Late ones</a>', who.page)


def test_nobody_sees_the_lists_of_another(office: Office) -> None:
    keep(office.at("ines"), "Late ones")
    assert "Late ones" not in office.at("otto").go("/cases").text


def test_a_search_can_be_kept_too(office: Office) -> None:
    office.case(title="Tea, Egypt")
    who = keep(office.at("ines"), "Tea", "/search?q=tea")
    assert who.path == "/search?q=tea"


def test_a_name_that_is_taken_is_refused_with_what_was_typed(office: Office) -> None:
    who = keep(office.at("ines"), "Late ones")
    keep(who, "late ONES", "/cases?view=mine")
    assert who.status == 422
    assert "You keep a list called “late ONES” already." in who.text
    assert 'value="late ONES"' in who.page
    who.send("/views", name="Mine")
    assert who.path == "/cases?view=mine"


def test_an_address_that_is_no_list_of_ours_is_refused(office: Office) -> None:
    who = office.at("ines").go("/cases")
    data = who.hidden("/views") | {"name": "Elsewhere", "address": "https://elsewhere.example/cases"}
    who.post("/views", data)
    assert (who.status, "Only lists of cases and clocks" in who.text) == (422, True)
    assert 'href="https://elsewhere' not in who.page


def test_a_list_gets_another_name(office: Office) -> None:
    who = keep(office.at("ines"), "Late ones").go("/views")
    who.send(f"/views/{key_of(office, 'Late ones')}/name", name="Overdue")
    assert "The list is called “Overdue” now." in who.text


def test_another_name_that_is_refused_stands_beside_its_field(office: Office) -> None:
    who = keep(office.at("ines"), "Late ones").go("/views")
    key = key_of(office, "Late ones")
    who.send(f"/views/{key}/name", name=" ")
    assert who.status == 422
    assert f'href="#name-{key}"' in who.page
    assert who.title.startswith("Error:")


def test_a_deletion_can_be_taken_back_once(office: Office) -> None:
    who = keep(office.at("ines"), "Late ones").go("/views")
    who.send(f"/views/{key_of(office, 'Late ones')}/delete")
    assert "The list “Late ones” was deleted." in who.text
    undo = shown(who.page, "/views")
    assert "was deleted" not in who.go("/views").text
    assert "Late ones" in who.post("/views", undo).text


def test_a_second_deletion_of_the_same_list_changes_nothing(office: Office) -> None:
    who = keep(office.at("ines"), "Late ones").go("/views")
    path = f"/views/{key_of(office, 'Late ones')}/delete"
    data = who.hidden(path)
    for _ in range(2):
        who.post(path, data)
    assert (who.status, who.path) == (200, "/views")


def test_who_keeps_no_list_is_told_how(office: Office) -> None:
    assert "You keep no list yet." in office.at("ines").go("/views").text
