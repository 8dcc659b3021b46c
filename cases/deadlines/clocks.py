"""Every clock of a case: spans made into plans, plans into dates, dates with how they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cases.calendars import Calendar
from cases.deadlines.clock import Clock, State
from cases.deadlines.plan import Calendars, Extension, Pause, Plan
from cases.deadlines.spans import Span, as_day, met_by_act, rounds, spans_of
from cases.deadlines.stays import lives_of, pauses_for, sojourns, waits_of
from cases.history import Event, Facts
from cases.law import LegalStatus, Provision
from cases.law.limits import Limit
from cases.lifecycle import (
    Anchor,
    Deadline,
    Kind,
    Lifecycle,
    Meeting,
    OnFact,
    Stage,
    Within,
)
from cases.periods import Hours, Period


def clocks_of(life: Lifecycle, facts: Facts, calendars: Calendars) -> list[Clock]:
    """Every clock of the case, in the order of their start."""
    stays = sojourns(life, facts)
    waits = waits_of(life, facts)
    visited = {stay.stage for stay in stays}
    lives = lives_of(life, facts)
    found: list[Clock] = []
    for stage, deadline in life.all_deadlines():
        if stage is not None and stage.key not in visited:
            continue
        if deadline.unless is not None and deadline.unless(facts) is not None:
            continue
        spans = spans_of(facts, lives, stays, stage, deadline)
        if deadline.kind is Kind.RECURRING:
            spans = rounds(deadline, facts, spans)
        for span in spans:
            clock = _clock(life, facts, calendars, stage, deadline, span, waits)
            if clock is not None:
                found.append(clock)
    return sorted(found, key=lambda c: (c.trigger_seq, c.key, c.occurrence))


def _clock(
    life: Lifecycle,
    facts: Facts,
    calendars: Calendars,
    stage: Stage | None,
    deadline: Deadline,
    span: Span,
    waits: tuple[tuple[str, Pause], ...],
) -> Clock | None:
    length, cite = _length(deadline, facts)
    start, earliest, latest = _start(deadline, span)
    seat = deadline.calendar if isinstance(deadline.calendar, str) else deadline.calendar(facts)
    calendar = calendars.of(seat)
    own = _own_pauses(life, facts, deadline, span)
    waited = (*own, *pauses_for(stage, waits)) if cite.status is LegalStatus.SERVICE else own
    met = met_by_act(life, deadline, span, facts)
    over = met or span.ends
    plan = Plan(
        start=start,
        period=length,
        start_at=_instant(span.trigger, start, calendar) if isinstance(length, Hours) else None,
        seat=seat,
        rolls=deadline.rolls
        and deadline.kind is not Kind.WAIT_UNTIL
        and not (deadline.before and deadline.kind is Kind.TARGET),
        backward=deadline.before,
        first_day_counts=deadline.first_day_counts,
        deemed=deadline.deemed if deadline.anchor.value not in span.trigger.dates else None,
        fixed=start if deadline.within is None and isinstance(deadline.of, OnFact | Meeting) and span.start else None,
        less=deadline.less,
        pauses=_before(over, _since(start, waited)),
        extensions=_extensions(life, facts, deadline, span, over),
    )
    due = plan.due(calendar)
    earliest, latest = (replace(plan, start=end).due(calendar) if end else None for end in (earliest, latest))
    last = None if deadline.kind is Kind.WAIT_UNTIL else latest or due  # an act after the waiting time is never late
    state, closed = _settled(plan, last, span, met)
    return Clock(
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
        earliest=earliest,
        latest=latest,
        opens_on=_opens_on(deadline, facts, plan, calendar),
        length=length.words if length else "",
        calendar_version=calendar.version,
        state=state,
        closed_on=closed.happened_on if closed else None,
        closed_seq=closed.seq if closed else None,
    )


def _rolls(deadline: Deadline) -> bool:
    """Whether a last day that is closed moves to the next open one: a limit to act does, unless the page says not."""
    if deadline.kind is Kind.WAIT_UNTIL or (deadline.before and deadline.kind is Kind.TARGET):
        return False
    return deadline.rolls


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


def _start(deadline: Deadline, span: Span) -> tuple[date, date | None, date | None]:
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


def _own_pauses(life: Lifecycle, facts: Facts, deadline: Deadline, span: Span) -> tuple[Pause, ...]:
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
    life: Lifecycle, facts: Facts, deadline: Deadline, span: Span, over: Event | None
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
        until = as_day(event.data.get(action.extends.until)) if action.extends.until else None
        by = event.data.get(action.extends.by) if action.extends.by else None
        if until or isinstance(by, int):
            units = by if isinstance(by, int) else None
            found.append(Extension(event.seq, event.happened_on, until, units, event.reason or action.title))
    return tuple(found)


def _opens_on(deadline: Deadline, facts: Facts, plan: Plan, calendar: Calendar) -> date | None:
    if deadline.opens_after is None:
        return None
    period, _ = _resolve(deadline.opens_after, facts, deadline.cite)
    return replace(plan, period=period, rolls=False, extensions=()).due(calendar) if period else None


def _settled(plan: Plan, last: date | None, span: Span, met: Event | None) -> tuple[State, Event | None]:
    """How a clock stands, and what closed it: met by an act, ended with its stay, paused, or open."""
    if met is not None:
        return (State.MET_LATE if last is not None and met.happened_on > last else State.MET), met
    if span.ends is not None:
        return State.ENDED, span.ends
    if span.away is not None or any(p.end is None for p in plan.pauses):
        return State.PAUSED, None
    return State.OPEN, None
