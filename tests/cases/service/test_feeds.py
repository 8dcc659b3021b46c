"""Calendar addresses on both databases: what they hold, how it is numbered, and when they are dead."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert, select, update

from cases.engine import Actor
from cases.errors import InputRefused, NotAllowed, NotFound
from cases.models import Account, DeadlineChange
from cases.seats import Role
from cases.service.feeds import make_feed, read_feed, revoke_feed, token_of
from cases.store import Database, UnitOfWork, feeds
from cases.store.feeds import FEED, Entry
from cases.store.tables import CASE, DEADLINE
from tests.cases.service.watched_cases import department, opened
from tests.conftest import Now

TODAY = date(2027, 3, 3)
TOKEN = token_of("secret", 1, "form")
OFFICER = Actor(frozenset({Role.OFFICER}), account=1)


def ready(database: Database, scope: str = "officer") -> None:
    """Ines has one case in which a request is out, and an address."""
    opened(database, "notified", officer=department(database)["officer"])
    with UnitOfWork(database) as uow:
        make_feed(uow, scope, TOKEN, actor=OFFICER)
        uow.commit()


def entries(database: Database) -> dict[str, Entry]:
    return {each.clock.key: each for each in read_feed(database, TOKEN).entries}


def now_is(database: Database, key: str = "response", **values: object) -> None:
    """The clock of that key stands otherwise."""
    with UnitOfWork(database) as uow:
        uow.session.execute(update(DEADLINE).where(DEADLINE.c.key == key), values)
        uow.commit()


def test_a_secret_has_256_bits_and_is_the_same_for_the_same_form_alone() -> None:
    assert len(TOKEN) == 43
    assert token_of("secret", 1, "form") == TOKEN
    others = {token_of("other", 1, "form"), token_of("secret", 2, "form"), token_of("secret", 1, "another")}
    assert len(others | {TOKEN}) == 4


def test_only_the_hash_is_kept(database: Database) -> None:
    ready(database)
    with database.read() as session:
        [row] = session.execute(select(FEED)).all()
    assert TOKEN not in str(tuple(row))


def test_the_calendar_holds_the_clocks_that_run(database: Database) -> None:
    ready(database)
    assert "response" in entries(database)


def test_a_moved_date_has_a_higher_sequence_and_a_later_change(database: Database, now: Now) -> None:
    ready(database)
    before = entries(database)["response"]
    now.at += timedelta(hours=1)
    with UnitOfWork(database) as uow:
        c = before.clock
        uow.session.execute(
            insert(DeadlineChange),
            {"case_id": c.case_id, "key": c.key, "visit": c.visit, "occurrence": c.occurrence, "subject": c.subject,
             "before": c.due_on, "after": c.due_on + timedelta(days=1), "cause": "A gazette notice.",
             "recorded_at": uow.now},
        )  # fmt: skip
        uow.commit()
    after = entries(database)["response"]
    assert (after.sequence > before.sequence, after.changed_at) == (True, now.at)


@pytest.mark.parametrize(("due", "there"), [(date(2026, 12, 2), False), (date(2026, 12, 3), True)])
def test_what_is_overdue_stays_for_90_days(database: Database, due: date, there: bool) -> None:
    ready(database)
    now_is(database, due_on=due)
    assert ("response" in entries(database)) is there


@pytest.mark.parametrize(("closed", "there"), [(date(2027, 1, 31), False), (date(2027, 2, 1), True)])
def test_what_ended_stays_for_30_days(database: Database, closed: date, there: bool) -> None:
    ready(database)
    now_is(database, state="met", closed_on=closed)
    assert ("response" in entries(database)) is there


def test_a_forecast_is_in_no_calendar(database: Database) -> None:
    ready(database)
    now_is(database, kind="target")
    assert "response" not in entries(database)


def test_a_calendar_is_not_longer_than_its_limit(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    ready(database)
    opened(database, "notified", officer=1)
    monkeypatch.setattr(feeds, "MOST_ENTRIES", 3)
    found = read_feed(database, TOKEN).entries
    assert [each.clock.due_on for each in found] == sorted(each.clock.due_on for each in found)
    assert len(found) == 3


def test_when_it_was_read_is_noted_to_the_minute(database: Database, now: Now) -> None:
    ready(database)
    for seconds in (0, 59, 1):
        now.at += timedelta(seconds=seconds)
        read_feed(database, TOKEN)
    with database.read() as session:
        assert session.execute(select(FEED.c.read_at)).scalar_one() == datetime(2027, 3, 3, 7, 1, tzinfo=UTC)


def test_a_revoked_address_holds_nothing(database: Database) -> None:
    ready(database)
    for _ in range(2):
        with UnitOfWork(database) as uow:
            revoke_feed(uow, uow.session.execute(select(FEED.c.id)).scalar_one(), actor=OFFICER)
            uow.commit()
    with pytest.raises(NotFound):
        read_feed(database, TOKEN)


def test_somebody_elses_address_cannot_be_revoked(database: Database) -> None:
    ready(database)
    with UnitOfWork(database) as uow:
        key = uow.session.execute(select(FEED.c.id)).scalar_one()
        with pytest.raises(NotFound):
            revoke_feed(uow, key, actor=Actor(frozenset({Role.SUPERVISOR}), account=3))


@pytest.mark.parametrize("change", [{"disabled": True}, {"roles": ["administrator"]}])
def test_an_address_dies_with_the_right_to_read_cases(database: Database, change: dict[str, object]) -> None:
    ready(database)
    with UnitOfWork(database) as uow:
        uow.session.execute(update(Account).where(Account.id == 1), change)  # type: ignore[arg-type]
        uow.commit()
    with pytest.raises(NotFound):
        read_feed(database, TOKEN)


def test_a_case_that_changes_hands_leaves_the_calendar(database: Database) -> None:
    ready(database)
    with UnitOfWork(database) as uow:
        uow.session.execute(update(CASE), {"officer_id": 2})
        uow.commit()
    assert entries(database) == {}


def test_a_calendar_is_for_those_who_read_cases(database: Database) -> None:
    department(database)
    with UnitOfWork(database) as uow, pytest.raises(NotAllowed):
        make_feed(uow, "officer", TOKEN, actor=Actor(frozenset({Role.ADMINISTRATOR}), account=1))


def test_a_case_that_is_not_theirs_has_no_calendar(database: Database) -> None:
    department(database)
    with UnitOfWork(database) as uow, pytest.raises(InputRefused) as refused:
        make_feed(uow, "case", TOKEN, actor=OFFICER, reference="KE-NTB-2020-99999-X")
    assert set(refused.value.fields) == {"reference"}
