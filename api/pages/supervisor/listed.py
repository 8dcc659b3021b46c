"""The list behind a count: every clock that it counts, narrowed by what stands in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.responses import Response

from api.deps import SupervisorDep, WebDep
from api.forms import Field
from api.i18n import N_, _, say
from api.pages.base import Web
from api.pages.clocks import distance, row_view
from api.pages.officer.queue import BANDS, days_of, regime_title, stage_title
from api.pages.officer.queue.asking import NOBODY, fields, number_of
from api.pages.supervisor.counting import LIST
from api.pages.words import written
from cases.agenda import HOME
from cases.calendars import Calendar
from cases.service.stopped import Stopped, why_stopped
from cases.store import clocks as all_of
from cases.store.clocks import SPANS, After, Wanted
from cases.store.lists import Asked, choices, officers
from cases.store.reading import Reading

router = APIRouter(include_in_schema=False)

NARROWED_BY = ("kind", "stage", "regime", "when", "officer")
ASKED = (*NARROWED_BY, "whose", "day", "clock", "law")
SEVEN = N_("Next 7 days")
WHOSE = {"ours": N_("Ours"), "others": N_("Others'")}
NOT_A_DAY = date.min


@dataclass(frozen=True, slots=True)
class Asking:
    """What the address of a list asks for."""

    given: Mapping[str, str]
    wanted: Wanted = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "wanted", _wanted(self.given))

    @property
    def title(self) -> str:
        words = band_title(self.wanted.cases.when)
        return _("Clocks: %(band)s") % {"band": words.lower()} if words else _("All clocks")

    @property
    def is_narrowed(self) -> bool:
        return bool(self.given)

    @property
    def only(self) -> list[str]:
        """What narrows the list and stands in no field of the form."""
        day, clock = self.wanted.day, self.wanted.clock
        words = [_("due on %(day)s") % {"day": written(day)}] if day and day != NOT_A_DAY else []
        return words + ([_("one limit of the law")] if clock or self.wanted.cite else [])

    def link(self, path: str = LIST, **more: str) -> str:
        asked = urlencode({**self.given, **more})
        return f"{path}?{asked}" if asked else path


def asking(web: Web) -> Asking:
    """Read the address; what it cannot mean is left out of account."""
    given = web.request.query_params
    return Asking({key: given[key][:200] for key in ASKED if given.get(key)})


def _wanted(given: Mapping[str, str]) -> Wanted:
    when, officer = given.get("when", ""), given.get("officer", "")
    asked = Asked(
        view="all", kind=given.get("kind", ""), stage=given.get("stage", ""), regime=given.get("regime", ""),
        when=when if when in BANDS or when in SPANS else "", officer=number_of(officer), unassigned=officer == NOBODY,
    )  # fmt: skip
    return Wanted(
        asked, whose=given.get("whose", ""), day=_day(given.get("day", "")), clock=given.get("clock", ""),
        cite=given.get("law", ""),
    )  # fmt: skip


def _day(text: str) -> date | None:
    """The day asked for; one that does not exist has no clocks."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return NOT_A_DAY


def band_title(when: str) -> str:
    """A band in words; empty for none."""
    return say(SEVEN) if when in SPANS else say(BANDS.get(when, ""))


@router.get("/clocks/list")
def show(web: WebDep, staff: SupervisorDep, after: str = "") -> Response:
    """The clocks behind a count, with why those that stand still do."""
    asked = asking(web)
    with Reading(web.database) as uow:
        calendar = uow.calendars().of(HOME)
        days = days_of(web.database.today(), calendar)
        rows, mark = all_of.clocks(uow.session, asked.wanted, staff.actor, days, after=_read_mark(after))
        stops = why_stopped(uow, rows)
        narrow = _form(web, choices(uow.session, staff.actor), officers(uow.session))
    return web.page(
        "supervisor/list.html", title=asked.title, rows=[line(row, web, calendar, stops.get(row.id)) for row in rows],
        asked=asked, fields=narrow, wide=True, paused=asked.wanted.cases.when == "paused",
        next=asked.link(after=_mark(mark)) if mark else "", first=asked.link() if after else "",
        csv=asked.link("/clocks/export/list.csv"), xlsx=asked.link("/clocks/export/list.xlsx"),
    )  # fmt: skip


def line(row: Any, web: Web, calendar: Calendar, stop: Stopped | None = None) -> dict[str, Any]:
    """A row of a list of clocks: the clock as pages show it, and its case."""
    return {
        "row": row, "clock": row_view(row, web.database, calendar), "stop": stop,
        "stopped_for": distance(stop.since, web.database.today(), calendar) if stop else "",
        "stage": stage_title(row.lifecycle, row.version, row.case_stage), "regime": regime_title(row.regime),
    }  # fmt: skip


def _form(web: Web, known: Mapping[str, Sequence[str]], people: Sequence[Any]) -> list[Field]:
    given = web.request.query_params
    found = [each for each in fields(given, known, people) if each.key in NARROWED_BY]
    for each in found:
        if each.key == "when":
            each.choices = [*each.choices, *((key, say(SEVEN)) for key in SPANS)]
    sides = [("", _("Any")), *((key, say(words)) for key, words in WHOSE.items())]
    return [*found, Field("whose", _("Whose turn"), "select", value=given.get("whose", ""), choices=sides)]


def _mark(after: After) -> str:
    return f"{after.part}~{after.day.isoformat()}~{after.id}"


def _read_mark(text: str) -> After | None:
    """Where a page begins; a mark that was changed by hand begins at the beginning."""
    try:
        part, day, key = text.split("~")
        return After(int(part), date.fromisoformat(day), int(key)) if int(key) < 2**63 else None
    except ValueError:
        return None
