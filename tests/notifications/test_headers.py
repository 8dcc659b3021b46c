"""No field of a case, however it is written, becomes a header of its own or a second recipient."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime
from email.message import Message
from typing import Any

import pytest

from cases.settings import Settings
from cases.store import Database
from notifications.compose import BadAddress, _composed, compose
from tests.notifications.makers import fill, notify, occasion, outbox

BREAKS = (
    "\r\n",
    "\n",
    "\r",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x1d",
    "\x1e",
    "\x85",
    "\u2028",
    "\u2029",
    "\x00\n",
    "\n ",
    "\r\n\t",
)
ADDED = ("Bcc: evil@example.org", "Subject: forged", "X-Evil: 1", "\n<script>", "=?utf-8?q?=0ABcc:_evil@example.org?=")
PAYLOADS = [f"Tea{brk}{header}" for brk in BREAKS for header in ADDED]
NOW = datetime(2027, 3, 3, 7, tzinfo=UTC)
KNOWN = {
    "Subject", "From", "To", "Reply-To", "Message-ID", "Date", "Auto-Submitted", "Content-Language", "In-Reply-To",
    "References", "List-Id", "MIME-Version", "Content-Type",
}  # fmt: skip


def made(settings: Settings, key: str = "your-turn", **changes: Any) -> Message:
    about = replace(occasion(key), **changes)
    composed = _composed(about, settings, message_id="<1@tatua>", at=NOW)
    return email.message_from_bytes(composed.message, policy=email.policy.SMTP)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_broken_line_in_any_field_adds_no_header(payload: str, chosen: Settings) -> None:
    for name in ("title", "to", "reference"):
        message = made(chosen, **{name: payload})
        assert set(message.keys()) <= KNOWN
        assert len(message.get_all("Subject", [])) == 1
        to: Any = message["To"]
        assert [each.addr_spec for each in to.addresses] == ["reader@example.org"]


@pytest.mark.parametrize("payload", PAYLOADS[:20])
def test_a_broken_line_in_what_somebody_answered_adds_no_header(payload: str, chosen: Settings) -> None:
    act = occasion("case-split").event
    assert act is not None
    message = made(chosen, "case-split", event=replace(act, data={"title": payload}))
    assert set(message.keys()) <= KNOWN


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example\r\nBcc: evil@example.org", "a@b.example\nevil@example.org", "a@b.example,evil@example.org",
        "a@b.example evil@example.org", "Eve <evil@example.org>", "a@b@c.example", "nobody", "@b.example", "a@",
        "a@b.example\u2028", "b\u00fccher@b.example", "",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_in_words(address: str, chosen: Settings) -> None:
    if address == "":
        assert made(chosen, address="")["To"] is None
        return
    with pytest.raises(BadAddress, match="Correct it"):
        made(chosen, address=address)


def test_a_long_subject_is_cut(chosen: Settings) -> None:
    act = occasion("case-split").event
    assert act is not None
    message = made(chosen, "your-turn", reference="K" * 400, event=act)
    assert len(message["Subject"]) == 250


def test_every_stored_letter_of_a_step_has_only_known_headers(sqlite: Database, chosen: Settings) -> None:
    notify(sqlite, fill(sqlite))
    with sqlite.read() as session:
        for each in outbox(sqlite):
            if each.address:
                message = email.message_from_bytes(compose(session, each, chosen).message, policy=email.policy.SMTP)
                assert set(message.keys()) <= KNOWN
