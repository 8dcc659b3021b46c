"""What the watch has to do for a clock, and when: reminders, letters on expiry, actions of the system. Pure.

Reminders and letters go out in office hours of Nairobi; a system action is taken as soon as the last day is over.
Each item has a key that never changes, so that it is done at most once however often the watch runs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cases.calendars import Calendar
from cases.deadlines import Calendars, Clock, State
from cases.lifecycle import After, Before, Deadline, Email, HalfTime, Kind, Lifecycle, Rung

HOME = "nairobi"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do for a clock from `at` on: send a letter, or take an action of the system."""

    key: str
    at: datetime
    email: Email | None = None
    take: str | None = None
    is_reminder: bool = False


def agenda(deadline: Deadline, clock: Clock, home: Calendar) -> list[Item]:
    """Everything that this clock will ask of the watch while nobody meets it, in order of time."""
    last = clock.latest or clock.due
    if last is None or clock.state is not State.OPEN:
        return []
    items = [item for rung in deadline.remind if (item := _rung_item(rung, clock, last, home))]
    if clock.kind is not Kind.TARGET:
        items += _expiry_items(deadline, clock, last, home)
    return sorted(items, key=lambda item: item.at)


def next_look(deadline: Deadline, clock: Clock, home: Calendar, done: Collection[str] = ()) -> datetime | None:
    """When the watch must look at this clock next; None when nothing is left to do."""
    return min((item.at for item in agenda(deadline, clock, home) if item.key not in done), default=None)


def looks(
    life: Lifecycle, clocks: Iterable[Clock], calendars: Calendars, done: Mapping[tuple[str, int, int, str], set[str]]
) -> dict[tuple[str, int, int, str], datetime | None]:
    """`next_look` for each clock, by its identity."""
    home = calendars.of(HOME)
    return {c.identity: next_look(life.deadline(c.key), c, home, done.get(c.identity, ())) for c in clocks}


def opening_of(day: date, home: Calendar) -> datetime:
    """The opening of the office on that day, or on the next open one."""
    return datetime.combine(home.next_open(day), home.opens, ZoneInfo(home.tz))


def next_opening(at: datetime, home: Calendar) -> datetime:
    """When the office opens next: today if it has not opened yet."""
    local = at.astimezone(ZoneInfo(home.tz))
    day = local.date() if local.time() < home.opens else local.date() + timedelta(days=1)
    return opening_of(day, home)


def in_office_hours(at: datetime, home: Calendar) -> bool:
    local = at.astimezone(ZoneInfo(home.tz))
    return home.is_open(local.date()) and home.opens <= local.time() < home.closes


def _rung_item(rung: Rung, clock: Clock, last: date, home: Calendar) -> Item | None:
    day = _rung_day(rung, clock, last, home)
    too_early = day <= clock.trigger_on and not clock.plan.backward  # counted back, all of it lies before the trigger
    if too_early or day > last:
        return None
    return Item(rung.key, opening_of(day, home), rung.email, is_reminder=True)


def _rung_day(rung: Rung, clock: Clock, last: date, home: Calendar) -> date:
    match rung.at:
        case Before(days):
            return home.previous_open(last - timedelta(days=days))
        case After(days):
            return home.next_open(clock.trigger_on + timedelta(days=days))
        case HalfTime():
            return home.next_open(clock.trigger_on + (last - clock.trigger_on) // 2)


def _expiry_items(deadline: Deadline, clock: Clock, last: date, home: Calendar) -> list[Item]:
    items: list[Item] = []
    for number, expiry in enumerate(deadline.on_expiry):
        over = last + timedelta(days=1 + expiry.after)
        at = opening_of(over, home)
        if clock.due_at is not None and not expiry.after:
            at = clock.due_at + timedelta(minutes=1)
        items += [Item(f"expiry-{number}:{e.letter}:{e.to.key}", at, e) for e in expiry.emails]
        if expiry.take:
            midnight = datetime.combine(over, time.min, ZoneInfo(home.tz))
            items.append(Item(f"expiry-{number}:take", midnight, take=expiry.take))
    return items
