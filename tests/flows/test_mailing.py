"""Which letters wait, whose they are, and sending them without Prefect."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from cases.service.digests import queue_digests
from cases.settings import Settings
from cases.store import Database, UnitOfWork
from cases.store.work import OUTBOX
from flows.desk import Desk
from flows.mailing import cases_with_mail, lease, mark_unobserved, send_waiting
from notifications.delivery import Whose, claim
from tests.cases.service.watched_cases import DODOMA, department, local, opened, posted, watch
from tests.conftest import Now
from tests.flows.sink import Sink


@pytest.fixture
def waiting(database: Database, now: Now) -> list[UUID]:
    """Two requests at half of their time: a letter to the other state waits in each."""
    department(database)
    found = [opened(database, "notified", officer=1) for _ in range(2)]
    watch(database, now, "2027-03-17T08:00")
    return found


def digest(database: Database, now: Now) -> None:
    """A letter that belongs to no case."""
    now.at = local("2027-03-24T08:00")
    with UnitOfWork(database) as uow:
        queue_digests(uow)
        uow.commit()


def states(database: Database, letter: str) -> list[str]:
    return [row.state for row in posted(database) if row.letter == letter]


def test_each_case_with_letters_is_named_once(database: Database, waiting: list[UUID]) -> None:
    assert sorted(cases_with_mail(database)) == sorted((case_id, 0) for case_id in waiting)


def test_letters_of_no_case_are_named_by_none(database: Database, now: Now, waiting: list[UUID]) -> None:
    digest(database, now)
    assert (None, 0) in cases_with_mail(database)


def test_a_letter_that_is_being_sent_does_not_wait(database: Database, waiting: list[UUID]) -> None:
    claim(database, limit=10)
    assert cases_with_mail(database) == []


def test_a_letter_whose_sender_died_waits_again_when_the_claim_is_over(
    database: Database, now: Now, waiting: list[UUID]
) -> None:
    claim(database, limit=10, lease=timedelta(seconds=30))
    now.at += timedelta(seconds=29)
    assert cases_with_mail(database) == []
    now.at += timedelta(seconds=1)
    assert len(cases_with_mail(database)) == 2


def test_a_letter_that_was_tried_says_how_often(database: Database, waiting: list[UUID]) -> None:
    with UnitOfWork(database) as uow:
        uow.session.execute(update(OUTBOX).where(OUTBOX.c.case_id == waiting[0]), {"attempts": 2})
        uow.commit()
    assert dict(cases_with_mail(database))[waiting[0]] == 2


async def test_the_letters_of_one_case_go_and_the_others_stay(desk: Desk, waiting: list[UUID], mail: Sink) -> None:
    await send_waiting(waiting[0])
    assert sorted(states(desk.database, "reply-reminder")) == ["queued", "sent"]


async def test_the_letters_of_no_case_go_alone(desk: Desk, now: Now, waiting: list[UUID], mail: Sink) -> None:
    digest(desk.database, now)
    await send_waiting(Whose.NO_CASE)
    assert [each.to for each in mail.mail] == ["ines@example.go.ke"]


async def test_everything_that_waits_goes(desk: Desk, waiting: list[UUID], mail: Sink) -> None:
    await send_waiting(Whose.ANY)
    assert [each.to for each in mail.mail] == [DODOMA, DODOMA]


async def test_what_was_sent_is_not_sent_again(desk: Desk, waiting: list[UUID], mail: Sink) -> None:
    for _ in range(3):
        await send_waiting(Whose.ANY)
    assert len(mail.mail) == 2


async def test_a_desk_that_ends_begins_no_letter(desk: Desk, waiting: list[UUID], mail: Sink) -> None:
    desk.ending = True
    await send_waiting(Whose.ANY)
    assert mail.mail == []


async def test_more_letters_than_are_claimed_at_once_all_go(
    desk: Desk, database: Database, now: Now, mail: Sink
) -> None:
    department(database)
    for _ in range(9):
        opened(database, "notified")
    watch(database, now, "2027-03-17T08:00")
    await send_waiting(Whose.ANY)
    assert len(mail.mail) == 9


def test_letters_are_marked_as_unobserved_one_by_one(database: Database, waiting: list[UUID]) -> None:
    first = posted(database)[0].id
    mark_unobserved(database, [int(str(first))])
    assert [row.unobserved for row in posted(database)][:2] == [True, False]


def test_a_claim_outlasts_the_sending_of_a_letter(chosen: Settings) -> None:
    slow = chosen.model_copy(update={"smtp_timeout": 60.0, "mail_lease_seconds": 30.0})
    assert lease(slow) > timedelta(seconds=2 * 60)


def test_a_longer_claim_is_as_long_as_it_was_set(chosen: Settings) -> None:
    assert lease(chosen.model_copy(update={"mail_lease_seconds": 300.0})) == timedelta(seconds=300)
