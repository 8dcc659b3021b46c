"""Clocks as a calendar file: an entry for each, all day for a date, at its minute for a limit in hours.

An entry names the case by its reference and the clock by its title: no person, and nothing that a case holds. Where a
program finds the entry again (UID) it is the same clock; a higher SEQUENCE says that it changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from sqlalchemy import Row

from api.i18n import N_, _, say
from api.pages.clocks import dates_href, law_words
from cases.law import LegalStatus
from cases.seats import SEATS
from cases.store.feeds import CASE_ALONE, OFFICER, TEAM, Entry

if TYPE_CHECKING:
    from icalendar import Event

MEDIA_TYPE = "text/calendar"
NAMES = {OFFICER: N_("Tatua: my cases"), TEAM: N_("Tatua: my department's cases"), CASE_ALONE: N_("Tatua: one case")}
LOOK_AGAIN = timedelta(hours=1)
RUNS = ("open", "paused")


def calendar_file(scope: str, entries: Iterable[Entry], base_url: str) -> bytes:
    """The entries as RFC 5545 has them, in the language of the moment."""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//Tatua//Clocks//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _(NAMES[scope]))
    made.add("x-wr-timezone", "Africa/Nairobi")
    made.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    for each in entries:
        made.add_component(_event(each, base_url))
    return bytes(made.to_ical())


def uid_of(clock: Row[Any]) -> str:
    """The name of a clock among all calendars; it stays when the clock is computed again."""
    identity = f"{clock.key}/{clock.visit}/{clock.occurrence}/{clock.subject}"
    return f"{uuid5(UUID(str(clock.case_id)), identity)}@tatua"


def _event(entry: Entry, base_url: str) -> Event:
    from icalendar import Event

    clock, made = entry.clock, Event()
    made.add("uid", uid_of(clock))
    made.add("sequence", entry.sequence)
    made.add("dtstamp", entry.changed_at)
    made.add("last-modified", entry.changed_at)
    made.add("dtstart", clock.due_at or clock.due_on)
    made.add("summary", _summary(clock))
    made.add("description", "\n".join(_description(clock)))
    made.add("status", _status(clock))
    made.add("transp", "TRANSPARENT")
    made.add("url", base_url + _href(clock))
    return made


def _unconfirmed(clock: Row[Any]) -> bool:
    return bool(clock.status == LegalStatus.UNCONFIRMED.value)


def _status(clock: Row[Any]) -> str:
    if clock.state not in RUNS:
        return "CANCELLED"
    return "TENTATIVE" if _unconfirmed(clock) or clock.state == "paused" else "CONFIRMED"


def _summary(clock: Row[Any]) -> str:
    words = f"{clock.reference}: {say(clock.title)}"
    if clock.state == "paused":
        return f"{words} ({_('stopped')})"
    return f"{words} ({_('to be confirmed')})" if _unconfirmed(clock) and clock.state in RUNS else words


def _description(clock: Row[Any]) -> Iterable[str]:
    if _unconfirmed(clock):
        yield _("This date is to be confirmed: it must not be taken for law.")
    else:
        yield law_words(clock.cite, clock.status)
    if clock.state == "paused":
        yield _("The clock stands still; the date moves when it goes on.")
    if clock.state not in RUNS:
        yield _("This clock has ended.")
    seat = say(SEATS[clock.seat].title) if clock.seat in SEATS else clock.seat
    yield _("Who must act: %(seat)s") % {"seat": seat}


def _href(clock: Row[Any]) -> str:
    """The page of the date; the page of the case where the clock is that of a party, whom an address would name."""
    if clock.subject:
        return f"/cases/{clock.reference}"
    return dates_href(clock.reference, clock.key, clock.visit, clock.occurrence, None)
