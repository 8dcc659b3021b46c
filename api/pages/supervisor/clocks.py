"""All clocks in counts that lead to lists: overdue, today, 2 working days, 7, 30, later, paused; and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.responses import Response, StreamingResponse

from api.deps import SupervisorDep, WebDep
from api.i18n import N_, _, say
from api.pages.base import Web
from api.pages.clocks import law_words, row_view
from api.pages.officer.letters import STATES, letter_title
from api.pages.officer.queue import BANDS, days_of, regime_title, stage_title
from api.pages.supervisor.watching import watch
from cases.agenda import HOME
from cases.lifecycles import IN_FORCE
from cases.seats import SEATS
from cases.store import clocks as all_of
from cases.store.lists import Asked, Days, officers
from cases.store.reading import Reading

router = APIRouter(include_in_schema=False)

SPLITS = {
    "lifecycle": N_("By kind"), "officer": N_("By officer"), "regime": N_("By regime"), "stage": N_("By stage"),
}  # fmt: skip
ASKS = {"lifecycle": "kind", "officer": "officer", "regime": "regime", "stage": "stage"}
"""The filter of the list behind a count."""


@router.get("/clocks")
def show(web: WebDep, staff: SupervisorDep) -> Response:
    """Counts first; the oldest overdue; what was not sent; whether the watch runs."""
    with Reading(web.database) as uow:
        calendar = uow.calendars().of(HOME)
        days = days_of(web.database.today(), calendar)
        tables = [_table(by, all_of.counts(uow.session, by, staff.actor, days)) for by in SPLITS]
        oldest, _more = all_of.clocks(uow.session, Asked(view="all", when="overdue"), staff.actor, days, limit=5)
        unsent = all_of.unsent(uow.session, staff.actor)
        seen = watch(uow.session, web.database)
        people = officers(uow.session)
    return web.page(
        "supervisor/clocks.html", title=_("Clocks"), tables=tables, bands=BANDS, watch=seen, wide=True,
        oldest=[_line(row, web, calendar) for row in oldest], unsent=[_unsent(row) for row in unsent], people=people,
        total=_total(tables[0]),
    )  # fmt: skip


def _table(by: str, counts: dict[tuple[str, Any], dict[str, int]]) -> dict[str, Any]:
    """A table of counts; each is a link to the clocks that it counts."""
    rows = []
    for (name, key), numbers in counts.items():
        value = "none" if by == "officer" and key is None else "" if key is None else str(key)
        links = {when: f"/clocks/list?{urlencode({'when': when, **_asks(by, value)})}" for when in BANDS}
        rows.append({"title": _name(by, name, key), "counts": numbers, "links": links})
    return {"title": say(SPLITS[by]), "rows": rows, "by": by}


def _asks(by: str, value: str) -> dict[str, str]:
    return {ASKS[by]: value or "none"}


def _name(by: str, name: str, key: Any) -> str:
    if key is None:
        return {"officer": _("Nobody"), "regime": _("Not chosen yet")}.get(by, "–")
    if by == "lifecycle":
        return next((say(each.title) for each in IN_FORCE if each.key == name), name)
    if by == "stage":
        return next((stage_title(each.key, None, name) for each in IN_FORCE if each.has_stage(name)), name)
    return regime_title(name) if by == "regime" else name


def _total(table: dict[str, Any]) -> dict[str, int]:
    return {when: sum(row["counts"][when] for row in table["rows"]) for when in BANDS}


def _line(row: Any, web: Web, calendar: Any) -> dict[str, Any]:
    return {
        "row": row, "clock": row_view(row, web.database, calendar),
        "stage": stage_title(row.lifecycle, row.version, row.case_stage),
        "regime": regime_title(row.regime),
    }  # fmt: skip


def _unsent(row: Any) -> dict[str, Any]:
    words, colour = STATES.get(row.state, (row.state, "forecast"))
    return {
        "row": row, "title": letter_title(row.letter), "state": say(words), "colour": colour,
        "seat": say(SEATS[row.seat].title) if row.seat in SEATS else row.seat, "why": say(row.why or row.answer),
    }  # fmt: skip


def _asked(web: Web) -> Asked:
    given = web.request.query_params
    officer = given.get("officer", "")
    return Asked(
        view="all", kind=given.get("kind", ""), stage=given.get("stage", ""), regime=given.get("regime", ""),
        when=given.get("when", "") if given.get("when", "") in BANDS else "",
        officer=int(officer) if officer.isascii() and officer.isdecimal() and len(officer) < 10 else None,
        unassigned=officer == "none",
    )  # fmt: skip


@router.get("/clocks/list")
def listed(web: WebDep, staff: SupervisorDep, after: str = "") -> Response:
    """The clocks behind a count."""
    asked = _asked(web)
    with Reading(web.database) as uow:
        calendar = uow.calendars().of(HOME)
        days = days_of(web.database.today(), calendar)
        rows, mark = all_of.clocks(uow.session, asked, staff.actor, days, after=_read_mark(after))
    query = {k: v for k, v in web.request.query_params.items() if k in ("when", "kind", "officer", "regime", "stage")}
    title = _("Clocks: %(band)s") % {"band": say(BANDS[asked.when]).lower()} if asked.when else _("All clocks")
    return web.page(
        "supervisor/list.html", title=title, rows=[_line(row, web, calendar) for row in rows], back="/clocks",
        wide=True,
        next=f"/clocks/list?{urlencode({**query, 'after': f'{mark[0].isoformat()}~{mark[1]}'})}" if mark else "",
        csv=f"/clocks.csv?{urlencode(query)}",
    )  # fmt: skip


def _read_mark(text: str) -> tuple[date, int] | None:
    day, _tilde, key = text.partition("~")
    try:
        return (date.fromisoformat(day), int(key)) if key else None
    except ValueError:
        return None


@router.get("/clocks.csv")
def as_csv(web: WebDep, staff: SupervisorDep) -> Response:
    """The same list for a spreadsheet. No cell begins a formula."""
    headers = {"Content-Disposition": 'attachment; filename="clocks.csv"', "Cache-Control": "no-store"}
    return StreamingResponse(_csv(web, _asked(web)), media_type="text/csv; charset=utf-8", headers=headers)


CSV_HEAD = (
    N_("Reference"), N_("Title"), N_("Stage"), N_("Regime"), N_("Officer"), N_("Clock"), N_("Who must act"), N_("Kind"),
    N_("State"), N_("Started on"), N_("Due on"), N_("Law"), N_("Calendar version"),
)  # fmt: skip


def _csv(web: Web, asked: Asked) -> Iterator[str]:
    yield "\ufeff" + _csv_line([say(each) for each in CSV_HEAD])
    with Reading(web.database) as uow:
        days = days_of(web.database.today(), uow.calendars().of(HOME))
        for row in all_of.all_clocks(uow.session, asked, web.staff.actor, days):
            yield _csv_line(_cells(row))


def _cells(row: Any) -> list[str]:
    return [
        row.reference, row.case_title, stage_title(row.lifecycle, row.version, row.case_stage),
        regime_title(row.regime),
        row.officer or "", say(row.title), say(SEATS[row.seat].title) if row.seat in SEATS else row.seat, row.kind,
        row.state,
        row.trigger_on.isoformat(), row.due_on.isoformat() if row.due_on else "", law_words(row.cite, row.status),
        str(row.calendar_version),
    ]  # fmt: skip


def _csv_line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([plain_cell(cell) for cell in cells])
    return out.getvalue()


def plain_cell(text: str) -> str:
    """A cell that a spreadsheet takes for text: whatever would begin a formula gets an apostrophe before it."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else text


__all__ = ["Days", "plain_cell", "router"]
