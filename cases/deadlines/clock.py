"""A running or ended deadline of a case, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from cases.calendars import Calendar
from cases.deadlines.plan import Plan
from cases.law import LegalStatus, Provision
from cases.lifecycle import (
    Anchor,
    Kind,
)


class State(StrEnum):
    """How a clock stands. Whether it lapsed depends on the day that asks."""

    OPEN = "open"
    PAUSED = "paused"
    MET = "met"
    MET_LATE = "met_late"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Clock:
    """One deadline of one case: when it started and why, when it falls due, and how it stands.

    `earliest` and `latest` differ from `due` only where the trigger is known as a range. `cite` is the provision
    relied on (that of the chosen limit, where the limit depends on the facts).
    """

    key: str
    title: str
    kind: Kind
    stage: str
    visit: int
    occurrence: int
    subject: str | None
    cite: Provision
    seat: str
    trigger_seq: int
    trigger: str
    trigger_on: date
    anchor: Anchor
    plan: Plan
    due: date | None
    due_at: datetime | None = None
    earliest: date | None = None
    latest: date | None = None
    opens_on: date | None = None
    state: State = State.OPEN
    closed_on: date | None = None
    closed_seq: int | None = None
    length: str = ""
    calendar_version: int = 0

    @property
    def identity(self) -> tuple[str, int, int, str]:
        """What makes the clock the same one when it is computed again."""
        return (self.key, self.visit, self.occurrence, self.subject or "")

    @property
    def confirmed(self) -> bool:
        """Whether the date may be shown as law or as our own standard; an unconfirmed one is never promised."""
        return self.cite.status is not LegalStatus.UNCONFIRMED

    @property
    def runs(self) -> bool:
        return self.state is State.OPEN

    def lapsed(self, on: date, at: datetime | None = None) -> bool:
        """Whether the last day is over on that day (for hours: the last minute at that instant) and nothing met it."""
        last = self.latest or self.due
        if self.state is not State.OPEN or last is None:
            return False
        if self.due_at is not None and at is not None:
            return at > self.due_at
        return on > last


def dates(plans: Sequence[tuple[Plan, Calendar]]) -> list[date | None]:
    """The due dates of plans that are loaded: the hot loop, a few table look-ups each."""
    return [plan.due(calendar) for plan, calendar in plans]
