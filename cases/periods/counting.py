"""A count and its explanation: which days were left out, where the last day moved, and one sentence about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from cases.calendars import Calendar
from cases.words import N_, Sentence

ONE = timedelta(days=1)


class Roll(StrEnum):
    """What happens to a last day on which the forum is closed."""

    NEXT_OPEN = "next_open"
    PREVIOUS_OPEN = "previous_open"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that did not count, and why: `weekend`, or the name of the closed day."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Count:
    """A count that can be walked again, day by day.

    Day one is `first_day`; `skipped` are the days left out on the way to `raw`, the last day by the count; `rolled`
    are the closed days over which it moved to `due`. `words` says it in one sentence.
    """

    start: date
    first_day: date
    raw: date
    due: date
    skipped: tuple[Skipped, ...]
    rolled: tuple[Skipped, ...]
    words: Sentence


def rolled(raw: date, calendar: Calendar, roll: Roll) -> date:
    match roll:
        case Roll.NEXT_OPEN:
            return calendar.next_open(raw)
        case Roll.PREVIOUS_OPEN:
            return calendar.previous_open(raw)
        case Roll.NONE:
            return raw


def closed_days(first: date, last: date, calendar: Calendar) -> tuple[Skipped, ...]:
    """The closed days from one day to another, both looked at, forward or backward, with their reasons."""
    step = ONE if last >= first else -ONE
    days = (first + step * i for i in range(abs((last - first).days) + 1))
    return tuple(Skipped(d, reason) for d in days if (reason := calendar.reason(d)) is not None)


def sentence(basis: str, days: Sentence, calendar: Calendar, raw: date, due: date, roll: Roll) -> Sentence:
    """The count in words: what is counted on which calendar, its first and last day, and where the last day moved."""
    counted = N_("%(basis)s, %(place)s calendar v%(version)s")
    place = Sentence(calendar.title)
    said = [Sentence(counted, basis=Sentence(basis), place=place, version=calendar.version), days]
    if due != raw:
        message = N_("%(last)s is closed (%(why)s), so %(next)s counts")
        said.append(Sentence(message, last=raw, why=Sentence(calendar.reason(raw) or ""), next=due))
    elif roll is Roll.NONE and not calendar.is_open(raw):
        said.append(Sentence(N_("a closed day does not move it")))
    return Sentence("%(parts)s", parts=tuple(said))
