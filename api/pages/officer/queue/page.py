"""The page of a list: tabs with their counts, what narrows it, the cases, and the same list as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from api.deps import StaffDep, WebDep
from api.i18n import _, ngettext, say
from api.pages.exports import Cell, export, form_of
from api.pages.officer.queue import asking, table
from api.pages.officer.queue.asking import Address, asked_of
from api.pages.officer.queue.wording import BANDS, SOON, TITLES, VIEWS, days_of
from cases.agenda import HOME
from cases.engine import Actor
from cases.service.desk import HOLDERS
from cases.service.giving import MOST as MOST_GIVEN
from cases.service.views import LONGEST_NAME
from cases.store import Database, desk, lengths, lists
from cases.store.lists import After, Asked, Days
from cases.store.reading import Reading

router = APIRouter(include_in_schema=False)

PATH = "/cases"


@dataclass(frozen=True, slots=True)
class Tab:
    """A list of its own, how many cases it holds, and how many of them have a clock in each of the nearest bands."""

    key: str
    words: str
    href: str
    here: bool
    number: int
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many cases have a clock in a band, and the list of them."""

    key: str
    words: str
    number: int
    href: str
    here: bool


@router.get(PATH)
def show(web: WebDep, staff: StaffDep) -> Response:
    """The queue; what is asked for stands in the address, so that a list can be kept and sent on."""
    given = dict(web.request.query_params)
    address, asked, actor = Address(PATH, given), asked_of(given, staff), staff.actor
    with Reading(web.database) as uow:
        calendar = uow.calendars().of(HOME)
        days = days_of(web.database.today(), calendar)
        page = lists.queue(uow.session, asked, actor, days, after=After.read(given.get("after", "")))
        clocks = lists.next_clocks(uow.session, [row.id for row in page.rows])
        counts = lists.tab_counts(uow.session, actor, days, staff.department)
        length = _length(uow, asked, actor, days, counts)
        people = lists.officers(uow.session)
        fields = asking.fields(given, lists.choices(uow.session, actor), people)
        views = desk.saved_views(uow.session, staff.id)
        mentions = desk.unseen_mentions(uow.session, actor)
    return web.page(
        "officer/queue.html", title=_title(asked), wide=True, asked=asked,
        lines=[table.line(row, clocks.get(row.id), web.database, calendar) for row in page.rows],
        headers=table.headers(asked, address), tabs=_tabs(asked, address, counts), closed=_closed(address),
        fields=fields, chips=asking.chips(address, fields), clear=address.plain(), address=address.to(),
        first=address.to() if given.get("after") else "", next=address.to(after=page.after.text) if page.after else "",
        says=_says(length), length=length, all_at_once=length if length <= MOST_GIVEN else 0, most=MOST_GIVEN,
        may_give=bool(actor.roles & HOLDERS) and not asked.closed, people=people, views=views, mentions=mentions,
        longest=LONGEST_NAME, csv=address.to("/cases.csv"), xlsx=address.to("/cases.xlsx"),
    )  # fmt: skip


def _title(asked: Asked) -> str:
    return _("Closed cases") if asked.closed else say(TITLES[asked.view])


Counts = Mapping[str, Mapping[str, int]]


def _length(uow: Reading, asked: Asked, actor: Actor, days: Days, counts: Counts) -> int:
    """How long the list is: a number of the tabs where it is one of those, else counted."""
    plain = Asked(view=asked.view, when=asked.when, department=asked.department, sort=asked.sort)
    if asked == plain and asked.when in counts[asked.view]:
        return counts[asked.view][asked.when]
    return lengths.how_many(uow.session, asked, actor, days)


def _says(length: int) -> str:
    """How long the list is, in words."""
    if length > lengths.MOST:
        return _("More than %(n)s cases") % {"n": f"{lengths.MOST:,}"}
    return ngettext("%(n)s case", "%(n)s cases", length) % {"n": length}


def _tabs(asked: Asked, address: Address, counts: Counts) -> list[Tab]:
    """The tabs. A tab and its counts lead to the list that they count, without what else narrows this one."""
    return [
        Tab(
            key, say(words), address.plain(view=key, closed="", sort=""), key == asked.view and not asked.closed,
            counts[key][""], _counts(key, asked, address, counts[key]),
        )
        for key, words in VIEWS.items()
    ]  # fmt: skip


def _counts(view: str, asked: Asked, address: Address, numbers: Mapping[str, int]) -> tuple[Count, ...]:
    return tuple(
        Count(when, say(BANDS[when]), numbers[when], address.plain(view=view, closed="", when=when),
              view == asked.view and when == asked.when)
        for when in SOON
    )  # fmt: skip


def _closed(address: Address) -> str:
    """The address of the closed cases."""
    return address.plain(view="", closed="yes", sort="")


@router.get("/cases.{form}")
def as_file(web: WebDep, staff: StaffDep, form: str) -> Response:
    """The whole list, with the filters of its address, for a spreadsheet."""
    asked = asked_of(dict(web.request.query_params), staff)
    head = [say(each) for each in table.CELLS]
    return export(form_of(form), "cases", _title(asked), head, _rows(web.database, asked, staff.actor))


def _rows(database: Database, asked: Asked, actor: Actor) -> Iterator[list[Cell]]:
    """Read while they are sent."""
    with Reading(database) as uow:
        days = days_of(database.today(), uow.calendars().of(HOME))
        yield from table.all_cells(uow.session, asked, actor, days)
