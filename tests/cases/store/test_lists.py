"""Lists of cases and clocks on both databases: who sees what, in which order, cut by key, counted once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlalchemy import insert, select, update

from cases.engine import THE_SYSTEM, Actor
from cases.errors import NotFound
from cases.lifecycles import lifecycle
from cases.models import Account, Party
from cases.reference import reference
from cases.seats import COMPLAINANT, Role
from cases.service import open_case
from cases.store import Database, UnitOfWork, clocks, lists
from cases.store.lists import After, Asked, Days
from cases.store.tables import CASE, DEADLINE

OFFICER = Actor(frozenset({Role.OFFICER}), account=1)
TODAY = date(2027, 3, 3)
DAYS = Days(TODAY, date(2027, 3, 5), date(2027, 3, 10), date(2027, 4, 2))
EVERY = Asked(view="all")


def officer(database: Database, name: str = "Ines") -> int:
    with UnitOfWork(database) as uow:
        made = Account(username=name.lower(), name=name, email=f"{name}@x.example", password_hash="", roles=["officer"])
        uow.session.add(made)
        uow.session.flush()
        key = int(made.id or 0)
        uow.commit()
    return key


def a_case(database: Database, *, due: date | None = None, numbered: bool = True, **columns: object) -> UUID:
    """A case with this next date in its column, and with one clock of that date."""
    with UnitOfWork(database) as uow:
        key = open_case(
            uow,
            lifecycle("ntb_complaint"),
            actor=THE_SYSTEM,
            at_stage="screening",
            values={},
            title="Tea",
            numbered=numbered,
        )
        uow.session.execute(update(CASE).where(CASE.c.id == key), {"next_due": due, **columns})
        uow.session.execute(DEADLINE.delete().where(DEADLINE.c.case_id == key, DEADLINE.c.key != "svc_screen_opened"))
        uow.session.execute(update(DEADLINE).where(DEADLINE.c.case_id == key), {"due_on": due})
        uow.commit()
    return key


def queued(database: Database, asked: Asked = EVERY, actor: Actor = OFFICER, *, limit: int = 25) -> list[UUID]:
    """The whole list, page after page."""
    found: list[UUID] = []
    after = None
    with database.read() as session:
        while True:
            page = lists.queue(session, asked, actor, DAYS, after=after, limit=limit)
            found += [row.id for row in page.rows]
            after = page.after
            if after is None:
                return found


def test_the_next_date_comes_first_and_cases_without_one_last(database: Database) -> None:
    late, none, soon = (a_case(database, due=d) for d in (date(2027, 5, 1), None, date(2027, 3, 4)))
    assert queued(database) == [soon, late, none]


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_pages_of_every_size_hold_each_case_once(database: Database, limit: int) -> None:
    days = [date(2027, 3, 4), date(2027, 3, 4), None, date(2027, 3, 9), None, date(2027, 3, 4)]
    every = [a_case(database, due=d) for d in days]
    found = queued(database, limit=limit)
    assert (len(found), set(found)) == (6, set(every))
    assert found == queued(database, limit=25)


def test_closed_cases_come_apart_with_the_latest_first(database: Database) -> None:
    a_case(database)
    old, new = a_case(database, closed_on=date(2027, 1, 1)), a_case(database, closed_on=date(2027, 2, 1))
    assert queued(database, Asked(view="all", closed=True), limit=1) == [new, old]


def test_a_report_that_is_not_lodged_is_in_no_list(database: Database) -> None:
    a_case(database, numbered=False)
    assert queued(database) == []


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.PARTY])
def test_who_reads_no_cases_sees_none(database: Database, role: Role) -> None:
    a_case(database)
    assert queued(database, actor=Actor(frozenset({role}), account=1)) == []


def test_a_party_sees_its_own_case_alone(database: Database) -> None:
    theirs = a_case(database)
    a_case(database)
    with UnitOfWork(database) as uow:
        party = Party(case_id=theirs, seat=COMPLAINANT.key)
        uow.session.add(party)
        uow.session.flush()
        key = party.id
        uow.commit()
    assert queued(database, actor=Actor(frozenset({Role.PARTY}), party=key)) == [theirs]


def test_a_case_of_others_is_not_found_in_the_same_words(database: Database) -> None:
    key = a_case(database)
    with UnitOfWork(database) as uow:
        reference = str(uow.case(key).reference)
    nobody = Actor(frozenset({Role.ADMINISTRATOR}), account=9)
    words = []
    for typed, actor in ((reference, nobody), ("KE-NTB-2027-09999-X", OFFICER)):
        with database.read() as session, pytest.raises(NotFound) as refused:
            lists.find_case(session, typed, actor)
        words.append(refused.value.reason)
    assert words[0] == words[1]


@pytest.mark.parametrize(
    ("due", "band"),
    [
        (date(2027, 3, 2), "overdue"), (date(2027, 3, 3), "today"), (date(2027, 3, 4), "two"),
        (date(2027, 3, 5), "two"),
        (date(2027, 3, 6), "week"), (date(2027, 3, 10), "week"), (date(2027, 3, 11), "month"),
        (date(2027, 4, 2), "month"),
        (date(2027, 4, 3), "later"), (None, "undated"),
    ],
)  # fmt: skip
def test_a_clock_is_counted_in_one_band_and_listed_in_it(database: Database, due: date | None, band: str) -> None:
    a_case(database, due=due)
    with database.read() as session:
        counted = clocks.total(clocks.tally(session, OFFICER, DAYS))
        shown = {w: clocks.Wanted(cases=Asked(view="all", when=w)) for w in lists.WHEN}
        listed = {w: len(clocks.clocks(session, wanted, OFFICER, DAYS)[0]) for w, wanted in shown.items()}
    only = {when: int(when == band) for when in lists.WHEN}
    assert counted == only
    assert listed == only


def test_a_paused_clock_is_counted_as_paused(database: Database) -> None:
    key = a_case(database, due=date(2027, 3, 2))
    with UnitOfWork(database) as uow:
        uow.session.execute(update(DEADLINE).where(DEADLINE.c.case_id == key), {"state": "paused"})
        uow.commit()
    with database.read() as session:
        assert clocks.total(clocks.tally(session, OFFICER, DAYS))["paused"] == 1


def test_forecasts_and_waiting_times_that_are_over_raise_no_alarm(database: Database) -> None:
    for kind in ("target", "wait_until"):
        key = a_case(database, due=date(2027, 3, 2))
        with UnitOfWork(database) as uow:
            uow.session.execute(update(DEADLINE).where(DEADLINE.c.case_id == key), {"kind": kind})
            uow.commit()
    with database.read() as session:
        assert clocks.tally(session, OFFICER, DAYS) == []


def test_counts_by_officer_hold_those_of_nobody_too(database: Database) -> None:
    ines = officer(database)
    a_case(database, due=TODAY, officer_id=ines)
    a_case(database, due=TODAY)
    with database.read() as session:
        assert set(clocks.split(clocks.tally(session, OFFICER, DAYS), "officer")) == {ines, None}


def test_pages_of_clocks_hold_each_once(database: Database) -> None:
    for day in (date(2027, 3, 4), date(2027, 3, 4), date(2027, 3, 9)):
        a_case(database, due=day)
    with database.read() as session:
        first, mark = clocks.clocks(session, clocks.Wanted(), OFFICER, DAYS, limit=2)
        second, end = clocks.clocks(session, clocks.Wanted(), OFFICER, DAYS, after=mark, limit=2)
    assert len({row.id for row in (*first, *second)}) == 3
    assert end is None


KNOWN = reference("KE-NTB", 2027, 1)
LATER = datetime(2027, 3, 3, 9, 0, 0, 123456, tzinfo=UTC)
SHAPES: tuple[dict[str, object], ...] = (
    {"priority": 40, "updated_at": LATER}, {"priority": None}, {"priority": 40, "due": date(2027, 3, 4)},
    {"priority": 90, "due": date(2027, 3, 4), "updated_at": LATER}, {"due": date(2027, 3, 9)}, {"priority": 0},
)  # fmt: skip
"""Cases that share a value of each order, and some that have none."""


@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.parametrize("sort", [*lists.SORTS, "no such order"])
def test_pages_hold_each_case_once_in_every_order(database: Database, sort: str, closed: bool) -> None:
    closing = {"closed_on": date(2027, 3, 1)} if closed else {}
    every = {a_case(database, **shape, **closing) for shape in SHAPES}  # type: ignore[arg-type]
    asked = Asked(view="all", sort=sort, closed=closed)
    pages = [queued(database, asked, limit=limit) for limit in (1, 2, 4, 25)]
    assert [len(page) for page in pages] == [len(SHAPES)] * 4
    assert all(page == pages[0] for page in pages)
    assert set(pages[0]) == every


def test_each_order_puts_first_what_it_says(database: Database) -> None:
    old = a_case(database, priority=90)
    soon = a_case(database, due=date(2027, 3, 4), priority=None)
    changed = a_case(database, updated_at=LATER, priority=10)
    newest = a_case(database, due=date(2027, 3, 9), priority=20)
    first = {sort: queued(database, Asked(view="all", sort=sort))[0] for sort in lists.SORTS}
    assert first == {"next": soon, "reference": newest, "priority": old, "changed": changed}


def test_a_case_without_a_priority_comes_after_all_that_have_one(database: Database) -> None:
    none, low = a_case(database, priority=None), a_case(database, priority=0)
    assert queued(database, Asked(view="all", sort="priority")) == [low, none]


@pytest.mark.parametrize("sort", lists.SORTS)
def test_a_mark_travels_in_an_address_and_back(database: Database, sort: str) -> None:
    for _ in range(2):
        a_case(database, due=TODAY, priority=1)
    with database.read() as session:
        mark = lists.queue(session, Asked(view="all", sort=sort), OFFICER, DAYS, limit=1).after
    assert mark is not None
    assert After.read(mark.text) == mark


@pytest.mark.parametrize(
    "typed",
    ["", "next", "next~", f"next~2027-13-01~{KNOWN}", f"changed~soon~{KNOWN}", f"changed~{'9' * 30}~{KNOWN}",
     f"priority~x~{KNOWN}", f"priority~{'9' * 30}~{KNOWN}", f"none~1~{KNOWN}", "next~2027-01-01~",
     "next~2027-01-01~KE-NTB-2027-00001-0", f"reference~\x00~{KNOWN}", "next~2027-01-01~\x00", "~" * 500],
)  # fmt: skip
def test_a_mark_changed_by_hand_begins_at_the_beginning(database: Database, typed: str) -> None:
    only = a_case(database)
    with database.read() as session:
        page = lists.queue(session, EVERY, OFFICER, DAYS, after=After.read(typed))
    assert [row.id for row in page.rows] == [only]


def test_a_mark_of_another_order_begins_at_the_beginning(database: Database) -> None:
    only = a_case(database)
    mark = After("priority", 1, reference("KE-NTB", 2027, 1))
    with database.read() as session:
        page = lists.queue(session, EVERY, OFFICER, DAYS, after=mark)
    assert [row.id for row in page.rows] == [only]


def test_the_team_is_a_department(database: Database) -> None:
    theirs = a_case(database, department="agriculture")
    a_case(database)
    assert queued(database, Asked(view="team", department="agriculture")) == [theirs]
    assert queued(database, Asked(view="team", department="nowhere")) == []


def test_counts_of_the_tabs_are_those_of_the_lists_behind_them(database: Database) -> None:
    ines = officer(database)
    mine = Actor(frozenset({Role.OFFICER}), account=ines)
    others = officer(database, "Otto")
    days = (date(2027, 3, 1), TODAY, date(2027, 3, 5), date(2027, 3, 9), date(2027, 3, 20), date(2028, 1, 1), None)
    for at, due in enumerate(days):
        for holder in (ines, others, None):
            department = "trade" if at % 2 else "agriculture"
            a_case(database, due=due, officer_id=holder, department=department)
    a_case(database, due=TODAY, closed_on=TODAY)
    a_case(database, due=TODAY, numbered=False)
    with database.read() as session:
        counted = lists.tab_counts(session, mine, DAYS, "trade")
    shown = {
        view: {
            when: len(queued(database, Asked(view=view, when=when, department="trade"), mine))
            for when in ("", *lists.WHEN)
        }
        for view in lists.VIEWS
    }
    assert counted == shown
    assert counted["all"][""] == 21


def test_a_case_with_two_clocks_in_a_band_is_counted_once(database: Database) -> None:
    key = a_case(database, due=TODAY)
    with UnitOfWork(database) as uow:
        row = uow.session.execute(select(DEADLINE).where(DEADLINE.c.case_id == key)).one()
        second = {k: v for k, v in row._mapping.items() if k != "id"} | {"key": "another"}
        uow.session.execute(insert(DEADLINE), second)
        uow.commit()
    with database.read() as session:
        assert lists.tab_counts(session, OFFICER, DAYS)["all"]["today"] == 1


def test_who_reads_no_cases_has_nothing_in_any_tab(database: Database) -> None:
    a_case(database, due=TODAY)
    with database.read() as session:
        counted = lists.tab_counts(session, Actor(frozenset({Role.ADMINISTRATOR}), account=1), DAYS, "trade")
    assert {number for bands in counted.values() for number in bands.values()} == {0}


def test_the_filters_offer_what_occurs_among_open_cases(database: Database) -> None:
    a_case(database, regime="EAC")
    a_case(database, regime="AfCFTA", closed_on=TODAY)
    with database.read() as session:
        assert lists.choices(session, OFFICER)["regime"] == ["EAC"]
