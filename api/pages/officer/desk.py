"""Who has the case."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.deps import Posted, StaffDep, WebDep
from api.forms import text_of
from api.i18n import _, say
from api.pages.officer.opened import opened
from cases.errors import InputRefused
from cases.service import desk
from cases.store import UnitOfWork

router = APIRouter(include_in_schema=False)


@router.post("/cases/{reference}/officer")
def give(web: WebDep, staff: StaffDep, reference: str, data: Posted) -> Response:
    """Take the case, give it to a colleague, or back to nobody."""
    with opened(web, reference) as case:
        case_id, href = case.row.id, case.href
    chosen = text_of(data, "officer")
    to = (
        staff.id
        if chosen == "me"
        else int(chosen)
        if chosen.isascii() and chosen.isdecimal() and len(chosen) < 10
        else None
    )
    try:
        with UnitOfWork(web.database) as uow:
            name = desk.assign(uow, case_id, to, actor=staff.actor)
            uow.commit()
    except InputRefused as refusal:
        return web.redirect(href, flash=say(refusal.reason))
    words = _("%(name)s has this case now.") % {"name": name} if name else _("Nobody has this case now.")
    return web.redirect(href, flash=words)
