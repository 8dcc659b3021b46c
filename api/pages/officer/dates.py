"""Why a date is what it is, for printing."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.deps import StaffDep, WebDep
from api.i18n import _
from api.pages.clocks import clock_view
from api.pages.law import law_href
from api.pages.officer.opened import Opened, opened
from api.pages.words import moment, written
from cases.deadlines import Clock
from cases.errors import NotFound
from cases.explain import explain

router = APIRouter(include_in_schema=False)


@router.get("/cases/{reference}/dates/{key}/{visit}/{occurrence}")
def show(
    web: WebDep, staff: StaffDep, reference: str, key: str, visit: int, occurrence: int, subject: str | None = None
) -> Response:
    """The explanation of one date of a case."""
    with opened(web, reference) as case:
        clock = next((c for c in case.clocks if c.identity == (key, visit, occurrence, subject or "")), None)
        if clock is None:
            raise NotFound(_("This case has no such date. It may have been computed anew; look at the case."))
        found = explain(case.life, case.facts, case.calendars, clock, _moves(case, clock))
        view = clock_view(clock, case.reference, web.database, case.home)
        return web.page(
            "officer/date.html", title=f"{case.reference}: {found.heading}", found=found, view=view, case=case,
            back=case.href,
            law_href=law_href,
        )  # fmt: skip


def _moves(case: Opened, clock: Clock) -> list[str]:
    """How the date moved before, in sentences."""
    return [
        _("Recomputed %(when)s: was %(before)s, became %(after)s; %(cause)s.")
        % {
            "when": moment(each.recorded_at), "before": written(each.before) or _("without a date"),
            "after": written(each.after) or _("without a date"), "cause": each.cause.rstrip("."),
        }
        for each in case.moves_of(clock)
    ]  # fmt: skip
