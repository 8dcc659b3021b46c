"""Lists of cases and clocks on both databases: who sees what, in which order, cut by key, counted once."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import update

from cases.engine import THE_SYSTEM, Actor
from cases.errors import NotFound
from cases.lifecycles import lifecycle
from cases.models import Account, Party
from cases.seats import COMPLAINANT, Role
from cases.service import open_case
from cases.store import Database, UnitOfWork, clocks, lists
from cases.store.lists import Asked, Days
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
        counted = clocks.counts(session, "lifecycle", OFFICER, DAYS)
        listed = {w: len(clocks.clocks(session, Asked(view="all", when=w), OFFICER, DAYS)[0]) for w in lists.WHEN}
    only = {when: int(when == band) for when in lists.WHEN}
    assert list(counted.values()) == [only]
    assert listed == only


def test_a_paused_clock_is_counted_as_paused(database: Database) -> None:
    key = a_case(database, due=date(2027, 3, 2))
    with UnitOfWork(database) as uow:
        uow.session.execute(update(DEADLINE).where(DEADLINE.c.case_id == key), {"state": "paused"})
        uow.commit()
    with database.read() as session:
        assert next(iter(clocks.counts(session, "stage", OFFICER, DAYS).values()))["paused"] == 1


def test_forecasts_and_waiting_times_that_are_over_raise_no_alarm(database: Database) -> None:
    for kind in ("target", "wait_until"):
        key = a_case(database, due=date(2027, 3, 2))
        with UnitOfWork(database) as uow:
            uow.session.execute(update(DEADLINE).where(DEADLINE.c.case_id == key), {"kind": kind})
            uow.commit()
    with database.read() as session:
        assert clocks.counts(session, "stage", OFFICER, DAYS) == {}


def test_counts_by_officer_name_the_officer_and_nobody_last(database: Database) -> None:
    ines = officer(database)
    a_case(database, due=TODAY, officer_id=ines)
    a_case(database, due=TODAY)
    with database.read() as session:
        assert list(clocks.counts(session, "officer", OFFICER, DAYS)) == [("Ines", ines), ("", None)]


def test_pages_of_clocks_hold_each_once(database: Database) -> None:
    for day in (date(2027, 3, 4), date(2027, 3, 4), date(2027, 3, 9)):
        a_case(database, due=day)
    with database.read() as session:
        first, mark = clocks.clocks(session, EVERY, OFFICER, DAYS, limit=2)
        second, end = clocks.clocks(session, EVERY, OFFICER, DAYS, after=mark, limit=2)
    assert len({row.id for row in (*first, *second)}) == 3
    assert end is None


def test_no_list_skips_rows_by_counting_them(database: Database) -> None:
    compiled = str(lists._dated(lists._listed(lists.matching(EVERY, OFFICER, DAYS)), None).limit(26))
    assert "OFFSET" not in compiled
