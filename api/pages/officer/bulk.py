"""Many cases to one person at once: what would change and what would not, the act, its result, and the way back.

The cases come from the ticks of a list, or are the whole list as its address asks for it. Nothing is done twice: the
look gives the form a token, under which its answer is kept, and the answer is the page that follows.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.responses import Response

from api.deps import Posted, StaffDep, WebDep
from api.forms import text_of, texts_of
from api.i18n import N_, _, ngettext, say
from api.pages.base import Web
from api.pages.officer.queue.asking import asked_of, number_of
from api.pages.officer.queue.wording import days_of
from api.wake import wake
from cases.agenda import HOME
from cases.errors import InputRefused, NotFound
from cases.reference import read_reference
from cases.service.desk import answered, remember_sent, sent_before
from cases.service.giving import LONGEST_REASON, MOST, Line, Plan, Stays, give_out, look, take_back
from cases.service.views import LISTS, list_address
from cases.store import UnitOfWork, lists
from cases.store.reading import Reading

router = APIRouter(include_in_schema=False)

GIVE = "give"
NOBODY = "none"
STAYS = {
    Stays.HIDDEN: N_("There is no such case, or it is not open to you."),
    Stays.CLOSED: N_("It is closed. A closed case is not given out."),
    Stays.MOVED: N_("It changed hands after you looked."),
    Stays.GONE: N_("Whoever had it before holds no cases any more."),
}
UNDONE = N_("Giving out several cases at once was undone.")


@router.post("/assign")
def assign(web: WebDep, staff: StaffDep, data: Posted) -> Response:
    """Look at what would change; with `step` `give`, do it."""
    if text_of(data, "step") != GIVE:
        return _look(web, data)
    try:
        return _give(web, data)
    except InputRefused as refusal:
        return _look(web, data, refusal)


def _look(web: Web, data: FormData, refusal: InputRefused | None = None) -> Response:
    """The page before the act. What is missing is asked for here, so that the ticks are not lost."""
    errors = dict(refusal.fields) if refusal else {}
    with Reading(web.database) as uow:
        references = _references(uow, web, data)
        people = lists.officers(uow.session)
        try:
            _refuse_none(references)
            plan = look(uow.session, references, _officer(data), web.staff.actor)
        except InputRefused as missing:
            plan, errors = None, errors | missing.fields
    return web.page(
        "officer/assign.html", title=_heading(plan), status=422 if errors else 200, back=_home(data), plan=plan,
        references=references, people=people, stays=_stays, errors={k: say(words) for k, words in errors.items()},
        reason=text_of(data, "reason"), longest=LONGEST_REASON, token=secrets.token_urlsafe(16), wide=True,
    )  # fmt: skip


def _heading(plan: Plan | None) -> str:
    if plan is None or not plan.changes:
        return _("Give out cases")
    if plan.to is None:
        words = ngettext("Give %(n)s case back to nobody", "Give %(n)s cases back to nobody", len(plan.changes))
    else:
        words = ngettext("Give %(n)s case to %(name)s", "Give %(n)s cases to %(name)s", len(plan.changes))
    return words % {"n": len(plan.changes), "name": plan.name}


def _references(uow: Reading, web: Web, data: FormData) -> list[str]:
    """The cases ticked, or all of the list; a form that was changed by hand chooses nothing."""
    if text_of(data, "all") == "yes":
        return _whole_list(uow, web, _home(data))
    typed = (read_reference(each.partition("~")[0]) for each in texts_of(data, "case"))
    return list(dict.fromkeys(each for each in typed if each))


def _whole_list(uow: Reading, web: Web, address: str) -> list[str]:
    asked = asked_of(dict(parse_qsl(urlsplit(address).query)), web.staff)
    days = days_of(web.database.today(), uow.calendars().of(HOME))
    page = lists.queue(uow.session, asked, web.staff.actor, days, limit=MOST)
    return [row.reference for row in page.rows]


def _home(data: FormData) -> str:
    """The list from which the cases were chosen."""
    try:
        return list_address(text_of(data, "list"))
    except InputRefused:
        return LISTS[0]


def _refuse_none(references: list[str]) -> None:
    if not references:
        raise InputRefused({"case": _("Go back and tick at least one case.")})


def _officer(data: FormData) -> int | None:
    chosen = text_of(data, "officer")
    if chosen == NOBODY:
        return None
    found = number_of(chosen)
    if found is None:
        raise InputRefused({"officer": _("Choose who is to have the cases, or nobody.")})
    return found


def _stays(line: Line, plan: Plan) -> str:
    """Why a case stays as it is."""
    if line.stays is Stays.THEIRS:
        return _("%(name)s has it already.") % {"name": line.holder} if line.holder else _("Nobody has it already.")
    return say(STAYS[line.stays]) if line.stays else ""


def _give(web: Web, data: FormData) -> Response:
    token, to, scope = text_of(data, "token"), _officer(data), f"give:{web.staff.id}"
    seen = _seen(data)
    _refuse_none(list(seen))
    with UnitOfWork(web.database) as uow:
        if sent_before(uow, scope, token) is None:
            done = give_out(uow, seen, to, actor=web.staff.actor, reason=text_of(data, "reason"))
            remember_sent(uow, scope, token, _kept(done, _home(data)))
        uow.commit()
    wake()
    return web.redirect(f"/assign/{token}")


def _seen(data: FormData) -> dict[str, int | None]:
    """Who had each case when the giver looked."""
    pairs = (each.partition("~") for each in texts_of(data, "case"))
    return {known: number_of(holder) for typed, _tilde, holder in pairs if (known := read_reference(typed))}


def _kept(plan: Plan, home: str) -> dict[str, Any]:
    """A plan that was carried out, as it is kept under its token."""
    lines = [
        {"reference": each.reference, "title": each.title, "before": each.before, "holder": each.holder,
         "stays": each.stays} for each in plan.lines
    ]  # fmt: skip
    return {"to": plan.to, "name": plan.name, "lines": lines, "list": home}


def _plan(kept: Mapping[str, Any]) -> Plan:
    lines = (
        Line(each["reference"], each["title"], each["before"], each["holder"],
             Stays(each["stays"]) if each["stays"] else None) for each in kept["lines"]
    )  # fmt: skip
    return Plan(kept["to"], kept["name"], tuple(lines))


@router.get("/assign/{token}")
def result(web: WebDep, staff: StaffDep, token: str) -> Response:
    """What was given out, and the way back; what went back, once it was undone."""
    with Reading(web.database) as uow:
        given = answered(uow.session, f"give:{staff.id}", token)
        back = answered(uow.session, f"take-back:{staff.id}", token)
    if not given:
        raise NotFound(_("There is no such result. It is kept for whoever gave the cases out."))
    plan, undone = _plan(given), _plan(back) if back else None
    return web.page(
        "officer/assigned.html", title=_done(plan), back=given["list"], plan=plan, undone=undone, token=token,
        stays=_stays, wide=True,
    )  # fmt: skip


def _done(plan: Plan) -> str:
    if not plan.changes:
        return _("No case changed hands")
    n = len(plan.changes)
    if plan.to is None:
        words = ngettext("%(n)s case was given back to nobody", "%(n)s cases were given back to nobody", n)
    else:
        words = ngettext("%(n)s case was given to %(name)s", "%(n)s cases were given to %(name)s", n)
    return words % {"n": n, "name": plan.name}


@router.post("/assign/{token}/undo")
def undo(web: WebDep, staff: StaffDep, token: str, data: Posted) -> Response:
    """Give each case back to who had it before, where nobody else has taken it since."""
    scope = f"take-back:{staff.id}"
    with UnitOfWork(web.database) as uow:
        given = answered(uow.session, f"give:{staff.id}", token)
        if given and sent_before(uow, scope, token) is None:
            plan = _plan(given)
            earlier = {each.reference: each.before for each in plan.changes}
            done = take_back(uow, earlier, plan.to, actor=staff.actor, reason=UNDONE)
            remember_sent(uow, scope, token, _kept(done, given["list"]))
        uow.commit()
    wake()
    return web.redirect(f"/assign/{token}")
