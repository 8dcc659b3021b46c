"""What will go wrong, in two minutes: counts that lead to lists, what lies ahead, the oldest overdue, who has what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.responses import Response

from api.deps import Posted, SupervisorDep, WebDep
from api.forms import text_of
from api.i18n import _, say
from api.pages.base import Web
from api.pages.officer.queue import BANDS, days_of
from api.pages.officer.queue.asking import number_of
from api.pages.supervisor.counting import LIST, SPLITS, lines, loads
from api.pages.supervisor.forecast import ahead, in_words
from api.pages.supervisor.listed import line
from api.pages.supervisor.unsent import age
from api.pages.supervisor.watching import watch
from cases.agenda import HOME
from cases.errors import InputRefused
from cases.seats import Role
from cases.service.giving import Plan, Stays, give_out
from cases.store import UnitOfWork
from cases.store import clocks as all_of
from cases.store.clocks import Wanted
from cases.store.lists import Asked, officers
from cases.store.reading import Reading

router = APIRouter(include_in_schema=False)

OLDEST = Wanted(Asked(view="all", when="overdue"))
SHOWN = 5


@router.get("/clocks")
def show(web: WebDep, staff: SupervisorDep) -> Response:
    return _page(web)


def _page(web: Web, typed: FormData | None = None, errors: Mapping[str, str] | None = None) -> Response:
    return web.page(
        "supervisor/clocks.html", title=_("Clocks"), status=422 if errors else 200, errors=errors, bands=BANDS,
        wide=True, typed=typed, may_give=web.staff.has(Role.SUPERVISOR), list=LIST, **_look(web),
    )  # fmt: skip


def _look(web: Web) -> dict[str, Any]:
    """Everything that the page shows, in one look at the cases."""
    with Reading(web.database) as uow:
        session, actor, calendar = uow.session, web.staff.actor, uow.calendars().of(HOME)
        days = days_of(web.database.today(), calendar)
        counts = all_of.tally(session, actor, days)
        due = ahead(all_of.forecast(session, actor, days), days, calendar)
        oldest, more = all_of.clocks(session, OLDEST, actor, days, limit=SHOWN)
        unsent = all_of.unsent_count(session)
        return {
            "tables": [(say(SPLITS[by]), lines(counts, by)) for by in SPLITS], "total": all_of.total(counts),
            "forecast": due, "picture": in_words(due), "oldest": [line(row, web, calendar) for row in oldest],
            "more": more is not None, "people": officers(session), "unsent": unsent,
            "unsent_age": age(unsent.oldest, web.database, calendar) if unsent.oldest else "",
            "loads": loads(counts, all_of.open_cases(session, actor), all_of.names(session)),
            "watch": watch(session, web.database, web.settings.watch_every_seconds),
        }  # fmt: skip


@router.post("/clocks/give")
def give(web: WebDep, staff: SupervisorDep, data: Posted) -> Response:
    """Give a case of this page to somebody, with a reason; one that changed hands meanwhile stays where it is."""
    reference, to = text_of(data, "case"), number_of(text_of(data, "officer"))
    try:
        with UnitOfWork(web.database) as uow:
            plan = give_out(
                uow,
                {reference: number_of(text_of(data, "seen"))},
                to,
                actor=staff.actor,
                reason=text_of(data, "reason"),
            )
            uow.commit()
    except InputRefused as refusal:
        return _page(web, data, {f"{key}-{reference}": say(words) for key, words in refusal.fields.items()})
    return web.redirect("/clocks", flash=_told(reference, plan))


def _told(reference: str, plan: Plan) -> str:
    """What became of it, in a sentence."""
    done = plan.lines[0]
    holder = plan.name or _("nobody")
    match done.stays:
        case None | Stays.THEIRS:
            words = _("%(case)s is with %(name)s now.") if plan.name else _("%(case)s is with nobody now.")
        case Stays.MOVED:
            holder = done.holder or _("nobody")
            words = _("%(case)s stays where it is: it was given to %(name)s while you looked.")
        case Stays.CLOSED:
            words = _("%(case)s stays where it is: it was closed.")
        case _:
            words = _("%(case)s stays where it is.")
    return words % {"case": reference, "name": holder}
