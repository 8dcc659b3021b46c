"""Makers for tests of the rules: plain histories, calendars and a case that lives in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time

from cases.calendars import Calendar, ClosedDay
from cases.engine import Actor, Step, decide, facts_of, next_stack, opening
from cases.history import Event, Facts, Value
from cases.lifecycle import Lifecycle
from cases.seats import Role

INES = Actor(frozenset({Role.OFFICER}), account=1)
FOCAL = Actor(frozenset({Role.FOCAL_POINT}), account=2)
SUPERVISOR = Actor(frozenset({Role.SUPERVISOR}), account=3)
TRADER = Actor(frozenset({Role.PARTY}), party=1)
COUNSEL = Actor(frozenset({Role.COUNSEL}), account=4)
AUDITOR = Actor(frozenset({Role.AUDITOR}), account=9)


class PlainCalendars:
    """Calendars without a database: the given closed days for Nairobi, weekends only elsewhere."""

    def __init__(self, closed: Iterable[str] = (), version: int = 1) -> None:
        days = [ClosedDay(date.fromisoformat(d), f"closed on {d}", "test") for d in closed]
        self._nairobi = Calendar("nairobi", version, days)
        self._other = Calendar("geneva", version, (), tz="Europe/Zurich", title="Geneva")

    def of(self, seat: str) -> Calendar:
        return self._nairobi if seat == "nairobi" else self._other


def day(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str, hour: int = 7) -> datetime:
    """A moment of that day, in UTC (07:00 UTC is 10:00 in Nairobi)."""
    return datetime.combine(day(text), time(hour), UTC)


class CaseOnPaper:
    """A case that lives in memory: `do` takes an action through the engine and keeps the event."""

    def __init__(
        self,
        life: Lifecycle,
        opened: str,
        *,
        values: Mapping[str, Value] | None = None,
        at_stage: str | None = None,
        calendars: PlainCalendars | None = None,
        meetings: Mapping[str, list[date]] | None = None,
    ) -> None:
        self.life = life
        self.values = dict(values or {})
        self.calendars = calendars or PlainCalendars()
        self.meetings = meetings or {}
        self.events: list[Event] = [opening(life, on=day(opened), at=at(opened), at_stage=at_stage)]
        self.stack: tuple[str, ...] = ()
        self.steps: list[Step] = []

    def facts(self, on: str, hour: int = 7) -> Facts:
        return facts_of(
            self.life, self.events, self.calendars,
            on=day(on), at=at(on, hour), opening=self.values, stack=self.stack, meetings=self.meetings,
        )  # fmt: skip

    def do(
        self,
        action: str,
        on: str,
        *,
        by: Actor = INES,
        known: str | None = None,
        reason: str = "",
        documents: tuple[str, ...] = (),
        subject: str | None = None,
        despite: str = "",
        **data: Value,
    ) -> Step:
        """Take an action that happened `on`, recorded on the day `known` (the same day if left out)."""
        today = known or on
        step = decide(
            self.life, self.facts(today), action,
            calendars=self.calendars, actor=by, on=day(on), at=at(today), data=data, reason=reason,
            documents=documents, subject=subject, despite=despite,
        )  # fmt: skip
        self.events.append(step.event)
        self.stack = step.stack
        self.steps.append(step)
        return step

    def correct(self, seq: int, on: str) -> None:
        """Correct the day on which an event happened."""
        last = self.events[-1]
        event = Event(
            seq=last.seq + 1, action=f"{last.to}.correct", stage=last.to, to=last.to, visit=1,
            happened_on=day(on), recorded_at=at(on), corrects=seq,
        )  # fmt: skip
        self.events.append(event)
        self.stack = next_stack(self.life, self.stack, event)

    @property
    def stage(self) -> str:
        return self.events[-1].to
