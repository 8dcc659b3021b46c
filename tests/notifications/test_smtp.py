"""The mailer against real servers: pooled, timed, and clear about what may be tried again."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from notifications.smtp import Mailer, PermanentFailure, TransientFailure, backoff
from tests.notifications import makers
from tests.notifications.servers import OnlyAlice, Postbox, certificate, closed_port, serving

LETTER = b"Subject: Hello\r\nMessage-ID: <1@tatua>\r\n\r\nHello\r\n"
FROM, TO = "no-reply@tatua.example", "reader@example.org"


@asynccontextmanager
async def mailer(folder: Path, port: int, tls: ssl.SSLContext | None = None, **changes: Any) -> AsyncIterator[Mailer]:
    """A mailer for a server on this machine, without TLS unless asked for."""
    plain = {"smtp_host": "localhost", "smtp_port": port, "smtp_starttls": False, "smtp_timeout": 5.0}
    made = Mailer(makers.settings(folder, **{**plain, **changes}), tls_context=tls)
    try:
        yield made
    finally:
        await made.close()


async def test_a_letter_arrives_and_the_answer_is_told(tmp_path: Path) -> None:
    async with serving(Postbox()) as box, mailer(tmp_path, box.port) as post:
        assert await post.send(FROM, TO, LETTER) == "2.0.0 Taken as 1"
    assert (box.taken[0].mail_from, box.taken[0].rcpt_tos) == (FROM, [TO])


async def test_letters_one_after_another_share_a_connection(tmp_path: Path) -> None:
    async with serving(Postbox()) as box, mailer(tmp_path, box.port) as post:
        for _ in range(5):
            await post.send(FROM, TO, LETTER)
    assert (len(box.taken), len(box.connections)) == (5, 1)


async def test_many_at_once_use_a_few_connections(tmp_path: Path) -> None:
    async with serving(Postbox()) as box, mailer(tmp_path, box.port) as post:
        await asyncio.gather(*(post.send(FROM, TO, LETTER) for _ in range(30)))
    assert len(box.taken) == 30
    assert len(box.connections) <= 4


@pytest.mark.parametrize("fault", ["450 4.2.1 Later", "451 4.3.0 Local error", "rcpt 450 Greylisted", "421"])
async def test_a_four_hundred_may_be_tried_again(tmp_path: Path, fault: str) -> None:
    async with serving(Postbox(fault)) as box, mailer(tmp_path, box.port) as post:
        with pytest.raises(TransientFailure) as failed:
            await post.send(FROM, TO, LETTER)
    assert failed.value.answer.startswith(fault.removeprefix("rcpt ")[:3])


@pytest.mark.parametrize("fault", ["550 5.7.1 Refused", "554 No", "rcpt 550 No such person"])
async def test_a_five_hundred_is_for_good(tmp_path: Path, fault: str) -> None:
    async with serving(Postbox(fault)) as box, mailer(tmp_path, box.port) as post:
        with pytest.raises(PermanentFailure) as refused:
            await post.send(FROM, TO, LETTER)
    assert refused.value.answer == fault.removeprefix("rcpt ")


async def test_after_a_refusal_the_connection_goes_on(tmp_path: Path) -> None:
    async with serving(Postbox("550 5.7.1 Refused", until=1)) as box, mailer(tmp_path, box.port) as post:
        with pytest.raises(PermanentFailure):
            await post.send(FROM, TO, LETTER)
        await post.send(FROM, TO, LETTER)
    assert (len(box.taken), len(box.connections)) == (1, 1)


@pytest.mark.parametrize("fault", ["421", "drop"])
async def test_after_a_lost_connection_a_new_one_is_made(tmp_path: Path, fault: str) -> None:
    async with serving(Postbox(fault, until=1)) as box, mailer(tmp_path, box.port) as post:
        with pytest.raises(TransientFailure):
            await post.send(FROM, TO, LETTER)
        await post.send(FROM, TO, LETTER)
    assert len(box.connections) == 2


async def test_a_server_that_takes_the_letter_and_dies_is_transient(tmp_path: Path) -> None:
    async with serving(Postbox("drop")) as box, mailer(tmp_path, box.port) as post:
        with pytest.raises(TransientFailure):
            await post.send(FROM, TO, LETTER)
    assert box.message_ids == ["<1@tatua>"]


async def test_a_server_that_says_nothing_costs_its_time_out_and_no_more(tmp_path: Path) -> None:
    async with serving(Postbox("hang")) as box, mailer(tmp_path, box.port, smtp_timeout=0.3) as post:
        start = monotonic()
        with pytest.raises(TransientFailure, match="did not answer in time"):
            await post.send(FROM, TO, LETTER)
        assert monotonic() - start < 2


async def test_one_dead_connection_blocks_no_other_letter(tmp_path: Path) -> None:
    async with serving(Postbox("hang", until=1)) as box, mailer(tmp_path, box.port, smtp_timeout=3) as post:
        hanging = asyncio.create_task(post.send(FROM, TO, LETTER))
        await asyncio.sleep(0.2)
        start = monotonic()
        await asyncio.gather(*(post.send(FROM, TO, LETTER) for _ in range(6)))
        assert monotonic() - start < 2
        hanging.cancel()
        with pytest.raises(asyncio.CancelledError):
            await hanging


async def test_a_server_that_is_down_is_transient(tmp_path: Path) -> None:
    async with mailer(tmp_path, closed_port()) as post:
        with pytest.raises(TransientFailure, match="could not be reached"):
            await post.send(FROM, TO, LETTER)


async def test_a_connection_that_rested_too_long_is_not_used_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notifications.smtp.IDLE_SECONDS", 0.0)
    async with serving(Postbox()) as box, mailer(tmp_path, box.port) as post:
        await post.send(FROM, TO, LETTER)
        await post.send(FROM, TO, LETTER)
    assert len(box.connections) == 2


async def test_a_connection_that_the_server_closed_is_not_used_again(tmp_path: Path) -> None:
    async with serving(Postbox()) as box, mailer(tmp_path, box.port) as post:
        await post.send(FROM, TO, LETTER)
        transport: Any = box.connections[0].transport
        transport.close()
        await asyncio.sleep(0.05)
        await post.send(FROM, TO, LETTER)
    assert len(box.taken) == 2


async def test_what_is_no_address_is_refused_for_good(tmp_path: Path) -> None:
    async with serving(Postbox()) as box, mailer(tmp_path, box.port) as post:
        with pytest.raises(PermanentFailure):
            await post.send(FROM, "a@b.example\r\nRCPT TO:<evil@example.org>", LETTER)
    assert box.taken == []


async def test_starttls_is_used(tmp_path: Path) -> None:
    server, client = certificate(tmp_path)
    options = {"tls_context": server, "require_starttls": True}
    async with serving(Postbox(), **options) as box, mailer(tmp_path, box.port, client, smtp_starttls=True) as post:
        await post.send(FROM, TO, LETTER)
    assert len(box.taken) == 1


async def test_without_starttls_nothing_is_sent(tmp_path: Path) -> None:
    async with serving(Postbox()) as box, mailer(tmp_path, box.port, smtp_starttls=True) as post:
        with pytest.raises(TransientFailure):
            await post.send(FROM, TO, LETTER)
    assert box.taken == []


async def test_a_certificate_that_nobody_vouches_for_is_not_trusted(tmp_path: Path) -> None:
    server, _ = certificate(tmp_path)
    options = {"tls_context": server}
    async with serving(Postbox(), **options) as box, mailer(tmp_path, box.port, smtp_starttls=True) as post:
        with pytest.raises(TransientFailure):
            await post.send(FROM, TO, LETTER)
    assert box.taken == []


@pytest.mark.parametrize(("password", "lets_in"), [("secret", True), ("wrong", False)])
async def test_login_is_asked_for_over_tls(tmp_path: Path, password: str, lets_in: bool) -> None:
    server, client = certificate(tmp_path)
    options = {"tls_context": server, "require_starttls": True, "authenticator": OnlyAlice(), "auth_required": True}
    login = {"smtp_starttls": True, "smtp_user": "alice", "smtp_password": password}
    async with serving(Postbox(), **options) as box, mailer(tmp_path, box.port, client, **login) as post:
        if lets_in:
            await post.send(FROM, TO, LETTER)
        else:
            with pytest.raises(TransientFailure):
                await post.send(FROM, TO, LETTER)
    assert bool(box.taken) is lets_in


async def test_without_a_mail_server_letters_go_to_the_sink(tmp_path: Path) -> None:
    async with serving(Postbox()) as box, mailer(tmp_path, 25, smtp_host="", sink_port=box.port) as post:
        await post.send(FROM, TO, LETTER)
    assert len(box.taken) == 1


@pytest.mark.parametrize(
    ("attempt", "seconds"),
    [(0, 15), (1, 15), (2, 60), (3, 300), (4, 900), (5, 3600), (6, 14400), (7, 43200), (8, 43200), (99, 43200)],
)
def test_each_failure_waits_longer(attempt: int, seconds: int) -> None:
    assert backoff(attempt) == timedelta(seconds=seconds)
