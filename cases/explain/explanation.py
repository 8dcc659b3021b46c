"""The explanation of a date: its heading, its five lines, its result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from cases.calendars import Calendar
from cases.deadlines import Calendars, Clock
from cases.explain.rule import rule_words
from cases.explain.trace import Trace, trace_of
from cases.explain.trigger import trigger_entry, trigger_words
from cases.explain.words import NONE, count_words, extension_words, pause_words
from cases.history import Facts
from cases.law import Provision
from cases.lifecycle import Kind, Lifecycle
from cases.words import N_, Sentence

_HEADLINE = {
    Kind.ACT_BY: N_("Last day"),
    Kind.THEIR_ACT_BY: N_("Last day for the other side"),
    Kind.WAIT_UNTIL: N_("Last day of waiting"),
    Kind.WINDOW: N_("Last day of the window"),
    Kind.TARGET: N_("Expected by"),
    Kind.RECURRING: N_("Next due"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One numbered line: what it is about, and the sentence. `event` is the entry of the timeline behind it,
    `documents` the papers that came with that entry."""

    number: int
    title: str
    words: Sentence
    event: int | None = None
    provision: Provision | None = None
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A date with everything behind it. `promised` is False while the length is unconfirmed: outsiders never see it."""

    clock: Clock
    heading: Sentence
    status: str
    due: date | None
    lines: tuple[Line, ...]
    result: Sentence
    moved: tuple[str, ...]
    trace: Trace | None
    promised: bool


def explain(
    life: Lifecycle, facts: Facts, calendars: Calendars, clock: Clock, moves: Iterable[str] = ()
) -> Explanation:
    """The explanation of a clock's date; `moves` are sentences on how the date moved before."""
    calendar = calendars.of(clock.plan.seat)
    return Explanation(
        clock=clock, heading=_heading(clock), status=clock.cite.shown, due=clock.due,
        lines=_lines(life, facts, clock, calendar), result=_result(clock), moved=tuple(moves),
        trace=trace_of(clock, calendar), promised=clock.confirmed,
    )  # fmt: skip


def _heading(clock: Clock) -> Sentence:
    title = Sentence(clock.title)
    if clock.due is None:
        return Sentence(N_("%(title)s: no length is on file"), title=title)
    return Sentence("%(title)s: %(day)s", title=title, day=clock.due)


def _lines(life: Lifecycle, facts: Facts, clock: Clock, calendar: Calendar) -> tuple[Line, ...]:
    plan = clock.plan
    entry = trigger_entry(life, facts, clock)
    trigger = next((each for each in facts.events if each.seq == entry), None)
    papers = trigger.documents if trigger else ()
    return (
        Line(1, N_("Trigger"), trigger_words(life, facts, clock), entry, documents=papers),
        Line(2, N_("Rule"), rule_words(life, facts, clock), provision=clock.cite),
        Line(3, N_("Counting"), count_words(plan, calendar)),
        Line(4, N_("Pauses"), pause_words(plan, calendar) if plan.pauses else NONE,
             plan.pauses[-1].seq if plan.pauses else None),
        Line(5, N_("Extensions"), extension_words(plan) if plan.extensions else NONE,
             plan.extensions[-1].seq if plan.extensions else None),
    )  # fmt: skip


def _result(clock: Clock) -> Sentence:
    if clock.due is None:
        return Sentence(N_("No date follows: the length of this limit is not on file."))
    words = Sentence("%(what)s: %(day)s", what=Sentence(_HEADLINE[clock.kind]), day=clock.due)
    if clock.due_at is not None:
        time = f"{clock.due_at.astimezone(ZoneInfo('Africa/Nairobi')):%H:%M}"
        words = Sentence(N_("%(date)s, %(time)s East Africa Time"), date=words, time=time)
    if clock.earliest and clock.latest and clock.earliest != clock.latest:
        message = N_("%(date)s (between %(first)s and %(last)s)")
        words = Sentence(message, date=words, first=clock.earliest, last=clock.latest)
    if clock.opens_on is not None:
        words = Sentence(N_("%(date)s; it opens after %(day)s"), date=words, day=clock.opens_on)
    return Sentence("%(words)s.", words=words)
