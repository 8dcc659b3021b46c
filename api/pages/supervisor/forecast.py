"""What falls due in the next 30 days, by us and by others: a table per working day, and the same as a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.responses import Response

from api.deps import SupervisorDep, WebDep
from api.i18n import _
from api.pages.officer.queue import days_of
from api.pages.supervisor.counting import LIST
from api.pages.supervisor.picture import bars
from api.pages.words import short, written
from cases.agenda import HOME
from cases.calendars import Calendar
from cases.store.clocks import Due, forecast
from cases.store.lists import Days
from cases.store.reading import Reading

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Ahead:
    """A day of the forecast. `closed` is a day on which Nairobi is closed, but something falls due all the same."""

    day: date
    ours: int
    others: int
    closed: bool

    @property
    def together(self) -> int:
        return self.ours + self.others

    def link(self, whose: str = "") -> str:
        asked = {"day": self.day.isoformat(), "whose": whose}
        return f"{LIST}?{urlencode({key: value for key, value in asked.items() if value})}"


def ahead(due: Mapping[date, Due], days: Days, calendar: Calendar) -> list[Ahead]:
    """Every working day up to the last of the forecast, and each closed one on which something falls due."""
    every = [days.today + timedelta(days=n) for n in range((days.month - days.today).days + 1)]
    shown = [(day, calendar.is_open(day)) for day in every]
    return [Ahead(day, *due.get(day, Due(0, 0)), closed=not is_open) for day, is_open in shown if is_open or day in due]


def in_words(rows: Sequence[Ahead]) -> str:
    """The picture for whoever does not see it."""
    ours, others = sum(row.ours for row in rows), sum(row.others for row in rows)
    words = _("Due in the next 30 days: %(ours)s of ours, %(others)s of others.") % {"ours": ours, "others": others}
    fullest = max(rows, key=lambda row: row.together, default=None)
    if fullest is None or not fullest.together:
        return words
    most = _("The most on one day: %(n)s on %(day)s.") % {"n": fullest.together, "day": written(fullest.day)}
    return f"{words} {most}"


@router.get("/clocks/forecast.svg")
def picture(web: WebDep, staff: SupervisorDep, narrow: bool = False) -> Response:
    """The forecast as a picture of its own, without script, for the page that shows it."""
    with Reading(web.database) as uow:
        calendar = uow.calendars().of(HOME)
        days = days_of(web.database.today(), calendar)
        rows = ahead(forecast(uow.session, staff.actor, days), days, calendar)
    labels = [short(row.day).rpartition(" ")[0] for row in rows]
    parts = ((_("Ours"), [row.ours for row in rows]), (_("Others'"), [row.others for row in rows]))
    return Response(
        bars(labels, parts, narrow=narrow), media_type="image/svg+xml", headers={"Cache-Control": "no-store"}
    )
