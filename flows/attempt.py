"""One attempt to do a piece of work in a Prefect run: has the work begun, is it finished, which letters went in it.

It travels beside the run and not through Prefect, so that the process knows at once when a run does not get going,
and need not wait for a run that only has its own end to report.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field

PREFECT_SECONDS = 60.0
"""How long Prefect has to begin a run, and to end it when its work is done. The work has all the time it needs."""


@dataclass(slots=True)
class Attempt:
    """`begun` when the work starts, `worked` when it is done. `letters` are the outbox rows that went in it, `done`
    says in words what was done, `limit` is the time that Prefect has.
    """

    begun: asyncio.Event = field(default_factory=asyncio.Event)
    worked: asyncio.Event = field(default_factory=asyncio.Event)
    letters: list[int] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    limit: asyncio.Timeout = field(default_factory=lambda: asyncio.timeout(PREFECT_SECONDS))

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """While the work goes on; it counts as done only when it was not broken off."""
        self.begun.set()
        self._allow(None)
        yield
        self._allow(asyncio.get_running_loop().time() + PREFECT_SECONDS)
        self.worked.set()

    def _allow(self, until: float | None) -> None:
        """Move the limit, where one runs: not in a run that was started by hand."""
        with suppress(RuntimeError):
            self.limit.reschedule(until)


_current: ContextVar[Attempt] = ContextVar("attempt")


def attempt() -> Attempt:
    """The attempt under way here; a fresh one where nobody watches, as in a run started by hand."""
    found = _current.get(None)
    return begin() if found is None else found


def begin() -> Attempt:
    """A new attempt, for the present task and what it calls."""
    found = Attempt()
    _current.set(found)
    return found
