"""What follows from a step for the tables: the case's columns, and the clocks that changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from cases.agenda import looks
from cases.deadlines import Calendars, Clock, State
from cases.departments import department_of
from cases.engine import Step
from cases.history import Event, Value
from cases.lifecycle import Kind, Lifecycle

Identity = tuple[str, int, int, str]

_TEXT_FACTS = ("regime", "direction", "close_status", "outcome_type")
_BOOL_FACTS = ("urgent", "perishable")
_DATE_FACTS = ("barrier_stopped_on", "decided_on", "closed_on")


def columns_of(values: Mapping[str, Value]) -> dict[str, object]:
    """The facts that lists and letters read most, as columns of the case."""
    columns: dict[str, object] = {key: values.get(key) for key in _TEXT_FACTS}
    columns |= {key: values.get(key) is True for key in _BOOL_FACTS}
    columns |= {key: _day(values.get(key)) for key in _DATE_FACTS}
    countries = values.get("measure_countries")
    columns["measure_countries"] = " ".join(str(c) for c in countries[:20]) if isinstance(countries, list) else ""
    columns["department"] = department_of(values)
    columns["protected"] = values.get("retaliation_risk") is True or values.get("consent_share_identity") == "no"
    scores = [v for k, v in values.items() if k.startswith("score_") and isinstance(v, int)]
    if scores:
        columns["priority"] = min(sum(scores), 100)
    return columns


def _day(value: Value) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None


def moved_columns(step: Step) -> dict[str, object]:
    """The columns of the case after a step."""
    columns = columns_of(step.values)
    columns |= {
        "stage": step.event.to,
        "visit": step.visit,
        "stack": list(step.stack),
        "values": dict(step.values),
        "next_due": next_due(step.clocks),
    }
    if step.moved:
        columns["stage_since"] = step.event.happened_on
    return columns


def next_due(clocks: Iterable[Clock]) -> date | None:
    """The next date that binds somebody: open clocks only, forecasts aside, and a time of waiting only where nothing
    else runs: once it is over, it asks nothing of anybody.
    """
    open_ones = [c for c in clocks if c.state is State.OPEN and c.due and c.kind is not Kind.TARGET]
    binding = [c.due for c in open_ones if c.due and c.kind is not Kind.WAIT_UNTIL]
    return min(binding or [c.due for c in open_ones if c.due], default=None)


@dataclass(frozen=True, slots=True)
class Moved:
    """A date that moved, for the record and for the officer."""

    clock: Clock
    before: date | None
    after: date | None


def changed(before: Sequence[Clock], after: Sequence[Clock], *, by: Event | None = None) -> list[Clock]:
    """The clocks that are new or stand differently. One that no longer runs by the facts ends with the event `by`."""
    known, now = {c.identity: c for c in before}, {c.identity for c in after}
    gone = [
        replace(c, state=State.ENDED, closed_on=by.happened_on if by else None, closed_seq=by.seq if by else None)
        for c in before
        if c.identity not in now and c.state in (State.OPEN, State.PAUSED)
    ]
    return gone + [c for c in after if known.get(c.identity) is None or _told(known[c.identity]) != _told(c)]


def _told(c: Clock) -> tuple[object, ...]:
    dates = (c.due, c.due_at, c.earliest, c.latest, c.opens_on, c.trigger_on, c.closed_on)
    return (*dates, c.state, c.closed_seq, c.trigger_seq, c.plan.seat, str(c.cite))


def moves(before: Sequence[Clock], after: Sequence[Clock], *, settled: bool = False) -> list[Moved]:
    """The dates of running clocks that are no longer the same; with `settled`, of clocks that were met or ended too."""
    known = {c.identity: c for c in before}
    return [
        Moved(c, known[c.identity].due, c.due)
        for c in after
        if c.identity in known and known[c.identity].due != c.due
        and (settled or c.state in (State.OPEN, State.PAUSED))
        and known[c.identity].trigger_seq == c.trigger_seq
    ]  # fmt: skip


def deadline_rows(
    case_id: UUID,
    life: Lifecycle,
    clocks: Sequence[Clock],
    calendars: Calendars,
    done: Mapping[Identity, set[str]] | None = None,
) -> list[dict[str, object]]:
    """Clocks as rows, each with the moment at which the watch must look at it next."""
    when = looks(life, clocks, calendars, done or {})
    return [_row(case_id, clock, when[clock.identity]) for clock in clocks]


def _row(case_id: UUID, c: Clock, look: datetime | None) -> dict[str, Any]:
    return {
        "case_id": case_id, "key": c.key, "visit": c.visit, "occurrence": c.occurrence, "subject": c.subject or "",
        "stage": c.stage, "title": c.title, "kind": c.kind.value, "seat": c.seat, "cite": str(c.cite),
        "status": c.cite.status.value, "state": c.state.value, "trigger_seq": c.trigger_seq,
        "trigger_on": c.trigger_on, "due_on": c.due, "due_at": c.due_at, "due_earliest": c.earliest,
        "due_latest": c.latest, "opens_on": c.opens_on, "closed_on": c.closed_on, "closed_seq": c.closed_seq,
        "calendar": c.plan.seat, "calendar_version": c.calendar_version, "look_after": look, "expired_seq": None,
    }  # fmt: skip
