"""The page of one case, its whole timeline, and its process map as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from api.deps import StaffDep, WebDep
from api.i18n import N_, _, say
from api.pages.base import Web
from api.pages.clocks import clock_view, running_first
from api.pages.law import law_href
from api.pages.officer.hands import NEWEST, whole_timeline
from api.pages.officer.lead import lead, way
from api.pages.officer.letters import letter_views
from api.pages.officer.linked import linked_views, suggestions
from api.pages.officer.notes import may_note
from api.pages.officer.opened import Opened, opened
from api.pages.officer.papers import opens_inline
from api.pages.officer.queue import DIRECTIONS, regime_title
from api.pages.officer.regimes import comparison, open_options, trigger
from api.pages.officer.reported import in_short
from api.pages.officer.sent import fresh_token
from api.pages.officer.subjects import subject_views
from cases.departments import TRADE, department_title
from cases.engine import Offer
from cases.errors import NotAllowed
from cases.law import Provision
from cases.lifecycles.ntb.asks import SCORES
from cases.ntb.priority import Priority, Weights
from cases.ntb.routing import Advice
from cases.ntb.states import state_name
from cases.process_map import process_map_svg, steps
from cases.seats import SEATS
from cases.service import advising
from cases.service.desk import HOLDERS
from cases.service.mentions import see_mentions
from cases.service.ties import TIERS
from cases.settings import settings
from cases.store import UnitOfWork
from cases.store.lists import officers
from cases.store.people import colleagues

router = APIRouter(include_in_schema=False)

MAIN_ACTIONS = 3
HAND_OVER = "department"
"""The fact by which an act gives the case to another department."""


@router.get("/cases/{reference}")
def show(web: WebDep, staff: StaffDep, reference: str) -> Response:
    """All of a case on one page: what is due, what can be done, what happened."""
    with opened(web, reference) as case:
        page = _page(web, case)
        unseen = any(note.unseen for note in case.notes)
    if unseen:
        with UnitOfWork(web.database) as uow:
            see_mentions(uow, case.row.id, staff.id)
            uow.commit()
    return page


def _page(web: Web, case: Opened) -> Response:
    views = [clock_view(c, case.reference, web.database, case.home) for c in case.clocks]
    running, done = running_first(views)
    open_now = [o for o in case.offers if o.open]
    entries = whole_timeline(case)
    map_ = steps(case.life, case.facts.visits)
    return web.page(
        "officer/case.html", title=f"{case.reference} {case.row.title}", case=case, row=case.row,
        stage=case.life.stage(case.facts.stage), regime=regime_title(case.row.regime),
        direction=say(DIRECTIONS.get(case.row.direction or "", "")), countries=_countries(case),
        lead=lead(case), running=running, done=done, subjects=subject_views(case),
        doing=open_now[:MAIN_ACTIONS], more=open_now[MAIN_ACTIONS:],
        shut=[o for o in case.offers if not o.open], way=way(map_), map=map_,
        reported=in_short(case), timeline=entries[:NEWEST], entries=len(entries), letters=letter_views(case),
        may_give=bool(case.actor.roles & HOLDERS), may_note=may_note(case), may_tie=bool(case.actor.roles & TIERS),
        people=officers(case.uow.session), colleagues=colleagues(case.uow.session, case.actor.account),
        hand_over=hand_over(case), token=fresh_token(),
        priority=_priority(case), assessed=_assessed(case), score=_score(case),
        advice=choosing(case), strictest=_strictest(case), links=linked_views(case), similar=suggestions(case),
        law_here=stage_law(case), law_href=law_href, opens_inline=opens_inline, inline=shown_here(case),
        department=department_words(case),
        seats=SEATS, wide=True, back="/cases", href=case.href,
    )  # fmt: skip


def shown_here(case: Opened) -> set[str]:
    """The keys of the documents that a browser may show."""
    return {str(each.id) for each in case.documents if opens_inline(each)}


def department_words(case: Opened) -> str:
    """The department that owns the case, where it is not the usual one."""
    key = str(case.row.department)
    return "" if key == TRADE.key else say(department_title(key))


def _countries(case: Opened) -> str:
    return ", ".join(state_name(iso) for iso in case.row.measure_countries.split())


def _priority(case: Opened) -> Priority:
    """The score as it follows from what was lodged."""
    return advising.priority(case.uow.session, case.row, case.facts, Weights(**settings().priority_weights))


def _assessed(case: Opened) -> list[tuple[str, Any]]:
    """The parts as an officer assessed them, in the order of the form; empty before."""
    given = [(each, case.facts.value(each.fact or each.key)) for each in SCORES]
    return [(say(each.label), points) for each, points in given if points is not None]


def _score(case: Opened) -> int:
    """The score that counts: the officer's, else what follows from the complaint."""
    return case.row.priority if case.row.priority is not None else _priority(case).total


def hand_over(case: Opened) -> str:
    """The key of the act that gives the case to another department and leaves it in its stage; empty where none is."""
    found = (o for o in case.offers if o.open and {each.fact for each in o.action.inputs} == {HAND_OVER})
    return next((offer.action.key for offer in found), "")


def advice_for(case: Opened, offers: Sequence[Offer]) -> Advice | None:
    """Advice on the way to go, where one of these actions chooses it; None elsewhere."""
    chooses = any(each.fact == "regime" for offer in offers for each in offer.action.inputs)
    return advising.routing_advice(case.uow.session, case.row, case.facts) if chooses else None


def choosing(case: Opened) -> Advice | None:
    """The advice while the regime is being chosen: an act of this very stage asks for it."""
    own = {action.key for action in case.life.stage(case.facts.stage).actions}
    return advice_for(case, [offer for offer in case.offers if offer.action.key in own])


def _strictest(case: Opened) -> list[tuple[str, Any, str]]:
    """While the regime is being chosen: of each kind of limit the strictest that stands, with its regime."""
    advice = choosing(case)
    if advice is None:
        return []
    options = open_options(advice)
    titles = {each.regime: say(each.title) for each in options}
    return [
        (say(line.title), cell, ", ".join(titles[each.regime] for each in line.strictest))
        for line in comparison(case, options, trigger(case).day)
        for cell in line.strictest[:1]
    ]


@dataclass(frozen=True, slots=True)
class StageLaw:
    """The provisions of the stage itself, and those of acts that are open in every stage."""

    own: list[Provision]
    always: list[Provision]


def stage_law(case: Opened) -> StageLaw:
    """The law that the stage, its acts and its clocks rest on, each provision once."""
    stage = case.life.stage(case.facts.stage)
    running = [c.cite for c in case.clocks if c.runs]
    own = {p.key: p for p in [*(a.cite for a in stage.actions), *(d.cite for d in stage.deadlines), *running]}
    always = {o.action.cite.key: o.action.cite for o in case.offers}
    return StageLaw(list(own.values()), [p for key, p in always.items() if key not in own])


@router.get("/cases/{reference}/timeline")
def timeline_page(web: WebDep, staff: StaffDep, reference: str) -> Response:
    """Everything that happened, for reading and printing."""
    with opened(web, reference) as case:
        return web.page(
            "officer/timeline.html", title=_("The whole timeline"), case=case, back=f"{case.href}#timeline",
            timeline=whole_timeline(case), href=case.href, inline=shown_here(case),
        )  # fmt: skip


@router.get("/cases/{reference}/map.svg")
def process_map(web: WebDep, staff: StaffDep, reference: str) -> Response:
    """Where the case stands, drawn; the page has the same as a list."""
    with opened(web, reference) as case:
        drawn = process_map_svg(case.life, case.facts.visits)
    return Response(drawn, media_type="image/svg+xml", headers={"Cache-Control": "no-store"})


@router.get("/cases/{reference}/parties")
def parties(web: WebDep, staff: StaffDep, reference: str) -> Response:
    """Who the people of the case are and how they are reached: for those who work on it."""
    with opened(web, reference) as case:
        if not case.knows_who:
            raise NotAllowed(N_("Only those who work on the case see who its people are."))
        return web.page(
            "officer/parties.html", title=_("The people of %(case)s") % {"case": case.reference}, case=case,
            back=case.href,
            parties=case.parties, seats=SEATS, state_name=state_name,
        )  # fmt: skip
