"""Who may see which case: said of the case itself and of rows that name it, the same."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from cases.engine import THE_SYSTEM, Actor
from cases.models import Party
from cases.seats import COMPLAINANT, Role
from cases.store import Database, UnitOfWork
from cases.store.sight import may_see, may_see_of
from cases.store.tables import CASE, DEADLINE
from tests.cases.store.test_lists import OFFICER, a_case


def seen(database: Database, actor: Actor) -> tuple[set[UUID], set[UUID]]:
    """The cases that are seen, and the cases whose clocks are."""
    with database.read() as session:
        cases = session.execute(select(CASE.c.id).where(may_see(actor))).scalars()
        clocks = session.execute(select(DEADLINE.c.case_id).where(may_see_of(actor, DEADLINE.c.case_id))).scalars()
        return set(cases), set(clocks)


@pytest.mark.parametrize("actor", [OFFICER, THE_SYSTEM, Actor(frozenset({Role.AUDITOR}), account=1)])
def test_who_reads_all_sees_the_clocks_of_lodged_cases(database: Database, actor: Actor) -> None:
    lodged = a_case(database)
    a_case(database, numbered=False)
    assert seen(database, actor) == ({lodged}, {lodged})


def test_a_party_sees_the_clocks_of_its_own_case(database: Database) -> None:
    theirs = a_case(database)
    a_case(database)
    with UnitOfWork(database) as uow:
        party = Party(case_id=theirs, seat=COMPLAINANT.key)
        uow.session.add(party)
        uow.session.flush()
        actor = Actor(frozenset({Role.PARTY}), party=party.id)
        uow.commit()
    assert seen(database, actor) == ({theirs}, {theirs})


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.PARTY])
def test_who_reads_no_cases_sees_no_clocks(database: Database, role: Role) -> None:
    a_case(database)
    assert seen(database, Actor(frozenset({role}), account=1)) == (set(), set())
