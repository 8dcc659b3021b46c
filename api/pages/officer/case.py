"""The page of one case, and its process map as a picture."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from api.deps import StaffDep, WebDep
from api.i18n import N_, _, say
from api.pages.clocks import clock_view, running_first
from api.pages.law import law_href
from api.pages.officer.letters import letter_views
from api.pages.officer.opened import Opened, opened
from api.pages.officer.queue import DIRECTIONS, regime_title
from api.pages.officer.timeline import timeline
from cases.engine import Offer
from cases.law import Provision
from cases.lifecycles.ntb.asks import SCORES
from cases.ntb.priority import Priority, Weights
from cases.ntb.routing import Advice
from cases.ntb.states import state_name
from cases.process_map import process_map_svg, step_words, steps
from cases.seats import SEATS
from cases.service import advising
from cases.service.desk import HOLDERS
from cases.settings import settings
from cases.store.lists import officers

router = APIRouter(include_in_schema=False)

TIES = {
    "remainder_of": (N_("What remains of"), N_("What remained goes on in")),
    "measure_of": (N_("The measure behind"), N_("Its measure goes on in")),
    "measure_behind": (N_("The measure behind"), N_("Its measure goes on in")),
    "duplicate_of": (N_("The same as"), N_("Joined to this one:")),
    "split_from": (N_("Split from"), N_("Split off:")),
    "hearing_of": (N_("Hearing of"), N_("Hearing:")),
}  # fmt: skip
"""How a tie reads from the case that was opened, and from the one that it came from."""

MAIN_ACTIONS = 3


@router.get("/cases/{reference}")
def show(web: WebDep, staff: StaffDep, reference: str) -> Response:
    """All of a case on one page: what is due, what can be done, what happened."""
    with opened(web, reference) as case:
        views = [clock_view(c, case.reference, web.database, case.home) for c in case.clocks]
        running, done = running_first(views)
        open_now = [o for o in case.offers if o.open]
        return web.page(
            "officer/case.html", title=f"{case.reference} {case.row.title}", case=case, row=case.row,
            stage=case.life.stage(case.facts.stage), regime=regime_title(case.row.regime),
            direction=say(DIRECTIONS.get(case.row.direction or "", "")), countries=_countries(case),
            running=running, done=done, doing=open_now[:MAIN_ACTIONS], more=open_now[MAIN_ACTIONS:],
            shut=[o for o in case.offers if not o.open], map=steps(case.life, case.facts.visits), step_words=step_words,
            timeline=timeline(case), letters=letter_views(case), may_give=bool(case.actor.roles & HOLDERS),
            people=officers(case.uow.session),
            priority=_priority(case), assessed=_assessed(case), score=_score(case),
            advice=advice_for(case, case.offers), links=_links(case), provisions=_provisions(case.offers, case),
            law_href=law_href,
            seats=SEATS, wide=True, back="/cases", href=case.href,
        )  # fmt: skip


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


def advice_for(case: Opened, offers: list[Offer]) -> Advice | None:
    """Advice on the way to go, where one of these actions chooses it; None elsewhere."""
    choosing = any(each.fact == "regime" for offer in offers for each in offer.action.inputs)
    return advising.routing_advice(case.uow.session, case.row, case.facts) if choosing else None


def _links(case: Opened) -> list[tuple[str, Any]]:
    return [(_tie(relation), row) for relation, row in case.links]


def _tie(relation: str) -> str:
    name, _colon, to = relation.partition(":")
    words = TIES.get(name, (name.replace("_", " "), name.replace("_", " ")))
    return say(words[1 if to else 0])


def _provisions(offers: list[Offer], case: Opened) -> list[Provision]:
    """The law that the stage and its clocks rest on, each provision once."""
    cited = [o.action.cite for o in offers] + [c.cite for c in case.clocks if c.stage == case.facts.stage]
    return list({p.key: p for p in cited}.values())


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
            from cases.errors import NotAllowed

            raise NotAllowed("Only those who work on the case see who its people are.")
        return web.page(
            "officer/parties.html", title=_("The people of %(case)s") % {"case": case.reference}, case=case,
            back=case.href,
            parties=case.parties, seats=SEATS, state_name=state_name,
        )  # fmt: skip
