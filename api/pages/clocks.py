"""A clock as pages show it: a word that says how it stands, the day with how far it is, its law, its explanation.

Red is for what the department can lose by waiting, amber for what is soon, grey for forecasts and for dates that are
not confirmed. The word says it; the colour repeats it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from urllib.parse import urlencode

from api.i18n import N_, _, say
from api.pages.law import law_href
from api.pages.words import away
from cases.calendars import Calendar
from cases.deadlines import Clock, State
from cases.law import LegalStatus
from cases.lifecycle import Kind
from cases.seats import SEATS


class Now(Protocol):
    """The department's day and minute."""

    def now(self) -> datetime: ...
    def today(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """What is needed to say how a clock stands; the same for one just computed and one read from its row."""

    kind: str
    state: str
    due: date | None
    due_at: datetime | None
    seat: str
    status: str
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class ClockView:
    """A clock for a page. `tbc` stands beside a date that must not be taken for law."""

    title: str
    href: str
    due: date | None
    due_at: datetime | None
    away: str
    tag: str
    colour: str
    tbc: bool
    law: str
    law_href: str
    seat: str
    runs: bool
    ended_on: date | None = None
    opens_on: date | None = None


WORDS = {
    "overdue": N_("Overdue"), "today": N_("Due today"), "soon": N_("Soon"), "running": N_("Running"),
    "forecast": N_("Forecast"), "undated": N_("No date on file"), "waiting": N_("Waiting time"),
    "waited": N_("Waiting time is over"), "paused": N_("Paused"), "met": N_("Kept"), "met_late": N_("Kept late"),
    "ended": N_("Ended"),
}  # fmt: skip
COLOURS = {
    "today": "soon", "soon": "soon", "running": "running", "forecast": "forecast", "undated": "unconfirmed",
    "waiting": "running", "waited": "running", "paused": "forecast", "met": "met", "met_late": "soon",
    "ended": "forecast",
}  # fmt: skip
SOON = 2


def is_ours(seat: str) -> bool:
    """Whether the department itself must act."""
    return seat in SEATS and SEATS[seat].reach == "staff"


def how(clock: Standing, time: Now, calendar: Calendar) -> str:
    """How the clock stands, as a key of `WORDS`."""
    if clock.state != State.OPEN.value:
        return clock.state
    if clock.kind == Kind.TARGET.value:
        return "forecast"
    last, today = clock.latest or clock.due, time.today()
    if last is None:
        return "undated"
    over = time.now() > clock.due_at if clock.due_at else today > last
    if clock.kind == Kind.WAIT_UNTIL.value:
        return "waited" if over else "waiting"
    if over:
        return "overdue"
    if last == today:
        return "today"
    return "soon" if last <= calendar.add_open_days(today, SOON) else "running"


def colour(standing: str, seat: str) -> str:
    """Red for what we can lose; amber when the delay is somebody else's."""
    if standing == "overdue":
        return "overdue" if is_ours(seat) else "soon"
    return COLOURS[standing]


def distance(day: date | None, today: date, calendar: Calendar) -> str:
    """in 3 working days; today; 2 working days ago."""
    if day is None:
        return ""
    return away(day, today, abs(calendar.open_days_between(min(day, today), max(day, today))))


def clock_view(clock: Clock, reference: str, time: Now, calendar: Calendar) -> ClockView:
    """A clock that was just computed."""
    stands = how(standing_of(clock), time, calendar)
    runs = clock.state is State.OPEN
    return ClockView(
        of_whom(clock.title, clock.subject),
        dates_href(reference, clock.key, clock.visit, clock.occurrence, clock.subject),
        clock.due, clock.due_at, distance(clock.due, time.today(), calendar) if runs else "", _(WORDS[stands]),
        colour(stands, clock.seat), not clock.confirmed, say(clock.cite.shown), law_href(clock.cite),
        say(SEATS[clock.seat].title) if clock.seat in SEATS else clock.seat, runs or clock.state is State.PAUSED,
        clock.closed_on, clock.opens_on,
    )  # fmt: skip


def standing_of(clock: Clock) -> Standing:
    return Standing(
        clock.kind.value, clock.state.value, clock.due, clock.due_at, clock.seat, clock.cite.status.value, clock.latest
    )


def row_view(row: Any, time: Now, calendar: Calendar) -> ClockView:
    """A clock as kept; `row` is of the table of deadlines, with the reference of its case."""
    stands = how(
        Standing(row.kind, row.state, row.due_on, row.due_at, row.seat, row.status, row.due_latest), time, calendar
    )
    return ClockView(
        of_whom(row.title, row.subject),
        dates_href(row.reference, row.key, row.visit, row.occurrence, row.subject),
        row.due_on, row.due_at,
        distance(row.due_on, time.today(), calendar) if row.state == "open" else "", _(WORDS[stands]),
        colour(stands, row.seat), row.status == LegalStatus.UNCONFIRMED.value, law_words(row.cite, row.status), "",
        say(SEATS[row.seat].title) if row.seat in SEATS else row.seat, True,
    )  # fmt: skip


def law_words(cite: str, status: str) -> str:
    """The citation of a row, with what must be known about it."""
    match status:
        case LegalStatus.UNCONFIRMED.value:
            return _("to be confirmed")
        case LegalStatus.SERVICE.value:
            return _("our own service standard")
    return cite


def dates_href(reference: str, key: str, visit: int, occurrence: int, subject: str | None) -> str:
    """The address of the explanation of a date."""
    whom = f"?{urlencode({'subject': subject})}" if subject else ""
    return f"/cases/{reference}/dates/{key}/{visit}/{occurrence}{whom}"


def of_whom(title: str, subject: str | None) -> str:
    """What a clock is about, with the one of several whom it binds."""
    return f"{say(title)} ({subject})" if subject else say(title)


def running_first(clocks: Iterable[ClockView]) -> tuple[list[ClockView], list[ClockView]]:
    """The clocks that run or are paused, by date; and those that are done, the latest first."""
    every = list(clocks)
    open_ones = sorted((c for c in every if c.runs), key=lambda c: c.due or date.max)
    done = sorted((c for c in every if not c.runs), key=lambda c: c.ended_on or date.min, reverse=True)
    return open_ones, done
