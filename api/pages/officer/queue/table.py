"""The rows of a list of cases, for the page and for a file; and the headers by which it is sorted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row
from sqlmodel import Session

from api.i18n import N_, _, language, say
from api.pages.clocks import ClockView, Now, distance, law_words, row_view
from api.pages.exports import Cell
from api.pages.officer.queue.asking import Address
from api.pages.officer.queue.wording import DIRECTIONS, regime_title, stage_title
from api.pages.words import NAIROBI
from cases.calendars import Calendar
from cases.engine import Actor
from cases.lifecycles import lifecycle
from cases.ntb.states import state_name
from cases.store import lists
from cases.store.lists import Asked, Days


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: the case, and the clock behind its next date."""

    case: Row[Any]
    clock: ClockView | None
    stage: str
    regime: str
    states: str
    away: str
    changed: date


def line(row: Row[Any], clock: Row[Any] | None, time: Now, calendar: Calendar) -> Line:
    view = row_view(_With(clock, row.reference), time, calendar) if clock is not None else None
    return Line(
        row, view, stage_title(row.lifecycle, row.version, row.stage), regime_title(row.regime),
        states_of(row.measure_countries), distance(row.next_due, time.today(), calendar),
        row.updated_at.astimezone(NAIROBI).date(),
    )  # fmt: skip


class _With:
    """A clock's row together with the reference of its case."""

    def __init__(self, row: Row[Any], reference: str) -> None:
        self._row = row
        self.reference = reference

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, name)


def states_of(codes: str) -> str:
    """The states of a measure by name."""
    return ", ".join(state_name(code, language()) for code in codes.split())


@dataclass(frozen=True, slots=True)
class Header:
    """The head of a column. With an address it sorts the list; `aria` says how, where it does."""

    key: str
    words: str
    href: str = ""
    aria: str = ""


DOWN = ("reference", "priority", "changed", "closed")
"""Orders that begin with the highest or latest."""


OPEN = (
    ("reference", N_("Reference")), ("", N_("What")), ("", N_("Stage")), ("next", N_("Next date")),
    ("priority", N_("Priority")), ("changed", N_("Changed")), ("", N_("Officer")),
)  # fmt: skip
CLOSED = (
    ("reference", N_("Reference")), ("", N_("What")), ("", N_("Stage")), ("closed", N_("Closed on")),
    ("", N_("Officer")),
)  # fmt: skip
"""The columns of a list, with the order that each stands for."""


def headers(asked: Asked, address: Address) -> list[Header]:
    """The heads of the columns, as links where the list can be sorted by them."""
    if asked.closed:
        now = "reference" if asked.sort == "reference" else "closed"
        return [_header(key, say(words), now, address) for key, words in CLOSED]
    return [_header(key, say(words), asked.sort, address) for key, words in OPEN]


def _header(key: str, words: str, now: str, address: Address) -> Header:
    """The order that a list has by itself is not named in its address."""
    if not key:
        return Header(key, words)
    way = "descending" if key in DOWN else "ascending"
    return Header(key, words, address.to(sort="" if key in ("next", "closed") else key), way if key == now else "")


CELLS = (
    N_("Reference"), N_("Title"), N_("Kind"), N_("Stage"), N_("In this stage since"), N_("Regime"), N_("Direction"),
    N_("State of the measure"), N_("Officer"), N_("Priority"), N_("Urgent"), N_("Lodged on"), N_("Next date"),
    N_("What is due"), N_("Law"), N_("Closed on"),
)  # fmt: skip
"""The heads of the columns of a file."""
AT_ONCE = 500
"""Cases that a file reads at a time."""


def cells(row: Row[Any], clock: Row[Any] | None) -> list[Cell]:
    """A case as a line of a file."""
    return [
        row.reference, row.title, say(lifecycle(row.lifecycle, row.version).title),
        stage_title(row.lifecycle, row.version, row.stage), row.stage_since, regime_title(row.regime),
        say(DIRECTIONS.get(row.direction, "")), states_of(row.measure_countries), row.officer or "", row.priority,
        _("yes") if row.urgent else "", row.lodged_on, row.next_due, say(clock.title) if clock else "",
        law_words(clock.cite, clock.status) if clock else "", row.closed_on,
    ]  # fmt: skip


def all_cells(session: Session, asked: Asked, actor: Actor, days: Days) -> Iterator[list[Cell]]:
    """Every case of a list as a line of a file, in its order, read in pieces."""
    after, more = None, True
    while more:
        page = lists.queue(session, asked, actor, days, after=after, limit=AT_ONCE)
        clocks = lists.next_clocks(session, [row.id for row in page.rows])
        yield from (cells(row, clocks.get(row.id)) for row in page.rows)
        after, more = page.after, page.after is not None
