"""The officer's queue: whose cases it shows, in which order, cut by key, narrowed by the address."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.api.pages.office import Office
from tests.api.pages.visitor import Visitor


def references(who: Visitor) -> list[str]:
    return re.findall(r'<th scope="row"[^>]*><a class="govuk-link" href="/cases/([^"]+)"', who.page)


def test_mine_and_unassigned_come_first_by_default(office: Office) -> None:
    mine, free = office.case(), office.case(officer=None)
    office.case(officer="otto")
    assert sorted(references(office.at("ines").go("/cases"))) == sorted([mine, free])


@pytest.mark.parametrize(
    ("view", "expected"), [("mine", 1), ("unassigned", 1), ("desk", 2), ("all", 3), ("nonsense", 2)]
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
