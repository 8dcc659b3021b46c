"""The calendars: closed days with their source, and a change with a look at every date that it moves."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.responses import Response

from api.deps import Posted, SupervisorDep, WebDep
from api.forms import Field, date_text, text_of, typed_date
from api.i18n import _, say
from api.pages.base import Web
from api.pages.officer.asked import ON, carried, the_day
from api.pages.words import written
from api.wake import wake
from cases.errors import InputRefused
from cases.seats import Role
from cases.service.closing_days import (
    SEATS,
    DayChanged,
    add_closed_day,
    closed_days,
    preview_closed_day,
    revoke_closed_day,
    seat_title,
)
from cases.settings import settings
from cases.store import UnitOfWork
from cases.store.reading import Reading

router = APIRouter(include_in_schema=False)

ADD, REVOKE = "add", "revoke"


def seats() -> list[tuple[str, str]]:
    """The seats that keep a calendar here, capitals by setting among them."""
    keys = (*SEATS, *(f"capital:{iso}" for iso in settings().capitals))
    return [(key, say(seat_title(key))) for key in keys]


@router.get("/clocks/calendar")
def show(web: WebDep, staff: SupervisorDep, seat: str = "nairobi", year: int = 0) -> Response:
    return _page(web, seat, year, None)


def _page(
    web: Web, seat: str, year: int, data: FormData | None, *, errors: dict[str, str] | None = None, status: int = 200
) -> Response:
    known = dict(seats())
    seat = seat if seat in known else "nairobi"
    year = year if 2000 <= year <= 2045 else web.database.today().year
    with Reading(web.database) as uow:
        days = closed_days(uow, seat, year)
    return web.page(
        "supervisor/calendar.html", title=_("Calendar"), status=status, seats=known, seat=seat, year=year, days=days,
        wide=True,
        fields=_fields(seat, data), errors={_place(k): say(v) for k, v in (errors or {}).items()},
        may_change=web.staff.has(Role.SUPERVISOR, Role.ADMINISTRATOR),
    )  # fmt: skip


def _place(key: str) -> str:
    return ON if key == "day" else key


def _fields(seat: str, data: FormData | None) -> list[Field]:

    def typed(key: str) -> str:
        return text_of(data, key) if data is not None else ""

    return [
        Field("seat", _("Whose calendar"), "select", value=typed("seat") or seat, choices=seats()),
        Field(ON, _("Day"), "date", value=typed_date(data, ON) if data is not None else {}),
        Field("name", _("What the day is"), hint=_("For instance: General election."), value=typed("name")),
        Field("source", _("Source"), hint=_("The notice or order that closes or opens it."), value=typed("source")),
        Field("change", _("What happens"), "radios", value=typed("change") or ADD,
              choices=[(ADD, _("The day is closed")), (REVOKE, _("A closed day is open after all"))]),
    ]  # fmt: skip


@router.post("/clocks/calendar")
def change(web: WebDep, staff: SupervisorDep, data: Posted) -> Response:
    """Look at the dates that a change moves; with `step` `confirm`, make it."""
    try:
        if text_of(data, "step") == "confirm":
            return _carry_out(web, data)
        if text_of(data, "step") == "edit":
            return _page(web, text_of(data, "seat"), 0, data)
        return _look(web, data)
    except InputRefused as refusal:
        return _page(web, text_of(data, "seat"), 0, data, errors=dict(refusal.fields), status=422)


def _entry(data: FormData) -> tuple[str, Any, str, str]:
    typed = date_text(typed_date(data, ON))
    if not typed:
        raise InputRefused({ON: _("Give the day, such as 10 8 2027.")})
    return text_of(data, "seat"), the_day(typed), text_of(data, "name"), text_of(data, "source")


def _look(web: Web, data: FormData) -> Response:
    seat, day, name, source = _entry(data)
    revoke = text_of(data, "change") == REVOKE
    with Reading(web.database) as uow:
        found = preview_closed_day(uow, seat, day, name, source, web.staff.actor, revoke=revoke)
    return web.page(
        "supervisor/calendar-preview.html", title=_heading(found), found=found, wide=True,
        hidden=carried(data, ("csrf_token", "step")),
        back="/clocks/calendar", seat_title=say(seat_title(seat)),
    )  # fmt: skip


def _heading(found: DayChanged) -> str:
    words = _("%(seat)s is open on %(day)s") if found.revoked else _("%(seat)s is closed on %(day)s")
    return words % {"seat": say(seat_title(found.seat)), "day": written(found.day)}


def _carry_out(web: Web, data: FormData) -> Response:
    seat, day, name, source = _entry(data)
    with UnitOfWork(web.database) as uow:
        if text_of(data, "change") == REVOKE:
            done = revoke_closed_day(uow, seat, day, source, web.staff.actor)
        else:
            done = add_closed_day(uow, seat, day, name, source, web.staff.actor)
        uow.commit()
    wake()
    words = _("%(what)s. Cases whose dates moved: %(cases)s. Their officers are told.")
    return web.redirect(
        f"/clocks/calendar?seat={seat}&year={day.year}",
        flash=words % {"what": _heading(done), "cases": len(done.cases)},
    )
