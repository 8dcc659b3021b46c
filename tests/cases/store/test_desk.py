"""What staff keep for their own work, and how long lists are, on both databases."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import insert, update

from cases.engine import Actor
from cases.models import CaseNote, NoteMention
from cases.seats import Role
from cases.store import Database, UnitOfWork, desk, lists
from cases.store.lengths import how_many
from cases.store.lists import Asked
from cases.store.tables import CASE
from tests.cases.store.test_lists import DAYS, EVERY, OFFICER, a_case, officer, queued

_NOTE = CaseNote.__table__  # type: ignore[attr-defined]
_MENTION = NoteMention.__table__  # type: ignore[attr-defined]


def mention(database: Database, case_id: UUID, whom: int, text: str = "Look") -> int:
    with UnitOfWork(database) as uow:
        note = {"case_id": case_id, "account_id": whom, "text": text, "written_at": uow.now}
        key = uow.session.execute(insert(_NOTE).returning(_NOTE.c.id), note).scalar_one()
        row = {"note_id": key, "case_id": case_id, "account_id": whom, "made_at": uow.now}
        made = uow.session.execute(insert(_MENTION).returning(_MENTION.c.id), row).scalar_one()
        uow.commit()
    return int(made)


@pytest.fixture
def ines(database: Database) -> Actor:
    return Actor(frozenset({Role.OFFICER}), account=officer(database))


def test_only_what_was_not_opened_counts_but_all_of_it_is_listed(database: Database, ines: Actor) -> None:
    case_id = a_case(database)
    first, second = (mention(database, case_id, ines.account or 0) for _ in range(2))
    with UnitOfWork(database) as uow:
        uow.session.execute(update(_MENTION).where(_MENTION.c.id == first), {"seen_at": uow.now})
        uow.commit()
    with database.read() as session:
        assert desk.unseen_mentions(session, ines) == 1
        assert [row.id for row in desk.mentions(session, ines).rows] == [second, first]


def test_mentions_are_cut_by_key(database: Database, ines: Actor) -> None:
    case_id = a_case(database)
    every = [mention(database, case_id, ines.account or 0) for _ in range(3)]
    with database.read() as session:
        first = desk.mentions(session, ines, limit=2)
        rest = desk.mentions(session, ines, after=first.after, limit=2)
    assert [row.id for page in (first, rest) for row in page.rows] == every[::-1]
    assert rest.after is None


def test_a_note_in_a_case_that_is_not_open_to_them_is_not_told(database: Database, ines: Actor) -> None:
    mention(database, a_case(database), ines.account or 0)
    administrator = Actor(frozenset({Role.ADMINISTRATOR}), account=ines.account)
    with database.read() as session:
        assert desk.unseen_mentions(session, administrator) == 0
        assert desk.mentions(session, administrator).rows == []


@pytest.mark.parametrize(("most", "expected"), [(2, 3), (3, 3), (4, 3), (1, 2)])
def test_counting_a_list_stops_where_nobody_wants_to_know_more(database: Database, most: int, expected: int) -> None:
    for _ in range(3):
        a_case(database)
    with database.read() as session:
        assert how_many(session, EVERY, OFFICER, DAYS, most=most) == expected


def test_a_list_is_narrowed_to_one_of_the_states_of_a_measure(database: Database) -> None:
    both = a_case(database, measure_countries="UG TZ")
    a_case(database, measure_countries="EG")
    assert queued(database, Asked(view="all", state="tz")) == [both]
    assert queued(database, Asked(view="all", state="G ")) == []
    assert queued(database, Asked(view="all", state="%")) == []


def test_the_states_that_occur_are_offered_each_once(database: Database) -> None:
    for states in ("UG TZ", "TZ", ""):
        a_case(database, measure_countries=states)
    closed = a_case(database, measure_countries="EG")
    with UnitOfWork(database) as uow:
        uow.session.execute(update(CASE).where(CASE.c.id == closed), {"closed_on": uow.today})
        uow.commit()
    with database.read() as session:
        assert lists.choices(session, OFFICER)["state"] == ["TZ", "UG"]
