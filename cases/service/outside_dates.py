"""Dates as the complainant may know them: what is promised, and why it may take longer, said before a date passes.

A date that nobody has confirmed, and one by which somebody outside must act, is never promised: whoever waits for
another state reads when the department acts next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from cases.deadlines import Clock, State
from cases.history import Facts
from cases.lifecycle import Kind
from cases.ntb.wording import N_, Sentence
from cases.seats import COMPLAINANT, OFFICER

SOON_DAYS = 3
"""From so many days before our own date the page says what happens if we miss it."""


@dataclass(frozen=True, slots=True)
class NextDate:
    """A date that may be promised: our own standard or confirmed law. `words` say who does what by then; `at` is the
    time of day, where hours count."""

    day: date
    words: str
    at: datetime | None = None


def next_date(facts: Facts) -> NextDate | None:
    """The first date that may be promised: the complainant's own, or when the department acts next."""
    promised = [c for c in facts.clocks() if _may_be_shown(c) and c.due is not None and c.due >= facts.on]
    if not promised:
        return None
    first = min(promised, key=lambda c: (c.due or date.max, c.seat != COMPLAINANT.key))
    return NextDate(first.due or facts.on, _promise(first), first.due_at)


def _may_be_shown(clock: Clock) -> bool:
    runs = clock.state is State.OPEN and clock.due is not None
    return (
        runs and clock.confirmed and (_ours(clock) or clock.seat == COMPLAINANT.key) and clock.kind is not Kind.TARGET
    )


def _ours(clock: Clock) -> bool:
    return clock.seat in ("", OFFICER.key) or clock.kind in (Kind.ACT_BY, Kind.RECURRING)


def _promise(clock: Clock) -> str:
    if clock.seat == COMPLAINANT.key:
        return N_("Please act by this day.")
    if clock.kind is Kind.RECURRING:
        return N_("We write to you again by this day, even if nothing has changed.")
    return N_("We act by this day.")


def delays(facts: Facts) -> tuple[Sentence, ...]:
    """Why it takes as long as it does: who has not acted, who asked for more time, and that we are late or may be."""
    running = [c for c in facts.clocks() if c.state is State.OPEN]
    theirs = [c for c in running if c.kind is Kind.THEIR_ACT_BY and c.seat != COMPLAINANT.key]
    yours = [c for c in running if c.seat == COMPLAINANT.key and c.kind is Kind.THEIR_ACT_BY]
    ours = [c for c in running if _may_be_shown(c) and c.seat != COMPLAINANT.key and c.kind is Kind.ACT_BY]
    said = [*_about_them(theirs, facts.on), *_about_us(ours, facts.on)]
    return tuple([*said, Sentence(WE_WAIT_FOR_YOU)] if yours else said)


WE_WAIT_FOR_YOU = N_("Our own time stands still until we have your answer.")
THEY_ARE_LATE = N_("The other side has not answered in the time that we expected. We press them for an answer.")
THEY_ASKED = N_("The other side asked for more time.")
WE_WAIT = N_("We wait for an answer from outside the department, so we cannot promise by which day it comes.")
WE_ARE_LATE = N_(
    "We meant to act by %(day)s and have not done so yet. Your case is not forgotten: our supervisors see it."
)
IF_LONGER = N_("If we need longer than %(day)s, you will read the reason here.")


def _about_them(theirs: list[Clock], today: date) -> list[Sentence]:
    if not theirs:
        return []
    said = [Sentence(THEY_ASKED)] if any(c.plan.extensions for c in theirs) else []
    late = any(c.due is not None and c.due < today for c in theirs)
    return [*said, Sentence(THEY_ARE_LATE if late else WE_WAIT)]


def _about_us(ours: list[Clock], today: date) -> list[Sentence]:
    due = sorted(c.due for c in ours if c.due is not None)
    late = [day for day in due if day < today]
    if late:
        return [Sentence(WE_ARE_LATE, day=late[0])]
    soon = [day for day in due if (day - today).days <= SOON_DAYS]
    return [Sentence(IF_LONGER, day=soon[0])] if soon else []
