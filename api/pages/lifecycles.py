"""The procedures for staff: each as a map and in tables, stage by stage, with the law that it rests on.

The tables are those of the lawyer's page (`cases.page`); only the way they are shown differs.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.deps import StaffDep, WebDep
from api.i18n import N_, _, say
from api.pages.base import Web
from api.pages.links import EVERYWHERE, action_id, clock_href, law_href, limit_id, procedure_href
from api.pages.marked import Marked
from cases.errors import NotFound
from cases.lifecycle import Lifecycle
from cases.lifecycles import IN_FORCE, lifecycle, versions
from cases.page import (
    KIND_WORDS,
    STATUS_WORDS,
    action_rows,
    alike,
    cited,
    closed_in,
    limit_rows,
    reached_from,
    system_rows,
    untimed,
)
from cases.process_map import bands, lifecycle_map_svg

router = APIRouter(include_in_schema=False)

__all__ = ["clock_href", "router"]

UNKNOWN = N_("No procedure of that name and version is on file. Choose one from the list of procedures.")


@router.get("/lifecycles")
def on_file(web: WebDep, staff: StaffDep) -> Response:
    return web.page(
        "pages/lifecycles.html", title=_("Procedures"), lives=IN_FORCE, versions=versions, procedure_href=procedure_href
    )


@router.get("/lifecycles/{key}")
def newest(web: WebDep, staff: StaffDep, key: str) -> Response:
    """The procedure in force."""
    return _page(web, _found(key, None))


@router.get("/lifecycles/{key}/map.svg")
def newest_map(web: WebDep, staff: StaffDep, key: str) -> Response:
    return _map(_found(key, None))


@router.get("/lifecycles/{key}/{version}")
def one(web: WebDep, staff: StaffDep, key: str, version: int) -> Response:
    """A version of the procedure: the one under which a case was opened."""
    return _page(web, _found(key, version))


@router.get("/lifecycles/{key}/{version}/map.svg")
def one_map(web: WebDep, staff: StaffDep, key: str, version: int) -> Response:
    return _map(_found(key, version))


def _found(key: str, version: int | None) -> Lifecycle:
    try:
        return lifecycle(key, version)
    except LookupError:
        raise NotFound(UNKNOWN) from None


def _page(web: Web, life: Lifecycle) -> Response:
    return web.page(
        "pages/lifecycle.html", title=say(life.title), life=life, back="/lifecycles", wide=True,
        href=procedure_href(life), others=[each for each in versions(life.key) if each is not life], bands=bands(life),
        marked=lambda stage: Marked(life, stage), limit_rows=limit_rows, action_rows=action_rows,
        system_rows=system_rows, untimed=untimed, reached_from=reached_from, closed_in=closed_in, cited=cited(life),
        law_href=law_href, limit_id=limit_id, action_id=action_id, kinds=KIND_WORDS, statuses=STATUS_WORDS,
        procedure_href=procedure_href, everywhere=EVERYWHERE, alike=alike,
    )  # fmt: skip


def _map(life: Lifecycle) -> Response:
    """The stages drawn; the page has the same as lists."""
    drawn = lifecycle_map_svg(life, say)
    return Response(drawn, media_type="image/svg+xml", headers={"Cache-Control": "private, max-age=300"})
