"""A child that only sends letters, forked from a process that has everything imported: it is at work at once."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess

from cases.settings import Settings, using
from flows import mailing

_context = multiprocessing.get_context("forkserver")


def start_sender(settings: Mapping[str, object]) -> ForkServerProcess:
    """The sending loop of the flows with these settings, in a process that may be killed."""
    _context.set_forkserver_preload(["tests.flows.sender", "notifications.compose", "psycopg"])
    process = _context.Process(target=send_for_ever, args=(dict(settings),))
    process.start()
    return process


def send_for_ever(settings: dict[str, object]) -> None:
    """Send until killed or asked to end."""
    with using(Settings.model_validate(settings)):
        asyncio.run(mailing.main())
