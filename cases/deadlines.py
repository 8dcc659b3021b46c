"""History + lifecycle + calendars → what is due, when, why, met or not. Pure: the same facts give the same dates.

A `Clock` is one running (or ended) deadline of one case; its `Plan` is everything from which the date follows, so that
the date can be computed again, explained, and replayed. Nothing here is typed over: a saved date is a projection.

Three rules of life in a stage: a stay that is interrupted by a detour (a question to the complainant) and resumed is
one stay; our own standards stop while we wait for the complainant; a legal clock stops only where its text says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from cases.calendars import Calendar
from cases.history import Event, Facts, named
from cases.law import LegalStatus, Provision
from cases.law.limits import Limit
from cases.lifecycle import (
    Anchor,
    Back,
    Deadline,
    Entry,
    Kind,
    Lifecycle,
    Meeting,
    Occurrence,
    OnFact,
    Stage,
    Within,
)
from cases.periods import Count, Hours, Period, Roll, WorkingDays


class Calendars(Protocol):
    """Where the closed days of every seat are found."""

    def of(self, seat: str) -> Calendar: ...


class State(StrEnum):
    """How a clock stands. Whether it lapsed depends on the day that asks."""

    OPEN = "open"
    PAUSED = "paused"
    MET = "met"
    MET_LATE = "met_late"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Pause:
    """A time that does not count: from `start` up to `end`, or still going on."""

    start: date
    end: date | None
    why: str
    seq: int


@dataclass(frozen=True, slots=True)
class Extension:
    """More time: until a date, or so many units of the limit, given by the event `seq`."""

    seq: int
    on: date
    until: date | None = None
    units: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything from which a due date follows, the calendar aside."""

    start: date
    period: Period | None
    start_at: datetime | None = None
    seat: str = "nairobi"
    rolls: bool = True
    backward: bool = False
    first_day_counts: bool = False
    deemed: Period | None = None
    fixed: date | None = None
    less: int = 0
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()

    def due(self, calendar: Calendar) -> date | None:
        """The last day (for a `wait_until`, the last day of waiting); None for a limit of unknown length."""
        if isinstance(self.period, Hours):
            ends = self.due_at(calendar)
            return ends.astimezone(ZoneInfo(calendar.tz)).date() if ends else None
        base = self.fixed
        if base is None:
            if self.period is None:
                return next((e.until for e in reversed(self.extensions) if e.until), None)
            if self.rolls and not (self.deemed or self.backward or self.first_day_counts):
                base = self.period.due(self.start, calendar)
            else:
                base = counted(self, calendar).due
        if self.less:
            base = _moved(base, -self.less, self.period, calendar)
        if self.pauses:
            base = self._rolled(paused(base, self.pauses, self.period, calendar), calendar)
        for extension in self.extensions:
            longer = _moved(base, extension.units or 0, self.period, calendar)
            base = extension.until or self._rolled(longer, calendar)
        return base

    def _rolled(self, day: date, calendar: Calendar) -> date:
        """A moved last day to act still never falls on a closed day; a time of waiting does not roll."""
        return calendar.next_open(day) if self.rolls and not self.backward else day

    def due_at(self, calendar: Calendar) -> datetime | None:
        """The last minute, for a limit in office hours."""
        if not isinstance(self.period, Hours):
            return None
        zone = ZoneInfo(calendar.tz)
        start = self.start_at or datetime.combine(self.start, time.min, zone)
        ends = self.period.due_at(start, calendar)
        if self.pauses:
            ends += self.due_shift(calendar, ends)
        return ends

    def due_shift(self, calendar: Calendar, ends: datetime) -> timedelta:
        """By how much pauses move the last minute: whole days, in open days of the seat."""
        return paused(ends.date(), self.pauses, WorkingDays(1), calendar) - ends.date()


def counted(plan: Plan, calendar: Calendar) -> Count:
    """The count itself, with every skipped day, before pauses and extensions. Needs a plan with a period."""
    if plan.period is None:
        raise ValueError("A limit of unknown length cannot be counted.")
    roll = Roll.NONE if not plan.rolls else Roll.PREVIOUS_OPEN if plan.backward else Roll.NEXT_OPEN
    start = plan.deemed.due(plan.start, calendar) if plan.deemed else plan.start
    return plan.period.count(start, calendar, first_day_counts=plan.first_day_counts, roll=roll, backward=plan.backward)


def _moved(day: date, units: int, period: Period | None, calendar: Calendar) -> date:
    """A date moved by units of its limit: open days for working days and hours, else calendar days."""
    if isinstance(period, WorkingDays | Hours):
        return calendar.add_open_days(day, units)
    return day + timedelta(days=units)


def paused(day: date, pauses: Iterable[Pause], period: Period | None, calendar: Calendar) -> date:
    """A date after its pauses: each adds what it took away, in the unit of the limit; an open pause adds nothing."""
    for pause in pauses:
        if pause.end is None or pause.end <= pause.start:
            continue
        if isinstance(period, WorkingDays | Hours):
            lost = calendar.open_days_between(pause.start, pause.end)
        else:
            lost = (pause.end - pause.start).days
        day = _moved(day, lost, period, calendar)
    return day


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


def clocks_of(life: Lifecycle, facts: Facts, calendars: Calendars) -> list[Clock]:
    """Every clock of the case, in the order of their start."""
    stays = sojourns(life, facts)
    waits = _waits(life, facts)
    visited = {stay.stage for stay in stays}
    lives = _lives(life, facts)
    found: list[Clock] = []
    for stage, deadline in life.all_deadlines():
        if stage is not None and stage.key not in visited:
            continue
        if deadline.unless is not None and deadline.unless(facts) is not None:
            continue
        spans = _spans(facts, lives, stays, stage, deadline)
        if deadline.kind is Kind.RECURRING:
            spans = _rounds(deadline, facts, spans)
        for span in spans:
            clock = _clock(life, facts, calendars, stage, deadline, span, waits)
            if clock is not None:
                found.append(clock)
    return sorted(found, key=lambda c: (c.trigger_seq, c.key, c.occurrence))


@dataclass(slots=True)
class Sojourn:
    """A stay in a stage, detours from it included. `away` since the case is on a detour; `left` when it is over."""

    stage: str
    visit: int
    entered: Event
    left: Event | None = None
    away: Event | None = None


@dataclass(frozen=True, slots=True)
class _Span:
    """When a deadline runs: from its trigger to the event that ends its stay, if any."""

    trigger: Event
    visit: int
    occurrence: int
    ends: Event | None = None
    away: Event | None = None
    subject: str | None = None
    start: date | None = None


def sojourns(life: Lifecycle, facts: Facts) -> list[Sojourn]:
    """The stays of a case, with detours folded into the stay that asked."""
    stays: list[Sojourn] = []
    numbers: dict[str, int] = {}
    frames: list[Sojourn] = []
    here: Sojourn | None = None
    for event in facts.events:
        if here is not None and (event.subject is not None or event.to == event.stage):
            continue
        if here is None:
            here = _enter(event, numbers, stays)
            continue
        if frames and frames[-1].stage == event.to and _is_back(life, event):
            here.left = event
            here = frames.pop()
            here.away = None
            continue
        target_is_detour = life.has_stage(event.to) and life.stage(event.to).is_detour
        if target_is_detour:
            here.away = event
            frames.append(here)
        else:
            for stay in (*frames, here):
                stay.left, stay.away = event, None
            frames.clear()
        here = _enter(event, numbers, stays)
    return stays


def present_stay(life: Lifecycle, facts: Facts) -> Sojourn:
    """The stay in which the case is now: after a detour the one that asked, not a new one."""
    return next(stay for stay in reversed(sojourns(life, facts)) if stay.left is None and stay.away is None)


def _enter(event: Event, numbers: dict[str, int], stays: list[Sojourn]) -> Sojourn:
    numbers[event.to] = numbers.get(event.to, 0) + 1
    stays.append(Sojourn(event.to, numbers[event.to], event))
    return stays[-1]


def _is_back(life: Lifecycle, event: Event) -> bool:
    action = life.action_in(event.stage, event.name) if life.has_stage(event.stage) else None
    return action is not None and isinstance(action.to, Back)


def _waits(life: Lifecycle, facts: Facts) -> tuple[tuple[str, Pause], ...]:
    """When our own clocks stood still: the stays in stages that wait for somebody else."""
    return tuple(
        (v.stage, Pause(v.entered_on, v.left_on, life.stage(v.stage).title, v.entered_seq))
        for v in facts.visits
        if v.stage in life.internal_pause_in
    )


def _waited(stage: Stage | None, waits: tuple[tuple[str, Pause], ...]) -> list[Pause]:
    """The pauses for a clock of this stage: it does not stop for its own stage."""
    return [pause for key, pause in waits if stage is None or key != stage.key]


@dataclass(frozen=True, slots=True)
class _Life:
    """From the opening (or a reopening) of a case to its end; `ends` is None while it is open."""

    number: int
    begins: Event
    ends: Event | None = None

    def holds(self, event: Event) -> bool:
        return event.seq >= self.begins.seq and (self.ends is None or event.seq <= self.ends.seq)


def _lives(life: Lifecycle, facts: Facts) -> list[_Life]:
    """The lives of a case: what was closed and opened again lives twice, and old clocks do not run in the new one."""
    lives = [_Life(1, facts.events[0])]
    for event in facts.events[1:]:
        if event.subject is not None or event.to == event.stage:
            continue
        if life.has_stage(event.to) and life.stage(event.to).terminal:
            lives[-1] = lives[-1] if lives[-1].ends else replace(lives[-1], ends=event)
        elif lives[-1].ends is not None:
            lives.append(_Life(len(lives) + 1, event))
    return lives


def _spans(
    facts: Facts, lives: Sequence[_Life], stays: Sequence[Sojourn], stage: Stage | None, deadline: Deadline
) -> list[_Span]:
    if stage is None:
        return _case_spans(facts, lives, deadline)
    found: list[_Span] = []
    for stay in stays:
        if stay.stage == stage.key:
            found += _stay_spans(facts, deadline, stay)
    return found


def _stay_spans(facts: Facts, deadline: Deadline, stay: Sojourn) -> list[_Span]:
    ends = None if deadline.runs_on else stay.left
    away = None if deadline.runs_on else stay.away
    base = _Span(stay.entered, stay.visit, 1, ends, away)
    match deadline.of:
        case Entry():
            return [base]
        case OnFact(fact):
            day = _as_day(facts.value(fact))
            return [replace(base, start=day)] if day else []
        case Meeting(body):
            day = next((d for d in sorted(facts.meetings.get(body, ())) if d >= stay.entered.happened_on), None)
            return [replace(base, start=day)] if day else [base]
    last_seq = stay.left.seq if stay.left else None
    takings = [e for e in _takings(facts, deadline) if last_seq is None or e.seq <= last_seq]
    within = [e for e in takings if e.seq >= stay.entered.seq] or ([] if _is_own(deadline, stay) else takings[-1:])
    return _from_takings(deadline, within, stay.visit, ends, away)


def _is_own(deadline: Deadline, stay: Sojourn) -> bool:
    """Whether the trigger is an act of this very stage: one of an earlier stay then starts nothing now."""
    of = deadline.of.action if isinstance(deadline.of, Occurrence) else deadline.of
    return isinstance(of, str) and of.startswith(f"{stay.stage}.")


def _case_spans(facts: Facts, lives: Sequence[_Life], deadline: Deadline) -> list[_Span]:
    """A clock of the whole case ends with it. Opened again, the case starts clocks by its new acts alone.

    Two go on by themselves: a date on file stays what it is, and a recurring duty is owed anew from the reopening.
    """
    if isinstance(deadline.of, OnFact):
        day = _as_day(facts.value(deadline.of.fact))
        setter = next((e for e in facts.events if deadline.of.fact in e.facts), facts.events[0])
        return [_Span(setter, 1, 1, None if deadline.runs_on else lives[-1].ends, start=day)] if day else []
    takings = _takings(facts, deadline)
    if deadline.runs_on:
        return _from_takings(deadline, takings, 1, None, None)
    found: list[_Span] = []
    for each in lives:
        own = [event for event in takings if each.holds(event)]
        if found and deadline.kind is Kind.RECURRING:
            own = own or [each.begins]
        found += _from_takings(deadline, own, each.number, each.ends, None)
    return found


def _takings(facts: Facts, deadline: Deadline) -> list[Event]:
    of = deadline.of
    action = of.action if isinstance(of, Occurrence) else of if isinstance(of, str) else ""
    return facts.takings(action)


def _from_takings(
    deadline: Deadline, takings: list[Event], visit: int, ends: Event | None, away: Event | None
) -> list[_Span]:
    """One span per taking (or one that restarts, or only the n-th), each ended by the next taking."""
    if not takings:
        return []
    if isinstance(deadline.of, Occurrence):
        n = deadline.of.n
        chosen = takings[-1] if n is None else takings[n - 1] if len(takings) >= n else None
        return [_Span(chosen, visit, n or 1, ends, away, chosen.subject)] if chosen else []
    if deadline.per:
        return [_Span(e, visit, i, ends, away, e.subject) for i, e in enumerate(takings, 1)]
    following = [*takings[1:], None]
    return [
        _Span(event, visit, i, then or ends, None if then else away)
        for i, (event, then) in enumerate(zip(takings, following, strict=True), 1)
    ]


def _as_day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None


def _clock(
    life: Lifecycle,
    facts: Facts,
    calendars: Calendars,
    stage: Stage | None,
    deadline: Deadline,
    span: _Span,
    waits: tuple[tuple[str, Pause], ...],
) -> Clock | None:
    length, cite = _length(deadline, facts)
    start, earliest, latest = _start(deadline, span)
    seat = deadline.calendar if isinstance(deadline.calendar, str) else deadline.calendar(facts)
    calendar = calendars.of(seat)
    own = _own_pauses(life, facts, deadline, span)
    waited = (*own, *_waited(stage, waits)) if cite.status is LegalStatus.SERVICE else own
    met = _met(life, deadline, span, facts)
    over = met or span.ends
    plan = Plan(
        start=start,
        period=length,
        start_at=_instant(span.trigger, start, calendar) if isinstance(length, Hours) else None,
        seat=seat,
        rolls=deadline.kind not in (Kind.WAIT_UNTIL,) and not (deadline.before and deadline.kind is Kind.TARGET),
        backward=deadline.before,
        first_day_counts=deadline.first_day_counts,
        deemed=deadline.deemed if deadline.anchor.value not in span.trigger.dates else None,
        fixed=start if deadline.within is None and isinstance(deadline.of, OnFact | Meeting) and span.start else None,
        less=deadline.less,
        pauses=_before(over, _since(start, waited)),
        extensions=_extensions(life, facts, deadline, span, over),
    )
    due = plan.due(calendar)
    clock = Clock(
        key=deadline.key,
        title=deadline.title,
        kind=deadline.kind,
        stage=stage.key if stage else "",
        visit=span.visit,
        occurrence=span.occurrence,
        subject=span.subject if deadline.per else None,
        cite=cite,
        seat=deadline.seat.key,
        trigger_seq=span.trigger.seq,
        trigger=span.trigger.action,
        trigger_on=plan.start,
        anchor=deadline.anchor,
        plan=plan,
        due=due,
        due_at=plan.due_at(calendar),
        earliest=replace(plan, start=earliest).due(calendar) if earliest else None,
        latest=replace(plan, start=latest).due(calendar) if latest else None,
        opens_on=_opens_on(deadline, facts, plan, calendar),
        length=str(length) if length else "",
        calendar_version=calendar.version,
    )
    return _settled(clock, span, met)


def _length(deadline: Deadline, facts: Facts) -> tuple[Period | None, Provision]:
    """The length and the provision relied on; with layers, the strictest that is known."""
    if deadline.layers is not None:
        known = [x for x in (deadline.layers.cap, deadline.layers.rule, deadline.layers.target) if x and x.value]
        chosen = min(known, key=lambda limit: limit.value or 0) if known else deadline.layers.cap
        return _of_limit(chosen, facts), chosen.provision
    return _resolve(deadline.within, facts, deadline.cite)


def _resolve(within: Within, facts: Facts, cite: Provision) -> tuple[Period | None, Provision]:
    if within is None:
        return None, cite
    if isinstance(within, Limit):
        return _of_limit(within, facts), within.provision
    if isinstance(within, Period):
        return within, cite
    return _resolve(within(facts), facts, cite)


def _of_limit(limit: Limit, facts: Facts) -> Period | None:
    return limit.period(urgent=facts.is_true("urgent"), perishable=facts.is_true("perishable"))


def _start(deadline: Deadline, span: _Span) -> tuple[date, date | None, date | None]:
    """The day from which it counts; and, when a receipt is known only as a range, its two ends."""
    if span.start is not None:
        return span.start, None, None
    trigger, anchor = span.trigger, deadline.anchor.value
    if deadline.anchor is Anchor.DONE or anchor in trigger.dates:
        return trigger.dates.get(anchor, trigger.happened_on), None, None
    first, last = trigger.dates.get(f"{anchor}_earliest"), trigger.dates.get(f"{anchor}_latest")
    if first and last:
        return last, first, last
    return trigger.happened_on, None, None


def _instant(trigger: Event, start: date, calendar: Calendar) -> datetime | None:
    """The minute of the act, when it was recorded on the very day on which it happened."""
    local = trigger.recorded_at.astimezone(ZoneInfo(calendar.tz))
    return local if local.date() == start else None


def _own_pauses(life: Lifecycle, facts: Facts, deadline: Deadline, span: _Span) -> tuple[Pause, ...]:
    """Suspensions that an act put on this very deadline, by its text."""
    found: list[Pause] = []
    if deadline.key not in life.moved:
        return ()
    for event in facts.events:
        action = life.action_in(event.stage, event.name) if life.has_stage(event.stage) else None
        if action is None or event.seq < span.trigger.seq:
            continue
        if deadline.key in action.pauses and not (found and found[-1].end is None):
            found.append(Pause(event.happened_on, None, event.reason or action.title, event.seq))
        if deadline.key in action.resumes and found and found[-1].end is None:
            found[-1] = replace(found[-1], end=event.happened_on)
    return tuple(found)


def _since(start: date, pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    """The pauses that touch the time from the start on, cut to it."""
    return tuple(
        replace(p, start=max(p.start, start)) for p in pauses if p.end is None or (p.end > start and p.end > p.start)
    )


def _before(over: Event | None, pauses: tuple[Pause, ...]) -> tuple[Pause, ...]:
    """The pauses of a clock that was met, or ended with its stay: what stops later moves its date no more."""
    if over is None:
        return pauses
    day = over.happened_on
    return tuple(replace(p, end=min(p.end or day, day)) for p in pauses if p.seq < over.seq and p.start < day)


def _extensions(
    life: Lifecycle, facts: Facts, deadline: Deadline, span: _Span, over: Event | None
) -> tuple[Extension, ...]:
    """More time that was given while the clock ran: none after it was met."""
    found: list[Extension] = []
    if deadline.key not in life.moved:
        return ()
    last = over.seq if over else None
    for event in facts.events:
        if event.seq <= span.trigger.seq or (last is not None and event.seq > last):
            continue
        action = life.action_in(event.stage, event.name) if life.has_stage(event.stage) else None
        if action is None or action.extends is None or action.extends.deadline != deadline.key:
            continue
        if deadline.per and event.subject != span.subject:
            continue
        until = _as_day(event.data.get(action.extends.until)) if action.extends.until else None
        by = event.data.get(action.extends.by) if action.extends.by else None
        if until or isinstance(by, int):
            units = by if isinstance(by, int) else None
            found.append(Extension(event.seq, event.happened_on, until, units, event.reason or action.title))
    return tuple(found)


def _rounds(deadline: Deadline, facts: Facts, spans: Sequence[_Span]) -> list[_Span]:
    """A recurring duty starts anew with each act that met it; every round is a clock of its own."""
    found: list[_Span] = []
    numbers: dict[int, int] = {}
    for span in spans:
        last = span.ends.seq if span.ends else None
        starts: Event | None = None
        for event in facts.events:
            if event.seq <= span.trigger.seq or (last is not None and event.seq > last):
                continue
            if any(named(event, m) for m in deadline.met_by):
                found.append(replace(_round(span, starts, numbers), ends=event, away=None))
                starts = event
        found.append(_round(span, starts, numbers))
    return found


def _round(span: _Span, starts: Event | None, numbers: dict[int, int]) -> _Span:
    numbers[span.visit] = numbers.get(span.visit, 0) + 1
    renewed = replace(span, trigger=starts, start=starts.happened_on) if starts else span
    return replace(renewed, occurrence=numbers[span.visit])


def _opens_on(deadline: Deadline, facts: Facts, plan: Plan, calendar: Calendar) -> date | None:
    if deadline.opens_after is None:
        return None
    period, _ = _resolve(deadline.opens_after, facts, deadline.cite)
    return replace(plan, period=period, rolls=False, extensions=()).due(calendar) if period else None


def _settled(clock: Clock, span: _Span, met: Event | None) -> Clock:
    """The clock with its state: met by an act, ended with its stay, paused, or open."""
    if met is not None:
        last = clock.latest or clock.due
        late = last is not None and met.happened_on > last
        state = State.MET_LATE if late else State.MET
        return replace(clock, state=state, closed_on=met.happened_on, closed_seq=met.seq)
    if span.ends is not None:
        return replace(clock, state=State.ENDED, closed_on=span.ends.happened_on, closed_seq=span.ends.seq)
    if span.away is not None or any(p.end is None for p in clock.plan.pauses):
        return replace(clock, state=State.PAUSED)
    return clock


def _met(life: Lifecycle, deadline: Deadline, span: _Span, facts: Facts) -> Event | None:
    if not deadline.met_by:
        leaving = span.ends is not None and deadline.kind is not Kind.WAIT_UNTIL and not _restarts(deadline, span)
        return span.ends if leaving else None
    if deadline.kind is Kind.RECURRING:
        ends = span.ends
        met = ends is not None and ends.seq > span.trigger.seq and any(named(ends, m) for m in deadline.met_by)
        return ends if met else None
    last = span.ends.seq if span.ends else None
    for event in facts.events:
        if event.seq <= span.trigger.seq or (last is not None and event.seq > last):
            continue
        if deadline.per and event.subject != span.subject:
            continue
        if any(named(event, m) for m in deadline.met_by):
            return event
    return None


def _restarts(deadline: Deadline, span: _Span) -> bool:
    """Whether the span ended because its own trigger was taken again."""
    return span.ends is not None and isinstance(deadline.of, str) and named(span.ends, deadline.of)
