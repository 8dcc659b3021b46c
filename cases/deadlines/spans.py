"""When a deadline runs: from which event, until which, how often; and what met it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from cases.deadlines.stays import Life, Sojourn
from cases.history import Event, Facts, named
from cases.lifecycle import (
    Deadline,
    Entry,
    Kind,
    Lifecycle,
    Meeting,
    Occurrence,
    OnFact,
    Stage,
)


@dataclass(frozen=True, slots=True)
class Span:
    """When a deadline runs: from its trigger to the event that ends its stay, if any."""

    trigger: Event
    visit: int
    occurrence: int
    ends: Event | None = None
    away: Event | None = None
    subject: str | None = None
    start: date | None = None


def spans_of(
    facts: Facts, lives: Sequence[Life], stays: Sequence[Sojourn], stage: Stage | None, deadline: Deadline
) -> list[Span]:
    if stage is None:
        return _case_spans(facts, lives, deadline)
    found: list[Span] = []
    for stay in stays:
        if stay.stage == stage.key:
            found += _stay_spans(facts, deadline, stay)
    return found


def _stay_spans(facts: Facts, deadline: Deadline, stay: Sojourn) -> list[Span]:
    ends = None if deadline.runs_on else stay.left
    away = None if deadline.runs_on else stay.away
    base = Span(stay.entered, stay.visit, 1, ends, away)
    match deadline.of:
        case Entry():
            return [base]
        case OnFact(fact):
            day = as_day(facts.value(fact))
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


def _case_spans(facts: Facts, lives: Sequence[Life], deadline: Deadline) -> list[Span]:
    """A clock of the whole case ends with it. Opened again, the case starts clocks by its new acts alone.

    Two go on by themselves: a date on file stays what it is, and a recurring duty is owed anew from the reopening.
    """
    if isinstance(deadline.of, OnFact):
        day = as_day(facts.value(deadline.of.fact))
        setter = next((e for e in facts.events if deadline.of.fact in e.facts), facts.events[0])
        return [Span(setter, 1, 1, None if deadline.runs_on else lives[-1].ends, start=day)] if day else []
    takings = _takings(facts, deadline)
    if deadline.runs_on:
        return _from_takings(deadline, takings, 1, None, None)
    found: list[Span] = []
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
) -> list[Span]:
    """One span per taking (or one that restarts, or only the n-th), each ended by the next taking."""
    if not takings:
        return []
    if isinstance(deadline.of, Occurrence):
        n = deadline.of.n
        chosen = takings[-1] if n is None else takings[n - 1] if len(takings) >= n else None
        return [Span(chosen, visit, n or 1, ends, away, chosen.subject)] if chosen else []
    if deadline.per:
        return [Span(e, visit, i, ends, away, e.subject) for i, e in enumerate(takings, 1)]
    following = [*takings[1:], None]
    return [
        Span(event, visit, i, then or ends, None if then else away)
        for i, (event, then) in enumerate(zip(takings, following, strict=True), 1)
    ]


def as_day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None


def rounds(deadline: Deadline, facts: Facts, spans: Sequence[Span]) -> list[Span]:
    """A recurring duty starts anew with each act that met it; every round is a clock of its own."""
    found: list[Span] = []
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


def _round(span: Span, starts: Event | None, numbers: dict[int, int]) -> Span:
    numbers[span.visit] = numbers.get(span.visit, 0) + 1
    renewed = replace(span, trigger=starts, start=starts.happened_on) if starts else span
    return replace(renewed, occurrence=numbers[span.visit])


def met_by_act(life: Lifecycle, deadline: Deadline, span: Span, facts: Facts) -> Event | None:
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


def _restarts(deadline: Deadline, span: Span) -> bool:
    """Whether the span ended because its own trigger was taken again."""
    return span.ends is not None and isinstance(deadline.of, str) and named(span.ends, deadline.of)
