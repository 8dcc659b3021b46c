"""Words of the grammar for time: what starts a limit, how long it is, reminders, and what follows when it is over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from cases.history import Facts
from cases.law import LegalStatus, Provision
from cases.law.limits import Limit
from cases.lifecycle.terms import DONE, Anchor, Email, Gate, Kind
from cases.periods import Period
from cases.seats import OFFICER, SUPERVISOR, Seat


@dataclass(frozen=True, slots=True)
class Before:
    """Remind so many calendar days before the last day."""

    days: int


@dataclass(frozen=True, slots=True)
class After:
    """Remind so many calendar days after the start."""

    days: int


class HalfTime:
    """Remind when half of the time is over."""


HALF_TIME = HalfTime()


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of a reminder ladder; each goes out at most once."""

    at: Before | After | HalfTime
    email: Email

    @property
    def key(self) -> str:
        at = self.at
        stem = "half" if isinstance(at, HalfTime) else f"{'before' if isinstance(at, Before) else 'after'}-{at.days}"
        return f"{stem}:{self.email.to.key}"


@dataclass(frozen=True, slots=True)
class Expiry:
    """What follows when the last day is over: a letter to somebody who escalates, an action that the system takes,
    or a door that opens (said in words). Nothing is ever deemed decided unless a provision says so.
    """

    emails: Sequence[Email] = ()
    take: str | None = None
    door: str = ""
    after: int = 0


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The n-th taking of an action starts the clock (1 is the first); `LATEST` restarts it with each taking."""

    action: str
    n: int | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting from a committee's calendar: the first on or after entry into the stage."""

    body: str


@dataclass(frozen=True, slots=True)
class OnFact:
    """A date among the facts of the case (a target date in a plan, entry into force)."""

    fact: str


class Entry:
    """Entry into the stage: one clock per visit."""


ENTRY = Entry()


Within: TypeAlias = "Limit | Period | Callable[[Facts], Limit | Period | None] | None"


@dataclass(frozen=True, slots=True)
class Layers:
    """Treaty cap, national rule, policy target. A national rule looser than the cap is refused at start."""

    cap: Limit
    rule: Limit | None = None
    target: Limit | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A limit of the procedure.

    `of` starts it: an action (`"submit"`), an `Occurrence`, `ENTRY`, a `Meeting` or a date among the facts. `within`
    is its length: a limit on file, a period, a choice by the facts, or None for an open-ended clock with reviews.
    `before` counts back from the date instead. `deemed` is added to a sending date where the law deems receipt.
    `met_by` are the actions that meet it; without any, leaving the stage does. `runs_on` keeps it running after the
    stage is left. `unless` says in words why it does not run in this case. `per` gives one clock per subject. What ends
    by itself ends on its day, closed or not: it does not roll (`rolls`).
    """

    key: str
    title: str
    kind: Kind
    of: str | Occurrence | Entry | Meeting | OnFact
    within: Within
    cite: Provision
    anchor: Anchor = DONE
    met_by: Sequence[str] = ()
    remind: Sequence[Rung] = ()
    on_expiry: Sequence[Expiry] = ()
    seat: Seat = OFFICER
    calendar: str | Callable[[Facts], str] = "nairobi"
    before: bool = False
    first_day_counts: bool = False
    opens_after: Within = None
    deemed: Period | None = None
    layers: Layers | None = None
    less: int = 0
    runs_on: bool = False
    per: str | None = None
    unless: Gate | None = None
    rolls: bool = True

    @property
    def internal(self) -> bool:
        """Whether it is our own standard: such clocks stop in the stages that wait for the complainant."""
        return self.cite.status is LegalStatus.SERVICE


INTERNAL_ESCALATION = Expiry(emails=(Email("deadline-missed", SUPERVISOR),))
"""The ordinary expiry of our own standards: the supervisor is told."""
