"""Letters that have not left: which, to whom, why, and since when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from api.deps import SupervisorDep, WebDep
from api.i18n import _, say
from api.pages.clocks import distance
from api.pages.officer.letters import STATES, letter_title
from api.pages.officer.queue.asking import number_of
from api.pages.words import NAIROBI
from cases.agenda import HOME
from cases.calendars import Calendar
from cases.seats import SEATS
from cases.store import clocks as all_of
from cases.store.database import Database
from cases.store.reading import Reading

router = APIRouter(include_in_schema=False)

PAGE = 50


@router.get("/clocks/unsent")
def show(web: WebDep, staff: SupervisorDep, after: str = "") -> Response:
    with Reading(web.database) as uow:
        calendar = uow.calendars().of(HOME)
        rows = all_of.unsent(uow.session, staff.actor, after=number_of(after) or 0, limit=PAGE + 1)
        number = all_of.unsent_count(uow.session).number
    shown = rows[:PAGE]
    return web.page(
        "supervisor/unsent.html", title=_("Unsent mail: %(n)s") % {"n": number}, wide=True,
        rows=[_line(row, web.database, calendar) for row in shown],
        next=f"/clocks/unsent?after={shown[-1].id}" if len(rows) > PAGE else "",
        first="/clocks/unsent" if after else "",
        csv="/clocks/export/unsent.csv", xlsx="/clocks/export/unsent.xlsx",
    )  # fmt: skip


def _line(row: Any, database: Database, calendar: Calendar) -> dict[str, Any]:
    words, colour = STATES.get(row.state, (row.state, "forecast"))
    return {
        "row": row, "title": letter_title(row.letter), "state": say(words), "colour": colour, "seat": seat_words(row),
        "why": why_words(row), "href": f"/cases/{row.reference}/letters/{row.id}" if row.reference else "",
        "age": age(row.made_at, database, calendar),
    }  # fmt: skip


def age(since: datetime, database: Database, calendar: Calendar) -> str:
    """How long ago something was written, by the real time: mail knows no other."""
    local = [at.astimezone(NAIROBI).date() for at in (since, database.real_now())]
    return distance(local[0], local[1], calendar)


def seat_words(row: Any) -> str:
    return say(SEATS[row.seat].title) if row.seat in SEATS else str(row.seat)


def why_words(row: Any) -> str:
    """Why it has not left: what we found ourselves, else what the mail server answered."""
    return say(row.why or row.answer)
