"""What the supervisor's pages show, as files for a spreadsheet: the same conditions, every row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from api.deps import SupervisorDep, WebDep
from api.i18n import N_, _, say
from api.pages.base import Web
from api.pages.clocks import law_words
from api.pages.exports import FORMS, Cell, export, form_of
from api.pages.officer.letters import STATES, letter_title
from api.pages.officer.queue import days_of, regime_title, stage_title
from api.pages.supervisor.articles import law_of, since, window_of
from api.pages.supervisor.counting import loads
from api.pages.supervisor.forecast import ahead
from api.pages.supervisor.listed import asking
from api.pages.supervisor.unsent import seat_words, why_words
from cases.agenda import HOME
from cases.errors import NotFound
from cases.store import clocks as all_of
from cases.store.performance import performance
from cases.store.reading import Reading

router = APIRouter(include_in_schema=False)

Rows = Iterator[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list that can be taken along: its name, title and columns, and its rows, read while they are written."""

    name: str
    title: str
    head: tuple[str, ...]
    rows: Callable[[Web], Rows]


@router.get("/clocks/export/{what}.{form}")
def take(web: WebDep, staff: SupervisorDep, what: str, form: str) -> Response:
    """A list of these pages as CSV or XLSX, narrowed by the address as the page is."""
    sheet = next((each for each in SHEETS if each.name == what), None)
    if sheet is None or form not in FORMS:
        raise NotFound(_("There is no such list. Go back and choose one of those offered."))
    name = f"{sheet.name}-{web.database.today().isoformat()}"
    return export(form_of(form), name, say(sheet.title), [say(each) for each in sheet.head], sheet.rows(web))


def _clocks(web: Web) -> Rows:
    asked = asking(web)
    with Reading(web.database) as uow:
        days = days_of(web.database.today(), uow.calendars().of(HOME))
        for row in all_of.all_clocks(uow.session, asked.wanted, web.staff.actor, days):
            yield (
                row.reference, row.case_title, stage_title(row.lifecycle, row.version, row.case_stage),
                regime_title(row.regime), row.officer, say(row.title), seat_words(row), row.kind, row.state,
                row.trigger_on, row.due_on, law_words(row.cite, row.status), row.calendar_version,
            )  # fmt: skip


def _unsent(web: Web) -> Rows:
    with Reading(web.database) as uow:
        rows = all_of.unsent(uow.session, web.staff.actor, limit=None)
    for row in rows:
        words, _colour = STATES.get(row.state, (row.state, ""))
        yield (
            row.reference, letter_title(row.letter), seat_words(row), say(words), why_words(row), row.attempts,
            row.made_at, row.next_try_at,
        )  # fmt: skip


def _articles(web: Web) -> Rows:
    today = web.database.today()
    first = since(today, window_of(web.request.query_params.get("days", "")))
    with Reading(web.database) as uow:
        found = performance(uow.session, web.staff.actor, since=first, until=today)
    for each in found:
        yield (
            law_of(each),
            say(each.title),
            each.kept,
            each.missed,
            each.share,
            each.running_late,
            each.median,
            first,
            today,
        )


def _workload(web: Web) -> Rows:
    with Reading(web.database) as uow:
        session, actor = uow.session, web.staff.actor
        days = days_of(web.database.today(), uow.calendars().of(HOME))
        counts = all_of.tally(session, actor, days)
        found = loads(counts, all_of.open_cases(session, actor), all_of.names(session))
    for each in found:
        yield each.title, each.cases, each.overdue, each.week, each.running


def _forecast(web: Web) -> Rows:
    with Reading(web.database) as uow:
        calendar = uow.calendars().of(HOME)
        days = days_of(web.database.today(), calendar)
        due = all_of.forecast(uow.session, web.staff.actor, days)
    for each in ahead(due, days, calendar):
        yield each.day, each.ours, each.others, each.together


SHEETS = (
    Sheet("list", N_("Clocks"), (
        N_("Reference"), N_("Title"), N_("Stage"), N_("Regime"), N_("Officer"), N_("Clock"), N_("Who must act"),
        N_("Kind"), N_("State"), N_("Started on"), N_("Due on"), N_("Law"), N_("Calendar version"),
    ), _clocks),
    Sheet("unsent", N_("Unsent mail"), (
        N_("Reference"), N_("Letter"), N_("To"), N_("Status"), N_("Why"), N_("Attempts"), N_("Written"), N_("Next try"),
    ), _unsent),
    Sheet("articles", N_("Clocks by article"), (
        N_("Law"), N_("Clock"), N_("Kept"), N_("Missed"), N_("Kept, in per cent"), N_("Running late"),
        N_("Median days taken"), N_("From"), N_("Until"),
    ), _articles),
    Sheet("workload", N_("Workload"), (
        N_("Officer"), N_("Open cases"), N_("Overdue"), N_("Next 7 days"), N_("Clocks that run"),
    ), _workload),
    Sheet("forecast", N_("Next 30 days"), (N_("Day"), N_("Ours"), N_("Others'"), N_("Together")), _forecast),
)  # fmt: skip
"""Every list of these pages."""
