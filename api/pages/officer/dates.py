"""Why a date is what it is, for reading and for printing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from fastapi import APIRouter
from starlette.responses import Response

from api.deps import StaffDep, WebDep
from api.i18n import N_, _, say, write_day
from api.pages.clocks import clock_view
from api.pages.law import law_href
from api.pages.lifecycles import clock_href
from api.pages.officer.opened import Opened, opened
from cases.deadlines import Clock
from cases.errors import NotFound
from cases.explain import Month, Square, explain, named_days, picture
from cases.service.explaining import moves_in_words

router = APIRouter(include_in_schema=False)

A_MONDAY = date(2024, 1, 1)
SIGNS = {"start": "▶", "skipped": "–", "paused": "‖", "moved": "→", "added": "+", "counted": "•"}
"""What stands in the square of a day that has no number."""
LEGEND = {
    "start": N_("the day from which it counts"), "counted": N_("counts; a number is its place in the count"),
    "skipped": N_("does not count"), "paused": N_("the clock stands still"),
    "moved": N_("the open day to which it moved"), "added": N_("time that was added"),
    "last": N_("the date itself"),
}  # fmt: skip


@router.get("/cases/{reference}/dates/{key}/{visit}/{occurrence}")
def show(
    web: WebDep, staff: StaffDep, reference: str, key: str, visit: int, occurrence: int, subject: str | None = None
) -> Response:
    """The explanation of one date of a case."""
    with opened(web, reference) as case:
        clock = _clock(case, (key, visit, occurrence, subject or ""))
        moves = moves_in_words(case.uow.session, case.row.id, case.life)
        found = explain(case.life, case.facts, case.calendars, clock, moves.get(clock.identity, ()))
        calendar = case.calendars.of(clock.plan.seat)
        months = picture(found, calendar)
        return web.page(
            "officer/date.html", title=f"{case.reference}: {say(found.heading)}", found=found, case=case,
            view=clock_view(clock, case.reference, web.database, case.home), back=case.href, law_href=law_href,
            months=months, weekdays=_weekdays(), square_words=square_words, sign=sign, legend=_legend(months),
            closed=named_days(clock.plan, calendar), procedure_href=clock_href(case.life, clock.key),
            address=f"{web.settings.base_url.rstrip('/')}{web.request.url.path}", printed=web.database.now(),
        )  # fmt: skip


def _clock(case: Opened, identity: tuple[str, int, int, str]) -> Clock:
    found = next((c for c in case.clocks if c.identity == identity), None)
    if found is None:
        raise NotFound(_("This case has no such date. It may have been computed anew; look at the case."))
    return found


SHORT_DAYS = {"sw": ("Jtt", "Jnn", "Jtn", "Alh", "Ijm", "Jms", "Jpl")}
"""Where the common locale data has no weekday short enough for a calendar on a telephone."""


def _weekdays() -> list[tuple[str, str]]:
    """Monday to Sunday: short for the eye, long for whoever listens."""
    from babel.dates import format_date

    from api.i18n import language

    days = [A_MONDAY + timedelta(days=i) for i in range(7)]
    long = [format_date(d, "EEEE", locale=language()) for d in days]
    short = SHORT_DAYS.get(language()) or [format_date(d, "EEEEEE", locale=language()) for d in days]
    return list(zip(short, long, strict=True))


def sign(square: Square) -> str:
    """What stands in the square: the place of the day in the count, or a sign that the legend explains."""
    return str(square.number) if square.number else SIGNS.get(square.mark or "", "")


def square_words(square: Square) -> str:
    """The square for whoever listens: the day, and what became of it."""
    said = [write_day(square.day)]
    if square.number:
        said.append(_("day %(n)s") % {"n": square.number})
    if square.mark and not (square.number and square.mark == "counted"):
        said.append(_(LEGEND[square.mark]) if square.mark != "counted" else _("counts"))
    if square.why:
        said.append(say(square.why))
    if square.last:
        said.append(_(LEGEND["last"]))
    return ", ".join(said)


def _legend(months: Iterable[Month]) -> list[tuple[str, str, str]]:
    """The signs that the picture uses: kind, sign, words."""
    squares = [each for month in months for week in month.weeks for each in week if each]
    used = {str(each.mark) for each in squares if each.mark} | (
        {"last"} if any(each.last for each in squares) else set()
    )
    signs = {**SIGNS, "counted": "1" if any(each.number for each in squares) else SIGNS["counted"], "last": "★"}
    return [(kind, signs[kind], _(words)) for kind, words in LEGEND.items() if kind in used]
