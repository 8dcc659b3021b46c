"""The limits of every regime that is open to a case, side by side: what each would ask, until when, on what law.

Of each kind of limit the earliest last day that stands as law is the strictest. A number that nobody has confirmed is
shown, never marked: it could be stricter, and that is noted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cases.calendars import Calendar
from cases.law import Provision
from cases.law.limits import Limit, limit
from cases.ntb.routing.options import Option
from cases.ntb.routing.regimes import REGIMES, Regime
from cases.ntb.wording import N_
from cases.periods import Period

HOME = "nairobi"


@dataclass(frozen=True, slots=True)
class Measured:
    """A limit of a regime, counted from a day. `due` is None while no number is on file.

    `stands` says whether the date may be taken for law: both the number and the membership are confirmed.
    """

    regime: str
    limit: Limit
    period: Period | None
    due: date | None
    calendar: str
    stands: bool
    strictest: bool = False

    @property
    def provision(self) -> Provision:
        return self.limit.provision


@dataclass(frozen=True, slots=True)
class Compared:
    """One kind of limit over all regimes: a cell for each, None where the regime's texts name no such limit.

    `could_be_stricter` are regimes of which an unconfirmed date lies before the strictest that stands.
    """

    key: str
    title: str
    counted_from: str
    cells: tuple[Measured | None, ...]
    could_be_stricter: tuple[str, ...] = ()

    @property
    def strictest(self) -> tuple[Measured, ...]:
        return tuple(cell for cell in self.cells if cell is not None and cell.strictest)


def _nth(which: str, n: int) -> Callable[[Regime], str | None]:
    def key(regime: Regime) -> str | None:
        named: tuple[str, ...] = getattr(regime, which)
        return named[n] if len(named) > n else None

    return key


KINDS: tuple[tuple[str, str, str, Callable[[Regime], str | None]], ...] = (
    ("reply", N_("The other state replies"), N_("receipt of the request"), lambda regime: regime.response_limit),
    ("facilitator", N_("A facilitator is appointed"), N_("agreement to use one"), _nth("facilitator_limits", 0)),
    ("facilitation", N_("The facilitation ends"), N_("the appointment"), _nth("facilitator_limits", 1)),
    ("comments", N_("Comments on the factual report"), N_("the draft report"), _nth("facilitator_limits", 2)),
    ("dispute_reply", N_("Formal dispute: reply"), N_("receipt of the request for consultations"),
     _nth("dispute_limits", 0)),
    ("consultations", N_("Formal dispute: consultations begin"), N_("receipt of the request for consultations"),
     _nth("dispute_limits", 1)),
    ("settlement", N_("Formal dispute: time to settle"), N_("receipt of the request for consultations"),
     _nth("dispute_limits", 2)),
)  # fmt: skip
"""The kinds of limit, each with the event from which it counts and where a regime names its limit."""


def compare(
    options: Sequence[Option],
    start: date,
    calendar_of: Callable[[str], Calendar],
    *,
    perishable: bool = False,
    urgent: bool = False,
) -> list[Compared]:
    """Each kind of limit that any of these regimes names, with the dates that would follow from `start`.

    `options` are the regimes to show, in their order. One whose membership is not confirmed is shown and never marked.
    """
    found = []
    for key, title, counted_from, named in KINDS:
        cells = [_measured(each, named, start, calendar_of, perishable, urgent) for each in options]
        if any(cells):
            found.append(_marked(key, title, counted_from, cells))
    return found


def _measured(
    option: Option,
    named: Callable[[Regime], str | None],
    start: date,
    calendar_of: Callable[[str], Calendar],
    perishable: bool,
    urgent: bool,
) -> Measured | None:
    key = named(REGIMES[option.regime])
    if key is None:
        return None
    known = limit(key)
    seat = known.provision.instrument.forum or HOME
    period = known.period(urgent=urgent, perishable=perishable)
    due = period.due(start, calendar_of(seat)) if period is not None else None
    return Measured(option.regime, known, period, due, seat, stands=known.confirmed and option.open)


def _marked(key: str, title: str, counted_from: str, cells: Sequence[Measured | None]) -> Compared:
    """The earliest date that stands is marked wherever it occurs; earlier ones that do not stand are noted."""
    first = min((c.due for c in cells if c is not None and c.stands and c.due), default=None)
    marked = tuple(
        replace(c, strictest=True) if c is not None and c.stands and first is not None and c.due == first else c
        for c in cells
    )
    doubtful = tuple(c.regime for c in cells if c is not None and not c.stands and c.due and first and c.due < first)
    return Compared(key, title, counted_from, marked, doubtful)
