"""What happened in a case, and what follows from it: events, visits, facts. Nothing here asks the clock.

A case is its history. `Facts` is how gates, choices of a next stage, and periods see a case: through questions in the
field's words (`taken`, `value`, `due`, `lapsed`), never through rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from cases.deadlines import Clock

Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value] | None"
"""What an input or a fact may hold: JSON, so that every event can be hashed and read back."""


@dataclass(frozen=True, slots=True)
class Event:
    """One act, as recorded. `happened_on` counts in law; `recorded_at` is when the department learned of it.

    `action` is `stage.action`; `stage` is where the case was, `to` where it went (the same when it stayed). `dates`
    holds other dates of the act that may count: `received`, `circulated`, `published`, `printed`, and for a receipt
    that is known only as a range `received_earliest` and `received_latest`. `facts` is what the act settled about the
    case. `corrects` names the event that this one replaces.
    """

    seq: int
    action: str
    stage: str
    to: str
    visit: int
    happened_on: date
    recorded_at: datetime
    data: Mapping[str, Value] = field(default_factory=dict)
    facts: Mapping[str, Value] = field(default_factory=dict)
    dates: Mapping[str, date] = field(default_factory=dict)
    subject: str | None = None
    seat: str = ""
    role: str = ""
    reason: str = ""
    documents: tuple[str, ...] = ()
    breach: str = ""
    corrects: int | None = None

    @property
    def name(self) -> str:
        """The action's key without its stage."""
        return self.action.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Visit:
    """One stay in a stage; `left` is None while the case is there. The sequence numbers are those of the events."""

    stage: str
    number: int
    entered_on: date
    entered_at: datetime
    entered_seq: int
    left_on: date | None = None
    left_seq: int | None = None


def standing_history(events: Iterable[Event]) -> list[Event]:
    """The history with each corrected event replaced by its correction, in the corrected one's place."""
    latest: dict[int, Event] = {}
    for event in events:
        if event.corrects is None:
            latest[event.seq] = event
            continue
        corrected = latest.get(event.corrects)
        if corrected is not None:
            latest[event.corrects] = replace(
                corrected,
                happened_on=event.happened_on,
                dates={**corrected.dates, **event.dates},
                data={**corrected.data, **event.data},
                facts={**corrected.facts, **event.facts},
            )
        latest[event.seq] = event
    return [latest[seq] for seq in sorted(latest)]


def visits_of(events: Sequence[Event]) -> list[Visit]:
    """The stays of a case, in order. The first event opens the case: its `to` is the first stage."""
    stays: list[Visit] = []
    numbers: dict[str, int] = {}
    for event in events:
        moved = not stays or (event.subject is None and event.to != event.stage)
        if not moved:
            continue
        if stays:
            stays[-1] = replace(stays[-1], left_on=event.happened_on, left_seq=event.seq)
        numbers[event.to] = numbers.get(event.to, 0) + 1
        stays.append(Visit(event.to, numbers[event.to], event.happened_on, event.recorded_at, event.seq))
    return stays


class Facts:
    """A case as the rules see it on a given day.

    `on` is the day for which the question is asked. `clocks` computes the deadlines when one is asked for; it is
    handed in by the engine so that this module depends on no rule; so is `began`, the number of the event with which
    the present stay began, detours from it included. `meetings` are the known meeting days per body.
    """

    __slots__ = (
        "_began",
        "_by_name",
        "_clock_list",
        "_clocks",
        "_facts",
        "_visits",
        "at",
        "events",
        "meetings",
        "on",
        "opening",
        "stack",
    )

    def __init__(
        self,
        events: Iterable[Event],
        *,
        on: date,
        at: datetime | None = None,
        opening: Mapping[str, Value] | None = None,
        stack: Sequence[str] = (),
        clocks: Callable[[Facts], list[Clock]] | None = None,
        began: Callable[[Facts], int] | None = None,
        meetings: Mapping[str, Sequence[date]] | None = None,
    ) -> None:
        self.events = standing_history(events)
        self.on = on
        self.at = at
        self.opening = dict(opening or {})
        self.stack = tuple(stack)
        self.meetings = meetings or {}
        self._clocks = clocks
        self._began = began
        self._clock_list: list[Clock] | None = None
        self._visits: list[Visit] | None = None
        self._by_name: dict[str, list[Event]] | None = None
        self._facts: dict[str, Value] | None = None

    def as_of(self, day: date) -> Facts:
        """The same history asked about another day: whether a time was over then, not whether it is now."""
        if day == self.on:
            return self
        then = Facts(
            (), on=day, opening=self.opening, stack=self.stack, clocks=lambda _: self.clocks(), began=self._began,
            meetings=self.meetings,
        )  # fmt: skip
        then.events = self.events
        return then

    @property
    def visits(self) -> list[Visit]:
        """Every stay in a stage, in order."""
        if self._visits is None:
            self._visits = visits_of(self.events)
        return self._visits

    @property
    def stage(self) -> str:
        """The stage in which the case is."""
        return self.visits[-1].stage

    @property
    def values(self) -> dict[str, Value]:
        """All facts settled so far; a later act overrides an earlier one."""
        if self._facts is None:
            settled = dict(self.opening)
            for event in self.events:
                if event.corrects is None:  # what it corrected stands in the place of the corrected act
                    settled.update(event.facts)
            self._facts = settled
        return self._facts

    def value(self, key: str, default: Value = None) -> Value:
        """A fact of the case, or the default while nobody settled it."""
        found = self.values.get(key)
        return default if found is None else found

    def text(self, key: str) -> str:
        """A fact as text, empty while nobody settled it."""
        found = self.value(key)
        return "" if found is None else str(found)

    def is_true(self, key: str) -> bool:
        """Whether a fact is settled as true."""
        return self.values.get(key) is True

    def last(self, action: str, *, this_visit: bool = False, subject: str | None = None) -> Event | None:
        """The latest taking of an action (`action` or `stage.action`), in this stay only if asked.

        A stay that was interrupted by a question to the complainant is one stay.
        """
        since = self._stay_began() if this_visit else -1
        for event in reversed(self.events):
            if event.seq < since:
                return None
            if named(event, action) and (subject is None or event.subject == subject) and event.corrects is None:
                return event
        return None

    def _stay_began(self) -> int:
        return self._began(self) if self._began else self.visits[-1].entered_seq

    def takings(self, action: str) -> list[Event]:
        """Every taking of an action (`action` or `stage.action`), in order, corrections aside."""
        if self._by_name is None:
            self._by_name = {}
            for event in self.events:
                if event.corrects is None:
                    self._by_name.setdefault(event.action, []).append(event)
                    self._by_name.setdefault(event.name, []).append(event)
        return self._by_name.get(action, [])

    def taken(self, action: str, *, this_visit: bool = False, subject: str | None = None) -> bool:
        """Whether an action was ever taken, or taken in this stay."""
        return self.last(action, this_visit=this_visit, subject=subject) is not None

    def visited(self, stage: str) -> bool:
        """Whether the case ever was in the stage."""
        return any(visit.stage == stage for visit in self.visits)

    def latest_of(self, stages: Iterable[str]) -> str | None:
        """The stage among these in which the case was last, the present one aside."""
        wanted = set(stages)
        return next((v.stage for v in reversed(self.visits[:-1]) if v.stage in wanted), None)

    def clocks(self) -> list[Clock]:
        """Every clock that ever ran in this case."""
        if self._clock_list is None:
            self._clock_list = self._clocks(self) if self._clocks else []
        return self._clock_list

    def clock(self, key: str, *, subject: str | None = None) -> Clock | None:
        """The latest clock of that key."""
        found = [c for c in self.clocks() if c.key == key and (subject is None or c.subject == subject)]
        return found[-1] if found else None

    def due(self, key: str, *, subject: str | None = None) -> date | None:
        """When a deadline falls due; None while it does not run or has no confirmed length."""
        clock = self.clock(key, subject=subject)
        return clock.due if clock else None

    def lapsed(self, key: str, *, subject: str | None = None) -> bool:
        """Whether the last day of a deadline is over on this day without what would have met it."""
        clock = self.clock(key, subject=subject)
        return clock is not None and clock.lapsed(self.on, self.at)


def named(event: Event, action: str) -> bool:
    """Whether the event is a taking of `action`, given as `action` or `stage.action`."""
    return event.action == action or ("." not in action and event.name == action)
