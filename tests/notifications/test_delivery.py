"""From the outbox to the server: nothing is lost, a crash repeats at most one letter, and a bad one stops no other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event as sql_event
from sqlalchemy import insert, update

from cases.settings import Settings
from cases.store import Database
from notifications import delivery
from notifications.compose import compose
from notifications.delivery import (
    LEASE,
    Outcome,
    claim,
    deliver_one,
    mark_sent,
    mark_transient,
    store_message,
    try_again,
)
from notifications.smtp import Mailer
from tests.conftest import Now
from tests.notifications import makers
from tests.notifications.makers import OUTBOX, fill, notify, outbox, row
from tests.notifications.servers import Postbox, closed_port, serving

QUEUED = ("request-copy", "request-sent", "request-to-other-state")
"""The letters of the notification that have an address; the mission has none."""


class Died(BaseException):
    """The process is gone: nothing catches this."""


@asynccontextmanager
async def office(database: Database, folder: Any, box: Postbox) -> AsyncIterator[tuple[Mailer, Settings]]:
    """A mailer for the box."""
    chosen = makers.settings(folder, smtp_host="localhost", smtp_port=box.port, smtp_starttls=False, smtp_timeout=2.0)
    post = Mailer(chosen)
    try:
        yield post, chosen
    finally:
        await post.close()


async def deliver(database: Database, post: Mailer, chosen: Settings, *, limit: int = 50) -> list[Outcome]:
    rows = await asyncio.to_thread(claim, database, limit=limit)
    return [await deliver_one(database, post, each, chosen) for each in rows]


def states(database: Database) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in outbox(database):
        found.setdefault(each.state, []).append(each.letter)
    return {state: sorted(letters) for state, letters in found.items()}


def test_a_claim_holds_what_is_due(database: Database, chosen: Settings) -> None:
    notify(database, fill(database))
    rows = claim(database, limit=10)
    assert sorted(r.letter for r in rows) == list(QUEUED)
    assert {r.state for r in rows} == {"sending"}
    assert len({r.claim for r in rows}) == 1


def test_who_claims_next_gets_none_of_them(database: Database, chosen: Settings) -> None:
    notify(database, fill(database))
    claim(database, limit=10)
    assert claim(database, limit=10) == []


def test_a_claim_takes_no_more_than_asked_for_and_the_oldest_first(database: Database, chosen: Settings) -> None:
    notify(database, fill(database))
    first, second = claim(database, limit=2), claim(database, limit=2)
    assert [r.id for r in first] + [r.id for r in second] == sorted(r.id for r in outbox(database) if r.address)


@pytest.mark.parametrize(("after", "again"), [(LEASE - timedelta(seconds=1), 0), (LEASE, 3)])
def test_a_claim_runs_out(database: Database, chosen: Settings, now: Now, after: timedelta, again: int) -> None:
    notify(database, fill(database))
    claim(database, limit=10)
    now.at += after
    assert len(claim(database, limit=10)) == again


def test_the_department_moving_its_day_ends_no_lease(sqlite: Database, chosen: Settings, now: Now) -> None:
    notify(sqlite, fill(sqlite))
    claim(sqlite, limit=10)
    sqlite.moves = True
    with sqlite.write() as session:
        sqlite.move_to(session, now.at + timedelta(hours=240))
        session.commit()
    assert claim(sqlite, limit=10) == []


def test_two_who_claim_at_once_share_nothing(database: Database, chosen: Settings) -> None:
    notify(database, fill(database))

    async def both() -> list[list[Any]]:
        return list(await asyncio.gather(*(asyncio.to_thread(claim, database, limit=2) for _ in range(2))))

    first, second = asyncio.run(both())
    assert not {r.id for r in first} & {r.id for r in second}
    assert len(first) + len(second) == 3


def test_parked_and_withheld_letters_are_not_claimed(sqlite: Database, chosen: Settings) -> None:
    notify(sqlite, fill(sqlite))
    assert {r.state for r in outbox(sqlite) if r.letter == "request-copy" and r.seat == "mission"} == {"parked"}
    assert "mission" not in {r.seat for r in claim(sqlite, limit=10)}


def test_a_claim_reads_the_index_of_what_waits(sqlite: Database, chosen: Settings) -> None:
    seen: list[tuple[str, Any]] = []
    sql_event.listen(sqlite.engine, "before_cursor_execute", lambda *a: seen.append((a[2], a[3])))
    claim(sqlite, limit=10)
    statement, values = next((s, v) for s, v in seen if "UPDATE outbox" in s)
    with sqlite.read() as session:
        plan = session.connection().exec_driver_sql("EXPLAIN QUERY PLAN " + statement, values).all()
    assert any("ix_outbox_waiting" in str(step) for step in plan)


async def test_letters_go_out_and_are_marked_with_the_answer(
    database: Database, chosen: Settings, tmp_path: Any
) -> None:
    notify(database, fill(database))
    async with serving(Postbox()) as box, office(database, tmp_path, box) as (post, settings):
        assert await deliver(database, post, settings) == [Outcome.SENT] * 3
    assert states(database) == {"sent": list(QUEUED), "parked": ["request-copy"]}
    sent = row(database, "request-to-other-state")
    assert sent.answer.startswith("2.0.0 Taken as ")
    assert (sent.address, sent.claim, sent.attempts) == ("nfp_other@ug.example", None, 0)
    assert sent.subject.startswith("KE-NTB-2027-00001-")


async def test_the_bytes_on_file_are_the_bytes_that_went(sqlite: Database, chosen: Settings, tmp_path: Any) -> None:
    notify(sqlite, fill(sqlite))
    async with serving(Postbox()) as box, office(sqlite, tmp_path, box) as (post, settings):
        await deliver(sqlite, post, settings)
    taken = {bytes(each.original_content or b"") for each in box.taken}
    assert {bytes(r.mime) for r in outbox(sqlite) if r.state == "sent"} == taken


async def test_a_server_that_says_later_is_asked_again_after_a_while(
    database: Database, chosen: Settings, tmp_path: Any, now: Now
) -> None:
    notify(database, fill(database))
    async with serving(Postbox("450 4.2.1 Greylisted", until=3)) as box, office(database, tmp_path, box) as (post, s):
        assert await deliver(database, post, s) == [Outcome.LATER] * 3
        assert row(database, "request-sent").answer == "450 4.2.1 Greylisted"
        now.at += timedelta(seconds=14)
        assert await deliver(database, post, s) == []
        now.at += timedelta(seconds=1)
        assert await deliver(database, post, s) == [Outcome.SENT] * 3
    assert row(database, "request-sent").attempts == 1
    assert len(set(box.message_ids)) == len(box.message_ids) == 3


async def test_a_server_that_refuses_for_good_parks_the_letter(
    database: Database, chosen: Settings, tmp_path: Any
) -> None:
    notify(database, fill(database))
    async with serving(Postbox("rcpt 550 5.1.1 No such person")) as box, office(database, tmp_path, box) as (post, s):
        assert await deliver(database, post, s) == [Outcome.PARKED] * 3
    parked = row(database, "request-sent")
    assert (parked.state, parked.why) == ("parked", "The mail server refused it for good: 550 5.1.1 No such person")


async def test_a_server_that_is_down_loses_nothing(sqlite: Database, chosen: Settings, tmp_path: Any) -> None:
    notify(sqlite, fill(sqlite))
    box = Postbox()
    box.port = closed_port()
    async with office(sqlite, tmp_path, box) as (post, s):
        assert await deliver(sqlite, post, s) == [Outcome.LATER] * 3
    assert states(sqlite)["queued"] == list(QUEUED)


@pytest.mark.parametrize(("days", "outcome"), [(4.9, Outcome.LATER), (5, Outcome.PARKED)])
def test_after_five_days_a_letter_is_parked(
    sqlite: Database, chosen: Settings, now: Now, days: float, outcome: Outcome
) -> None:
    notify(sqlite, fill(sqlite))
    now.at += timedelta(hours=24 * days)
    held = claim(sqlite, limit=1)[0]
    assert mark_transient(sqlite, held, "450 Later") is outcome


async def test_a_letter_that_cannot_be_written_is_parked_and_the_rest_goes_on(
    database: Database, chosen: Settings, tmp_path: Any
) -> None:
    notify(database, fill(database))
    with database.write() as session:
        session.execute(update(OUTBOX).where(OUTBOX.c.letter == "request-sent").values(letter="unknown-letter"))
        session.commit()
    async with serving(Postbox()) as box, office(database, tmp_path, box) as (post, s):
        outcomes = await deliver(database, post, s)
    assert sorted(outcomes) == [Outcome.PARKED, Outcome.SENT, Outcome.SENT]
    why = "The letter could not be written: No letter is called 'unknown-letter'."
    assert row(database, "unknown-letter").why == why


async def test_an_address_that_is_none_parks_the_letter(sqlite: Database, chosen: Settings, tmp_path: Any) -> None:
    notify(sqlite, fill(sqlite))
    with sqlite.write() as session:
        session.execute(update(OUTBOX).where(OUTBOX.c.letter == "request-sent").values(address="nobody"))
        session.commit()
    async with serving(Postbox()) as box, office(sqlite, tmp_path, box) as (post, s):
        await deliver(sqlite, post, s)
    assert row(sqlite, "request-sent").why.startswith("This is not an e-mail address.")


def test_who_lost_the_claim_changes_nothing(database: Database, chosen: Settings, now: Now) -> None:
    notify(database, fill(database))
    late = claim(database, limit=1)[0]
    now.at += LEASE
    claim(database, limit=10)
    with database.read() as session:
        composed = compose(session, late, chosen)
    assert store_message(database, late, composed) is False
    assert mark_sent(database, late, "250 OK") is False
    assert mark_transient(database, late, "450") is Outcome.LOST
    assert {r.state for r in outbox(database) if r.address} == {"sending"}


async def test_who_lost_the_claim_sends_nothing(sqlite: Database, chosen: Settings, tmp_path: Any, now: Now) -> None:
    notify(sqlite, fill(sqlite))
    late = claim(sqlite, limit=10)
    now.at += LEASE
    claim(sqlite, limit=10)
    async with serving(Postbox()) as box, office(sqlite, tmp_path, box) as (post, s):
        assert [await deliver_one(sqlite, post, each, s) for each in late] == [Outcome.LOST] * 3
    assert box.taken == []


def dying_before(name: str) -> Callable[..., Any]:
    def gone(*args: Any, **kwargs: Any) -> Any:
        raise Died(name)

    return gone


def dying_after(real: Callable[..., Any]) -> Callable[..., Any]:
    def gone(*args: Any, **kwargs: Any) -> Any:
        real(*args, **kwargs)
        raise Died(real.__name__)

    return gone


POINTS = ("before composing", "before keeping", "after keeping", "before sending", "after sending", "before marking")


@pytest.mark.parametrize("point", POINTS)
async def test_a_process_that_dies_loses_nothing_and_repeats_at_most_one(
    database: Database, chosen: Settings, tmp_path: Any, now: Now, point: str
) -> None:
    notify(database, fill(database))
    async with serving(Postbox()) as box, office(database, tmp_path, box) as (post, s):
        with pytest.MonkeyPatch.context() as patch:
            _die(patch, post, point)
            with pytest.raises(Died):
                await deliver(database, post, s)
        now.at += LEASE
        assert await deliver(database, post, s) == [Outcome.SENT] * 3
    assert states(database)["sent"] == list(QUEUED)
    assert set(box.message_ids) == {r.message_id for r in outbox(database) if r.state == "sent"}
    assert len(box.message_ids) - 3 == (1 if point in ("after sending", "before marking") else 0)
    assert len({bytes(each.original_content or b"") for each in box.taken}) == 3


def _die(patch: pytest.MonkeyPatch, post: Mailer, point: str) -> None:
    when, _, what = point.partition(" ")
    name = {"composing": "compose", "keeping": "store_message", "marking": "mark_sent"}.get(what)
    if name:
        real = getattr(delivery, name)
        patch.setattr(delivery, name, dying_before(name) if when == "before" else dying_after(real))
        return
    patch.setattr(post, "send", _sends_and_dies(post.send if when == "after" else None))


def _sends_and_dies(real: Callable[..., Awaitable[str]] | None) -> Callable[..., Awaitable[str]]:
    async def gone(*args: Any) -> str:
        if real is not None:
            await real(*args)
        raise Died("sending")

    return gone


async def test_a_crash_after_the_case_moved_on_sends_the_words_kept_before(
    sqlite: Database, chosen: Settings, tmp_path: Any, now: Now
) -> None:
    notify(sqlite, fill(sqlite))
    held = claim(sqlite, limit=10)
    kept = [delivery.prepare(sqlite, each, chosen) for each in held]
    with sqlite.write() as session:
        session.execute(update(makers.PARTY).values(name="Somebody Else"))
        session.commit()
    now.at += LEASE
    async with serving(Postbox()) as box, office(sqlite, tmp_path, box) as (post, s):
        await deliver(sqlite, post, s)
    assert {bytes(e.original_content or b"") for e in box.taken} == {k.message for k in kept if k}


def code_letter(database: Database) -> None:
    case_id = fill(database)
    with database.write() as session:
        made = database.real_now()
        session.execute(
            insert(OUTBOX).values(
                case_id=case_id, letter="email-code", seat="complainant", address="trader@example.org", language="en",
                context={"secret": "123456"}, state="queued", why="", message_id="<code@tatua>", dedupe="code",
                subject="", attempts=0, made_at=made, next_try_at=made, answer="", unobserved=False,
            )
        )  # fmt: skip
        session.commit()


async def test_a_code_is_wiped_once_it_went(sqlite: Database, chosen: Settings, tmp_path: Any) -> None:
    code_letter(sqlite)
    async with serving(Postbox()) as box, office(sqlite, tmp_path, box) as (post, s):
        await deliver(sqlite, post, s)
    assert b"Your code is 123456. It works for 15 minutes" in bytes(box.taken[0].original_content or b"")
    kept = row(sqlite, "email-code")
    assert (kept.state, kept.context, kept.mime) == ("sent", {}, None)
    assert "123456" not in str(kept)


async def test_a_code_that_was_refused_is_wiped_as_well(sqlite: Database, chosen: Settings, tmp_path: Any) -> None:
    code_letter(sqlite)
    async with serving(Postbox("550 No")) as box, office(sqlite, tmp_path, box) as (post, s):
        await deliver(sqlite, post, s)
    kept = row(sqlite, "email-code")
    assert (kept.state, kept.context, kept.mime) == ("parked", {}, None)
    assert try_again(sqlite, kept.id) is False


async def test_a_parked_letter_goes_to_a_corrected_address(sqlite: Database, chosen: Settings, tmp_path: Any) -> None:
    notify(sqlite, fill(sqlite))
    parked = row(sqlite, "request-copy", seat="mission")
    assert try_again(sqlite, parked.id, address="mission@ke.example") is True
    async with serving(Postbox()) as box, office(sqlite, tmp_path, box) as (post, s):
        await deliver(sqlite, post, s)
    assert parked.message_id in box.message_ids
    assert row(sqlite, "request-copy", seat="mission").address == "mission@ke.example"
    assert try_again(sqlite, parked.id) is False
