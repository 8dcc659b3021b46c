"""The queue: cases in the order of their next legal date, with filters in the address."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query
from sqlalchemy import Row
from starlette.responses import Response

from api.deps import StaffDep, WebDep
from api.forms import Field
from api.i18n import N_, _, say
from api.pages.base import Web
from api.pages.clocks import ClockView, distance, row_view
from cases.agenda import HOME
from cases.calendars import Calendar
from cases.lifecycles import IN_FORCE, lifecycle
from cases.ntb.routing import REGIMES
from cases.store import lists
from cases.store.lists import After, Asked, Days
from cases.store.reading import Reading

router = APIRouter(include_in_schema=False)

VIEWS = (
    ("desk", N_("Mine and unassigned")),
    ("mine", N_("My work")),
    ("unassigned", N_("Unassigned")),
    ("all", N_("All")),
)
BANDS = {
    "overdue": N_("Overdue"), "today": N_("Today"), "two": N_("2 working days"), "week": N_("7 days"),
    "month": N_("30 days"), "later": N_("Later"), "paused": N_("Paused"), "undated": N_("No date"),
}  # fmt: skip
DIRECTIONS = {
    "outbound": N_("Outbound: another state's measure"), "inbound": N_("Inbound: against Kenya"),
    "domestic": N_("Domestic: a Kenyan agency"), "transit": N_("Transit"),
}  # fmt: skip
FILTERS = ("kind", "stage", "regime", "direction", "when", "officer")


def days_of(today: date, calendar: Calendar) -> Days:
    """The bands of the clocks, counted from the department's day."""
    return Days(today, calendar.add_open_days(today, 2), today + timedelta(days=7), today + timedelta(days=30))


@router.get("/cases")
def show(
    web: WebDep, staff: StaffDep, after: str = "", view: str = "desk", q: str = Query("", max_length=200)
) -> Response:
    """The queue; what is asked for stands in the address, so that a list can be kept and sent on."""
    asked = _asked(web, view, q)
    actor, database = staff.actor, web.database
    with Reading(database) as uow:
        calendar = uow.calendars().of(HOME)
        days = days_of(database.today(), calendar)
        page = lists.queue(uow.session, asked, actor, days, after=_read_mark(after))
        clocks = lists.next_clocks(uow.session, [row.id for row in page.rows])
        known, people = lists.choices(uow.session, actor), lists.officers(uow.session)
    rows = [_line(row, clocks.get(row.id), web, calendar) for row in page.rows]
    return web.page(
        "officer/queue.html", title=_title(asked), rows=rows, asked=asked, views=VIEWS, q=q,
        filters=_filters(web, known, people),
        filtered=_is_filtered(asked), next=_link(web, after=_mark(page.after)) if page.after else "",
        first=_link(web, after="") if after else "", link=lambda **changes: _link(web, **changes), wide=True,
    )  # fmt: skip


def _asked(web: Web, view: str, q: str) -> Asked:
    given = web.request.query_params
    officer = given.get("officer", "")
    return Asked(
        view=view if view in dict(VIEWS) else "desk", text=q.strip(), kind=given.get("kind", ""),
        stage=given.get("stage", ""),
        regime=given.get("regime", ""), direction=given.get("direction", ""), when=given.get("when", ""),
        officer=int(officer) if officer.isascii() and officer.isdecimal() and len(officer) < 10 else None,
        unassigned=officer == "none", closed=given.get("closed") == "yes",
    )  # fmt: skip


def _is_filtered(asked: Asked) -> bool:
    return asked != Asked(view=asked.view)


def _title(asked: Asked) -> str:
    return _("Closed cases") if asked.closed else say(dict(VIEWS)[asked.view])


def _line(row: Row[Any], clock: Row[Any] | None, web: Web, calendar: Calendar) -> dict[str, Any]:
    """A row of the table: the case, and the clock behind its next date."""
    view: ClockView | None = None
    if clock is not None:
        view = row_view(_With(clock, row.reference), web.database, calendar)
    return {
        "case": row, "clock": view, "stage": stage_title(row.lifecycle, row.version, row.stage),
        "regime": regime_title(row.regime), "away": distance(row.next_due, web.database.today(), calendar),
    }  # fmt: skip


class _With:
    """A clock's row together with the reference of its case."""

    def __init__(self, row: Row[Any], reference: str) -> None:
        self._row = row
        self.reference = reference

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, name)


def stage_title(life: str, version: int | None, key: str) -> str:
    """A stage in the words of its procedure."""
    found = lifecycle(life, version)
    return say(found.stage(key).title) if found.has_stage(key) else key


def regime_title(key: str | None) -> str:
    """A regime as people name it; empty while none was chosen."""
    found = next((r for k, r in REGIMES.items() if k == key), None) if key else None
    return say(found.title) if found is not None else (key or "")


def _filters(web: Web, known: dict[str, list[str]], people: Any) -> list[Field]:
    given, life = web.request.query_params, IN_FORCE[0]
    stages = [(s.key, say(s.title)) for s in life.stages if s.key in known["stage"]]
    offers = {
        "kind": (_("Kind"), [(each.key, say(each.title)) for each in IN_FORCE]),
        "stage": (_("Stage"), stages),
        "regime": (_("Regime"), [(key, regime_title(key)) for key in known["regime"]]),
        "direction": (_("Direction"), [(k, say(words)) for k, words in DIRECTIONS.items() if k in known["direction"]]),
        "when": (_("Clock"), [(key, say(words)) for key, words in BANDS.items()]),
        "officer": (_("Officer"), [("none", _("Nobody")), *((str(p.id), p.name) for p in people)]),
    }  # fmt: skip
    return [
        Field(key, label, "select", value=given.get(key, ""), choices=[("", _("Any")), *options])
        for key, (label, options) in offers.items()
    ]


def _link(web: Web, **changes: str) -> str:
    """The address of this list with some of what is asked changed; empty values leave it."""
    kept = {k: v for k, v in web.request.query_params.items() if k in ("view", "q", "closed", "after", *FILTERS)}
    kept |= changes
    if "after" not in changes:
        kept.pop("after", None)
    asked = urlencode({k: v for k, v in kept.items() if v})
    return f"{web.request.url.path}?{asked}" if asked else web.request.url.path


def _mark(after: After | None) -> str:
    if after is None:
        return ""
    return f"{after.next_due.isoformat() if after.next_due else '-'}~{after.id.hex}"


def _read_mark(text: str) -> After | None:
    """Where a page begins; a mark that was changed by hand begins at the beginning."""
    day, _, key = text.partition("~")
    try:
        return After(None if day == "-" else date.fromisoformat(day), UUID(key)) if key else None
    except ValueError:
        return None
