"""How the limits of each article were kept, on both databases: what counts as kept, missed and late, and the median."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, update

from cases.engine import THE_SYSTEM, Actor
from cases.lifecycle import Kind
from cases.lifecycles import lifecycle
from cases.seats import Role
from cases.service import open_case
from cases.store import Database, UnitOfWork
from cases.store.performance import Article, median_of, performance, together
from cases.store.tables import CASE, DEADLINE

TODAY = date(2027, 3, 3)
SINCE = date(2027, 2, 2)
SUPERVISOR = Actor(frozenset({Role.SUPERVISOR}), account=1)
DUE = date(2027, 2, 20)


def case_of(database: Database) -> UUID:
    """A case without clocks."""
    with UnitOfWork(database) as uow:
        key = open_case(uow, lifecycle("ntb_complaint"), actor=THE_SYSTEM, at_stage="screening", values={}, title="Tea")
        uow.session.execute(DEADLINE.delete().where(DEADLINE.c.case_id == key))
        uow.commit()
    return key


def clock(database: Database, case_id: UUID, number: int = 1, **changes: object) -> None:
    """A clock of ten days that was kept with a day to spare, unless it is said to be otherwise."""
    values = {
        "case_id": case_id, "key": "reply", "visit": 1, "occurrence": number, "subject": "", "stage": "screening",
        "title": "The reply comes", "kind": Kind.THEIR_ACT_BY.value, "seat": "nfp_other", "cite": "DSU Art. 4.3",
        "status": "read", "state": "met", "trigger_seq": 1, "trigger_on": date(2027, 2, 10), "due_on": DUE,
        "closed_on": date(2027, 2, 19), "closed_seq": 2, "calendar": "nairobi", "calendar_version": 1, **changes,
    }  # fmt: skip
    with UnitOfWork(database) as uow:
        uow.session.execute(insert(DEADLINE), values)
        uow.commit()


def articles(database: Database, actor: Actor = SUPERVISOR, *, since: date = SINCE) -> list[Article]:
    with database.read() as session:
        return performance(session, actor, since=since, until=TODAY)


def counted(database: Database, **changes: object) -> tuple[int, int, int]:
    """Kept, missed and running late, when there is one such clock."""
    clock(database, case_of(database), **changes)
    return together(articles(database))


def test_what_was_met_was_kept(database: Database) -> None:
    assert counted(database) == (1, 0, 0)


def test_what_was_met_late_was_missed(database: Database) -> None:
    assert counted(database, state="met_late", closed_on=date(2027, 2, 21)) == (0, 1, 0)


@pytest.mark.parametrize(("closed", "missed"), [(19, 0), (20, 0), (21, 1)])
def test_what_ended_without_the_deed_was_missed_after_its_last_day_alone(
    database: Database, closed: int, missed: int
) -> None:
    assert counted(database, state="ended", closed_on=date(2027, 2, closed)) == (0, missed, 0)


def test_the_last_day_of_a_range_is_the_one_that_counts(database: Database) -> None:
    assert counted(database, state="ended", closed_on=date(2027, 2, 21), due_latest=date(2027, 2, 22)) == (0, 0, 0)


@pytest.mark.parametrize(("due", "late"), [(2, 1), (3, 0), (4, 0)])
def test_an_open_clock_runs_late_from_the_day_after_its_last(database: Database, due: int, late: int) -> None:
    assert counted(database, state="open", closed_on=None, due_on=date(2027, 3, due)) == (0, 0, late)


def test_a_paused_clock_runs_late_never(database: Database) -> None:
    assert counted(database, state="paused", closed_on=None) == (0, 0, 0)


@pytest.mark.parametrize("kind", [Kind.TARGET, Kind.WAIT_UNTIL, Kind.WINDOW])
def test_what_binds_nobody_is_not_counted(database: Database, kind: Kind) -> None:
    assert counted(database, kind=kind.value) == (0, 0, 0)


def test_a_clock_without_a_date_was_neither_kept_nor_missed(database: Database) -> None:
    assert counted(database, due_on=None) == (0, 0, 0)


@pytest.mark.parametrize(
    ("closed", "kept"), [(date(2027, 2, 1), 0), (SINCE, 1), (TODAY, 1), (TODAY + timedelta(days=1), 0)]
)
def test_the_window_holds_its_first_and_its_last_day(database: Database, closed: date, kept: int) -> None:
    assert counted(database, closed_on=closed) == (kept, 0, 0)


def test_a_report_that_is_not_lodged_is_not_counted(database: Database) -> None:
    clock(database, case_of(database))
    with UnitOfWork(database) as uow:
        uow.session.execute(update(CASE), {"reference": None})
        uow.commit()
    assert articles(database) == []


def test_an_administrator_reads_nothing(database: Database) -> None:
    clock(database, case_of(database))
    assert articles(database, Actor(frozenset({Role.ADMINISTRATOR}), account=1)) == []


def test_the_median_is_of_the_days_from_start_to_deed(database: Database) -> None:
    case_id = case_of(database)
    for number, day in enumerate((11, 12, 20), 1):
        clock(database, case_id, number, closed_on=date(2027, 2, day))
    [article] = articles(database)
    assert (article.kept, article.median, article.share) == (3, 2.0, 100)


def test_what_was_never_done_has_no_days(database: Database) -> None:
    case_id = case_of(database)
    clock(database, case_id, 1)
    clock(database, case_id, 2, state="ended", closed_on=date(2027, 3, 1))
    [article] = articles(database)
    assert (article.kept, article.missed, article.median, article.share) == (1, 1, 9.0, 50)


def test_days_are_counted_over_the_end_of_a_year(database: Database) -> None:
    clock(database, case_of(database), trigger_on=date(2026, 12, 30), closed_on=date(2027, 2, 2))
    assert articles(database)[0].median == 34.0


def test_limits_are_told_apart_by_their_article_and_the_worst_comes_first(database: Database) -> None:
    case_id = case_of(database)
    clock(database, case_id, 1)
    clock(database, case_id, 2, cite="AfCFTA Annex 5 Art. 8", state="met_late", closed_on=date(2027, 2, 22))
    found = [(article.cite, article.kept, article.missed) for article in articles(database)]
    assert found == [("AfCFTA Annex 5 Art. 8", 0, 1), ("DSU Art. 4.3", 1, 0)]


def test_of_nothing_there_is_no_median() -> None:
    assert median_of({}) is None


@given(st.lists(st.integers(0, 400), min_size=1))
def test_the_median_of_a_histogram_is_that_of_its_values(values: list[int]) -> None:
    from statistics import median

    assert median_of({value: values.count(value) for value in values}) == median(values)
