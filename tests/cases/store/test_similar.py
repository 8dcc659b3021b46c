"""Cases that may be about the same barrier: same authority and state, same goods or category, within two years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from cases.engine import THE_SYSTEM, Actor
from cases.lifecycles import lifecycle
from cases.models import Incident, Measure
from cases.seats import Role
from cases.service import open_case
from cases.store import Database, UnitOfWork
from cases.store.similar import MOST, Similar, Subject, likeness, similar
from cases.store.tables import CASE

INES = Actor(frozenset({Role.OFFICER}), account=1)
TODAY = date(2027, 3, 3)
MILK = Subject("TZ", "TBS", ("040110",), "8.4")


@pytest.mark.parametrize(
    ("other", "score"),
    [
        (Subject("TZ", "TBS", ("040110",), "8.4"), 8),
        (Subject("TZ", "TBS", ("040120",), ""), 5),
        (Subject("TZ", "TBS", ("040690",), ""), 4),
        (Subject("TZ", "TBS", ("870110",), "8.4"), 5),
        (Subject("TZ", "TBS", ("870110",), "1.1"), 0),
        (Subject("UG", "TBS", ("040110",), "8.4"), 0),
        (Subject("TZ", "TRA", ("040110",), "8.4"), 0),
        (Subject("TZ", "TBS", (), ""), 0),
    ],
)
def test_how_alike_two_cases_are(other: Subject, score: int) -> None:
    assert likeness(MILK, other)[0] == score


def test_each_reason_is_told_in_words() -> None:
    assert likeness(MILK, Subject("TZ", "TBS", ("040120",), "8.4"))[1] == (
        "The same authority: TBS.", "A measure of the same state: Tanzania.", "The same heading of the HS: 0401.",
        "The same category: 8.4.",
    )  # fmt: skip


def test_an_authority_that_is_not_known_is_no_reason() -> None:
    score, reasons = likeness(Subject("TZ", "", ("040110",)), Subject("TZ", "", ("040110",)))
    assert (score, reasons[0]) == (3, "A measure of the same state: Tanzania.")


def a_case(
    database: Database, subject: Subject = MILK, *, lodged: date | None = TODAY, stage: str = "screening"
) -> UUID:
    with UnitOfWork(database) as uow:
        key = open_case(uow, lifecycle("ntb_complaint"), actor=THE_SYSTEM, at_stage=stage, numbered=stage != "draft")
        measure = Measure(country=subject.country, authority=subject.authority, declared_category=subject.category)
        uow.session.add(measure)
        uow.session.flush()
        uow.session.add(Incident(case_id=key, measure_id=measure.id, hs_codes=list(subject.hs_codes)))
        uow.session.execute(
            update(CASE).where(CASE.c.id == key), {"measure_id": measure.id, "lodged_on": lodged}
        )  # fmt: skip
        uow.session.flush()
        uow.commit()
    return key


def found(database: Database, key: UUID, actor: Actor = INES, leave: Sequence[UUID] = ()) -> list[Similar]:
    with UnitOfWork(database) as uow:
        return similar(uow.session, uow.case(key), actor, leave=leave)


def reference(database: Database, key: UUID) -> str:
    with UnitOfWork(database) as uow:
        return str(uow.case(key).reference)


def test_the_most_alike_comes_first(database: Database) -> None:
    key = a_case(database)
    weak, strong = a_case(database, Subject("TZ", "TBS", ("040690",), "1.1")), a_case(database)
    assert [each.reference for each in found(database, key)] == [reference(database, each) for each in (strong, weak)]


@pytest.mark.parametrize(
    ("lodged", "is_found"),
    [
        (date(2025, 3, 2), False), (date(2025, 3, 3), True), (date(2029, 3, 3), True), (date(2029, 3, 4), False),
        (None, True),
    ],
)  # fmt: skip
def test_the_same_barrier_is_looked_for_within_twenty_four_months(
    database: Database, lodged: date | None, is_found: bool
) -> None:
    key = a_case(database)
    a_case(database, lodged=lodged)
    assert bool(found(database, key)) is is_found


def test_at_most_five_are_suggested(database: Database) -> None:
    key = a_case(database)
    for _ in range(MOST + 2):
        a_case(database)
    assert len(found(database, key)) == MOST


def test_what_is_tied_already_is_not_suggested(database: Database) -> None:
    key, other = a_case(database), a_case(database)
    assert found(database, key, leave=[other]) == []


def test_who_sees_no_case_is_suggested_none(database: Database) -> None:
    key = a_case(database)
    a_case(database)
    assert found(database, key, Actor(frozenset({Role.ADMINISTRATOR}), account=1)) == []


def test_a_report_that_is_not_lodged_is_suggested_to_nobody(database: Database) -> None:
    key = a_case(database)
    a_case(database, stage="draft")
    assert found(database, key) == []


def test_a_case_without_a_measure_on_file_has_no_suggestions(database: Database) -> None:
    with UnitOfWork(database) as uow:
        key = open_case(uow, lifecycle("ntb_complaint"), actor=THE_SYSTEM, at_stage="screening")
        uow.commit()
    assert found(database, key) == []


def test_the_search_goes_by_an_index_of_the_measures(sqlite: Database) -> None:
    """On SQLite the plan of the candidates names the index, whatever the size of the register."""
    measure: Any = Measure.__table__  # type: ignore[attr-defined]
    wanted = (
        select(measure.c.id)
        .where(measure.c.country == "TZ", measure.c.authority == "TBS")
        .order_by(measure.c.id.desc())
    )
    with sqlite.read() as session:
        text = str(wanted.compile(sqlite.engine, compile_kwargs={"literal_binds": True}))
        plan = " ".join(str(row[3]) for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {text}"))
    assert "ix_measure_authority" in plan
