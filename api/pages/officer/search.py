"""Search: every case that says the words, wherever they stand, the newest first, closed ones too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.responses import Response

from api.deps import StaffDep, WebDep
from api.i18n import N_, _, say
from api.pages.exports import Cell, export, form_of
from api.pages.officer.queue.asking import LONGEST_TEXT
from api.pages.officer.queue.table import CELLS, cells, states_of
from api.pages.officer.queue.wording import regime_title, stage_title
from cases.engine import Actor
from cases.errors import NotFound
from cases.reference import read_reference
from cases.store import Database
from cases.store.lists import find_case
from cases.store.reading import Reading
from cases.store.search import Hit, Place, results
from cases.typed import in_a_line

router = APIRouter(include_in_schema=False)

PLACES = {"case": N_("In the case"), "documents": N_("In a document"), "notes": N_("In a note")}
AT_ONCE = 100
"""Hits that a file reads at a time."""


@dataclass(frozen=True, slots=True)
class Found:
    """A hit as the page shows it."""

    hit: Hit
    stage: str
    regime: str
    states: str
    places: list[tuple[str, Place]]


@router.get("/search")
def show(web: WebDep, staff: StaffDep, q: str = "", after: str = "") -> Response:
    """What was found; a full reference goes straight to its case."""
    text = in_a_line(q)[:LONGEST_TEXT]
    with Reading(web.database) as uow:
        if text and not after and _is_there(uow, text, staff.actor):
            return web.redirect(f"/cases/{read_reference(text)}")
        hits = results(uow.session, text, staff.actor, after=after)
    return web.page(
        "officer/search.html", title=_title(text), q=text, sought=text, hits=[_found(each) for each in hits.rows],
        next=_link(text, after=hits.after) if hits.after else "", first=_link(text) if after else "",
        address=_link(text), wide=True,
    )  # fmt: skip


def _title(text: str) -> str:
    return _("Search: %(words)s") % {"words": text} if text else _("Search")


def _is_there(uow: Reading, text: str, actor: Actor) -> bool:
    """Whether the words are the reference of a case that is open to this person."""
    if read_reference(text) is None:
        return False
    try:
        find_case(uow.session, text, actor)
    except NotFound:
        return False
    return True


def _found(hit: Hit) -> Found:
    row = hit.case
    return Found(
        hit, stage_title(row.lifecycle, row.version, row.stage), regime_title(row.regime),
        states_of(row.measure_countries), [(say(PLACES[each.where]), each) for each in hit.places],
    )  # fmt: skip


def _link(text: str, **more: str) -> str:
    return f"/search?{urlencode({'q': text, **more})}"


@router.get("/search.{form}")
def as_file(web: WebDep, staff: StaffDep, form: str, q: str = "") -> Response:
    """Everything that was found, for a spreadsheet."""
    text = in_a_line(q)[:LONGEST_TEXT]
    head = [*(say(each) for each in CELLS), _("Found")]
    return export(form_of(form), "search", _("Search"), head, _rows(web.database, text, staff.actor))


def _rows(database: Database, text: str, actor: Actor) -> Iterator[list[Cell]]:
    with Reading(database) as uow:
        after, more = "", bool(text)
        while more:
            hits = results(uow.session, text, actor, after=after, limit=AT_ONCE)
            yield from ([*cells(each.case, None), _where(each)] for each in hits.rows)
            after, more = hits.after, bool(hits.after)


def _where(hit: Hit) -> str:
    return "; ".join(f"{say(PLACES[p.where])}: {p.before}{p.word}{p.after}" for p in hit.places)
