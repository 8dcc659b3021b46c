"""The clocks of every regime that is open to a case, side by side, with the strictest that stands as law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.responses import Response

from api.deps import StaffDep, WebDep
from api.forms import Field, date_parts, date_text, typed_date
from api.i18n import _, say
from api.pages.law import law_href
from api.pages.officer.opened import Opened, opened
from cases.calendars import seating
from cases.history import Value
from cases.law.limits import MEETING
from cases.ntb.routing import NO, Advice, Compared, Measured, Option, compare
from cases.service import advising

router = APIRouter(include_in_schema=False)

ON = "on"


@dataclass(frozen=True, slots=True)
class Counted:
    """The day from which the limits are counted, and what happened on it; `real` when it is on record."""

    day: date
    real: bool


@router.get("/cases/{reference}/regimes")
def show(web: WebDep, staff: StaffDep, reference: str) -> Response:
    """Each kind of limit in a row, each regime in a column."""
    typed = FormData(web.request.query_params)
    with opened(web, reference) as case:
        advice = advising.routing_advice(case.uow.session, case.row, case.facts)
        options = open_options(advice)
        counted, wrong = _counted(case, typed)
        lines = comparison(case, options, counted.day)
        day = Field(ON, _("Count from another day"), "date", value=_shown(typed, counted))
        return web.page(
            "officer/regimes.html", title=_("The clocks of each regime"), case=case, back=case.href, wide=True,
            options=options, lines=lines, counted=counted, fields=[day], errors=wrong, advice=advice,
            law_href=law_href, length=length, counts_in=counts_in, href=f"{case.href}/regimes",
            not_open=[each for each in advice.others if each.standing == NO], perishable=_is(case, "perishable"),
            urgent=_is(case, "urgent"), regime_titles={each.regime: say(each.title) for each in options},
        )  # fmt: skip


def open_options(advice: Advice) -> list[Option]:
    """The regimes open to the case or perhaps open, the lead first."""
    found = [advice.lead] if advice.lead else []
    return [each for each in (*found, *advice.others) if each.standing != NO]


def comparison(case: Opened, options: list[Option], start: date) -> list[Compared]:
    return compare(
        options, start, case.calendars.of, perishable=_is(case, "perishable"), urgent=_is(case, "urgent")
    )  # fmt: skip


def _is(case: Opened, fact: str) -> bool:
    return case.facts.is_true(fact)


def trigger(case: Opened) -> Counted:
    """The day on which the request reached the other state, where it is on record; else today."""
    known: Value = case.facts.value("request_received_on")
    return (
        Counted(date.fromisoformat(known), True) if isinstance(known, str) and known else Counted(case.facts.on, False)
    )


def _counted(case: Opened, typed: FormData) -> tuple[Counted, dict[str, str]]:
    """The day that was asked for; one that is none is told, and the usual one stands."""
    text = date_text(typed_date(typed, ON))
    if not text:
        return trigger(case), {}
    try:
        return Counted(date.fromisoformat(text), False), {}
    except ValueError:
        words = _("“%(typed)s” is not a date. Give day, month and year, such as 27 3 2027.")
        return trigger(case), {ON: words % {"typed": text}}


def _shown(typed: FormData, counted: Counted) -> dict[str, str]:
    return typed_date(typed, ON) if typed else date_parts(counted.day.isoformat())


def length(cell: Measured) -> str:
    """How long the limit is, or that nothing says it."""
    if cell.period is not None:
        return say(cell.period.words)
    return _("the next meeting") if cell.limit.unit == MEETING else _("no number on file")


def counts_in(cell: Measured) -> str:
    """Where the days are counted."""
    return say(seating(cell.calendar).title)
