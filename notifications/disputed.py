"""Where the fields come from that only disputes and investigations have: dates of record, notices, clocks that run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from cases.calendars import Calendar
from cases.lifecycle import Kind
from cases.seats import SEATS
from notifications.letters.base import STAFF, Limit
from notifications.matter import subject
from notifications.occasion import ClockLine, Occasion, day_under
from notifications.phrases import phrase

_ANY = Calendar("nairobi", 0, ())
"""A deemed receipt is counted in weeks, for which no calendar matters."""


def role(occasion: Occasion) -> str:
    """What Kenya is in the dispute, in the words of the question that was asked when the file was opened."""
    return _label(occasion, "role", occasion.values.get("role"))


def ground(occasion: Occasion) -> str:
    """The ground of the act itself: one that was given for another subject before says nothing here."""
    return _label(occasion, "ground", occasion.event.data.get("ground") if occasion.event else None)


def _label(occasion: Occasion, key: str, said: object) -> str:
    life = occasion.life
    if said is None or life is None:
        return ""
    asked = (*life.opening, *(each for _, action in life.all_actions() for each in action.inputs))
    labels = (label for each in asked if each.key == key for value, label in each.choices if value == said)
    return phrase(next(labels, ""), occasion.language)


def dates(occasion: Occasion) -> tuple[Limit, ...]:
    """Every date of law that runs in the case, the nearest first. Unconfirmed ones are for the staff alone."""
    shown = (c for c in occasion.clocks if c.asks and c.status.is_law and not c.subject)
    limits = (occasion.limit(c) for c in shown if c.promised or occasion.audience is STAFF)
    return tuple(each for each in limits if each is not None)


def pressing(occasion: Occasion) -> Limit | None:
    """The nearest date by which Kenya has to act, whoever of us it binds; to outsiders none that is unconfirmed."""
    ours = (c for c in occasion.clocks if c.asks and c.kind == Kind.ACT_BY.value and _is_kenyan(c.seat))
    ahead = (c for c in ours if c.due is not None and c.due >= occasion.today and not c.subject)
    return occasion.limit(next((c for c in ahead if c.promised or occasion.audience is STAFF), None))


def _is_kenyan(seat: str) -> bool:
    return seat in SEATS and SEATS[seat].reach in ("staff", "agency")


def deemed(occasion: Occasion) -> date | None:
    """The day on which what was sent counts as received, where the law deems one."""
    clock: ClockLine | None = occasion.deadline or occasion.own_clock()
    if clock is None or clock.started is None or occasion.life is None:
        return None
    rule = occasion.life.deadline(clock.identity[0]).deemed
    return rule.end(clock.started, _ANY) if rule else None


FIELDS: dict[str, Callable[[Occasion], object]] = {
    "subject": subject,
    "role": role,
    "kenya_complains": lambda o: o.values.get("role") in (None, "complainant"),
    "joinable": lambda o: o.values.get("gatt_xxii") is True,
    "ground": ground,
    "dates": dates,
    "pressing": pressing,
    "deemed": deemed,
    "received_on": day_under("received_on"),
    "circulated_on": day_under("circulated_on"),
    "dsb_meeting_on": day_under("dsb_meeting_on"),
    "established_on": day_under("established_on"),
    "initiated_on": day_under("initiated_on"),
    "effect_on": day_under("effect_on"),
    "published_on": day_under("published_on"),
    "measure_from": day_under("measure_from"),
    "hearing_on": day_under("hearing_on"),
}
