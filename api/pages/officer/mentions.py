"""The notes in which colleagues named whoever looks, the latest first; opening the case marks them as seen."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.deps import StaffDep, WebDep
from api.i18n import _
from api.pages.officer.queue.asking import number_of
from cases.store.desk import mentions
from cases.store.reading import Reading

router = APIRouter(include_in_schema=False)


@router.get("/mentions")
def show(web: WebDep, staff: StaffDep, after: str = "") -> Response:
    with Reading(web.database) as uow:
        page = mentions(uow.session, staff.actor, after=number_of(after))
    return web.page(
        "officer/mentions.html", title=_("Notes that mention you"), back="/cases", wide=True, rows=page.rows,
        first="/mentions" if after else "", next=f"/mentions?after={page.after}" if page.after else "",
    )  # fmt: skip
