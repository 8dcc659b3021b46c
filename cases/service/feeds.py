"""Secret addresses at which a calendar program reads clocks: made, read and revoked. No act in law.

The address is the key: whoever knows it reads the calendar, so only its hash is kept, and it opens nothing once it is
revoked, its owner's account ended or lost the right to read cases, or its case is no longer open to the owner.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, func, select, update

from cases.engine import Actor
from cases.errors import InputRefused, NotAllowed, NotFound
from cases.seats import Role
from cases.store import Database, UnitOfWork
from cases.store.feeds import CASE_ALONE, FEED, SCOPES, Entry, Scope, entries, feed_behind, is_open_to
from cases.store.lists import NOT_YOURS, READERS, find_case
from cases.store.reading import Reading
from cases.words import N_

MOST_FEEDS = 20
"""The most addresses that one person keeps."""
SEEN_EVERY = timedelta(minutes=1)
SHOWN_AGAIN = timedelta(minutes=10)
NOTHING_HERE = N_("There is nothing at this address.")


@dataclass(frozen=True, slots=True)
class Calendar:
    """What stands behind an address just now, and the language of whoever made it."""

    scope: str
    language: str
    entries: tuple[Entry, ...]


def token_of(secret: str, account: int, form: str) -> str:
    """The secret part of the address that a form asks for, 256 bits: the same form asks for the same address.

    So a form that was sent twice can show the address twice, and it is kept nowhere in between.
    """
    made = hmac.digest(secret.encode(), f"feed:{account}:{form}".encode(), "sha256")
    return urlsafe_b64encode(made).rstrip(b"=").decode()


def hash_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def make_feed(uow: UnitOfWork, scope: str, token: str, *, actor: Actor, reference: str = "") -> bool:
    """Open an address for the actor's own cases, their department, or one case. The caller commits.

    Answers whether the address may be shown: it is, while it was made just now and not revoked, to the same form again.
    """
    if actor.account is None or not actor.roles & READERS:
        raise NotAllowed(N_("Calendars are for staff who work on cases."))
    if scope not in SCOPES:
        raise InputRefused({"scope": N_("Choose whose dates the calendar shows.")})
    case_id = _case(uow, reference, actor) if scope == CASE_ALONE else None
    kept = _kept(uow, token)
    if kept is not None:
        return kept.revoked_at is None and uow.database.real_now() - kept.made_at < SHOWN_AGAIN
    open_ones = select(func.count()).where(FEED.c.account_id == actor.account, FEED.c.revoked_at.is_(None))
    if uow.session.execute(open_ones).scalar_one() >= MOST_FEEDS:
        raise InputRefused({"scope": N_("You have 20 addresses. Revoke one that you no longer use.")})
    values = {
        "account_id": actor.account, "scope": scope, "case_id": case_id, "token_hash": hash_of(token),
        "made_at": uow.database.real_now(),
    }  # fmt: skip
    uow.session.execute(uow.insert_into(FEED).values(values).on_conflict_do_nothing())
    return True


def _kept(uow: UnitOfWork, token: str) -> Row[Any] | None:
    wanted = select(FEED.c.made_at, FEED.c.revoked_at).where(FEED.c.token_hash == hash_of(token))
    return uow.session.execute(wanted).one_or_none()


def _case(uow: UnitOfWork, reference: str, actor: Actor) -> object:
    try:
        return find_case(uow.session, reference, actor)
    except NotFound:
        raise InputRefused({"reference": NOT_YOURS}) from None


def revoke_feed(uow: UnitOfWork, feed_id: int, *, actor: Actor) -> None:
    """Close an address of the actor's own, at once and for good. Closing it again changes nothing. Caller commits."""
    own = (FEED.c.id == feed_id, FEED.c.account_id == actor.account)
    if uow.session.execute(select(FEED.c.id).where(*own)).first() is None:
        raise NotFound(NOTHING_HERE)
    closed = update(FEED).where(*own, FEED.c.revoked_at.is_(None))
    uow.session.execute(closed.values(revoked_at=uow.database.real_now()))


def read_feed(database: Database, token: str) -> Calendar:
    """The calendar behind an address; `NotFound` in the same words whatever the reason. Notes that it was read."""
    with Reading(database) as uow:
        feed = feed_behind(uow.session, hash_of(token))
        if feed is None or feed.disabled:
            raise NotFound(NOTHING_HERE)
        actor = Actor(frozenset(Role(role) for role in feed.roles), account=feed.account_id)
        if not _still_theirs(uow, feed, actor):
            raise NotFound(NOTHING_HERE)
        scope = Scope(feed.scope, feed.account_id, feed.department, feed.case_id)
        found = Calendar(feed.scope, feed.language, tuple(entries(uow.session, scope, actor, uow.today)))
    _note_read(database, feed)
    return found


def _still_theirs(uow: UnitOfWork, feed: Row[Any], actor: Actor) -> bool:
    if not actor.roles & READERS:
        return False
    return feed.scope != CASE_ALONE or is_open_to(uow.session, feed.case_id, actor)


def _note_read(database: Database, feed: Row[Any]) -> None:
    """When it was read, to the minute: programs ask often."""
    now = database.real_now()
    if feed.read_at is None or now - feed.read_at >= SEEN_EVERY:
        with UnitOfWork(database) as uow:
            uow.session.execute(update(FEED).where(FEED.c.id == feed.id).values(read_at=now))
            uow.commit()
