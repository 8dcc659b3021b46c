"""Moves the department's day forward, so that one can watch a limit fall due. Demonstration only."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from fastapi import APIRouter
from starlette.responses import Response

from api.deps import Posted, WebDep
from api.i18n import N_, _
from api.pages.base import Web
from api.pages.words import written
from api.wake import wake
from cases.agenda import HOME
from cases.errors import NotFound
from cases.store import NAIROBI, UnitOfWork
from cases.store.reading import Reading

router = APIRouter(include_in_schema=False)

MORNING = time(9)


def _only_in_demonstration(web: Web) -> None:
    if not web.settings.demonstration:
        raise NotFound(N_("The day is the calendar's."))


@router.get("/day")
def show(web: WebDep) -> Response:
    _only_in_demonstration(web)
    with Reading(web.database) as uow:
        upcoming = next_working_morning(uow)
    return web.page(
        "pages/day.html",
        title=_("The department's day"),
        now=web.database.now(),
        real=web.database.real_now(),
        upcoming=upcoming,
    )


def next_working_morning(uow: Reading | UnitOfWork) -> datetime:
    """09:00 in Nairobi on the next working day after the department's day."""
    day = uow.calendars().of(HOME).next_open(uow.today + timedelta(days=1))
    return datetime.combine(day, MORNING, NAIROBI)


@router.post("/day")
def move(web: WebDep, data: Posted) -> Response:
    """Go to the next working morning; the watch looks at once."""
    _only_in_demonstration(web)
    with UnitOfWork(web.database) as uow:
        morning = next_working_morning(uow)
        web.database.move_to(uow.session, morning)
        uow.commit()
    wake()
    words = _("It is 09:00 on %(day)s now. What has fallen due is being looked at.")
    return web.redirect("/day", flash=words % {"day": written(morning.date())})
